"""What to say where a period has no value: how old the last one is, how long nothing has come."""

from collections.abc import Mapping
from datetime import date

from cycle.periods import Period, WorkingDays
from cycle.plan.due import due
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown
from cycle.review.figure import Figure
from cycle.review.state import is_answered
from cycle.review.trend import value_of

MISSING_TO_BOARD = 2  # periods running without a value that go to the Performance Board; our choice


def last_known(period: Period, series: Mapping[Period, Figure]) -> Figure | None:
    """The newest earlier figure with a value: shown with its own period, never as this one's."""
    earlier = [p for p, f in series.items() if p < period and value_of(f) is not None]
    return series[max(earlier, key=lambda p: p.start)] if earlier else None


def last_known_words(
    indicator: Indicator, period: Period, series: Mapping[Period, Figure], today: date
) -> str:
    """The newest earlier figure and its age in a sentence; empty where there has been none."""
    known = last_known(period, series)
    if known is None or known.value is None:
        return ""
    value, when = shown(indicator, known.value), known.period
    days = age(when, today)
    return f"The last figure is {value}, for {when.words}, which ended {days} days ago."


def age(period: Period, today: date) -> int:
    """Days since the period ended: how old its figure is, however late it was given."""
    return (today - period.end).days


def missing_running(
    indicator: Indicator,
    period: Period,
    series: Mapping[Period, Figure],
    today: date,
    calendar: WorkingDays,
) -> int:
    """How many periods in a row, up to this one, are due and have neither value nor agreed reason.

    Counts back no further than the first figure ever given; MISSING_TO_BOARD of them escalate.
    """
    while not indicator.is_measured(period):
        period = period.previous
    if not series:
        return int(today > due(indicator, period, calendar))
    first = min(p.start for p in series)
    running = 0
    while period.start >= first and today > due(indicator, period, calendar):
        if is_answered(series.get(period)):
            break
        running += 1
        period = period.previous
    return running


def due_on(indicator: Indicator, day: date, today: date, calendar: WorkingDays) -> Period | None:
    """The period of which the figure was due on this day; None also where none was wanted."""
    period = Period.last_ended(indicator.frequency, today)
    while (when_due := due(indicator, period, calendar)) > day:
        period = period.previous
    return period if when_due == day and indicator.is_measured(period) else None


def newest_due(indicator: Indicator, today: date, calendar: WorkingDays) -> date:
    """The newest due date that has passed."""
    period = Period.last_ended(indicator.frequency, today)
    while today <= (when_due := due(indicator, period, calendar)):
        period = period.previous
    return when_due


def is_second_missing(period: Period, series: Mapping[Period, Figure]) -> bool:
    """Whether the period and the one before it have no figure, and the one before that has one."""
    one, two, three = (is_answered(series.get(period.later(-back))) for back in range(3))
    return three and not (two or one)
