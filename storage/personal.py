"""What is kept about one person: all of it as data, or none of it but what the record needs.

Every table is looked through, so a new one needs no word here. Rows with a `person_id` are what
Steward did for somebody (chats, cards, reminders) and can go; the rest is the council's record, in
which the name gives way to a number and everything else stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, String, Table, and_, delete, select, update
from sqlmodel import AutoString, Session, SQLModel, col

from storage import append_only, benchmark_tables, cache, paper_tables, plan_tables, review_tables
from storage.audit_chain import FORMER
from storage.cache import Topic
from storage.database import insert_new
from storage.tables import AuditRow, GateRow

OWN = "person_id"  # the column of what is kept for a person's convenience, not for the record
DUTIES = ("people", "indicators", "risks", "actions")  # tables in which a person is still needed
FROZEN = ("paper",)  # the beginning of tables whose rows were given out as they are
_RENAMED = "name: "  # how the audit tells what somebody was called before
_ANOTHER_ADDRESS = "email: "  # the same of their address
_EMPTY = ("aad_object_id", "teams_id")
_ALL_TABLES = (
    benchmark_tables,
    paper_tables,
    plan_tables,
    review_tables,
)  # read for the tables that they declare


class StillNeeded(Exception):
    """The person still has duties in the register; the sentence says which."""


@dataclass(frozen=True, slots=True)
class PersonNames:
    """A person, and every name and address by which the kept words may call them."""

    id: int
    email: str
    words: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{FORMER} {self.id}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """One word alone may be anybody's, or a street: only whole names are looked for."""
        several = sorted((word for word in self.words if re.search(r"\W", word)), key=len)
        either = "|".join(re.escape(word) for word in reversed(several))
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def subject(session: Session, email: str) -> PersonNames | None:
    """The person with this address, or None."""
    tables, ask = SQLModel.metadata.tables, session.connection().execute
    people, audit, figures = (tables[name] for name in ("people", "audit", "figures"))
    row = ask(select(people).where(people.c.email == email.strip().lower())).first()
    if row is None:
        return None
    names: set[str] = {row.name, row.email, row.aad_object_id or "", row.teams_id or ""}
    names |= set(ask(select(audit.c.who).where(audit.c.person_id == row.id)).scalars())
    given = select(figures.c.given_by_name).where(figures.c.given_by == row.id)
    names |= set(ask(given).scalars())
    addresses = _addresses(session, row.email)
    renamed = select(audit.c.old).where(
        audit.c.subject.in_(addresses), audit.c.old.startswith(_RENAMED)
    )
    names |= addresses | {old.removeprefix(_RENAMED) for old in ask(renamed).scalars()}
    return PersonNames(row.id, row.email, tuple(sorted(names - {""})))


def _addresses(session: Session, email: str) -> set[str]:
    """The address, and every earlier one from which the audit leads to it."""
    audit = SQLModel.metadata.tables[AuditRow.__tablename__]
    found, fresh = {email}, {email}
    while fresh:
        moved = select(audit.c.old).where(
            audit.c.subject.in_(fresh), audit.c.old.startswith(_ANOTHER_ADDRESS)
        )
        earlier = session.connection().execute(moved).scalars()
        fresh = {old.removeprefix(_ANOTHER_ADDRESS) for old in earlier} - found
        found |= fresh
    return found


def everything(session: Session, one: PersonNames) -> dict[str, list[dict[str, Any]]]:
    """Every row that belongs to the person or names them, by table."""
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        rows = [
            {name: _plain(value) for name, value in row._mapping.items()}
            for row in session.connection().execute(select(table).order_by(*table.primary_key))
            if _is_about(table, row, one)
        ]
        if rows:
            found[table.name] = rows
    return found


def forget(session: Session, one: PersonNames, now: datetime) -> int:
    """Replace the person's names and addresses everywhere. Returns how many rows were changed.

    Raises StillNeeded. Figures, decisions and their days stay, and the audit's chain still holds.
    """
    _refuse_if_needed(session, one)
    for topic in Topic:
        cache.invalidate(session, topic)
    insert_new(session, GateRow, {"name": append_only.FORGETTING, "until": now})
    changed = 0
    for table in reversed(SQLModel.metadata.sorted_tables):
        if OWN in {column.name for column in _references(table)}:
            gone = delete(table).where(table.c[OWN] == one.id)
            changed += session.connection().execute(gone).rowcount
    for table in SQLModel.metadata.sorted_tables:
        if not table.name.startswith(FROZEN):
            changed += _replace(session, table, one)
    gone = delete(GateRow).where(col(GateRow.name) == append_only.FORGETTING)
    session.exec(gone)
    return changed


def _replace(session: Session, table: Table, one: PersonNames) -> int:
    """The names in one table's words."""
    columns = _texts(table)
    keys = list(table.primary_key)
    changed = 0
    for row in session.connection().execute(select(table)).all():
        values: dict[str, Any] = {
            column.name: new
            for column in columns
            if (old := row._mapping[column.name])
            and (new := one.pattern.sub(one.label, old)) != old
        }
        values |= _own(table, row, one)
        if values:
            if table.name == AuditRow.__tablename__:
                values |= {"salt": "", "forgotten": True}
            this = and_(*(key == row._mapping[key.name] for key in keys))
            session.connection().execute(update(table).where(this).values(**values))
            changed += 1
    return changed


def _own(table: Table, row: Any, one: PersonNames) -> dict[str, Any]:
    """What of a row is the person's whatever it says: a single name, an identity."""
    match table.name:
        case "people" if row.id == one.id:
            email = f"forgotten-{one.id}@invalid"
            return {"name": one.label, "email": email, "roles": "", **dict.fromkeys(_EMPTY)}
        case "audit" if row.person_id == one.id and row.who != one.label:
            return {"who": one.label}
        case "figures" if row.given_by == one.id and row.given_by_name != one.label:
            return {"given_by_name": one.label}
    return {}


def _refuse_if_needed(session: Session, one: PersonNames) -> None:
    needs: list[str] = []
    for name in DUTIES:
        table = SQLModel.metadata.tables[name]
        called = table.c.email if name == "people" else table.c.ref
        for column in _references(table):
            wanted = select(called).where(column == one.id).order_by(called)
            needs += session.connection().execute(wanted).scalars()
    if needs:
        raise StillNeeded(
            f"{one.email} is still owner, deputy or manager of {', '.join(dict.fromkeys(needs))}. "
            "Import the tables with whoever takes over, then try again."
        )


def _is_about(table: Table, row: Any, one: PersonNames) -> bool:
    values = row._mapping
    if table.name == "people" and row.id == one.id:
        return True
    if any(values[column.name] == one.id for column in _references(table)):
        return True
    if table.name == AuditRow.__tablename__ and row.person_id == one.id:
        return True
    return any(one.pattern.search(values[column.name] or "") for column in _texts(table))


def _references(table: Table) -> Iterator[Column[Any]]:
    """The columns that name a person by id."""
    for column in table.columns:
        if any(key.column.table.name == "people" for key in column.foreign_keys):
            yield column


def _texts(table: Table) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | AutoString)
        and not column.primary_key
        and column.name != "hash"
    ]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
