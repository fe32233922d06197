"""The colour of a value: each scheme's edges, and the sentence that defends it."""

# ruff: noqa: E501 - the sentences in the tables are read whole

from decimal import Decimal

import pytest

from cycle.plan.indicator import Kind, Polarity, Scheme, ToleranceUnit
from cycle.review.rate import Rating, State, band_of, rate
from cycle.review.schemes import Band
from cycle.review.trend import Direction
from tests.cycle.made import kpi, number

HIGHER, LOWER = Polarity.HIGHER, Polarity.LOWER
PERCENT, POINTS = ToleranceUnit.PERCENT, ToleranceUnit.POINTS
MET, NEAR = Scheme.MET_TOLERANCE, Scheme.WITHIN_BAND_GREEN


def rated(
    value: str, target: str | None, direction: Direction | None = None, **terms: object
) -> Rating:
    asked = kpi(target=target, **terms), Decimal(value), number(target), direction
    rating = rate(*asked)
    assert band_of(*asked) == rating.band
    return rating


@pytest.mark.parametrize(
    ("polarity", "target", "tolerance", "unit", "value", "band"),
    [
        # the published table of boundaries
        (HIGHER, "95", "10", PERCENT, "95", "Green"),
        (HIGHER, "95", "10", PERCENT, "85.5", "Amber"),
        (HIGHER, "95", "10", PERCENT, "85.49", "Red"),
        (HIGHER, "112.5", "10", PERCENT, "112", "Amber"),
        (HIGHER, "95", "10", PERCENT, "94.96", "Amber"),
        (LOWER, "4", "1", POINTS, "5", "Amber"),
        (LOWER, "0", "10", PERCENT, "1", "Red"),
        (LOWER, "0", "2", POINTS, "2", "Amber"),
        # and around it
        (HIGHER, "95", "10", PERCENT, "94.9999999999999999999999", "Amber"),
        (HIGHER, "95", "10", PERCENT, "85.4999999999999999999999", "Red"),
        (HIGHER, "95", "0", PERCENT, "94.99", "Red"),
        (HIGHER, "0", "10", PERCENT, "0", "Green"),
        (HIGHER, "0", "10", PERCENT, "-0.01", "Red"),
        (LOWER, "4", "1", POINTS, "4", "Green"),
        (LOWER, "4", "1", POINTS, "5.01", "Red"),
        (LOWER, "4", "10", PERCENT, "4.4", "Amber"),
        (LOWER, "4", "10", PERCENT, "4.41", "Red"),
        (LOWER, "0", "0", POINTS, "0", "Green"),
        (LOWER, "0", "0", POINTS, "1", "Red"),
        (HIGHER, "-10", "10", PERCENT, "-10", "Green"),
        (HIGHER, "-10", "10", PERCENT, "-11", "Amber"),
        (HIGHER, "-10", "10", PERCENT, "-11.01", "Red"),
        (LOWER, "-10", "10", PERCENT, "-9", "Amber"),
        (LOWER, "-10", "10", PERCENT, "-8.99", "Red"),
        (LOWER, "-10", "10", PERCENT, "-20", "Green"),
    ],
)
def test_met_within_tolerance_or_beyond(polarity, target, tolerance, unit, value, band):
    terms = {"polarity": polarity, "tolerance": tolerance, "tolerance_unit": unit}
    assert rated(value, target, **terms).band == band


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("75", "Green"),
        ("73.4", "Green"),
        ("71.25", "Green"),
        ("71.24", "Amber"),
        ("67.5", "Amber"),
        ("67.49", "Red"),
    ],
)
def test_a_green_band_is_green_short_of_the_target(value, band):
    assert rated(value, "75", scheme=NEAR, green_tolerance="5").band == band


