"""How values are shown."""

from decimal import Decimal

import pytest

from cycle.plan.indicator import Indicator
from cycle.plan.units import compact, points_shown, shown, shown_apart


def indicator(unit: str, decimals: int = 1) -> Indicator:
    return Indicator(id=1, ref="HOU-01", title="Homes", unit=unit, decimals=decimals)


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "words"),
    [
        ("%", 2, "81.5", "81.50%"),
        ("%", 1, "-0.04", "0.0%"),
        ("%", 1, "0.25", "0.3%"),
        ("%", 1, "-0.25", "-0.3%"),
        ("%", 0, "2.5", "3%"),
        ("%", 1, "81.818181818181818181818181818", "81.8%"),
        ("GBP", 0, "1200000", "£1,200,000"),
        ("GBP", 0, "1.2E+6", "£1,200,000"),
        ("GBP", 2, "-350", "-£350.00"),
        ("days", 1, "12.34", "12.3 days"),
        ("days", 0, "1", "1 day"),
        ("days", 0, "-1", "-1 day"),
        ("days", 1, "1", "1.0 days"),
        ("days", 0, "0", "0 days"),
        ("minutes", 0, "1", "1 minute"),
        ("minutes", 1, "4", "4.0 minutes"),
        ("kg", 0, "440", "440 kg"),
        ("kg", 0, "1", "1 kg"),
        ("tCO2e", 0, "1900", "1,900 tCO2e"),
        ("number", 0, "1234", "1,234"),
        ("number", 1, "-1234.56", "-1,234.6"),
        ("per 100,000", 1, "48.2", "48.2 per 100,000"),
        ("number", 0, "123456789012345678901234567890123", None),
    ],
)
def test_a_value_is_shown_with_its_unit_and_rounds_half_away_from_zero(
    unit, decimals, value, words
):
    expected = f"{int(value):,}" if words is None else words

    assert shown(indicator(unit, decimals), Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "target", "apart"),
    [
        ("94.96", "95", ("94.96%", "95.00%")),
        ("95", "95", ("95.0%", "95.0%")),
        ("95.000", "95", ("95.0%", "95.0%")),
        ("94.9", "95", ("94.9%", "95.0%")),
        ("94.99996", "95", ("94.99996%", "95.00000%")),
        ("94.94", "95", ("94.9%", "95.0%")),
    ],
)
def test_a_miss_can_always_be_seen(value, target, apart):
    assert shown_apart(indicator("%"), Decimal(value), Decimal(target)) == apart


@pytest.mark.parametrize(
    ("unit", "decimals", "difference", "words"),
    [
        ("%", 2, "-0.92", "0.92 percentage points"),
        ("%", 0, "1", "1 percentage point"),
        ("%", 1, "0.04", "0.04 percentage points"),
        ("%", 1, "0", "0.0 percentage points"),
        ("GBP", 0, "-1200", "£1,200"),
        ("days", 0, "3", "3 days"),
        ("number", 0, "-12", "12"),
        ("per 100,000", 1, "1.8", "1.8 per 100,000"),
    ],
)
def test_a_difference_is_in_points_and_never_per_cent(unit, decimals, difference, words):
    assert points_shown(indicator(unit, decimals), Decimal(difference)) == words


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("GBP", "1234567", "£1.2m"),
        ("GBP", "-1000000", "-£1m"),
        ("GBP", "250000", "£250k"),
        ("number", "52000", "52k"),
        ("number", "9999", "9,999"),
        ("number", "999949", "999.9k"),
        ("number", "999950", "1m"),
        ("GBP", "2500000000", "£2.5bn"),
        ("kg", "12345", "12.3k kg"),
    ],
)
def test_a_chart_has_room_for_a_short_form_only(unit, value, words):
    assert compact(indicator(unit, 0), Decimal(value)) == words
