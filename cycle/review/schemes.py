"""The schemes by which councils colour a value: green, amber or red, and why, in a few words.

Source: the schemes English councils publish; which one holds is the indicator's own setting.
"""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

from cycle.plan.indicator import Indicator, Polarity, Scheme, ToleranceUnit
from cycle.plan.units import points_shown, shown
from cycle.review.trend import Direction


class Band(StrEnum):
    """Red, amber or green: never without the word and the rule."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"

    def is_worse_than(self, other: "Band") -> bool:
        return _WORST_LAST.index(self) > _WORST_LAST.index(other)


_WORST_LAST = (Band.GREEN, Band.AMBER, Band.RED)


def shortfall(indicator: Indicator, value: Decimal, target: Decimal) -> Decimal:
    """How far the value is on the wrong side of the target, in points; negative when better."""
    return target - value if indicator.polarity is Polarity.HIGHER else value - target


def allowance(indicator: Indicator, target: Decimal, tolerance: Decimal | None = None) -> Decimal:
    """The tolerance in points; none at all for a per cent tolerance of a target of 0."""
    share = indicator.tolerance if tolerance is None else tolerance
    if indicator.tolerance_unit is ToleranceUnit.POINTS:
        return share
    return abs(target) * share / 100


def range_tolerances(indicator: Indicator) -> tuple[Decimal, Decimal]:
    """How far below and how far above its range a value is still Amber, in points."""
    above = indicator.tolerance_above
    return indicator.tolerance, indicator.tolerance if above is None else above


Judge = Callable[[Indicator, Decimal, Decimal, Direction | None], tuple[Band, str]]


def _met_tolerance(
    indicator: Indicator, value: Decimal, target: Decimal, _: Direction | None
) -> tuple[Band, str]:
    short = shortfall(indicator, value, target)
    if short <= 0:
        return Band.GREEN, "target met"
    if short <= allowance(indicator, target):
        return Band.AMBER, f"within {_tolerance(indicator)}"
    return Band.RED, _beyond(indicator, target)


def _within_band_green(
    indicator: Indicator, value: Decimal, target: Decimal, _: Direction | None
) -> tuple[Band, str]:
    short = shortfall(indicator, value, target)
    if short <= 0:
        return Band.GREEN, "target met"
    green = _tolerance(indicator, indicator.green_tolerance)
    if short <= allowance(indicator, target, indicator.green_tolerance):
        return Band.GREEN, f"within {green}"
    if short <= allowance(indicator, target):
        return Band.AMBER, f"beyond {green}, within {_tolerance(indicator)}"
    return Band.RED, _beyond(indicator, target)


def _floor(
    indicator: Indicator, value: Decimal, target: Decimal, _: Direction | None
) -> tuple[Band, str]:
    if shortfall(indicator, value, target) <= 0:
        return Band.GREEN, "target met"
    if indicator.floor is None:
        return Band.RED, "target missed and no floor is set"
    floor = shown(indicator, indicator.floor)
    if shortfall(indicator, value, indicator.floor) <= 0:
        return Band.AMBER, f"no worse than the floor of {floor}"
    return Band.RED, f"worse than the floor of {floor}"


def _tolerance_and_direction(
    indicator: Indicator, value: Decimal, target: Decimal, direction: Direction | None
) -> tuple[Band, str]:
    if shortfall(indicator, value, target) <= allowance(indicator, target):
        met = shortfall(indicator, value, target) <= 0
        return Band.GREEN, "target met" if met else f"within {_tolerance(indicator)}"
    beyond = _beyond(indicator, target)
    if direction in (Direction.BETTER, Direction.SAME):
        return Band.AMBER, f"{beyond}, but no worse than the same period last year"
    if direction is Direction.WORSE:
        return Band.RED, f"{beyond}, and worse than the same period last year"
    return Band.RED, f"{beyond}, and no comparison with the same period last year"


def _target_or_improving(
    indicator: Indicator, value: Decimal, target: Decimal, direction: Direction | None
) -> tuple[Band, str]:
    if shortfall(indicator, value, target) <= 0:
        return Band.GREEN, "target met"
    if direction is Direction.BETTER:
        return Band.AMBER, "target missed, but better than the same period last year"
    return Band.RED, "target missed and not better than the same period last year"


def _beyond(indicator: Indicator, target: Decimal) -> str:
    if indicator.tolerance == 0:
        return "no tolerance"
    if allowance(indicator, target) == 0:
        return f"{_tolerance(indicator)} allows nothing where the target is 0"
    return f"beyond {_tolerance(indicator)}"


def _tolerance(indicator: Indicator, tolerance: Decimal | None = None) -> str:
    """The tolerance in words, the two units told apart: `10% of target`, `2 days of target`."""
    share = indicator.tolerance if tolerance is None else tolerance
    if indicator.tolerance_unit is ToleranceUnit.POINTS:
        return f"{points_shown(indicator, share)} of target"
    return f"{share.normalize():f}% of target"


SCHEMES: dict[Scheme, Judge] = {
    Scheme.MET_TOLERANCE: _met_tolerance,
    Scheme.WITHIN_BAND_GREEN: _within_band_green,
    Scheme.FLOOR: _floor,
    Scheme.TOLERANCE_AND_DIRECTION: _tolerance_and_direction,
    Scheme.TARGET_OR_IMPROVING: _target_or_improving,
    Scheme.FORECAST: _met_tolerance,
}
