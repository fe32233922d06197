"""Before and after an intervention: a real shift or not, better or worse, and whether comparable.

Source: the rules of the control chart (`cycle.review.signals`) and of directions (`trend`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cycle.improve.proposal import Effect, gain
from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.review import trend
from cycle.review.chart import SHORTEST_BASELINE
from cycle.review.chartable import chart_of_series
from cycle.review.figure import Figure
from cycle.review.signals import Segment, limits, signals
from cycle.review.trend import Break, Direction, value_of


def shift(
    indicator: Indicator,
    series: Mapping[Period, Figure],
    since: Period,
    last: Period,
    breaks: Sequence[Break],
) -> int | None:
    """What the newest point says by limits drawn from the periods before the start alone.

    +1 a real improvement, -1 a real worsening, 0 usual variation; None where the chart cannot tell:
    fewer than 12 points before, a measure that is not charted, or that knows no better.
    """
    drawn = chart_of_series(indicator, series, breaks=breaks, upto=last)
    if drawn.last is None or drawn.last.period != last or not trend.sign(indicator):
        return None
    own = [point for point in drawn.points if point.segment == drawn.last.segment]
    before = [point.value for point in own if point.period < since]
    after = [point.value for point in own if not point.period < since]
    if len(before) < SHORTEST_BASELINE:
        return None
    if drawn.last.is_at_known_bound:
        return 0
    mean, amr, lower, upper = limits(before, indicator.screen_outliers)
    usual = Segment(own[0].period, len(before), mean, amr, lower, upper)
    signal, _ = signals(after, usual)[-1]
    return trend.sign(indicator) * signal.way


def direction(
    indicator: Indicator,
    effect: Effect,
    last: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break],
) -> Direction | None:
    """Against the start; for a year-to-date total, against the same period last year."""
    if indicator.cumulative:
        change = trend.long(indicator, last, series, breaks)
        return change.direction if change else None
    value = value_of(series[last])
    better = None if value is None else gain(indicator, effect.start, value)
    if better is None:
        return None
    if abs(better) <= indicator.dead_band or _is_less_than_a_case(indicator, series[last], better):
        return Direction.SAME
    return Direction.BETTER if better > 0 else Direction.WORSE


def _is_less_than_a_case(indicator: Indicator, figure: Figure, better: Decimal) -> bool:
    if not indicator.counts_cases or not figure.denominator:
        return False
    return round(abs(better) * figure.denominator, 15) < indicator.multiplier


def incomparable(indicator: Indicator, since: Period, last: Period, breaks: Sequence[Break]) -> str:
    """Why before and after cannot be compared, or nothing."""
    if not trend.sign(indicator) and not trend.has_range(indicator):
        return f"{indicator.ref} knows no better or worse: agree the effect anew."
    cut = next((cut for cut in breaks if cut.parts(since.previous, last)), None)
    if cut is None:
        return ""
    cause = f" ({cut.cause})" if cut.cause else ""
    return (
        f"the series breaks at {cut.starts.words}{cause}, so before and after cannot be compared: "
        "agree the effect anew."
    )
