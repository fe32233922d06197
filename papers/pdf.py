"""A paper as PDF that a screen reader can read and an archive can keep: PDF/UA-1 and PDF/A-2a.

typst lays it out and refuses to write a file without alternatives, a title or a language. Words
reach it as data, so nothing that an officer types can become markup.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, assert_never

from cycle.monitor.paper.blocks import (
    Block,
    BulletList,
    DataCell,
    DataTable,
    LineChartPicture,
    Paper,
    Paragraph,
    Section,
    Tone,
)
from papers import picture
from papers.fonts import FAMILIES, FOLDER, covered
from papers.style import TINTS, PaperFault, PaperStyle, printable

LAYOUT = Path(__file__).with_name("paper.typ")
STANDARDS = ("ua-1", "a-2a")
SHARPNESS = 192.0  # pixels an inch of a chart in a Word file: sharp in print


class CannotLayOut(PaperFault):
    """typst refuses the paper; the message is its own."""


def pdf(paper: Paper, style: PaperStyle) -> bytes:
    """The whole paper. The same paper and style give the same bytes. Raises CannotLayOut."""
    written = _compiled(
        LAYOUT.read_bytes(),
        {"paper": json.dumps(_paper(paper, style))},
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=int(style.made_at.timestamp()),
    )
    return written if isinstance(written, bytes) else b"".join(written)


def charts_as_png(pictures: list[LineChartPicture], style: PaperStyle) -> Iterator[bytes]:
    """Each chart as a PNG, for formats that cannot hold SVG.

    One at a time: it takes no longer, and a third of the memory that eight at a time take.
    """
    for each in pictures:
        written = _compiled(
            _CHART_PAGES,
            {"charts": json.dumps([picture.svg(each, style.colour)])},
            format="png",
            ppi=SHARPNESS,
        )
        yield from [written] if isinstance(written, bytes) else written


_CHART_PAGES = (
    f"#set page(width: {picture.WIDTH * 0.75}pt, height: {picture.HEIGHT * 0.75}pt, margin: 0pt)\n"
    '#for each in json(bytes(sys.inputs.charts)) { page(image(bytes(each), format: "svg")) }'
).encode()


def _compiled(source: bytes, inputs: dict[str, str], **how: Any) -> bytes | list[bytes]:
    import typst

    try:
        written: bytes | list[bytes] | None = typst.compile(
            source,
            sys_inputs=inputs,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            **how,
        )
    except typst.TypstError as error:
        raise CannotLayOut(error.message) from error
    assert written is not None  # only where it writes to a file itself
    return written


@cache
def _fonts() -> Any:
    """Read once: it takes longer than a page."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )


def _paper(paper: Paper, style: PaperStyle) -> dict[str, Any]:
    return {
        "title": _words(paper.title),
        "subtitle": _words(paper.subtitle),
        "council": _words(paper.council),
        "notice": _words(paper.notice),
        "colour": style.colour,
        "fonts": list(FAMILIES),
        "cover": _block(paper.cover, style),
        "front": [_section(section, style) for section in paper.front],
        "sections": [_section(section, style) for section in paper.sections],
    }


def _section(section: Section, style: PaperStyle) -> dict[str, Any]:
    return {
        "title": _words(section.title),
        "blocks": [_block(block, style) for block in section.blocks],
        "sections": [_section(inner, style) for inner in section.sections],
    }


def _block(block: Block, style: PaperStyle) -> dict[str, Any]:
    match block:
        case Paragraph():
            lines = [_words(line) for line in block.lines]
            return {"kind": "paragraph", "lines": lines, "by": _words(block.by)}
        case BulletList():
            items = [_words(item) for item in block.items]
            return {"kind": "list", "items": items, "is_numbered": block.is_numbered}
        case DataTable():
            return {
                "kind": "table",
                "name": _words(block.name),
                "columns": [
                    {"title": _words(each.title), "width": each.width, "is_number": each.is_number}
                    for each in block.columns
                ],
                "rows": [[_cell(cell) for cell in row] for row in block.rows],
            }
        case LineChartPicture():
            return {
                "kind": "chart",
                "sentence": _words(block.sentence),
                "alternative": _words(block.alternative),
                "svg": picture.svg(block, style.colour),
            }
        case _:
            assert_never(block)


def _cell(cell: DataCell) -> dict[str, str]:
    tint = "" if cell.tone is Tone.PLAIN else TINTS[cell.tone]
    return {"text": _words(cell.text), "tint": tint}


def _words(text: str) -> str:
    return covered(printable(text))
