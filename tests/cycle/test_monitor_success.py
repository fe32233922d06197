"""What there is to celebrate, each once."""

from datetime import date

import pytest

from cycle.monitor.success import SHORTEST_RUN, Praise, successes
from cycle.plan.indicator import Kind, Scheme
from cycle.review.chartable import chart_of_series
from cycle.review.schemes import Band
from cycle.review.standing import Evidence, stand
from tests.cycle.made import CALENDAR, kpi, months, period

G, A, R = Band.GREEN, Band.AMBER, Band.RED
TODAY = date(2026, 10, 20)


def praised(values, earlier=(), intervened=False, **terms):
    """What September 2026, the last of these months, gives to celebrate; the target is 90."""
    texts = values.split() if isinstance(values, str) else [str(value) for value in values]
    indicator = kpi(**{"target": "90", **terms})
    last = period("2026-09")
    series = months(str(last.later(1 - len(texts))), texts)
    standing = stand(indicator, last, Evidence(series=series), TODAY, CALENDAR)
    now = chart_of_series(indicator, series, upto=last)
    before = chart_of_series(indicator, series, upto=last.previous)
    found = successes(standing, earlier, now, before, intervened)
    return [one.praise for one in found], [one.sentence for one in found]


@pytest.mark.parametrize(
    ("value", "earlier", "intervened", "is_praised"),
    [
        ("91", [R], True, True),
        ("91", [R, A], True, True),
        ("91", [R, None], True, True),  # a month without a figure between
        ("91", [R], False, False),  # without an intervention it is no success of one
        ("91", [R, G], True, False),  # it was back last month
        ("91", [], True, False),
        ("91", [None], True, False),
        ("85", [R], True, False),  # Amber
        ("-", [R], True, False),
    ],
)
def test_back_to_green_after_an_intervention(value, earlier, intervened, is_praised):
    praises, _ = praised(f"50 {value}", earlier, intervened)
    assert (Praise.BACK_TO_GREEN in praises) is is_praised


def test_back_to_green_in_words():
    _, (sentence,) = praised("50 91", [A, R], intervened=True)
    assert sentence == (
        "HOU-01 Homes let in time: Green again for September 2026, after an intervention; it was "
        "Red."
    )


@pytest.mark.parametrize(
    ("values", "is_praised"),
    [
        ([82, 84] * 7 + [99], True),
        ([82, 84] * 7 + [99, 99], False),  # said last month
        ([82, 84] * 7 + [83], False),
        ([82, 84] * 5 + [99], False),  # eleven points: too few to believe
        ([40, 42] * 7 + [57], False),  # real, and still Red
        ([82, 84] * 7 + [60], False),  # a real worsening
    ],
)
def test_a_real_improvement_is_said_when_the_chart_first_says_so(values, is_praised):
    praises, _ = praised(values)
    assert (Praise.REAL_IMPROVEMENT in praises) is is_praised


def test_a_shift_is_said_once_though_its_seven_points_are_marked_together():
    earlier = [94, 90, 96, 91, 95, 92, 96, 90, 94, 91]
    later = [97, 96.5, 97, 96.4, 97.2, 96.6, 97.1, 96.8, 97]
    said = [
        Praise.REAL_IMPROVEMENT in praised(earlier + later[:n])[0] for n in range(3, len(later) + 1)
    ]
    assert sum(said) == 1


@pytest.mark.parametrize(
    ("earlier", "is_praised"),
    [
        ([R] * 7 + [G] * (SHORTEST_RUN - 2), False),
        ([R] * 7 + [G] * (SHORTEST_RUN - 1), True),  # with this one, six
        ([R] * 7 + [G] * SHORTEST_RUN, False),  # said last month
        ([G] * 7 + [R] + [G] * 5, False),  # six, and it once had seven
        ([G] * 7 + [R] + [G] * 6, False),  # as long as before
        ([G] * 7 + [R] + [G] * 7, True),  # longer than ever
        ([R] + [G] * 5 + [None] + [G] * 5, True),  # a missing month ends a run
        ([G] * 7 + [R] + [G] * 8, False),
        ([R] * 5 + [G] * (SHORTEST_RUN - 1), False),  # eleven periods: too short a record
        ([R] * 6 + [G] * (SHORTEST_RUN - 1), True),
        ([G] * 13, False),  # it was never anything else
        ([], False),
    ],
)
def test_the_longest_green_run_is_said_once(earlier, is_praised):
    praises, _ = praised("91", earlier)
    assert (Praise.LONGEST_GREEN_RUN in praises) is is_praised


def test_the_longest_green_run_in_words():
    _, (sentence,) = praised("91", [R] * 7 + [G] * 5)
    assert "Green for 6 periods in a row, since April 2026: its longest run" in sentence


@pytest.mark.parametrize("values", [[70, 72] * 7 + [87], [79, 81] * 7 + [89.9]])
def test_what_misses_its_target_is_no_success(values):
    assert praised(values, [R] * 7 + [G] * 5, True)[0] == []
    within = {"scheme": Scheme.WITHIN_BAND_GREEN, "green_tolerance": "5", "tolerance": "10"}
    assert praised([88.5] * 15, [R] * 7 + [G] * 5, True, **within)[0] == []  # Green, and short


def test_a_statistic_is_never_praised():
    assert praised([82, 84] * 7 + [99], [R], True, kind=Kind.STATISTIC)[0] == []


def test_a_measure_that_is_often_at_100_is_praised_once_and_not_each_month():
    often = [99] * 6 + [100, 99] * 9
    praises, _ = praised([*often, 100])
    assert Praise.REAL_IMPROVEMENT not in praises
    first, _ = praised([*[99] * 14, 100])
    assert Praise.REAL_IMPROVEMENT in first
