"""Budgets as kept: one line for each service and period."""

from sqlalchemy import Row, Table, select, update
from sqlmodel import Session

from cycle.periods import Period
from cycle.plan.budget import BudgetLine
from storage.database import insert_new
from storage.plan_tables import BudgetLineRow

_LINES: Table = BudgetLineRow.__table__  # type: ignore[attr-defined]


def all_lines(session: Session) -> list[BudgetLine]:
    """Every line, by service."""
    rows = session.connection().execute(select(_LINES).order_by(_LINES.c.service, _LINES.c.period))
    return [_line(row) for row in rows]


def save_line(session: Session, new: BudgetLine) -> None:
    """Add a line, or bring that of its service and period up to date."""
    values = {
        "service": new.service,
        "period": str(new.period),
        "budget": new.budget,
        "actual": new.actual,
        "forecast": new.forecast,
        "words": new.words,
    }
    if not insert_new(session, BudgetLineRow, values):
        this = (_LINES.c.service == new.service, _LINES.c.period == str(new.period))
        session.connection().execute(update(_LINES).where(*this).values(**values))


def _line(row: Row[tuple[object, ...]]) -> BudgetLine:
    return BudgetLine(
        service=row.service,
        period=Period.parse(row.period),
        budget=row.budget,
        actual=row.actual,
        forecast=row.forecast,
        words=row.words,
    )
