"""Every action as a table writes it, for a file and for telling what an import changes."""

from collections.abc import Mapping

from cycle.plan import plan_rows
from cycle.plan.action import PlanAction
from cycle.plan.corporate_plan import CorporatePriority
from features.figures.exchange import Table
from papers.sheets import Cell
from storage import actions, people, plans, register
from storage.database import Session


class ActionCells:
    """An action's fields as the table writes them, to compare two."""

    def __init__(
        self, emails: Mapping[int, str], priorities: Mapping[int, str], refs: Mapping[int, str]
    ) -> None:
        self._emails, self._priorities, self._refs = emails, priorities, refs

    def of(self, one: PlanAction) -> dict[str, str]:
        return {
            "kind": one.kind.value,
            "service": one.service,
            "priority": self._priorities.get(one.priority or 0, ""),
            "title": one.title,
            "why": ";".join(one.why),
            "owner": self._emails.get(one.owner or 0, ""),
            "deputy": self._emails.get(one.deputy or 0, ""),
            "starts": one.starts.isoformat(),
            "due": one.due.isoformat(),
            "success": one.success.words,
            "success_indicator": self._refs.get(one.success.indicator or 0, ""),
            "success_from": plan_rows.written_number(one.success.start),
            "success_to": plan_rows.written_number(one.success.target),
            "quality": "yes" if one.success.is_quality else "no",
            "steps": plan_rows.written_steps(one.steps),
            "budget": plan_rows.written_number(one.budget),
        }


def export_actions(session: Session) -> Table:
    """Every action as an import reads it, with its state at the end."""
    emails = {person.id: person.email for person in people.everyone(session).values()}
    words = ActionCells(emails, titles(plans.all_priorities(session)), _refs(session))
    rows: list[list[Cell]] = []
    for one in actions.all_actions(session):
        cells = {"ref": one.ref, **words.of(one)}
        rows.append([*(cells[name] for name in plan_rows.ACTION_COLUMNS), one.state.value])
    return (*plan_rows.ACTION_COLUMNS, "state"), rows


def titles(found: Mapping[int, CorporatePriority]) -> dict[int, str]:
    return {own: one.title for own, one in found.items()}


def _refs(session: Session) -> dict[int, str]:
    return {one.id: one.ref for one in register.all_indicators(session)}
