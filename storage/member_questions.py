"""What members asked, as kept, with the answer that counts."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, insert, or_, select, update
from sqlmodel import Session

from cycle.monitor.member_question import MemberQuestion, QuestionState
from cycle.monitor.paper.views import Body
from storage.database import MovedOn
from storage.paper_tables import MemberQuestionRow

_QUESTIONS: Table = MemberQuestionRow.__table__  # type: ignore[attr-defined]
_C = _QUESTIONS.c
_PLAIN = [
    field.name
    for field in fields(MemberQuestion)
    if field.name not in ("id", "indicator", "body", "state")
]


def add(session: Session, new: MemberQuestion) -> int:
    """Keep a new question; returns its id. The same words for the same meeting are the same one."""
    same = select(_C.id).where(
        _C.body == new.body.value, _C.meeting == new.meeting, _C.words == new.words
    )
    before: int | None = session.connection().execute(same).scalar()
    if before is not None:
        return before
    new_row = insert(_QUESTIONS).values(**_columns(new)).returning(_C.id)
    return int(session.connection().execute(new_row).scalar_one())


def find(session: Session, question_id: int) -> MemberQuestion | None:
    rows = session.connection().execute(select(_QUESTIONS).where(_C.id == question_id))
    return next((_question(row) for row in rows), None)


def change(session: Session, read: MemberQuestion, after: MemberQuestion) -> None:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    this = update(_QUESTIONS).where(_C.id == read.id, _C.version == read.version)
    values = _columns(after) | {"version": read.version + 1}
    if not session.connection().execute(this.values(**values)).rowcount:
        raise MovedOn


def of_body(session: Session, body: Body, since: datetime) -> list[MemberQuestion]:
    """What this body asked: all that is not closed, and what was answered since, oldest first."""
    wanted = select(_QUESTIONS).where(
        _C.body == body.value,
        or_(_C.state != QuestionState.CLOSED.value, _C.answered_at >= since),
    )
    rows = session.connection().execute(wanted.order_by(_C.meeting, _C.id))
    return [_question(row) for row in rows]


def not_closed(session: Session) -> list[MemberQuestion]:
    """Every open or answered question, the oldest meeting first."""
    wanted = select(_QUESTIONS).where(_C.state != QuestionState.CLOSED.value)
    rows = session.connection().execute(wanted.order_by(_C.meeting, _C.id))
    return [_question(row) for row in rows]


def owners(session: Session) -> set[int]:
    """Everybody who is to answer a question."""
    found = session.connection().execute(select(_C.owner).distinct())
    return {own for (own,) in found if own is not None}


def _columns(one: MemberQuestion) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _PLAIN} | {
        "indicator_id": one.indicator,
        "body": one.body.value,
        "state": one.state.value,
    }


def _question(row: Row[Any]) -> MemberQuestion:
    plain = {name: getattr(row, name) for name in _PLAIN}
    return MemberQuestion(
        id=row.id,
        indicator=row.indicator_id,
        body=Body(row.body),
        state=QuestionState(row.state),
        **plain,
    )
