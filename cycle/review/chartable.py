"""Which figures of an indicator belong on a control chart, or why none do."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median

from cycle.periods import Period
from cycle.plan.indicator import Indicator, Kind, Polarity
from cycle.review.aggregate import decumulate, decumulated_targets
from cycle.review.chart import Chart, control_chart, no_chart
from cycle.review.figure import Figure
from cycle.review.trend import Break, value_of

FEWEST_CASES = 20  # a percentage that rests on fewer says too little; our choice


def chart(
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
    judged = Polarity.NONE if indicator.kind is Kind.STATISTIC else indicator.polarity
    return control_chart(
        list(points.items()),
        judged,
        aims,
        indicator.screen_outliers,
        breaks,
        indicator.minimum_points,
        newest_only=newest_only,
    )


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
