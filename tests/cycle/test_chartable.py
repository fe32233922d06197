"""Which figures go on a control chart, and the reason where none do."""

from decimal import Decimal

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Aggregation, Kind, Polarity
from cycle.review.chart import Assurance, Variation
from cycle.review.chartable import chart_of_series, looks_seasonal
from cycle.review.trend import Break
from tests.cycle.made import by_period, figure, figures, kpi, months, period

RESTLESS = [90 + k % 3 for k in range(24)]


def test_a_plain_series_is_charted_as_it_is():
    drawn = chart_of_series(kpi(), months("2024-10", RESTLESS), by_period({"2026-09": "92"}))
    assert len(drawn.points) == 24
    assert drawn.variation is Variation.COMMON_CAUSE
    assert drawn.assurance is Assurance.HIT_AND_MISS


def test_a_rolling_window_is_not_charted_and_says_why():
    drawn = chart_of_series(kpi(rolling=True), months("2024-10", RESTLESS))
    assert drawn.points == ()
    assert "rolling windows share most of their cases" in drawn.words


def test_a_percentage_of_a_handful_of_cases_is_not_charted():
    drawn = chart_of_series(kpi(), months("2024-10", [50] * 13, denominator=Decimal(19)))
    assert drawn.points == ()
    assert "fewer than 20 cases" in drawn.words
    assert chart_of_series(kpi(), months("2024-10", [50] * 13, denominator=Decimal(20))).points
    assert chart_of_series(
        kpi(unit="days"), months("2024-10", [50] * 13, denominator=Decimal(19))
    ).points


def test_one_month_with_few_cases_is_left_out():
    series = months("2024-10", RESTLESS, denominator=Decimal(40))
    series |= figures(figure("2025-01", "0", of="0/3"))
    drawn = chart_of_series(kpi(), series)
    assert period("2025-01") not in [point.period for point in drawn.points]
    assert len(drawn.points) == 23


def test_a_total_is_charted_by_what_each_period_added():
    homes = kpi(unit="number", cumulative=True, frequency=Frequency.QUARTERLY)
    given = {"2025/26 Q3": "90", "2025/26 Q4": "150", "2026/27 Q1": "40", "2026/27 Q2": "85"}
    series = figures(*(figure(when, value) for when, value in given.items()))
    profile = by_period({"2026/27 Q1": "45", "2026/27 Q2": "90"})
    drawn = chart_of_series(homes, series, profile)
    added = {str(point.period): point.value for point in drawn.points}
    assert added == {"2025/26 Q4": 60, "2026/27 Q1": 40, "2026/27 Q2": 45}


def test_a_seasonal_series_is_charted_by_its_difference_from_a_year_earlier():
    visits = kpi(unit="number", seasonal=True)
    series = months("2025-04", [100 + k for k in range(12)] + [110 + k for k in range(6)])
    drawn = chart_of_series(visits, series, by_period({"2026-09": "100"}))
    assert [point.value for point in drawn.points] == [10] * 6
    assert drawn.assurance is Assurance.NONE
    cut = Break(period("2026-07"), "new counters")
    assert len(chart_of_series(visits, series, breaks=[cut]).points) == 3


def test_only_the_indicators_own_frequency_is_charted():
    series = months("2026-01", RESTLESS[:5]) | figures(figure("2025/26", "1080"))
    assert len(chart_of_series(kpi(), series).points) == 5


def test_later_periods_can_be_left_out():
    series = months("2024-10", RESTLESS)
    last = chart_of_series(kpi(), series, upto=period("2026-03")).last
    assert last is not None
    assert last.period == period("2026-03")


def test_a_statistic_is_high_or_low_but_never_good_or_bad():
    calls = kpi(kind=Kind.STATISTIC, unit="number")
    drawn = chart_of_series(calls, months("2025-04", [*RESTLESS[:14], "150"]))
    assert drawn.variation is Variation.NEUTRAL_HIGH


def test_council_tax_is_charted_by_the_share_of_the_year_each_month_brings():
    tax = kpi(cumulative=True, aggregation=Aggregation.RATIO, polarity=Polarity.HIGHER)
    given = [("11", "11/100"), ("20", "20/100"), ("29", "29/100")]
    first = period("2026-04")
    series = figures(*(figure(first.later(k), v, of=of) for k, (v, of) in enumerate(given)))
    profile = by_period({"2026-04": "10", "2026-05": "20", "2026-06": "30"})
    drawn = chart_of_series(tax, series, profile)
    assert [point.value for point in drawn.points] == [11, 9, 9]


SEASON = [10, 12, 15, 19, 22, 24, 24, 21, 18, 14, 11, 10]
WEAVE = [3, 9, 4, 8, 1, 7, 2, 9, 5, 1, 8, 3, 6, 2, 9, 1, 4, 8, 7, 3, 1, 9, 2, 6]


@pytest.mark.parametrize(
    ("values", "terms", "is_seasonal"),
    [
        (SEASON * 2, {}, True),
        (SEASON * 3, {}, True),
        (SEASON, {}, False),  # one year says nothing
        (WEAVE, {}, False),
        (range(10, 34), {}, False),  # a rise is no season
        ([7] * 24, {}, False),
        (SEASON * 2, {"seasonal": True}, False),  # it is known
        (SEASON * 2, {"cumulative": True}, False),
        (SEASON * 2, {"rolling": True}, False),
    ],
)
def test_what_follows_the_calendar_is_offered_as_seasonal(values, terms, is_seasonal):
    series = months("2023-10", values)
    assert looks_seasonal(kpi(unit="number", decimals=0, **terms), series) is is_seasonal


def test_limits_may_be_fixed_on_the_first_points_so_that_a_slow_change_is_seen():
    steady = [50, 52] * 6
    drifting = [53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64]
    values = months("2024-10", [*steady, *drifting])
    moving = chart_of_series(kpi(), values)
    fixed = chart_of_series(kpi(baseline_points=12), values)
    assert fixed.last.mean == 51
    assert moving.last.mean > fixed.last.mean
    assert fixed.last.upper < moving.last.upper
