"""A paper as a Word file that committee officers can edit, in the council's own template if set.

Headings by style, every table with a header row that repeats, every chart with an alternative.
"""

import io
import zipfile
from pathlib import Path
from typing import Any, assert_never

from cycle.monitor.paper.blocks import (
    Block,
    BulletList,
    DataTable,
    LineChartPicture,
    Paper,
    Paragraph,
    Section,
    Tone,
)
from papers import docx_parts
from papers.pdf import charts_as_png
from papers.style import FONT, LANGUAGE, BadStyle, PaperStyle, printable

NEEDED_STYLES = (
    *("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Normal", "Caption", "Quote"),
    *("List Bullet", "List Number", "Table Grid"),
)
_TEXT_WIDTH = 16.6  # centimetres, of A4 with our margins


def docx(paper: Paper, style: PaperStyle) -> bytes:
    """The file. The same paper and style give the same bytes. Raises BadStyle for the template."""
    from docx import Document

    document = _opened(style.template) if style.template else _plain(Document(), style)
    core = document.core_properties
    core.title = printable(f"{paper.title}, {paper.subtitle}")
    core.author = core.last_modified_by = printable(paper.council)
    core.language = LANGUAGE
    core.created = core.modified = style.made_at.replace(tzinfo=None)
    core.comments, core.revision = "", 1
    _speak_english(document)
    _File(document, paper, style).write(paper)
    out = io.BytesIO()
    document.save(out)
    return docx_parts.with_fixed_dates(out.getvalue())


def check_template(path: Path) -> list[str]:
    """What is wrong with the council's Word template, one sentence each; empty if nothing is."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, OSError):
        return [f"{path.name} is not a Word file (.docx). Save it from Word as .docx."]
    there = {each.name for each in document.styles}
    return [
        f"{path.name} has no style “{name}”. Add it in Word, under Styles, and save."
        for name in NEEDED_STYLES
        if name not in there
    ]


def _opened(template: Path) -> Any:
    """The template without its text, with its styles, header and footer."""
    from docx import Document

    if faults := check_template(template):
        raise BadStyle("\n".join(faults))
    document = Document(str(template))
    body = document.element.body
    for element in list(body)[:-1]:  # the last one holds the page's size and margins
        body.remove(element)
    return document


def _plain(document: Any, style: PaperStyle) -> Any:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for name, size in (
        ("Normal", 11),
        ("Title", 26),
        ("Subtitle", 15),
        ("Heading 1", 17),
        ("Heading 2", 13.5),
        ("Heading 3", 12),
        ("Caption", 10),
        ("Quote", 11),
    ):
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(size)
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for each in list(fonts.attrib):
            if each.endswith("Theme"):
                del fonts.attrib[each]
        for each in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(each), FONT)
        if name != "Normal" and name != "Quote":
            font.color.rgb = RGBColor.from_string(style.colour[1:].upper())
    document.styles["Caption"].font.color.rgb = RGBColor(0, 0, 0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    return document


def _speak_english(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.styles["Normal"].element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    properties.append(language)


class _File:
    """Writes the blocks of one paper into one document."""

    def __init__(self, document: Any, paper: Paper, style: PaperStyle) -> None:
        self._document = document
        self._style_ids = {each.name: each.style_id for each in document.styles}
        charts = [block for block in paper.blocks() if isinstance(block, LineChartPicture)]
        self._drawn = charts_as_png(charts, style)

    def write(self, paper: Paper) -> None:
        add = self._add
        add(printable(paper.council))
        add(printable(paper.title), style="Title")
        add(printable(paper.subtitle), style="Subtitle")
        docx_parts.furnish(self._document.sections[0], paper)
        self._table(paper.cover)
        for section in (*paper.front, *paper.sections):
            self._section(section, 1)

    def _add(self, text: str, style: str | None = None) -> Any:
        """A paragraph in the style of this name; found once, for a long paper has thousands."""
        paragraph = self._document.add_paragraph(text)
        if style:
            paragraph._p.style = self._style_ids[style]
        return paragraph

    def _section(self, section: Section, level: int) -> None:
        self._add(printable(section.title), style=f"Heading {level}")
        for block in section.blocks:
            self._block(block)
        for inner in section.sections:
            self._section(inner, level + 1)

    def _block(self, block: Block) -> None:
        add = self._add
        match block:
            case Paragraph():
                for line in block.lines:
                    add(printable(line), style="Quote" if block.by else None)
                if block.by:
                    add(f"Written by {printable(block.by)}", style="Caption")
            case BulletList():
                for place, item in enumerate(block.items):
                    line = add(
                        printable(item),
                        style=("List Number" if block.is_numbered else "List Bullet"),
                    )
                    if block.is_numbered and place == 0:
                        line.paragraph_format.keep_with_next = True
            case DataTable():
                self._table(block)
            case LineChartPicture():
                self._chart(block)
            case _:
                assert_never(block)

    def _table(self, table: DataTable) -> None:
        from docx.shared import Cm

        caption = self._add(printable(table.name), style="Caption")
        caption.paragraph_format.keep_with_next = True
        made = self._document.add_table(len(table.rows) + 1, len(table.columns))
        made._tbl.tblStyle_val = self._style_ids["Table Grid"]
        made.autofit = False
        docx_parts.describe(made, table.name)
        docx_parts.repeat(made.rows[0])
        whole = sum(column.width for column in table.columns)
        widths = [Cm(_TEXT_WIDTH * column.width / whole) for column in table.columns]
        for grid_column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
            grid_column.w = width  # LibreOffice goes by these, Word by those of the cells
        docx_parts.pad(made)
        texts = [
            [column.title for column in table.columns],
            *([cell.text for cell in row] for row in table.rows),
        ]
        tones = [[Tone.PLAIN] * len(widths), *([cell.tone for cell in row] for row in table.rows)]
        rows = made._tbl.tr_lst  # python-docx walks the whole table for each cell it is asked for
        for line, row in enumerate(rows):
            docx_parts.keep_whole(row)
            for column, cell in enumerate(row.tc_lst):
                cell.width = widths[column]
                docx_parts.fill(
                    cell,
                    texts[line][column],
                    is_head=line == 0,
                    is_number=table.columns[column].is_number,
                    tone=tones[line][column],
                )
        self._add("")

    def _chart(self, chart: LineChartPicture) -> None:
        from docx.shared import Cm

        line = self._add("")
        line.paragraph_format.keep_with_next = True
        shape = line.add_run().add_picture(io.BytesIO(next(self._drawn)), width=Cm(_TEXT_WIDTH))
        about = shape._inline.docPr
        about.set("descr", printable(chart.alternative))
        about.set("title", printable(chart.name))
        self._add(printable(chart.sentence), style="Caption")
