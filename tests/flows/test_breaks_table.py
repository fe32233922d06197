"""Breaks and notes come in from a file, with the same rules as in the chat."""

from pathlib import Path

import pytest

from cycle.plan.cells import BadRows
from papers import sheets
from storage import audit, register, series
from storage.audit import Actor
from storage.database import Database
from tests.importing import bring_in
from tests.wealdbrook import MONDAY

DANA = Actor(name="Dana Osei", came_from="steward import")
HEAD = "ref,period,words,kind\n"
FILE = f"""{HEAD}HOU-02,2026-07,The definition changed in the new guidance,
HOU-02,2026-08,A new partnership began,note
"""


@pytest.fixture
def bring(council: Database, tmp_path: Path):
    def bring(text: str) -> str:
        path = tmp_path / "breaks.csv"
        path.write_text(text, "utf-8")
        sheet = sheets.read(path)
        return council.run(lambda session: bring_in("breaks", session, sheet, DANA, MONDAY)).words

    return bring


def happened(council: Database) -> list[tuple[str, str, bool]]:
    def read(session):
        own = register.by_ref(session, "HOU-02").id
        return [
            (str(event.period), event.words, event.is_break)
            for event in series.events_of_many(session, [own]).get(own, [])
        ]

    return council.run(read)


def test_a_file_brings_breaks_and_notes_once_and_the_change_log_says_so(bring, council):
    assert bring(FILE) == "2 new, 0 changed, 0 unchanged"
    assert bring(FILE) == "0 new, 0 changed, 2 unchanged"
    assert happened(council) == [
        ("2026-07", "The definition changed in the new guidance", True),
        ("2026-08", "A new partnership began", False),
    ]
    logged = council.run(lambda session: [str(row) for row in audit.rows(session)])
    assert any("change log" in row and "HOU-02 2026-07" in row for row in logged)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("HOU-02,2026-07,It looked better,break\n", "known cause"),
        ("HOU-02,2026/27 Q1,The definition changed,\n", "is monthly"),
        ("HOU-99,2026-07,The definition changed,\n", "no indicator"),
        ("HOU-02,2026-07,,\n", "say what happened"),
        ("HOU-02,2027-07,The definition changed,\n", "has not begun"),
        (
            "HOU-02,2026-07,The definition changed,\nHOU-02,Jul-26,The system changed,\n",
            "There is a break at July 2026 already",
        ),
    ],
)
def test_what_the_chat_would_refuse_the_file_refuses_with_its_line(bring, council, rows, says):
    with pytest.raises(BadRows, match=says):
        bring(HEAD + rows)
    assert happened(council) == []
