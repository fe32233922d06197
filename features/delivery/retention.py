"""MONITOR, by the clock: each night what Steward keeps only for a while goes."""

from datetime import datetime

from cycle.council import Council
from cycle.periods import LONDON
from storage import retention
from storage.database import Session

FROM = 2  # o'clock in London: people are asleep, and so is the month's work; our choice


def tidy(session: Session, now: datetime, council: Council) -> int:
    """Once a day. Returns nothing new: nobody is told of it."""
    if now.astimezone(LONDON).hour >= FROM and not retention.is_tidied(session, now):
        retention.tidy(session, now, council.retention)
    return 0
