"""What the board must hear of, and how a concern goes on."""

from datetime import date

import pytest

from cycle.plan.indicator import Kind, Polarity, Scheme
from cycle.review.concern import (
    GREENS_TO_CLOSE,
    ConcernState,
    Verdict,
    greens_running,
    next_state,
    verdict,
)
from cycle.review.deteriorating import DEFAULTS, DeteriorationSettings, Trigger
from cycle.review.schemes import Band
from cycle.review.standing import Evidence, stand
from tests.cycle.made import CALENDAR, kpi, months, period

RAISED, RECOVERING = ConcernState.RAISED, ConcernState.RECOVERING
CLOSED, WITHDRAWN = ConcernState.CLOSED, ConcernState.WITHDRAWN
A_CONCERN = Verdict((Trigger.RED,), "Red.")


def judged(values, when="2026-09", settings=DEFAULTS, **terms):
    """The verdict on September 2026, the last of these months."""
    indicator = kpi(**{"target": "95", **terms})
    texts = values.split() if isinstance(values, str) else [str(value) for value in values]
    series = months(str(period(when).later(1 - len(texts))), texts)
    today = date(2026, 10, 20)
    standing = stand(indicator, period(when), Evidence(series=series), today, CALENDAR)
    return verdict(standing, series, settings=settings)


@pytest.mark.parametrize(
    ("values", "triggers"),
    [
        ("50 50", (Trigger.RED,)),
        ("90 50", (Trigger.RED, Trigger.BAND)),
        ("98 97 96 95", (Trigger.RUN,)),  # green, and falling
        ("93 92 90 88", (Trigger.RUN,)),
        ([99, 100] * 7 + [95.1], (Trigger.CHART,)),
    ],
)
def test_red_or_deteriorating_is_a_concern(values, triggers):
    result = judged(values)
    assert result is not None
    assert result.triggers == triggers
    assert result.prompts_risk


@pytest.mark.parametrize(
    ("values", "raised"),
    [
        ("98 50", False),  # the first Red
        ("50", False),
        ("- 50", False),
        ("50 50", True),
        ([99, 100] * 7 + [50], True),  # the first Red, and far beyond what is usual
    ],
)
def test_where_the_council_says_so_only_the_second_red_running_is_an_exception(values, raised):
    result = judged(values, settings=DeteriorationSettings(red_after=2))
    assert result is not None
    assert result.is_raised is raised
    assert Trigger.RED in result.triggers
    if not raised:
        assert "first Red period" in result.sentence
        assert result.listed_words


@pytest.mark.parametrize("values", ["95 95", "90 90", "92 90", "50 90", "95 96"])
def test_amber_or_a_worse_figure_alone_is_no_concern(values):
    assert judged(values) is None


@pytest.mark.parametrize(
    "terms",
    [{"kind": Kind.STATISTIC}, {"scheme": Scheme.NONE}, {"polarity": Polarity.NONE}],
)
def test_what_is_not_rated_is_never_a_concern(terms):
    assert judged([98, 99] * 7 + [50], **terms) is None


def test_a_period_without_a_value_is_never_a_concern():
    assert judged("98 97 96 95 -") is None


def test_a_pi_can_be_a_concern_too():
    assert judged("50 50", kind=Kind.PI) is not None


def test_without_a_target_the_chart_still_speaks():
    result = judged([98, 99] * 7 + [50], target=None)
    assert result is not None
    assert result.triggers == (Trigger.CHART,)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([95, 97] * 7 + [94], "from Green to Amber, within usual variation."),
        ("95 90", "from Green to Amber: too few figures to tell."),
        ([95, 97] * 5 + [94], "from Green to Amber: too few figures to tell."),
    ],
)
def test_a_worse_band_that_may_be_luck_is_listed_and_raises_nothing(values, says):
    result = judged(values)
    assert result is not None
    assert (result.triggers, result.prompts_risk, result.is_raised) == (
        (Trigger.BAND,),
        False,
        False,
    )
    assert result.sentence.endswith(says)
    assert next_state(None, result, 0, False) is None
    assert next_state(ConcernState.RAISED, result, 0, False) is ConcernState.RAISED
    assert next_state(ConcernState.RECOVERING, result, 0, True) is ConcernState.WITHDRAWN


@pytest.mark.parametrize("values", ["95 80", [95, 97] * 5 + [80]])
def test_red_is_raised_however_few_points_there_are(values):
    result = judged(values)
    assert result is not None
    assert result.is_raised
    assert next_state(None, result, 0, False) is ConcernState.RAISED


def test_the_board_reads_why_in_one_go():
    result = judged("95 80")
    assert result is not None
    assert result.sentence == (
        "Red: 80.0% against 95.0%, 15.0 percentage points short, beyond 10% of target. "
        "The band changed from Green to Red: too few figures to tell."
    )


@pytest.mark.parametrize(
    ("current", "is_concern", "greens", "is_correction", "then"),
    [
        # nothing yet
        (None, False, 0, False, None),
        (None, False, 3, False, None),
        (None, True, 0, False, RAISED),
        (None, False, 0, True, None),
        # an open concern is updated, not raised anew
        (RAISED, True, 0, False, RAISED),
        (RAISED, True, 0, True, RAISED),
        (RAISED, False, 0, False, RAISED),  # amber: no new trigger, and not yet over
        (RAISED, False, 1, False, RECOVERING),
        (RAISED, False, 2, False, CLOSED),
        (RAISED, False, 0, True, WITHDRAWN),
        (RAISED, False, 2, True, WITHDRAWN),
        (RAISED, True, 1, False, RAISED),  # green, but falling
        # recovering
        (RECOVERING, True, 0, False, RAISED),
        (RECOVERING, False, 0, False, RAISED),
        (RECOVERING, False, 1, False, RECOVERING),
        (RECOVERING, False, 2, False, CLOSED),
        (RECOVERING, False, 1, True, WITHDRAWN),
        # over: only raised again
        (CLOSED, False, 0, False, CLOSED),
        (CLOSED, False, 3, True, CLOSED),
        (CLOSED, True, 0, False, RAISED),
        (WITHDRAWN, False, 0, False, WITHDRAWN),
        (WITHDRAWN, True, 0, True, RAISED),
    ],
)
def test_how_a_concern_goes_on(current, is_concern, greens, is_correction, then):
    found = A_CONCERN if is_concern else None
    assert next_state(current, found, greens, is_correction) is then


def test_two_greens_close_and_only_open_concerns_are_open():
    assert GREENS_TO_CLOSE == 2
    assert [state.is_open for state in ConcernState] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("bands", "running"),
    [
        ([], 0),
        ([Band.GREEN], 1),
        ([Band.RED, Band.GREEN, Band.GREEN], 2),
        ([Band.GREEN, Band.GREEN, Band.AMBER], 0),
        ([Band.GREEN, None, Band.GREEN], 1),
    ],
)
def test_greens_running_end_with_the_last_period(bands, running):
    assert greens_running(bands) == running
