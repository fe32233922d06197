"""Direction: which period is the comparator, and when a difference is one."""

from decimal import Decimal

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Aggregation, Kind, Polarity
from cycle.review.trend import Break, Direction, long, short, value_of
from tests.cycle.made import figure, figures, kpi, months, period

BETTER, SAME, WORSE = Direction.BETTER, Direction.SAME, Direction.WORSE
IN_RANGE = {"polarity": Polarity.RANGE, "range_low": "8", "range_high": "14"}


@pytest.mark.parametrize(
    ("terms", "values", "direction", "difference"),
    [
        ({}, "90 91", BETTER, "1"),
        ({}, "90 90", SAME, "0"),
        ({}, "90 90.0000001", BETTER, "0.0000001"),  # unrounded
        ({}, "91 90", WORSE, "-1"),
        ({"polarity": Polarity.LOWER}, "91 90", BETTER, "-1"),
        ({"polarity": Polarity.LOWER}, "90 91", WORSE, "1"),
        ({"polarity": Polarity.NONE}, "90 91", Direction.UP, "1"),
        ({"polarity": Polarity.NONE}, "91 90", Direction.DOWN, "-1"),
        ({"polarity": Polarity.NONE}, "90 90", SAME, "0"),
        ({"kind": Kind.STATISTIC}, "90 91", Direction.UP, "1"),
        (IN_RANGE, "8 14", SAME, "6"),
        (IN_RANGE, "15 7.5", BETTER, "-7.5"),
        (IN_RANGE, "14 15", WORSE, "1"),
        (IN_RANGE, "7 15", SAME, "8"),  # as far out on the other side
        ({"dead_band": Decimal("0.5")}, "90 90.5", SAME, "0.5"),
        ({"dead_band": Decimal("0.5")}, "90 90.51", BETTER, "0.51"),
    ],
)
def test_three_states_against_the_month_before(terms, values, direction, difference):
    change = short(kpi(**terms), period("2026-09"), months("2026-08", values))
    assert change is not None
    assert (change.direction, change.against) == (direction, period("2026-08"))
    assert change.difference == Decimal(difference)


@pytest.mark.parametrize(
    ("unit", "before", "now", "direction"),
    [
        ("%", ("50", "5/10"), ("54.5454", "6/11"), SAME),  # a step is 1 of 10
        ("%", ("50", "5/10"), ("60", "6/10"), BETTER),  # exactly one case
        (
            "%",
            ("33.33333333333333333333333333", "1/3"),
            ("66.66666666666666666666666667", "2/3"),
            BETTER,
        ),
        ("%", ("50", "150/300"), ("50.3", "151/300"), SAME),  # typed short of one case
        ("per 100,000", ("50", "5/10000"), ("59", "5.9/10000"), SAME),
        ("per 100,000", ("50", "5/10000"), ("60", "6/10000"), BETTER),
        ("days", ("20", "200/10"), ("20.05", "401/20"), BETTER),  # not counts over counts
    ],
)
def test_less_than_one_case_is_no_change(unit, before, now, direction):
    share = kpi(unit=unit, aggregation=Aggregation.RATIO, polarity=Polarity.HIGHER)
    given = figures(
        figure("2026-08", before[0], of=before[1]), figure("2026-09", now[0], of=now[1])
    )
    change = short(share, period("2026-09"), given)
    assert change is not None
    assert change.direction is direction
    if direction is SAME:
        assert change.note == "less than one case"


def test_the_long_direction_is_against_the_same_month_last_year():
    change = long(kpi(), period("2026-09"), months("2025-09", ["80", *["99"] * 11, "81"]))
    assert change is not None
    assert (change.direction, change.against) == (BETTER, period("2025-09"))
    assert change.note == "up 1.0 percentage points on September 2025"


def test_a_cumulative_indicator_has_no_short_direction():
    total = kpi(cumulative=True)
    series = months("2025-09", ["40", *["1"] * 11, "50"])
    assert short(total, period("2026-09"), series) is None
    change = long(total, period("2026-09"), series)
    assert change is not None
    assert change.direction is BETTER


def test_a_quarter_is_never_compared_with_a_year():
    quarterly = kpi(frequency=Frequency.QUARTERLY)
    series = figures(figure("2025/26", "400"), figure("2026/27 Q1", "100"))
    change = short(quarterly, period("2026/27 Q1"), series)
    assert change is not None
    assert change.direction is Direction.NO_COMPARISON
    assert change.against == period("2025/26 Q4")


@pytest.mark.parametrize("before", [None, figure("2026-08"), figure("2026-08", "100", of="0/0")])
def test_without_a_comparator_there_is_no_comparison(before):
    series = figures(figure("2026-09", "90"), *([before] if before else []))
    change = short(kpi(), period("2026-09"), series)
    assert change is not None
    assert (change.direction, change.difference) == (Direction.NO_COMPARISON, None)


def test_a_period_without_a_value_has_no_direction():
    assert short(kpi(), period("2026-10"), months("2026-09", "90")) is None
    assert long(kpi(), period("2026-09"), months("2026-08", "90 -")) is None


@pytest.mark.parametrize(
    ("starts", "direction"),
    [
        ("2026-09", Direction.NOT_COMPARABLE),
        ("2026-08", BETTER),  # both on the new side
        ("2026-10", BETTER),  # both on the old side
        ("2026/27 Q3", BETTER),
    ],
)
def test_nothing_is_compared_across_a_break(starts, direction):
    cuts = [Break(period(starts), "a new system")]
    change = short(kpi(), period("2026-09"), months("2026-08", "90 91"), cuts)
    assert change is not None
    assert change.direction is direction


def test_a_break_inside_either_quarter_spoils_the_comparison():
    quarterly = kpi(frequency=Frequency.QUARTERLY)
    series = figures(figure("2026/27 Q1", "90"), figure("2026/27 Q2", "91"))
    for month in ("2026-05", "2026-07", "2026-09"):
        change = short(quarterly, period("2026/27 Q2"), series, [Break(period(month))])
        assert change is not None
        assert change.direction is Direction.NOT_COMPARABLE, month


def test_the_cause_of_the_break_is_told():
    cut = Break(period("2026-09"), "another body reclassified the cases")
    change = short(kpi(), period("2026-09"), months("2026-08", "90 191"), [cut])
    assert change is not None
    assert "another body reclassified the cases" in change.note


def test_a_rolling_window_says_so():
    change = short(kpi(rolling=True), period("2026-09"), months("2026-08", "90 91"))
    assert change is not None
    assert "rolling" in change.note


def test_a_share_of_no_cases_is_no_value():
    assert value_of(figure("2026-09", "100", of="0/0")) is None
    assert value_of(figure("2026-09", "0", of="0/3")) == 0
