"""A paper as a workbook: a cover that lists what is inside, then one table to a sheet.

After the Analysis Function's guidance for accessible spreadsheets: no blank rows, no merged cells,
every table marked as one, numbers as numbers. Text that a spreadsheet would run as a formula is
guarded, as in every table that leaves Steward.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from cycle.monitor.paper.blocks import (
    BulletList,
    DataCell,
    DataTable,
    Paper,
    Paragraph,
    Section,
    Tone,
)
from papers.cells import guarded
from papers.style import TINTS, PaperStyle, printable

LONGEST_CELL = 32_767  # characters; Excel's own limit
LONGEST_NAME = 31  # characters of a sheet's name; Excel's own limit
_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")
_CUT = " (cut short: the whole text is in the report)"


def workbook(paper: Paper, style: PaperStyle) -> bytes:
    """The workbook. The same paper and style give the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": printable(f"{paper.title}, {paper.subtitle}"),
                "author": printable(paper.council),
                "created": style.made_at.replace(tzinfo=None),
            }
        )
        _Sheets(book, style).write(paper)
    return out.getvalue()


class _Sheets:
    """Writes the sheets of one workbook, each with a name of its own."""

    def __init__(self, book: Any, style: PaperStyle) -> None:
        self._book = book
        self._names: set[str] = set()
        self._formats: dict[tuple[str, Tone], Any] = {}
        self._title = book.add_format({"bold": True, "font_size": 16, "font_color": style.colour})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#E9EEF4", "text_wrap": True, "valign": "top"}
        )

    def write(self, paper: Paper) -> None:
        cover = self._book.add_worksheet(self._name("Cover"))
        found = list(_tables(paper))
        sheets = [(self._table(table), about, table.name) for about, table in found]
        self._cover(cover, paper, sheets)

    def _cover(self, sheet: Any, paper: Paper, sheets: list[tuple[str, str, str]]) -> None:
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, _safe(f"{paper.title}, {paper.subtitle}"), self._title)
        wrapped = self._format("", Tone.PLAIN)
        lines = [
            ("Council", paper.council),
            *([("Notice", paper.notice)] if paper.notice else []),
            *paper.facts,
            *_said(paper),
            ("Sheets", f"{len(sheets)}, one table each:"),
            *((name, f"{about}: {title}") for name, about, title in sheets),
        ]
        for line, (name, words) in enumerate(lines, start=1):
            sheet.write_string(line, 0, _safe(name), wrapped)
            sheet.write_string(line, 1, _safe(words), wrapped)

    def _table(self, table: DataTable) -> str:
        name = self._name(table.name)
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, _safe(table.name), self._title)
        for column, about in enumerate(table.columns):
            longest = max([len(about.title), *(len(row[column].text) for row in table.rows)])
            sheet.set_column(column, column, min(60, max(10, longest + 2)))
        last = max(len(table.rows), 1) + 1
        headers = [
            {"header": _safe(each.title), "header_format": self._head} for each in table.columns
        ]
        sheet.add_table(
            1,
            0,
            last,
            len(table.columns) - 1,
            {
                "columns": headers,
                "name": f"Table_{len(self._names)}",
                "style": None,
                "autofilter": len(table.rows) > 12,
            },
        )
        sheet.freeze_panes(2, 1)
        for line, row in enumerate(table.rows, start=2):
            for column, cell in enumerate(row):
                self._cell(sheet, line, column, cell)
        return name

    def _cell(self, sheet: Any, line: int, column: int, cell: DataCell) -> None:
        if cell.number is None:
            sheet.write_string(line, column, _safe(cell.text), self._format("", cell.tone))
        else:
            shown_as = self._format(number_format(cell.text), cell.tone)
            sheet.write_number(line, column, cell.number, shown_as)

    def _format(self, number: str, tone: Tone) -> Any:
        key = (number, tone)
        if key not in self._formats:
            look: dict[str, Any] = {"text_wrap": True, "valign": "top"}
            if number:
                look["num_format"] = number
            if tone is not Tone.PLAIN:
                look["bg_color"] = TINTS[tone].upper()
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def _name(self, wanted: str) -> str:
        plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", printable(wanted)).split()) or "Table"
        name = plain[:LONGEST_NAME].strip()
        number = 2
        while name.casefold() in self._names:
            end = f" {number}"
            name = plain[: LONGEST_NAME - len(end)].strip() + end
            number += 1
        self._names.add(name.casefold())
        return name


def number_format(text: str) -> str:
    """The format in which a spreadsheet shows the number as it is read: `"£"#,##0`, `0.0"%"`."""
    found = _NUMBER.search(text)
    if found is None:
        return "General"
    before, after = text[: found.start()].replace("-", ""), text[found.end() :]
    decimals = len((found[1] or ".")[1:])
    whole = "#,##0" if "," in found[0] else "0"
    digits = f"{whole}.{'0' * decimals}" if decimals else whole
    return f"{_literal(before)}{digits}{_literal(after)}"


def _literal(text: str) -> str:
    kept = text.replace('"', "")
    return f'"{kept}"' if kept else ""


def _tables(paper: Paper) -> Iterator[tuple[str, DataTable]]:
    """Every table with the title of its section; the figures behind the paper first."""
    for table in paper.data:
        yield "The figures behind the report", table
    for section in (*paper.front, *paper.sections):
        yield from _tables_of(section)


def _tables_of(section: Section) -> Iterator[tuple[str, DataTable]]:
    yield from ((section.title, block) for block in section.blocks if isinstance(block, DataTable))
    for inner in section.sections:
        yield from _tables_of(inner)


def _said(paper: Paper) -> Iterator[tuple[str, str]]:
    """The words of the first page."""
    for section in paper.front:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield section.title, block.text
            if isinstance(block, BulletList):
                yield from ((section.title, item) for item in block.items)


def _safe(text: str) -> str:
    words = guarded(printable(text))
    return words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - len(_CUT)] + _CUT
