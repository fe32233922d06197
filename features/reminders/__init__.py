"""Reminders of the figures that are due, one card per person and day."""

from features.feature import Feature, Sweep
from features.reminders import buttons, collect, wrong_owner
from storage import deliveries, team_notes
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.REMINDER: {
            "give": buttons.give,
            "tomorrow": buttons.tomorrow,
            "not_mine": buttons.not_mine,
            "not_mine_send": buttons.not_mine_told,
            "back": buttons.back,
        },
        About.FIGURE: {
            "give": buttons.give,
            "next": buttons.following,
            "skip": buttons.skipped,
            "back": buttons.back,
        },
    },
    cards={deliveries.REMINDER: collect.card, team_notes.KIND: wrong_owner.card},
    sweeps=(Sweep("collect", "reminders", collect.remind),),
)
