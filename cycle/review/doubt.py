"""What makes a value worth asking "Is that right?": far from its series, a slip, a stuck total.

Asked, never refused: a surprising figure may be a true one. All limits are our choice.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from cycle.periods import Period
from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.unit_names import is_rate
from cycle.plan.units import shown
from cycle.review.figure import Figure
from cycle.review.trend import value_of

TIMES = 10  # so many times the last value, or as small a part of it
SLIPS = (100, 10)  # a decimal point in the wrong place, pounds for hundreds
SLIP_NEAR = Decimal("0.1")  # how near the slipped value lies to the usual one, as a share of it
TYPED_TWICE = 5  # times the usual value, before a digit too many is looked for
FEWEST = 6  # earlier values before "outside what was ever seen" is said
MOST = 24  # earlier values looked at


def doubts(
    indicator: Indicator, period: Period, series: Mapping[Period, Figure]
) -> tuple[str, ...]:
    """Questions about the period's figure in the series; none where it has no value."""
    figure = series[period]
    if figure.value is None:
        return ()
    earlier = _earlier(indicator, period, series)
    asked = [
        _typed_twice(indicator, figure.value, earlier)
        or _slip(indicator, figure.value, earlier)
        or _far_from_last(indicator, figure.value, earlier)
        or _never_seen(indicator, figure.value, [value for _, value in earlier]),
        *_stuck_total(indicator, figure, series.get(period.previous)),
        *_strange_share(indicator, figure),
        _first_below_zero(indicator, figure.value, earlier),
    ]
    return tuple(sentence for sentence in asked if sentence)


Earlier = Sequence[tuple[Period, Decimal]]


def _earlier(indicator: Indicator, period: Period, series: Mapping[Period, Figure]) -> Earlier:
    """Comparable earlier values, newest first: of the same place in the year for running totals."""
    found = [
        (each, value)
        for each in sorted(series, reverse=True)
        if each < period and each.frequency is period.frequency
        if not indicator.cumulative or each.place == period.place
        if (value := value_of(series[each])) is not None
    ]
    return found[:MOST]


def _typed_twice(indicator: Indicator, value: Decimal, earlier: Earlier) -> str:
    """A digit too many: 944 or 9494 where about 94 is usual."""
    usual = median([known for _, known in earlier[:12]]) if earlier else Decimal(0)
    if usual <= 0 or value < TYPED_TWICE * usual:
        return ""
    text = f"{value:f}"
    half = len(text) // 2
    once = [text[:n] + text[n + 1 :] for n in range(len(text) - 1) if text[n] == text[n + 1] != "0"]
    once += [text[:half]] if text == text[:half] * 2 else []
    for meant in map(Decimal, once):
        if abs(meant - usual) <= SLIP_NEAR * usual:
            return (
                f"{shown(indicator, value)} was given, where about {shown(indicator, usual)} "
                f"is usual: was a digit typed twice, and {shown(indicator, meant)} meant?"
            )
    return ""


def _slip(indicator: Indicator, value: Decimal, earlier: Earlier) -> str:
    usual = median([known for _, known in earlier[:12]]) if earlier else Decimal(0)
    if not usual or not value or value == usual:
        return ""
    for times in SLIPS:
        for meant in (value * times, value / times):
            if abs(meant - usual) <= SLIP_NEAR * abs(usual):
                return (
                    f"{shown(indicator, value)} was given, where about {shown(indicator, usual)} "
                    f"is usual: was {shown(indicator, meant)} meant?"
                )
    return ""


def _far_from_last(indicator: Indicator, value: Decimal, earlier: Earlier) -> str:
    if not earlier:
        return ""
    when, last = earlier[0]
    if not last or not value or _is_mostly_zero([known for _, known in earlier]):
        return ""
    if abs(value) >= TIMES * abs(last):
        far = "ten times or more"
    elif abs(value) * TIMES <= abs(last):
        far = "a tenth or less of"
    else:
        return ""
    return (
        f"{shown(indicator, value)} is {far} the {shown(indicator, last)} given for "
        f"{when.words}: is that right?"
    )


def _never_seen(indicator: Indicator, value: Decimal, earlier: Sequence[Decimal]) -> str:
    """Outside the earlier values by more than their whole spread."""
    if len(earlier) < FEWEST or _is_mostly_zero(earlier):
        return ""
    low, high = min(earlier), max(earlier)
    step = Decimal(1).scaleb(-indicator.decimals)
    spread = max(high - low, 3 * step)  # a flat series may still move by a few of its digits
    if low - spread <= value <= high + spread:
        return ""
    return (
        f"{shown(indicator, value)} is far outside what has been seen: the last {len(earlier)} "
        f"values lay between {shown(indicator, low)} and {shown(indicator, high)}. Is that right?"
    )


def _is_mostly_zero(earlier: Sequence[Decimal]) -> bool:
    """Whether any value but 0 would look strange, though none is."""
    return earlier.count(Decimal(0)) * 2 > len(earlier)


def _stuck_total(indicator: Indicator, figure: Figure, before: Figure | None) -> Iterator[str]:
    """A running total that has not moved, or has fallen, since the period before in its year."""
    if not indicator.cumulative or before is None or before.period.year != figure.period.year:
        return
    counted = figure.numerator is not None and before.numerator is not None
    now = figure.numerator if counted else figure.value
    then = before.numerator if counted else before.value
    if now is None or then is None or now > then:
        return
    what = "The numerator" if counted else shown(indicator, now)
    same = "the same as" if now == then else "lower than"
    yield f"{what} since 1 April is {same} that for {before.period.words}: is that right?"


def _strange_share(indicator: Indicator, figure: Figure) -> Iterator[str]:
    part, whole, value = figure.numerator, figure.denominator, figure.value
    if is_rate(indicator.unit) and part is not None and whole is not None and part > whole:
        yield "The numerator is above the denominator: is that right?"
    if indicator.unit == "%" and value is not None and value > 100:
        yield f"{shown(indicator, value)} is more than 100%: is that right?"


def _first_below_zero(indicator: Indicator, value: Decimal, earlier: Earlier) -> str:
    usual = indicator.unit == "GBP" or indicator.polarity is Polarity.RANGE
    if value >= 0 or usual or any(known < 0 for _, known in earlier):
        return ""
    return f"{shown(indicator, value)} is negative: is that right?"
