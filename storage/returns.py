"""Returns to government as kept: the register, and how far each round of each has come."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, Table, insert, or_, select, update
from sqlmodel import Session

from cycle.plan.statutory_return import (
    Basis,
    ReturnFrequency,
    ReturnRound,
    RoundState,
    StatutoryReturn,
)
from storage import cache
from storage.cache import Topic
from storage.database import MovedOn
from storage.plan_tables import ReturnRoundRow, ReturnRow

_RETURNS: Table = ReturnRow.__table__  # type: ignore[attr-defined]
_ROUNDS: Table = ReturnRoundRow.__table__  # type: ignore[attr-defined]


def all_returns(session: Session) -> dict[int, StatutoryReturn]:
    """Every return by id, in the order of the references."""
    rows = session.connection().execute(select(_RETURNS).order_by(_RETURNS.c.ref))
    return {row.id: _return(row) for row in rows}


def save_return(session: Session, new: StatutoryReturn) -> int:
    """Add a return, or bring the one with its id up to date. Returns its id."""
    cache.invalidate(session, Topic.NAMES)
    values = asdict(new)
    del values["id"]
    values["frequency"], values["basis"] = new.frequency.value, new.basis.value
    if new.id:
        session.connection().execute(
            update(_RETURNS).where(_RETURNS.c.id == new.id).values(**values)
        )
        return new.id
    made = session.connection().execute(insert(_RETURNS).values(**values))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def all_rounds(session: Session) -> list[ReturnRound]:
    """Every round, the soonest due first."""
    return _rounds(session, select(_ROUNDS).order_by(_ROUNDS.c.due, _ROUNDS.c.id))


def unsent(session: Session, people: Collection[int] = ()) -> list[ReturnRound]:
    """The rounds that are not certified yet, of these people's returns if any are named."""
    sent = [state.value for state in RoundState if state.is_sent]
    wanted = select(_ROUNDS).where(_ROUNDS.c.state.not_in(sent))
    if people:
        ids = list(people)
        theirs = select(_RETURNS.c.id).where(
            or_(
                _RETURNS.c.owner.in_(ids),
                _RETURNS.c.certifier.in_(ids),
            )
        )
        wanted = wanted.where(_ROUNDS.c.return_id.in_(theirs))
    return _rounds(session, wanted.order_by(_ROUNDS.c.due, _ROUNDS.c.id))


def find_round(session: Session, round_id: int) -> ReturnRound | None:
    found = _rounds(session, select(_ROUNDS).where(_ROUNDS.c.id == round_id))
    return found[0] if found else None


def rounds_of(session: Session, return_id: int) -> list[ReturnRound]:
    wanted = select(_ROUNDS).where(_ROUNDS.c.return_id == return_id)
    return _rounds(session, wanted.order_by(_ROUNDS.c.due))


def save_round(session: Session, new: ReturnRound) -> None:
    """Add a round, or change the day of the one with its id."""
    values = _columns(new)
    if new.id:
        session.connection().execute(update(_ROUNDS).where(_ROUNDS.c.id == new.id).values(**values))
        return
    session.connection().execute(insert(_ROUNDS).values(**values))


def change_round(session: Session, read: ReturnRound, after: ReturnRound) -> None:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    this = (_ROUNDS.c.id == read.id, _ROUNDS.c.version == read.version)
    changed = session.connection().execute(update(_ROUNDS).where(*this).values(**_columns(after)))
    if not changed.rowcount:
        raise MovedOn


def _rounds(session: Session, wanted: Any) -> list[ReturnRound]:
    return [_round(row) for row in session.connection().execute(wanted)]


def _columns(one: ReturnRound) -> dict[str, Any]:
    values = asdict(one)
    del values["id"]
    values["state"] = one.state.value
    return values


def _return(row: Row[Any]) -> StatutoryReturn:
    values = {**row._asdict(), "basis": Basis(row.basis)}
    return StatutoryReturn(**{**values, "frequency": ReturnFrequency(row.frequency)})


def _round(row: Row[Any]) -> ReturnRound:
    return ReturnRound(**{**row._asdict(), "state": RoundState(row.state)})
