"""What is outstanding, and on which days Steward reminds: the reminder ladder.

Source: our choice, decision 0014; the framework asks for timely figures and sets no days.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from cycle.council import Council
from cycle.periods import Frequency, Period
from cycle.plan import due
from cycle.plan.indicator import Indicator
from cycle.review.figure import Figure, Status

EARLIEST = -5  # working days before the due date: the first reminder
WEEK = 5  # working days
MANAGER_HEARS = 3  # working days overdue


class Stage(StrEnum):
    """A day on which a reminder goes out for a figure, if it is still outstanding."""

    FIVE_BEFORE = "due in 5 working days"
    ONE_BEFORE = "due on the next working day"
    TODAY = "due today"
    ONE_OVER = "1 working day overdue"
    THREE_OVER = "3 working days overdue"
    WEEKLY = "overdue for more than a week"


_DAYS = {
    EARLIEST: Stage.FIVE_BEFORE,
    -1: Stage.ONE_BEFORE,
    0: Stage.TODAY,
    1: Stage.ONE_OVER,
    MANAGER_HEARS: Stage.THREE_OVER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """A figure that was not given. `overdue` is in working days, negative before the due date.

    `due` is the day it counts from: the due date, or the later day the owner has promised.
    `locks` is the last day of entry, None where entry never closes or was opened again.
    """

    indicator: Indicator
    period: Period
    due: date
    locks: date | None
    overdue: int
    is_locked: bool

    @property
    def stage(self) -> Stage | None:
        """The reminder that belongs to this very number of working days, if one does."""
        if self.overdue > MANAGER_HEARS and (self.overdue - MANAGER_HEARS) % WEEK == 0:
            return Stage.WEEKLY
        return _DAYS.get(self.overdue)


def outstanding(
    indicators: Iterable[Indicator],
    received: Mapping[tuple[int, Period], Figure],
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]] = (),
) -> list[Outstanding]:
    """Everything not yet given whose first reminder has come, worst delay first.

    `received` must hold the figures in force for `asked_for` of these indicators.
    """
    found = []
    for indicator in indicators:
        for period in asked_for(indicator, today, council, reopened):
            figure = received.get((indicator.id, period))
            line = _line(indicator, period, figure, today, council, reopened)
            if line is not None and line.overdue >= EARLIEST:
                found.append(line)
    return sorted(found, key=lambda line: (-line.overdue, line.indicator.ref, line.period.start))


def asked_for(
    indicator: Indicator,
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]] = (),
) -> list[Period]:
    """The periods a figure may be asked for today: the last one ended, and those still open.

    Where entry never closes, an earlier one is asked for to the end of its due date. None that
    begins on or after the day of retirement.
    """
    periods = list(_asked_for(indicator.frequency, indicator.due_working_days, today, council))
    again = {period for of, period in reopened if of == indicator.id} - set(periods)
    return [period for period in periods + sorted(again) if indicator.is_measured(period)]


@lru_cache(1024)  # a register knows few ways of being due
def _asked_for(
    frequency: Frequency, due_working_days: int, today: date, council: Council
) -> tuple[Period, ...]:
    def last_asked(period: Period) -> date:
        is_due = council.calendar.after(period.end, due_working_days)
        return council.calendar.after(is_due, council.lock_working_days)

    periods = [Period.last_ended(frequency, today)]
    while today <= last_asked(periods[-1].previous):
        periods.append(periods[-1].previous)
    return tuple(periods)


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
    if figure.status is Status.PROVISIONAL:
        return figure.expected_on is not None
    return figure.status is Status.NOT_AVAILABLE


def _line(
    indicator: Indicator,
    period: Period,
    figure: Figure | None,
    today: date,
    council: Council,
    reopened: Collection[tuple[int, Period]],
) -> Outstanding | None:
    counts_from = due.due(indicator, period, council.calendar)
    if figure is not None:
        promised = figure.expected_on or counts_from
        if promised > today or not is_awaited(figure):
            return None
        if not council.calendar.is_working_day(promised):
            promised = council.calendar.after(promised, 1)
        counts_from = max(counts_from, promised)
    is_open_again = (indicator.id, period) in reopened
    locks = due.locks(indicator, period, council.calendar, council.lock_working_days)
    return Outstanding(
        indicator=indicator,
        period=period,
        due=counts_from,
        locks=None if is_open_again else locks,
        overdue=council.calendar.between(counts_from, today),
        is_locked=is_locked(indicator, period, today, council, reopened),
    )
