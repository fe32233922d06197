"""When each sweep last ran to its end, so that a silent one is noticed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.database import insert_new
from storage.tables import SweepRow

EVERY: Mapping[str, timedelta] = {  # how often the end of a run is written down at the latest
    "collect": timedelta(seconds=60),
    "recheck": timedelta(seconds=60),
    "chase": timedelta(seconds=60),
    "deliver": timedelta(seconds=40),
}
SILENT_AFTER = timedelta(minutes=5)  # a sweep that has not ended for so long is worth a look


def ran(session: Session, name: str, at: datetime, words: str) -> None:
    if not insert_new(session, SweepRow, {"name": name, "ran_at": at, "words": words}):
        session.exec(
            update(SweepRow).where(col(SweepRow.name) == name).values(ran_at=at, words=words)
        )


def last_runs(session: Session) -> dict[str, datetime]:
    return dict(session.exec(select(SweepRow.name, SweepRow.ran_at)).all())


def lateness(name: str, ran_at: datetime, now: datetime) -> timedelta:
    """How long ago the sweep should have run again; nothing while it is on time."""
    return max(timedelta(), now - ran_at - EVERY.get(name, SILENT_AFTER))
