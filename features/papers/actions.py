"""Service plan actions and projects in the period of a paper, with what was said of each last."""

from collections.abc import Sequence

from cycle.monitor.paper.views import ActionInPaper
from cycle.periods import Frequency, Period
from cycle.plan.action import ActionState
from cycle.plan.action_progress import ActionStanding, ActionUpdate, stand
from cycle.plan.corporate_plan import PlanState
from features.papers.indicator_views import Wanted
from storage import actions, plans
from storage.database import Session

_LATE = (ActionState.DELAYED, ActionState.OFF_TRACK)


def actions_in_paper(session: Session, wanted: Wanted) -> tuple[ActionInPaper, ...]:
    """Those of agreed plans, also of a year that is closed, that run in the period."""
    agreed = {
        own
        for own, plan in plans.all_plans(session).items()
        if plan.state in (PlanState.AGREED, PlanState.SUPERSEDED)
        and plan.starts <= wanted.period.end
        and plan.ends >= wanted.period.start
    }
    found = [
        one
        for one in actions.all_actions(session)
        if one.plan in agreed and one.starts <= wanted.period.end
    ]
    updates = actions.updates(session, [one.id for one in found])
    titles = {own: one.title for own, one in plans.all_priorities(session).items()}
    standings = [
        stand(
            one,
            period_told(one.kind.frequency, wanted.period),
            updates.get(one.id, ()),
            wanted.today,
            wanted.council.calendar,
        )
        for one in found
    ]
    return tuple(
        _in_paper(
            standing,
            titles.get(standing.action.priority or 0, ""),
            _told_success(updates.get(standing.action.id, ()), standing),
        )
        for standing in sorted(standings, key=lambda each: each.action.ref)
    )


def period_told(frequency: Frequency, period: Period) -> Period:
    """The newest period of the action's own frequency that has ended with the paper's."""
    own = Period.containing(frequency, period.end)
    return own if own.end <= period.end else own.previous


def _told_success(updates: Sequence[ActionUpdate], standing: ActionStanding) -> str:
    """What came of the success measure of one that is complete, in whichever period that was."""
    if standing.state is not ActionState.COMPLETE:
        return ""
    told = [update.success for update in updates if not standing.period < update.period]
    return next((words for words in reversed(told) if words), "")


def _in_paper(standing: ActionStanding, priority: str, success: str) -> ActionInPaper:
    action, update = standing.action, standing.update
    return ActionInPaper(
        ref=action.ref,
        what=action.title,
        service=action.service,
        state=standing.label,
        due=action.due,
        recovery=(update.recovery if update else None) or action.recovery,
        note=update.words if update else "",
        aim=action.success.words,
        success=success,
        priority=priority,
        is_late=standing.state in _LATE,
        is_complete=standing.state is ActionState.COMPLETE,
    )
