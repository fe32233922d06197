"""Excel workbooks as a person sees them: the cells of one sheet as text, or why one cannot be read.

Read from the parts themselves: every cell is judged with its number format, and a formula without
a saved result is told apart from a blank cell, which no library here does.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from papers.cells import UnreadableFile
from papers.file_kinds import refuse_other_zips
from papers.number_formats import BUILT_IN
from papers.xlsx_cells import CellReader, UnreadableCell, column_of, local_name, whole_text

MOST_UNPACKED = 500 * 1024 * 1024  # our choice: refuse a zip that unpacks without end
MOST_COLUMNS = 16_384  # of a sheet, by Excel's own limit

_DAMAGED = (
    *(zipfile.BadZipFile, KeyError, ParseError, zlib.error, EOFError, NotImplementedError),
    *(RuntimeError, UnicodeDecodeError, LookupError),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of a workbook. `part` is its file; None for a chart sheet, which has no cells."""

    name: str
    is_visible: bool
    part: str | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet. `faults` say, by column from 0, why a cell cannot be read."""

    number: int
    cells: list[str]
    faults: Mapping[int, str] = field(default_factory=dict)
    is_hidden: bool = False


class Workbook:
    """An Excel workbook; raises UnreadableFile where it is none, or unpacks to too many bytes."""

    def __init__(self, name: str, content: bytes, most_unpacked: int = MOST_UNPACKED) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGED as error:
            raise self._damaged() from error
        refuse_other_zips(name, self._zip)
        if sum(part.file_size for part in self._zip.infolist()) > most_unpacked:
            raise UnreadableFile(f"{name} unpacks to more than {most_unpacked // 2**20} MB.")
        self._parts = {self._key(part.filename): part for part in self._zip.infolist()}
        try:
            self.tabs = tuple(self._tabs())
        except _DAMAGED as error:
            raise self._damaged() from error

    def lines(self, tab: Tab) -> Iterator[SheetRow]:
        """The rows of a sheet that have a cell, values rather than formulas."""
        if tab.part is None:
            return
        try:
            yield from self._lines(tab.part)
        except _DAMAGED as error:
            raise self._damaged() from error

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(
            f"{self.name} is not an Excel workbook, or it is damaged. "
            "Open it in Excel, save it as .xlsx, and import that."
        )

    @staticmethod
    def _key(name: str) -> str:
        return name.replace("\\", "/").lstrip("/").lower()

    def _open(self, part: str) -> IO[bytes]:
        return self._zip.open(self._parts[self._key(part)])

    def _elements(self, part: str, *names: str) -> Iterator[Element]:
        """The elements of these names, each whole, in the order in which they end."""
        with self._open(part) as file:
            for _, element in iterparse(file):
                if local_name(element.tag) in names:
                    yield element
                    element.clear()

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to: (kind, part) by id."""
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if self._key(relations) not in self._parts:
            return {}
        found = {}
        for element in self._elements(relations, "Relationship"):
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target", "")
            whole = target if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (kind, posixpath.normpath(whole).lstrip("/"))
        return found

    @cached_property
    def _part(self) -> str:
        """The part that lists the sheets."""
        related = self._related("").values()
        return next((part for kind, part in related if kind == "officeDocument"), "xl/workbook.xml")

    def _tabs(self) -> Iterator[Tab]:
        related = self._related(self._part)
        for element in self._elements(self._part, "sheet"):
            own = next((v for k, v in element.attrib.items() if local_name(k) == "id"), "")
            kind, part = related.get(own, ("", ""))
            yield Tab(
                name=element.get("name", ""),
                is_visible=element.get("state", "visible") == "visible",
                part=part if kind == "worksheet" and self._key(part) in self._parts else None,
            )

    def _related_part(self, kind: str) -> str | None:
        found = (part for name, part in self._related(self._part).values() if name == kind)
        return next((part for part in found if self._key(part) in self._parts), None)

    @cached_property
    def _texts(self) -> list[str]:
        part = self._related_part("sharedStrings")
        return [whole_text(element) for element in self._elements(part, "si")] if part else []

    @cached_property
    def _formats(self) -> list[str]:
        """The number format of every style, by the style's number."""
        part = self._related_part("styles")
        if part is None:
            return []
        own: dict[str, str] = {}
        styles: list[str] = []
        for element in self._elements(part, "numFmt", "cellXfs"):
            if local_name(element.tag) == "numFmt":
                own[element.get("numFmtId", "")] = element.get("formatCode", "General")
                continue
            numbers = [xf.get("numFmtId", "0") for xf in element if local_name(xf.tag) == "xf"]
            styles = [
                own.get(number) or BUILT_IN.get(int(number), "General")
                for number in numbers
                if number.isdigit()
            ]
        return styles

    @cached_property
    def _counts_from_1904(self) -> bool:
        settings = self._elements(self._part, "workbookPr")
        return any(found.get("date1904") in ("1", "true") for found in settings)

    @cached_property
    def _cells(self) -> CellReader:
        return CellReader(self._texts, self._formats, self._counts_from_1904)

    def _lines(self, part: str) -> Iterator[SheetRow]:
        number = 0
        for row in self._elements(part, "row"):
            place = row.get("r", "")
            number = int(place) if place.isdigit() else number + 1
            cells: list[str] = []
            faults: dict[int, str] = {}
            column = -1
            for cell in row:
                if local_name(cell.tag) != "c":
                    continue
                column = column_of(cell.get("r", ""), column + 1)
                try:
                    text = self._cells.typed(cell)
                except UnreadableCell as fault:
                    faults[column], text = str(fault), ""
                if text:
                    cells.extend([""] * (column - len(cells)))
                    cells.append(text)
            if cells or faults:
                yield SheetRow(number, cells, faults, row.get("hidden") in ("1", "true"))
