"""Who cannot be written to: since when, and with which word of Teams."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from storage.database import insert_new
from storage.tables import PersonRow, ReachRow

REMOVED = "removed"  # the code of somebody who has removed Steward; Teams tells it by an event


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A person whose chat Teams refuses; `code` is Teams' own word for it."""

    name: str
    code: str
    since: datetime


def mark_unreachable(session: Session, person: int, code: str, now: datetime) -> None:
    """Teams refuses this person for good. Since when is kept, the newest code replaces the last."""
    if not insert_new(session, ReachRow, {"person_id": person, "code": code, "since": now}):
        session.exec(update(ReachRow).where(col(ReachRow.person_id) == person).values(code=code))


def mark_reached(session: Session, person: int) -> None:
    session.exec(delete(ReachRow).where(col(ReachRow.person_id) == person))


def unreachable(session: Session) -> list[Unreachable]:
    """Everybody who cannot be written to, by name."""
    rows = select(PersonRow.name, ReachRow.code, ReachRow.since).where(
        col(PersonRow.id) == col(ReachRow.person_id)
    )
    return [Unreachable(*row) for row in session.exec(rows.order_by(col(PersonRow.name)))]
