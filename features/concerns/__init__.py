"""Exceptions: shown to the board, answered on their card, asked about again."""

from cards.concerns.answer import GIVES, OPENS
from cycle.improve import questions
from features.concerns import answer, group, lapse, lists, reply, show, support
from features.feature import Feature, Sweep
from storage import concern_groups, owed
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.CONCERN: {
            "stands": answer.stands,
            **dict.fromkeys(OPENS, answer.opened),
            **dict.fromkeys(GIVES, answer.given),
            "reply": reply.replied,
            "group_back": group.back,
        },
        About.EXCEPTIONS: {"group_show": group.shown},
    },
    questions={
        questions.OpenExceptions: lists.open_exceptions,
        questions.Decisions: lists.decisions,
    },
    cards={
        owed.CONCERN: show.card,
        concern_groups.KIND: group.card,
        owed.QUESTION: reply.card,
        owed.SUPPORT: support.card,
    },
    sweeps=(Sweep("chase", "answers that went stale", lapse.lapse),),
)
