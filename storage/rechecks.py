"""Indicators whose figures have changed, until what else depends on them has been looked at.

Kept in the transaction of the figure and taken by a sweep: nothing is forgotten by a restart.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, insert, select
from sqlmodel import Session

from cycle.periods import Period
from storage.statements import Statement
from storage.tables import RecheckRow

_RECHECKS: Table = RecheckRow.__table__  # type: ignore[attr-defined]
_INSERT = Statement(insert(_RECHECKS))
_OLDEST = (
    select(_RECHECKS)
    .where(_RECHECKS.c.indicator_id.not_in(bindparam("but", expanding=True)))
    .order_by(_RECHECKS.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)  # SQLite has no such thing and needs none: it ignores it
)
_OF_ONE = (
    select(_RECHECKS)
    .where(_RECHECKS.c.indicator_id == bindparam("one"))
    .order_by(_RECHECKS.c.id)
    .with_for_update(skip_locked=True)
)
_WAITING = (
    select(_RECHECKS.c.indicator_id)
    .where(_RECHECKS.c.indicator_id.not_in(bindparam("but", expanding=True)))
    .order_by(_RECHECKS.c.id)
    .limit(bindparam("most"))
)
_DELETE = delete(_RECHECKS).where(_RECHECKS.c.id.in_(bindparam("ids", expanding=True)))


def request(session: Session, indicator_id: int, period: Period) -> None:
    """This period of the indicator is to be looked at again."""
    _INSERT.run(session, indicator_id=indicator_id, period=str(period))


def waiting(session: Session, most: int, but: Collection[int] = ()) -> list[int]:
    """The indicators, `but` these, of the oldest that wait, each once; they go on waiting."""
    found = session.connection().execute(_WAITING, {"most": most, "but": list(but)}).scalars()
    return list(dict.fromkeys(found))


def take(session: Session, most: int, but: Collection[int] = ()) -> list[tuple[int, Period]]:
    """The oldest (indicator, period) that wait, `but` of these indicators; they wait no more."""
    return _taken(session, _OLDEST, {"most": most, "but": list(but)})


def take_of(session: Session, indicator_id: int) -> list[tuple[int, Period]]:
    """The same for all that wait of one indicator."""
    return _taken(session, _OF_ONE, {"one": indicator_id})


def _taken(
    session: Session, wanted: Select[Any], given: dict[str, Any]
) -> list[tuple[int, Period]]:
    rows = session.connection().execute(wanted, given).all()
    if rows:
        session.connection().execute(_DELETE, {"ids": [row.id for row in rows]})
    found = ((row.indicator_id, Period.parse(row.period)) for row in rows)
    return list(dict.fromkeys(found))
