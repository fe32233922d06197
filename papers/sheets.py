"""Tables in and out of files: CSV and Excel workbooks, read as plain text, written safely."""

import csv
import io
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papers import workbooks
from papers.cells import NUMBER, CannotWrite, Cell, Unreadable, unguarded, written

__all__ = ["CannotWrite", "Cell", "Row", "Sheet", "Unreadable", "read", "write"]

MOST_ROWS = 200_000  # our choice: 400 indicators, monthly, for 40 years
MOST_BYTES = 50 * 1024 * 1024  # our choice, as the file lies on the disk


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `line` is where it begins in the file as a person counts, the header being 1."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Column names in lower case, in order; rows that are not blank, each with every column."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(path: Path) -> Sheet:
    """Read a CSV file or the first sheet of a workbook; raises Unreadable.

    CSV: UTF-8 or Windows-1252, parted by commas, or by semicolons where the header is. Workbook:
    the values, not the formulas; numbers and dates become plain text (`1234`, `95%`,
    `2026-10-12`, `2026-09` for a month). Outer spaces go, and so does the apostrophe with which
    `write` guards a cell.
    """
    content = _content(path)
    workbooks.refuse_old_or_locked(path.name, content)
    if content.startswith(workbooks.BEGINS):
        return _sheet(path.name, workbooks.lines(path.name, content))
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise Unreadable(f"{path.name} is not an Excel workbook, although its name says so.")
    return _sheet(path.name, _csv_lines(path.name, content))


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table as CSV (UTF-8, for programs) or as a workbook, by the name's ending.

    The file is there whole or not at all, and only its owner may read it. Text that a spreadsheet
    would run as a formula is guarded by an apostrophe; numbers stay numbers. Raises CannotWrite.
    """
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise CannotWrite(f"{path.name}: the name must end in .csv or .xlsx.")
    partial = path.with_name(f".{path.name}.{os.getpid()}{suffix}")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        (_write_csv if suffix == ".csv" else workbooks.write)(partial, columns, rows)
        partial.replace(path)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"{path.name} is larger than {MOST_BYTES // 2**20} MB.")
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from error
    if not content.strip():
        raise Unreadable(f"{path.name} is empty.")
    return content


def _sheet(name: str, lines: Iterator[tuple[int, list[str]]]) -> Sheet:
    """Make a Sheet of numbered lines of cells; the first that is not blank is the header."""
    filled = ((line, cells) for line, cells in lines if any(cells))
    _, header = next(filled, (0, []))
    columns = _columns(name, header)

    rows: list[Row] = []
    faults: list[str] = []
    for line, cells in filled:
        if len(rows) == MOST_ROWS:
            raise Unreadable(f"{name} has more than {MOST_ROWS:,} rows.")
        if any(cells[len(columns) :]):
            faults.append(
                f"Line {line} has more cells than the header, which has {len(columns)}. "
                "Put text that holds commas in quotation marks."
            )
        padded = itertools.chain(cells, itertools.repeat(""))
        rows.append(Row(line, dict(zip(columns, map(unguarded, padded), strict=False))))
    if faults:
        raise Unreadable("\n".join(faults))
    return Sheet(columns, tuple(rows))


def _columns(name: str, header: list[str]) -> tuple[str, ...]:
    columns = [unguarded(cell).lower() for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise Unreadable(f"{name} is empty.")
    if any(NUMBER.fullmatch(column) for column in columns):
        raise Unreadable(f"{name} has no header: its first line must name the columns.")
    if "" in columns:
        raise Unreadable(f"{name}: column {columns.index('') + 1} has no name in the header.")
    if twice := [column for column in dict.fromkeys(columns) if columns.count(column) > 1]:
        raise Unreadable(f"{name} has the column {', '.join(twice)} more than once.")
    return tuple(columns)


def _csv_lines(name: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _text(name, content)
    header = text.lstrip().partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        why = "A quotation mark is out of place there, or a text is far too long."
        raise Unreadable(f"{name} cannot be read from line {begins} on. {why}") from error


def _text(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(f"{name} is not a text file. Save it as CSV UTF-8, or as .xlsx.")


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow([written(column) for column in columns])
        writer.writerows([written(cell) for cell in row] for row in rows)
