"""Quarters and years from their months, and months from a total that runs from April."""

from decimal import Decimal

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Aggregation
from cycle.review.aggregate import (
    aggregate,
    coarser_target,
    decumulate,
    decumulated_targets,
    parts_of,
    ratio,
)
from cycle.review.figure import FigureStatus
from cycle.review.trend import Break
from tests.cycle.made import by_period, figure, figures, kpi, months, period

Q2 = period("2026/27 Q2")
SUM, AVERAGE, LATEST, RATIO = (
    Aggregation.SUM,
    Aggregation.AVERAGE,
    Aggregation.LATEST,
    Aggregation.RATIO,
)


@pytest.mark.parametrize(("aggregation", "value"), [(SUM, "15"), (AVERAGE, "5"), (LATEST, "9")])
def test_a_quarter_from_its_months(aggregation, value):
    whole = aggregate(kpi(unit="number", aggregation=aggregation), Q2, months("2026-07", "2 4 9"))
    assert whole.figure is not None
    assert whole.figure.value == Decimal(value)
    assert (whole.given, whole.missing, whole.note) == (3, (), "")


def test_percentages_are_never_averaged():
    share = kpi(aggregation=RATIO)
    series = figures(
        figure("2026-07", "90", of="9/10"),
        figure("2026-08", "50", of="1/2"),
        figure("2026-09", "45.4545", of="40/88"),
    )
    whole = aggregate(share, Q2, series)
    assert whole.figure is not None
    assert (whole.figure.value, whole.figure.numerator, whole.figure.denominator) == (50, 50, 100)


@pytest.mark.parametrize("aggregation", [SUM, AVERAGE, LATEST, RATIO])
def test_with_a_month_missing_there_is_no_value(aggregation):
    series = months("2026-07", "2 - 9", numerator=Decimal(1), denominator=Decimal(2))
    whole = aggregate(kpi(aggregation=aggregation), Q2, series)
    assert whole.figure is None
    assert whole.note == "2 of 3 months"
    assert whole.missing == (period("2026-08"),)
    assert not whole.is_complete


def test_a_percentage_without_its_counts_cannot_be_joined():
    whole = aggregate(kpi(aggregation=RATIO), Q2, months("2026-07", "90 90 90"))
    assert (whole.figure, whole.note) == (None, "0 of 3 months")


def test_a_month_that_is_not_applicable_adds_nothing():
    share = kpi(aggregation=RATIO)
    series = figures(
        figure("2026-07", "90", of="9/10"),
        figure("2026-08", status=FigureStatus.NOT_APPLICABLE),
        figure("2026-09", "100", of="0/0"),
    )
    whole = aggregate(share, Q2, series)
    assert whole.figure is not None
    assert (whole.figure.value, whole.given) == (90, 3)
    averaged = aggregate(kpi(aggregation=AVERAGE), Q2, series)
    assert averaged.figure is not None
    assert averaged.figure.value == 90


def test_when_no_month_is_applicable_neither_is_the_quarter():
    series = months("2026-07", "100 100 100", denominator=Decimal(0), numerator=Decimal(0))
    whole = aggregate(kpi(aggregation=RATIO), Q2, series)
    assert whole.figure is not None
    assert (whole.figure.value, whole.figure.status) == (None, FigureStatus.NOT_APPLICABLE)


def test_one_provisional_month_makes_the_quarter_provisional():
    series = months("2026-07", "2 4") | figures(
        figure("2026-09", "9", status=FigureStatus.PROVISIONAL)
    )
    whole = aggregate(kpi(aggregation=SUM), Q2, series)
    assert whole.figure is not None
    assert whole.figure.status is FigureStatus.PROVISIONAL


def test_a_total_is_the_last_one_in_the_period():
    whole = aggregate(kpi(cumulative=True, aggregation=SUM), Q2, months("2026-07", "40 - 60"))
    assert whole.figure is not None
    assert whole.figure.value == 60


def test_a_year_from_its_quarters_and_from_its_months():
    quarterly = kpi(aggregation=SUM, frequency=Frequency.QUARTERLY)
    given = [figure(f"2026/27 Q{n}", str(n)) for n in (1, 2, 3, 4)]
    whole = aggregate(quarterly, period("2026/27"), figures(*given))
    assert whole.figure is not None
    assert whole.figure.value == 10
    assert len(parts_of(period("2026/27"), Frequency.MONTHLY)) == 12
    with pytest.raises(ValueError, match="annual"):
        parts_of(Q2, Frequency.ANNUAL)


@pytest.mark.parametrize(
    ("starts", "comparable"), [("2026-07", True), ("2026-08", False), ("2026-10", True)]
)
def test_a_quarter_that_spans_a_break_is_marked(starts, comparable):
    series = months("2026-07", "2 4 9")
    whole = aggregate(kpi(aggregation=SUM), Q2, series, [Break(period(starts))])
    assert whole.is_comparable is comparable
    assert bool(whole.note) is not comparable


