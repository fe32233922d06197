"""What people told the performance team, and who reads it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from cycle.people import Person, Role
from storage import people
from storage.tables import NoteRow

KIND = "note"  # the kind of delivery that carries one to a reader


@dataclass(frozen=True, slots=True)
class Note:
    person: int
    indicator: int
    words: str
    at: datetime


def keep(session: Session, person: int, indicator: int, words: str, now: datetime) -> int:
    """Keep a note and return its id."""
    row = NoteRow(person_id=person, indicator_id=indicator, words=words, at=now)
    session.add(row)
    session.flush()
    assert row.id is not None  # just flushed
    return row.id


def note(session: Session, note_id: int) -> Note | None:
    row = session.exec(select(NoteRow).where(NoteRow.id == note_id)).first()
    return Note(row.person_id, row.indicator_id, row.words, row.at) if row else None


def readers(session: Session) -> list[Person]:
    """The performance team."""
    return people.with_role(session, Role.PERFORMANCE)
