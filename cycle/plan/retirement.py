"""A retired indicator: asked for no more from a day on, and what was given for it is still found.

Source: our choice, decision 0030; the framework reviews the indicators and says nothing of those
that go.
"""

from datetime import date

from cycle.periods import Period, day_words
from cycle.plan.indicator import Indicator


def words(indicator: Indicator, today: date) -> str:
    """`Retired from 1 April 2026`, or that it is to be; empty where no day is set."""
    if indicator.retired_from is None:
        return ""
    said = "Retired" if indicator.is_retired(today) else "To be retired"
    return f"{said} from {day_words(indicator.retired_from)}"


def refused(indicator: Indicator, period: Period) -> str:
    """Why no figure is wanted for the period, in a sentence; empty where one is."""
    if indicator.retired_from is None or indicator.is_measured(period):
        return ""
    return (
        f"{indicator.ref} is retired from {day_words(indicator.retired_from)}: no figure is wanted "
        f"for {period.words} or later."
    )


def is_current(indicator: Indicator, today: date) -> bool:
    """Whether the period that ended last is still measured: it then stands among the others."""
    return indicator.is_measured(Period.last_ended(indicator.frequency, today))


def last_measured(indicator: Indicator, today: date) -> Period:
    """The newest period that has ended and for which a figure was wanted."""
    last = Period.last_ended(indicator.frequency, today)
    if indicator.retired_from is None or indicator.is_measured(last):
        return last
    period = Period.containing(indicator.frequency, indicator.retired_from)
    return period if indicator.is_measured(period) else period.previous
