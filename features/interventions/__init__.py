"""Interventions: asked for, proposed, agreed, followed until they have worked."""

from cycle.improve import questions
from cycle.improve.proposal import MOST_MILESTONES
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

MILESTONES = {f"milestone_done_{n}": progress.milestone_done for n in range(1, MOST_MILESTONES + 1)}

FEATURE = Feature(
    buttons={
        About.INTERVENTION: {
            "stands": course.stands,
            "open_proposal": propose.opened,
            "propose": propose.proposed,
            "agree": decide.agreed,
            "send_back": decide.sent_back,
            "ask_again": decide.sent_back,
            "continue": decide.continued,
            "close": decide.closed,
            "escalate": decide.escalated,
            "progress": progress.told,
            "postpone": postpone.moved,
            "hand_over": handover.named,
            **MILESTONES,
        }
    },
    questions={
        questions.Interventions: lists.live_interventions,
        questions.OverdueActions: lists.overdue_actions,
    },
    cards={
        owed.INTERVENTION: course.owners_card,
        owed.PROPOSAL: course.boards_card,
        owed.RETIRED: course.retired_card,
        owed.OUTCOME: outcome.card,
        owed.PROMISED: promised.card,
        chase.LATE: chase.card,
    },
    sweeps=(
        Sweep("chase", "interventions that start", start.start, in_working_hours=False),
        Sweep("chase", "interventions of leavers", leavers.hand_over, in_working_hours=False),
        Sweep("chase", "retired indicators", retire.retire, in_working_hours=False),
        Sweep("chase", "promised effects", promised.tell),
        Sweep("chase", "overdue actions", chase.chase),
    ),
)
