"""Tables that officers send us, and tables we hand out, survive the trip through a file."""

import csv
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from papers import sheets
from papers.xlsx_reader import Workbook

HEADER = "ref,period,value,commentary\n"


def csv_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "figures.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def cells(path: Path) -> list[dict[str, str]]:
    return [dict(row.cells) for row in sheets.read(path).rows]


def test_columns_are_trimmed_and_in_lower_case(tmp_path: Path) -> None:
    sheet = sheets.read(csv_file(tmp_path, " Ref , PERIOD\nHOU-02, 2026-09 \n"))

    assert sheet.columns == ("ref", "period")
    assert sheet.rows[0].cells == {"ref": "HOU-02", "period": "2026-09"}


def test_each_row_knows_the_line_on_which_it_begins(tmp_path: Path) -> None:
    text = HEADER + '\nHOU-02,2026-09,55,"one\ntwo"\n,,,\nHOU-03,2026-09,41,\n'

    assert [row.line for row in sheets.read(csv_file(tmp_path, text)).rows] == [3, 6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_of_every_usual_origin_is_understood(tmp_path: Path, encoding: str) -> None:
    content = (HEADER + "FIN-03,2026-09,1,Café owes £250 – “paid”\n").encode(encoding)

    assert cells(csv_file(tmp_path, content))[0]["commentary"] == "Café owes £250 – “paid”"


def test_semicolons_part_the_cells_where_they_part_the_header(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'ref;value;commentary\nHOU-02;55,4;"a;b"\n')

    assert cells(path) == [{"ref": "HOU-02", "value": "55,4", "commentary": "a;b"}]


def test_cells_missing_at_the_end_of_a_row_are_blank(tmp_path: Path) -> None:
    assert cells(csv_file(tmp_path, HEADER + "HOU-02,2026-09\n"))[0]["commentary"] == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty"),
        (" \n\n", "is empty"),
        (",,\n,,\n", "is empty"),
        ("1,2,3\n4,5,6\n", "has no header"),
        ("ref,,value\nHOU-02,x,55\n", "column 2 has no name"),
        ("ref,value,Ref\n", "has the column ref more than once"),
        (HEADER + "A,2026-09,1,Late, and wrong\nB,2026-09,1,x,y\n", "Line 2 has more cells"),
        (HEADER + 'A,2026-09,1,"never closed\n', "from line 2 on"),
        (b"ref,value\nA,\x00\n", "not a text file"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0 Workbook", "before 2007"),
        (b"PK\x03\x04 torn", "not an Excel workbook, or it is damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(sheets.UnreadableFile, match=sentence):
        sheets.read(csv_file(tmp_path, content))


def test_every_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    with pytest.raises(sheets.UnreadableFile, match=r"(?s)Line 2 .*Line 3 "):
        sheets.read(csv_file(tmp_path, "ref,value\nA,1,2\nB,3,4\n"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(sheets.UnreadableFile, match=r"nowhere\.csv cannot be opened"):
        sheets.read(tmp_path / "nowhere.csv")


def test_a_csv_that_calls_itself_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    path.write_text(HEADER)
    with pytest.raises(sheets.UnreadableFile, match="although its name says so"):
        sheets.read(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("hello.txt", "hello")
    with pytest.raises(sheets.UnreadableFile, match="not an Excel workbook"):
        sheets.read(path)


@pytest.mark.flow
def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "ref\n" + "A\n" * (sheets.MOST_ROWS + 1))
    with pytest.raises(sheets.UnreadableFile, match="more than 200,000 rows"):
        sheets.read(path)


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    with path.open("wb") as file:
        file.truncate(sheets.MOST_BYTES + 1)
    with pytest.raises(sheets.UnreadableFile, match="larger than 50 MB"):
        sheets.read(path)


def workbook(folder: Path, *rows: list[object], formats: dict[str, str] | None = None) -> Path:
    path = folder / "figures.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("typed_in", "number_format", "read"),
    [
        (1234.0, "General", "1234"),
        (1234.5, "#,##0.00", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (-3.4, "General", "-3.4"),
        (1e-7, "General", "0.0000001"),
        (1_200_000, "£#,##0", "1200000"),
        (0.955, "0.0%", "95.5%"),
        (date(2026, 10, 12), "yyyy-mm-dd", "2026-10-12"),
        (datetime(2026, 9, 1), "mmm-yy", "2026-09"),  # noqa: DTZ001  Excel knows no zones
        (datetime(2026, 10, 12, 9, 2), "yyyy-mm-dd hh:mm", "2026-10-12T09:02:00"),  # noqa: DTZ001
        (True, "General", "yes"),
        ("  TBC ", "General", "TBC"),
        ("'=1+1", "General", "=1+1"),
        (None, "General", ""),
    ],
)
def test_a_workbook_reads_as_a_person_would_type_it(
    tmp_path: Path, typed_in: object, number_format: str, read: str
) -> None:
    path = workbook(tmp_path, ["ref", "value"], ["HOU-02", typed_in], formats={"B2": number_format})

    assert cells(path) == [{"ref": "HOU-02", "value": read}]


def test_blank_rows_and_columns_of_a_workbook_are_skipped(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Ref", None], [None, None], ["HOU-02", None])

    sheet = sheets.read(path)
    assert sheet.columns == ("ref",)
    assert sheet.rows == (sheets.Row(3, {"ref": "HOU-02"}),)


DANGEROUS = [
    " =1+1",
    "\n=1+1",
    "=1+1",
    "+44 1234",
    "-no",
    "@SUM(A1)",
    "'=quoted",
    "''+twice",
    "\tx",
    "＝1",
]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    "text", [*DANGEROUS, "'tis fine", "two\nlines", 'say "hi", now', "£–é", "'", "-"]
)
def test_text_comes_back_as_it_went_out(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"audit{suffix}"
    sheets.write(path, ["who", "commentary"], [["Olive", text]])

    assert cells(path) == [{"who": "Olive", "commentary": text}]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_runs_as_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "audit.csv"
    sheets.write(path, ["commentary"], [[text]])

    assert path.read_text().splitlines()[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n", "\x0b", "\x85", "\u2028"])
def test_a_line_end_in_a_text_begins_no_row(tmp_path: Path, end: str) -> None:
    path = tmp_path / "audit.csv"
    sheets.write(path, ["who", "commentary", "at"], [["Olive", f'fine{end}=1+1,"x"', "now"]])

    assert "\r" not in path.read_bytes().decode()
    with path.open(newline="") as file:
        assert list(csv.reader(file))[1:] == [["Olive", 'fine\n=1+1,"x"', "now"]]


def test_every_cell_of_a_csv_is_quoted(tmp_path: Path) -> None:
    path = tmp_path / "audit.csv"
    sheets.write(path, ["who", "value"], [["Olive; Meg", 5], [None, ""]])

    assert path.read_text() == '"who","value"\n"Olive; Meg","5"\n"",""\n'


def test_numbers_stay_numbers_also_below_zero(tmp_path: Path) -> None:
    row: list[Any] = [-3, Decimal("-0.5"), -1.25, "-7.5", Decimal("1E+3")]
    sheets.write(tmp_path / "a.csv", list("abcde"), [row])
    sheets.write(tmp_path / "a.xlsx", list("abcde"), [row])

    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert lines == ['"a","b","c","d","e"', '"-3","-0.5","-1.25","-7.5","1000"']
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == [-3, -0.5, -1.25, "-7.5", 1000]


def test_days_instants_and_yes_are_written_for_programs(tmp_path: Path) -> None:
    row: list[Any] = [date(2026, 10, 12), datetime(2026, 10, 12, 8, 2, tzinfo=UTC), True, None]
    instants = {"a.csv": "2026-10-12T08:02:00+00:00", "a.xlsx": "2026-10-12T09:02:00"}  # London's
    for name, at in instants.items():
        sheets.write(tmp_path / name, ["day", "at", "cumulative", "floor"], [row])

        assert cells(tmp_path / name) == [
            {
                "day": "2026-10-12",
                "at": at,
                "cumulative": "yes",
                "floor": "",
            }
        ]


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "audit.xlsx"
    sheets.write(path, ["who"], [["Olive"]])

    with pytest.raises(sheets.CannotWrite, match="Row 1 does not fit"):
        sheets.write(path, ["who"], [["x" * 40_000]])

    assert cells(path) == [{"who": "Olive"}]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["audit.txt", "audit", "missing/audit.csv", "missing/audit.xlsx"])
def test_a_place_that_cannot_hold_the_table_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(sheets.CannotWrite):
        sheets.write(tmp_path / name, ["who"], [])


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    content = workbook(tmp_path, ["ref"]).read_bytes()

    with pytest.raises(sheets.UnreadableFile, match="unpacks to more than"):
        Workbook("figures.xlsx", content, most_unpacked=100)


def test_a_workbook_torn_inside_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["ref"], ["HOU-02"])
    torn = tmp_path / "torn.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(torn, "w") as new:
        for part in old.namelist():
            sheet = part.endswith("sheet1.xml")
            new.writestr(part, old.read(part)[: 200 if sheet else None])

    with pytest.raises(sheets.UnreadableFile, match="damaged"):
        sheets.read(torn)


@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx"])
def test_only_its_owner_may_read_what_was_exported(tmp_path, name):
    (tmp_path / name).touch(mode=0o644)
    sheets.write(tmp_path / name, ["ref"], [["HOU-01"]])
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
