"""What people told the performance team, and who reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from cycle.people import Person, Role
from cycle.periods import london_day
from storage import deliveries, people
from storage.deliveries import Priority
from storage.tables import NoteRow, PersonRow

TOO_LARGE = "too large"  # the kind of delivery that tells the team of a card that was
KIND = "note"  # the kind of delivery that carries one to a reader
SAME_WITHIN = timedelta(hours=12)  # the same words from the same person are the same note; ours


@dataclass(frozen=True, slots=True)
class Note:
    person: int
    indicator: int
    words: str
    at: datetime


def add(session: Session, person: int, indicator: int, words: str, now: datetime) -> int:
    """Keep a note and return its id; of one that was kept already where the button is repeated."""
    one_at_a_time = select(PersonRow.id).where(PersonRow.id == person)
    session.exec(one_at_a_time.with_for_update(key_share=True)).one()
    before = select(NoteRow.id).where(
        NoteRow.person_id == person,
        NoteRow.indicator_id == indicator,
        NoteRow.words == words,
        col(NoteRow.at) > now - SAME_WITHIN,
    )
    if (kept := session.exec(before).first()) is not None:
        return kept
    row = NoteRow(person_id=person, indicator_id=indicator, words=words, at=now)
    session.add(row)
    session.flush()
    assert row.id is not None  # just flushed
    return row.id


def note(session: Session, note_id: int) -> Note | None:
    row = session.exec(select(NoteRow).where(NoteRow.id == note_id)).first()
    return Note(row.person_id, row.indicator_id, row.words, row.at) if row else None


def tell_too_large(session: Session, kind: str, code: str, now: datetime) -> None:
    """Owe each of the team a note of it: one a day for a kind of card."""
    day = london_day(now)
    subject = f"{kind} {code}"
    owe_each(session, TOO_LARGE, subject, now, lambda reader: f"{TOO_LARGE}:{kind}:{reader}:{day}")


def owe_each(
    session: Session,
    kind: str,
    subject: str,
    now: datetime,
    key_of: Callable[[int], str],
    not_after: datetime | None = None,
) -> int:
    """Owe each of the performance team a note, once by its key. Returns how many are new.

    `key_of` makes the key from a reader's id.
    """
    return sum(
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=key_of(reader.id),
                kind=kind,
                subject=subject,
                worth=Priority.NOTE,
                now=now,
                person=reader.id,
                not_after=not_after,
            ),
        )
        for reader in readers(session)
    )


def readers(session: Session) -> list[Person]:
    """The performance team."""
    return people.with_role(session, Role.PERFORMANCE)
