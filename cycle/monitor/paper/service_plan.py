"""The results of a year's service plans: each action, what it was to achieve, and what it did."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from cycle.monitor.paper import tables
from cycle.monitor.paper.blocks import (
    Block,
    BulletList,
    DataCell,
    DataColumn,
    DataTable,
    Paper,
    Paragraph,
    Section,
)
from cycle.monitor.paper.cover import NOTHING, cover_facts, notice
from cycle.monitor.paper.sentences import and_list, counted
from cycle.monitor.paper.views import ActionInPaper, PaperFacts
from cycle.periods import day_words


def service_plan(facts: PaperFacts) -> Paper:
    """One chapter for each service; every action has its state, also where nothing was said."""
    services: dict[str, list[ActionInPaper]] = defaultdict(list)
    for action in facts.actions:
        services[action.service or "No service named"].append(action)
    late = tables.actions(
        "Actions that are delayed or off track", [one for one in facts.actions if one.is_late]
    )
    return Paper(
        title="Results of the service plans",
        subtitle=facts.period.words,
        council=facts.council,
        facts=cover_facts(facts),
        front=(Section("Summary", _summary(facts)),),
        sections=(
            Section("Delayed or off track", (late,) if late else (Paragraph(NOTHING),)),
            *(
                Section(service, (_table(service, found),))
                for service, found in sorted(services.items())
            ),
        ),
        notice=notice(facts),
    )


def _summary(facts: PaperFacts) -> tuple[Block, ...]:
    found = facts.actions
    if not found:
        return (BulletList((f"No service plan runs in {facts.period.words}.",)),)
    states = Counter(action.state for action in found)
    told = and_list(
        [f"{number} {state[:1].lower()}{state[1:]}" for state, number in states.items()]
    )
    done = [action for action in found if action.is_complete and not action.success]
    lines = [f"Of {counted(len(found), 'action')}: {told}."]
    if done:
        lines.append(
            f"What came of the success measure is not told for "
            f"{and_list([action.ref for action in done])}."
        )
    return (BulletList(tuple(lines)),)


def _table(service: str, found: Sequence[ActionInPaper]) -> DataTable:
    columns = (
        DataColumn("Action", 5),
        DataColumn("Priority", 3),
        DataColumn("State", 3),
        DataColumn("Due", 3),
        DataColumn("What it was to achieve", 4),
        DataColumn("What came of it", 5),
    )
    rows = tuple(
        (
            DataCell(f"{one.ref} {one.what}".strip()),
            DataCell(one.priority or tables.NONE),
            DataCell(one.state),
            DataCell(day_words(one.due) if one.due else "No date"),
            DataCell(one.aim or tables.NONE),
            DataCell(one.success or one.note or tables.NONE),
        )
        for one in found
    )
    return DataTable(f"{service}: actions", columns, rows)
