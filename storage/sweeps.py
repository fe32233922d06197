"""When each sweep last ran to its end, so that a silent one is noticed."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.database import insert_new
from storage.tables import SweepRow


def ran(session: Session, name: str, at: datetime, words: str) -> None:
    if not insert_new(session, SweepRow, {"name": name, "ran_at": at, "words": words}):
        session.exec(
            update(SweepRow).where(col(SweepRow.name) == name).values(ran_at=at, words=words)
        )


def last_runs(session: Session) -> dict[str, datetime]:
    return dict(session.exec(select(SweepRow.name, SweepRow.ran_at)).all())
