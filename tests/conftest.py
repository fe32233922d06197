"""What tests share: a database of each kind, fresh for every test."""

import gc
import os
import sqlite3
from collections.abc import Generator, Iterator

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from storage import schema
from storage.database import Database

POSTGRES = os.environ.get("STEWARD_TEST_POSTGRES", "")
REQUIRE_ALL = bool(os.environ.get("STEWARD_REQUIRE_ALL", ""))
gc.set_threshold(100_000, 50, 100)  # a sixth of the run's time went to looking for rubbish
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where all tests are required, one that needs a server or a browser may not be skipped."""
    report = yield
    needs = [name for name in ("postgres", "browser") if item.get_closest_marker(name)]
    if REQUIRE_ALL and needs and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, but everything is required here: {report.longrepr}"
    return report


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database at the current schema: once in SQLite, once in PostgreSQL."""
    yield from request.getfixturevalue(f"{request.param}_database")


@pytest.fixture(scope="session")
def migrated() -> Iterator[sqlite3.Connection]:
    """An in-memory SQLite database, migrated once and copied for every test."""
    database = Database("sqlite://")
    schema.migrate(database)
    template = sqlite3.connect(":memory:", check_same_thread=False)
    _driver(database).backup(template)
    database.close()
    yield template
    template.close()


@pytest.fixture
def sqlite_database(migrated: sqlite3.Connection) -> Iterator[Database]:
    def opened() -> Iterator[Database]:
        database = Database("sqlite://")
        migrated.backup(_driver(database))
        yield database
        database.close()

    return opened()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Database]:
    """One migrated PostgreSQL database for the whole run, made for it and dropped after it."""
    if not POSTGRES:
        pytest.skip("set STEWARD_TEST_POSTGRES to run this on PostgreSQL")
    name = f"steward_test_{os.getpid()}"
    server = Database(POSTGRES)
    own = POSTGRES.rpartition("/")[0] + f"/{name}"
    _outside_a_transaction(server, f"CREATE DATABASE {name}")
    database = Database(own)
    schema.migrate(database)
    yield database
    database.close()
    _outside_a_transaction(server, f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture
def postgresql_database(postgres_server: Database) -> Iterator[Database]:
    def emptied() -> Iterator[Database]:
        yield postgres_server
        tables = ", ".join(SQLModel.metadata.tables)
        with postgres_server.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no triggers
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))

    return emptied()


def _driver(database: Database) -> sqlite3.Connection:
    connection = database.engine.raw_connection()
    driver = connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _outside_a_transaction(server: Database, statement: str) -> None:
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
