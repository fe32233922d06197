"""The corporate plan, its priorities, and each service's plan with its actions and progress."""

from cycle.plan import plan_questions as asked
from features.feature import Feature, Sweep
from features.plans import agreement, answers, board, counted, progress
from storage.card_refs import About

FEATURE = Feature(
    buttons={
        About.REMINDER: {"progress": progress.begin},
        About.ACTION: {
            "progress_send": progress.send,
            "progress_same": progress.send_same,
            "progress_list": progress.begin,
        },
        About.PLAN: {
            "progress_one": progress.one,
            "recovery_agree": board.agree_recovery,
            "plan_propose": agreement.propose,
            "plan_agree": agreement.agree,
            "plan_return": agreement.send_back,
        },
    },
    questions={
        asked.CorporatePlanAsked: answers.corporate_plan,
        asked.PriorityAsked: answers.priority,
        asked.ServicePlanAsked: answers.service_plan,
        asked.ProposePlan: agreement.propose_typed,
        asked.ActionAsked: answers.action,
        asked.UpdateAction: progress.asked_for,
        asked.ActionsAsked: answers.some_actions,
        asked.LineOfSight: answers.sight,
        asked.ExpectedOfMe: answers.expected,
    },
    cards={
        board.OFF_TRACK: board.off_track_card,
        board.RECOVERY: board.recovery_card,
        agreement.PROPOSED: agreement.proposed_card,
        agreement.PLAN_DUE: agreement.plan_due_card,
    },
    sweeps=(
        Sweep("chase", "service plans", agreement.ask_for_plans),
        Sweep("collect", "actions counted", counted.count_actions),
    ),
)
