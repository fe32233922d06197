"""PLAN, from a file: people, indicators and targets come in whole, or not at all.

Each import judges every row before it keeps the first, and names every fault at once (BadRows).
It works in the session it is given; who rolls that back has had a dry run.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cycle.periods import Period, london_day
from cycle.plan import people_rows, target_rows
from cycle.plan import register as table
from cycle.plan.cells import BadRows as BadRows
from cycle.plan.cells import Cells, column_faults, refuse_repeated
from cycle.plan.directory import Directory
from cycle.plan.indicator import Indicator
from cycle.plan.people_rows import PersonLine
from cycle.plan.target import TermsChange
from cycle.plan.target_rows import ProfileStep
from features.tables.difference import Difference as Difference
from features.tables.difference import detail
from papers.sheets import Sheet
from storage import audit, register, register_bulk
from storage.audit import Actor
from storage.database import Session

REASON = "register import"

Fields = list[tuple[str, str, str]]  # (field, old, new) of one changed row


def import_people(session: Session, sheet: Sheet, actor: Actor, now: datetime) -> Difference:
    """Add people or bring them up to date, by e-mail; who is not in the file stays.

    Raises BadRows.
    """
    rows = rows_of(sheet, people_rows.REQUIRED, people_rows.COLUMNS)
    known = register_bulk.people_lines(session)

    read = people_rows.read_people(rows, known)
    refuse(rows)
    new = [line for email, line in read.items() if email not in known]
    changes = {
        email: found
        for email, line in read.items()
        if email in known and (found := known[email].differences(line))
    }

    anew = people_rows.identities_given_anew(read, known)
    register_bulk.keep_people(session, [*new, *(read[email] for email in changes)], anew)
    added = [("person added", line.email, "", _person(line), REASON) for line in new]
    audit.write_many(session, actor, now, added + _audited("person", changes))

    return Difference(
        new=len(new),
        changed=len(changes),
        unchanged=len(read) - len(new) - len(changes),
        details=tuple(detail(read[email].name, found) for email, found in changes.items()),
    )


def import_indicators(
    session: Session, sheet: Sheet, actor: Actor, now: datetime, effective_from: date
) -> Difference:
    """Add indicators or change them, with effect from a day; those not in the file stay.

    Every changed field is a line of the change log, approved by the actor. Raises BadRows.
    """
    rows = rows_of(sheet, table.REQUIRED, table.COLUMNS)
    known = {table.key(one.ref): one for one in register.all_indicators(session)}
    people = register_bulk.people_lines(session).values()
    ids = register_bulk.person_ids(session)
    profiled = register_bulk.profiled(session)

    find = Directory.of((line.name, line.email) for line in people).find
    read = [
        table.read_indicator(row, known, lambda text: ids[find(text)], profiled) for row in rows
    ]
    refuse_repeated(rows, "ref")
    refuse(rows)
    new = [indicator for indicator in read if not indicator.id]
    pairs = [(known[table.key(one.ref)], one) for one in read if one.id]
    changed = [(before, after) for before, after in pairs if before != after]

    register_bulk.add_indicators(session, new)
    for before, after in changed:
        register.add(session, after)
        register_bulk.log_changes(session, _term_changes(before, after, actor, now, effective_from))
    changes = _in_words(changed, {own: email for email, own in ids.items()})
    added = [("indicator added", one.ref, "", one.title, REASON) for one in new]
    audit.write_many(session, actor, now, added + _audited("indicator", changes))

    return Difference(
        new=len(new),
        changed=len(changed),
        unchanged=len(read) - len(new) - len(changed),
        details=tuple(detail(ref, found) for ref, found in changes.items()),
        notes=tuple(note for indicator in read for note in table.notes(indicator)),
        kept=frozenset(
            (after.id, Period.last_ended(after.frequency, london_day(now))) for _, after in changed
        ),
    )


def import_targets(session: Session, sheet: Sheet, actor: Actor, now: datetime) -> Difference:
    """Set the targets of single periods; a year's profile of a total must then be whole.

    Raises BadRows.
    """
    rows = rows_of(sheet, target_rows.REQUIRED, target_rows.COLUMNS)
    known = {table.key(one.ref): one for one in register.all_indicators(session)}
    refuse_repeated(rows, "ref", "period")
    read = [step for row in rows if (step := target_rows.read_target(row, known))]
    ids = {step.indicator.id for step in read}
    profiles = register_bulk.profiles(session, ids)
    log = register_bulk.changes(session, ids)

    steps = {step.key: step for step in read}
    notes = target_rows.judge_profiles(steps.values(), profiles, log)
    refuse(rows)
    before = {(own, when): t for own, profile in profiles.items() for when, t in profile.items()}
    new = [step for key, step in steps.items() if key not in before]
    changed = [step for key, step in steps.items() if before.get(key, step.target) != step.target]
    changes = {
        str(step): [("target", table.written(before[step.key]), table.written(step.target))]
        for step in changed
    }

    register_bulk.keep_targets(
        session,
        {step.key: step.target for step in new},
        {step.key: step.target for step in changed},
    )
    register_bulk.log_changes(
        session, [_profile_change(s, before[s.key], actor, now) for s in changed]
    )
    added = [
        ("target set", str(step), "", table.written(step.target), step.reason or REASON)
        for step in new
    ]
    audit.write_many(session, actor, now, added + _audited("target", changes))

    return Difference(
        new=len(new),
        changed=len(changed),
        unchanged=len(steps) - len(new) - len(changed),
        details=tuple(detail(subject, found) for subject, found in changes.items()),
        notes=(*notes, *target_rows.changed_in_the_past(changed, london_day(now))),
        kept=frozenset(step.key for step in [*new, *changed]),
    )


def rows_of(sheet: Sheet, required: Sequence[str], known: Sequence[str]) -> list[Cells]:
    """The file's rows to be read. Raises BadRows where a required column is missing."""
    faults = column_faults(sheet.columns, required, known)
    if faults:
        raise BadRows(faults)
    return [Cells(row.line, row.cells) for row in sheet.rows]


