"""What is outstanding, and on which days Steward reminds: the reminder ladder.

Source: our choice, decision 0014; the framework asks for timely figures and sets no days.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from cycle.council import Council
from cycle.periods import Frequency, Period
from cycle.plan import due
from cycle.plan.indicator import Indicator
from cycle.review.figure import Figure, FigureStatus

EARLIEST = -5  # working days before the due date: the first reminder
WEEK = 5  # working days
MANAGER_HEARS = 3  # working days overdue
MANAGER_HEARS_UNTIL = 13  # two weeks later: what was missed for longer is no news; our choice
MONTHS = 24  # how far back a figure that was never given is still asked for; our choice
LATEST_DAY = 15  # working days into a month, of which each month has more
FEWEST_PERIODS = 3  # of years, 24 months hold two at most; our choice


class ReminderStage(StrEnum):
    """A day on which a reminder goes out for a figure, if it is still outstanding."""

    FIVE_BEFORE = "due in 5 working days"
    ONE_BEFORE = "due on the next working day"
    TODAY = "due today"
    ONE_OVER = "1 working day overdue"
    THREE_OVER = "3 working days overdue"
    WEEKLY = "overdue for more than a week"
    MONTHLY = "overdue since an earlier period"


_DAYS = {
    EARLIEST: ReminderStage.FIVE_BEFORE,
    -1: ReminderStage.ONE_BEFORE,
    0: ReminderStage.TODAY,
    1: ReminderStage.ONE_OVER,
    MANAGER_HEARS: ReminderStage.THREE_OVER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """A figure that was not given. `overdue` is in working days, negative before the due date.

    `due` is the day it counts from: the due date, or the later day the owner has promised.
    `is_promised` says which of the two. `locks` is the last day of entry, None where entry never
    closes or was opened again. `is_earlier`: a newer period has ended and this one has closed, so
    that it is reminded of once a month, on its `is_monthly_day`.
    """

    indicator: Indicator
    period: Period
    due: date
    locks: date | None
    overdue: int
    is_locked: bool
    is_promised: bool = False
    is_earlier: bool = False
    is_monthly_day: bool = False

    @property
    def stage(self) -> ReminderStage | None:
        """The reminder that belongs to this very number of working days, if one does."""
        if self.is_earlier:
            return ReminderStage.MONTHLY if self.is_monthly_day else None
        return stage_of(self.overdue)


def stage_of(overdue: int) -> ReminderStage | None:
    """The reminder that belongs to so many working days past the due date, if one does."""
    if overdue > MANAGER_HEARS and (overdue - MANAGER_HEARS) % WEEK == 0:
        return ReminderStage.WEEKLY
    return _DAYS.get(overdue)


def outstanding(
    indicators: Iterable[Indicator],
    received: Mapping[tuple[int, Period], Figure],
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]] = (),
    known_since: Mapping[int, date] = MappingProxyType({}),
) -> list[Outstanding]:
    """Everything expected, less what is given or agreed as not applicable, worst delay first.

    Whether entry is closed makes no difference. Each line's first reminder has come. `received`
    must hold the figures in force for `periods_looked_at` of these indicators; `known_since` is
    the day on which an indicator came into the register.
    """
    givens = _periods_given(received)
    found = []
    for indicator in (one for one in indicators if one.is_given):
        given = givens.get(indicator.id, ())
        known = known_since.get(indicator.id)
        for period in expected(indicator, given, today, council, reopened, known):
            figure = received.get((indicator.id, period))
            line = _line(indicator, period, figure, today, council, reopened)
            if line is not None and line.overdue >= EARLIEST:
                found.append(line)
    return sorted(found, key=lambda line: (-line.overdue, line.indicator.ref, line.period.start))


def promised(
    indicators: Iterable[Indicator],
    received: Mapping[tuple[int, Period], Figure],
    today: date,
    council: Council,
) -> list[Outstanding]:
    """What is not given and promised for a later day, the soonest first. Each counts from its day.

    `received` must hold the figures in force for `periods_looked_at` of these indicators.
    """
    known = {one.id: one for one in indicators}
    lines = [
        _line(known[own], period, figure, today, council, (), also_promised=True)
        for (own, period), figure in received.items()
        if own in known and figure.status is FigureStatus.NOT_AVAILABLE
    ]
    later = [line for line in lines if line is not None and line.due > today]
    return sorted(later, key=lambda line: (line.due, line.indicator.ref))


def is_managers_turn(line: Outstanding) -> bool:
    """Whether the owner's manager hears of it today, if they have not heard since day three.

    Day three itself may have passed while the server was down: then the next day serves.
    """
    return not line.is_earlier and MANAGER_HEARS <= line.overdue <= MANAGER_HEARS_UNTIL


def not_given_in(
    indicators: Iterable[Indicator],
    received: Mapping[tuple[int, Period], Figure],
    within: Period,
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]] = (),
) -> list[Outstanding]:
    """What is expected for one period and not given, however long ago, due or not due yet.

    Of a quarter or a year: for each of the finer periods that lie in it, too. What is promised
    for a later day is here as well, and counts from that day.
    """
    found = []
    for indicator in indicators:
        for period in periods_in(within, indicator.frequency):
            if period.end >= today or not indicator.is_measured(period):
                continue
            figure = received.get((indicator.id, period))
            line = _line(indicator, period, figure, today, council, reopened, also_promised=True)
            if line is not None:
                found.append(line)
    return sorted(found, key=lambda line: (-line.overdue, line.indicator.ref, line.period.start))


def periods_in(whole: Period, frequency: Frequency) -> list[Period]:
    """The periods of this frequency that lie in the whole one: itself, or its parts; else none."""
    if frequency.months > whole.frequency.months:
        return []
    first = Period.containing(frequency, whole.start)
    return [first.later(k) for k in range(whole.frequency.months // frequency.months)]


def expected(
    indicator: Indicator,
    given: Collection[Period],
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]] = (),
    known_since: date | None = None,
) -> list[Period]:
    """The ended periods of which a figure is wanted, newest first: until it is given or agreed.

    From the first period given of those looked at, or the one that had ended when the indicator
    came into the register. Not those that were closed to entry before that day: nobody could have
    given them. None that begins on or after the day of retirement.
    """
    looked_at = periods_looked_at(indicator, today, council, reopened)
    first = min((period for period in given if period in looked_at), default=None)
    if known_since is not None:
        known = Period.last_ended(indicator.frequency, known_since)
        first = known if first is None else min(first, known)
    open_or_newest = _asked_for(indicator.frequency, indicator.due_working_days, today, council)

    def is_expected(period: Period) -> bool:
        if period in open_or_newest or (indicator.id, period) in reopened:
            return True
        if first is None or period < first:
            return False
        locks = due.locks(indicator, period, council.calendar, council.lock_working_days)
        return known_since is None or locks is None or known_since <= locks

    return [period for period in looked_at if is_expected(period)]


def periods_looked_at(
    indicator: Indicator,
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]] = (),
) -> list[Period]:
    """The ended periods that may be outstanding: those of two years, those open, those reopened."""
    periods = list(_looked_at(indicator.frequency, indicator.due_working_days, today, council))
    again = {period for of, period in reopened if of == indicator.id} - set(periods)
    return [period for period in periods + sorted(again) if indicator.is_measured(period)]


@lru_cache(1024)  # a register knows few ways of being due
def _looked_at(
    frequency: Frequency, due_working_days: int, today: date, council: Council
) -> tuple[Period, ...]:
    last = Period.last_ended(frequency, today)
    count = max(FEWEST_PERIODS, MONTHS // frequency.months)
    is_open = _asked_for(frequency, due_working_days, today, council)
    return tuple(last.later(-k) for k in range(max(count, len(is_open))))


@lru_cache(1024)
def _asked_for(
    frequency: Frequency, due_working_days: int, today: date, council: Council
) -> tuple[Period, ...]:
    """The last period that has ended, and those that are still open.

    Where entry never closes, an earlier one is open to the end of its due date.
    """

    def last_asked(period: Period) -> date:
        is_due = council.calendar.after(period.end, due_working_days)
        return council.calendar.after(is_due, council.lock_working_days)

    periods = [Period.last_ended(frequency, today)]
    while today <= last_asked(periods[-1].previous):
        periods.append(periods[-1].previous)
    return tuple(periods)


def _periods_given(received: Mapping[tuple[int, Period], Figure]) -> dict[int, set[Period]]:
    given: dict[int, set[Period]] = {}
    for indicator, period in received:
        given.setdefault(indicator, set()).add(period)
    return given


def is_locked(
    indicator: Indicator,
    period: Period,
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]] = (),
) -> bool:
    """Whether the period is closed to entry for this indicator today."""
    if (indicator.id, period) in reopened:
        return False
    return due.is_locked(indicator, period, council.calendar, council.lock_working_days, today)


def is_awaited(figure: Figure) -> bool:
    """Whether more is still to come: not available yet, or provisional with a promised date."""
    if figure.status is FigureStatus.PROVISIONAL:
        return figure.expected_on is not None
    return figure.status is FigureStatus.NOT_AVAILABLE


def _line(
    indicator: Indicator,
    period: Period,
    figure: Figure | None,
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]],
    *,
    also_promised: bool = False,
) -> Outstanding | None:
    counts_from = is_due = due.due(indicator, period, council.calendar)
    if figure is not None:
        promised = figure.expected_on or counts_from
        has_value = figure.status is FigureStatus.PROVISIONAL
        if not is_awaited(figure) or (promised > today and (has_value or not also_promised)):
            return None
        if not council.calendar.is_working_day(promised):
            promised = council.calendar.after(promised, 1)
        counts_from = max(counts_from, promised)
    is_open_again = (indicator.id, period) in reopened
    locks = due.locks(indicator, period, council.calendar, council.lock_working_days)
    current = _asked_for(indicator.frequency, indicator.due_working_days, today, council)
    return Outstanding(
        indicator=indicator,
        period=period,
        due=counts_from,
        locks=None if is_open_again else locks,
        overdue=council.calendar.between(counts_from, today),
        is_locked=is_locked(indicator, period, today, council, reopened),
        is_promised=counts_from > is_due,
        is_earlier=period not in current and not is_open_again,
        is_monthly_day=today == _monthly_day(indicator.due_working_days, today, council),
    )


@lru_cache(1024)
def _monthly_day(due_working_days: int, today: date, council: Council) -> date:
    """The working day of this month on which figures of the indicator usually fall due."""
    month_before = Period.last_ended(Frequency.MONTHLY, today)
    return council.calendar.after(month_before.end, min(due_working_days, LATEST_DAY))