@pytest.mark.parametrize(
    ("polarity", "floor", "value", "band"),
    [
        (HIGHER, "60", "92", "Green"),
        (HIGHER, "60", "91.9", "Amber"),
        (HIGHER, "60", "60", "Amber"),
        (HIGHER, "60", "59.99", "Red"),
        (LOWER, "100", "92", "Green"),
        (LOWER, "100", "100", "Amber"),
        (LOWER, "100", "100.01", "Red"),
    ],
)
def test_the_floor_parts_amber_from_red(polarity, floor, value, band):
    assert rated(value, "92", scheme=Scheme.FLOOR, polarity=polarity, floor=floor).band == band


@pytest.mark.parametrize(
    ("value", "direction", "band"),
    [
        ("95", Direction.WORSE, "Green"),
        ("85.5", Direction.WORSE, "Green"),
        ("85.4", Direction.BETTER, "Amber"),
        ("85.4", Direction.SAME, "Amber"),
        ("85.4", Direction.WORSE, "Red"),
        ("85.4", Direction.NO_COMPARISON, "Red"),
        ("85.4", Direction.NOT_COMPARABLE, "Red"),
        ("85.4", None, "Red"),
    ],
)
def test_tolerance_and_direction_spares_what_is_no_worse_than_last_year(value, direction, band):
    assert rated(value, "95", direction, scheme=Scheme.TOLERANCE_AND_DIRECTION).band == band


@pytest.mark.parametrize(
    ("value", "direction", "band"),
    [
        ("95", Direction.WORSE, "Green"),
        ("94.9", Direction.BETTER, "Amber"),
        ("94.9", Direction.SAME, "Red"),
        ("94.9", Direction.WORSE, "Red"),
        ("94.9", None, "Red"),
    ],
)
def test_target_or_improving(value, direction, band):
    assert rated(value, "95", direction, scheme=Scheme.TARGET_OR_IMPROVING).band == band


@pytest.mark.parametrize("scheme", [Scheme.MET_TOLERANCE, Scheme.RANGE, Scheme.FORECAST])
@pytest.mark.parametrize(
    ("low", "high", "value", "band"),
    [
        ("-1", "1", "-1", "Green"),
        ("-1", "1", "1", "Green"),
        ("-1", "1", "0", "Green"),
        ("-1", "1", "-2", "Amber"),
        ("-1", "1", "-2.01", "Red"),
        ("-1", "1", "2", "Amber"),
        ("-1", "1", "2.01", "Red"),
        ("5", "5", "5", "Green"),  # an ideal value
        ("5", "5", "5.1", "Amber"),
    ],
)
def test_in_range_is_green(scheme, low, high, value, band):
    terms = {"polarity": Polarity.RANGE, "range_low": low, "range_high": high}
    unit = {"tolerance": "1", "tolerance_unit": POINTS}
    assert rated(value, None, scheme=scheme, **terms, **unit).band == band


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("9", "Amber: 9.0% against 10.0% to 20.0%, 1.0 percentage points outside, within 1.0"),
        ("8.9", "Red: 8.9% against 10.0% to 20.0%, 1.1 percentage points outside, beyond 1.0"),
        ("24", "Amber: 24.0% against 10.0% to 20.0%, 4.0 percentage points outside, within 4.0"),
        ("24.1", "Red: 24.1% against 10.0% to 20.0%, 4.1 percentage points outside, beyond 4.0"),
    ],
)
def test_a_range_may_allow_another_amount_above_than_below(value, rule):
    terms = {"polarity": Polarity.RANGE, "range_low": "10", "range_high": "20"}
    sides = {"tolerance": "1", "tolerance_above": "4", "tolerance_unit": POINTS}
    rating = rated(value, None, **terms, **sides)
    assert rating.rule.startswith(rule)
    side = "above" if float(value) > 20 else "below"
    assert rating.rule.endswith(f"{side} the range")


