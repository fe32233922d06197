"""A workbook sent in the chat: read, shown as a difference, kept on a press, or clearly refused."""

import io
import zipfile

import openpyxl
import pytest

from bot.file_download import NotFetched
from tests.fake_teams import FakeTeams

COLUMNS = ("ref", "period", "value", "numerator", "denominator", "commentary", "expected_on")
CAUSE = "Two officers left in July; Raj Patel has two start on 1 November: back by December."


def workbook(*rows: tuple[object, ...], columns: tuple[str, ...] = COLUMNS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(columns)
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


GOOD = workbook(
    ("HOU-05", "2026-09", 104, None, None, CAUSE),
    ("HOU-02", "2026-09", None, 31, 56, CAUSE),
)


async def test_the_difference_is_shown_and_kept_on_a_press(teams: FakeTeams) -> None:
    card = await teams.sends_file("olive", "september.xlsx", GOOD)
    assert "2 figures to keep" in card
    assert "31 of 56: 55.4%" in card
    assert "Nothing is kept before" in card
    kept = await teams.presses("olive", card, "Keep these 2")
    assert "2 figures kept" in kept
    assert "HOU-02: 55.4% (31 of 56), ◆ Red." in kept
    assert "55.4%" in await teams.asks("olive", "HOU-02")


async def test_the_same_workbook_sent_twice_changes_nothing(teams: FakeTeams) -> None:
    first = await teams.sends_file("olive", "september.xlsx", GOOD)
    second = await teams.sends_file("olive", "september.xlsx", GOOD)
    await teams.presses("olive", first, "Keep these 2")
    again = await teams.presses("olive", second, "Keep these 2")
    assert "Nothing was kept" in again
    assert "given meanwhile" in again
    assert "2 figures are kept already" in await teams.sends_file("olive", "s.xlsx", GOOD)
    assert "can no longer be used" in (await teams.presses("olive", first, "Keep these 2")).said


async def test_a_correction_needs_its_reason(teams: FakeTeams) -> None:
    await teams.presses("olive", await teams.sends_file("olive", "a.xlsx", GOOD), "Keep these 2")
    changed = ("HOU-05", "2026-09", 103, CAUSE)
    columns = ("ref", "period", "value", "commentary")
    card = await teams.sends_file("olive", "b.xlsx", workbook(changed, columns=columns))
    assert "row 2 (HOU-05): Say why the figure is corrected" in card
    rows = workbook((*changed, "Counted twice"), columns=(*columns, "reason"))
    card = await teams.sends_file("olive", "b.xlsx", rows)
    assert "104 → 103" in card
    assert "1 figure kept" in await teams.presses("olive", card, "Keep this figure")


async def test_what_is_doubtful_stays_out_unless_it_is_meant(teams: FakeTeams) -> None:
    sent = workbook(
        ("HOU-05", "Sep-26", 1040, None, None, CAUSE),
        ("HOU-02", "2026-09", None, 31, 56, CAUSE),
    )
    card = await teams.sends_file("olive", "a.xlsx", sent)
    assert "Is this right?" in card
    kept = await teams.presses("olive", card, "Keep this figure")
    assert "1 figure kept" in kept
    rest = await teams.sends_file("olive", "a.xlsx", sent)
    assert "HOU-05: 1,040" in await teams.presses("olive", rest, "Yes, keep it")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("HOU-05", "2026-09", "many", None, None, CAUSE), "C2 (HOU-05): "),
        (("HOU-05", "2026-13", 104, None, None, CAUSE), "B2 (HOU-05): “2026-13” is no period"),
        (("HOU-05", "2026-10", 104, None, None, CAUSE), "B2 (HOU-05): October 2026 has not ended"),
        (("HOU-05", "2026-09", 104, None, None, None), "F2 (HOU-05): A commentary is needed"),
        (("HOU-02", "2026-09", 60, 31, 56, CAUSE), "C2 (HOU-02): 60 is not what the counts make"),
        (("HOU-02", "2026-09", None, 57, 56, CAUSE), "D2 (HOU-02): 57 of 56"),
        (("HOU-05", "2024-11", 99, None, None, CAUSE), "B2 (HOU-05): November 2024 is closed"),
    ],
)
async def test_an_error_is_named_by_its_cell(
    teams: FakeTeams, row: tuple[object, ...], said: str
) -> None:
    card = await teams.sends_file("olive", "a.xlsx", workbook(row))
    assert "1 row to correct, not kept" in card
    assert said in card, card.words


async def test_what_is_not_theirs_is_like_what_does_not_exist(teams: FakeTeams) -> None:
    rows = [("HOU-99", "2026-09", 1), ("PLN-02", "2026-09", 2), ("HOU-05", "2026-09", 84)]
    card = await teams.sends_file("olive", "a.xlsx", workbook(*rows))
    assert "A2: “HOU-99” is no indicator whose figures you give" in card
    assert "A3: “PLN-02” is no indicator whose figures you give" in card
    others = await teams.sends_file("vera", "a.xlsx", GOOD)
    assert "None of the 2 rows" in others


async def test_nobody_keeps_the_workbook_of_somebody_else(teams: FakeTeams) -> None:
    card = await teams.sends_file("olive", "a.xlsx", GOOD)
    assert "Only the person whom" in (await teams.presses("raj", card, "Keep these 2")).said


async def test_a_template_is_filled_in_and_sent_back(teams: FakeTeams) -> None:
    day = workbook(
        ("HOU-05", "2026-09", None, None, None, "The return comes from the county.", "2026-10-20"),
        ("HOU-02", "2026-09"),
    )
    card = await teams.sends_file("olive", "figures-to-give.xlsx", day)
    assert "1 figure to keep" in card
    assert "Not available until 20 October 2026" in card
    assert "Nothing was kept" in await teams.presses("olive", card, "Keep nothing")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", workbook(*[("HOU-05", "2026-09", 1)] * 600), "more than 500 rows"),
        ("b.xlsx", workbook(("x", 1), columns=("name", "count")), "has no column “ref”"),
        ("c.xlsx", b"PK\x03\x04 broken", "c.xlsx is not an Excel workbook, or it is damaged"),
        ("d.xlsx", b"%PDF-1.7", "d.xlsx is a PDF. Save it as .xlsx or CSV, and send that"),
        ("e.xls", b"\xd0\xcf\x11\xe0", "in an Excel format of before 2007"),
        ("f.xlsx", NotFetched("is larger than 10 MB."), "f.xlsx is larger than 10 MB."),
    ],
)
async def test_a_file_that_cannot_be_read_says_what_to_do(
    teams: FakeTeams, name: str, content: bytes | NotFetched, said: str
) -> None:
    assert said in await teams.sends_file("olive", name, content)


async def test_macros_are_not_run_and_it_is_said(teams: FakeTeams) -> None:
    written = io.BytesIO(GOOD)
    with zipfile.ZipFile(written, "a") as package:
        package.writestr("xl/vbaProject.bin", b"Auto_Open")
    card = await teams.sends_file("olive", "a.xlsm", written.getvalue())
    assert "holds macros. None was run" in card
    assert "2 figures to keep" in card
