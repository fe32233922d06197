"""The yearly sets as kept: each year's review and agreement, and what becomes of each indicator."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, Table, select, update
from sqlmodel import Session

from cycle.plan.indicator import Control
from cycle.plan.kpi_set import KpiSet, KpiSetState
from cycle.plan.kpi_set_line import KpiSetLine, LineChange
from storage.database import MovedOn, insert_new
from storage.review_tables import KpiSetLineRow, KpiSetRow

_SETS: Table = KpiSetRow.__table__  # type: ignore[attr-defined]
_LINES: Table = KpiSetLineRow.__table__  # type: ignore[attr-defined]


def all_sets(session: Session) -> list[KpiSet]:
    """Every year's set, the newest first."""
    rows = session.connection().execute(select(_SETS).order_by(_SETS.c.year.desc()))
    return [_set(row) for row in rows]


def of_year(session: Session, year: str) -> KpiSet | None:
    row = session.connection().execute(select(_SETS).where(_SETS.c.year == year)).first()
    return None if row is None else _set(row)


def find(session: Session, set_id: int) -> KpiSet | None:
    row = session.connection().execute(select(_SETS).where(_SETS.c.id == set_id)).first()
    return None if row is None else _set(row)


def add(session: Session, new: KpiSet) -> KpiSet | None:
    """The set as it is kept; None where its year has one already."""
    values = _set_columns(new)
    return of_year(session, new.year) if insert_new(session, KpiSetRow, values) else None


def change(session: Session, read: KpiSet, after: KpiSet) -> None:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    this = (_SETS.c.id == read.id, _SETS.c.version == read.version)
    changed = session.connection().execute(update(_SETS).where(*this).values(**_set_columns(after)))
    if not changed.rowcount:
        raise MovedOn


def lines(session: Session, set_id: int) -> list[KpiSetLine]:
    """The lines of a set, in the order of the references."""
    wanted = select(_LINES).where(_LINES.c.set_id == set_id).order_by(_LINES.c.ref)
    return [_line(row) for row in session.connection().execute(wanted)]


def find_line(session: Session, line_id: int) -> tuple[int, KpiSetLine] | None:
    """(the set's id, the line)."""
    row = session.connection().execute(select(_LINES).where(_LINES.c.id == line_id)).first()
    return None if row is None else (row.set_id, _line(row))


def add_lines(session: Session, set_id: int, new: Iterable[KpiSetLine]) -> int:
    """Add the lines of indicators that have none yet. Returns how many are new."""
    return sum(
        insert_new(session, KpiSetLineRow, {**_line_columns(line), "set_id": set_id})
        for line in new
    )


def change_line(session: Session, read: KpiSetLine, after: KpiSetLine) -> None:
    """As `change`, for one line."""
    this = (_LINES.c.id == read.id, _LINES.c.version == read.version)
    changed = session.connection().execute(
        update(_LINES).where(*this).values(**_line_columns(after))
    )
    if not changed.rowcount:
        raise MovedOn


def _set_columns(kpi_set: KpiSet) -> dict[str, Any]:
    values = asdict(kpi_set)
    del values["id"]
    values["state"] = kpi_set.state.value
    return values


def _line_columns(line: KpiSetLine) -> dict[str, Any]:
    values = asdict(line)
    del values["id"]
    values["indicator_id"] = values.pop("indicator")
    values["change"] = line.change.value
    values["control"] = line.control.value if line.control else ""
    values["terms"] = json.dumps([list(term) for term in line.terms])
    return values


def _set(row: Row[Any]) -> KpiSet:
    return KpiSet(**{**row._asdict(), "state": KpiSetState(row.state)})


def _line(row: Row[Any]) -> KpiSetLine:
    values = row._asdict()
    del values["set_id"]
    values["indicator"] = values.pop("indicator_id")
    values["change"] = LineChange(row.change)
    values["control"] = Control(row.control) if row.control else None
    values["terms"] = tuple((field, old, new) for field, old, new in json.loads(row.terms))
    return KpiSetLine(**values)
