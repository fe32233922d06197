"""A new Excel workbook that a person can open, filter, sum and print.

The library is loaded when a workbook is written: a server rarely does, and it takes memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cycle.periods import LONDON
from papers.cells import CannotWrite, Cell, guarded, written

NARROWEST, WIDEST = 8, 50  # characters of a column; longer texts wrap; our choice
A4 = 9  # Excel's number of the paper
_DAY, _MOMENT = "d mmm yyyy", "d mmm yyyy hh:mm"


@dataclass(frozen=True, slots=True)
class WorkbookNotes:
    """What a workbook says of itself: the name of its sheet, and the lines of a sheet of notes."""

    sheet: str = "Table"
    lines: Sequence[str] = ()


def write(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    notes: WorkbookNotes | None = None,
) -> None:
    """Write a sheet with a frozen, filtered header and a sheet of notes; raises CannotWrite.

    Numbers are numbers, with the 15 digits that a spreadsheet keeps; days are days; instants are
    London's clock. CannotWrite where a cell does not fit.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    notes = notes or WorkbookNotes()
    try:
        with xlsxwriter.Workbook(path) as workbook:
            _Writer(workbook, notes.sheet).write(columns, list(rows))
            if notes.lines:
                _write_notes(workbook, notes.lines)
    except FileCreateError as error:
        raise CannotWrite(f"{path.parent} cannot be written to: {error}.") from error


class _Writer:
    """Writes one table onto a new sheet of the workbook."""

    def __init__(self, workbook: Any, name: str) -> None:
        self.sheet = workbook.add_worksheet(name)
        self.bold = workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.plain = workbook.add_format({"valign": "top"})
        self.wrapped = workbook.add_format({"valign": "top", "text_wrap": True})
        self.day = workbook.add_format({"valign": "top", "num_format": _DAY, "align": "left"})
        self.moment = workbook.add_format({"valign": "top", "num_format": _MOMENT, "align": "left"})

    def write(self, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        for column, title in enumerate(columns):
            self.sheet.write_string(0, column, guarded(title), self.bold)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell is not None and cell != "" and self._write_cell(line, column, cell) != 0:
                    raise CannotWrite(
                        f"Row {line} does not fit into a workbook: too long a text, or too many "
                        "rows. Write a .csv instead."
                    )
        self._lay_out(columns, rows)

    def _write_cell(self, line: int, column: int, cell: Cell) -> int:
        """0 where it fits, as the library says."""
        fits: int
        if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            fits = self.sheet.write_number(line, column, cell, self.plain)
        elif isinstance(cell, datetime):
            fits = self.sheet.write_datetime(line, column, _london(cell), self.moment)
        elif isinstance(cell, date):
            fits = self.sheet.write_datetime(line, column, cell, self.day)
        else:
            text = written(cell)
            style = self.wrapped if len(text) > WIDEST or "\n" in text else self.plain
            fits = self.sheet.write_string(line, column, text, style)
        return fits

    def _lay_out(self, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Widths, the filter, and a page that is one sheet of paper wide under its header."""
        for column, title in enumerate(columns):
            widths = [_width(row[column]) for row in rows if column < len(row)]
            width = max([len(title) + 3, NARROWEST, *widths])  # room for the filter's button
            self.sheet.set_column(column, column, min(width, WIDEST))
        self.sheet.freeze_panes(1, 1)
        if columns:
            self.sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_footer("&L&A&RPage &P of &N")


def _write_notes(workbook: Any, lines: Sequence[str]) -> None:
    sheet = workbook.add_worksheet("Notes")
    wrapped = workbook.add_format({"valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, 100)
    for line, note in enumerate(lines):
        sheet.write_string(line, 0, guarded(note), wrapped)


def _london(instant: datetime) -> datetime:
    """London's clock, to the second: a spreadsheet knows no zones."""
    if instant.tzinfo is not None:
        instant = instant.astimezone(LONDON).replace(tzinfo=None)
    return instant.replace(microsecond=0)


def _width(cell: Cell) -> int:
    match cell:
        case None:
            return 0
        case datetime():
            return len("30 Sep 2026 10:00") + 1
        case date():
            return len("30 Sep 2026") + 1
        case Decimal():
            return min(len(f"{cell:f}"), 17) + 1
        case _:
            return max(map(len, str(cell).split("\n"))) + 1
