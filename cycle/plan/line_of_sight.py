"""The line of sight: from what a person does to the priority it serves, and back.

Source: Performance Management Framework (September 2025), Plan: four levels that feed each other;
staff should know what is expected of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cycle.plan.action import PlanAction
from cycle.plan.corporate_plan import CorporatePriority, Plan
from cycle.plan.indicator import Indicator

NO_PRIORITY = "No priority is named"
NO_RECORD = "not in the corporate plan's table of priorities"


@dataclass(frozen=True, slots=True)
class Sight:
    """The steps from the thing itself up to the plan, each with a word for its level."""

    steps: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return " → ".join(words for _, words in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecords:
    """What the lines are drawn through: plans and priorities by id, and the actions."""

    plans: Mapping[int, Plan]
    priorities: Mapping[int, CorporatePriority]
    actions: tuple[PlanAction, ...] = ()

    def priority_named(self, title: str) -> CorporatePriority | None:
        wanted = title.strip().casefold()
        found = (one for one in self.priorities.values() if one.title.casefold() == wanted)
        return next(found, None)


def of_indicator(indicator: Indicator, records: PlanRecords) -> Sight:
    """Indicator → the actions that are to move it → priority → plan."""
    steps = [(str(indicator.kind), str(indicator))]
    steps += [
        ("Action", str(action))
        for action in records.actions
        if action.success.indicator == indicator.id
    ]
    return Sight((*steps, *_above(records.priority_named(indicator.priority), indicator, records)))


def of_action(action: PlanAction, records: PlanRecords) -> Sight:
    """Action → its service's plan → priority → corporate plan."""
    steps = [(action.kind.capitalize(), str(action))]
    if (plan := records.plans.get(action.plan)) is not None:
        steps.append(("Service plan", f"{plan.title}: {plan.state}"))
    priority = records.priorities.get(action.priority or 0)
    if priority is None:
        return Sight((*steps, ("For", " and ".join(action.why) or NO_PRIORITY)))
    return Sight((*steps, *_upward(priority, records)))


def expected_of(
    person: int, indicators: Iterable[Indicator], actions: Iterable[PlanAction]
) -> tuple[list[PlanAction], list[Indicator]]:
    """What a person answers for: the actions and the indicators that they own."""
    mine = [one for one in actions if one.owner == person and not one.state.is_over]
    return mine, [one for one in indicators if one.owner == person]


def _above(
    priority: CorporatePriority | None, indicator: Indicator, records: PlanRecords
) -> tuple[tuple[str, str], ...]:
    if priority is not None:
        return _upward(priority, records)
    if not indicator.priority:
        return (("Priority", NO_PRIORITY),)
    return (("Priority", f"{indicator.priority} ({NO_RECORD})"),)


def _upward(priority: CorporatePriority, records: PlanRecords) -> tuple[tuple[str, str], ...]:
    outcome = f": {priority.outcome}" if priority.outcome else ""
    steps = [("Priority", f"{priority.title}{outcome}")]
    if (plan := records.plans.get(priority.plan)) is not None:
        steps.append(("Corporate plan", str(plan)))
    return tuple(steps)
