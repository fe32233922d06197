"""Figures: given on a card or by file, corrected, confirmed, missed."""

from cycle.review import question
from features.feature import Feature, Sweep
from features.figures import missing, reopen, submit
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.FIGURE: {
            "submit": submit.submitted,
            "confirm": submit.confirmed,
            "correct": submit.correct,
        }
    },
    questions={question.Submit: submit.asked_for, question.Reopen: reopen.reopen},
    cards={submit.RECEIPT: submit.repainted, missing.KIND: missing.card},
    sweeps=(Sweep("collect", "figures missing twice", missing.escalate),),
)
