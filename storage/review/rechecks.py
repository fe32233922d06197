"""Indicators whose figures have changed, until what else depends on them has been looked at.

Kept in the transaction of the figure and taken by a sweep: nothing is forgotten by a restart.
"""

from sqlalchemy import Table, bindparam, delete, insert, select
from sqlmodel import Session

from cycle.periods import Period
from storage.tables import RecheckRow

_RECHECKS: Table = RecheckRow.__table__  # type: ignore[attr-defined]
# Built once: building a statement takes four times as long as carrying it out.
_INSERT = insert(_RECHECKS)
_OLDEST = (
    select(_RECHECKS)
    .order_by(_RECHECKS.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)  # SQLite has no such thing and needs none: it ignores it
)
_DELETE = delete(_RECHECKS).where(_RECHECKS.c.id.in_(bindparam("ids", expanding=True)))


def want(session: Session, indicator_id: int, period: Period) -> None:
    """This period of the indicator is to be looked at again."""
    session.connection().execute(_INSERT, {"indicator_id": indicator_id, "period": str(period)})


def taken(session: Session, most: int) -> list[tuple[int, Period]]:
    """The oldest (indicator, period) that wait, each once; they wait no more."""
    rows = session.connection().execute(_OLDEST, {"most": most}).all()
    if rows:
        session.connection().execute(_DELETE, {"ids": [row.id for row in rows]})
    found = ((row.indicator_id, Period.parse(row.period)) for row in rows)
    return list(dict.fromkeys(found))
