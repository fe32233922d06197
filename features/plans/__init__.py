"""The corporate plan, its priorities, and each service's plan with its actions and progress."""

from cycle.plan import plan_questions
from features.feature import Feature, Sweep
from features.plans import (
    agreement,
    answers,
    board,
    comparison,
    counted,
    progress,
    progress_missing,
    year_end,
    year_end_due,
)
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.REMINDER: {"progress": progress.begin},
        About.ACTION: {
            "progress_send": progress.send,
            "progress_same": progress.send_same,
            "progress_list": progress.begin,
            "close_carry": year_end.answer,
            "close_complete": year_end.answer,
            "close_stop": year_end.answer,
        },
        About.PLAN: {
            "progress_one": progress.one,
            "recovery_agree": board.agree_recovery,
            "plan_propose": agreement.propose,
            "plan_agree": agreement.agree,
            "plan_return": agreement.send_back,
            "close_begin": year_end.begin,
        },
    },
    questions={
        plan_questions.CorporatePlanAsked: answers.corporate_plan,
        plan_questions.PriorityAsked: answers.priority,
        plan_questions.ServicePlanAsked: answers.service_plan,
        plan_questions.ComparePlans: comparison.compared,
        plan_questions.ClosePlan: year_end.close_typed,
        plan_questions.ProposePlan: agreement.propose_typed,
        plan_questions.ActionAsked: answers.action,
        plan_questions.UpdateAction: progress.asked_for,
        plan_questions.ActionsAsked: answers.some_actions,
        plan_questions.LineOfSight: answers.sight,
        plan_questions.ExpectedOfMe: answers.expected,
    },
    cards={
        board.OFF_TRACK: board.off_track_card,
        board.RECOVERY: board.recovery_card,
        agreement.PROPOSED: agreement.proposed_card,
        agreement.PLAN_DUE: agreement.plan_due_card,
        year_end_due.YEAR_END: year_end_due.year_end_card,
        progress_missing.NO_PROGRESS: progress_missing.no_progress_card,
    },
    sweeps=(
        Sweep("chase", "service plans", agreement.ask_for_plans),
        Sweep("chase", "plan year ends", year_end_due.ask_managers),
        Sweep("chase", "progress missing", progress_missing.tell_managers),
        Sweep("collect", "actions counted", counted.count_actions),
    ),
)
