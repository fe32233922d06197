"""MONITOR, by the clock: the digest of last month, on the working day that the board has chosen."""

from datetime import date, datetime

from cycle.council import Council
from cycle.periods import Frequency, Period, london_day
from storage import owed
from storage.database import Session

CAUGHT_UP = 5  # working days on which a missed one is made good; our choice


def send_digest(session: Session, now: datetime, council: Council) -> int:
    """Owe the board, and the Corporate Management Team, last month's digest. How many are new."""
    today = london_day(now)
    month = Period.last_ended(Frequency.MONTHLY, today)
    day = digest_day(month, council)
    if not 0 <= council.calendar.between(day, today) <= CAUGHT_UP:
        return 0
    key, subject = f"{owed.DIGEST}:{month}", str(month)
    new = owed.to_board(session, key, owed.DIGEST, subject, now)
    return new + owed.to_management(session, f"{key}:management", owed.DIGEST, subject, now)


def digest_day(month: Period, council: Council) -> date:
    """The day on which the digest of this month is due."""
    return council.calendar.after(month.end, council.digest_working_day)
