"""What time it is for everybody: by the database's clock, which all replicas share."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session

from storage.statements import Statement

_READ = Statement(select(func.clock_timestamp().label("now")))
APART = timedelta(seconds=10)  # by which a machine's clock is worth a word; our choice


def read(session: Session) -> datetime:
    """PostgreSQL only: with a SQLite file everybody is on one machine."""
    now: datetime = _READ.first(session).now
    return now


def apart_words(session: Session, local: datetime) -> str:
    """How far this machine's clock is from the database's, in a sentence; empty if not far."""
    ahead = local - read(session)
    if abs(ahead) < APART:
        return ""
    side = "ahead of" if ahead > timedelta() else "behind"
    return (
        f"This machine's clock is {abs(ahead).total_seconds():,.0f} seconds {side} the database's, "
        "by which Steward goes: set both by NTP."
    )
