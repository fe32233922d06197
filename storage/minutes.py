"""What was said of concerns and decided of interventions, in the words of whoever said it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, insert, or_, select
from sqlmodel import Session

from cycle.improve.answers import BoardAnswer
from cycle.improve.intervention import Step
from storage.tables import MinuteRow

_MINUTES: Table = MinuteRow.__table__  # type: ignore[attr-defined]
# Built once: building a statement takes four times as long as carrying it out.
_INSERT = insert(_MINUTES)
_OF = (
    select(_MINUTES)
    .where(
        or_(
            _MINUTES.c.concern_id.in_(bindparam("concerns", expanding=True)),
            _MINUTES.c.intervention_id.in_(bindparam("interventions", expanding=True)),
        )
    )
    .order_by(_MINUTES.c.id)
)

What = BoardAnswer | Step | None  # None is the owner's reply to a question
_REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """`by` and `who` are people's ids; `until` is the day named with it."""

    what: What
    by: int
    at: datetime
    words: str = ""
    who: int | None = None
    until: date | None = None
    concern: int | None = None
    intervention: int | None = None


def add(session: Session, minute: Minute) -> None:
    """Add one; nothing is ever taken away."""
    session.connection().execute(
        _INSERT,
        {
            "concern_id": minute.concern,
            "intervention_id": minute.intervention,
            "kind": _kind_of(minute.what) if minute.what else _REPLY,
            "words": minute.words,
            "who": minute.who,
            "until": minute.until,
            "by": minute.by,
            "at": minute.at,
        },
    )


def of_matters(
    session: Session, concerns: Collection[int], interventions: Collection[int] = ()
) -> list[Minute]:
    """Everything said of these concerns and decided of these interventions, oldest first."""
    wanted = {"concerns": list(concerns), "interventions": list(interventions)}
    return [_minute(row) for row in session.connection().execute(_OF, wanted)]


def between(session: Session, since: datetime, until: datetime) -> list[Minute]:
    """What was said and decided from the one instant to before the other, oldest first."""
    wanted = select(_MINUTES).where(_MINUTES.c.at >= since, _MINUTES.c.at < until)
    return [_minute(row) for row in session.connection().execute(wanted.order_by(_MINUTES.c.id))]


def _minute(row: Row[Any]) -> Minute:
    return Minute(
        what=_what(row.kind),
        words=row.words,
        who=row.who,
        until=row.until,
        by=row.by,
        at=row.at,
        concern=row.concern_id,
        intervention=row.intervention_id,
    )


def _kind_of(what: BoardAnswer | Step) -> str:
    """As it is stored: `answer.accepted`, `step.agreed`. Rows of years ago are read by it."""
    sort = "answer" if isinstance(what, BoardAnswer) else "step"
    return f"{sort}.{what.name.lower()}"


def _what(kind: str) -> What:
    sort, _, name = kind.partition(".")
    if sort == _REPLY:
        return None
    return BoardAnswer[name.upper()] if sort == "answer" else Step[name.upper()]
