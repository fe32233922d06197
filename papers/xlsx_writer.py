"""A new Excel workbook.

The library is loaded when a workbook is written: a server rarely does, and it takes memory.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from papers.cells import CannotWrite, Cell, guarded, written


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one sheet with a bold, frozen header; raises CannotWrite where a cell does not fit."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(path) as workbook:
            _write_sheet(workbook, columns, rows)
    except FileCreateError as error:
        raise CannotWrite(f"{path.parent} cannot be written to: {error}.") from error


def _write_sheet(workbook: Any, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, guarded(title), bold)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
                kept = sheet.write_number(line, column, cell)
            elif isinstance(cell, date) and not isinstance(cell, datetime):
                kept = sheet.write_datetime(line, column, cell, as_date)
            else:
                kept = sheet.write_string(line, column, written(cell))
            if kept != 0:
                raise CannotWrite(
                    f"Row {line} does not fit into a workbook: too long a text, or too many "
                    "rows. Write a .csv instead."
                )
