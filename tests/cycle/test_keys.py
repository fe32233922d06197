"""What looks alike is one thing: references, e-mails, names and periods have one reading."""

import pytest

from cycle.periods import Frequency
from cycle.plan.cells import Cells, refuse_repeated
from cycle.plan.directory import Directory
from cycle.plan.keys import clean_key, lookup_key
from cycle.plan.period_cells import read_period_cell
from cycle.plan.register import key


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("HOU\u200b-02", "HOU-02"),
        ("HOU–02", "hou-02"),
        ("HOU‑02", "HOU-02"),
        ("\ufeffHOU-02\u00a0", "HOU-02"),
        ("ＨＯＵ-０２", "HOU-02"),
        ("H\u200dOU-02", "HOU-02"),
        ("R  8", "R 8"),
        ("R\u00a08", "r 8"),
        ("R1", "r1"),
        ("HO\u00adU-02", "HOU-02"),
    ],
)
def test_two_spellings_of_a_reference_are_one(typed, other):
    assert lookup_key(typed) == lookup_key(other) == key(other)


@pytest.mark.parametrize(("one", "other"), [("R 8", "R8"), ("HOU-02", "HOU-2"), ("A/1", "A-1")])
def test_two_references_stay_two(one, other):
    assert lookup_key(one) != lookup_key(other)


def test_a_reference_is_kept_clean_and_in_its_own_capitals():
    assert clean_key(" R\u200b  8 ") == "R 8"


def test_rows_about_the_same_are_found_whatever_their_spelling():
    rows = [
        Cells(2, {"ref": "HOU-02", "period": "2026-09"}),
        Cells(3, {"ref": "HOU\u200b-02", "period": "Sep-26"}),
        Cells(4, {"ref": "HOU-02", "period": "2026-10"}),
    ]
    refuse_repeated(rows, "ref", "period")

    assert [row.line for row in rows if row.faults] == [3]


def test_a_person_is_found_by_e_mail_or_name_as_pasted():
    directory = Directory.of([("Raj  Patel", "raj@wealdbrook.gov.uk")])

    assert directory.find("RAJ\u200b@wealdbrook.gov.uk ") == "raj@wealdbrook.gov.uk"
    assert directory.find("raj\u00a0patel") == "raj@wealdbrook.gov.uk"


@pytest.mark.parametrize(
    ("text", "frequency", "period"),
    [
        ("2026-09", None, "2026-09"),
        ("Sep-26", None, "2026-09"),
        ("Sept 2026", None, "2026-09"),
        ("sep 26", None, "2026-09"),
        ("September 2026", None, "2026-09"),
        ("Sep '26", None, "2026-09"),
        ("09/2026", None, "2026-09"),
        ("9/2026", None, "2026-09"),
        ("2026-9", None, "2026-09"),
        ("2026-09\u200b", None, "2026-09"),
        ("2026–09", None, "2026-09"),
        ("2026-09-01", Frequency.MONTHLY, "2026-09"),
        ("30/09/2026", Frequency.MONTHLY, "2026-09"),
        ("2026-09-01T00:00:00", Frequency.MONTHLY, "2026-09"),
        ("01/07/2026", Frequency.QUARTERLY, "2026/27 Q2"),
        ("31/03/2027", Frequency.ANNUAL, "2026/27"),
        ("2026/27 q2", None, "2026/27 Q2"),
        ("Q2 2026/27", None, "2026/27 Q2"),
        ("Q2 2026-27", None, "2026/27 Q2"),
        ("2026/2027 Quarter 2", None, "2026/27 Q2"),
        ("2026-27", None, "2026/27"),
        ("FY 2026/27", None, "2026/27"),
        ("2026/2027", None, "2026/27"),
        ("2026-09-15", Frequency.MONTHLY, None),
        ("2026-09-01", None, None),
        ("26-Sep", None, None),
        ("Sep", None, None),
        ("Sex-26", None, None),
        ("13/2026", None, None),
        ("2026/28", None, None),
        ("Q2 2026", None, None),
        ("Q5 2026/27", None, None),
        ("2026", None, None),
        ("", None, None),
    ],
)
def test_a_period_is_read_as_excel_and_people_write_it(text, frequency, period):
    read = read_period_cell(text, frequency)

    assert (str(read) if read else None) == period
