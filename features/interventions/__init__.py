"""Interventions: asked for, proposed, agreed, followed until they have worked."""

from cycle.improve.proposal import MOST_MILESTONES
from cycle.questions import question
from features.feature import Feature, Sweep
from features.interventions import (
    chase,
    course,
    decide,
    handover,
    leavers,
    lists,
    outcome,
    postpone,
    progress,
    promised,
    propose,
    retire,
    start,
)
from storage import owed
from storage.card_refs import About

MILESTONES = {
    f"milestone_done_{n}": progress.mark_milestone_done for n in range(1, MOST_MILESTONES + 1)
}

FEATURE = Feature(
    buttons={
        About.INTERVENTION: {
            "stands": course.show_current,
            "open_proposal": propose.open_form,
            "propose": propose.record_proposal,
            "agree": decide.agree,
            "send_back": decide.send_back,
            "ask_again": decide.send_back,
            "continue": decide.continue_on,
            "close": decide.close,
            "escalate": decide.escalate,
            "progress": progress.record_progress,
            "postpone": postpone.move_milestone,
            "hand_over": handover.name_successor,
            "remind": chase.remind_them,
            **MILESTONES,
        }
    },
    questions={
        question.Interventions: lists.live_interventions,
        question.OverdueActions: lists.overdue_actions,
    },
    cards={
        owed.INTERVENTION: course.paint_for_owner,
        owed.PROPOSAL: course.paint_for_board,
        owed.RETIRED: course.paint_retired,
        owed.OUTCOME: outcome.paint,
        owed.PROMISED: promised.paint,
        chase.LATE: chase.paint,
    },
    sweeps=(
        Sweep("chase", "interventions that start", start.start_due, in_working_hours=False),
        Sweep(
            "chase",
            "interventions of leavers",
            leavers.hand_over_from_leavers,
            in_working_hours=False,
        ),
        Sweep("chase", "call-ins of leavers", leavers.hand_over_call_ins, in_working_hours=False),
        Sweep("chase", "retired indicators", retire.end_for_retired, in_working_hours=False),
        Sweep("chase", "promised effects", promised.tell_board),
        Sweep("chase", "overdue actions", chase.remind),
    ),
)
