"""The colour of a value, and the one sentence that defends it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from cycle.plan.indicator import Indicator, Kind, Polarity, Scheme
from cycle.plan.units import points_shown, rounded, shown
from cycle.review.schemes import SCHEMES, Band, allowance, range_tolerances, shortfall
from cycle.review.trend import Direction, distance


class State(StrEnum):
    """Why there is no band."""

    NOT_RATED = "Not rated: Statistic"
    DATA_ONLY = "Not rated: data only"
    IN_DEVELOPMENT = "Not rated: in development"
    NOT_APPLICABLE = "Not applicable this period"
    NOT_YET_DUE = "Awaiting data: not yet due"
    NOT_AVAILABLE_UNTIL = "Awaiting data: not available yet"
    OVERDUE = "Awaiting data: overdue"
    NO_TARGET = "No target"

    @property
    def is_awaiting(self) -> bool:
        return self in (State.NOT_YET_DUE, State.NOT_AVAILABLE_UNTIL, State.OVERDUE)


@dataclass(frozen=True, slots=True)
class Rating:
    """A band, or the state that says why there is none; exactly one of the two is None.

    `rule` is the sentence shown beside it. `shortfall` is in points, positive when worse than the
    target (or outside the range), None where nothing was rated.
    """

    band: Band | None
    state: State | None
    rule: str
    shortfall: Decimal | None


def rate(
    indicator: Indicator,
    value: Decimal,
    target: Decimal | None,
    long_direction: Direction | None = None,
) -> Rating:
    """Rate an unrounded value against the period's target by the indicator's own scheme.

    Equal to the target, to the edge of the tolerance or to the floor is the better band.
    `long_direction` is the direction against the same period last year, for the two schemes that
    use it. Under `forecast`, value and target are those forecast and set for the year end.
    Source: the schemes English councils publish; `met_tolerance` at 10% is our default.
    """
    if unrated := not_rated(indicator):
        return unrated
    if is_by_range(indicator):
        return _rate_in_range(indicator, value)
    if target is None:
        return Rating(None, State.NO_TARGET, "No target is set for this period", None)
    judge = SCHEMES[indicator.scheme]
    short = shortfall(indicator, value, target)
    band, why = judge(indicator, value, target, long_direction)
    return Rating(band, None, _sentence(indicator, band, value, target, why), short)


def band_of(
    indicator: Indicator,
    value: Decimal,
    target: Decimal | None,
    long_direction: Direction | None = None,
) -> Band | None:
    """The band that `rate` gives, without the sentence, which takes most of its time."""
    if not_rated(indicator) or (target is None and not is_by_range(indicator)):
        return None
    if target is None or is_by_range(indicator):
        return _rate_in_range(indicator, value).band
    band, _ = SCHEMES[indicator.scheme](indicator, value, target, long_direction)
    return band


def not_rated(indicator: Indicator) -> Rating | None:
    """Why no value of this indicator has a colour, or None where it may have one."""
    if indicator.kind is Kind.STATISTIC:
        rule = "Not rated: a Statistic informs, it does not judge those who supply it"
        return Rating(None, State.NOT_RATED, rule, None)
    if indicator.in_development:
        rule = "Not rated: in development, so its figures do not judge anybody yet"
        return Rating(None, State.IN_DEVELOPMENT, rule, None)
    if indicator.scheme is Scheme.NONE:
        return Rating(None, State.DATA_ONLY, "Not rated: agreed to be data only", None)
    if indicator.polarity is Polarity.NONE:
        rule = "Not rated: data only, neither higher nor lower is better"
        return Rating(None, State.DATA_ONLY, rule, None)
    return None


def is_by_range(indicator: Indicator) -> bool:
    """Whether the value is judged by two limits, under `range` or by its polarity, not a target."""
    return Scheme.RANGE is indicator.scheme or indicator.polarity is Polarity.RANGE


def _rate_in_range(indicator: Indicator, value: Decimal) -> Rating:
    low, high = indicator.range_low, indicator.range_high
    if low is None or high is None:
        return Rating(None, State.NO_TARGET, "No range is set for this indicator", None)
    outside = distance(indicator, value)
    below, above = range_tolerances(indicator)
    reach = above if value > high else below
    shows = _seen_apart(indicator, value, low, high, low - below, high + above)
    span = f"{shown(shows, low)} to {shown(shows, high)}"
    label = _label(indicator)
    if outside == 0:
        rule = f"{label}{Band.GREEN}: {shown(shows, value)}, inside {span}"
        return Rating(Band.GREEN, None, rule, outside)
    band = Band.AMBER if outside <= reach else Band.RED
    rule = (
        f"{label}{band}: {shown(shows, value)} against {span}, "
        f"{points_shown(shows, outside)} outside, {'within' if band is Band.AMBER else 'beyond'} "
        f"{points_shown(indicator, reach)} {_side(indicator, value > high)}"
    )
    return Rating(band, None, rule, outside)


def _side(indicator: Indicator, is_above: bool) -> str:
    """`of the range`; which side of it, where the two have different tolerances."""
    below, above = range_tolerances(indicator)
    if below == above:
        return "of the range"
    return "above the range" if is_above else "below the range"


def _sentence(indicator: Indicator, band: Band, value: Decimal, target: Decimal, why: str) -> str:
    short = shortfall(indicator, value, target)
    label = _label(indicator)
    if short <= 0:
        against = f"{shown(indicator, value)} against {shown(indicator, target)}"
        return f"{label}{band}: {against}, {why}"
    way = -1 if indicator.polarity is Polarity.HIGHER else 1
    reaches = (indicator.tolerance, indicator.green_tolerance)
    edges = [target + way * allowance(indicator, target, reach) for reach in reaches]
    floor = target if indicator.floor is None else indicator.floor
    shows = _seen_apart(indicator, value, target, floor, *edges)
    missed = "short" if indicator.polarity is Polarity.HIGHER else "over"
    return (
        f"{label}{band}: {shown(shows, value)} against {shown(shows, target)}, "
        f"{points_shown(shows, short)} {missed}, {why}"
    )


def _seen_apart(indicator: Indicator, value: Decimal, *edges: Decimal) -> Indicator:
    """The indicator with as many decimals as it takes to see on which side of each edge one is."""
    decimals = indicator.decimals
    for edge in edges:
        while value != edge and rounded(value, decimals) == rounded(edge, decimals):
            decimals += 1
    return indicator if decimals == indicator.decimals else replace(indicator, decimals=decimals)


def _label(indicator: Indicator) -> str:
    return "Forecast " if indicator.scheme is Scheme.FORECAST else ""
