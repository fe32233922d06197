"""Reminders of the figures that are due, one card per person and day."""

from cards.elements import row_verb
from cycle.questions import question
from features.feature import Feature, Sweep
from features.listing import MOST_ROWS
from features.reminders import buttons, collect, reopening, wrong_owner
from storage import deliveries, team_notes
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.REMINDER: {
            "give": buttons.give_figures,
            "tomorrow": buttons.remind_tomorrow,
            "not_mine": buttons.ask_which_not_mine,
            "not_mine_send": buttons.tell_not_mine,
            "back": buttons.show_list,
            "reopen": reopening.ask_which,
            "reopen_send": reopening.send,
            **{row_verb(n): buttons.open_row for n in range(1, MOST_ROWS + 1)},
        },
        About.FIGURE: {
            "give": buttons.give_figures,
            "next": buttons.show_next,
            "skip": buttons.skip,
            "back": buttons.show_list,
        },
    },
    questions={question.HandOver: buttons.tell_not_mine_typed},
    cards={
        deliveries.REMINDER: collect.paint,
        deliveries.EARLIER_REMINDER: collect.paint_earlier,
        team_notes.KIND: wrong_owner.paint,
    },
    sweeps=(Sweep("collect", "reminders", collect.remind),),
)
