"""The four files of a paper, read back: the same words and figures in each of them."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise

import docx as word
import openpyxl
import pikepdf
import pypdf
import pytest
from docx.oxml.ns import qn
from pdfua import validate

from cycle.monitor.paper.blocks import BulletList, DataTable, LineChartPicture, Paper, Paragraph
from cycle.monitor.paper.quarterly import quarterly
from papers.docx import check_template, docx
from papers.fonts import covered
from papers.html import html
from papers.pdf import pdf
from papers.style import BadStyle, PaperStyle, check_colour, printable
from papers.workbook import number_format, workbook
from tests.papers.paper_sample import MADE_AT, NASTY, by_hand

STYLE = PaperStyle(made_at=MADE_AT)


@pytest.fixture(scope="module")
def paper() -> Paper:
    return quarterly(by_hand(commentary=NASTY))


@pytest.fixture(scope="module")
def files(paper):
    return {
        "pdf": pdf(paper, STYLE),
        "docx": docx(paper, STYLE),
        "html": html(paper, STYLE),
        "xlsx": workbook(paper, STYLE),
    }


class Words(HTMLParser):
    """What a browser would show, without the title and the style sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.silent += tag in ("style", "title")

    def handle_endtag(self, tag):
        self.silent -= tag in ("style", "title")

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def read_html(text: str) -> Words:
    reader = Words()
    reader.feed(text)
    return reader


