"""After a restore: what may have been sent since the backup, so that nothing is repeated unmarked.

What was sent after the backup was made is not in it, and nobody can know what that was. A card to
the board goes out again and says that it may be a repeat; anything to a person is left to the next
reminder (decision 0005).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from cycle.periods import LONDON, london_day
from cycle.working_hours import OPENS
from storage.database import insert_new
from storage.outcomes import Outcome
from storage.tables import DeliveryRow, GateRow

RESTORED = "restored"  # the gate that names the moment of the last restore
DOUBT = timedelta(days=1)  # how long a new card to the board may repeat a lost one; our choice
CODE = "restored"
_KNOWN = "restored at"  # the name in a session's `info` of what the gate says


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many cards may be sent again, marked; and how many are not sent because of the doubt."""

    marked: int = 0
    given_up: int = 0


def settle_doubts(session: Session, now: datetime) -> Doubts:
    """Mark what waits, and remember when the restore was."""
    session.exec(delete(GateRow).where(col(GateRow.name) == RESTORED))
    insert_new(session, GateRow, {"name": RESTORED, "until": now})
    waits = (col(DeliveryRow.pending), col(DeliveryRow.activity_id) == "")
    is_board = col(DeliveryRow.worth) <= 0
    free = {"claim": "", "lease_until": None, "leaving": False}
    marked = session.exec(
        update(DeliveryRow).where(*waits, is_board).values(possible_repeat=True, **free)
    )
    doubt = {"pending": False, "outcome": Outcome.AMBIGUOUS.value, "code": CODE, **free}
    given_up = session.exec(update(DeliveryRow).where(*waits, ~is_board).values(**doubt))
    return Doubts(marked.rowcount, given_up.rowcount)


def is_board_in_doubt(session: Session, now: datetime) -> bool:
    """Whether a new card to the board may have been posted before the restore already."""
    at = _restored_at(session)
    return at is not None and now < at + DOUBT


def is_reminder_in_doubt(session: Session, now: datetime) -> bool:
    """Whether today's reminders may have been sent before the restore already."""
    at = _restored_at(session)
    if at is None or london_day(at) != london_day(now):
        return False
    return at.astimezone(LONDON).hour >= OPENS


def _restored_at(session: Session) -> datetime | None:
    if _KNOWN not in session.info:
        gate = select(GateRow.until).where(col(GateRow.name) == RESTORED)
        session.info[_KNOWN] = session.exec(gate).first()
    at: datetime | None = session.info[_KNOWN]
    return at
