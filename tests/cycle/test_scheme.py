"""Rating rules that cannot work are refused with a sentence."""

from decimal import Decimal

import pytest

from cycle.plan.indicator import Kind, Polarity, Scheme, ToleranceUnit
from cycle.plan.scheme import scheme_faults
from tests.cycle.made import kpi

POINTS = ToleranceUnit.POINTS
IN_RANGE = {
    "polarity": Polarity.RANGE,
    "range_low": "-1",
    "range_high": "1",
    "tolerance": "1",
    "tolerance_unit": POINTS,
}


@pytest.mark.parametrize(
    "terms",
    [
        {"target": "95"},
        {"target": "0", "polarity": Polarity.LOWER, "tolerance": "0", "tolerance_unit": POINTS},
        {"target": None},
        {"target": None, "tolerance": "0"},
        {"target": "-5"},
        {"target": "-5", "tolerance": "2", "tolerance_unit": POINTS},
        {"target": "92", "scheme": Scheme.FLOOR, "floor": "60"},
        {"target": "75", "scheme": Scheme.WITHIN_BAND_GREEN, "green_tolerance": "5"},
        {"target": None, "scheme": Scheme.NONE, "tolerance": "5"},
        {"kind": Kind.STATISTIC, "polarity": Polarity.NONE},
        {"target": None, "polarity": Polarity.NONE},
        IN_RANGE,
        {**IN_RANGE, "scheme": Scheme.RANGE},
        {**IN_RANGE, "range_low": "1"},
    ],
)
def test_a_rule_that_can_work_is_let_through(terms):
    assert scheme_faults(kpi(**terms)) == ()


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({**IN_RANGE, "range_low": "2"}, "The lower end of the range is above the upper end."),
        ({**IN_RANGE, "range_low": None}, "A range needs a lower and an upper end."),
        (
            {**IN_RANGE, "tolerance_unit": ToleranceUnit.PERCENT},
            "A range takes its tolerance in points, not in per cent.",
        ),
        (
            {**IN_RANGE, "scheme": Scheme.FLOOR},
            "The scheme floor needs a target, and polarity range has none.",
        ),
        ({"target": "95", "range_low": "1"}, "A range goes only with polarity range."),
        (
            {"target": "95", "scheme": Scheme.RANGE},
            "The scheme range goes only with polarity range.",
        ),
        ({"target": "95", "tolerance": "-1"}, "The tolerance is negative."),
        ({"target": "NaN"}, "The target is not a number."),
        ({"target": None, "tolerance": "5"}, "A tolerance is set without a target."),
        (
            {"target": "75", "scheme": Scheme.WITHIN_BAND_GREEN, "green_tolerance": "11"},
            "The green band is wider than the tolerance, so nothing could be Amber.",
        ),
        (
            {"target": "75", "green_tolerance": "5"},
            "A green tolerance goes only with the scheme within_band_green.",
        ),
        ({"target": "92", "scheme": Scheme.FLOOR}, "The scheme floor needs a floor."),
        (
            {"target": "92", "scheme": Scheme.FLOOR, "floor": "93"},
            "The floor is better than the target.",
        ),
        (
            {"target": "92", "polarity": Polarity.LOWER, "scheme": Scheme.FLOOR, "floor": "91"},
            "The floor is better than the target.",
        ),
        ({"target": "92", "floor": "60"}, "A floor goes only with the scheme floor."),
        (
            {"target": "92", "polarity": Polarity.NONE},
            "A target is set, but neither higher nor lower is better.",
        ),
        (
            {"target": "92", "kind": Kind.STATISTIC},
            "A Statistic has no target: it is not used to judge anyone.",
        ),
    ],
)
def test_an_impossible_rule_is_refused_with_its_reason(terms, sentence):
    assert sentence in scheme_faults(kpi(**terms))


def test_a_tolerance_may_come_with_targets_per_period():
    assert scheme_faults(kpi(target=None, tolerance="5"), has_profile=True) == ()


def test_values_that_change_sign_take_no_per_cent_tolerance():
    seen = [Decimal(-1), Decimal(2)]
    assert scheme_faults(kpi(target="1"), values=seen)
    assert scheme_faults(kpi(target="1", tolerance_unit=POINTS), values=seen) == ()
    assert scheme_faults(kpi(target="1"), values=[Decimal(0), Decimal(2)]) == ()
