"""The names beside an action: its owner, plan and priority, and what its figures say."""

from cycle.plan.action import PlanAction
from cycle.review.success_measure import reached_words
from storage import figures, people, plans, register
from storage.database import Session


def reached(session: Session, action: PlanAction) -> str:
    """What the figures of the success measure's indicator say, where one is named."""
    own = action.success.indicator
    indicator = register.indicator(session, own) if own else None
    if indicator is None:
        return ""
    series = figures.series_of(session, [indicator.id]).get(indicator.id, {})
    given = [one for one in series.values() if one.value is not None]
    last = max(given, key=lambda one: one.period, default=None)
    return reached_words(
        indicator, action.success, last.value if last else None, last.period if last else None
    )


def owner(session: Session, action: PlanAction) -> str:
    found = people.person(session, action.owner) if action.owner else None
    return found.name if found else "nobody yet"


def plan(session: Session, action: PlanAction) -> str:
    found = plans.plan(session, action.plan)
    return found.title if found else ""


def priority(session: Session, action: PlanAction) -> str:
    found = plans.all_priorities(session).get(action.priority or 0)
    return found.title if found else ""
