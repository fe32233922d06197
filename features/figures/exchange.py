"""Figures, indicators and the audit as tables for files, digit for digit."""

from collections.abc import Collection, Sequence
from datetime import UTC, date
from decimal import Decimal

from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.plan.register import COLUMNS, PEOPLE, written
from cycle.review import figure_rows
from cycle.review.figure import Figure
from papers.sheets import Cell
from storage import audit, figures, people, register, register_bulk
from storage.database import Session

Table = tuple[Sequence[str], list[list[Cell]]]


def export_figures(session: Session) -> Table:
    """Every figure in force, digit for digit, as an import reads it."""
    emails = {person.id: person.email for person in people.everyone(session).values()}
    indicators = register.all_indicators(session)
    in_force = _series(session, [one.id for one in indicators])
    rows: list[list[Cell]] = []
    for indicator in indicators:
        for period, figure in in_force.get(indicator.id, {}).items():
            rows.append(
                [
                    indicator.ref,
                    str(period),
                    figure.value,
                    figure.numerator,
                    figure.denominator,
                    figure.commentary,
                    figure.status.value,
                    emails.get(figure.given_by or 0, figure.given_by_name),
                    figure.given_at.astimezone(UTC),
                    figure.expected_on,
                ]
            )
    return figure_rows.COLUMNS, rows


def export_indicators(session: Session) -> Table:
    """The register as it stands, as an import reads it; people by e-mail."""
    emails = {person.id: person.email for person in people.everyone(session).values()}

    def cell(indicator: Indicator, column: str) -> Cell:
        value = getattr(indicator, column)
        if column in PEOPLE:
            return emails.get(value, "")
        is_typed = isinstance(value, bool | int | Decimal | date)
        return value if is_typed else written(value)

    return COLUMNS, [
        [cell(indicator, column) for column in COLUMNS]
        for indicator in register.all_indicators(session)
    ]


def export_audit(session: Session) -> Table:
    """Every change, oldest first: when (UTC), who, from where, what, old, new and why."""
    columns = ("at", "who", "from", *audit.COLUMNS[3:])
    return columns, [[row.at.astimezone(UTC), *row[1:]] for row in audit.rows(session)]


def _series(session: Session, ids: Collection[int]) -> dict[int, dict[Period, Figure]]:
    found: dict[int, dict[Period, Figure]] = {}
    for part in register_bulk.in_parts(ids):
        found |= figures.series_of(session, part)
    return found
