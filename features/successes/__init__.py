"""Successes: told to the board and the service, with what was learnt."""

from cycle.questions import question
from features.feature import Feature, Sweep
from features.successes import card, celebrate, lists
from storage import owed
from storage.card_refs import About

FEATURE = Feature(
    buttons={About.SUCCESS: {"learnt": card.record_learning}},
    questions={question.Successes: lists.recent_successes},
    cards={owed.SUCCESS: card.paint, owed.SUCCESSES: card.paint_week},
    sweeps=(
        Sweep("chase", "successes", celebrate.tell_of_successes),
        Sweep("chase", "successes of the week", celebrate.tell_board_of_week),
    ),
)