@pytest.mark.parametrize(
    ("aggregation", "targets", "target"),
    [
        (SUM, ("10", "10", "12"), "32"),
        (LATEST, ("10", "10", "12"), "12"),
        (RATIO, ("95", "95", "95"), "95"),
        (RATIO, ("95", "95", "96"), None),
        (AVERAGE, ("95", "95"), None),
        (SUM, ("95", "95"), None),
    ],
)
def test_the_quarters_target_follows_from_the_months(aggregation, targets, target):
    by_month = dict(zip(parts_of(Q2, Frequency.MONTHLY), map(Decimal, targets), strict=False))
    expected = None if target is None else Decimal(target)
    assert coarser_target(kpi(aggregation=aggregation), Q2, by_month) == expected


@pytest.mark.parametrize(("unit", "value"), [("%", "3"), ("per 100,000", "3000"), ("days", "0.03")])
def test_a_ratio_is_multiplied_by_its_unit(unit, value):
    assert ratio(kpi(unit=unit), Decimal(9), Decimal(300)) == Decimal(value)
    assert ratio(kpi(unit=unit), Decimal(0), Decimal(0)) is None


# ---------------------------------------------------------------- from a total to its parts


TOTAL = kpi(unit="number", cumulative=True, aggregation=SUM)


def added(series, indicator=TOTAL, **more):
    return {str(p): part.value for p, part in decumulate(indicator, series, **more).items()}


def test_each_month_is_the_difference_of_the_totals_and_april_starts_afresh():
    series = months("2026-02", "100 120 10 25 25")
    assert added(series) == {
        "2026-02": 100,
        "2026-03": 20,
        "2026-04": 10,
        "2026-05": 15,
        "2026-06": 0,
    }
    parts = decumulate(TOTAL, series)
    assert parts[period("2026-02")].covers == 11
    assert not parts[period("2026-02")].is_charted
    assert parts[period("2026-04")].is_charted


def test_after_a_missing_month_the_next_part_covers_two_and_is_not_charted():
    parts = decumulate(TOTAL, months("2026-04", "10 - 30 35"))
    june = parts[period("2026-06")]
    assert (june.value, june.covers, june.is_charted) == (20, 2, False)
    assert parts[period("2026-07")].is_charted


def test_a_total_that_falls_is_asked_about_and_not_clipped():
    may = decumulate(TOTAL, months("2026-04", "10 8"))[period("2026-05")]
    assert may.value == -2
    assert may.query == "the year to date is lower than for April 2026"


def test_a_total_that_stands_still_is_asked_about():
    may = decumulate(TOTAL, months("2026-04", "10 10"))[period("2026-05")]
    assert may.query == "the year to date is the same as for April 2026"
    assert decumulate(TOTAL, months("2026-04", "0"))[period("2026-04")].query == ""


def test_counts_that_grow_are_parted_each_by_itself():
    hygiene = kpi(cumulative=True, aggregation=RATIO)
    series = figures(figure("2026-04", "90", of="9/10"), figure("2026-05", "80", of="16/20"))
    may = decumulate(hygiene, series)[period("2026-05")]
    assert (may.value, may.numerator, may.denominator) == (70, 7, 10)


def test_with_a_whole_years_denominator_only_the_numerator_is_parted():
    tax = kpi(cumulative=True, aggregation=RATIO)
    series = figures(
        figure("2026-04", "11", of="11/100"), figure("2026-05", "20.4", of="20.808/102")
    )
    may = decumulate(tax, series)[period("2026-05")]
    assert (may.numerator, may.denominator) == (Decimal("9.808"), 102)
    told = decumulate(tax, series, has_whole_year_denominator=False)[period("2026-05")]
    assert told.denominator == 2


def test_a_percentage_to_date_without_counts_cannot_be_parted():
    tax = kpi(cumulative=True, aggregation=RATIO)
    parts = decumulate(tax, months("2026-04", "11 20"))
    assert parts[period("2026-04")].value == 11
    assert parts[period("2026-05")].value is None
    assert "numerator and denominator" in parts[period("2026-05")].query


def test_the_profile_is_parted_as_the_total_is():
    profile = by_period({"2026-04": "10", "2026-05": "25", "2026-07": "40"})
    parted = decumulated_targets(TOTAL, profile, is_share_of_year=False)
    assert {str(p): target for p, target in parted.items()} == {"2026-04": 10, "2026-05": 15}
    growing = kpi(cumulative=True, aggregation=RATIO)
    assert decumulated_targets(growing, profile, is_share_of_year=False) == {}
