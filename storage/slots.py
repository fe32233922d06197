"""Whose turn it is to speak to Teams: replicas of one database never send more than one may.

A slot is a moment at which one request may leave. Slots lie evenly one behind the other, and each
is given to one replica alone. The database's clock decides, so the replicas' own may be wrong.
"""

from datetime import timedelta

from sqlalchemy import case, extract, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storage.tables import GateRow

_SLOTS = "slots"  # the gate before which all slots are given
# Further ahead than any number of replicas reserve: the database's clock has been put back.
_NONSENSE = timedelta(seconds=30)
_NOW = func.clock_timestamp()


def reserve(session: Session, count: int, apart: timedelta) -> float:
    """Take the next `count` slots; seconds from now until the first, 0 when nobody is before us.

    PostgreSQL only: a SQLite file has one server, which needs nobody's leave. What is not used is
    lost, so a replica that dies holds up the others for `count` slots at most.
    """
    until = col(GateRow.until)
    first = case((until.between(_NOW, _NOW + _NONSENSE), until), else_=_NOW)
    end = count * apart
    given = (
        insert(GateRow)
        .values(name=_SLOTS, until=_NOW + end)
        .on_conflict_do_update(index_elements=[col(GateRow.name)], set_={"until": first + end})
        .returning(extract("epoch", until - _NOW))
    )
    ahead = session.connection().execute(given).scalar_one()
    return max(0.0, float(ahead) - end.total_seconds())
