"""A service plan's year is closed: each open action is complete, carried forward, or stopped.

What is carried forward becomes a new action of next year's plan, with what is left of its steps, so
that the old plan says what came of it and the new one starts afresh (decision 0050).
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cycle.periods import Period
from cycle.plan.action import ActionState, PlanAction
from cycle.plan.corporate_plan import Plan, PlanState
from cycle.refusals import NotNow, Refused

LONGEST_REF = 20
_YEAR_OF_REF = re.compile(r"-\d\d$")


class Ending(StrEnum):
    COMPLETE = "complete"
    CARRIED = "carried forward"
    STOPPED = "stopped"


class YearNotOver(Refused):
    """The year of this plan is not over yet."""


class SaidNoApprover(Refused):
    """Next year's plan is agreed already: say who agreed that this joins it."""


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """A plan beside the one before it, as references and titles."""

    carried: tuple[PlanAction, ...]
    new: tuple[PlanAction, ...]
    complete: tuple[PlanAction, ...]
    stopped: tuple[PlanAction, ...]
    left_open: tuple[PlanAction, ...]


def check_may_close(plan: Plan, today: date) -> None:
    """Raises NotNow unless the plan is agreed, YearNotOver before its last day is over."""
    if plan.state is not PlanState.AGREED:
        raise NotNow
    if today <= plan.ends:
        raise YearNotOver


def open_actions(actions: Sequence[PlanAction], carried: Collection[int]) -> list[PlanAction]:
    """Those that are still to be answered for; `carried` are the ids carried forward already."""
    return [action for action in actions if not action.state.is_over and action.id not in carried]


def next_plan(plan: Plan) -> Plan:
    """A draft for the year after, titled as the plan is."""
    year = plan.year
    title = plan.title.replace(year.financial_year, year.next.financial_year)
    if title == plan.title:
        title = f"{plan.title} {year.next}"
    return Plan(
        title=title,
        kind=plan.kind,
        service=plan.service,
        starts=year.next.start,
        ends=year.next.end,
        follows=plan.id,
    )


def carried_forward(action: PlanAction, plan: Plan) -> PlanAction:
    """The action as it begins afresh in the next plan: what is not done of it, due by its end."""
    return replace(
        action,
        id=0,
        ref=_next_ref(action.ref, plan.year),
        plan=plan.id,
        starts=plan.starts,
        due=action.due if action.due > plan.starts else plan.ends,
        steps=tuple(step for step in action.steps if step.done_on is None),
        state=ActionState.NOT_STARTED,
        recovery=None,
        recovery_agreed_on=None,
        version=1,
        carried_from=action.id,
    )


def check_approver(plan: Plan, approver: str) -> None:
    """Whoever adds to a plan that is agreed names who agreed it. Raises NotNow, SaidNoApprover."""
    if plan.state is PlanState.SUPERSEDED:
        raise NotNow
    if plan.state is PlanState.AGREED and not approver.strip():
        raise SaidNoApprover


def last_period(action: PlanAction, plan: Plan) -> Period:
    """The period in which what came of the action is said: the last one of the plan."""
    return Period.containing(action.kind.frequency, plan.ends)


def closing_words(actions: Sequence[PlanAction], carried: Collection[int]) -> str:
    """`6 complete, 2 carried forward, 1 stopped`."""
    endings = Counter(_ending(action, carried) for action in actions)
    parts = [f"{endings[ending]} {ending}" for ending in Ending if endings[ending]]
    if endings[None]:
        parts.append(f"{endings[None]} still open")
    return ", ".join(parts) or "no actions"


def compare_plans(before: Sequence[PlanAction], after: Sequence[PlanAction]) -> PlanComparison:
    """Last year's actions beside this year's."""
    carried_from = {action.carried_from for action in after}
    return PlanComparison(
        carried=tuple(action for action in after if action.carried_from is not None),
        new=tuple(action for action in after if action.carried_from is None),
        complete=tuple(action for action in before if action.state is ActionState.COMPLETE),
        stopped=tuple(action for action in before if action.state is ActionState.STOPPED),
        left_open=tuple(
            action
            for action in before
            if not action.state.is_over and action.id not in carried_from
        ),
    )


def _ending(action: PlanAction, carried: Collection[int]) -> Ending | None:
    if action.id in carried:
        return Ending.CARRIED
    return {
        ActionState.COMPLETE: Ending.COMPLETE,
        ActionState.STOPPED: Ending.STOPPED,
    }.get(action.state)


def _next_ref(ref: str, year: Period) -> str:
    """HOU-A02 as HOU-A02-27, and that as HOU-A02-28 a year later."""
    suffix = f"-{year.start.year % 100:02}"
    return _YEAR_OF_REF.sub("", ref)[: LONGEST_REF - len(suffix)] + suffix
