"""Where an indicator stands: the order of the states, its age, and counts that add up."""

from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Kind, Polarity, Scheme
from cycle.plan.target import TermsChange
from cycle.review.figure import FigureStatus
from cycle.review.missing import MISSING_TO_BOARD, age, last_known, missing_running
from cycle.review.rate import State
from cycle.review.schemes import Band
from cycle.review.standing import Counts, Evidence, Standing, count_directions, counts, stand
from cycle.review.trend import Break, Direction
from tests.cycle.made import CALENDAR, by_period, figure, figures, kpi, months, period

SEPTEMBER = period("2026-09")  # due on 14 October 2026, a Wednesday
BEFORE, ON_THE_DAY, AFTER = date(2026, 10, 1), date(2026, 10, 14), date(2026, 10, 15)


def standing(
    *given, today=AFTER, profile=None, breaks=(), changes=(), forecast=None, **terms
) -> Standing:
    indicator = kpi(**{"target": "95", **terms})
    series = figures(*given)
    aims = by_period(profile or {})
    when = period("2026/27 Q2") if indicator.frequency is Frequency.QUARTERLY else SEPTEMBER
    return stand(
        indicator,
        when,
        Evidence(series=series, profile=aims, breaks=breaks, changes=changes, forecast=forecast),
        today,
        CALENDAR,
    )


def promised(day: date, **more):
    return figure("2026-09", status=FigureStatus.NOT_AVAILABLE, expected_on=day, **more)


@pytest.mark.parametrize(
    ("given", "today", "state"),
    [
        ([], BEFORE, State.NOT_YET_DUE),
        ([], ON_THE_DAY, State.NOT_YET_DUE),  # to the end of the due date
        ([], AFTER, State.OVERDUE),
        ([promised(date(2026, 10, 30))], ON_THE_DAY, State.NOT_YET_DUE),
        ([promised(date(2026, 10, 30))], AFTER, State.NOT_AVAILABLE_UNTIL),
        ([promised(date(2026, 10, 30))], date(2026, 10, 30), State.NOT_AVAILABLE_UNTIL),
        ([promised(date(2026, 10, 30))], date(2026, 10, 31), State.OVERDUE),
        ([figure("2026-09", status=FigureStatus.NOT_APPLICABLE)], BEFORE, State.NOT_APPLICABLE),
        ([figure("2026-09", status=FigureStatus.NOT_APPLICABLE)], AFTER, State.NOT_APPLICABLE),
        ([figure("2026-09", "100", of="0/0")], AFTER, State.NOT_APPLICABLE),
        ([figure("2026-09", of="0/0")], AFTER, State.NOT_APPLICABLE),
        ([figure("2026-08", "95")], AFTER, State.OVERDUE),  # last month's value is not this one's
    ],
)
def test_without_a_value_there_is_exactly_one_state_and_no_colour(given, today, state):
    result = standing(*given, today=today)
    assert (result.band, result.state, result.value) == (None, state, None)
    assert result.label == state
    assert result.is_awaiting is state.is_awaiting
    assert result.rating.rule


@pytest.mark.parametrize(
    ("terms", "given", "state"),
    [
        ({"kind": Kind.STATISTIC}, figure("2026-09", "90"), State.NOT_RATED),
        (
            {"kind": Kind.STATISTIC},
            figure("2026-09", status=FigureStatus.NOT_APPLICABLE),
            State.NOT_RATED,
        ),
        ({"kind": Kind.STATISTIC}, figure("2026-08", "90"), State.NOT_RATED),
        ({"scheme": Scheme.NONE}, figure("2026-08", "90"), State.DATA_ONLY),
        ({"target": None}, figure("2026-09", "90"), State.NO_TARGET),
        ({"target": None}, figure("2026-08", "90"), State.OVERDUE),
        ({"target": None}, figure("2026-09", "90", of="0/0"), State.NOT_APPLICABLE),
        ({"cumulative": True}, figure("2026-09", "90"), State.NO_TARGET),  # no profile
    ],
)
def test_the_first_state_that_applies_is_the_state(terms, given, state):
    assert standing(given, **terms).state is state


