"""Closing a service plan's year: who may, what goes on, and how two plans compare."""

from dataclasses import replace
from datetime import date

import pytest

from cycle.plan.action import ActionState, ActionStep, with_steps_done
from cycle.plan.corporate_plan import PlanState
from cycle.plan.year_end import (
    SaidNoApprover,
    YearNotOver,
    carried_forward,
    check_approver,
    check_may_close,
    closing_words,
    compare_plans,
    next_plan,
    open_actions,
)
from cycle.refusals import NotNow
from tests.cycle.planned import TODAY, action, service_plan

AGREED = service_plan(state=PlanState.AGREED)
APRIL = date(2027, 4, 1)
NEXT = replace(next_plan(AGREED), id=6)


@pytest.mark.parametrize(
    ("plan", "today", "refusal"),
    [
        (service_plan(), APRIL, NotNow),
        (service_plan(state=PlanState.SUPERSEDED), APRIL, NotNow),
        (AGREED, date(2027, 3, 31), YearNotOver),
    ],
)
def test_only_an_agreed_plan_whose_year_is_over_is_closed(plan, today, refusal):
    with pytest.raises(refusal):
        check_may_close(plan, today)
    check_may_close(AGREED, APRIL)


def test_the_next_plan_is_a_draft_of_the_next_year_that_follows():
    assert (NEXT.title, NEXT.starts, NEXT.ends) == (
        "Housing service plan 2027/28",
        date(2027, 4, 1),
        date(2028, 3, 31),
    )
    assert (NEXT.state, NEXT.follows) == (PlanState.DRAFT, AGREED.id)
    assert next_plan(service_plan(title="Housing")).title == "Housing 2027/28"


def test_what_is_carried_forward_begins_afresh_with_what_is_left():
    done = ActionStep(what="Drafted", due=TODAY, done_on=TODAY)
    left = ActionStep(what="Adopted", due=date(2027, 2, 1))
    old = action(state=ActionState.OFF_TRACK, steps=(done, left), version=9)
    new = carried_forward(old, NEXT)
    assert (new.ref, new.plan, new.carried_from, new.version) == ("HOU-A01-27", 6, old.id, 1)
    assert (new.state, new.steps, new.due) == (ActionState.NOT_STARTED, (left,), NEXT.ends)
    later = carried_forward(replace(new, id=8, due=date(2028, 9, 30)), next_plan(NEXT))
    assert (later.ref, later.due) == ("HOU-A01-28", date(2028, 9, 30))


@pytest.mark.parametrize(
    ("state", "approver", "refusal"),
    [(PlanState.AGREED, " ", SaidNoApprover), (PlanState.SUPERSEDED, "CMT", NotNow)],
)
def test_an_agreed_plan_takes_nothing_more_without_an_approver(state, approver, refusal):
    with pytest.raises(refusal):
        check_approver(replace(NEXT, state=state), approver)
    check_approver(NEXT, "")


def test_the_endings_are_counted_and_add_up():
    actions = [
        action(id=1, state=ActionState.COMPLETE),
        action(id=2, state=ActionState.STOPPED),
        action(id=3, state=ActionState.DELAYED),
        action(id=4),
    ]
    assert closing_words(actions, {3}) == "1 complete, 1 carried forward, 1 stopped, 1 still open"
    assert [one.id for one in open_actions(actions, {3})] == [4]
    assert closing_words([], ()) == "no actions"


def test_two_years_are_compared_by_what_was_carried_forward():
    before = [action(id=1, state=ActionState.COMPLETE), action(id=2), action(id=3)]
    after = [action(id=5, carried_from=2), action(id=6)]
    found = compare_plans(before, after)
    assert [one.id for one in found.carried] == [5]
    assert [one.id for one in found.new] == [6]
    assert [one.id for one in found.complete] == [1]
    assert [one.id for one in found.left_open] == [3]


def test_a_step_is_ticked_keeps_its_day_and_may_be_taken_back():
    both = action(steps=(ActionStep(what="A", due=TODAY), ActionStep(what="B", due=TODAY)))
    first = with_steps_done(both, {0}, TODAY)
    later = with_steps_done(first, {0, 1}, APRIL)
    assert [step.done_on for step in later.steps] == [TODAY, APRIL]
    assert [step.done_on for step in with_steps_done(later, {1}, APRIL).steps] == [None, APRIL]
