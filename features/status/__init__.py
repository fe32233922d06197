"""How things stand, for whoever asks: many indicators at a glance, or one in full."""

from cycle.questions import question
from features.feature import Feature
from features.status import answers
from storage.card_refs import About

FEATURE = Feature(
    buttons={About.REMINDER: {"list_due": answers.list_due}},
    questions={
        question.Due: answers.due,
        question.Status: answers.of_many,
        question.StatusOfOne: answers.of_one,
        question.NotGiven: answers.not_given,
    },
)
