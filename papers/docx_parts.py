"""The parts of a Word file that its library does not offer: header rows, tints, fields, dates."""

import io
import zipfile
from typing import Any

from cycle.monitor.paper.blocks import Paper, Tone
from papers.style import TINTS, printable

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def furnish(section: Any, paper: Paper) -> None:
    """The notice above each page; the paper's name and the page's number below it."""
    if paper.notice:
        section.header.paragraphs[0].text = printable(paper.notice)
    foot = section.footer.paragraphs[0]
    foot.text = f"{printable(paper.council)} · {printable(paper.title)} · Page "
    page_number(foot)


def page_number(paragraph: Any) -> None:
    """Word's own field; nothing that anybody typed comes near it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


def describe(table: Any, name: str) -> None:
    """The table's name, for who hears it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), printable(name))
        properties.append(element)


def pad(table: Any) -> None:
    """Room above and below the text of each cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("w:top", "w:bottom"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "40")  # twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    after = properties.find(qn("w:tblLook"))  # the schema has an order
    if after is None:
        properties.append(margins)
    else:
        after.addprevious(margins)


def keep_whole(row: Any) -> None:
    """No page ends within a row; `row` is its element."""
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat(row: Any) -> None:
    """Mark the header row: read as such, and repeated on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def fill(cell: Any, text: str, *, is_head: bool, is_number: bool, tone: Tone) -> None:
    """Straight to the XML: the library looks the styles up again for each of thousands of cells."""
    from docx.oxml.ns import qn
    from lxml.etree import SubElement

    paragraph = cell.p_lst[0]
    if is_number:
        SubElement(SubElement(paragraph, qn("w:pPr")), qn("w:jc"), {qn("w:val"): "right"})
    run = SubElement(paragraph, qn("w:r"))
    look = SubElement(run, qn("w:rPr"))
    if is_head:
        SubElement(look, qn("w:b"))
    SubElement(look, qn("w:sz"), {qn("w:val"): "18"})  # half points
    for place, line in enumerate(printable(text).split("\n")):
        if place:
            SubElement(run, qn("w:br"))
        said = SubElement(run, qn("w:t"), {_SPACE: "preserve"})
        said.text = line
    if is_head or tone is not Tone.PLAIN:
        tint = "#e9eef4" if is_head else TINTS[tone]
        shade = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): tint[1:].upper()}
        SubElement(cell.get_or_add_tcPr(), qn("w:shd"), shade)


def with_fixed_dates(content: bytes) -> bytes:
    """The same file with the same bytes each time: a zip keeps the clock's time of each part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()
