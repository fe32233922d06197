"""The corporate risk register as kept, and what its owners have answered."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, delete, insert, select, update
from sqlmodel import Session

from cycle.improve.risk import Impact, Likelihood, Risk, RiskStatus
from storage.database import MovedOn, insert_new
from storage.tables import RiskAnswerRow, RiskIndicatorRow, RiskRow

_RISKS: Table = RiskRow.__table__  # type: ignore[attr-defined]
_WATCHES: Table = RiskIndicatorRow.__table__  # type: ignore[attr-defined]
_ANSWERS: Table = RiskAnswerRow.__table__  # type: ignore[attr-defined]
# Built once: building a statement takes four times as long as carrying it out.
_ALL = select(_RISKS).order_by(_RISKS.c.ref)
_WATCHED_BY = _ALL.where(
    _RISKS.c.id.in_(
        select(_WATCHES.c.risk_id).where(_WATCHES.c.indicator_id == bindparam("watches"))
    )
)
_WATCHES_OF = select(_WATCHES).where(_WATCHES.c.risk_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a risk's owner answered; scores from 1 to 25."""

    risk: int
    words: str
    score_before: int
    score: int
    by: int
    at: datetime


def everything(session: Session) -> dict[int, Risk]:
    """The whole register, by id, in the order of references."""
    return _whole(session, session.connection().execute(_ALL).all())


def risk(session: Session, risk_id: int) -> Risk | None:
    found = session.connection().execute(_ALL.where(_RISKS.c.id == risk_id)).all()
    return _whole(session, found).get(risk_id)


def watched_by(session: Session, indicator: int) -> dict[int, Risk]:
    """The risks that this indicator watches, by id, closed ones too."""
    found = session.connection().execute(_WATCHED_BY, {"watches": indicator}).all()
    return _whole(session, found)


def add(session: Session, new: Risk) -> None:
    """Add a risk, or bring the one with its reference up to date."""
    values = _columns(new)
    if not insert_new(session, RiskRow, values):
        del values["version"]
        this = update(_RISKS).where(_RISKS.c.ref == new.ref)
        session.connection().execute(this.values(**values, version=_RISKS.c.version + 1))
    own = session.connection().execute(select(_RISKS.c.id).where(_RISKS.c.ref == new.ref))
    _link(session, own.scalar_one(), new.indicators)


def change(session: Session, risk_id: int, read: Risk, after: Risk) -> None:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    this = (_RISKS.c.id == risk_id, _RISKS.c.version == read.version)
    changed = session.connection().execute(update(_RISKS).where(*this).values(**_columns(after)))
    if not changed.rowcount:
        raise MovedOn
    if after.indicators != read.indicators:
        _link(session, risk_id, after.indicators)


def add_answer(session: Session, answered: Answered, concern: int | None, version: int) -> None:
    """Add what the owner said; nothing is ever taken away. `version` is the risk's after it."""
    values = {
        "risk_id": answered.risk,
        "concern_id": concern,
        "words": answered.words,
        "score_before": answered.score_before,
        "score": answered.score,
        "by": answered.by,
        "at": answered.at,
        "version": version,
    }
    session.connection().execute(insert(_ANSWERS), values)


def answers(session: Session, since: datetime, until: datetime) -> list[Answered]:
    """What was answered from the one instant to before the other, oldest first."""
    wanted = select(_ANSWERS).where(_ANSWERS.c.at >= since, _ANSWERS.c.at < until)
    return [_answered(row) for row in session.connection().execute(wanted.order_by(_ANSWERS.c.id))]


def _link(session: Session, risk_id: int, indicators: Collection[int]) -> None:
    session.connection().execute(delete(_WATCHES).where(_WATCHES.c.risk_id == risk_id))
    rows = [{"risk_id": risk_id, "indicator_id": one} for one in sorted(indicators)]
    if rows:
        session.connection().execute(insert(_WATCHES), rows)


def _whole(session: Session, rows: Iterable[Row[Any]]) -> dict[int, Risk]:
    found = {row.id: _risk(row) for row in rows}
    watching: dict[int, set[int]] = defaultdict(set)
    if found:
        for row in session.connection().execute(_WATCHES_OF, {"ids": list(found)}):
            watching[row.risk_id].add(row.indicator_id)
    return {
        own: replace(one, indicators=frozenset(watching.get(own, ()))) for own, one in found.items()
    }


def _columns(one: Risk) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "title": one.title,
        "owner": one.owner,
        "likelihood": int(one.likelihood),
        "impact": int(one.impact),
        "status": one.status.value,
        "version": one.version,
    }


def _risk(row: Row[Any]) -> Risk:
    return Risk(
        ref=row.ref,
        title=row.title,
        owner=row.owner,
        likelihood=Likelihood(row.likelihood),
        impact=Impact(row.impact),
        status=RiskStatus(row.status),
        version=row.version,
    )


def _answered(row: Row[Any]) -> Answered:
    return Answered(
        risk=row.risk_id,
        words=row.words,
        score_before=row.score_before,
        score=row.score,
        by=row.by,
        at=row.at,
    )
