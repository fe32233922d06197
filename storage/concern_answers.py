"""Concerns as the board answers them: the same rows as Review's, seen from the other side.

One version counts every change, by a figure or by an answer, so that neither overwrites the other.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, select, update
from sqlmodel import Session

from cycle.improve.answers import BoardAnswer
from cycle.improve.concern import Concern
from cycle.periods import Period
from cycle.review.concern import ConcernState
from storage import concern_steps, concerns
from storage.concern_steps import ConcernStep
from storage.concerns import RaisedConcern
from storage.database import MovedOn
from storage.tables import ConcernRow

_CONCERNS: Table = ConcernRow.__table__  # type: ignore[attr-defined]
# Built once: building a statement takes four times as long as carrying it out.
_BY_ID = select(_CONCERNS).where(_CONCERNS.c.id == bindparam("wanted"))
_SOME = select(_CONCERNS).where(_CONCERNS.c.id.in_(bindparam("ids", expanding=True)))
_ANSWERED = select(_CONCERNS).where(
    _CONCERNS.c.open_indicator_id.is_not(None), _CONCERNS.c.answered_on.is_not(None)
)
_IF_UNCHANGED = update(_CONCERNS).where(
    _CONCERNS.c.id == bindparam("own"), _CONCERNS.c.version == bindparam("read_at")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HowItEnded:
    """Who ended a concern, by name, and why; empty where its figure did."""

    by: str = ""
    sentence: str = ""


UNEXPLAINED = HowItEnded()


def concern(session: Session, concern_id: int) -> Concern | None:
    """The concern as far as answering it goes."""
    row = session.connection().execute(_BY_ID, {"wanted": concern_id}).first()
    return _concern(row) if row is not None else None


def find_many(session: Session, ids: Collection[int]) -> dict[int, Concern]:
    """These concerns by id."""
    rows = session.connection().execute(_SOME, {"ids": list(ids)})
    return {row.id: _concern(row) for row in rows}


def answered(session: Session) -> list[tuple[int, int, Concern]]:
    """(id, indicator, concern) of every open concern that the board has answered."""
    rows = session.connection().execute(_ANSWERED).all()
    return [(row.id, row.indicator_id, _concern(row)) for row in rows]


def find_with_answers(
    session: Session, ids: Collection[int]
) -> list[tuple[RaisedConcern, Concern]]:
    """These concerns as the figures raised them and as the board answers them, in their order."""
    rows = {row.id: row for row in session.connection().execute(_SOME, {"ids": list(ids)})}
    return [_both(rows[own]) for own in ids if own in rows]


def open_with_answers(session: Session) -> list[tuple[RaisedConcern, Concern]]:
    """The same of every open concern, oldest first."""
    wanted = select(_CONCERNS).where(_CONCERNS.c.open_indicator_id.is_not(None))
    rows = session.connection().execute(wanted.order_by(_CONCERNS.c.raised_at))
    return [_both(row) for row in rows]


def _both(row: Row[Any]) -> tuple[RaisedConcern, Concern]:
    return concerns.concern_of_row(row), _concern(row)


def open_concerns(session: Session) -> list[tuple[int, int, date, Concern]]:
    """(id, indicator, the day it was raised on, concern) of every open concern, oldest first."""
    return [
        (raised.id, raised.indicator, raised.raised_at.date(), answered)
        for raised, answered in open_with_answers(session)
    ]


def change(
    session: Session,
    concern_id: int,
    read: Concern,
    after: Concern,
    now: datetime,
    ending: HowItEnded = UNEXPLAINED,
) -> None:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    changed = session.connection().execute(
        _IF_UNCHANGED,
        {
            "own": concern_id,
            "read_at": read.version,
            "state": after.state.value,
            "version": after.version,
            "answer": after.answer.name.lower(),
            "answered_in": after.answered_in,
            "answered_on": after.answered_on,
            "until": after.until,
            "question_on": after.question_on,
            "why": after.why,
            "has_intervention": after.has_intervention,
            "held": after.held.value if after.held else "",
            "changed_at": now,
        },
    )
    if not changed.rowcount:
        raise MovedOn
    if not after.state.is_open:
        ended = update(_CONCERNS).where(_CONCERNS.c.id == concern_id)
        session.connection().execute(ended.values(open_indicator_id=None))
    if after.state is not read.state:
        row = session.connection().execute(_BY_ID, {"wanted": concern_id}).one()
        period = Period.parse(row.period)
        step = ConcernStep(
            concern=concern_id, state=after.state, period=period, at=now, **asdict(ending)
        )
        concern_steps.add(session, step)


def _concern(row: Row[Any]) -> Concern:
    return Concern(
        state=ConcernState(row.state),
        answer=BoardAnswer[row.answer.upper()],
        version=row.version,
        answered_in=row.answered_in,
        answered_on=row.answered_on,
        until=row.until,
        question_on=row.question_on,
        has_intervention=row.has_intervention,
        held=ConcernState(row.held) if row.held else None,
        why=row.why,
    )
