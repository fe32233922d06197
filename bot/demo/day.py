"""The demo's clock: it runs as any clock does, and can be moved on."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from cycle.periods import LONDON, WorkingDays, london_day

MORNING = time(9, 2)  # London time


class DemoClock:
    """Starts at a moment, and runs from there as `read` does, which reads the true time."""

    def __init__(self, start: datetime, read: Callable[[], datetime]) -> None:
        self._read = read
        self.set(start)

    def __call__(self) -> datetime:
        return self._read() + self._ahead

    def set(self, moment: datetime) -> None:
        self._ahead = moment - self._read()

    @property
    def today(self) -> date:
        return london_day(self())


def morning_of(day: date) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=LONDON)


def next_day(today: date, calendar: WorkingDays) -> date:
    """The next working day."""
    day = today + timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def next_monday(today: date, calendar: WorkingDays) -> date:
    """Monday of the next week, or the working day that follows where it is a holiday."""
    return _working(today + timedelta(days=7 - today.weekday()), calendar)


def next_month(today: date, calendar: WorkingDays) -> date:
    """The 12th of the next month, when most monthly figures are in, or the working day after."""
    first_of_next = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _working(first_of_next.replace(day=12), calendar)


def working_days(after: date, until: date, calendar: WorkingDays) -> list[date]:
    """Each working day after the one and up to the other."""
    every = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    return [day for day in every if calendar.is_working_day(day)]


def _working(day: date, calendar: WorkingDays) -> date:
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day
