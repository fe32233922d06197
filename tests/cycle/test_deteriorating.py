"""When an indicator is deteriorating, by which trigger, and when the trigger holds its peace."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cycle.council import Council, Deterioration
from cycle.periods import WorkingDays
from cycle.plan.indicator import Aggregation, Kind, Polarity
from cycle.review.chart import Variation, no_chart
from cycle.review.chartable import chart_of_series
from cycle.review.deteriorating import (
    DEFAULTS,
    DeteriorationSettings,
    Trigger,
    deterioration_settings,
    signs,
)
from cycle.review.rate import Rating
from cycle.review.schemes import Band
from cycle.review.standing import Evidence, stand
from cycle.review.trend import Break
from tests.cycle.made import kpi, months, period

GREEN, AMBER, RED = Band.GREEN, Band.AMBER, Band.RED
STEADY = [90, 92] * 7  # fourteen months, moving range 2, mean 91, limits 91 ± 5.32


def fired(values, band=GREEN, before=GREEN, indicator=None, breaks=(), settings=None):
    """The signs for the last of these months, the first of which is July 2025."""
    indicator = indicator or kpi()
    series = months("2025-07", values)
    last = max(series, key=lambda p: p.start)
    drawn = chart_of_series(indicator, series, breaks=breaks)
    more = () if settings is None else (settings,)
    return signs(standing(indicator, last, band, before), series, drawn, breaks, *more)


def standing(indicator, month, band, before):
    """A standing with these bands; nothing else of it counts here."""
    rating = Rating(band, None, "", None)
    return replace(
        stand(indicator, month, Evidence(series={}), month.end, WorkingDays()),
        rating=rating,
        previous_band=before,
    )


def triggers(*args, **more):
    return [sign.trigger for sign in fired(*args, **more)]


@pytest.mark.parametrize(
    ("before", "band", "worse"),
    [
        (GREEN, AMBER, True),
        (GREEN, RED, True),
        (AMBER, RED, True),
        (AMBER, AMBER, False),
        (RED, AMBER, False),
        (None, RED, False),
        (RED, None, False),
    ],
)
def test_a_worse_band_fires(before, band, worse):
    assert (triggers("90 90", band, before) == [Trigger.BAND]) is worse


def test_a_worse_band_within_usual_variation_is_only_listed():
    (sign,) = fired([*STEADY, 90], AMBER, GREEN)
    assert sign.is_listed_only
    assert sign.sentence == "The band changed from Green to Amber, within usual variation"
    (sign,) = fired("92 90", AMBER, GREEN)
    assert sign.is_listed_only
    assert sign.sentence == "The band changed from Green to Amber: too few figures to tell"
    both = fired([*STEADY, 80], AMBER, GREEN)
    assert [sign.trigger for sign in both] == [Trigger.BAND, Trigger.CHART]
    assert not any(sign.is_listed_only for sign in both)
    both = fired("93 92 91 90", AMBER, GREEN)  # few points, and a run beside it
    assert not any(sign.is_listed_only for sign in both)


@pytest.mark.parametrize(
    ("values", "fires"),
    [
        ("93 92 91 90", True),
        ("92 91 90", False),  # two moves
        ("93 92 92 90", False),  # a tie
        ("93 92 93 90", False),
        ("93 92 - 90", False),  # a gap
        ("90.4 90.3 90.2 90.1", True),  # one unit of the decimals shown each time
        ("90.4 90.3 90.25 90.1", False),
    ],
)
def test_three_adverse_moves_in_a_short_series(values, fires):
    assert (Trigger.RUN in triggers(values)) is fires


@pytest.mark.parametrize(
    ("tail", "fires"),
    [
        ([92, 91, 90, 89], False),  # 3 points of movement, less than 2.66 × the usual move
        ([93, 91, 89, 86], True),
    ],
)
def test_with_thirteen_points_a_run_must_be_beyond_noise(tail, fires):
    assert (Trigger.RUN in triggers([*STEADY, *tail])) is fires


def test_a_run_by_polarity():
    lower = kpi(polarity=Polarity.LOWER)
    assert Trigger.RUN in triggers("5 6 7 8", indicator=lower)
    assert Trigger.RUN not in triggers("8 7 6 5", indicator=lower)
    ranged = kpi(polarity=Polarity.RANGE, range_low="8", range_high="14")
    assert Trigger.RUN in triggers("14 15 16 17", indicator=ranged)
    assert Trigger.RUN not in triggers("10 12 14 15", indicator=ranged)  # two within the range
    assert triggers("5 6 7 8", indicator=kpi(polarity=Polarity.NONE)) == []


def test_with_counts_each_move_must_be_a_case():
    share = kpi(aggregation=Aggregation.RATIO)
    counts = {"numerator": Decimal(1), "denominator": Decimal(300)}  # a case is a third of a point
    for values, fires in (("93 92.6 92.2 91.8", True), ("93 92.7 92.4 92.1", False)):
        series = months("2025-07", values, **counts)
        last = period("2025-10")
        found = signs(standing(share, last, GREEN, GREEN), series, no_chart("not looked at"))
        assert ([sign.trigger for sign in found] == [Trigger.RUN]) is fires


def test_no_run_crosses_a_break():
    assert triggers("93 92 91 90", breaks=[Break(period("2025-09"))]) == []


def test_totals_and_seasons_are_held_against_last_year():
    growth = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]
    slower = [0, 9, 18, 27]  # ever further behind, though the total itself rises
    for terms in ({"cumulative": True}, {"seasonal": True}):
        indicator = kpi(unit="number", decimals=0, **terms)
        assert Trigger.RUN in triggers([*growth, *slower], indicator=indicator)
        assert Trigger.RUN not in triggers([*growth, *growth[:4]], indicator=indicator)


def test_a_special_cause_of_concern_fires():
    (sign,) = fired([*STEADY, 80])
    assert sign.trigger is Trigger.CHART
    assert sign.sentence == "Lower than it normally goes: a real fall in September 2026"
    assert triggers([*STEADY, 100]) == []  # an improvement


def test_a_chart_of_few_points_is_not_believed():
    assert triggers([90, 92] * 5 + [80]) == []


def test_a_chart_that_ends_before_the_period_says_nothing_of_it():
    series = months("2025-07", [*STEADY, 80, 90])
    stale = chart_of_series(kpi(), series, upto=period("2026-09"))
    assert signs(standing(kpi(), period("2026-10"), GREEN, GREEN), series, stale) == ()


def test_a_statistic_is_never_deteriorating():
    statistic = kpi(kind=Kind.STATISTIC)
    assert fired([*STEADY, 80], RED, GREEN, indicator=statistic) == ()


def test_a_period_without_a_value_is_never_deteriorating():
    series = months("2025-07", "93 92 91 90")
    assert signs(standing(kpi(), period("2025-11"), None, GREEN), series, no_chart("none")) == ()


def test_worse_than_last_period_alone_never_fires():
    assert fired("92 90", AMBER, AMBER) == ()


def test_each_trigger_can_be_switched_off_and_the_run_made_longer():
    falling = "93 92 91 90"
    assert triggers(falling, settings=DeteriorationSettings(run=False)) == []
    assert triggers(falling, settings=DeteriorationSettings(run_length=4)) == []
    assert triggers("94 " + falling, settings=DeteriorationSettings(run_length=4)) == [Trigger.RUN]
    assert triggers([*STEADY, 80], settings=DeteriorationSettings(chart=False)) == []
    assert triggers("92 90", AMBER, GREEN, settings=DeteriorationSettings(band=False)) == []


@pytest.mark.parametrize(
    ("council", "own", "holds"),
    [
        ({}, {}, DEFAULTS),
        ({"adverse_moves": 5}, {}, DeteriorationSettings(run_length=5)),
        ({"adverse_moves": 5}, {"adverse_moves": 2}, DeteriorationSettings(run_length=2)),
        ({"triggers": "run chart"}, {}, DeteriorationSettings(band=False)),
        ({"triggers": "run"}, {"triggers": "band"}, DeteriorationSettings(run=False, chart=False)),
        ({"triggers": "run"}, {"triggers": "band run chart"}, DEFAULTS),
        ({"triggers": "run"}, {"adverse_moves": 4}, DeteriorationSettings(False, True, 4, False)),
    ],
)
def test_an_indicators_own_choice_goes_before_the_councils(council, own, holds):
    def read(terms):
        named = tuple(Deterioration(word) for word in terms.get("triggers", "").split())
        return terms | ({"triggers": named} if named else {})

    assert deterioration_settings(kpi(**read(own)), Council(**read(council))) == holds


def test_a_sign_names_no_chance_by_luck():
    (run,) = fired("93 92 91 90")
    assert run.sentence == ("Worse 3 months running, by 3.0 percentage points since July 2025")


SHARE = kpi(target="95")
LOW = kpi(unit="number", decimals=0, polarity=Polarity.LOWER)


@pytest.mark.parametrize(
    ("indicator", "values", "signal", "is_known"),
    [
        (SHARE, [100, 100, 99, 100] * 4 + [100], "none", True),
        (SHARE, [99] * 13 + [100], "above limit", False),  # the first time is a real rise
        (SHARE, [99] * 13 + [100, 99, 100], "above limit", True),
        (SHARE, [60] + [99.5] * 14 + [100, 100], "above limit", True),
        (LOW, [1] * 13 + [0], "below limit", False),
        (LOW, [1] * 13 + [0, 1, 0], "below limit", True),
        (kpi(unit="GBP"), [1] * 13 + [0, 1, 0], "below limit", False),  # pounds have no bound
        (kpi(polarity=Polarity.RANGE, range_low="0"), [99] * 13 + [100] * 2, "above limit", False),
    ],
)
def test_a_bound_reached_before_raises_and_celebrates_nothing(indicator, values, signal, is_known):
    drawn = chart_of_series(indicator, months("2024-07", values))
    last = drawn.last
    assert last.signal.value == signal  # as published
    assert last.is_at_known_bound is is_known
    if is_known:
        assert drawn.variation is Variation.COMMON_CAUSE
    elif signal != "none":
        assert drawn.variation not in (Variation.COMMON_CAUSE, Variation.TOO_FEW)
    newest = chart_of_series(indicator, months("2024-07", values), newest_only=True)
    assert newest.last == last


def test_at_the_bound_nothing_deteriorates():
    complaints_answered = kpi(unit="number", decimals=0)
    assert triggers([1] * 13 + [0, 1, 0], indicator=complaints_answered) == []
    assert triggers([1] * 13 + [0], indicator=complaints_answered) == [Trigger.CHART]
