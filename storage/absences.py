"""Who is away or wants no reminders, until when, and who covers."""

from datetime import date, datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from cycle.acting import Absence
from cycle.periods import london_day
from storage import cache
from storage.cache import Topic
from storage.tables import AbsenceRow


def keep(session: Session, absence: Absence) -> None:
    """In place of what was kept for the person."""
    end(session, absence.person)
    session.add(
        AbsenceRow(
            person_id=absence.person,
            starts=absence.starts,
            ends=absence.ends,
            is_away=absence.is_away,
            cover_id=absence.cover,
        )
    )
    session.flush()


def end(session: Session, person: int) -> bool:
    """Back again; says whether the person was away or had paused."""
    cache.invalidate(session, Topic.PEOPLE)
    gone = session.exec(delete(AbsenceRow).where(col(AbsenceRow.person_id) == person))
    return bool(gone.rowcount)


def at(session: Session, now: datetime) -> dict[int, Absence]:
    """Those who hear of nothing at this moment, by person."""
    today = london_day(now)
    return {
        person: absence
        for person, absence in _all(session).items()
        if absence.starts <= today and absence.ends > now
    }


def find(session: Session, person: int) -> Absence | None:
    """What is kept of this person, now, ahead or not answered yet; None for nothing."""
    return _all(session).get(person)


def returning(session: Session, now: datetime) -> list[Absence]:
    """Those who were away until now and were not asked yet whether they are back."""
    return [
        absence
        for absence in _all(session).values()
        if absence.is_away and absence.ends <= now and absence.asked_back_on is None
    ]


def mark_asked_back(session: Session, person: int, day: date) -> None:
    cache.invalidate(session, Topic.PEOPLE)
    this = update(AbsenceRow).where(col(AbsenceRow.person_id) == person)
    session.exec(this.values(asked_back_on=day))


def _all(session: Session) -> dict[int, Absence]:
    """Every absence on record, by person."""

    def read() -> dict[int, Absence]:
        return {
            row.person_id: Absence(
                row.person_id, row.starts, row.ends, row.is_away, row.cover_id, row.asked_back_on
            )
            for row in session.exec(select(AbsenceRow))
        }

    return cache.get(session, Topic.PEOPLE, "absences", read)
