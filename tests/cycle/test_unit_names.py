"""A unit means the same however it was typed, and a ratio's multiplier follows from it."""

from decimal import Decimal

import pytest

from cycle.plan.cells import Cells
from cycle.plan.indicator import Aggregation, Indicator
from cycle.plan.register import REQUIRED, read_indicator
from cycle.plan.unit_names import is_rate, multiplier_of, normalise_unit
from cycle.plan.units import points_shown, shown
from cycle.review.aggregate import ratio
from cycle.review.reading import UnreadableValue, read


@pytest.mark.parametrize(
    ("typed", "unit", "multiplier"),
    [
        *((word, "%", 100) for word in ("%", "percent", "Per cent", "PCT", "percentage", " % ")),
        ("% of households", "%", 100),
        ("per 100,000", "per 100,000", 100_000),
        ("Per 100,000", "per 100,000", 100_000),
        ("per 100k", "per 100,000", 100_000),
        ("per 100 K", "per 100,000", 100_000),
        ("per100000", "per 100,000", 100_000),
        ("per 100 000", "per 100,000", 100_000),
        ("per 100\u202f000", "per 100,000", 100_000),
        ("per hundred thousand", "per 100,000", 100_000),
        ("rate per 100,000", "per 100,000", 100_000),
        ("per\u200b 10,000", "per 10,000", 10_000),
        ("per ten thousand", "per 10,000", 10_000),
        ("per 1,000", "per 1,000", 1_000),
        ("/1000", "per 1,000", 1_000),
        ("per '000 population", "per 1,000 population", 1_000),
        ("out of 1,000", "per 1,000", 1_000),
        ("1 in 1000", "per 1,000", 1_000),
        ("‰", "per 1,000", 1_000),
        ("Cases per 1k households", "cases per 1,000 households", 1_000),
        ("per million", "per 1,000,000", 1_000_000),
        ("per 1m", "per 1,000,000", 1_000_000),
        ("£", "GBP", 1),
        ("Days", "days", 1),
        ("working days", "working days", 1),
        ("kg per household", "kg per household", 1),
        ("per employee", "per employee", 1),
        ("widgets", "widgets", None),
        ("per 100.000", "per 100.000", None),
        ("per 1,00", "per 1,00", None),
        ("performance", "performance", None),
        ("£000", "£000", None),
        *(
            (word, "%", 100)
            for word in ("per cent.", "per centum", "Per-cent", "percentages", "％")
        ),
        ("per ten-thousand", "per 10,000", 10_000),
        ("per-1,000", "per 1,000", 1_000),
        ("per: 1,000", "per 1,000", 1_000),
        ("per 1bn", "per 1,000,000,000", 10**9),
        ("per 1,000 in-patients", "per 1,000 in-patients", 1_000),
        ("per 10-bed ward", "per 10-bed ward", None),
        ("per 10^5", "per 10^5", None),
        ("per 10⁵", "per 10⁵", None),
        ("per £ million", "per £ million", None),
        ("per lakh", "per lakh", None),
    ],
)
def test_every_spelling_of_a_unit_gives_the_same_arithmetic(typed, unit, multiplier):
    assert normalise_unit(typed) == unit
    assert normalise_unit(unit) == unit
    assert multiplier_of(typed) == multiplier


def test_a_rate_is_told_from_a_share_and_from_an_average():
    assert is_rate("per 10k")
    assert not is_rate("%")
    assert not is_rate("kg per household")


@pytest.mark.parametrize(
    ("unit", "value"),
    [("per 10,000", "60"), ("pct", "0.6"), ("Per 100k", "600"), ("days", "0.006")],
)
def test_counts_make_the_value_that_the_unit_says(unit, value):
    indicator = Indicator(id=1, ref="A", title="A", unit=unit, aggregation=Aggregation.RATIO)

    assert ratio(indicator, Decimal(6), Decimal(1000)) == Decimal(value)


def test_an_indicator_kept_with_another_spelling_is_shown_and_read_alike():
    indicator = Indicator(id=1, ref="A", title="A", unit="percent")

    assert shown(indicator, Decimal("95.2")) == "95.2%"
    assert points_shown(indicator, Decimal("0.5")) == "0.5 percentage points"
    assert read("95.2%", "percent") == Decimal("95.2")
    assert read("4.8 per 1k", "per 1,000") == Decimal("4.8")
    with pytest.raises(UnreadableValue, match="is per 1,000, and this must be a percentage"):
        read("4.8 per 1,000", "%")


def row(**given):
    usual = {
        "ref": "HOU-01",
        "title": "Cases",
        "kind": "KPI",
        "service": "Housing",
        "polarity": "lower",
        "frequency": "monthly",
        "aggregation": "ratio",
    }
    return Cells(2, usual | given)


def test_the_register_keeps_the_one_spelling():
    read_row = row(unit="Per 10k")

    assert read_indicator(read_row, {}, lambda _: 1).unit == "per 10,000"
    assert not read_row.faults
    assert "unit" in REQUIRED


@pytest.mark.parametrize("unit", ["widgets", "per 100.000", "£000", "percentage points"])
def test_a_ratio_in_a_unit_that_is_not_understood_is_refused(unit):
    read_row = row(unit=unit)
    read_indicator(read_row, {}, lambda _: 1)

    (fault,) = read_row.faults
    assert fault.column == "unit"
    assert "does not say what numerator ÷ denominator is multiplied by" in fault.reason
    assert not row(unit=unit, aggregation="latest").faults
