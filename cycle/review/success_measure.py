"""Whether an action's success measure was reached, by the figures of the indicator it names."""

from decimal import Decimal

from cycle.periods import Period
from cycle.plan.action import SuccessMeasure
from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.units import shown


def is_reached(indicator: Indicator, measure: SuccessMeasure, value: Decimal) -> bool:
    """Whether the value is at least as far as the measure says; equal is reached.

    The way is from where it starts to where it is to go, else the indicator's own better way.
    """
    if measure.target is None:
        return False
    if measure.start is not None and measure.start != measure.target:
        goes_up = measure.target > measure.start
    else:
        goes_up = indicator.polarity is not Polarity.LOWER
    return value >= measure.target if goes_up else value <= measure.target


def reached_words(
    indicator: Indicator, measure: SuccessMeasure, value: Decimal | None, period: Period | None
) -> str:
    """`HOU-05 stood at 74 in September 2026, against 70: not reached yet.`"""
    if measure.target is None:
        return ""
    goal = shown(indicator, measure.target)
    if value is None or period is None:
        return f"{indicator.ref} has no figure yet; the measure is {goal}."
    verdict = "reached" if is_reached(indicator, measure, value) else "not reached yet"
    stood = f"{indicator.ref} stood at {shown(indicator, value)} in {period.words}"
    return f"{stood}, against {goal}: {verdict}."
