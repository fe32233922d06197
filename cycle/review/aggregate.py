"""Quarters and years from their months, and months from a total that runs from April."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cycle.periods import Frequency, Period
from cycle.plan.indicator import Aggregation, Indicator
from cycle.review.figure import Figure, FigureStatus
from cycle.review.trend import Break, value_of

WHOLE_YEAR = Decimal("1.5")  # a denominator that grows less over a year is the whole year's


@dataclass(frozen=True, slots=True)
class Whole:
    """A coarser period made from its parts.

    `figure` is None unless every part has been given. `given` counts parts with a value or agreed
    as not applicable. `note` says what is missing, or which break the period spans.
    """

    period: Period
    figure: Figure | None
    given: int
    missing: tuple[Period, ...]
    note: str
    is_comparable: bool = True

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Part:
    """What one period added to a year-to-date total.

    `covers` is the number of periods in it: more than 1 after a gap, and then it is not charted.
    `query` is what to ask the owner, or nothing. A negative part is kept and asked about.
    """

    period: Period
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    covers: int
    query: str

    @property
    def is_charted(self) -> bool:
        return self.value is not None and self.covers == 1


def parts_of(period: Period, frequency: Frequency) -> tuple[Period, ...]:
    """The finer periods that make up this one; raises ValueError where none do."""
    if not period.frequency.is_made_of(frequency):
        raise ValueError(f"{period} has no {frequency} parts")
    first = Period(frequency, period.start)
    return tuple(first.later(k) for k in range(period.frequency.months // frequency.months))


def ratio(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """`m × numerator ÷ denominator`, unrounded; None, not applicable, for a denominator of 0."""
    return indicator.multiplier * numerator / denominator if denominator else None


def is_without_multiplier(indicator: Indicator, figure: Figure) -> bool:
    """Whether the value is numerator ÷ denominator alone, where the unit wants it multiplied."""
    value, top, bottom = figure.value, figure.numerator, figure.denominator
    if value is None or top is None or not bottom or indicator.multiplier == 1 or top == 0:
        return False
    plain, places = top / bottom, Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
    return abs(value - plain) <= places and abs(value - plain * indicator.multiplier) > places


def aggregate(
    indicator: Indicator,
    period: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break] = (),
) -> Whole:
    """The coarser period's figure, by the indicator's aggregation, from the figures in force.

    It needs every part; a year-to-date total needs only the last, which holds the others. A part
    that is not applicable adds nothing. Percentages are never averaged but made from the counts.
    """
    parts = parts_of(period, indicator.frequency)
    needed = parts[-1:] if indicator.cumulative else parts
    figures = [
        series[part] for part in needed if part in series and _counts(indicator, series[part])
    ]
    missing = tuple(p for p in needed if p not in series or not _counts(indicator, series[p]))
    cut = next((c for c in breaks if parts[0].start < c.starts.start <= period.end), None)
    note = f"spans the break at {cut.starts.words}" if cut else ""
    if missing:
        there = sum(p in series and _counts(indicator, series[p]) for p in parts)
        note = f"{there} of {len(parts)} {indicator.frequency.several}"
        return Whole(period, None, len(figures), missing, note, cut is None)
    whole = _joined(indicator, period, figures)
    return Whole(period, whole, len(figures), (), note, cut is None)


def coarser_target(
    indicator: Indicator, period: Period, targets: Mapping[Period, Decimal]
) -> Decimal | None:
    """The coarser period's target, from those of its parts.

    Their sum for a sum, the last for a latest or a year-to-date value; for the rest the parts' own
    target, and None where it is not the same in each, or where one is missing.
    """
    parts = parts_of(period, indicator.frequency)
    if indicator.cumulative or indicator.aggregation is Aggregation.LATEST:
        return targets.get(parts[-1])
    known = [targets[part] for part in parts if part in targets]
    if len(known) < len(parts):
        return None
    if indicator.aggregation is Aggregation.SUM:
        return sum(known, Decimal(0))
    return known[0] if len(set(known)) == 1 else None


def decumulate(
    indicator: Indicator,
    series: Mapping[Period, Figure],
    has_whole_year_denominator: bool | None = None,
) -> dict[Period, Part]:
    """What each period added: `x_1 = Y_1`, `x_k = Y_k − Y_(k−1)`, afresh each 1 April.

    Numerator and denominator are parted each by itself, but where the denominator is the whole
    year's (council tax, business rates) only the numerator. Left at None, that is read from the
    year: a denominator which grows by less than half from its first period to its last.
    """
    parts: dict[Period, Part] = {}
    before: Figure | None = None
    given = sorted((p for p, f in series.items() if value_of(f) is not None), key=lambda p: p.start)
    fixed = {
        year: _is_whole_year([series[p] for p in given if p.year == year])
        if has_whole_year_denominator is None
        else has_whole_year_denominator
        for year in {p.year for p in given}
    }
    for period in given:
        if before is not None and before.period.year != period.year:
            before = None
        parts[period] = _part(indicator, series[period], before, fixed[period.year])
        before = series[period]
    return parts


def decumulated_targets(
    indicator: Indicator, targets: Mapping[Period, Decimal], is_share_of_year: bool
) -> dict[Period, Decimal]:
    """What the profile asks of each period by itself; empty for a ratio of growing totals."""
    if indicator.aggregation is Aggregation.RATIO and not is_share_of_year:
        return {}
    steps: dict[Period, Decimal] = {}
    for period, target in targets.items():
        if period.place == 1:
            steps[period] = target
        elif period.previous in targets:
            steps[period] = target - targets[period.previous]
    return steps


def _counts(indicator: Indicator, figure: Figure) -> bool:
    """Whether the part can be used: a value (for a ratio its two counts), or not applicable."""
    if figure.status is FigureStatus.NOT_APPLICABLE or figure.denominator == 0:
        return True
    if figure.value is None:
        return False
    is_made_of_counts = indicator.asks_for_counts and not indicator.cumulative
    return not is_made_of_counts or None not in (figure.numerator, figure.denominator)


def _joined(indicator: Indicator, period: Period, figures: Sequence[Figure]) -> Figure:
    applicable = [figure for figure in figures if value_of(figure) is not None]
    last = figures[-1]
    numerator = denominator = value = None
    if indicator.cumulative or indicator.aggregation is Aggregation.LATEST:
        value, numerator, denominator = value_of(last), last.numerator, last.denominator
    elif not applicable:
        pass
    elif indicator.aggregation is Aggregation.RATIO:
        numerator = sum((figure.numerator or Decimal(0) for figure in applicable), Decimal(0))
        denominator = sum((figure.denominator or Decimal(0) for figure in applicable), Decimal(0))
        value = ratio(indicator, numerator, denominator)
    else:
        value = sum((figure.value or Decimal(0) for figure in applicable), Decimal(0))
        if indicator.aggregation is Aggregation.AVERAGE:
            value /= len(applicable)
    return Figure(
        indicator=indicator.id,
        period=period,
        value=value,
        numerator=numerator,
        denominator=denominator,
        status=_status(value, figures),
        given_at=max(figure.given_at for figure in figures),
    )


def _status(value: Decimal | None, figures: Sequence[Figure]) -> FigureStatus:
    if value is None:
        return FigureStatus.NOT_APPLICABLE
    unsure = any(figure.status is FigureStatus.PROVISIONAL for figure in figures)
    return FigureStatus.PROVISIONAL if unsure else FigureStatus.FINAL


def _is_whole_year(figures: Sequence[Figure]) -> bool:
    denominators = [figure.denominator for figure in figures if figure.denominator]
    return len(denominators) > 1 and denominators[-1] < WHOLE_YEAR * denominators[0]


def _part(indicator: Indicator, now: Figure, before: Figure | None, fixed: bool) -> Part:
    covers = now.period.place - (before.period.place if before else 0)
    numerator = _less(now.numerator, before.numerator if before else Decimal(0))
    denominator = now.denominator
    if not fixed:
        denominator = _less(now.denominator, before.denominator if before else Decimal(0))
    query = ""
    if indicator.asks_for_counts and numerator is not None and denominator is not None:
        value = ratio(indicator, numerator, denominator)
        added = numerator
    elif indicator.asks_for_counts and not fixed and before is not None:
        value, added = None, None
        query = "numerator and denominator are needed to tell this period's share from the total"
    else:
        added = value = _less(now.value, before.value if before else Decimal(0))
    if before is not None and added is not None and added < 0:
        query = f"the year to date is lower than for {before.period.words}"
    elif before is not None and added == 0:
        query = f"the year to date is the same as for {before.period.words}"
    return Part(now.period, value, numerator, denominator, covers, query)


def _less(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before
