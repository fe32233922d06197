"""Tables in and out of files: CSV and Excel workbooks, read as plain text, written safely."""

import csv
import itertools
import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papers import xlsx_writer
from papers.cells import NUMBER, CannotWrite, Cell, UnreadableFile, unguarded, written
from papers.delimited import LOOKED_AT, csv_lines
from papers.file_kinds import ZIP, refuse_other_kinds
from papers.xlsx_cells import cell_name
from papers.xlsx_reader import MOST_UNPACKED, SheetRow, Tab, Workbook
from papers.xlsx_writer import WorkbookNotes

__all__ = ["CannotWrite", "Cell", "ReadLimits", "Row", "Sheet", "UnreadableFile", "read", "write"]

MOST_ROWS = 200_000  # our choice: 400 indicators, monthly, for 40 years
MOST_BYTES = 50 * 1024 * 1024  # our choice, as the file lies on the disk
MOST_FAULTS = 50  # named at once; our choice

_OUTER = "\ufeff\u200b\u200c\u200d\u2060\u00ad"  # unseen characters at the ends of a cell


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `line` is where it begins in the file as a person counts, from 1."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Column names in lower case, in order; rows that are not blank, each with every column.

    `notes` say what was read and what was passed over, for whoever sent the file.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much of a file is read: rows below the header, and bytes of a workbook unpacked."""

    rows: int = MOST_ROWS
    unpacked: int = MOST_UNPACKED


def read(
    path: Path, wanted: Collection[str] = (), tab: str = "", limits: ReadLimits = ReadLimits()
) -> Sheet:
    """Read a CSV file or one sheet of a workbook; raises UnreadableFile.

    `wanted` are columns by which the header is known, below titles and among several sheets.
    `tab` names the sheet; else it is the one visible sheet with the wanted columns, or the first
    visible one. Numbers and dates of a workbook become plain text (`1234`, `95%`, `2026-10-12`,
    `2026-09` for a month). Outer spaces go, and so does the apostrophe with which `write` guards.
    """
    content = _content(path)
    refuse_other_kinds(path.name, content)
    if content.startswith(ZIP):
        workbook = Workbook(path.name, content, limits.unpacked)
        chosen = _choose(workbook, wanted, tab)
        told = _told(workbook, chosen)
        return _sheet(path.name, workbook.lines(chosen), wanted, (told, limits.rows))
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}:
        raise UnreadableFile(
            f"{path.name} is not an Excel workbook, although its name says so. "
            "Open it in Excel and save it as .xlsx."
        )
    if tab:
        raise UnreadableFile(f"{path.name} is a text file and has no sheets: leave --sheet out.")
    lines = csv_lines(path.name, content, wanted)
    numbered = (SheetRow(number, cells) for number, cells in lines)
    return _sheet(path.name, numbered, wanted, ((), limits.rows))


def write(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    notes: WorkbookNotes | None = None,
) -> None:
    """Write a table as CSV (UTF-8, for programs) or as a workbook, by the name's ending.

    The file is there whole or not at all, and only its owner may read it. Text that a spreadsheet
    would run as a formula is guarded by an apostrophe; numbers stay numbers. CSV has every digit;
    `notes` are for a workbook alone. Raises CannotWrite.
    """
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise CannotWrite(f"{path.name}: the name must end in .csv or .xlsx.")
    partial = path.with_name(f".{path.name}.{os.getpid()}{suffix}")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if suffix == ".csv":
            _write_csv(partial, columns, rows)
        else:
            xlsx_writer.write(partial, columns, rows, notes)
        partial.replace(path)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(f"{path.name} is larger than {MOST_BYTES // 2**20} MB.")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror}.") from error
    if not content.strip():
        raise UnreadableFile(f"{path.name} is empty.")
    return content


# ---------------------------------------------------------------- which sheet of a workbook


def _choose(workbook: Workbook, wanted: Collection[str], name: str) -> Tab:
    readable = [tab for tab in workbook.tabs if tab.part is not None]
    if name:
        return _named(workbook, readable, name)
    visible = [tab for tab in readable if tab.is_visible]
    if not visible:
        what = "only hidden sheets" if readable else "no sheet with cells, only charts"
        raise UnreadableFile(
            f"{workbook.name} has {what}. Put the table on a visible sheet, and import again."
        )
    fitting = [tab for tab in visible if wanted and _has_header(workbook, tab, wanted)]
    if len(fitting) > 1:
        raise UnreadableFile(
            f"{workbook.name} has {len(fitting)} sheets with this table: {_names(fitting)}. "
            "Say which, with --sheet NAME."
        )
    filled = (tab for tab in visible if any(any(line.cells) for line in workbook.lines(tab)))
    return fitting[0] if fitting else next(filled, visible[0])


def _named(workbook: Workbook, readable: Sequence[Tab], name: str) -> Tab:
    for tab in readable:
        if tab.name.strip().casefold() == name.strip().casefold():
            return tab
    there = _names(readable) or "none with cells"
    raise UnreadableFile(f"{workbook.name} has no sheet “{name}”. Its sheets: {there}.")


def _has_header(workbook: Workbook, tab: Tab, wanted: Collection[str]) -> bool:
    first = itertools.islice((line for line in workbook.lines(tab) if any(line.cells)), LOOKED_AT)
    return any(set(wanted) <= {column_name(cell) for cell in line.cells} for line in first)


def _told(workbook: Workbook, chosen: Tab) -> tuple[str, ...]:
    others = [tab for tab in workbook.tabs if tab is not chosen]
    said = f"read from the sheet “{chosen.name}”{'' if chosen.is_visible else ', which is hidden'}"
    return (f"{said}; not read: {_names(others)}" if others else said,)


def _names(tabs: Sequence[Tab]) -> str:
    return ", ".join(f"“{tab.name}”{'' if tab.is_visible else ' (hidden)'}" for tab in tabs)


# ---------------------------------------------------------------- header and rows


def column_name(cell: str) -> str:
    """A cell of the header as it is compared: no unseen characters, small letters."""
    seen = (letter for letter in unguarded(cell) if unicodedata.category(letter) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", "".join(seen)).split()).lower()


def _sheet(
    name: str,
    lines: Iterator[SheetRow],
    wanted: Collection[str],
    said: tuple[tuple[str, ...], int],
) -> Sheet:
    """Make a Sheet of lines: titles, then the header, then the rows.

    `said` are the notes so far, and the most rows that are read.
    """
    notes, most_rows = said
    filled = (line for line in map(_trimmed, lines) if any(line.cells) or line.faults)
    first = list(itertools.islice(filled, LOOKED_AT))
    place = _header_place(first, wanted)
    header = first[place].cells if first else []
    columns = _columns(name, header)
    if place:
        notes += (f"passed over {place} line{'' if place == 1 else 's'} above the header",)

    rows: list[Row] = []
    faults: list[str] = []
    hidden = 0
    for line in itertools.chain(first[place + 1 :], filled):
        if len(rows) == most_rows:
            raise UnreadableFile(f"{name} has more than {most_rows:,} rows.")
        if any(line.cells[len(columns) :]):
            faults.append(
                f"Line {line.number} has more cells than the header, which has {len(columns)}. "
                "Put text that holds commas in quotation marks."
            )
        unread = _cell_faults(line, columns)
        if not unread and not any(line.cells):
            continue
        faults += unread
        hidden += line.is_hidden
        padded = itertools.chain(line.cells, itertools.repeat(""))
        rows.append(Row(line.number, dict(zip(columns, map(unguarded, padded), strict=False))))
    if faults:
        more = len(faults) - MOST_FAULTS
        rest = [f"and {more:,} more like these."] if more > 0 else []
        raise UnreadableFile("\n".join([*faults[:MOST_FAULTS], *rest]))
    if hidden:
        notes += (f"read {hidden:,} hidden row{'' if hidden == 1 else 's'} too",)
    return Sheet(columns, tuple(rows), notes)


def _trimmed(line: SheetRow) -> SheetRow:
    cells = [cell.strip().strip(_OUTER).strip() for cell in line.cells]
    return SheetRow(line.number, cells, line.faults, line.is_hidden)


def _cell_faults(line: SheetRow, columns: Sequence[str]) -> list[str]:
    return [
        f"Line {line.number}, {columns[place]}: {cell_name(line.number, place)} {fault}"
        for place, fault in line.faults.items()
        if place < len(columns)
    ]


def _header_place(first: Sequence[SheetRow], wanted: Collection[str]) -> int:
    """Which of the first lines is the header: with the most wanted columns, or below a title."""
    named = [len({column_name(cell) for cell in line.cells} & set(wanted)) for line in first]
    if named and max(named) > min(1, len(wanted) - 1):
        return named.index(max(named))
    widths = [sum(map(bool, line.cells)) for line in first]
    place = 0
    while place + 1 < len(widths) and widths[place] == 1 and widths[place + 1] > 1:
        place += 1
    return place


def _columns(name: str, header: Sequence[str]) -> tuple[str, ...]:
    columns = [column_name(cell) for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise UnreadableFile(f"{name} is empty.")
    if any(NUMBER.fullmatch(column) for column in columns):
        raise UnreadableFile(f"{name} has no header: its first line must name the columns.")
    if "" in columns:
        raise UnreadableFile(f"{name}: column {columns.index('') + 1} has no name in the header.")
    if twice := [column for column in dict.fromkeys(columns) if columns.count(column) > 1]:
        raise UnreadableFile(f"{name} has the column {', '.join(twice)} more than once.")
    return tuple(columns)


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow([written(column) for column in columns])
        writer.writerows([written(cell) for cell in row] for row in rows)
