"""What people type is cleaned once, where it comes in; so no export can carry what only acts."""

import csv
from pathlib import Path

import pytest

from bot.teams import reading
from cycle.periods import Period
from features import exports
from features.figures import exchange
from papers import sheets
from storage import figures, register
from storage.database import Database
from tests.bot.test_fuzz import Whole
from tests.fake_connector import pressed

TYPED = "All moved.\r=HYPERLINK(1)\u2028@SUM(A1)\x07\u202e;\x0b-2"
KEPT = "All moved.\n=HYPERLINK(1)\n@SUM(A1);\n-2"


def test_every_input_of_every_card_is_cleaned():
    action = {"verb": "submit", "data": {"ask": "a", "v": 1, "words": TYPED, "why": TYPED}}
    assert reading.executed({"action": action}).inputs == {"words": KEPT, "why": KEPT}
    assert reading.submitted({"verb": "submit", "words": TYPED}).inputs == {"words": KEPT}


async def test_words_typed_in_teams_begin_no_row_in_an_export(
    sqlite_database: Database, tmp_path: Path
):
    whole = Whole(sqlite_database)
    typed = {"value": "75", "commentary": TYPED, "ask": whole.asks[1], "v": 0}
    answers = [await whole.post(pressed(verb, typed)) for verb in ("submit", "confirm")]
    await whole.app.close()
    assert "Figure kept" in str(answers)

    def kept(session) -> str:
        indicator = register.by_ref(session, "HOU-05")
        assert indicator is not None
        return figures.versions(session, indicator.id, Period.parse("2026-09"))[-1].commentary

    assert whole.database.run(kept) == KEPT
    rows = written(whole.database, exchange.export_figures, tmp_path / "figures.csv")
    assert [row["commentary"] for row in rows if row["commentary"]] == [KEPT]
    for row in written(whole.database, exchange.export_audit, tmp_path / "audit.csv"):
        assert not row["at"].startswith(("=", "@", "-", "+"))


@pytest.mark.parametrize("export", ["concerns", "interventions", "risks", "decisions"])
async def test_an_export_quotes_every_cell(sqlite_database: Database, tmp_path: Path, export: str):
    whole = Whole(sqlite_database)
    await whole.app.close()
    path = tmp_path / "out.csv"
    written(whole.database, getattr(exports, f"export_{export}"), path)
    header = path.read_text().splitlines()[0]
    assert all(cell.startswith('"') and cell.endswith('"') for cell in header.split(","))


def written(database: Database, export, path: Path) -> list[dict[str, str]]:
    columns, rows = database.run(export)
    sheets.write(path, columns, rows)
    with path.open(newline="") as file:
        return list(csv.DictReader(file))
