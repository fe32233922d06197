"""Concerns as kept: what the board was told of, and where each stands."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, select, update
from sqlmodel import Session, col

from cycle.periods import Period
from cycle.review.concern import ConcernState
from cycle.review.deteriorating import Trigger
from storage.database import MovedOn, insert_for_key
from storage.statements import Statement, among
from storage.tables import ConcernRow

_CONCERNS: Table = ConcernRow.__table__  # type: ignore[attr-defined]
_BY_ID = Statement(select(_CONCERNS).where(_CONCERNS.c.id == bindparam("id")))
_SOME = Statement(select(_CONCERNS).where(among(_CONCERNS.c.id, "ids")))
_OPEN_FOR = Statement(select(_CONCERNS).where(among(_CONCERNS.c.open_indicator_id, "ids")))


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedConcern:
    """`raised_for` is the period it was first raised for, `period` the newest one it speaks of.

    `is_held` is whether something holds it open; `held` is then how the figures have ended it.
    `first_sentence` is why it was raised, empty where that was not kept.
    """

    id: int
    indicator: int
    raised_for: Period
    period: Period
    state: ConcernState
    triggers: tuple[Trigger, ...]
    sentence: str
    version: int
    raised_at: datetime
    changed_at: datetime
    is_held: bool = False
    held: ConcernState | None = None
    first_sentence: str = ""

    @property
    def by_figures(self) -> ConcernState:
        """Where the figures alone have brought it."""
        return self.held or self.state

    @property
    def is_open(self) -> bool:
        return self.state.is_open


def concern(session: Session, concern_id: int) -> RaisedConcern | None:
    row = _BY_ID.first(session, id=concern_id)
    return concern_of_row(row) if row is not None else None


def find_many(session: Session, ids: Collection[int]) -> list[RaisedConcern]:
    """These concerns, in no order."""
    rows = _SOME.all(session, ids=ids)
    return [concern_of_row(row) for row in rows]


def open_for(session: Session, indicator_id: int) -> RaisedConcern | None:
    """The one open concern of this indicator, if there is one."""
    return open_of(session, [indicator_id]).get(indicator_id)


def open_of(session: Session, ids: Collection[int]) -> dict[int, RaisedConcern]:
    """The open concerns of these indicators, by indicator."""
    return {row.indicator_id: concern_of_row(row) for row in _OPEN_FOR.all(session, ids=ids)}


def all_of(session: Session, indicator_id: int) -> list[RaisedConcern]:
    """Every concern there has been about this indicator, oldest first."""
    wanted = select(_CONCERNS).where(_CONCERNS.c.indicator_id == indicator_id)
    return [
        concern_of_row(row)
        for row in session.connection().execute(wanted.order_by(_CONCERNS.c.id)).all()
    ]


def all_open(session: Session) -> list[RaisedConcern]:
    """Every concern that is open, oldest first."""
    wanted = select(_CONCERNS).where(_CONCERNS.c.open_indicator_id.is_not(None))
    rows = session.connection().execute(wanted.order_by(_CONCERNS.c.id)).all()
    return [concern_of_row(row) for row in rows]


def everything(session: Session) -> list[RaisedConcern]:
    """Every concern there has been, oldest first."""
    rows = session.connection().execute(select(_CONCERNS).order_by(_CONCERNS.c.id)).all()
    return [concern_of_row(row) for row in rows]


def raise_for(
    session: Session,
    indicator_id: int,
    period: Period,
    triggers: Collection[Trigger],
    sentence: str,
    now: datetime,
) -> RaisedConcern:
    """Keep a new concern. Raises MovedOn when another one was raised in the meantime."""
    values = {
        "indicator_id": indicator_id,
        "open_indicator_id": indicator_id,
        "raised_for": str(period),
        "period": str(period),
        "state": ConcernState.RAISED.value,
        "triggers": ";".join(trigger.value for trigger in triggers),
        "sentence": sentence,
        "first_sentence": sentence,
        "version": 1,
        "raised_at": now,
        "changed_at": now,
    }
    inserted = insert_for_key(session, ConcernRow, values)
    if inserted is None:
        raise MovedOn
    return RaisedConcern(
        id=inserted.id,
        indicator=indicator_id,
        raised_for=period,
        period=period,
        state=ConcernState.RAISED,
        triggers=tuple(triggers),
        sentence=sentence,
        version=1,
        raised_at=now,
        changed_at=now,
    )


def change(session: Session, read: RaisedConcern, **changes: Any) -> RaisedConcern:
    """Replace what was read by what follows from it. Raises MovedOn if it has changed since."""
    new = replace(read, **changes, version=read.version + 1)
    changed = session.exec(
        update(ConcernRow)
        .where(col(ConcernRow.id) == read.id, col(ConcernRow.version) == read.version)
        .values(
            period=str(new.period),
            state=new.state.value,
            triggers=";".join(trigger.value for trigger in new.triggers),
            sentence=new.sentence,
            version=new.version,
            changed_at=new.changed_at,
            held=new.held.value if new.held else "",
            open_indicator_id=new.indicator if new.is_open else None,
        )
    )
    if not changed.rowcount:
        raise MovedOn
    return new


def concern_of_row(row: Row[Any]) -> RaisedConcern:
    """A row of `concerns` as the figures raised it."""
    return RaisedConcern(
        id=row.id,
        indicator=row.indicator_id,
        raised_for=Period.parse(row.raised_for),
        period=Period.parse(row.period),
        state=ConcernState(row.state),
        triggers=tuple(Trigger(trigger) for trigger in row.triggers.split(";") if trigger),
        sentence=row.sentence,
        version=row.version,
        raised_at=row.raised_at,
        changed_at=row.changed_at,
        is_held=row.has_intervention,
        held=ConcernState(row.held) if row.held else None,
        first_sentence=row.first_sentence or (row.sentence if row.version == 1 else ""),
    )
