"""Excel workbooks: the first sheet's cells as text, and a new workbook of one sheet.

The two libraries are loaded when a workbook is read or written: a server does neither, and they
take 17 MB.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from papers.cells import CannotWrite, Cell, Unreadable, guarded, typed, written

BEGINS = b"PK\x03\x04"  # a workbook is a zip
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_DAMAGED = (BadZipFile, KeyError, ParseError, zlib.error)
MOST_UNPACKED = 500 * 1024 * 1024  # our choice: refuse a zip that unpacks without end


def lines(
    name: str, content: bytes, most_unpacked: int = MOST_UNPACKED
) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet with their numbers, values rather than formulas.

    Raises Unreadable where the content is no workbook, or unpacks to more bytes than that.
    """
    file = io.BytesIO(content)
    try:
        with zipfile.ZipFile(file) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked <= most_unpacked:
            yield from _cells_as_typed(file)
            return
    except _DAMAGED as error:
        raise Unreadable(f"{name} is not an Excel workbook, or it is damaged.") from error
    raise Unreadable(f"{name} unpacks to more than {most_unpacked // 2**20} MB.")


def _cells_as_typed(file: io.BytesIO) -> Iterator[tuple[int, list[str]]]:
    import openpyxl

    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    for sheet in workbook.worksheets[:1]:
        sheet.reset_dimensions()  # some programs write a wrong size
        for line, cells in enumerate(sheet.iter_rows(), start=1):
            yield line, [typed(cell.value, cell.number_format).strip() for cell in cells]


def refuse_old_or_locked(name: str, content: bytes) -> None:
    """Raise Unreadable for the formats that Excel no longer writes or that need a password."""
    if content.startswith(OLD_OR_LOCKED):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        why = "protected by a password" if locked else "in an Excel format of before 2007"
        raise Unreadable(f"{name} is {why}. Save it as .xlsx without a password, or as CSV.")


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
