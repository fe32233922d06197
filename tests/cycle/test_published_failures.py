"""Twenty-nine things that councils really published, numbered, and what we make of each.

Those that turn on words (7, 19, 20, and the notes in 4, 6 and 18) are held by the checks of
commentary; here is their arithmetic.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Aggregation, Kind, Polarity, Scheme
from cycle.plan.target import TermsChange, profile_warnings
from cycle.review.aggregate import decumulate
from cycle.review.chartable import chart_of_series
from cycle.review.concern import verdict
from cycle.review.figure import Figure
from cycle.review.missing import MISSING_TO_BOARD, age, last_known, missing_running
from cycle.review.rate import State
from cycle.review.schemes import Band
from cycle.review.standing import Evidence, Standing, counts, stand
from cycle.review.trend import Break, Direction, long, short
from tests.cycle.made import CALENDAR, by_period, figure, figures, kpi, months, period

Q1, Q2 = period("2026/27 Q1"), period("2026/27 Q2")
TODAY = date(2026, 11, 2)  # Q2 was due on 14 October


def quarter(**terms):
    return kpi(**{"frequency": Frequency.QUARTERLY, "target": "95", **terms})


def standing(*given: Figure, when=Q2, profile=None, breaks=(), changes=(), **terms) -> Standing:
    indicator = quarter(**terms)
    aims = by_period(profile or {})
    return stand(
        indicator,
        when,
        Evidence(series=figures(*given), profile=aims, breaks=breaks, changes=changes),
        TODAY,
        CALENDAR,
    )


def test_1_a_blank_is_overdue_and_not_red():
    result = standing(figure("2026/27 Q2"))
    assert (result.band, result.state) == (None, State.OVERDUE)


def test_2_a_second_missing_quarter_goes_to_the_board_still_without_a_band():
    given = figures(figure("2025/26 Q4", "96"), figure("2026/27 Q1"), figure("2026/27 Q2"))
    assert missing_running(quarter(), Q2, given, TODAY, CALENDAR) >= MISSING_TO_BOARD
    assert standing(*given.values()).band is None


def test_3_last_quarters_green_is_not_carried_over():
    result = standing(figure("2026/27 Q1", "99.9"), figure("2026/27 Q2"))
    assert (result.band, result.state) == (None, State.OVERDUE)
    typed = standing(figure("2026/27 Q1", "99.9"), figure("2026/27 Q2", "0"))
    assert typed.band is Band.RED


def test_4_without_a_value_there_is_no_green():
    assert standing(figure("2026/27 Q2", commentary="12 of 13 and 4 of 4")).band is None


HOMES = {"cumulative": True, "target": "180", "unit": "number", "decimals": 0}
PROFILE = {"2026/27 Q1": "45", "2026/27 Q2": "90"}


def test_5_an_unchanged_total_is_asked_about_and_one_that_beats_its_target_is_green():
    given = figure("2026/27 Q1", "95"), figure("2026/27 Q2", "95")
    assert "same as" in decumulate(quarter(**HOMES), figures(*given))[Q2].query
    assert standing(*given, profile=PROFILE, **HOMES).band is Band.GREEN


def test_6_the_band_is_that_of_the_stored_value():
    result = standing(
        figure("2026/27 Q2", "60", commentary="In truth 95 homes are delivered"),
        profile=PROFILE,
        **HOMES,
    )
    assert (result.band, result.value) == (Band.RED, 60)


def test_8_a_value_equal_to_its_target_is_green():
    assert standing(figure("2026/27 Q2", "95")).band is Band.GREEN
    assert standing(figure("2026/27 Q2", "95.00")).band is Band.GREEN
    assert standing(figure("2026/27 Q2", "94.999")).band is Band.AMBER


def test_8_a_later_version_is_rated_again():
    restated = figure("2026/27 Q1", "80", version=2, reason="late cases")
    before = standing(figure("2026/27 Q1", "96"), when=Q1)
    assert (before.band, standing(restated, when=Q1).band) == (Band.GREEN, Band.RED)


def test_9_well_short_is_never_green_and_the_rule_is_printed():
    result = standing(figure("2026/27 Q2", "80"))
    assert result.band is Band.RED
    assert result.rating.rule == (
        "Red: 80.0% against 95.0%, 15.0 percentage points short, beyond 10% of target"
    )


def test_10_far_outside_the_tolerance_is_never_amber():
    assert standing(figure("2026/27 Q2", "20")).band is Band.RED


def test_11_each_period_is_rated_against_its_own_target():
    result = standing(figure("2026/27 Q2", "50"), profile=PROFILE, **HOMES)
    assert (result.band, result.target) == (Band.RED, 90)
    first = standing(figure("2026/27 Q1", "50"), when=Q1, profile=PROFILE, **HOMES)
    assert (first.band, first.target) == (Band.GREEN, 45)


def test_11_a_profile_that_stands_still_is_warned_of():
    still = by_period({"2026/27 Q1": "45", "2026/27 Q2": "45"})
    assert profile_warnings(quarter(**HOMES), 2026, still)


def test_12_a_years_total_is_never_the_quarter_before():
    series = figures(figure("2025/26", "400"), figure("2026/27 Q1", "90"))
    change = short(quarter(), Q1, series)
    assert change is not None
    assert change.direction is Direction.NO_COMPARISON


def test_13_the_new_years_first_total_is_compared_with_last_years_first():
    series = figures(
        figure("2025/26 Q1", "40"), figure("2025/26 Q4", "180"), figure("2026/27 Q1", "45")
    )
    assert short(quarter(**HOMES), Q1, series) is None
    change = long(quarter(**HOMES), Q1, series)
    assert change is not None
    assert (change.direction, change.against) == (Direction.BETTER, period("2025/26 Q1"))


def test_14_a_target_dropped_in_mid_year_still_holds_for_the_quarters_before():
    dropped = TermsChange(
        field="kind",
        old="KPI",
        new="Statistic",
        effective_from=date(2026, 7, 1),
        reason="made information only",
        approver="Cabinet",
        changed_at=datetime(2026, 8, 20, tzinfo=UTC),
    )
    given = figure("2026/27 Q1", "80"), figure("2026/27 Q2", "80")
    now = {"kind": Kind.STATISTIC, "changes": [dropped]}
    assert standing(*given, when=Q1, **now).band is Band.RED
    assert standing(*given, **now).state is State.NOT_RATED


def test_15_a_rise_made_by_a_reclassification_is_not_comparable():
    given = figure("2026/27 Q1", "80"), figure("2026/27 Q2", "160")
    cut = Break(Q2, "another body reclassified what is counted")
    result = standing(*given, breaks=[cut], unit="number", polarity=Polarity.LOWER)
    assert result.short is not None
    assert result.short.direction is Direction.NOT_COMPARABLE
    assert "reclassified" in result.short.note


def test_16_a_percentage_of_a_handful_of_cases_is_not_charted():
    series = months("2025-07", ["66.7"] * 15, denominator=Decimal(3))
    assert chart_of_series(kpi(), series).points == ()


@pytest.mark.parametrize("value", ["73.4", "70"])
def test_17_a_larger_miss_is_never_the_better_colour_by_another_rule(value):
    assert standing(figure("2026/27 Q2", value), target="75").band is Band.AMBER


def test_18_far_below_and_falling_is_red():
    result = standing(figure("2026/27 Q1", "50"), figure("2026/27 Q2", "40"))
    assert result.band is Band.RED
    assert result.short is not None
    assert result.short.direction is Direction.WORSE


def test_19_the_direction_a_commentary_is_held_against_is_computed():
    result = standing(
        figure("2026/27 Q1", "90"), figure("2026/27 Q2", "88", commentary="Improved again")
    )
    assert result.short is not None
    assert result.short.direction is Direction.WORSE


def test_21_no_cases_are_not_applicable_and_never_a_hundred_per_cent():
    result = standing(figure("2026/27 Q2", "100", of="0/0"))
    assert (result.band, result.state, result.value) == (None, State.NOT_APPLICABLE, None)


def test_22_less_than_one_case_is_no_change():
    given = figure("2026/27 Q1", "98.9", of="91/92"), figure("2026/27 Q2", "98.7", of="77/78")
    result = standing(*given, aggregation=Aggregation.RATIO)
    assert result.short is not None
    assert result.short.direction is Direction.SAME
    assert result.short.note == "less than one case"


def test_23_a_result_of_last_year_has_an_age_and_no_band():
    given = figure("2025/26 Q3", "96")
    result = standing(given)
    known = last_known(Q2, figures(given))
    assert (result.band, result.state, result.short) == (None, State.OVERDUE, None)
    assert known is not None
    assert age(known.period, TODAY) == 306


@pytest.mark.parametrize("polarity", list(Polarity))
def test_24_an_unchanged_figure_has_not_improved(polarity):
    limits = {"range_low": "8", "range_high": "14"} if polarity is Polarity.RANGE else {}
    given = figures(figure("2026/27 Q1", "50"), figure("2026/27 Q2", "50.0"))
    change = short(quarter(polarity=polarity, **limits), Q2, given)
    assert change is not None
    assert change.direction is Direction.SAME


def test_25_counts_come_from_the_rows():
    rows = [
        standing(figure("2026/27 Q2", value), target=target)
        for value, target in (("82.86", "81.03"), ("81.50", "82.42"), ("13", None))
    ]
    found = counts(rows)
    assert (found.green, found.amber, found.red, found.no_target) == (1, 1, 0, 1)
    assert found.total == len(rows)


def test_26_points_are_called_percentage_points():
    rule = standing(figure("2026/27 Q2", "81.5"), target="82.42", decimals=2).rating.rule
    assert "0.92 percentage points short" in rule
    assert "within 10% of target" in rule


def test_27_a_total_has_no_improvement_since_last_quarter():
    given = figure("2026/27 Q1", "45"), figure("2026/27 Q2", "95")
    assert standing(*given, profile=PROFILE, **HOMES).short is None


@pytest.mark.parametrize(
    ("polarity", "value", "shortfall"),
    [(Polarity.HIGHER, "81.5", "0.92"), (Polarity.LOWER, "81.5", "-0.92")],
)
def test_28_the_variance_is_computed_with_its_sign(polarity, value, shortfall):
    result = standing(figure("2026/27 Q2", value), target="82.42", polarity=polarity)
    assert result.rating.shortfall == Decimal(shortfall)


def test_29_two_that_are_equally_far_short_have_one_colour():
    scheme = {"scheme": Scheme.WITHIN_BAND_GREEN, "green_tolerance": "5"}
    places = standing(figure("2026/27 Q2", "43"), target="50", **scheme)
    people = standing(figure("2026/27 Q2", "222"), target="258", unit="number", **scheme)
    assert places.band is people.band is Band.RED
    assert verdict(places, figures(figure("2026/27 Q2", "43"))) is not None
