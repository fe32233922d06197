"""Returns to government: what is due, who prepares and who certifies, and the evidence."""

from cycle.plan.plan_questions import CertifiedReturns, ReturnAsked, ReturnsDue
from cycle.plan.year_questions import ConfirmReturnDates
from features.feature import Feature, Sweep
from features.returns import dates, steps
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.REMINDER: {"returns": steps.open_first},
        About.PLAN: {
            "return_draft": steps.draft,
            "return_validate": steps.validate,
            "return_ready": steps.make_ready,
            "return_certify": steps.certify,
            "return_accept": steps.accept,
            "return_refuse": steps.refuse,
            "return_revise": steps.revise,
            "date_begin": dates.begin,
            "date_confirm": dates.confirm,
            "date_skip": dates.skip,
        },
    },
    questions={
        ReturnsDue: steps.due,
        ReturnAsked: steps.one,
        CertifiedReturns: steps.certified_this_year,
        ConfirmReturnDates: dates.confirm_typed,
    },
    cards={steps.MISSED: steps.missed_card, dates.DATES: dates.dates_card},
    sweeps=(
        Sweep("chase", "returns", steps.tell_missed),
        Sweep("chase", "return dates", dates.ask_owners),
    ),
)
