"""The indicator of actions on track is counted from the actions, so nobody types it."""

from datetime import date, datetime
from decimal import Decimal

from cycle.council import Council
from cycle.periods import Period, london_day
from cycle.plan import action_progress, due
from cycle.plan.corporate_plan import PlanState
from cycle.plan.indicator import FiguresFrom, Indicator
from cycle.review.figure import Figure
from features.figures.record import record_figure
from storage import action_queue, actions, plans, records, register
from storage.audit import Actor
from storage.database import Session

COUNTED_BY = Actor(name="Steward", came_from="the progress of service plan actions")


def count_actions(session: Session, now: datetime, council: Council) -> int:
    """Keep the last period's figure once progress is due; again while entry is open and it changed.

    Returns how many figures are new.
    """
    today = london_day(now)
    wanted = [
        one
        for one in register.all_indicators(session)
        if one.figures_from is FiguresFrom.ACTIONS and not one.is_retired(today)
    ]
    return sum(_count(session, one, now, council) for one in wanted)


def _count(session: Session, indicator: Indicator, now: datetime, council: Council) -> bool:
    today = london_day(now)
    period = Period.last_ended(indicator.frequency, today)
    if today < action_progress.due_on(period, council.calendar):
        return False
    if due.is_locked(indicator, period, council.calendar, council.lock_working_days, today):
        return False
    good, every = _rate(session, period, today, council)
    if not every:
        return False
    record = records.record(session, indicator)
    before = record.series.get(period)
    counts = (Decimal(good), Decimal(every))
    if before and (before.numerator, before.denominator) == counts:
        return False
    figure = Figure(
        indicator=indicator.id,
        period=period,
        version=before.version + 1 if before else 1,
        value=indicator.multiplier * Decimal(good) / every,
        numerator=Decimal(good),
        denominator=Decimal(every),
        commentary=f"Counted from {every} service plan actions.",
        reason="progress was told after it was counted" if before else "",
        given_by_name=COUNTED_BY.name,
        given_at=now,
    )
    record_figure(session, record, figure, COUNTED_BY, now, council)
    return True


def _rate(session: Session, period: Period, today: date, council: Council) -> tuple[int, int]:
    in_plan = {
        own
        for own, plan in plans.all_plans(session).items()
        if plan.service
        and plan.state in (PlanState.AGREED, PlanState.SUPERSEDED)
        and plan.starts <= period.end <= plan.ends
    }
    some = [
        one
        for one in actions.all_actions(session)
        if one.plan in in_plan and one.kind.frequency is period.frequency
    ]
    return action_progress.rate(action_queue.standings(session, some, today, council, period))
