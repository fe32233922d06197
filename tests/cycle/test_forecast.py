"""Where the year will end: by a named rule where one fits, and what an owner may foretell."""

from decimal import Decimal

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Aggregation, Kind, Polarity, Scheme
from cycle.refusals import TooLong
from cycle.review.forecast import (
    BelowDelivered,
    HowSo,
    YearEndForecast,
    back_test,
    back_test_words,
    change_words,
    computed,
    computed_words,
    forecast_refused,
    is_asked,
    newest,
)
from cycle.review.schemes import Band
from cycle.review.trend import Break
from tests.cycle.made import GIVEN_AT, figure, figures, kpi, months, period

TOTAL = kpi(
    cumulative=True,
    unit="number",
    decimals=0,
    aggregation=Aggregation.SUM,
    frequency=Frequency.QUARTERLY,
    target="120",
)
LAST = {"2025/26 Q1": "20", "2025/26 Q2": "50", "2025/26 Q4": "100"}


def quarters(**values: str):
    return figures(*(figure(when, value) for when, value in (LAST | values).items()))


def test_a_total_follows_last_years_path():
    series = figures(*(figure(when, value) for when, value in {**LAST, "2026/27 Q2": "60"}.items()))
    found = computed(TOTAL, period("2026/27 Q2"), series)
    assert (found.value, found.rule) == (Decimal(120), "along last year's path")


@pytest.mark.parametrize(
    ("series", "breaks"),
    [
        (figures(figure("2026/27 Q2", "60")), ()),
        (
            figures(figure("2026/27 Q2", "60"), *(figure(w, v) for w, v in LAST.items())),
            (Break(period("2026/27 Q1")),),
        ),
    ],
)
def test_without_last_years_path_a_total_goes_on_at_its_pace(series, breaks):
    found = computed(TOTAL, period("2026/27 Q2"), series, breaks)
    assert (found.value, found.rule) == (Decimal(120), "at the pace of the year so far")


def test_a_share_is_made_of_the_counts_of_twelve_periods_never_of_their_percentages():
    share = kpi(aggregation=Aggregation.RATIO)
    even = months("2025-10", ["50"] * 11, of="1/2")
    last = figure("2026-09", "90", of="90/100")
    found = computed(share, period("2026-09"), even | figures(last))
    assert found.value == Decimal(100) * 101 / 122
    assert (found.low, found.high) == (Decimal(50), Decimal(90))


@pytest.mark.parametrize(
    ("indicator", "series", "reason"),
    [
        (kpi(), {}, "no figure"),
        (kpi(), months("2026-09", "80"), "no rule fits"),
        (kpi(rolling=True), months("2026-09", "80"), "rolling"),
        (kpi(seasonal=True), months("2026-09", "80"), "seasonal"),
        (kpi(aggregation=Aggregation.RATIO), months("2026-05", "1 2 3 4 5"), "only 5 of the last"),
        (kpi(cumulative=True, aggregation=Aggregation.RATIO), months("2026-09", "50"), "path"),
    ],
)
def test_where_no_rule_fits_the_reason_is_said(indicator, series, reason):
    found = computed(indicator, period("2026-09"), series)
    assert found.value is None
    assert reason in computed_words(indicator, found)


def test_the_rule_is_tried_on_earlier_years_in_the_open():
    values = {
        "2024/25 Q2": "40",
        "2024/25 Q4": "100",
        "2025/26 Q2": "50",
        "2025/26 Q4": "100",
        "2026/27 Q2": "60",
    }
    series = figures(*(figure(when, value) for when, value in values.items()))
    tested = back_test(TOTAL, period("2026/27 Q2"), series)
    assert [miss for _, miss in tested.misses] == [Decimal(25), Decimal(-20)]
    assert back_test_words(TOTAL, tested).startswith("At this point of the last 2 years it missed")
    assert "no earlier year" in back_test_words(TOTAL, back_test(TOTAL, period("2026/27 Q2"), {}))


def test_the_back_test_never_looks_at_what_came_later():
    series = figures(figure("2025/26 Q2", "50"), figure("2025/26 Q4", "100"))
    (miss,) = back_test(TOTAL, period("2026/27 Q2"), series).misses
    assert miss[1] == 0  # at the pace of half a year, since 2024/25 is not known


def forecast(value: str, when: str = "2026/27 Q2", **more) -> YearEndForecast:
    plain = {"indicator": 1, "year": period("2026/27"), "made_for": period(when)}
    return YearEndForecast(**plain, value=Decimal(value), given_at=GIVEN_AT, **more)


@pytest.mark.parametrize(
    ("value", "words", "delivered", "band", "refusal"),
    [
        ("59", "", "60", Band.RED, BelowDelivered),
        ("59", "Two sales fell through.", "60", Band.RED, None),
        ("60", "", "60", Band.RED, None),
        ("120", "", "0", Band.GREEN, HowSo),
        ("120", "", None, Band.GREEN, HowSo),
        ("120", "All complete in March.", "0", Band.GREEN, None),
        ("120", "", "1", Band.GREEN, None),
        ("100", "", "0", Band.RED, None),
    ],
)
def test_a_forecast_that_cannot_be_so_is_asked_back(value, words, delivered, band, refusal):
    given = None if delivered is None else Decimal(delivered)
    found = forecast_refused(TOTAL, forecast(value, words=words), given, band)
    assert (type(found) if found else None) is refusal


def test_too_many_words_are_refused():
    with pytest.raises(TooLong):
        forecast_refused(TOTAL, forecast("1", words="x" * 1001), None, None)


@pytest.mark.parametrize(
    ("indicator", "when", "asked"),
    [
        (TOTAL, "2026/27 Q2", True),
        (TOTAL, "2026/27 Q4", False),
        (kpi(scheme=Scheme.FORECAST), "2026-09", True),
        (kpi(), "2026-09", False),
        (kpi(cumulative=True, kind=Kind.PI), "2026-09", False),
        (kpi(cumulative=True, kind=Kind.STATISTIC, polarity=Polarity.NONE), "2026-09", False),
        (kpi(cumulative=True, frequency=Frequency.ANNUAL), "2026/27", False),
    ],
)
def test_the_form_asks_for_a_forecast_where_the_register_wants_one(indicator, when, asked):
    assert is_asked(indicator, period(when)) is asked


def test_the_last_forecast_stands_beside_this_one():
    before, now = forecast("110", "2026/27 Q1"), forecast("120")
    assert "110 after Q1" in change_words(TOTAL, now, before)
    assert "unchanged" in change_words(TOTAL, now, forecast("120", "2026/27 Q1"))
    assert change_words(TOTAL, now, None) == ""
    assert newest([now, before, forecast("121", version=2)]) == forecast("121", version=2)
