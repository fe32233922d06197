"""Breaks and annotations as kept: what happened to a series, when, and who says so."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, select

from cycle.periods import Period
from cycle.review.events import Event
from storage.tables import SeriesEventRow


def keep(
    session: Session,
    indicator_id: int,
    period: Period,
    words: str,
    *,
    is_break: bool,
    author: str,
    now: datetime,
) -> None:
    """Add one; nothing is ever taken away."""
    session.exec(
        insert(SeriesEventRow).values(
            indicator_id=indicator_id,
            period=str(period),
            is_break=is_break,
            words=words,
            author=author,
            at=now,
        )
    )


def of(session: Session, indicator_id: int) -> list[Event]:
    """Everything that happened to this indicator's series, oldest period first."""
    return of_many(session, [indicator_id]).get(indicator_id, [])


def of_many(session: Session, ids: Collection[int]) -> dict[int, list[Event]]:
    """The same for several indicators."""
    found: dict[int, list[Event]] = defaultdict(list)
    wanted = select(SeriesEventRow).where(col(SeriesEventRow.indicator_id).in_(ids))
    for row in session.exec(wanted.order_by(col(SeriesEventRow.id))):
        event = Event(Period.parse(row.period), row.words, row.is_break, row.author, row.at)
        found[row.indicator_id].append(event)
    return {own: sorted(events, key=lambda event: event.period) for own, events in found.items()}
