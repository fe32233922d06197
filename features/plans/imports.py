"""Plans, priorities and actions come in from a file: whole, or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from cycle.improve.permissions import may_only_look
from cycle.periods import Frequency, Period, london_day
from cycle.plan import plan_rows as table
from cycle.plan.action import PlanAction
from cycle.plan.action_quality import plan_questions
from cycle.plan.cells import CellFault, Cells, refuse_repeated
from cycle.plan.corporate_plan import CorporatePriority, Plan
from cycle.plan.directory import Directory
from cycle.plan.keys import lookup_key
from cycle.plan.plan_rows import ActionReader
from cycle.plan.target import TermsChange
from features.figures.exchange import Table
from features.register.imports import BadRows, refuse, rows_of
from features.tables.approval import Approval
from features.tables.difference import Difference, detail
from papers.sheets import Cell, Sheet
from storage import actions, audit, people, plans, register
from storage.audit import Actor
from storage.database import Session
from storage.plans import PlanChange

Fields = list[tuple[str, str, str]]  # (field, old, new) of one changed row


def import_plans(session: Session, sheet: Sheet, actor: Actor, now: datetime) -> Difference:
    """Add plans or bring them up to date, by title; those not in the file stay. Raises BadRows."""
    rows = rows_of(sheet, table.PLAN_REQUIRED, table.PLAN_COLUMNS)
    known = {one.title.casefold(): one for one in plans.all_plans(session).values()}
    refuse_repeated(rows, "title")
    read = [table.read_plan(row, known) for row in rows]
    refuse(rows)
    changed = {
        one.title: found
        for one in read
        if one.id and (found := _plan_differences(known[one.title.casefold()], one))
    }
    for one in read:
        if not one.id or one.title in changed:
            plans.keep(session, one)
    _audit(session, actor, now, "plan", [one.title for one in read if not one.id], changed)
    return _difference(read, changed)


def import_priorities(session: Session, sheet: Sheet, actor: Actor, now: datetime) -> Difference:
    """Add priorities or bring them up to date, by reference. Raises BadRows.

    One that is renamed is renamed for its indicators too, from today on, with a line in their log.
    """
    rows = rows_of(sheet, table.PRIORITY_REQUIRED, table.PRIORITY_COLUMNS)
    by_title = {one.title.casefold(): one for one in plans.all_plans(session).values()}
    known = {lookup_key(one.ref): one for one in plans.all_priorities(session).values()}
    refuse_repeated(rows, "ref")
    refuse_repeated(rows, "title")
    read = [
        table.read_priority(row, by_title, known, place) for place, row in enumerate(rows, start=1)
    ]
    refuse(rows)
    changed = {
        one.ref: found
        for one in read
        if one.id and (found := _priority_differences(known[lookup_key(one.ref)], one))
    }
    for one in read:
        if not one.id or one.ref in changed:
            plans.keep_priority(session, one)
            if one.id:
                _rename(session, known[lookup_key(one.ref)].title, one.title, actor, now)
    _audit(session, actor, now, "priority", [one.ref for one in read if not one.id], changed)
    return _difference(read, changed)


def import_actions(
    session: Session, sheet: Sheet, actor: Actor, now: datetime, approval: Approval
) -> Difference:
    """Add actions or bring them up to date, by reference; those not in the file stay.

    What belongs to a plan that is agreed needs a reason and an approver. Raises BadRows.
    """
    rows = rows_of(sheet, table.ACTION_REQUIRED, table.ACTION_COLUMNS)
    reader, by_id = _reader(session), plans.all_plans(session)
    refuse_repeated(rows, "ref")
    read = [reader.read(row) for row in rows]
    refuse(rows)
    every = [one for one, _ in read]
    emails = {person.id: person.email for person in people.everyone(session).values()}
    words = _Words(emails, _titles(plans.all_priorities(session)), _refs(session))
    changed = {
        one.ref: found
        for one in every
        if one.id and (found := words.differences(reader.known[lookup_key(one.ref)], one))
    }
    new = [one for one in every if not one.id]
    touched = [one for one in every if not one.id or one.ref in changed]
    _refuse_unapproved(rows, touched, by_id, approval)

    for one in touched:
        actions.keep(session, one if not one.id else replace(one, version=one.version + 1))
    _log(session, touched, changed, by_id, approval, now)
    _audit(session, actor, now, "action", [one.ref for one in new], changed)
    notes = [question for _, questions in read for question in questions]
    for plan_id in {one.plan for one in touched}:
        notes += plan_questions(by_id[plan_id], actions.of_plan(session, plan_id))
    return _difference(every, changed, notes)


def _reader(session: Session) -> ActionReader:
    everyone = people.everyone(session).values()
    directory = Directory.of((person.name, person.email) for person in everyone)
    ids = {person.email: person.id for person in everyone}
    priorities = plans.all_priorities(session).values()
    return ActionReader(
        find=lambda text: ids[directory.find(text)],
        plans=list(plans.all_plans(session).values()),
        priorities={word.casefold(): one.id for one in priorities for word in (one.ref, one.title)},
        indicators={lookup_key(one.ref): one.id for one in register.all_indicators(session)},
        known={lookup_key(one.ref): one for one in actions.all_actions(session)},
        lookers={person.id for person in everyone if may_only_look(person)},
    )


def _refuse_unapproved(
    rows: Iterable[Cells], touched: Iterable[PlanAction], by_id: Mapping[int, Plan], given: Approval
) -> None:
    """Raises BadRows for what belongs to an agreed plan, unless reason and approver are given."""
    if given.is_whole:
        return
    lines = {lookup_key(row.raw("ref")): row.line for row in rows}
    faults = [
        CellFault(
            lines.get(lookup_key(one.ref), 1),
            "ref",
            f"{one.ref} belongs to {by_id[one.plan].title}, which is agreed: import with "
            "--reason and --approver.",
        )
        for one in touched
        if not by_id[one.plan].state.is_open
    ]
    if faults:
        raise BadRows(faults)


def _log(
    session: Session,
    touched: Iterable[PlanAction],
    changed: Mapping[str, Fields],
    by_id: Mapping[int, Plan],
    given: Approval,
    now: datetime,
) -> None:
    """What was changed of agreed plans, for `plan_changes`."""
    lines = [
        PlanChange(one.ref, name, old, new, given.reason, given.approver, given.reference)
        for one in touched
        if not by_id[one.plan].state.is_open
        for name, old, new in changed.get(one.ref, [("action", "", one.title)])
    ]
    plans.log_changes(session, lines, now)


def _rename(session: Session, old: str, new: str, actor: Actor, now: datetime) -> None:
    if old == new:
        return
    month = Period.containing(Frequency.MONTHLY, london_day(now)).start
    for indicator in register.matching(session, priorities=[old]):
        register.add(session, replace(indicator, priority=new))
        register.log_change(
            session,
            indicator.id,
            TermsChange(
                field="priority",
                old=old,
                new=new,
                effective_from=month,
                reason="the priority was renamed",
                approver=actor.name,
                changed_at=now,
            ),
        )


class _Words:
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
            "success_from": table.written_number(one.success.start),
            "success_to": table.written_number(one.success.target),
            "quality": "yes" if one.success.is_quality else "no",
            "steps": table.written_steps(one.steps),
            "budget": table.written_number(one.budget),
        }

    def differences(self, before: PlanAction, after: PlanAction) -> Fields:
        old, new = self.of(before), self.of(after)
        return [(name, old[name], new[name]) for name in old if old[name] != new[name]]


def export_actions(session: Session) -> Table:
    """Every action as `import_actions` reads it, with its state at the end."""
    emails = {person.id: person.email for person in people.everyone(session).values()}
    words = _Words(emails, _titles(plans.all_priorities(session)), _refs(session))
    rows: list[list[Cell]] = []
    for one in actions.all_actions(session):
        cells = {"ref": one.ref, **words.of(one)}
        rows.append([*(cells[name] for name in table.ACTION_COLUMNS), one.state.value])
    return (*table.ACTION_COLUMNS, "state"), rows


def _titles(found: Mapping[int, CorporatePriority]) -> dict[int, str]:
    return {own: one.title for own, one in found.items()}


def _refs(session: Session) -> dict[int, str]:
    return {one.id: one.ref for one in register.all_indicators(session)}


def _plan_differences(before: Plan, after: Plan) -> Fields:
    names = (
        *("service", "starts", "ends", "state", "agreed_by", "agreed_on"),
        *("decision_reference", "follows"),
    )
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in names]
    return [(name, str(old or ""), str(new or "")) for name, old, new in pairs if old != new]


def _priority_differences(before: CorporatePriority, after: CorporatePriority) -> Fields:
    names = ("title", "outcome", "portfolio_holder")
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in names]
    return [(name, old, new) for name, old, new in pairs if old != new]


def _audit(
    session: Session,
    actor: Actor,
    now: datetime,
    what: str,
    new: Iterable[str],
    changed: Mapping[str, Fields],
) -> None:
    reason = f"{what} import"
    rows = [(f"{what} added", subject, "", subject, reason) for subject in new]
    rows += [
        (f"{what} changed", subject, f"{name}: {old}", f"{name}: {to}", reason)
        for subject, found in changed.items()
        for name, old, to in found
    ]
    audit.write_many(session, actor, now, rows)


def _difference(
    read: Iterable[Plan | CorporatePriority | PlanAction],
    changed: Mapping[str, Fields],
    notes: Iterable[str] = (),
) -> Difference:
    read = list(read)
    new = sum(not one.id for one in read)
    return Difference(
        new=new,
        changed=len(changed),
        unchanged=len(read) - new - len(changed),
        details=tuple(detail(subject, found) for subject, found in changed.items()),
        notes=tuple(notes),
    )
