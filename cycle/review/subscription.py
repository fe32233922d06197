"""When somebody who asked to be told hears: of what has newly turned, or of the week's day."""

from collections.abc import Collection
from datetime import date, timedelta

from cycle.periods import WorkingDays

MOST = 10  # subscriptions of one person; our choice
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK = 7


def newly(seen: Collection[str], now: Collection[str]) -> list[str]:
    """The references that are so now and were not when the person was last told."""
    return sorted(set(now) - set(seen))


def is_day(weekday: str, today: date, calendar: WorkingDays) -> bool:
    """Whether the week's news is due: on that weekday, or on the working day after a closed one."""
    if weekday not in WEEKDAYS or not calendar.is_working_day(today):
        return False
    back = (today.weekday() - WEEKDAYS.index(weekday)) % _WEEK
    closed = (today - timedelta(days=count) for count in range(1, back + 1))
    return not any(calendar.is_working_day(day) for day in closed)
