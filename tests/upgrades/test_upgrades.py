"""A filled database of any earlier schema comes to the current one, and Steward goes on."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.__main__ import main
from storage import schema, soundness
from storage.database import Database
from tests.conftest import ENGINES
from tests.fake_teams import FakeTeams, channel
from tests.upgrades.make_data import FOLDER, keep, rows_of

EARLIER = sorted(path.stem for path in FOLDER.glob("*.json"))
pytestmark = pytest.mark.flow
IN_USE = 13  # schemas that councils may run today
CHAINED = "0014"  # the schema from which each entry of the audit carries the last one's hash
AFTERWARDS = datetime(2027, 1, 14, 9, tzinfo=UTC)  # the day after the year that was played


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without a table: once in SQLite, once in PostgreSQL."""
    on_postgres = request.param != "sqlite"
    database = Database(request.getfixturevalue("bare_postgres") if on_postgres else "sqlite://")
    yield database
    database.close()


@pytest.mark.parametrize("revision", EARLIER)
async def test_a_filled_database_of_an_earlier_schema_comes_to_the_current_one(empty, revision):
    rows = json.loads((FOLDER / f"{revision}.json").read_text("utf-8"))
    schema.migrate(empty, revision)
    keep(empty, rows)

    assert schema.migrate(empty) == (revision, schema.newest())

    after = rows_of(empty)
    for table in ("people", "indicators", "figures", "concerns", "deliveries"):
        assert len(after[table]) == len(rows[table]), table
    vouching = 1 if revision < CHAINED else 0  # the entry for all figures of before
    assert len(after["audit"]) == len(rows["audit"]) + vouching
    if vouching:
        assert empty.run(soundness.rewritten) == []
    values = [(row["period"], row["value"]) for row in rows["figures"] if "value" in row]
    assert [(row["period"], row["value"]) for row in after["figures"] if "value" in row] == values

    teams = FakeTeams(empty, AFTERWARDS)
    assert "68.0%" in await teams.asks("olive", "status of HOU-02")
    assert "Housing" in await teams.asks("chris", "status of housing KPIs", channel())
    history = await teams.asks("chris", "history of HOU-02")
    if "55.0%" not in history:  # on its second page
        more = re.search(r"Show more \(\d+ left\)", history.words)
        assert more is not None
        history = await teams.presses("chris", history, more[0])
    assert "55.0%" in history
    await teams.ticks()
    receipt = await teams.gives("olive", "HOU-03", value="47", commentary="Two more officers.")
    assert "47" in receipt


def test_every_schema_that_may_be_in_use_has_its_data():
    """Made by `python -m tests.upgrades.make_data`, at the latest when a schema is released."""
    assert [f"{number:04}" for number in range(1, len(EARLIER) + 1)] == EARLIER
    assert len(EARLIER) >= IN_USE


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """The database of a Steward that does not exist yet."""
    url = f"sqlite:///{tmp_path}/steward.sqlite"
    monkeypatch.setenv("STEWARD_DATABASE_URL", url)
    database = Database(url)
    schema.migrate(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()


@pytest.mark.parametrize("command", ["serve --dev", "migrate", "sweep", "export audit a.csv"])
def test_a_newer_schema_is_refused_in_words(newer, capsys, command):
    assert main(command.split()) == 1

    error = capsys.readouterr().err
    assert "has the schema 9999 of a newer Steward" in error
    assert "Install the newer version" in error
    assert "Traceback" not in error


def test_the_doctor_says_that_the_schema_is_newer(newer, capsys):
    assert main(["doctor"]) == 1
    assert "schema 9999 of a newer Steward" in capsys.readouterr().out
