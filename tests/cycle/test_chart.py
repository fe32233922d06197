"""The control chart: the published numbers, the edges of each rule, and the words for people."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle.periods import Frequency
from cycle.plan.indicator import Polarity
from cycle.review.chart import (
    MINIMUM_POINTS,
    Assurance,
    Chart,
    ChartSettings,
    Variation,
    control_chart,
)
from cycle.review.signals import Signal, limits
from cycle.review.trend import Break
from tests.cycle.made import period

T1 = (
    "-0.56047564655 -0.23017748948 1.55870831415 0.07050839142 0.12928773516 1.71506498688 "
    "0.46091620599 -1.26506123461 -0.68685285189 -0.44566197010 1.22408179744 0.35981382706 "
    "0.40077145059 0.11068271595 -0.55584113475 1.78691313680 0.49785047823 -1.96661715663 "
    "0.70135590156 -0.47279140773"
)
T2 = T1.replace("-0.55584113475", "10")
T3 = "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1"
T4 = "1 -1 " * 7 + "5.5 -5.5"
WIDE = "0 2 0 2 0 2 0 2 0 2 0 2 "  # a restless start: mean 1, moving range 2


def charted(values: str, polarity: Polarity = Polarity.HIGHER, **more) -> Chart:
    first = period("2024-04")
    points = [(first.later(k), Decimal(value)) for k, value in enumerate(values.split())]
    target, breaks = more.pop("target", None), more.pop("breaks", ())
    return control_chart(points, polarity, target, breaks, ChartSettings(**more))


def marked(chart: Chart) -> dict[int, str]:
    """The place of each marked point, from 1, and its signal."""
    return {
        place: str(point.signal)
        for place, point in enumerate(chart.points, 1)
        if point.signal is not Signal.NONE
    }


def as_printed(value: Decimal | None, printed: str) -> Decimal:
    assert value is not None
    return round(value, -int(Decimal(printed).as_tuple().exponent))


@pytest.mark.parametrize(
    ("values", "screen", "lower", "mean", "upper", "places"),
    [
        (T1, True, "-3.01138", "0.1416238", "3.294627", {}),
        (T2, True, "-2.383666", "0.6694159", "3.722497", {15: "above limit"}),
        (T2, False, "-4.596625", "0.6694159", "5.935457", {15: "above limit"}),
        (T3, True, "-0.72", "1.94", "4.60", {5: "above limit"}),
        (T3, False, "-3.06", "1.94", "6.95", {5: "above limit"}),
        (T4, True, "-6.175", "0", "6.175", {}),  # near both limits, on opposite sides of the mean
    ],
)
def test_the_published_examples_come_out_to_the_printed_digits(
    values, screen, lower, mean, upper, places
):
    chart = charted(values, screen=screen)
    last = chart.last
    assert last is not None
    assert as_printed(last.lower, lower) == Decimal(lower)
    assert as_printed(last.mean, mean) == Decimal(mean)
    assert as_printed(last.upper, upper) == Decimal(upper)
    assert marked(chart) == places


@pytest.mark.parametrize(
    ("tail", "signals"),
    [
        # seven strictly rising are a trend, whatever came before; the last low of the start is one
        ("1 1.1 1.2 1.3 1.4 1.5 1.6", dict.fromkeys(range(13, 20), "trend up")),
        ("1 1.1 1.2 1.3 1.4 1.5 1.5", {}),  # a tie ends it
        ("0.9 0.8 0.7 0.6 0.5 0.4 0.3", dict.fromkeys(range(12, 20), "trend down")),
        ("1.1 1.3 1.1 1.3 1.1 1.3 1.1 1.3", dict.fromkeys(range(14, 21), "shift above")),
    ],
)
def test_runs_of_seven(tail, signals):
    found = marked(charted(WIDE + tail, baseline=12))
    for place, signal in signals.items():
        assert found.get(place) == signal
    if not signals:
        assert "trend up" not in found.values()


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (
            "1.5 1.4 1.5 1.4 1.5 1.4 1.5",
            dict.fromkeys(range(13, 20), "shift above") | {12: "shift above"},
        ),
        ("1 1.5 1.4 1.5 1.4 1.5 1.4", {}),  # six on one side, after a point on the mean
        ("1 1.5 1.4 1.5 1.4 1.5 1.4 1.5", dict.fromkeys(range(14, 21), "shift above")),
        ("1 0.5 0.6 0.5 0.6 0.5 0.6 0.5", dict.fromkeys(range(14, 21), "shift below")),
    ],
)
def test_a_shift_is_seven_strictly_on_one_side_of_the_mean(tail, expected):
    # mean 1, limits ± 5.32, fixed on the first twelve points
    assert marked(charted(WIDE + tail, baseline=12)) == expected


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        # near limits lie at 1 ± 3.5467, limits at 1 ± 5.32
        ("1 5 1.5 5 0", {14: "two of three high", 16: "two of three high"}),
        ("1 5 5 1.5 0", {14: "two of three high", 15: "two of three high"}),
        ("1 5 1 5 0", {}),  # the one between is on the mean
        ("1 5 -3 5 0", {}),  # or on the other side
        ("1 5 7 1.5 0", {15: "above limit"}),  # outside does not count among the two
        ("1 5 1.5 1.5 5 0", {}),  # not neighbours
        ("1 -3 0.5 -3 2", {14: "two of three low", 16: "two of three low"}),
        ("1 6.32 1", {}),  # on the limit is inside it
        ("1 6.33 1", {14: "above limit"}),
        ("1 -4.33 1", {14: "below limit"}),
    ],
)
def test_points_near_and_beyond_the_limits(tail, expected):
    assert marked(charted(WIDE + tail, baseline=12)) == expected


def test_the_first_rule_that_applies_wins():
    rising = "1 2 3 4 5 6 7"  # a trend whose last point is also above the limit of 6.32
    found = marked(charted(WIDE + rising, baseline=12))
    assert found[19] == "above limit"
    assert found[18] == "trend up"


def test_at_a_shared_peak_the_point_takes_the_sign_of_what_follows():
    peak = "1 1.2 1.4 1.6 1.8 2 2.2 2 1.8 1.6 1.4 1.2 1"
    found = marked(charted(WIDE + peak, baseline=12))
    assert [found[place] for place in (13, 18)] == ["trend up", "trend up"]
    assert [found[place] for place in (19, 20, 25)] == ["trend down"] * 3


@pytest.mark.parametrize(
    ("polarity", "variation"),
    [
        (Polarity.HIGHER, Variation.IMPROVEMENT),
        (Polarity.LOWER, Variation.CONCERN),
        (Polarity.NONE, Variation.NEUTRAL_HIGH),
        (Polarity.RANGE, Variation.NEUTRAL_HIGH),
    ],
)
def test_a_high_point_is_good_or_bad_by_polarity(polarity, variation):
    assert charted(WIDE + "9", polarity).variation is variation


@pytest.mark.parametrize(
    ("polarity", "variation"),
    [
        (Polarity.HIGHER, Variation.CONCERN),
        (Polarity.LOWER, Variation.IMPROVEMENT),
        (Polarity.NONE, Variation.NEUTRAL_LOW),
    ],
)
def test_a_low_point_is_good_or_bad_by_polarity(polarity, variation):
    assert charted(WIDE + "-9", polarity).variation is variation


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [
        (Polarity.HIGHER, "6.4", Assurance.FAIL),
        (Polarity.HIGHER, "6", Assurance.HIT_AND_MISS),
        (Polarity.HIGHER, "-4.4", Assurance.PASS),
        (Polarity.LOWER, "6.4", Assurance.PASS),
        (Polarity.LOWER, "0", Assurance.HIT_AND_MISS),
        (Polarity.LOWER, "-4.4", Assurance.FAIL),
        (Polarity.RANGE, "0", Assurance.NONE),
        (Polarity.NONE, "0", Assurance.NONE),
        (Polarity.HIGHER, None, Assurance.NONE),
    ],
)
def test_assurance_says_whether_the_target_will_be_met(polarity, target, assurance):
    aim = None if target is None else Decimal(target)
    assert charted(WIDE + "1", polarity, target=aim, baseline=12).assurance is assurance


def test_assurance_takes_the_target_of_the_point_itself():
    targets = {period("2025-04"): Decimal("6.4"), period("2025-05"): Decimal(1)}
    chart = charted(WIDE + "1 1", target=targets, baseline=12)
    assert chart.points[12].assurance is Assurance.FAIL
    assert chart.assurance is Assurance.HIT_AND_MISS


# ---------------------------------------------------------------- few points, gaps, breaks


def test_too_few_points_withhold_the_icons_but_not_the_trial_limits():
    chart = charted("1 2 " * 6, target=Decimal(9))
    assert (chart.variation, chart.assurance) == (Variation.TOO_FEW, Assurance.NONE)
    assert chart.last is not None
    assert chart.last.upper is not None
    assert chart.words == "too few figures to tell (12 of 13)"
    assert charted("1 2 " * 6 + "1").variation is Variation.COMMON_CAUSE


def test_thirteen_quarters_are_said_to_take_years():
    first = period("2025/26 Q3")
    chart = control_chart([(first.later(k), Decimal(k)) for k in range(4)])
    assert (
        chart.words
        == "too few figures to tell (4 of 13); that is over 3 years of quarterly figures"
    )


def test_one_point_has_no_limits():
    chart = charted("5")
    assert chart.last is not None
    assert (chart.last.mean, chart.last.lower, chart.last.upper) == (5, None, None)
    assert limits([Decimal(5)]) == (5, None, None, None)


def test_no_points_at_all():
    chart = charted("")
    assert (chart.points, chart.last, chart.variation) == ((), None, Variation.TOO_FEW)
    assert chart.words == "no figures to chart"


@pytest.mark.parametrize("value", ["100", "66.66666666666666666666666667", "0", "-0.1"])
def test_a_constant_series_is_common_cause_and_its_limits_are_its_mean(value):
    chart = charted(" ".join([value] * 20), target=Decimal(101))
    assert marked(chart) == {}
    assert chart.last is not None
    assert chart.last.lower == chart.last.mean == chart.last.upper == Decimal(value)
    assert chart.assurance is Assurance.FAIL


def test_screening_that_would_leave_no_variation_is_not_done():
    chart = charted("5 5 5 5 5 5 5 5 5 5 5 5 5 9")
    unscreened = charted("5 5 5 5 5 5 5 5 5 5 5 5 5 9", screen=False)
    assert chart.last is not None
    assert unscreened.last is not None
    assert chart.last.upper == unscreened.last.upper


def test_a_break_starts_limits_and_runs_afresh():
    cut = Break(period("2025-04"), "a new system")
    chart = charted(WIDE + "10 12 10 12 10 12 10 12 10 12 10 12 11", breaks=[cut])
    before, after = chart.points[11].segment, chart.points[12].segment
    assert (before.count, before.mean, after.count) == (12, 1, 13)
    assert after.mean == Decimal(143) / 13
    assert before.amr == 2
    assert marked(chart) == {}
    assert chart.points[11].variation is Variation.TOO_FEW
    assert chart.variation is Variation.COMMON_CAUSE


def test_no_run_crosses_a_break():
    rising = "1 1.1 1.2 1.3 1.4 1.5 1.6"
    assert "trend up" in marked(charted(WIDE + rising)).values()
    cut = Break(period("2025-07"))
    assert "trend up" not in marked(charted(WIDE + rising, breaks=[cut])).values()


def test_a_gap_is_left_out_and_never_zero():
    first = period("2024-04")
    points = [(first.later(k), Decimal(90)) for k in range(15) if k != 7]
    chart = control_chart(points, Polarity.HIGHER)
    assert len(chart.points) == 14
    assert marked(chart) == {}
    assert [point.after_gap for point in chart.points].index(True) == 7
    assert chart.points[0].segment is chart.points[-1].segment


def test_two_frequencies_are_two_segments():
    quarters = [(period("2024/25 Q1").later(k), Decimal(300 + k)) for k in range(4)]
    after = [(period("2025-04").later(k), Decimal(100 + k % 2)) for k in range(13)]
    chart = control_chart(quarters + after, Polarity.HIGHER)
    assert {point.segment.count for point in chart.points} == {4, 13}
    assert chart.points[3].period.frequency is Frequency.QUARTERLY
    assert chart.variation is Variation.COMMON_CAUSE


def test_limits_may_be_fixed_on_the_first_points_but_not_on_fewer_than_twelve():
    assert charted(WIDE + "50 50 50", baseline=12).points[-1].mean == 1
    with pytest.raises(ValueError, match="12"):
        charted(WIDE, baseline=11)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("tail", "words"),
    [
        ("1", "common cause: within what this measure normally does"),
        ("9", "higher than it normally goes: a real rise in April 2025"),
        ("-9", "lower than it normally goes: a real fall in April 2025"),
        (
            "1 0.5 0.6 0.5 0.6 0.5 0.6 0.5",
            "7 figures running below its average: a real fall since May 2025",
        ),
        (
            "1 1.5 1.4 1.5 1.4 1.5 1.4 1.5 1.4",
            "8 figures running above its average: a real rise since May 2025",
        ),
        (
            "1 1.1 1.2 1.3 1.4 1.5 1.6 1.7",
            "8 figures running, each higher than the last: a real rise since April 2025",
        ),
        (
            "1.5 5 5",
            "two of three figures about as high as it normally goes: a real rise since May 2025",
        ),
    ],
)
def test_the_chart_says_what_it_shows(tail, words):
    assert charted(WIDE + tail, baseline=12).words == words


def test_the_named_constants_are_those_of_the_method():
    assert MINIMUM_POINTS == 13


@given(
    st.lists(st.integers(-3, 3), max_size=40),
    st.lists(st.integers(1, 39), max_size=3),
    st.sampled_from(Polarity),
)
def test_the_newest_point_alone_is_what_it_is_among_all(values, broken, polarity):
    first = period("2023-04")
    points = [(first.later(place), Decimal(value)) for place, value in enumerate(values)]
    breaks = [Break(first.later(place), "moved") for place in broken]
    whole = control_chart(points, polarity, Decimal(1), breaks=breaks)
    newest = control_chart(points, polarity, Decimal(1), breaks=breaks, newest_only=True)
    assert newest == replace(whole, points=whole.points[-1:])
