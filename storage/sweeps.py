"""When each sweep last ran to its end, and which of its duties fails, so that both are noticed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from storage.database import insert_new
from storage.tables import DutyFailureRow, SweepRow

EVERY: Mapping[str, timedelta] = {  # how often the end of a run is written down at the latest
    "collect": timedelta(seconds=60),
    "recheck": timedelta(seconds=60),
    "chase": timedelta(seconds=60),
    "deliver": timedelta(seconds=40),
}
SILENT_AFTER = timedelta(minutes=5)  # a sweep that has not ended for so long is worth a look


@dataclass(frozen=True, slots=True)
class Failure:
    """A duty of the clock that has failed `times` running, `since` the first of them.

    `error` is the name of the newest error's class: its words may name people.
    """

    name: str
    since: datetime
    last: datetime
    times: int
    error: str


def note_run(session: Session, name: str, at: datetime, words: str) -> None:
    if not insert_new(session, SweepRow, {"name": name, "ran_at": at, "words": words}):
        session.exec(
            update(SweepRow).where(col(SweepRow.name) == name).values(ran_at=at, words=words)
        )


def last_runs(session: Session) -> dict[str, datetime]:
    return dict(session.exec(select(SweepRow.name, SweepRow.ran_at)).all())


def lateness(name: str, ran_at: datetime, now: datetime) -> timedelta:
    """How long ago the sweep should have run again; nothing while it is on time."""
    return max(timedelta(), now - ran_at - EVERY.get(name, SILENT_AFTER))


def note_failure(session: Session, name: str, at: datetime, error: str) -> None:
    """Write down that this duty has failed, once more where it had failed before."""
    first = {"name": name, "since": at, "last": at, "times": 1, "error": error}
    if not insert_new(session, DutyFailureRow, first):
        session.exec(
            update(DutyFailureRow)
            .where(col(DutyFailureRow.name) == name)
            .values(last=at, times=DutyFailureRow.times + 1, error=error)
        )


def forget_failure(session: Session, name: str) -> None:
    """The duty has run to its end again."""
    session.exec(delete(DutyFailureRow).where(col(DutyFailureRow.name) == name))


def failures(session: Session) -> list[Failure]:
    """The duties that fail now, the longest first."""
    rows = session.exec(select(DutyFailureRow).order_by(col(DutyFailureRow.since))).all()
    return [Failure(row.name, row.since, row.last, row.times, row.error) for row in rows]
