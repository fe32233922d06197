"""A slip of the unit, seen where a value stands beside its target and nothing was given before."""

from collections.abc import Iterator
from decimal import Decimal

from cycle.plan.indicator import Indicator
from cycle.plan.units import shown

FAR = 8  # times a target, or as small a part of it, before a slip of the unit is asked; our choice
LEAST_SHARE = 10  # per cent: below such a target a value under 1% may well be true; our choice


def is_far(value: Decimal, target: Decimal) -> bool:
    """Whether one is eight times the other or more, whatever their signs."""
    return abs(value) >= FAR * abs(target) or abs(target) >= FAR * abs(value)


def against_target(indicator: Indicator, value: Decimal, target: Decimal | None) -> Iterator[str]:
    """A question about a first value: the target is all there is to compare it with.

    For shares, and for what is made from counts; a plain number may well be far from its target.
    """
    if target is None or not value or not target or indicator.cumulative:
        return
    against = f"{shown(indicator, value)} against a target of {shown(indicator, target)}"
    if indicator.unit == "%" and abs(value) <= 1 and abs(target) >= LEAST_SHARE:
        yield f"{against}: was {shown(indicator, value * 100)} meant?"
    elif indicator.asks_for_counts and is_far(value, target):
        yield f"{against}: are the unit and the counts right?"
