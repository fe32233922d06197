"""Call-ins as kept: who is to explain what, at which meeting, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, bindparam, insert, select, update
from sqlmodel import Session

from cycle.improve.call_in import CallIn, CallInState
from storage.database import MovedOn
from storage.tables import CallInIndicatorRow, CallInRow

_CALL_INS: Table = CallInRow.__table__  # type: ignore[attr-defined]
_ABOUT: Table = CallInIndicatorRow.__table__  # type: ignore[attr-defined]
_ABOUT_OF = (
    select(_ABOUT)
    .where(_ABOUT.c.call_in_id.in_(bindparam("ids", expanding=True)))
    .order_by(_ABOUT.c.indicator_id)
)
_PLAIN = (
    *("manager", "meeting", "words", "called_by", "called_on", "version", "explanation"),
    *("explained_by", "explained_on", "outcome"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCallIn:
    """A call-in with its id."""

    id: int
    call_in: CallIn


def add(session: Session, new: CallIn) -> StoredCallIn:
    """Keep a new one. The same manager, meeting and words again are the same call-in."""
    same = select(_CALL_INS.c.id).where(
        _CALL_INS.c.manager == new.manager,
        _CALL_INS.c.meeting == new.meeting,
        _CALL_INS.c.words == new.words,
    )
    before: int | None = session.connection().execute(same).scalar()
    if before is not None:
        return StoredCallIn(id=before, call_in=new)
    row = CallInRow(**_columns(new))
    session.add(row)
    session.flush()
    assert row.id is not None  # just flushed
    rows = [{"call_in_id": row.id, "indicator_id": one} for one in new.indicators]
    session.connection().execute(insert(_ABOUT), rows)
    return StoredCallIn(id=row.id, call_in=new)


def change(session: Session, read: StoredCallIn, after: CallIn) -> None:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    this = (_CALL_INS.c.id == read.id, _CALL_INS.c.version == read.call_in.version)
    changed = session.connection().execute(update(_CALL_INS).where(*this).values(**_columns(after)))
    if not changed.rowcount:
        raise MovedOn


def find(session: Session, call_in_id: int) -> StoredCallIn | None:
    rows = session.connection().execute(select(_CALL_INS).where(_CALL_INS.c.id == call_in_id))
    return next(iter(_whole(session, rows.all())), None)


def everything(session: Session) -> list[StoredCallIn]:
    """All of them, the latest meeting first."""
    wanted = select(_CALL_INS).order_by(_CALL_INS.c.meeting.desc(), _CALL_INS.c.id)
    return _whole(session, session.connection().execute(wanted).all())


def unexplained(session: Session) -> list[StoredCallIn]:
    """Those of which the explanation has not come."""
    wanted = select(_CALL_INS).where(_CALL_INS.c.state == CallInState.ASKED.value)
    return _whole(session, session.connection().execute(wanted.order_by(_CALL_INS.c.id)).all())


def _whole(session: Session, rows: Iterable[Row[Any]]) -> list[StoredCallIn]:
    rows = list(rows)
    about: dict[int, list[int]] = defaultdict(list)
    if rows:
        for row in session.connection().execute(_ABOUT_OF, {"ids": [row.id for row in rows]}):
            about[row.call_in_id].append(row.indicator_id)
    return [StoredCallIn(id=row.id, call_in=_call_in(row, tuple(about[row.id]))) for row in rows]


def _columns(call_in: CallIn) -> dict[str, Any]:
    return {**{name: getattr(call_in, name) for name in _PLAIN}, "state": call_in.state.value}


def _call_in(row: Row[Any], indicators: tuple[int, ...]) -> CallIn:
    plain = {name: getattr(row, name) for name in _PLAIN}
    return CallIn(**plain, indicators=indicators, state=CallInState(row.state))
