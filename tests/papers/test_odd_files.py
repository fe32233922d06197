"""Odd files of the field: read as a person sees them, or refused with the cell and what to do."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
from openpyxl.chart import BarChart

from papers import sheets

WANTED = ("ref", "period", "value")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


HEADER = text_cell("A1", "ref") + text_cell("B1", "period") + text_cell("C1", "value")


def sheet_xml(
    value_cell: str, *, header: str = HEADER, row: str = "", namespace: str = MAIN
) -> str:
    usual = text_cell("A2", "REV-01") + text_cell("B2", "2026-10")
    rows = f'<row r="1">{header}</row><row r="2">{row or usual}{value_cell}</row>'
    return f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(  # a workbook's parts, written by hand: no library would write them so
    folder: Path,
    *tabs: tuple[str, str, str],
    formats: tuple[str, ...] = (),
    fills: str = "",
    settings: str = "",
    texts: str = "",
    namespace: str = MAIN,
    strange_names: bool = False,
    more: dict[str, str] | None = None,
) -> Path:
    """`tabs` are (name, state, worksheet); style number n+1 has the n-th format."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" state="{state}" r:id="rId{n}"/>'
        for n, (name, state, _) in enumerate(tabs, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(tabs) + 1)
    )
    related += f'<Relationship Id="rIdS" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    if texts:
        related += f'<Relationship Id="rIdT" Type="{RELATIONS}/sharedStrings" Target="/xl/t.xml"/>'
    own = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{RELATIONS}">{settings}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{namespace}"><numFmts>{own}</numFmts>{fills}'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": tab[2] for n, tab in enumerate(tabs, 1)},
        **({"xl/t.xml": f'<sst xmlns="{namespace}">{texts}</sst>'} if texts else {}),
        **(more or {}),
    }
    path = folder / "figures.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name.replace("/", "\\").upper() if strange_names else name, part)
    return path


def one_sheet(folder: Path, value_cell: str, **how) -> Path:
    return workbook(folder, ("Figures", "visible", sheet_xml(value_cell)), **how)


def value(path: Path) -> str:
    (row,) = sheets.read(path, WANTED).rows
    return row.cells["value"]


def refusal(path: Path) -> str:
    with pytest.raises(sheets.UnreadableFile) as refused:
        sheets.read(path, WANTED)
    return str(refused.value)


