"""Targets by period, profiles, and the terms in force at the time."""

# ruff: noqa: E501 - the sentences in the tables are read whole

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cycle.council import Deterioration
from cycle.periods import Frequency
from cycle.plan.indicator import Indicator, Kind, Polarity, Scheme, ToleranceUnit
from cycle.plan.target import (
    TermsChange,
    as_of,
    periods_of,
    profile_faults,
    profile_warnings,
    target_for,
    year_end,
)
from tests.cycle.made import by_period, kpi, period

QUARTERLY = Frequency.QUARTERLY
HOMES = kpi(frequency=QUARTERLY, cumulative=True, target="180", unit="number", decimals=0)


def change(field: str, old: str, new: str, effective: date, made: int = 1) -> TermsChange:
    recorded = datetime(2026, 1, made, tzinfo=UTC)
    return TermsChange(
        field=field,
        old=old,
        new=new,
        effective_from=effective,
        reason="agreed for the year",
        approver="Cabinet",
        changed_at=recorded,
    )


@pytest.mark.parametrize(
    ("when", "target"),
    [("2026/27 Q1", "45"), ("2026/27 Q2", None), ("2026/27 Q4", "180"), ("2025/26 Q4", "180")],
)
def test_a_total_without_a_profile_has_a_target_only_at_the_year_end(when, target):
    profile = by_period({"2026/27 Q1": "45"})
    expected = None if target is None else Decimal(target)
    assert target_for(HOMES, period(when), profile) == expected


def test_a_period_with_a_target_of_its_own_is_held_to_it():
    seasonal = kpi(target="95")
    profile = by_period({"2026-12": "90"})
    assert target_for(seasonal, period("2026-12"), profile) == 90
    assert target_for(seasonal, period("2027-01"), profile) == 95
    assert target_for(kpi(), period("2027-01"), {}) is None


def profile(*targets: str) -> dict:
    return dict(zip(periods_of(QUARTERLY, 2026), map(Decimal, targets), strict=False))


@pytest.mark.parametrize(
    ("targets", "fault"),
    [
        (("45", "90", "135"), "There is no target for Q4 2026/27 (Jan–Mar 2027)."),
        (("45", "90", "135", "170"), "The last target, 170, is not the year-end target, 180."),
        (
            ("45", "90", "80", "180"),
            "The target falls from Q2 2026/27 (Jul–Sep 2026) to Q3 2026/27 (Oct–Dec 2026): a total cannot, so say why.",
        ),
    ],
)
def test_a_profile_that_cannot_stand_says_why(targets, fault):
    assert profile_faults(HOMES, 2026, profile(*targets)) == (fault,)


def test_a_falling_profile_stands_with_an_approved_reason():
    falling = profile("45", "90", "80", "180")
    assert profile_faults(HOMES, 2026, falling, reason_to_fall="homes handed back in autumn") == ()


def test_a_target_of_another_frequency_is_a_fault():
    stray = profile("45", "90", "135", "180") | by_period({"2026-05": "15"})
    assert profile_faults(HOMES, 2026, stray) == ("2026-05 is not a quarterly period.",)


def test_a_total_whose_target_stays_the_same_is_looked_at_again():
    warnings = profile_warnings(HOMES, 2026, profile("45", "90", "90", "180"))
    assert len(warnings) == 1
    assert "same as for Q2" in warnings[0]
    assert profile_warnings(kpi(frequency=QUARTERLY), 2026, profile("9", "9", "9", "9")) == ()


# ---------------------------------------------------------------- the change log


@pytest.mark.parametrize(
    ("when", "target"),
    [("2026-03", "90"), ("2026-04", "95"), ("2026-06", "95"), ("2026-07", "92"), ("2026-12", "92")],
)
def test_a_past_period_is_held_to_the_target_of_its_time(when, target):
    log = [
        change("target", "95", "92", date(2026, 6, 15), made=2),  # from July: not in mid-period
        change("target", "90", "95", date(2026, 4, 1), made=1),
    ]
    assert as_of(kpi(target="92"), log, period(when)).target == Decimal(target)


def test_the_last_decision_that_reaches_the_period_stands():
    log = [
        change("target", "90", "95", date(2026, 10, 1), made=1),
        change("target", "95", "92", date(2026, 4, 1), made=2),
    ]
    assert as_of(kpi(target="92"), log, period("2026-03")).target == 90
    assert as_of(kpi(target="92"), log, period("2026-05")).target == 92
    assert as_of(kpi(target="92"), log, period("2026-11")).target == 92


@pytest.mark.parametrize(
    ("field", "old", "value"),
    [
        ("target", "", None),
        ("kind", "PI", Kind.PI),
        ("scheme", "floor", Scheme.FLOOR),
        ("polarity", "lower", Polarity.LOWER),
        ("frequency", "quarterly", Frequency.QUARTERLY),
        ("tolerance", "2.5", Decimal("2.5")),
        ("tolerance_unit", "points", ToleranceUnit.POINTS),
        ("cumulative", "yes", True),
        ("decimals", "2", 2),
        ("owner", "", None),
        ("owner", "7", 7),
        ("title", "Homes", "Homes"),
        ("aliases", "voids; empty homes", ("voids", "empty homes")),
        ("adverse_moves", "", None),
        ("adverse_moves", "4", 4),
        ("triggers", "", ()),
        ("triggers", "band;chart", (Deterioration.BAND, Deterioration.CHART)),
    ],
)
def test_every_term_of_the_register_can_be_taken_back(field, old, value):
    log = [change(field, old, getattr_text(field), date(2026, 4, 1))]
    assert getattr(as_of(kpi(), log, period("2026-03")), field) == value


def getattr_text(field: str) -> str:
    """What the register holds now, in its own writing; never read for a period before."""
    return str(getattr(kpi(), field) or "")


def test_a_change_of_something_else_leaves_the_terms_alone():
    log = [change("profile", "45;90", "40;90", date(2026, 4, 1))]
    assert as_of(HOMES, log, period("2026-03")) is HOMES


def test_every_field_of_an_indicator_has_a_reader():
    log = [change(name, "1", "1", date(2026, 4, 1)) for name in ("ref", "definition", "service")]
    assert isinstance(as_of(kpi(), log, period("2026-09")), Indicator)


def test_the_year_ends_with_march():
    assert str(year_end(period("2026-05"))) == "2027-03"
    assert str(year_end(period("2026/27 Q1"))) == "2026/27 Q4"
