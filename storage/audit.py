"""Who changed what, when, from where, from what to what, and why. Only ever added to.

Entries are added at the end of their transaction, one transaction after the other, so that each
can carry the hash of the one before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, event, func, insert, update
from sqlalchemy import select as rows_of
from sqlmodel import Session, select

from storage import audit_chain, figures
from storage.database import insert_new
from storage.statements import Statement
from storage.tables import AuditHeadRow, AuditRow

_AUDIT: Table = AuditRow.__table__  # type: ignore[attr-defined]
_HEADS: Table = AuditHeadRow.__table__  # type: ignore[attr-defined]
_INSERT = insert(_AUDIT)
_INSERT_ONE = Statement(_INSERT)
_HEAD = Statement(rows_of(_HEADS.c.hash).with_for_update())
_MOVE_HEAD = Statement(update(_HEADS).where(_HEADS.c.id == bindparam("head")))
_ONLY = 1  # the id of the one head
_PENDING = "audit"  # the name in a session's `info` of the entries to add at its end


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
    write_many(session, actor, at, [(change, subject, old, new, reason)])


def write_many(
    session: Session, actor: Actor, at: datetime, rows: Sequence[tuple[str, str, str, str, str]]
) -> None:
    """Rows are (change, subject, old, new, reason)."""
    session.connection()  # begin, so that a rollback is heard of
    by = {"at": at, "person_id": actor.person, "who": actor.name, "came_from": actor.came_from}
    names = ("change", "subject", "old", "new", "reason")
    pending = session.info.setdefault(_PENDING, [])
    pending += [{**by, **dict(zip(names, row, strict=True))} for row in rows]


@event.listens_for(Session, "before_commit")
def _append(session: Session) -> None:
    """Last of all, so that whoever waits for another's entry holds nothing the other needs.

    The last entry of a transaction records the figures that were kept in it.
    """
    if not (pending := session.info.pop(_PENDING, None)):
        return
    pending[-1]["figures"] = audit_chain.recorded(session.info.pop(figures.KEPT_NOW, ()))
    head = _HEAD.first(session)
    if head is None:
        insert_new(session, AuditHeadRow, {"id": _ONLY, "hash": audit_chain.FIRST})
        head = _HEAD.first(session)
    previous = head.hash
    entries = []
    for entry in pending:
        entries.append(audit_chain.chained(entry, previous))
        previous = entries[-1]["hash"]
    if len(entries) == 1:
        _INSERT_ONE.run(session, **entries[0])
    else:
        session.connection().execute(_INSERT, entries)
    _MOVE_HEAD.run(session, head=_ONLY, hash=previous)


@event.listens_for(Session, "after_rollback")
def _discard(session: Session) -> None:
    session.info.pop(_PENDING, None)
    session.info.pop(figures.KEPT_NOW, None)


def first_break(session: Session) -> str:
    """The first place where history was changed unnoticed, in words; empty where there is none."""
    kept = {audit_chain.figure_key(one): one for one in figures.everything(session)}
    head = session.exec(select(_HEADS.c.hash)).first() or audit_chain.FIRST
    entries = session.connection().execute(rows_of(_AUDIT).order_by(_AUDIT.c.id))
    return audit_chain.first_break(entries, kept, head)


def newest(session: Session) -> tuple[int, str]:
    """(how many entries there are, the hash of the newest): kept elsewhere, it vouches for all."""
    count = session.connection().execute(rows_of(func.count()).select_from(_AUDIT)).scalar_one()
    return count, session.exec(select(_HEADS.c.hash)).first() or audit_chain.FIRST


def rows(session: Session) -> Iterator[Row[Any]]:
    """Everything, oldest first."""
    columns = (_AUDIT.c[name] for name in COLUMNS)
    yield from session.exec(select(*columns).order_by(_AUDIT.c.id))


COLUMNS = ("at", "who", "came_from", "change", "subject", "old", "new", "reason")
