"""When a figure is due, and when its period closes to entry: two clocks, named apart."""

from datetime import date

from cycle.periods import Period, WorkingDays
from cycle.plan.indicator import Indicator


def due(indicator: Indicator, period: Period, calendar: WorkingDays) -> date:
    """The n-th working day after the period's last day; a figure is on time to the end of that day.

    n is the register's `due_working_days`: the framework sets no day.
    """
    return calendar.after(period.end, indicator.due_working_days)


def locks(
    indicator: Indicator, period: Period, calendar: WorkingDays, lock_working_days: int
) -> date | None:
    """The last day on which the period may be entered: so many working days after it was due.

    None when `lock_working_days` is 0: the period never locks. Source: our choice, due + 5.
    """
    if lock_working_days == 0:
        return None
    return calendar.after(due(indicator, period, calendar), lock_working_days)


def is_locked(
    indicator: Indicator,
    period: Period,
    calendar: WorkingDays,
    lock_working_days: int,
    today: date,
) -> bool:
    """Whether the period is closed to entry today. A period that has not ended is not yet open."""
    last = locks(indicator, period, calendar, lock_working_days)
    return last is not None and today > last
