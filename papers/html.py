"""A paper as one web page: headings, tables and charts that read without a script or a stylesheet.

It fits a phone of 320 px, prints, and has its contents at the top. Nothing is fetched from
anywhere.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import assert_never

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
from papers.style import LANGUAGE, PaperStyle, printable

_STYLES = Path(__file__).with_name("paper.css")


def html(paper: Paper, style: PaperStyle, home: str = "") -> str:
    """The page as text, to be written in UTF-8; `home` is the page that it belongs to, if any."""
    return "\n".join(_Page(style, home).lines(paper)) + "\n"


class _Page:
    """Writes one page; counts what needs a name of its own."""

    def __init__(self, style: PaperStyle, home: str) -> None:
        self._style = style
        self._home = home
        self._count = 0

    def lines(self, paper: Paper) -> Iterator[str]:
        title = f"{paper.title}, {paper.subtitle}"
        sections = list(enumerate((*paper.front, *paper.sections), start=1))
        yield f'<!doctype html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{_text(title)}: {_text(paper.council)}</title>"
        css = _STYLES.read_text("utf-8").replace("COUNCIL-COLOUR", self._style.colour)
        yield f"<style>\n{css}</style>\n</head>\n<body>"
        yield '<a class="skip" href="#main">Skip to the report</a>'
        yield f"<header><p>{_text(paper.council)}</p></header>"
        if self._home:
            link = f'<a href="{_text(self._home)}">All indicators</a>'
            yield f'<nav aria-label="Where you are"><p>{link}</p></nav>'
        yield '<main id="main">'
        yield f"<h1>{_text(paper.title)}<br><small>{_text(paper.subtitle)}</small></h1>"
        if paper.notice:
            yield f'<p class="notice">{_text(paper.notice)}</p>'
        yield from self._table(paper.cover)
        for place, section in sections[: len(paper.front)]:
            yield from self._section(section, 2, f"section-{place}")
        yield from _contents(sections)
        for place, section in sections[len(paper.front) :]:
            yield from self._section(section, 2, f"section-{place}")
        yield "</main>"
        yield f"<footer><p>{_text(paper.council)} · {_text(title)}</p></footer>\n</body>\n</html>"

    def _section(self, section: Section, level: int, anchor: str) -> Iterator[str]:
        yield f'<section><h{level} id="{anchor}">{_text(section.title)}</h{level}>'
        for block in section.blocks:
            yield from self._block(block)
        for place, inner in enumerate(section.sections, start=1):
            yield from self._section(inner, level + 1, f"{anchor}-{place}")
        yield "</section>"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(by=""):
                yield from (f'<p dir="auto">{_text(line)}</p>' for line in block.lines)
            case Paragraph():
                said = "".join(f'<p dir="auto">{_text(line)}</p>' for line in block.lines)
                by = f'<p class="by">Written by {_text(block.by)}</p>'
                yield f"<blockquote>{said}{by}</blockquote>"
            case BulletList():
                tag = "ol" if block.is_numbered else "ul"
                items = "".join(f'<li dir="auto">{_text(item)}</li>' for item in block.items)
                yield f"<{tag}>{items}</{tag}>"
            case DataTable():
                yield from self._table(block)
            case LineChartPicture():
                yield from self._chart(block)
            case _:
                assert_never(block)

    def _table(self, table: DataTable) -> Iterator[str]:
        self._count += 1
        name = f"table-{self._count}"
        yield (
            f'<div class="table" role="region" aria-labelledby="{name}" tabindex="0"><table>'
            f'<caption id="{name}">{_text(table.name)}</caption><thead><tr>'
        )
        for column in table.columns:
            number = ' class="number"' if column.is_number else ""
            yield f'<th scope="col"{number}>{_text(column.title)}</th>'
        yield "</tr></thead><tbody>"
        for row in table.rows:
            cells = zip(table.columns, row, strict=True)
            yield (
                "<tr>"
                + "".join(
                    _cell(cell, is_number=column.is_number, is_first=place == 0)
                    for place, (column, cell) in enumerate(cells)
                )
                + "</tr>"
            )
        yield "</tbody></table></div>"

    def _chart(self, chart: LineChartPicture) -> Iterator[str]:
        drawn = picture.svg(chart, self._style.colour, "sans-serif")
        label = f'role="img" aria-label="{_text(chart.alternative)}"'
        name = _text(chart.name)
        yield f'<figure><div class="chart" role="region" aria-label="{name}" tabindex="0">'
        yield f"{drawn.replace('<svg ', f'<svg {label} ', 1)}</div>"
        yield f"<figcaption>{_text(chart.sentence)}</figcaption></figure>"


def _contents(sections: list[tuple[int, Section]]) -> Iterator[str]:
    yield '<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>'
    for place, section in sections:
        yield f'<li><a href="#section-{place}">{_text(section.title)}</a></li>'
    yield "</ol></nav>"


def _cell(cell: DataCell, *, is_number: bool, is_first: bool) -> str:
    tag = 'th scope="row"' if is_first else "td"
    classes = [
        *(["number"] if is_number else []),
        *([cell.tone] if cell.tone is not Tone.PLAIN else []),
    ]
    named = f' class="{" ".join(classes)}"' if classes else ""
    text = _text(cell.text)
    if cell.link:
        text = f'<a href="{_text(cell.link)}">{text}</a>'
    return f'<{tag}{named} dir="auto">{text}</{tag[:2]}>'


def _text(words: str) -> str:
    return escape(printable(words))
