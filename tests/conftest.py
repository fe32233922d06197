"""What tests share: a database of each kind, fresh for every test."""

import gc
import os
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from storage import schema
from storage.database import Database
from tests import unclosed

POSTGRES = os.environ.get("STEWARD_TEST_POSTGRES", "")
REQUIRE_ALL = bool(os.environ.get("STEWARD_REQUIRE_ALL", ""))
gc.set_threshold(100_000, 50, 100)  # a sixth of the run's time went to looking for rubbish
unclosed.watch()
# Only what a test has filled: to truncate all tables makes a file of each anew, every time.
_EMPTY = """DO $$ DECLARE filled record; is_filled boolean; BEGIN
FOR filled IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
  EXECUTE format('SELECT EXISTS (SELECT FROM %I)', filled.tablename) INTO is_filled;
  IF is_filled THEN EXECUTE format('DELETE FROM %I', filled.tablename); END IF;
END LOOP;
PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$"""
_END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
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
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database at the current schema: once in SQLite, once in PostgreSQL."""
    made: Database = request.getfixturevalue(f"{request.param}_database")
    return made


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
    database = Database("sqlite://")
    migrated.backup(_driver(database))
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Database]:
    """One migrated PostgreSQL database for the whole run, made for it and dropped after it."""
    if not POSTGRES:
        pytest.skip("set STEWARD_TEST_POSTGRES to run this on PostgreSQL")
    with _made_for_this_run(f"steward_test_{os.getpid()}") as database:
        schema.migrate(database)
        yield database


@pytest.fixture(scope="session")
def _bare_postgres_server() -> Iterator[Database]:
    if not POSTGRES:
        pytest.skip("set STEWARD_TEST_POSTGRES to run this on PostgreSQL")
    with _made_for_this_run(f"steward_bare_{os.getpid()}") as database:
        yield database


@pytest.fixture
def bare_postgres(_bare_postgres_server: Database) -> str:
    """The address of a PostgreSQL database without a table, which the test may fill as it likes.

    Making and dropping a database has the server write everything to its disk, for minutes on a
    busy machine; so all tests of a process share one, and only its schema is made anew.
    """
    server = _bare_postgres_server
    with server.engine.begin() as connection:
        connection.execute(text(_END_OTHERS))
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    server.engine.dispose()  # or the test would not be alone there
    return server.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def postgresql_database(postgres_server: Database) -> Iterator[Database]:
    yield postgres_server
    with postgres_server.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # no triggers
        connection.execute(text(_EMPTY))


@contextmanager
def _made_for_this_run(name: str) -> Iterator[Database]:
    """A database of this name while the run lasts; its commits do not wait for the disk."""
    server = Database(POSTGRES)
    _outside_a_transaction(server, f"CREATE DATABASE {name}")
    _outside_a_transaction(server, f"ALTER DATABASE {name} SET synchronous_commit = off")
    database = Database(POSTGRES.rpartition("/")[0] + f"/{name}")
    yield database
    database.close()
    _outside_a_transaction(server, f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def _driver(database: Database) -> sqlite3.Connection:
    connection = database.engine.raw_connection()
    driver = connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _outside_a_transaction(server: Database, statement: str) -> None:
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
