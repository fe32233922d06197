"""Plans as kept: the corporate plan with its priorities, and the yearly plan of each service."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Table, insert, select, update
from sqlmodel import Session

from cycle.plan.corporate_plan import CorporatePriority, Plan, PlanKind, PlanState
from storage import cache
from storage.cache import Topic
from storage.database import MovedOn
from storage.plan_tables import CorporatePriorityRow, PlanChangeRow, PlanRow

_PLANS: Table = PlanRow.__table__  # type: ignore[attr-defined]
_PRIORITIES: Table = CorporatePriorityRow.__table__  # type: ignore[attr-defined]
_CHANGES: Table = PlanChangeRow.__table__  # type: ignore[attr-defined]


class PlanChange(NamedTuple):
    """One line of what was changed after it was agreed."""

    thing: str
    field: str
    old: str
    new: str
    reason: str
    approver: str
    decision_reference: str


def all_plans(session: Session) -> dict[int, Plan]:
    """Every plan by id, the newest first."""
    rows = session.connection().execute(select(_PLANS).order_by(_PLANS.c.starts.desc()))
    return {row.id: _plan(row) for row in rows}


def plan(session: Session, plan_id: int) -> Plan | None:
    row = session.connection().execute(select(_PLANS).where(_PLANS.c.id == plan_id)).first()
    return None if row is None else _plan(row)


def of_service(session: Session, service: str, day: date) -> Plan | None:
    """The service's plan whose year the day falls in, in any state."""
    wanted = select(_PLANS).where(
        _PLANS.c.service == service, _PLANS.c.starts <= day, _PLANS.c.ends >= day
    )
    row = session.connection().execute(wanted.order_by(_PLANS.c.id.desc())).first()
    return None if row is None else _plan(row)


def keep(session: Session, new: Plan) -> int:
    """Add a plan, or bring the one with its id up to date as it was imported. Returns its id."""
    if new.id:
        session.connection().execute(
            update(_PLANS).where(_PLANS.c.id == new.id).values(**_plan_columns(new))
        )
        return new.id
    made = session.connection().execute(insert(_PLANS).values(**_plan_columns(new)))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def change(session: Session, read: Plan, after: Plan) -> None:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    this = (_PLANS.c.id == read.id, _PLANS.c.version == read.version)
    changed = session.connection().execute(
        update(_PLANS).where(*this).values(**_plan_columns(after))
    )
    if not changed.rowcount:
        raise MovedOn


def all_priorities(session: Session) -> dict[int, CorporatePriority]:
    """Every priority by id, in the order of the corporate plan."""
    wanted = select(_PRIORITIES).order_by(_PRIORITIES.c.place, _PRIORITIES.c.ref)
    return {row.id: _priority(row) for row in session.connection().execute(wanted)}


def keep_priority(session: Session, new: CorporatePriority) -> int:
    """Add a priority, or bring the one with its id up to date. Returns its id."""
    cache.invalidate(session, Topic.NAMES)
    values = asdict(new)
    values["plan_id"] = values.pop("plan")
    del values["id"]
    if new.id:
        session.connection().execute(
            update(_PRIORITIES).where(_PRIORITIES.c.id == new.id).values(**values)
        )
        return new.id
    made = session.connection().execute(insert(_PRIORITIES).values(**values))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def log_changes(session: Session, changes: Iterable[PlanChange], now: datetime) -> None:
    """Write down what was changed after it was agreed."""
    rows = [{**change._asdict(), "at": now} for change in changes]
    if rows:
        session.connection().execute(insert(_CHANGES), rows)


def changes(session: Session) -> list[PlanChange]:
    """Everything that was changed after it was agreed, oldest first."""
    columns = [_CHANGES.c[name] for name in PlanChange._fields]
    wanted = select(*columns).order_by(_CHANGES.c.id)
    return [PlanChange(*row) for row in session.connection().execute(wanted)]


def _plan_columns(one: Plan) -> dict[str, Any]:
    values = asdict(one)
    del values["id"]
    values["kind"], values["state"] = one.kind.value, one.state.value
    return values


def _plan(row: Row[Any]) -> Plan:
    values = row._asdict()
    return Plan(**{**values, "kind": PlanKind(row.kind), "state": PlanState(row.state)})


def _priority(row: Row[Any]) -> CorporatePriority:
    values = row._asdict()
    values["plan"] = values.pop("plan_id")
    return CorporatePriority(**values)
