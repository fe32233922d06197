"""What makes a value worth asking "Is that right?": far from its series, a slip, a stuck total.

Asked, never refused: a surprising figure may be a true one. All limits are our choice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from statistics import median

from cycle.periods import Period
from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.unit_names import is_rate
from cycle.plan.units import rounded, shown
from cycle.review.figure import Figure
from cycle.review.trend import value_of

Series = Mapping[Period, Figure]
Earlier = Sequence[tuple[Period, Decimal]]  # newest first

TIMES = 10  # so many times the last value, or as small a part of it
SLIPS = (100, 10)  # a decimal point in the wrong place, pounds for hundreds
SLIP_NEAR = Decimal("0.1")  # how near the slipped value lies to the usual one, as a share of it
TYPED_TWICE = 5  # times the usual value, before a digit too many is looked for
FEWEST = 6  # earlier values before "outside what was ever seen" is said
MOST = 24  # earlier values looked at
LOST = Decimal("0.01")  # of a value by rounding, before all its digits are said
MOST_DIGITS = 6
SMALL = 20  # counts that never reached this many vary by themselves
FEWEST_COUNTS = 3  # earlier counts before half of them, not a third, is doubted


def doubts(indicator: Indicator, period: Period, series: Series) -> tuple[str, ...]:
    """Questions about the period's figure in the series; none where it has no value."""
    figure = series[period]
    if figure.value is None:
        return ()
    earlier = _earlier(indicator, period, series)
    asked = [
        _unusual(indicator, figure.value, earlier) or _unusual_count(indicator, period, series),
        *_parts_of_a_case(indicator, period, series),
        *_stuck_total(indicator, figure, series.get(period.previous)),
        *_strange_share(indicator, figure),
        _first_below_zero(indicator, figure.value, earlier),
    ]
    return tuple(sentence for sentence in asked if sentence)


COUNTS = ("denominator", "numerator")  # the whole first: an odd whole explains an odd part


def meant(indicator: Indicator, value: Decimal, period: Period, series: Series) -> str:
    """ "Was 96 meant?" of a value that cannot be, if a slip of the decimal point explains it."""
    return _slip(indicator, value, _earlier(indicator, period, series))


def _unusual(indicator: Indicator, value: Decimal, earlier: Earlier) -> str:
    return (
        _typed_twice(indicator, value, earlier)
        or _slip(indicator, value, earlier)
        or _far_from_last(indicator, value, earlier)
        or _never_seen(indicator, value, [known for _, known in earlier])
    )


def _unusual_count(indicator: Indicator, period: Period, series: Series) -> str:
    """The first of the counts that is far from what it was, though their share is as usual."""
    terms = replace(indicator, unit="number", decimals=0)
    for name in COUNTS:
        count = getattr(series[period], name)
        counted = [
            (each, known)
            for each, _ in _earlier(indicator, period, series)
            if (known := getattr(series[each], name)) is not None
        ]
        if count is None or not counted or max(count, *(n for _, n in counted)) < SMALL:
            continue
        said = _unusual(terms, count, counted) or _halved(terms, count, counted)
        if said:
            return f"The {name}: {said}"
    return ""


def _halved(terms: Indicator, count: Decimal, earlier: Earlier) -> str:
    """Far less than the smallest count there was, or far more than the largest."""
    known = [number for _, number in earlier]
    low, high = min(known), max(known)
    far = 2 if len(known) >= FEWEST_COUNTS else 3
    if low <= far * count <= far * far * high or not low:
        return ""
    usual = shown(terms, low) if low == high else f"{shown(terms, low)} to {shown(terms, high)}"
    return f"{_as_given(terms, count)} was given, where {usual} is usual. Is that right?"


def _parts_of_a_case(indicator: Indicator, period: Period, series: Series) -> Iterator[str]:
    """Counts are whole numbers, unless this indicator has been given in parts before: tonnes."""
    for name in reversed(COUNTS):
        count = getattr(series[period], name)
        if count is None or not count % 1 or (name == "numerator" and not indicator.counts_cases):
            continue
        if not any((getattr(one, name) or 0) % 1 for at, one in series.items() if at != period):
            yield f"The {name} {count:f} is not a whole number: how many cases were there?"


def _earlier(indicator: Indicator, period: Period, series: Series) -> Earlier:
    """Comparable earlier values, newest first: of the same place in the year for running totals."""
    comparable = [
        each
        for each in series
        if each.frequency is period.frequency and each.start < period.start
        if not indicator.cumulative or each.place == period.place
    ]
    comparable.sort(key=attrgetter("start"), reverse=True)
    valued = ((each, value_of(series[each])) for each in comparable)
    found = ((each, value) for each, value in valued if value is not None)
    return list(islice(found, MOST))


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
                f"{_as_given(indicator, value)} was given, where about {shown(indicator, usual)} "
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
                    f"{_as_given(indicator, value)} was given, where about "
                    f"{shown(indicator, usual)} is usual: was {shown(indicator, meant)} meant?"
                )
    return ""


def _as_given(indicator: Indicator, value: Decimal) -> str:
    """As it is shown, or with all its digits where rounding would tell of another number."""
    near = rounded(value, indicator.decimals)
    if abs(near - value) <= LOST * abs(value):
        return shown(indicator, value)
    digits = -int(value.normalize().as_tuple().exponent)
    return shown(replace(indicator, decimals=min(MOST_DIGITS, max(0, digits))), value)


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
        f"{_as_given(indicator, value)} is {far} the {shown(indicator, last)} given for "
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
        f"{_as_given(indicator, value)} is far outside what has been seen: the last {len(earlier)} "
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
