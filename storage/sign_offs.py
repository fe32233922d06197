"""Sign-offs as kept: which version of a figure waits for its certifier, and what they decided."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlmodel import Session

from cycle.periods import Period
from cycle.review.figure import Figure
from cycle.review.sign_off import SignOff, SignOffState
from storage.database import MovedOn, insert_new
from storage.plan_tables import SignOffRow
from storage.statements import Statement, among

_SIGN_OFFS: Table = SignOffRow.__table__  # type: ignore[attr-defined]
_C = _SIGN_OFFS.c
_OF = Statement(select(_SIGN_OFFS).where(among(_C.indicator_id, "ids")).order_by(_C.version, _C.id))
_AWAITING = Statement(
    select(_SIGN_OFFS).where(_C.state == bindparam("waits")).order_by(_C.at, _C.id)
)
_BY_ID = Statement(select(_SIGN_OFFS).where(_C.id == bindparam("own")))


def submit(session: Session, figure: Figure, now: datetime) -> None:
    """This version waits for its certifier; an earlier one that still waited does no more."""
    earlier = update(_SIGN_OFFS).where(
        _C.indicator_id == figure.indicator,
        _C.period == str(figure.period),
        _C.state.in_([SignOffState.SUBMITTED.value, SignOffState.SENT_BACK.value]),
    )
    session.connection().execute(earlier.values(state=SignOffState.REPLACED.value))
    values = {
        "indicator_id": figure.indicator,
        "period": str(figure.period),
        "version": figure.version,
        "state": SignOffState.SUBMITTED.value,
        "at": now,
        "by": None,
        "by_name": "",
        "note": "",
    }
    insert_new(session, SignOffRow, values)


def decide(session: Session, read: SignOff, after: SignOff) -> None:
    """Keep what the certifier decided. Raises MovedOn where somebody was first."""
    this = update(_SIGN_OFFS).where(_C.id == read.id, _C.state == read.state.value)
    changed = session.connection().execute(
        this.values(
            state=after.state.value,
            at=after.at,
            by=after.by,
            by_name=after.by_name,
            note=after.note,
        )
    )
    if not changed.rowcount:
        raise MovedOn


def find(session: Session, sign_off_id: int) -> SignOff | None:
    row = _BY_ID.first(session, own=sign_off_id)
    return None if row is None else _sign_off(row)


def awaiting(session: Session) -> list[SignOff]:
    """Everything that waits for a certifier, the longest waiting first."""
    return [_sign_off(row) for row in _AWAITING.all(session, waits=SignOffState.SUBMITTED.value)]


def of_indicators(session: Session, ids: Collection[int]) -> dict[int, dict[Period, SignOff]]:
    """The sign-off of the newest version of each figure that has one, by indicator and period."""
    found: dict[int, dict[Period, SignOff]] = defaultdict(dict)
    for row in _OF.all(session, ids=ids) if ids else ():
        sign_off = _sign_off(row)
        found[sign_off.indicator][sign_off.period] = sign_off  # the newest version comes last
    return found


def _sign_off(row: Any) -> SignOff:
    return SignOff(
        id=row.id,
        indicator=row.indicator_id,
        period=Period.parse(row.period),
        version=row.version,
        state=SignOffState(row.state),
        at=row.at,
        by=row.by,
        by_name=row.by_name,
        note=row.note,
    )
