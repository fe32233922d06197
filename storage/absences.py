"""Who is away or wants no reminders, until when, and who covers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from cycle.periods import london_day
from storage.tables import AbsenceRow


@dataclass(frozen=True, slots=True)
class Absence:
    """No reminders from the day `starts` until the moment `ends`.

    Away, `cover` hears instead, the deputy where it is None; `is_away` is False for a mere pause.
    """

    person: int
    starts: date
    ends: datetime
    is_away: bool
    cover: int | None = None


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
    gone = session.exec(delete(AbsenceRow).where(col(AbsenceRow.person_id) == person))
    return bool(gone.rowcount)


def at(session: Session, now: datetime) -> dict[int, Absence]:
    """Those who hear of nothing at this moment, by person."""
    rows = session.exec(
        select(AbsenceRow).where(AbsenceRow.starts <= london_day(now), AbsenceRow.ends > now)
    )
    return {
        row.person_id: Absence(row.person_id, row.starts, row.ends, row.is_away, row.cover_id)
        for row in rows
    }