@pytest.mark.parametrize(
    ("terms", "target", "state"),
    [
        ({"kind": Kind.STATISTIC}, "95", State.NOT_RATED),
        ({"scheme": Scheme.NONE}, "95", State.DATA_ONLY),
        ({"polarity": Polarity.NONE}, "95", State.DATA_ONLY),
        ({"in_development": True}, "95", State.IN_DEVELOPMENT),
        ({"in_development": True, "kind": Kind.STATISTIC}, None, State.NOT_RATED),
        ({}, None, State.NO_TARGET),
        ({"kind": Kind.PI}, None, State.NO_TARGET),
        ({"polarity": Polarity.RANGE}, None, State.NO_TARGET),
    ],
)
def test_without_a_rule_to_rate_by_there_is_a_state_and_no_colour(terms, target, state):
    rating = rated("50", target, **terms)
    assert (rating.band, rating.state, rating.shortfall) == (None, state, None)
    assert rating.rule


@pytest.mark.parametrize(
    ("value", "target", "terms", "sentence"),
    [
        (
            "81.5",
            "82.42",
            {"decimals": 2},
            "Amber: 81.50% against 82.42%, 0.92 percentage points short, within 10% of target",
        ),
        (
            "1",
            "0",
            {
                "unit": "number",
                "decimals": 0,
                "polarity": LOWER,
                "tolerance": "0",
                "tolerance_unit": POINTS,
            },
            "Red: 1 against 0, 1 over, no tolerance",
        ),
        (
            "1",
            "0",
            {"unit": "number", "decimals": 0, "polarity": LOWER},
            "Red: 1 against 0, 1 over, 10% of target allows nothing where the target is 0",
        ),
        ("95", "95", {}, "Green: 95.0% against 95.0%, target met"),
        (
            "94.96",
            "95",
            {},
            "Amber: 94.96% against 95.00%, 0.04 percentage points short, within 10% of target",
        ),
        (
            "85.49",
            "95",
            {},
            "Red: 85.49% against 95.00%, 9.51 percentage points short, beyond 10% of target",
        ),
        (
            "5",
            "4",
            {"unit": "minutes", "polarity": LOWER, "tolerance": "1", "tolerance_unit": POINTS},
            "Amber: 5.0 minutes against 4.0 minutes, 1.0 minutes over, within 1.0 minutes of target",
        ),
        (
            "73.4",
            "75",
            {"scheme": NEAR, "green_tolerance": "5"},
            "Green: 73.4% against 75.0%, 1.6 percentage points short, within 5% of target",
        ),
        (
            "70",
            "75",
            {"scheme": NEAR, "green_tolerance": "5"},
            "Amber: 70.0% against 75.0%, 5.0 percentage points short, beyond 5% of target, within 10% of target",
        ),
        (
            "70",
            "75",
            {"scheme": Scheme.FLOOR, "floor": "60"},
            "Amber: 70.0% against 75.0%, 5.0 percentage points short, no worse than the floor of 60.0%",
        ),
        (
            "70",
            "75",
            {"scheme": Scheme.FORECAST},
            "Forecast Amber: 70.0% against 75.0%, 5.0 percentage points short, within 10% of target",
        ),
        (
            "15",
            None,
            {
                "polarity": Polarity.RANGE,
                "range_low": "8",
                "range_high": "14",
                "tolerance": "2",
                "tolerance_unit": POINTS,
            },
            "Amber: 15.0% against 8.0% to 14.0%, 1.0 percentage points outside, within 2.0 percentage points of the range",
        ),
    ],
)
def test_every_band_prints_its_rule(value, target, terms, sentence):
    assert rated(value, target, **terms).rule == sentence


@pytest.mark.parametrize(
    ("polarity", "value", "shortfall"),
    [
        (HIGHER, "81.5", "0.92"),
        (HIGHER, "83", "-0.58"),
        (LOWER, "83", "0.58"),
        (LOWER, "81.5", "-0.92"),
    ],
)
def test_the_shortfall_is_in_points_and_positive_when_worse(polarity, value, shortfall):
    assert rated(value, "82.42", polarity=polarity).shortfall == Decimal(shortfall)


def test_bands_are_ordered():
    assert Band.RED.is_worse_than(Band.AMBER)
    assert Band.AMBER.is_worse_than(Band.GREEN)
    assert not Band.GREEN.is_worse_than(Band.GREEN)
