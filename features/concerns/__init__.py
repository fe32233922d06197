"""Exceptions: shown to the board, answered on their card, asked about again."""

from cards.concerns.answer import GIVES, OPENS
from cards.concerns.group import MOST_CHOICES
from cycle.questions import question
from features.concerns import answer, group, handover, lapse, lists, reply, show, support
from features.feature import Feature, Sweep
from storage import concern_groups, owed
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.CONCERN: {
            "stands": answer.show_current,
            **dict.fromkeys(OPENS, answer.open_form),
            **dict.fromkeys(GIVES, answer.record_answer),
            "reply": reply.record_reply,
            "group_back": group.show_group,
        },
        About.EXCEPTIONS: {
            "group_show": group.show_one,
            **{f"group_row_{n}": group.show_row for n in range(1, MOST_CHOICES + 1)},
        },
    },
    questions={
        question.OpenExceptions: lists.open_exceptions,
        question.Decisions: lists.decisions,
    },
    cards={
        owed.CONCERN: show.paint,
        concern_groups.KIND: group.paint,
        concern_groups.ASKED_AGAIN: group.paint_asked_again,
        owed.QUESTION: reply.paint,
        owed.SUPPORT: support.paint,
        handover.KIND: handover.paint,
    },
    sweeps=(
        Sweep("chase", "answers that went stale", lapse.ask_again),
        Sweep("chase", "exceptions of another manager", handover.hand_over),
    ),
)
