"""What the performance team hears of papers: one is due, one is not begun, what one will say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Container,
    Element,
    Text,
    card,
    note,
    subheading,
    title,
)
from cycle.monitor.paper.blocks import Block, BulletList, DataTable, Paragraph, Section
from cycle.periods import Period, day_words

MOST_MISSING = 8  # sentences; the draft's own card has them all
MOST_EXCEPTIONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPreview:
    """The first page of a draft, the headings of its exceptions, and of its chapters."""

    name: str
    front: Sequence[Section]
    exceptions: Sequence[str]
    chapters: Sequence[str]


def draft_due(name: str, meeting: date, missing: Sequence[str], typed: str) -> Card:
    """A draft whose meeting is near."""
    left = len(missing) - MOST_MISSING
    return card(
        f"{name} is not frozen. The meeting is on {day_words(meeting)}.",
        title("Paper due", name, f"Meeting of {day_words(meeting)}"),
        note("It is not frozen yet."),
        Container(
            subheading("What is missing"),
            *(Text(f"• {each}", spacing="Small") for each in missing[:MOST_MISSING]),
            Text(f"and {left} more", is_subtle=True) if left > 0 else None,
            Text("Nothing is missing.") if not missing else None,
        ),
        Text(f"Type “{typed}” to see it and to ask for what is missing.", is_subtle=True),
    )


def not_begun(quarter: Period, typed: str) -> Card:
    """A quarter of which no report has been begun."""
    return card(
        f"The report for {quarter.words} is not begun.",
        title("Paper due", "Quarterly report", quarter.words),
        note("It is not begun yet."),
        Text(f"Type “{typed}” to begin it.", is_subtle=True),
    )


def preview(view: PaperPreview, ask: ButtonRef) -> Card:
    """The first page as text. The verb `paper_back` leads back to the draft."""
    left = len(view.exceptions) - MOST_EXCEPTIONS
    return card(
        f"{view.name}: preview.",
        title("Paper · Preview", view.name, "As it would be printed now, as a draft"),
        *(_section(section) for section in view.front),
        Container(
            subheading("Exceptions"),
            *(Text(f"• {each}", spacing="Small") for each in view.exceptions[:MOST_EXCEPTIONS]),
            Text(f"and {left} more", is_subtle=True) if left > 0 else None,
            Text("Nothing to report.") if not view.exceptions else None,
        ),
        Container(subheading("Then follow"), Text(" · ".join(view.chapters), is_subtle=True)),
        actions=[Button("paper_back", "Back to the draft", ask)],
    )


def _section(section: Section) -> Container:
    lines = [line for block in section.blocks for line in _lines(block)]
    return Container(subheading(section.title), *lines)


def _lines(block: Block) -> Iterator[Element]:
    """A table is told row by row, since a phone has no room for its columns."""
    match block:
        case Paragraph():
            yield from (Text(line) for line in block.lines)
            if block.by:
                yield Text(block.by, is_subtle=True, size="Small")
        case BulletList():
            marks = [f"{place}." if block.is_numbered else "•" for place in _places(block)]
            for mark, item in zip(marks, block.items, strict=True):
                yield Text(f"{mark} {item}", spacing="Small")
        case DataTable():
            yield from (Text(line, size="Small", spacing="Small") for line in _rows(block))
        case _:
            yield Text(block.sentence)


def _places(block: BulletList) -> range:
    return range(1, len(block.items) + 1)


def _rows(table: DataTable) -> Iterator[str]:
    """`Housing: Green 3, Amber 1, Red 0`."""
    for first, *others in table.rows:
        told = [
            f"{column.title} {cell.text}"
            for column, cell in zip(table.columns[1:], others, strict=True)
        ]
        yield f"{first.text}: {', '.join(told)}"
