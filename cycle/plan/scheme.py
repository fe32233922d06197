"""Whether an indicator's rating rule can work at all, said before the first figure is rated."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cycle.plan.indicator import Indicator, Kind, Polarity, Scheme, ToleranceUnit

_BY_TARGET = (
    Scheme.MET_TOLERANCE,
    Scheme.WITHIN_BAND_GREEN,
    Scheme.FLOOR,
    Scheme.TOLERANCE_AND_DIRECTION,
    Scheme.TARGET_OR_IMPROVING,
)
_USUAL = (Decimal(0), Decimal(10))  # no tolerance, and the default: what a blank cell comes to


def scheme_faults(
    indicator: Indicator, has_profile: bool = False, values: Iterable[Decimal] = ()
) -> tuple[str, ...]:
    """Every reason why the rating rule is refused, a sentence each.

    `has_profile` says that targets are set per period; `values` are those known, to see whether
    they change sign. A KPI without a target is no fault: its state is *No target*.
    """
    if indicator.kind is Kind.STATISTIC:
        wrong = indicator.target is not None
        return ("A Statistic has no target: it is not used to judge anyone.",) if wrong else ()
    if wrong_numbers := tuple(_numbers(indicator)):
        return wrong_numbers
    faults = [*_range(indicator), *_tolerance(indicator, values)]
    if indicator.polarity is not Polarity.RANGE:
        faults += _target(indicator, has_profile)
    return tuple(faults)


def _numbers(indicator: Indicator) -> Iterator[str]:
    given = {
        "target": indicator.target,
        "tolerance": indicator.tolerance,
        "green tolerance": indicator.green_tolerance,
        "tolerance above the range": indicator.tolerance_above,
        "floor": indicator.floor,
        "lower end of the range": indicator.range_low,
        "upper end of the range": indicator.range_high,
        "dead band": indicator.dead_band,
    }
    for name, number in given.items():
        if number is not None and not number.is_finite():
            yield f"The {name} is not a number."
        elif number is not None and number < 0 and name in _NEVER_NEGATIVE:
            yield f"The {name} is negative."


_NEVER_NEGATIVE = ("tolerance", "green tolerance", "tolerance above the range", "dead band")


def _range(indicator: Indicator) -> Iterator[str]:
    low, high = indicator.range_low, indicator.range_high
    if indicator.polarity is not Polarity.RANGE:
        if low is not None or high is not None:
            yield "A range goes only with polarity range."
        if indicator.tolerance_above is not None:
            yield "A tolerance above the range goes only with polarity range."
        if indicator.scheme is Scheme.RANGE:
            yield "The scheme range goes only with polarity range."
        return
    if indicator.scheme in (
        Scheme.WITHIN_BAND_GREEN,
        Scheme.FLOOR,
        Scheme.TOLERANCE_AND_DIRECTION,
        Scheme.TARGET_OR_IMPROVING,
    ):
        yield f"The scheme {indicator.scheme} needs a target, and polarity range has none."
    if low is None or high is None:
        yield "A range needs a lower and an upper end."
    elif low > high:
        yield "The lower end of the range is above the upper end."
    if indicator.tolerance_unit is ToleranceUnit.PERCENT and indicator.tolerance != 0:
        yield "A range takes its tolerance in points, not in per cent."


def _tolerance(indicator: Indicator, values: Iterable[Decimal]) -> Iterator[str]:
    if indicator.scheme is Scheme.WITHIN_BAND_GREEN:
        if indicator.green_tolerance > indicator.tolerance:
            yield "The green band is wider than the tolerance, so nothing could be Amber."
    elif indicator.green_tolerance != 0:
        yield "A green tolerance goes only with the scheme within_band_green."
    signs = {n > 0 for n in (indicator.target, indicator.floor, *values) if n}
    by_percent = indicator.tolerance_unit is ToleranceUnit.PERCENT and indicator.tolerance != 0
    uses_it = indicator.scheme not in (
        Scheme.FLOOR,
        Scheme.TARGET_OR_IMPROVING,
        Scheme.RANGE,
        Scheme.NONE,
    )
    if by_percent and uses_it and len(signs) == 2:
        yield "Values that change sign take a tolerance in points, not in per cent of target."


def _target(indicator: Indicator, has_profile: bool) -> Iterator[str]:
    if indicator.polarity is Polarity.NONE and indicator.scheme in (
        *_BY_TARGET,
        Scheme.FORECAST,
    ):
        if indicator.target is not None or has_profile:
            yield "A target is set, but neither higher nor lower is better."
        return
    no_target = indicator.target is None and not has_profile
    if no_target and indicator.scheme is not Scheme.NONE and indicator.tolerance not in _USUAL:
        yield "A tolerance is set without a target."
    if indicator.scheme is not Scheme.FLOOR:
        if indicator.floor is not None:
            yield "A floor goes only with the scheme floor."
        return
    if indicator.floor is None:
        yield "The scheme floor needs a floor."
    elif indicator.target is not None and _is_better(indicator, indicator.floor, indicator.target):
        yield "The floor is better than the target."


def _is_better(indicator: Indicator, one: Decimal, other: Decimal) -> bool:
    return one > other if indicator.polarity is Polarity.HIGHER else one < other