def refuse(rows: Sequence[Cells]) -> None:
    """Raise BadRows with every fault of every row, where there is one."""
    if faults := [fault for row in rows for fault in row.faults]:
        raise BadRows(faults)


def _in_words(
    changed: Sequence[tuple[Indicator, Indicator]], emails: Mapping[int, str]
) -> dict[str, Fields]:
    """The changed fields of each indicator, by reference, with e-mails for people's ids."""

    def words(name: str, value: Any) -> str:
        return emails.get(value, "") if name in ("owner", "deputy") else table.written(value)

    return {
        after.ref: [
            (name, words(name, old), words(name, new))
            for name, old, new in table.differences(before, after)
        ]
        for before, after in changed
    }


def _term_changes(
    before: Indicator, after: Indicator, actor: Actor, now: datetime, effective_from: date
) -> list[tuple[int, TermsChange]]:
    return [
        (
            after.id,
            TermsChange(
                field=name,
                old=table.written(old),
                new=table.written(new),
                effective_from=_counts_from(name, new, effective_from),
                reason=REASON,
                approver=actor.name,
                changed_at=now,
            ),
        )
        for name, old, new in table.differences(before, after)
    ]


def _counts_from(name: str, new: Any, effective_from: date) -> date:
    """A retirement says its own day."""
    is_retirement = name == "retired_from" and isinstance(new, date)
    return new if is_retirement else effective_from


def _profile_change(
    step: ProfileStep, before: Decimal, actor: Actor, now: datetime
) -> tuple[int, TermsChange]:
    return step.indicator.id, TermsChange(
        field="profile",
        old=f"{step.period}: {table.written(before)}",
        new=f"{step.period}: {table.written(step.target)}",
        effective_from=step.period.start,
        reason=step.reason or REASON,
        approver=actor.name,
        changed_at=now,
    )


def _audited(what: str, changes: Mapping[str, Fields]) -> list[tuple[str, str, str, str, str]]:
    return [
        (f"{what} changed", subject, f"{name}: {old}", f"{name}: {new}", REASON)
        for subject, found in changes.items()
        for name, old, new in found
    ]


def _person(line: PersonLine) -> str:
    return f"{line.name}; {line.roles.replace(';', ', ')}"
