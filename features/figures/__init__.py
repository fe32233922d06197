"""Figures: given on a card or by file, corrected, confirmed, missed."""

from cycle.questions import question
from features.feature import Feature, Sweep
from features.figures import (
    ask_to_reopen,
    close_missing,
    missing,
    open_form,
    receipts,
    reopen,
    run,
    submit,
)
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.FIGURE: {
            "submit": submit.submit,
            "confirm": submit.confirm,
            "correct": open_form.correct,
            "ask_reopen": ask_to_reopen.ask_team,
            "open_again": ask_to_reopen.open_again,
            "close_choose": close_missing.choose,
            "close_missing": close_missing.close_pressed,
        }
    },
    questions={
        question.Submit: open_form.open_form,
        question.GiveFigure: open_form.open_form_with_figure,
        question.Reopen: reopen.reopen,
        question.CloseMissing: close_missing.close,
    },
    cards={
        receipts.RECEIPT: receipts.paint_receipt,
        run.DONE: run.paint_done,
        missing.KIND: missing.paint,
        ask_to_reopen.REQUEST: ask_to_reopen.paint_request,
        ask_to_reopen.GRANTED: ask_to_reopen.paint_granted,
    },
    sweeps=(Sweep("collect", "figures missing twice", missing.tell_board),),
)