@pytest.mark.parametrize("today", [BEFORE, ON_THE_DAY, AFTER])
def test_a_value_has_its_band_also_before_the_due_date(today):
    assert standing(figure("2026-09", "95"), today=today).band is Band.GREEN


def test_zero_is_a_real_value():
    result = standing(figure("2026-09", "0"))
    assert (result.band, result.value) == (Band.RED, 0)


@pytest.mark.parametrize(
    ("given", "today", "days"),
    [
        ([], ON_THE_DAY, 0),
        ([], AFTER, 1),
        ([], date(2026, 10, 17), 2),  # Saturday
        ([], date(2026, 10, 19), 3),
        ([promised(date(2026, 10, 30))], date(2026, 10, 20), 0),
        ([promised(date(2026, 10, 30))], date(2026, 11, 2), 1),
        ([figure("2026-09", "90")], date(2026, 11, 2), 0),
        ([figure("2026-09", status=FigureStatus.NOT_APPLICABLE)], date(2026, 11, 2), 0),
    ],
)
def test_days_overdue_are_working_days(given, today, days):
    assert standing(*given, today=today).days_overdue == days


def test_a_provisional_value_is_rated_and_marked():
    result = standing(figure("2026-09", "90", status=FigureStatus.PROVISIONAL))
    assert (result.band, result.is_provisional) == (Band.AMBER, True)


def test_directions_stand_beside_the_band():
    result = standing(figure("2025-09", "80"), figure("2026-08", "96"), figure("2026-09", "90"))
    assert result.short is not None
    assert result.long is not None
    assert (result.short.direction, result.long.direction) == (Direction.WORSE, Direction.BETTER)
    assert result.previous_band is Band.GREEN


def test_a_total_is_rated_by_its_profile():
    terms = {"cumulative": True, "target": "180", "unit": "number"}
    profile = {"2026-08": "75", "2026-09": "90"}
    result = standing(figure("2026-09", "85"), profile=profile, **terms)
    assert (result.band, result.target, result.short) == (Band.AMBER, 90, None)


def test_havering_s_scheme_looks_at_last_year():
    terms = {"scheme": Scheme.TOLERANCE_AND_DIRECTION}
    assert standing(figure("2026-09", "80"), **terms).band is Band.RED
    assert standing(figure("2025-09", "79"), figure("2026-09", "80"), **terms).band is Band.AMBER
    assert standing(figure("2025-09", "81"), figure("2026-09", "80"), **terms).band is Band.RED


def changed(field: str, old: str, new: str, effective: date) -> TermsChange:
    return TermsChange(
        field=field,
        old=old,
        new=new,
        effective_from=effective,
        reason="the service was cut back",
        approver="Cabinet",
        changed_at=datetime(2026, 9, 1, tzinfo=UTC),
    )


def test_a_past_period_is_rated_on_the_terms_of_its_time():
    log = [changed("target", "80", "95", date(2026, 10, 1))]
    assert standing(figure("2026-09", "85"), changes=log).band is Band.GREEN
    assert standing(figure("2026-09", "85")).band is Band.RED


def test_another_target_is_noted_and_the_direction_stays():
    log = [changed("target", "90", "95", date(2026, 9, 1))]
    result = standing(figure("2026-08", "92"), figure("2026-09", "93"), changes=log)
    assert result.short is not None
    assert result.short.direction is Direction.BETTER
    assert result.short.note == (
        "up 1.0 percentage points on August 2026; the target then was 90.0%"
    )
    assert result.previous_band is Band.GREEN


def test_across_a_break_there_is_no_band_to_have_fallen_from():
    given = figure("2026-08", "96"), figure("2026-09", "90")
    assert standing(*given, breaks=[Break(SEPTEMBER)]).previous_band is None
    assert standing(*given, breaks=[Break(period("2026-08"))]).previous_band is Band.GREEN


