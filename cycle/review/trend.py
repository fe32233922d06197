"""Direction: better, no change or worse than the period before and the same period last year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cycle.periods import Period
from cycle.plan.indicator import Indicator, Kind, Polarity
from cycle.plan.units import points_shown
from cycle.review.figure import Figure, FigureStatus


class Direction(StrEnum):
    """Three states against a named period, and two reasons for having none."""

    BETTER = "Better"
    SAME = "No change"
    WORSE = "Worse"
    UP = "Up"
    DOWN = "Down"
    NOT_COMPARABLE = "Not comparable"
    NO_COMPARISON = "No comparison"


@dataclass(frozen=True, slots=True)
class Break:
    """From the period `starts` on, the series is no longer comparable with what came before.

    Only for a known cause: definition, method, system or boundary.
    """

    starts: Period
    cause: str = ""

    def parts(self, earlier: Period, later: Period) -> bool:
        """Whether the break falls between the two periods, or inside the later or the earlier."""
        return earlier.start < self.starts.start <= later.end


@dataclass(frozen=True, slots=True)
class Change:
    """A direction, the period it is against, the value less that period's (in points), and why."""

    direction: Direction
    against: Period | None
    difference: Decimal | None
    note: str


def sign(indicator: Indicator) -> int:
    """+1 where higher is better, -1 where lower is, 0 where neither: a range, a Statistic, none."""
    if indicator.kind is Kind.STATISTIC:
        return 0
    return {Polarity.HIGHER: 1, Polarity.LOWER: -1}.get(indicator.polarity, 0)


def distance(indicator: Indicator, value: Decimal) -> Decimal:
    """How far outside the range the value lies, in points; 0 inside it. Both limits must be set."""
    if indicator.range_low is None or indicator.range_high is None:
        raise ValueError(f"{indicator.ref} has no range")
    return max(indicator.range_low - value, value - indicator.range_high, Decimal(0))


def has_range(indicator: Indicator) -> bool:
    """Whether the indicator is judged against two limits, and both are set."""
    judged = indicator.polarity is Polarity.RANGE and indicator.kind is not Kind.STATISTIC
    return judged and indicator.range_low is not None and indicator.range_high is not None


def value_of(figure: Figure | None) -> Decimal | None:
    """The figure's value, or None: nothing given, not applicable, or a share of no cases at all.

    A denominator of 0 makes no value, whatever was typed: never 0, never 100.
    """
    if figure is None or figure.status is FigureStatus.NOT_APPLICABLE or figure.denominator == 0:
        return None
    return figure.value


def short(
    indicator: Indicator,
    period: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break] = (),
) -> Change | None:
    """Against the previous period of the same type. `series` holds the figures in force.

    None for a cumulative indicator, whose total moves one way by arithmetic, and for a period
    without a value.
    """
    if indicator.cumulative:
        return None
    return _against(indicator, period, period.previous, series, breaks)


def long(
    indicator: Indicator,
    period: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break] = (),
) -> Change | None:
    """Against the same period last year; None for a period without a value."""
    return _against(indicator, period, period.same_last_year, series, breaks)


def _against(
    indicator: Indicator,
    period: Period,
    comparator: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break],
) -> Change | None:
    now, before = series.get(period), series.get(comparator)
    value, earlier = value_of(now), value_of(before)
    if now is None or value is None:
        return None
    if before is None or earlier is None:
        note = f"no value for {comparator.words}"
        return Change(Direction.NO_COMPARISON, comparator, None, note)
    if cut := next((cut for cut in breaks if cut.parts(comparator, period)), None):
        note = f"the series breaks at {cut.starts.words}" + (f": {cut.cause}" if cut.cause else "")
        return Change(Direction.NOT_COMPARABLE, comparator, None, note)
    if noise := _noise(indicator, now, before, value - earlier):
        return Change(Direction.SAME, comparator, value - earlier, noise)
    direction = _direction(indicator, value, earlier)
    moved = _moved(indicator, value - earlier, comparator)
    if direction is Direction.SAME and value != earlier:
        moved = f"as far from its range as before, though {moved}"
    return Change(direction, comparator, value - earlier, moved)


def _noise(indicator: Indicator, now: Figure, before: Figure, difference: Decimal) -> str:
    """Why a difference is too small to be one, or nothing.

    Less than one case: `|v − comparator| < m / min(den now, den then)`, for counts over counts.
    """
    if difference == 0:
        return ""
    if (
        indicator.counts_cases
        and now.denominator
        and before.denominator
        and _cases(difference, now.denominator, before.denominator) < indicator.multiplier
    ):
        return "less than one case"
    if abs(difference) <= indicator.dead_band:
        return f"a change of up to {points_shown(indicator, indicator.dead_band)} counts as none"
    return ""


def _cases(difference: Decimal, now: Decimal, before: Decimal) -> Decimal:
    """The difference in cases × the multiplier, freed of what the division cut off."""
    return round(abs(difference) * min(now, before), 15)


def _direction(indicator: Indicator, value: Decimal, earlier: Decimal) -> Direction:
    if has_range(indicator):
        gain = distance(indicator, earlier) - distance(indicator, value)
    elif sign(indicator):
        gain = sign(indicator) * (value - earlier)
    elif value != earlier:
        return Direction.UP if value > earlier else Direction.DOWN
    else:
        return Direction.SAME
    if gain == 0:
        return Direction.SAME
    return Direction.BETTER if gain > 0 else Direction.WORSE


def _moved(indicator: Indicator, difference: Decimal, comparator: Period) -> str:
    rolling = "; a rolling window, which shares cases with it" if indicator.rolling else ""
    if difference == 0:
        return f"the same as {comparator.words}{rolling}"
    way = "up" if difference > 0 else "down"
    return f"{way} {points_shown(indicator, difference)} on {comparator.words}{rolling}"
