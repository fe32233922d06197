"""Who changed what, when, from where, from what to what, and why. Only ever added to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, insert
from sqlmodel import Session, select

from storage.statements import Statement
from storage.tables import AuditRow

_AUDIT: Table = AuditRow.__table__  # type: ignore[attr-defined]
_INSERT = insert(_AUDIT)
_INSERT_ONE = Statement(_INSERT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something: a person's id and name, or a command's; and from where."""

    name: str
    came_from: str  # "Teams", or the command such as "steward import figures"
    person: int | None = None


CLOCK = Actor(name="Steward", came_from="the clock")


def write(
    session: Session,
    actor: Actor,
    at: datetime,
    change: str,
    subject: str,
    *,
    old: str = "",
    new: str = "",
    reason: str = "",
) -> None:
    _INSERT_ONE.run(
        session,
        at=at,
        person_id=actor.person,
        who=actor.name,
        came_from=actor.came_from,
        change=change,
        subject=subject,
        old=old,
        new=new,
        reason=reason,
    )


def write_many(
    session: Session, actor: Actor, at: datetime, rows: list[tuple[str, str, str, str, str]]
) -> None:
    """Rows are (change, subject, old, new, reason)."""
    if rows:
        by = {
            "at": at,
            "person_id": actor.person,
            "who": actor.name,
            "came_from": actor.came_from,
        }
        names = ("change", "subject", "old", "new", "reason")
        session.connection().execute(
            _INSERT, [{**by, **dict(zip(names, row, strict=True))} for row in rows]
        )


def rows(session: Session) -> Iterator[Row[Any]]:
    """Everything, oldest first."""
    columns = (_AUDIT.c[name] for name in COLUMNS)
    yield from session.exec(select(*columns).order_by(_AUDIT.c.id))


COLUMNS = ("at", "who", "came_from", "change", "subject", "old", "new", "reason")
