"""Who asked to be reminded again, and on which day."""

from datetime import date

from sqlmodel import Session, col, select

from storage.database import insert_new
from storage.tables import SnoozeRow


def add(session: Session, person: int, day: date) -> None:
    insert_new(session, SnoozeRow, {"person_id": person, "day": day})


def on(session: Session, day: date) -> set[int]:
    """The people who wanted to be reminded on this day."""
    return set(session.exec(select(SnoozeRow.person_id).where(col(SnoozeRow.day) == day)))
