"""What an indicator's figures make of its concern: raised, moved on, held open, or withdrawn."""

from datetime import date
from decimal import Decimal

import pytest

from cycle.improve.reconsider import FigureFacts, OpenConcern, held_open, reconsider
from cycle.review.concern import ConcernState, verdict
from cycle.review.standing import Evidence, stand
from tests.cycle.made import CALENDAR, kpi, months, period

RAISED, RECOVERING = ConcernState.RAISED, ConcernState.RECOVERING
CLOSED, WITHDRAWN = ConcernState.CLOSED, ConcernState.WITHDRAWN
KPI = kpi(target="85")
TODAY = date(2027, 12, 31)
BEFORE = [86, 87, 86, 88, 87, 86, 87, 88, 86, 87]  # November 2025 to August 2026, all Green


def facts(*values, target="85"):
    """The figures from September 2026 on, after ten Green months."""
    series = months("2025-11", [*BEFORE, *values])
    indicator = kpi(target=target)

    def standing_of(one):
        return stand(indicator, one, Evidence(series=series), TODAY, CALENDAR)

    return FigureFacts(series, standing_of, lambda standing: verdict(standing, series))


def concern(state=RAISED, has_intervention=False):
    return OpenConcern(period("2026-09"), state, has_intervention)


@pytest.mark.parametrize(
    ("values", "state", "about"),
    [
        ((70,), RAISED, "2026-09"),
        ((86,), None, None),
        ((70, 86), None, None),  # the newest figure counts
        ((86, 70), RAISED, "2026-10"),
    ],
)
def test_the_newest_figure_raises_a_concern_or_none(values, state, about):
    outcome = reconsider(facts(*values), None, may_raise=True)
    assert (outcome and outcome.state, outcome and str(outcome.period)) == (state, about)


def test_history_and_a_retired_indicator_raise_nothing_new_but_move_what_is_open():
    assert reconsider(facts(70), None, may_raise=False) is None
    moved = reconsider(facts(70, 86), concern(), may_raise=False)
    assert moved.state is RECOVERING


def test_without_a_value_nothing_is_raised():
    nothing = FigureFacts({}, facts().stand, facts().judge)
    assert reconsider(nothing, None, may_raise=True) is None


@pytest.mark.parametrize(
    ("values", "has_intervention", "state", "held", "why"),
    [
        ((70,), False, RAISED, None, "Red"),
        ((70, 86), False, RECOVERING, None, "Green"),
        ((70, 86, 87), False, CLOSED, None, "Green for 2 periods running, up to November 2026"),
        ((70, 86, 87), True, RECOVERING, CLOSED, "Green"),
        ((70, 86, 70), False, RAISED, None, "Red"),
        ((70, 86, 70), True, RAISED, None, "Red"),
        ((90,), False, WITHDRAWN, None, "in hindsight no figure gives cause"),
        ((90,), True, RECOVERING, WITHDRAWN, "Green"),
        ((90, 86), False, WITHDRAWN, None, "in hindsight"),
    ],
)
def test_a_figure_moves_an_open_concern(values, has_intervention, state, held, why):
    outcome = reconsider(facts(*values), concern(RAISED, has_intervention), may_raise=True)
    assert (outcome.state, outcome.held) == (state, held)
    assert why in outcome.why


def test_one_green_period_is_not_enough_and_those_before_the_concern_do_not_count():
    assert reconsider(facts(70, 86), concern(), may_raise=True).state is RECOVERING


def test_where_the_figure_that_raised_it_is_gone_its_period_is_judged_again():
    assert reconsider(facts(), concern(), may_raise=True).period == period("2026-09")


def test_a_held_concern_goes_on_from_where_the_figures_have_brought_it():
    held = reconsider(facts(70, 86, 87, 88), concern(CLOSED, True), may_raise=True)
    assert (held.state, held.held) == (RECOVERING, CLOSED)
    again = reconsider(facts(70, 86, 87, 60), concern(CLOSED, True), may_raise=True)
    assert (again.state, again.held) == (RAISED, None)


@pytest.mark.parametrize("has_intervention", [True, False])
@pytest.mark.parametrize("state", ConcernState)
def test_only_what_would_end_is_held_open(state, has_intervention):
    after, held = held_open(state, has_intervention)
    assert after.is_open or not has_intervention
    assert (held or after) is state


def test_a_target_that_is_set_late_withdraws_what_it_never_justified():
    assert Decimal(70) < KPI.target
    assert reconsider(facts(70, target="60"), concern(), may_raise=True).state is WITHDRAWN
