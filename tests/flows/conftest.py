"""What the flows share: Wealdbrook on a Monday morning, with Teams beside it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.fake_teams import FakeTeams, channel
from tests.wealdbrook import MONDAY, settled

QUICK = {"test_main_job", "test_board_answers", "test_who_may_give"}  # what `make quick` plays


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The other flows are played by `make test` and by CI."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem not in QUICK:
            item.add_marker(pytest.mark.flow)


@pytest.fixture(scope="session")
def one_sqlite() -> Iterator[Database]:
    """One for all flows, emptied for each: what SQLAlchemy has compiled once stays compiled."""
    database = Database("sqlite://")
    yield database
    database.close()


@pytest.fixture
def sqlite_database(one_sqlite: Database, migrated: sqlite3.Connection) -> Database:
    migrated.backup(_driver(one_sqlite))
    return one_sqlite


@pytest.fixture(scope="session")
def wealdbrook(migrated: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The council in SQLite, furnished once and copied for every test."""
    database = Database("sqlite://")
    migrated.backup(_driver(database))
    settled(database)
    template = sqlite3.connect(":memory:", check_same_thread=False)
    _driver(database).backup(template)
    database.close()
    yield template
    template.close()


@pytest.fixture
def council(database: Database, wealdbrook: sqlite3.Connection) -> Database:
    """The council's people, indicators and figures up to August."""
    if database.is_sqlite:
        wealdbrook.backup(_driver(database))
    else:
        settled(database)
    return database


@pytest.fixture
def teams(council: Database) -> FakeTeams:
    """Everybody is in the register; nobody has spoken yet."""
    return FakeTeams(council, MONDAY)


@pytest.fixture
async def board(teams: FakeTeams) -> FakeTeams:
    """The same, after the performance team has chosen the board's channel."""
    await teams.asks("dana", "post board alerts here", channel())
    return teams


def _driver(database: Database) -> sqlite3.Connection:
    driver = database.engine.raw_connection().driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