def test_a_forecast_is_rated_against_the_year_end():
    terms = {
        "scheme": Scheme.FORECAST,
        "cumulative": True,
        "target": "180",
        "unit": "number",
        "decimals": 0,
    }
    result = standing(figure("2026-09", "60"), forecast=Decimal(170), **terms)
    assert (result.band, result.target) == (Band.AMBER, 180)
    assert result.rating.rule.startswith("Forecast Amber: 170 against 180")
    assert result.rating.rule.endswith("the period's own value is 60")
    assert standing(figure("2026-09", "60"), **terms).state is State.NO_TARGET


def test_the_value_of_a_forecast_indicator_is_the_forecast():
    terms = {"scheme": Scheme.FORECAST, "polarity": Polarity.LOWER, "target": "1"}
    assert standing(figure("2026-09", "1"), **terms).band is Band.GREEN


def test_counts_are_computed_from_the_rows_and_add_up():
    rows = [
        standing(figure("2026-09", "95")),
        standing(figure("2026-09", "90", status=FigureStatus.PROVISIONAL)),
        standing(figure("2026-09", "50")),
        standing(figure("2026-09", "50")),
        standing(today=BEFORE),
        standing(),
        standing(promised(date(2026, 11, 30))),
        standing(figure("2026-09", "50"), target=None),
        standing(figure("2026-09", "50"), kind=Kind.STATISTIC),
        standing(figure("2026-09", "50"), scheme=Scheme.NONE),
        standing(figure("2026-09", of="0/0")),
    ]
    found = counts(rows)
    assert found == Counts(
        green=1,
        amber=1,
        red=2,
        not_yet_due=1,
        not_available_until=1,
        overdue=1,
        no_target=1,
        not_rated=2,
        not_applicable=1,
        provisional=1,
    )
    assert (found.awaiting, found.total) == (3, len(rows))


def test_every_state_is_counted_somewhere():
    assert counts([]).total == 0
    # provisional is apart; data only and in development are joined
    assert len(State) + len(Band) == len(fields(Counts)) + 1


def test_directions_are_counted_from_the_rows_and_add_up():
    series = months("2026-07", "90 92 91")
    rows = [
        *(stand_in(series, at) for at in ("2026-07", "2026-08", "2026-09", "2026-10")),
        stand_in(months("2026-07", "90 90"), "2026-08"),
        stand_in(series, "2026-08", polarity=Polarity.NONE),  # up, and no better
    ]
    found = count_directions(rows)
    assert (found.better, found.same, found.worse, found.uncompared) == (1, 1, 1, 3)
    assert found.words == "1 better, 1 no change, 1 worse, 3 not compared"
    assert count_directions(rows[:1]).words == ""


def stand_in(series, when, **terms):
    return stand(kpi(**terms), period(when), Evidence(series=series), date(2026, 11, 30), CALENDAR)


# ---------------------------------------------------------------- what is missing


def test_an_older_value_is_shown_with_its_own_period_and_age():
    series = months("2026-01", "90 91 - - 92")
    known = last_known(SEPTEMBER, series)
    assert known is not None
    assert (known.value, known.period) == (92, period("2026-05"))
    assert age(known.period, date(2026, 10, 15)) == 137
    assert last_known(period("2026-01"), series) is None


@pytest.mark.parametrize(
    ("values", "today", "running"),
    [
        ("90 90 90", AFTER, 0),
        ("90 90 -", AFTER, 1),
        ("90 - -", AFTER, 2),
        ("90 - -", ON_THE_DAY, 0),  # the newest is not due yet: ask about the one before
        ("- - 90", AFTER, 0),
    ],
)
def test_periods_running_without_a_value_are_counted(values, today, running):
    series = months("2026-07", values)
    assert missing_running(kpi(), SEPTEMBER, series, today, CALENDAR) == running


def test_an_agreed_reason_ends_the_silence_and_two_periods_reach_the_board():
    series = months("2026-07", "90") | figures(
        figure("2026-08", status=FigureStatus.NOT_APPLICABLE)
    )
    assert missing_running(kpi(), SEPTEMBER, series, AFTER, CALENDAR) == 1
    assert missing_running(kpi(), SEPTEMBER, {}, AFTER, CALENDAR) == 1
    assert MISSING_TO_BOARD == 2
