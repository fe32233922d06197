"""Plans: proposed, sent back, agreed by a named body with a reference, closed at the year's end."""

from datetime import date

import pytest

from cycle.periods import Period
from cycle.plan.corporate_plan import (
    PLAN_TRANSITIONS,
    NoActions,
    NoBody,
    NoReference,
    NotYourPlan,
    PlanKind,
    PlanState,
    agreed,
    closed,
    plan_faults,
    proposed,
    reminder_due,
    sent_back,
)
from cycle.refusals import NothingSaid, NotNow
from tests.cycle.planned import HEAD, TEAM, TODAY, service_plan

PROPOSED = proposed(service_plan(), HEAD, 8, TODAY)
AGREED = agreed(PROPOSED, TEAM, "CMT", "CMT/26/11", TODAY)


def test_a_plan_is_proposed_agreed_and_closed():
    assert PROPOSED.state is PlanState.PROPOSED
    assert AGREED.state_words == "Agreed by CMT on 12 October 2026 (CMT/26/11)"
    assert closed(AGREED).state is PlanState.SUPERSEDED
    assert closed(AGREED).version == 4


def test_a_plan_sent_back_is_a_draft_again_with_the_reason():
    back = sent_back(PROPOSED, "Say what is better for tenants.")
    assert (back.state, back.returned) == (PlanState.DRAFT, "Say what is better for tenants.")
    assert proposed(back, HEAD, 8, TODAY).returned == ""


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (lambda: proposed(service_plan(), HEAD, 0, TODAY), NoActions),
        (lambda: proposed(PROPOSED, HEAD, 8, TODAY), NotNow),
        (lambda: proposed(AGREED, HEAD, 8, TODAY), NotNow),
        (lambda: sent_back(PROPOSED, " "), NothingSaid),
        (lambda: sent_back(AGREED, "No."), NotNow),
        (lambda: agreed(PROPOSED, HEAD, "CMT", "CMT/1", TODAY), NotYourPlan),
        (lambda: agreed(PROPOSED, TEAM, " ", "CMT/1", TODAY), NoBody),
        (lambda: agreed(PROPOSED, TEAM, "CMT", "", TODAY), NoReference),
        (lambda: agreed(AGREED, TEAM, "CMT", "CMT/1", TODAY), NotNow),
        (lambda: closed(PROPOSED), NotNow),
    ],
)
def test_a_step_that_is_not_open_is_refused(step, refusal):
    with pytest.raises(refusal):
        step()


def test_a_superseded_plan_takes_no_further_step():
    assert not PLAN_TRANSITIONS[PlanState.SUPERSEDED]


@pytest.mark.parametrize(
    ("plan", "column"),
    [
        (service_plan(ends=date(2026, 3, 31)), "ends"),
        (service_plan(ends=date(2062, 3, 31)), "ends"),
        (service_plan(service=""), "service"),
        (service_plan(kind=PlanKind.CORPORATE), "service"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_its_column(plan, column):
    assert list(plan_faults(plan)) == [column]


def test_a_plan_of_one_day_can_stand():
    assert plan_faults(service_plan(ends=date(2026, 4, 1))) == {}


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2027, 1, 31), ""),
        (date(2027, 2, 1), "propose"),
        (date(2027, 4, 14), "propose"),
        (date(2027, 4, 15), "escalate"),
    ],
)
def test_next_years_plan_is_asked_for_in_february_and_told_to_cmt_in_april(today, due):
    assert reminder_due(Period.parse("2027/28"), today) == due
