"""A table that goes out as a workbook, made for reading: names beside references, and notes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from cycle.council import Council
from cycle.periods import instant_words
from features.figures.exchange import Table
from papers.sheets import Cell
from papers.xlsx_writer import WorkbookNotes
from storage import records, register, register_bulk
from storage.database import Session

NAMES = ("title", "service")  # beside a reference
JUDGED = ("unit", "target", "rag")  # beside a value
MEANINGS = {
    "figures": "Every figure in force: one row for an indicator and a period.",
    "indicators": "The register as it stands: one row for an indicator, with its terms.",
    "audit": "Every change, oldest first: who changed what, when, from what to what, and why.",
    "analysis": "Every figure with its colour, its directions and what its control chart says.",
    "quality": "How complete, timely and sound the figures of each indicator are.",
    "concerns": "Every concern there has been, with what the board answered last.",
    "interventions": "Every intervention, with the proposal in force.",
    "risks": "The corporate risk register.",
    "decisions": "What the board and owners have said and decided, oldest first.",
    "actions": "Every action of the plans, with its state.",
}
OF_INDICATORS = ("figures", "analysis", "quality", "concerns", "interventions", "decisions")


def for_reading(session: Session, what: str, table: Table, council: Council, today: date) -> Table:
    """The table with the title and service of each reference, and a figure's target and RAG."""
    columns, rows = table
    if what not in OF_INDICATORS or "ref" not in columns:
        return table
    indicators = {one.ref: one for one in register.all_indicators(session)}
    new_names = [name for name in NAMES if name not in columns]
    is_judged = what == "figures"
    judged = _judged(session, council, today) if is_judged else {}
    after_value = columns.index("value") + 1 if is_judged else 0
    ref, own = columns.index("ref"), list(columns)
    head = [*own[: ref + 1], *new_names, *own[ref + 1 : after_value or None]]
    if is_judged:
        head += [*JUDGED, *own[after_value:]]
    wide = []
    for row in rows:
        one = indicators.get(str(row[ref]))
        names = [getattr(one, name, "") for name in new_names]
        cells = [*row[: ref + 1], *names, *row[ref + 1 : after_value or None]]
        if is_judged:
            cells += [*judged.get((str(row[ref]), str(row[1])), ("", None, "")), *row[after_value:]]
        wide.append(cells)
    return head, wide


def notes_of(what: str, council: Council, now: datetime) -> WorkbookNotes:
    """The sheet's name, and what a reader must know of it."""
    lines = [
        f"{what.capitalize()} of {council.name}",
        MEANINGS[what],
        f"Written by Steward on {instant_words(now)}. Times are those of London.",
        "Numbers are unrounded, to a spreadsheet's 15 digits; the CSV has every digit.",
    ]
    if what == "figures":
        lines.append(
            "title, service, unit, target and rag are for reading: an import passes over them. rag "
            "is the colour of that period by the rule in force then; blank where none is given."
        )
    return WorkbookNotes(what.capitalize(), lines)


def _judged(
    session: Session, council: Council, today: date
) -> Mapping[tuple[str, str], Sequence[Cell]]:
    """(unit, target, RAG) of every figure in force, by reference and period."""
    found: dict[tuple[str, str], Sequence[Cell]] = {}
    for some in register_bulk.in_parts(register.all_indicators(session)):
        for record in records.records(session, some):
            for period in record.series:
                standing = record.stand(period, today, council)
                key = (record.indicator.ref, str(period))
                found[key] = (standing.indicator.unit, standing.target, str(standing.band or ""))
    return found
