"""The parts a paper is made of: sections, paragraphs, lists, tables and charts, without a format.

A paper is one tree of these. Each writer under `papers/` prints all of it, so no two files of a
paper can say different things. Whatever people typed stands in here exactly as they typed it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Tone(StrEnum):
    """The tint of a cell or note. Its text always says the same in words."""

    PLAIN = "plain"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more paragraphs; a line break in `text` begins a new one.

    `by` names whoever wrote it, where a person did.
    """

    text: str
    by: str = ""

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class BulletList:
    """Short points; `is_numbered` where people refer to them, as to recommendations."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of a table. `width` is its share of the page."""

    title: str
    width: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class DataCell:
    """A cell as read; `number` is its exact value where it is a number, for the workbook.

    `link` is where its text leads on a web page; empty for nowhere.
    """

    text: str
    number: Decimal | None = None
    tone: Tone = Tone.PLAIN
    link: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """One header row, no merged and no empty cells. The first cell of a row says what it is about.

    `name` is the caption, and says what the table holds on its own.
    """

    name: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[DataCell, ...], ...]


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One period's value on a chart, with its target; None where there is none.

    `text` is the value as read. The line is not drawn to a point that stands `apart` from the one
    before it: a period without a figure, or a break, lies between.
    """

    label: str
    value: Decimal
    text: str
    target: Decimal | None = None
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class LineChartPicture:
    """A chart that shows one thing; `sentence` says it, `alternative` is for who cannot see it.

    The same numbers stand in a table beside it.
    """

    name: str
    sentence: str
    alternative: str
    points: tuple[ChartPoint, ...]
    target_text: str = ""


Block = Paragraph | BulletList | DataTable | LineChartPicture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; sections nest to three levels."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper. `facts` are the lines of its cover: a name and what is filled in.

    `front` stands on the first page, before the contents: enough for who reads no further. `notice`
    is printed on every page, as of a draft; empty otherwise. `data` is for the workbook only: the
    figures behind the paper, which are too many columns for a page.
    """

    title: str
    subtitle: str
    council: str
    facts: tuple[tuple[str, str], ...]
    front: tuple[Section, ...]
    sections: tuple[Section, ...]
    notice: str = ""
    data: tuple[DataTable, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for section in (*self.front, *self.sections):
            yield from _blocks(section)

    @property
    def cover(self) -> DataTable:
        """The lines of the cover as a table."""
        return DataTable(
            "About this report",
            (DataColumn("Item", 3), DataColumn("Detail", 7)),
            tuple((DataCell(name), DataCell(words)) for name, words in self.facts),
        )


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for inner in section.sections:
        yield from _blocks(inner)
