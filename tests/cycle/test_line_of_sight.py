"""From an indicator or an action up to the corporate plan, and what is expected of a person."""

from dataclasses import replace
from datetime import date

from cycle.plan.action import ActionState, Why
from cycle.plan.corporate_plan import CorporatePriority, PlanKind
from cycle.plan.line_of_sight import PlanRecords, expected_of, of_action, of_indicator
from tests.cycle.made import kpi
from tests.cycle.planned import HEAD, OWNER, SUCCESS, action, service_plan

CORPORATE = service_plan(
    id=1,
    kind=PlanKind.CORPORATE,
    service="",
    title="Corporate Plan 2024–2028",
    ends=date(2028, 3, 31),
)
HOMES = CorporatePriority(
    id=1, plan=1, ref="P1", title="Homes and communities", outcome="Everyone has a home"
)
MOVES = action(success=replace(SUCCESS, indicator=1))
RECORDS = PlanRecords(
    plans={1: CORPORATE, 5: service_plan()}, priorities={1: HOMES}, actions=(MOVES,)
)


def test_an_indicator_is_seen_up_to_the_corporate_plan():
    sight = of_indicator(kpi(priority="homes and communities"), RECORDS)
    assert [level for level, _ in sight.steps] == ["KPI", "Action", "Priority", "Corporate plan"]
    assert str(sight).endswith("Everyone has a home → Corporate Plan 2024–2028")


def test_a_priority_without_a_record_or_none_at_all_is_said():
    assert "not in the corporate plan's table" in str(of_indicator(kpi(priority="Growth"), RECORDS))
    assert "No priority is named" in str(of_indicator(kpi(), RECORDS))


def test_an_action_is_seen_through_its_plan_to_the_priority():
    levels = [level for level, _ in of_action(MOVES, RECORDS).steps]
    assert levels == ["Action", "Service plan", "Priority", "Corporate plan"]


def test_an_action_for_efficiency_says_what_it_is_for():
    lean = action(priority=None, why=(Why.EFFICIENCY,))
    assert str(of_action(lean, RECORDS)).endswith("efficiency")


def test_what_is_expected_of_a_person_is_what_is_theirs_and_not_over():
    done = replace(MOVES, state=ActionState.COMPLETE)
    other = action(owner=HEAD)
    mine, figures = expected_of(OWNER, [kpi(owner=OWNER), kpi(owner=HEAD)], [MOVES, done, other])
    assert (len(mine), len(figures)) == (1, 1)