@pytest.mark.parametrize(
    ("code", "number", "read"),
    [
        ('0.00"%"', "95.75", "95.75%"),
        (r"0.0\%", "95.75", "95.75%"),
        (r'0.0" "\%', "95.75", "95.75%"),
        ('[Red]0.00"%";[Blue]-0.00"%"', "-3.5", "-3.5%"),
        ("0.00%", "0.9575", "95.75%"),
        ("[Red]0.0%;[Color 3]-0.0%", "0.9575", "95.75%"),
        ("0.0_%", "95.75", "95.75"),
        ("0.0*%", "95.75", "95.75"),
        ("[Red]0.00", "12.5", "12.5"),
        ("[>=90][Green]0.0;[Red]0.0", "12.5", "12.5"),
        ('#,##0.0" days"', "12.5", "12.5"),
        ('£0.0"m"', "1.2", "1.2m"),
        ('£0.0,,"m"', "1200000", "1200000"),
        ("#,##0,", "1234567", "1234567"),
        ('_-[$£-809]* #,##0.00_-;\\-[$£-809]* #,##0.00_-;_-"-"??_-', "0", "0"),
        ("0.00E+00", "1234", "1234"),
        ("# ?/?", "0.5", "0.5"),
        ("@", "95.75", "95.75"),
        ("mmm-yy", "46266", "2026-09"),
        ("[Red]mmm-yy", "46266", "2026-09"),
        ("[$-809]mmmm yyyy", "46266", "2026-09"),
        ('[Blue]mmmm" "yyyy;@', "46266", "2026-09"),
        ("mm/yyyy", "46266", "2026-09"),
        ("[Red]dd/mm/yyyy", "46266", "2026-09-01"),
        ('d" of "mmmm', "46266", "2026-09-01"),
        ("dd/mm/yyyy hh:mm", "46266.5", "2026-09-01T12:00:00"),
        ("yyyy-mm-dd", "46266.999999", "2026-09-02"),
        ("yyyy-mm-dd", "59", "1900-02-28"),
        ("yyyy-mm-dd", "61", "1900-03-01"),
        ("hh:mm", "0.1875", "04:30:00"),
        ('General" cases"', "84", "84"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(tmp_path, code, number, read):
    path = one_sheet(tmp_path, f'<c r="C2" s="1"><v>{number}</v></c>', formats=(code,))

    assert value(path) == read


@pytest.mark.parametrize(
    ("cell", "code", "sentence"),
    [
        ('<c r="C2"><f>0.9575*100</f><v/></c>', "0", "C2 is a formula without a saved result"),
        ('<c r="C2"><f>A1</f></c>', "0", "open the file in Excel, save it, and import it again"),
        ('<c r="C2"><f t="shared" si="0"/><v></v></c>', "0", "C2 is a formula without"),
        ('<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "0", "C2 holds the error #DIV/0!"),
        ('<c r="C2" t="e"><v>#N/A</v></c>', "0", "mend the formula, or empty the cell"),
        ('<c r="C2" s="99"><v>95.8</v></c>', "0", "C2 has a number format that the workbook"),
        ('<c r="C2" s="x"><v>95.8</v></c>', "0", "C2 has a number format that the workbook"),
        ('<c r="C2" s="1"><v>1.5</v></c>', "[h]:mm", "C2 is a length of time"),
        ('<c r="C2" s="1"><v>1.5</v></c>', "h:mm", "C2 is a length of time"),
        ('<c r="C2" s="1"><v>60</v></c>', "dd/mm/yyyy", "C2 is shown as a date, and 60 is none"),
        ('<c r="C2" s="1"><v>-5</v></c>', "dd/mm/yyyy", "C2 is shown as a date, and -5 is none"),
        ('<c r="C2" s="1"><v>9999999</v></c>', "dd/mm/yyyy", "and 9999999 is none"),
        ('<c r="C2"><v>1e999</v></c>', "0", "C2 holds “1e999”, which is not a number"),
        ('<c r="C2"><v>abc</v></c>', "0", "C2 holds “abc”, which is not a number"),
        ('<c r="C2" t="s"><v>7</v></c>', "0", "C2 holds a text that the workbook does not"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_a_remedy(tmp_path, cell, code, sentence):
    said = refusal(one_sheet(tmp_path, cell, formats=(code,)))

    assert said.startswith("Line 2, value: C2 ")
    assert sentence in said


def test_every_bad_cell_is_named_at_once_up_to_fifty(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="C{n}"><f>A1</f></c></row>' for n in range(2, 102))
    whole = sheet_xml("").partition('<row r="2">')[0] + rows + "</sheetData></worksheet>"
    said = refusal(workbook(tmp_path, ("Figures", "visible", whole))).splitlines()

    assert len(said) == 51
    assert said[49].startswith("Line 51, value: C51")
    assert said[50] == "and 50 more like these."


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c r="C2"><f>0.5*2</f><v>1</v></c>', "1"),
        ('<c r="C2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="C2" t="b"><v>1</v></c>', "yes"),
        ('<c r="C2" t="d"><v>2026-10-12T00:00:00Z</v></c>', "2026-10-12"),
        ("<c><v>95.8</v></c>", "95.8"),
        ('<c r="C2" t="s"><v>1</v></c>', "95.8"),
        ('<c r="C2" t="str"><v>one_x000D_two</v></c>', "one\rtwo"),
    ],
)
def test_cells_of_every_kind_are_read(tmp_path, cell, read):
    texts = "<si><t>no</t></si><si><r><t>95</t></r><r><t>.8</t></r><rPh><t>x</t></rPh></si>"

    assert value(one_sheet(tmp_path, cell, texts=texts)) == read


NUMBER = '<c r="C2"><v>95.8</v></c>'


@pytest.mark.parametrize(
    "how",
    [
        {"fills": "<fills><fill/><fill><patternFill/></fill></fills>"},
        {"fills": "<fills/><borders><border/></borders><dxfs><dxf><numFmt/></dxf></dxfs>"},
        {"strange_names": True},
        {"more": {"xl/theme/theme1.xml": "this is no XML"}},
    ],
)
def test_what_does_not_bear_on_the_cells_does_no_harm(tmp_path, how):
    assert value(one_sheet(tmp_path, NUMBER, **how)) == "95.8"


def test_a_strict_workbook_is_read(tmp_path):
    xml = sheet_xml(NUMBER, namespace=STRICT)

    assert value(workbook(tmp_path, ("Figures", "visible", xml), namespace=STRICT)) == "95.8"


def test_a_workbook_that_counts_days_from_1904_is_read(tmp_path):
    settings = '<workbookPr date1904="1"/>'
    cell = '<c r="C2" s="1"><v>44804</v></c>'

    path = one_sheet(tmp_path, cell, formats=("yyyy-mm-dd",), settings=settings)
    assert value(path) == "2026-09-01"


# ---------------------------------------------------------------- which sheet


def tab(name: str, number: str, state: str = "visible") -> tuple[str, str, str]:
    return name, state, sheet_xml(f'<c r="C2"><v>{number}</v></c>')


NOTES = ("Notes", "visible", f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'
         f'{text_cell("A1", "Read me first")}</row></sheetData></worksheet>')  # fmt: skip


def test_a_hidden_old_copy_is_not_read_and_the_sheet_is_named(tmp_path):
    path = workbook(tmp_path, tab("Old", "1", "hidden"), tab("Figures", "2"))

    assert value(path) == "2"
    (note,) = sheets.read(path, WANTED).notes
    assert note == "read from the sheet “Figures”; not read: “Old” (hidden)"


def test_the_sheet_with_the_table_is_found_behind_a_cover(tmp_path):
    assert value(workbook(tmp_path, NOTES, tab("Figures", "2"))) == "2"


def test_two_sheets_with_the_table_are_asked_about(tmp_path):
    path = workbook(tmp_path, tab("September", "1"), tab("October", "2"))

    assert "“September”, “October”. Say which, with --sheet NAME." in refusal(path)
    (row,) = sheets.read(path, WANTED, "october ").rows
    assert row.cells["value"] == "2"
    with pytest.raises(sheets.UnreadableFile, match=r"no sheet “May”\. Its sheets: “September”"):
        sheets.read(path, WANTED, "May")


def test_only_hidden_sheets_are_refused(tmp_path):
    assert "only hidden sheets" in refusal(workbook(tmp_path, tab("Old", "1", "veryHidden")))


def test_only_a_chart_sheet_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.create_chartsheet("c").add_chart(BarChart())
    book.remove(book["Sheet"])
    path = tmp_path / "figures.xlsx"
    book.save(path)

    assert "no sheet with cells, only charts" in refusal(path)


def test_rows_hidden_by_a_filter_are_read_and_told(tmp_path):
    xml = sheet_xml(NUMBER).replace('<row r="2">', '<row r="2" hidden="1">')
    path = workbook(tmp_path, ("Figures", "visible", xml))

    assert sheets.read(path, WANTED).notes[-1] == "read 1 hidden row too"


# ---------------------------------------------------------------- other kinds of file


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.docx", zipped(word__document_xml="<a/>"), "a Word document"),
        ("a.xlsx", zipped(word__document_xml="<a/>"), "a Word document"),
        ("a.pptx", zipped(ppt__presentation_xml="<a/>"), "a PowerPoint"),
        ("a.xlsb", zipped(xl__workbook_bin="x"), "a binary workbook (.xlsb). Save it as .xlsx"),
        ("a.ods", zipped(mimetype="application/x", content_xml="<a/>"), "(.ods). Save it as .xlsx"),
        ("a.numbers", zipped(Index__Document_iwa="x"), "an Apple Numbers document"),
        ("a.zip", zipped(figures_csv="ref"), "an archive. Unpack it, and import figures.csv"),
        ("a.zip", zipped(hello_txt="hello"), "not an Excel workbook"),
        ("a.pdf", b"%PDF-1.7", "a PDF. Save it as .xlsx or CSV"),
        ("a.csv", b"\x1f\x8b\x08", "compressed"),
        ("a.xls", b"<html><table><tr><td>ref", "a web page or XML"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "a web page or XML"),
        ("a.xls", b"ref\tperiod\tvalue\n", "although its name says so"),
        ("a.csv", b"{\\rtf1 hello}", "a text document"),
        ("a.png", b"\x89PNG\r\n", "a picture"),
        ("a.xlsx", zipped(xl__workbook_xml="<workbook><sheets>"), "or it is damaged"),
        ("a.csv", b"\x00\x01\x02 ref", "not a text file"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)

    assert sentence in refusal(path)


# ---------------------------------------------------------------- text files


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf\xef\xbb\xbfref,period,value\r\nREV-01,2026-10,95.8\r\n",
        "ref\u200b,period\u00a0,\u2060value\nREV-01\u00a0,2026-10,95.8\u200b\n".encode(),
        b"sep=;\r\nref;period;value\r\nREV-01;2026-10;95.8\r\n",
        b'"sep=;"\nref;period;value\nREV-01;2026-10;95.8\n',
        b"sep=\t\nref\tperiod\tvalue\nREV-01\t2026-10\t95.8\n",
        b"ref\tperiod\tvalue\nREV-01\t2026-10\t95.8\n",
        b"ref|period|value\nREV-01|2026-10|95.8\n",
        b"Figures of Revenues, October; as sent\n\nref,period,value\nREV-01,2026-10,95.8\n",
        b"Figures,,\nOctober,,\nref,period,value\nREV-01,2026-10,95.8\n",
        "ref\tperiod\tvalue\nREV-01\t2026-10\t95.8\n".encode("utf-16"),
        b"\xfe\xff" + "ref,period,value\nREV-01,2026-10,95.8\n".encode("utf-16-be"),
        b"\n\n ,,\nREF , Period,VALUE\nREV-01,2026-10,95.8\n",
        b'"ref","period","value"\n"REV-01","2026-10","95.8"\n',
    ],
)
def test_a_text_file_of_any_usual_origin_is_read(tmp_path, content):
    path = tmp_path / "figures.csv"
    path.write_bytes(content)

    (row,) = sheets.read(path, WANTED).rows
    assert row.cells == {"ref": "REV-01", "period": "2026-10", "value": "95.8"}


def test_lines_above_the_header_are_told_and_lines_are_counted_from_the_top(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("sep=;\nOctober figures\nref;period;value\nREV-01;2026-10;95.8\n")

    sheet = sheets.read(path, WANTED)
    assert sheet.notes == ("passed over 1 line above the header",)
    assert sheet.rows[0].line == 4


def test_a_text_file_has_no_sheet_to_name(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("ref\n")
    with pytest.raises(sheets.UnreadableFile, match="has no sheets: leave --sheet out"):
        sheets.read(path, WANTED, "October")