def squeezed(text: str) -> str:
    """Letters and digits only, without marks of direction: lines break differently in each file."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+", "", text)


def words_of(name: str, content) -> str:
    match name:
        case "pdf":
            pages = pypdf.PdfReader(io.BytesIO(content)).pages
            return squeezed("".join(page.extract_text() for page in pages))
        case "docx":
            root = word.Document(io.BytesIO(content)).element.body
            return squeezed("".join(each.text or "" for each in root.iter(qn("w:t"))))
        case "html":
            return squeezed("".join(read_html(content).words))
        case _:
            book = openpyxl.load_workbook(io.BytesIO(content))
            return squeezed(
                "".join(
                    str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
                )
            )


def said(paper: Paper) -> list[str]:
    """Every text of the paper that each of the three files to be read must show."""
    words = [
        paper.title,
        paper.subtitle,
        paper.council,
        *(each for line in paper.facts for each in line),
    ]
    for block in paper.blocks():
        match block:
            case DataTable():
                words += [block.name, *(cell.text for row in block.rows for cell in row)]
            case LineChartPicture():
                words.append(block.sentence)
            case Paragraph():
                words += block.lines
            case BulletList():
                words += list(block.items)
    return words


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
def test_every_word_and_figure_of_the_paper_is_in_the_file(name, files, paper):
    there = words_of(name, files[name])
    missing = [one for one in said(paper) if squeezed(one) not in there and "שלום" not in one]
    assert missing == []


@pytest.mark.parametrize("name", ["docx", "html"])
def test_what_an_officer_typed_appears_letter_for_letter(name, files):
    assert squeezed(NASTY) in words_of(name, files[name])


def test_what_an_officer_typed_is_never_markup_in_the_pdf(files):
    there = words_of("pdf", files["pdf"])
    for piece in ('#read("/etc/passwd")$x$*b*_i_', "{{paper}}", "</w:t><script>", "😀", "“quoted”"):
        assert piece in there
    assert all(letter in there for letter in "שלום")  # the reader puts them in another order


def test_the_workbook_holds_the_same_numbers_as_the_tables(files, paper):
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    sheets = [sheet for sheet in book if sheet.title != "Cover"]
    tables = [*paper.data, *(block for block in paper.blocks() if isinstance(block, DataTable))]
    assert len(sheets) == len(tables)
    for sheet, table in zip(sheets, tables, strict=True):
        assert sheet["A1"].value == table.name
        assert [cell.value for cell in sheet[2]] == [each.title for each in table.columns]
        for line, row in enumerate(table.rows, start=3):
            for column, cell in enumerate(row, start=1):
                there = sheet.cell(line, column).value
                if cell.number is None:
                    assert there == cell.text
                else:
                    assert Decimal(str(there)) == cell.number
        assert len(sheet.tables) == 1


def test_a_formula_typed_by_an_officer_stays_text_in_the_workbook():
    facts = replace(by_hand(), words={"implication:Financial": '=HYPERLINK("http://x","y")'})
    book = openpyxl.load_workbook(io.BytesIO(workbook(quarterly(facts), STYLE)))
    typed = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if "HYPERLINK" in str(cell.value)
    ]
    assert typed
    assert all(cell.data_type == "s" and str(cell.value).startswith("'=") for cell in typed)


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("81.5%", '0.0"%"'),
        ("£1,200,000", '"£"#,##0'),
        ("-£350", '"£"0'),
        ("12", "0"),
        ("48.20 per 100,000 (p)", '0.00" per 100,000 (p)"'),
        ("none", "General"),
    ],
)
def test_a_number_is_shown_in_the_workbook_as_it_is_read(text, shown_as):
    assert number_format(text) == shown_as


# ---------------------------------------------------------------- the PDF


def tagged(content: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Every element of the structure tree: its kind, attributes and alternative text."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as file:
        waiting = [file.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            if isinstance(element, pikepdf.Array):
                waiting += list(element)
            elif isinstance(element, pikepdf.Dictionary):
                if "/S" in element:
                    found.append(
                        (str(element.S), _attributes(element), str(element.get("/Alt", "")))
                    )
                if "/K" in element:
                    waiting.append(element.K)
    return found


def _attributes(element) -> dict[str, str]:
    """The attributes of an element: one dictionary, or several with their revisions between."""
    told = element.get("/A", {})
    each = [told] if isinstance(told, pikepdf.Dictionary) else list(told)
    named = [one for one in each if isinstance(one, pikepdf.Dictionary)]
    return {key: str(value) for one in named for key, value in one.items()}


def test_the_pdf_passes_the_checker(files, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(files["pdf"])
    report = validate(str(tmp_path / "paper.pdf"))
    assert list(report.findings) == []


def test_the_pdf_says_its_title_and_language_and_what_it_conforms_to(files):
    with pikepdf.open(io.BytesIO(files["pdf"])) as file:
        assert str(file.Root.Lang) == "en-GB"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        about = file.open_metadata()
        assert about["dc:title"] == "Quarterly Performance Report, Q2 2026/27 (Jul–Sep 2026)"
        assert str(about["pdfuaid:part"]) == "1"
        assert (str(about["pdfaid:part"]), about["pdfaid:conformance"]) == ("2", "A")


def test_every_header_cell_of_the_pdf_has_a_scope_and_every_chart_an_alternative(files, paper):
    elements = tagged(files["pdf"])
    headers = [attributes for kind, attributes, _ in elements if kind == "/TH"]
    tables = [block for block in paper.blocks() if isinstance(block, DataTable)]
    assert len(headers) == sum(len(table.columns) for table in (*tables, paper.cover))
    assert {attributes.get("/Scope") for attributes in headers} == {"/Column"}
    told = [alternative for kind, _, alternative in elements if kind == "/Figure" and alternative]
    drawn = [block for block in paper.blocks() if isinstance(block, LineChartPicture)]
    assert sorted(told) == sorted(chart.alternative for chart in drawn)
    assert all(len(each) >= 40 for each in told)


def test_the_same_paper_gives_the_same_bytes(files, paper):
    assert pdf(paper, STYLE) == files["pdf"]
    assert docx(paper, STYLE) == files["docx"]
    assert workbook(paper, STYLE) == files["xlsx"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Olive’s 😀 ◆▲● £€", "Olive’s 😀 ◆▲● £€"),
        ("中", "[CJK UNIFIED IDEOGRAPH-4E2D]"),
        ("\ue000", "[U+E000]"),
    ],
)
def test_a_character_without_a_font_is_named(text, printed):
    assert covered(text) == printed


def test_a_character_without_a_font_does_not_stop_the_pdf():
    there = words_of("pdf", pdf(quarterly(by_hand(commentary="中文 \x01\ud800 end")), STYLE))
    assert "[CJKUNIFIEDIDEOGRAPH-4E2D]" in there


# ---------------------------------------------------------------- the page and the Word file


def test_the_page_has_one_h1_no_skipped_level_and_nothing_from_elsewhere(files):
    tags = read_html(files["html"]).tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "form"}
    assert not [
        value
        for _, attributes in tags
        for name, value in attributes.items()
        if name in ("src", "onclick") or (name == "href" and not str(value).startswith("#"))
    ]
    names = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(names) == len(set(names))


def test_every_table_of_the_page_has_a_caption_and_header_cells(files, paper):
    tags = [tag for tag, _ in read_html(files["html"]).tags]
    tables = [block for block in paper.blocks() if isinstance(block, DataTable)]
    assert tags.count("caption") == len(tables) + 1
    drawn = [attributes for tag, attributes in read_html(files["html"]).tags if tag == "svg"]
    assert all(len(each["aria-label"] or "") >= 40 and each["role"] == "img" for each in drawn)


def test_the_word_file_has_headings_by_style_alternatives_and_header_rows(files, paper):
    document = word.Document(io.BytesIO(files["docx"]))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [each.title for each in (*paper.front, *paper.sections)]
    charts = [block for block in paper.blocks() if isinstance(block, LineChartPicture)]
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == [chart.alternative for chart in charts]
    for table in document.tables:
        assert table._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None
        grid = [column.w for column in table._tbl.tblGrid.gridCol_lst]
        assert grid == [cell.width for cell in table._tbl.tr_lst[0].tc_lst], "as wide everywhere"
    language = document.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"
    assert document.core_properties.language == "en-GB"


def test_the_councils_own_template_gives_its_styles(tmp_path):
    own = word.Document()
    own.add_paragraph("Old text of the template")
    own.styles["Heading 1"].font.name = "Georgia"
    own.save(str(tmp_path / "own.docx"))
    made = docx(quarterly(by_hand()), replace(STYLE, template=tmp_path / "own.docx"))
    document = word.Document(io.BytesIO(made))
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert "Old text of the template" not in [one.text for one in document.paragraphs]


def test_a_template_that_is_no_word_file_is_refused_with_what_to_do(tmp_path):
    bad = tmp_path / "logo.docx"
    bad.write_bytes(b"GIF89a")
    assert check_template(bad) == [
        "logo.docx is not a Word file (.docx). Save it from Word as .docx."
    ]
    with pytest.raises(BadStyle, match="is not a Word file"):
        docx(quarterly(by_hand()), replace(STYLE, template=bad))
    assert check_template(tmp_path / "none.docx")


def test_a_template_without_a_style_is_refused_by_the_styles_name(tmp_path):
    own = word.Document()
    element = own.styles["Quote"].element
    element.getparent().remove(element)
    own.save(str(tmp_path / "own.docx"))
    assert check_template(tmp_path / "own.docx") == [
        "own.docx has no style “Quote”. Add it in Word, under Styles, and save."
    ]


@pytest.mark.parametrize("colour", ["blue", "#12345", "#1234567", "#gggggg"])
def test_a_colour_that_is_none_is_refused(colour):
    with pytest.raises(BadStyle, match="write it as"):
        check_colour(colour)


def test_a_colour_too_light_to_read_is_refused():
    with pytest.raises(BadStyle, match="too light"):
        check_colour("#ffdd00")
    check_colour("#1f4e79")


def test_control_characters_are_left_out_and_nothing_else():
    assert printable("a\x00b\x0bc\r\nd\te 😀\u202e") == "abc\nd\te 😀\u202e"
