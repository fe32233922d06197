"""Successes: told to the board and the service, with what was learnt."""

from cycle.improve import questions
from features.feature import Feature, Sweep
from features.successes import card, celebrate, lists
from storage import owed
from storage.card_refs import About

FEATURE = Feature(
    buttons={About.SUCCESS: {"learnt": card.learnt}},
    questions={questions.Successes: lists.recent_successes},
    cards={owed.SUCCESS: card.card},
    sweeps=(Sweep("chase", "successes", celebrate.celebrate),),
)
