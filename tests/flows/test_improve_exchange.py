"""Risks come in from a file whole or not at all; concerns, interventions and decisions go out."""

from datetime import UTC, datetime

import pytest

from cycle.plan.cells import BadRows
from features import exports
from papers import sheets
from storage.audit import Actor
from tests.fake_teams import FakeTeams
from tests.flows.test_improve_story import agreed
from tests.importing import bring_in

__all__ = ["agreed"]

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
DANA = Actor(name="Dana Osei", came_from="steward import risks")
HEADER = "ref,title,owner,likelihood,impact,status,indicators\n"
ROW = "R-07,Homelessness rises,raj@wealdbrook.gov.uk,3,4,open,HOU-02;HOU-05\n"


@pytest.fixture
def bring(council, tmp_path):
    def bring(text: str):
        path = tmp_path / "risks.csv"
        path.write_text(text)
        sheet = sheets.read(path)
        return council.run(lambda session: bring_in("risks", session, sheet, DANA, NOW))

    return bring


def table(database, export):
    columns, rows = database.run(export)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_risks_come_in_and_go_out_as_they_came(council, bring):
    assert bring(HEADER + ROW).words == "1 new, 0 changed, 0 unchanged"
    assert bring(HEADER + ROW).words == "0 new, 0 changed, 1 unchanged"
    changed = bring(HEADER + ROW.replace(",3,4,", ",5,4,").replace(";HOU-05", ""))
    assert "R-07 likelihood 3 → 5, indicators HOU-02;HOU-05 → HOU-02" in changed.words
    (row,) = table(council, exports.export_risks)
    assert (row["ref"], row["likelihood"], row["indicators"]) == ("R-07", 5, "HOU-02")
    assert row["owner"] == "raj@wealdbrook.gov.uk"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            ROW.replace(",3,4,", ",6,4,"),
            "Line 2, likelihood: “6” is not a whole number from 1 to 5",
        ),
        (ROW.replace(",3,4,", ",,4,"), "Line 2, likelihood: is blank"),
        (ROW.replace("raj@wealdbrook.gov.uk", "Nobody"), "Line 2, owner: nobody is known"),
        (ROW.replace("HOU-05", "HOU-99"), "there is no indicator “HOU-99” in the register"),
        (ROW.replace(",open,", ",gone,"), "Line 2, status"),
        (ROW + ROW, "Line 3, ref: “R-07” is on line 2 already."),
    ],
)
def test_a_bad_row_keeps_the_whole_file_out(council, bring, row, says):
    with pytest.raises(BadRows, match=None) as bad:
        bring(HEADER + row)
    assert says in str(bad.value)
    assert table(council, exports.export_risks) == []


async def test_concerns_interventions_and_decisions_go_out(agreed: FakeTeams) -> None:
    database = agreed.app.database
    (concern,) = table(database, exports.export_concerns)
    assert (concern["ref"], concern["state"]) == ("HOU-02", "raised")
    assert concern["answer"] == "intervention asked for"
    (one,) = table(database, exports.export_interventions)
    assert (one["ref"], one["stage"], one["owner"]) == (
        *("HOU-02", "agreed"),
        "olive@wealdbrook.gov.uk",
    )
    assert one["milestones"].startswith("2026-11-02: Payments set up\n")
    said = [row["decision"] for row in table(database, exports.export_decisions)]
    assert said == ["intervention asked for", "proposes", "agrees"]
