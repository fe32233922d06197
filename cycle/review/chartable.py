"""Which figures of an indicator belong on a control chart, or why none do."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import sqrt
from statistics import fmean, median

from cycle.periods import Frequency, Period
from cycle.plan.indicator import Indicator, Kind, Polarity
from cycle.review.aggregate import decumulate, decumulated_targets
from cycle.review.bounds import UNBOUNDED, possible
from cycle.review.chart import Chart, ChartSettings, control_chart, no_chart
from cycle.review.figure import Figure
from cycle.review.trend import Break, value_of

ALIKE = Decimal("0.6")  # correlation with the year before that makes a season; our choice
ALIKE_OF_MANY = Decimal("0.45")  # the same with three years of months; our choice
FEWEST_PAIRS = 12  # of values a year apart: two years of months
FEWEST_CASES = 20  # a percentage that rests on fewer says too little; our choice


def chart_of_series(
    indicator: Indicator,
    series: Mapping[Period, Figure],
    targets: Mapping[Period, Decimal] | None = None,
    breaks: Sequence[Break] = (),
    upto: Period | None = None,
    *,
    newest_only: bool = False,
) -> Chart:
    """The indicator's control chart from the figures in force, or one without points and the why.

    `targets` are those of the periods; `upto` leaves later periods out. A year-to-date total is
    charted by what each period added, a seasonal series by its difference from a year earlier (so
    without a target). With `newest_only` it has its last point alone, judged as among all.
    """
    if indicator.rolling:
        return no_chart(
            "not charted: neighbouring rolling windows share most of their cases",
            indicator.minimum_points,
        )
    own = {
        period: figure
        for period, figure in series.items()
        if period.frequency is indicator.frequency and (upto is None or not upto < period)
    }
    if _rests_on_few(indicator, own):
        return no_chart(
            f"not charted: the percentage usually rests on fewer than {FEWEST_CASES} cases",
            indicator.minimum_points,
        )
    points, aims = _points(indicator, own, targets or {})
    if indicator.seasonal:
        points, aims = year_on_year(points, breaks), {}
    settings = ChartSettings(
        screen=indicator.screen_outliers,
        minimum_points=indicator.minimum_points,
        baseline=indicator.baseline_points,
        bounds=UNBOUNDED if indicator.seasonal else possible(indicator, points.values()),
    )
    judged = Polarity.NONE if indicator.kind is Kind.STATISTIC else indicator.polarity
    return control_chart(
        list(points.items()), judged, aims, breaks, settings, newest_only=newest_only
    )


def looks_seasonal(indicator: Indicator, series: Mapping[Period, Figure]) -> bool:
    """Whether months of two years or more follow the calendar, though the register says no such.

    Each resembles the same month a year before, and half a year apart they do not. How often a
    series without a season looks so is measured in docs/rules.md.
    """
    if indicator.seasonal or indicator.cumulative or indicator.rolling:
        return False
    if indicator.frequency is not Frequency.MONTHLY:
        return False
    values = {p: value_of(f) for p, f in series.items() if p.frequency is Frequency.MONTHLY}
    known = {period: value for period, value in values.items() if value is not None}
    year, half = _pairs(known, 12), _pairs(known, 6)
    if len(year) < FEWEST_PAIRS:
        return False
    alike = ALIKE if len(year) < 2 * FEWEST_PAIRS else ALIKE_OF_MANY
    return _likeness(year) >= alike and _likeness(half) < 0


def _pairs(values: Mapping[Period, Decimal], months: int) -> list[tuple[Decimal, Decimal]]:
    """Each value with that of so many months before."""
    return [(values[p.later(-months)], v) for p, v in values.items() if p.later(-months) in values]


def _likeness(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """The correlation of the two of each pair, -1 to 1; 0 where one side does not vary."""
    before, after = (fmean(map(float, side)) for side in zip(*pairs, strict=True))
    both = [(float(a) - before, float(b) - after) for a, b in pairs]
    spread = sqrt(sum(a * a for a, _ in both) * sum(b * b for _, b in both))
    return Decimal(str(sum(a * b for a, b in both) / spread)) if spread else Decimal(0)


def year_on_year(
    values: Mapping[Period, Decimal], breaks: Sequence[Break] = ()
) -> dict[Period, Decimal]:
    """Each value less that of the same period last year, where both are known and comparable."""
    return {
        period: value - values[period.same_last_year]
        for period, value in values.items()
        if period.same_last_year in values
        and not any(cut.parts(period.same_last_year, period) for cut in breaks)
    }


def _points(
    indicator: Indicator,
    series: Mapping[Period, Figure],
    targets: Mapping[Period, Decimal],
) -> tuple[dict[Period, Decimal], Mapping[Period, Decimal]]:
    if not indicator.cumulative:
        values = {p: value_of(f) for p, f in series.items() if not _is_small(indicator, f)}
        return {p: v for p, v in values.items() if v is not None}, targets
    parts = decumulate(indicator, series)
    shares = any(
        part.denominator is not None and part.denominator == series[period].denominator
        for period, part in parts.items()
        if period.place > 1
    )
    charted = {p: part.value for p, part in parts.items() if part.is_charted}
    added = {p: value for p, value in charted.items() if value is not None}
    return added, decumulated_targets(indicator, targets, shares)


def _is_small(indicator: Indicator, figure: Figure) -> bool:
    return (
        indicator.unit == "%"
        and figure.denominator is not None
        and figure.denominator < FEWEST_CASES
    )


def _rests_on_few(indicator: Indicator, series: Mapping[Period, Figure]) -> bool:
    cases = [figure.denominator for figure in series.values() if figure.denominator]
    return indicator.unit == "%" and bool(cases) and median(cases) < FEWEST_CASES
