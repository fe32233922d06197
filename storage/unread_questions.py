"""Questions that were not understood, for the performance team: their words, and not whose."""

from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from storage.database import insert_new
from storage.tables import UnreadQuestionRow

LONGEST = 120  # characters; what is longer may hold what is nobody's business
MOST = 500  # questions kept, the newest


def note(session: Session, text: str, now: datetime) -> None:
    words = " ".join(text.lower().split())
    if not words or len(words) > LONGEST:
        return
    again = update(UnreadQuestionRow).where(col(UnreadQuestionRow.words) == words)
    if session.exec(again.values(times=UnreadQuestionRow.times + 1, last=now)).rowcount:
        return
    insert_new(session, UnreadQuestionRow, {"words": words, "times": 1, "last": now})
    count = session.exec(select(func.count()).select_from(UnreadQuestionRow)).one()
    if count > MOST:
        oldest = select(func.min(UnreadQuestionRow.last)).scalar_subquery()
        session.exec(delete(UnreadQuestionRow).where(col(UnreadQuestionRow.last) == oldest))


def most_asked(session: Session) -> list[tuple[str, int, datetime]]:
    """(words, times, last asked), the most frequent first."""
    order = (col(UnreadQuestionRow.times).desc(), col(UnreadQuestionRow.last).desc())
    rows = session.exec(select(UnreadQuestionRow).order_by(*order))
    return [(row.words, row.times, row.last) for row in rows]
