"""Breaks and annotations as kept: what happened to a series, when, and who says so."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Table, insert, select, update
from sqlmodel import Session

from cycle.periods import Period
from cycle.review.events import SeriesEvent
from storage import cache
from storage.cache import Topic
from storage.statements import Statement, among
from storage.tables import SeriesEventRow

_EVENTS: Table = SeriesEventRow.__table__  # type: ignore[attr-defined]
_OF = Statement(
    select(_EVENTS)
    .where(among(_EVENTS.c.indicator_id, "ids"))
    .where(_EVENTS.c.taken_back_at.is_(None))
    .order_by(_EVENTS.c.id)
)


def add(session: Session, indicator_id: int, event: SeriesEvent) -> None:
    """Add one; its row is never taken away."""
    cache.invalidate(session, Topic.REGISTER)
    session.exec(
        insert(SeriesEventRow).values(
            indicator_id=indicator_id,
            period=str(event.period),
            is_break=event.is_break,
            words=event.words,
            author=event.author,
            at=event.at,
        )
    )


def take_back(session: Session, indicator_id: int, event: SeriesEvent, now: datetime) -> bool:
    """Let it count no more; False where somebody else was first."""
    cache.invalidate(session, Topic.REGISTER)
    changed = session.connection().execute(
        update(_EVENTS)
        .where(_EVENTS.c.indicator_id == indicator_id)
        .where(_EVENTS.c.period == str(event.period))
        .where(_EVENTS.c.is_break == event.is_break)
        .where(_EVENTS.c.words == event.words)
        .where(_EVENTS.c.taken_back_at.is_(None))
        .values(taken_back_at=now)
    )
    return bool(changed.rowcount)


def of_indicator(session: Session, indicator_id: int) -> list[SeriesEvent]:
    """What happened to this indicator's series and was not taken back, oldest period first."""
    return events_of_many(session, [indicator_id]).get(indicator_id, [])


def events_of_many(session: Session, ids: Collection[int]) -> dict[int, list[SeriesEvent]]:
    """The same for several indicators."""

    def read(ids: Collection[int]) -> dict[int, list[SeriesEvent]]:
        found: dict[int, list[SeriesEvent]] = defaultdict(list)
        for row in _OF.all(session, ids=ids):
            event = SeriesEvent(
                Period.parse(row.period), row.words, row.is_break, row.author, row.at
            )
            found[row.indicator_id].append(event)
        return {own: sorted(some, key=lambda event: event.period) for own, some in found.items()}

    return cache.get_by_id(session, Topic.REGISTER, "events", ids, read)
