"""Successes as kept: each once, told once, with what was learnt."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, delete, select, update
from sqlmodel import Session

from cycle.monitor.success import Praise, Success
from cycle.periods import Period
from storage.database import insert_new
from storage.tables import SuccessRow

_SUCCESSES: Table = SuccessRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSuccess:
    """A success as kept; `told_on` is None until people have been told."""

    id: int
    praise: Praise
    indicator: int
    period: Period
    sentence: str
    learnt: str
    learnt_by: int | None
    at: datetime
    told_on: date | None


def save(session: Session, success: Success, now: datetime) -> bool:
    """Keep a success. False where it was kept before."""
    values = {
        "praise": success.praise.name.lower(),
        "indicator_id": success.indicator.id,
        "period": str(success.period),
        "sentence": success.sentence,
        "learnt": "",
        "at": now,
    }
    return insert_new(session, SuccessRow, values)


def withdraw(session: Session, indicator: int, period: Period, still: Collection[Praise]) -> None:
    """Forget what a corrected figure has undone, unless people have been told of it."""
    gone = delete(_SUCCESSES).where(
        _SUCCESSES.c.indicator_id == indicator,
        _SUCCESSES.c.period == str(period),
        _SUCCESSES.c.told_on.is_(None),
        _SUCCESSES.c.praise.not_in([praise.name.lower() for praise in still]),
    )
    session.connection().execute(gone)


def of_period(session: Session, indicator: int, period: Period) -> list[StoredSuccess]:
    """The successes of one indicator in one period, as they were kept."""
    wanted = select(_SUCCESSES).where(
        _SUCCESSES.c.indicator_id == indicator, _SUCCESSES.c.period == str(period)
    )
    return [_kept(row) for row in session.connection().execute(wanted.order_by(_SUCCESSES.c.id))]


def untold(session: Session) -> list[StoredSuccess]:
    """Those of which nobody has been told yet, oldest first."""
    wanted = select(_SUCCESSES).where(_SUCCESSES.c.told_on.is_(None)).order_by(_SUCCESSES.c.id)
    return [_kept(row) for row in session.connection().execute(wanted)]


def since(
    session: Session, when: datetime, indicators: Collection[int] = ()
) -> list[StoredSuccess]:
    """What was a success since then, the newest first; of these indicators, if any are named."""
    wanted = select(_SUCCESSES).where(_SUCCESSES.c.at >= when).order_by(_SUCCESSES.c.id.desc())
    if indicators:
        wanted = wanted.where(_SUCCESSES.c.indicator_id.in_(list(indicators)))
    return [_kept(row) for row in session.connection().execute(wanted)]


def told_between(session: Session, first: date, last: date) -> list[StoredSuccess]:
    """Those of which people were told on one of these days, in the order they were kept."""
    wanted = select(_SUCCESSES).where(_SUCCESSES.c.told_on >= first, _SUCCESSES.c.told_on <= last)
    return [_kept(row) for row in session.connection().execute(wanted.order_by(_SUCCESSES.c.id))]


def mark_told(session: Session, indicator: int, period: Period, today: date) -> None:
    """People are being told of the successes of this period."""
    this = update(_SUCCESSES).where(
        _SUCCESSES.c.indicator_id == indicator, _SUCCESSES.c.period == str(period)
    )
    session.connection().execute(this.values(told_on=today))


def add_learning(session: Session, indicator: int, period: Period, words: str, by: int) -> None:
    """What others may take from it, in the service's words; better words replace them."""
    this = update(_SUCCESSES).where(
        _SUCCESSES.c.indicator_id == indicator, _SUCCESSES.c.period == str(period)
    )
    session.connection().execute(this.values(learnt=words, learnt_by=by))


def _kept(row: Row[Any]) -> StoredSuccess:
    return StoredSuccess(
        id=row.id,
        praise=Praise[row.praise.upper()],
        indicator=row.indicator_id,
        period=Period.parse(row.period),
        sentence=row.sentence,
        learnt=row.learnt,
        learnt_by=row.learnt_by,
        at=row.at,
        told_on=row.told_on,
    )
