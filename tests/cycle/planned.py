"""Plain plans and actions for the tests of Plan: name only what the test is about."""

from datetime import UTC, date, datetime
from typing import Any

from cycle.periods import Period
from cycle.plan.action import ActionState, PlanAction, SuccessMeasure, Why
from cycle.plan.action_progress import ActionUpdate
from cycle.plan.corporate_plan import Plan, PlanKind

OWNER, DEPUTY, HEAD, TEAM = 11, 12, 13, 14
TODAY = date(2026, 10, 12)
NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)
Q1, Q2, Q3 = (Period.parse(f"2026/27 Q{place}") for place in (1, 2, 3))
SUCCESS = SuccessMeasure(words="Fewer than 30 families wait more than six weeks", is_quality=True)


def service_plan(**more: Any) -> Plan:
    """Housing's plan for 2026/27, still a draft."""
    plain: dict[str, Any] = {
        "title": "Housing service plan 2026/27",
        "kind": PlanKind.SERVICE,
        "service": "Housing",
        "starts": date(2026, 4, 1),
        "ends": date(2027, 3, 31),
        "id": 5,
    }
    return Plan(**{**plain, **more})


def action(**more: Any) -> PlanAction:
    """HOU-A01 of that plan, for a priority, from April to March."""
    plain: dict[str, Any] = {
        "ref": "HOU-A01",
        "title": "Shorten the wait in temporary accommodation",
        "plan": 5,
        "service": "Housing",
        "owner": OWNER,
        "deputy": DEPUTY,
        "starts": date(2026, 4, 1),
        "due": date(2027, 3, 31),
        "success": SUCCESS,
        "why": (Why.PRIORITY,),
        "priority": 1,
        "id": 3,
    }
    return PlanAction(**{**plain, **more})


def update(state: ActionState = ActionState.ON_TRACK, **more: Any) -> ActionUpdate:
    """What its owner said for Q2."""
    plain: dict[str, Any] = {
        "action": 3,
        "period": Q2,
        "state": state,
        "words": "Two leases were signed.",
        "given_by": OWNER,
        "given_at": NOW,
    }
    if state is ActionState.DELAYED:
        plain["recovery"] = date(2027, 1, 15)
    if state is ActionState.COMPLETE:
        plain["success"] = "26 families waited longer"
    if state is ActionState.STOPPED:
        plain["approver"] = "CMT, 5 October 2026"
    return ActionUpdate(**{**plain, **more})
