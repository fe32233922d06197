"""What is measured is reviewed each year by its owners, and agreed by a named body."""

from cycle.plan.year_questions import AgreeKpiSet, AnswerKpiReview, KpiSetAsked, ReviewKpis
from features.feature import Feature, Sweep
from features.kpi_set import agreement, review
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.KPI_SET: {
            "kpi_begin": review.begin,
            "kpi_propose": agreement.propose,
            "kpi_comment": agreement.comment,
            "kpi_take_back": agreement.take_back,
            "kpi_agree": agreement.agree,
        },
        About.KPI_LINE: {"kpi_answer": review.answer},
    },
    questions={
        ReviewKpis: agreement.open_review,
        KpiSetAsked: agreement.asked_for,
        AgreeKpiSet: agreement.agree_typed,
        AnswerKpiReview: review.answer_typed,
    },
    cards={review.REVIEW: review.review_card},
    sweeps=(
        Sweep("chase", "KPI review", review.ask_owners),
        Sweep("collect", "KPI set in force", agreement.put_in_force, in_working_hours=False),
    ),
)
