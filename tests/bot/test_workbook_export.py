"""What goes out as a workbook can be opened, filtered, summed and printed; CSV stays exact."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bot.__main__ import main
from papers import sheets

pytestmark = pytest.mark.flow

PEOPLE = "name,email,roles\nOlive Marsh,olive@weald.gov.uk,officer\n"
INDICATORS = (
    "ref,title,kind,service,unit,polarity,frequency,aggregation,target,decimals,owner\n"
    "HOU-01,Homes let in time,KPI,Housing,%,higher,monthly,ratio,90,1,Olive Marsh\n"
    "HOU-04,Families in bed and breakfast,PI,Housing,number,lower,monthly,latest,5,0,\n"
)
FIGURES = (
    "ref,period,value,numerator,denominator,commentary,submitted_at\n"
    "HOU-01,2026-05,,40,60,Late repairs held four homes empty,2026-06-05T14:05:06.789\n"
    'HOU-01,2026-06,,57,60,"=SUM(A1)",2026-07-05T09:00\n'
    "HOU-04,2026-05,4,,,,2026-06-05T14:05\n"
)


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database of two indicators and three figures."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STEWARD_DATABASE_URL", "sqlite:///steward.db")
    assert main(["migrate"]) == 0
    tables = {"people": PEOPLE, "indicators": INDICATORS, "figures": FIGURES}
    for name, text in tables.items():
        Path(f"{name}.csv").write_text(text)
        more = ["--effective-from", "2026-04-01"] if name == "indicators" else []
        assert main(["import", name, f"{name}.csv", *more]) == 0
    return tmp_path


def rows(sheet) -> list[dict[str, object]]:
    header, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_figures_go_out_typed_with_names_target_and_colour(council):
    assert main(["export", "figures", "out.xlsx"]) == 0
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["Figures", "Notes"]
    first, second, families = rows(book["Figures"])
    assert (first["title"], first["service"]) == ("Homes let in time", "Housing")
    assert first["value"] == pytest.approx(66.6666666666667)
    assert (first["unit"], first["target"], first["rag"]) == ("%", 90, "Red")
    assert (second["value"], second["rag"]) == (95, "Green")
    assert second["commentary"] == "'=SUM(A1)"
    assert (families["value"], families["target"]) == (4, 5)
    assert first["submitted_at"] == datetime(2026, 6, 5, 14, 5, 6)  # noqa: DTZ001  London's clock


def test_a_person_can_filter_scroll_and_print_it(council):
    assert main(["export", "figures", "out.xlsx"]) == 0
    sheet = openpyxl.load_workbook("out.xlsx")["Figures"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:O4"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    widths = {sheet.cell(1, n).value: sheet.column_dimensions for n in range(1, 16)}
    assert len(widths) == 15
    assert 20 < sheet.column_dimensions["B"].width <= 50
    assert sheet["A1"].font.bold


def test_the_notes_say_what_it_is_and_what_an_import_passes_over(council):
    assert main(["export", "figures", "out.xlsx"]) == 0
    notes = openpyxl.load_workbook("out.xlsx")["Notes"]
    said = "\n".join(str(cell.value) for (cell,) in notes.iter_rows())
    assert "Every figure in force" in said
    assert "Written by Steward on " in said
    assert "an import passes over them" in said


def test_a_workbook_comes_back_unchanged_though_it_holds_fifteen_digits(council, capsys):
    assert main(["export", "figures", "out.xlsx"]) == 0
    assert main(["import", "figures", "out.xlsx"]) == 0
    said = capsys.readouterr().out
    assert "0 new, 0 changed, 3 unchanged" in said
    assert "read from the sheet “Figures”; not read: “Notes”" in said
    assert "passed over the columns for reading: title, service, unit, target, rag" in said


def test_the_csv_has_every_digit_and_no_columns_for_reading(council):
    assert main(["export", "figures", "out.csv"]) == 0
    table = sheets.read(Path("out.csv"))
    assert "title" not in table.columns
    value = Decimal(table.rows[0].cells["value"])
    assert len(value.as_tuple().digits) > 15
    assert table.rows[0].cells["submitted_at"] == "2026-06-05T13:05:06.789000+00:00"


@pytest.mark.parametrize(
    "what", ["indicators", "audit", "analysis", "quality", "concerns", "risks", "decisions"]
)
def test_every_table_goes_out_as_a_workbook_with_its_name(council, what):
    assert main(["export", what, "out.xlsx"]) == 0
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == [what.capitalize(), "Notes"]


def test_days_are_days_and_instants_are_londons(council):
    assert main(["export", "audit", "out.xlsx"]) == 0
    sheet = openpyxl.load_workbook("out.xlsx")["Audit"]
    assert isinstance(sheet["A2"].value, datetime)
    assert sheet["A2"].number_format == "d mmm yyyy hh:mm"
