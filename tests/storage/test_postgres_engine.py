"""PostgreSQL as councils run it: poolers, other settings, odd passwords, missing rights."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.__main__ import main
from storage import schema, sweeps
from storage.database import Busy, Database
from storage.database_errors import explain
from storage.postgres_engine import BadAddress, WrongEncoding, postgres_url
from tests.conftest import POSTGRES

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
SECRET = "hunter2"

ADDRESSES = {
    "postgresql://u:p@db/steward": ("u", "p", "db", None, "steward"),
    "postgres://u:p@db:6432/steward": ("u", "p", "db", 6432, "steward"),
    "postgresql://u@db/steward": ("u", None, "db", None, "steward"),
    "postgresql://db/steward": (None, None, "db", None, "steward"),
    "postgresql:///steward?host=/var/run/postgresql": (None, None, None, None, "steward"),
    "postgresql://u:p%40ss%2F@db/steward": ("u", "p@ss/", "db", None, "steward"),
    "postgresql://u:p@ss@db/steward": ("u", "p@ss", "db", None, "steward"),
    "postgresql://u:p/a#s?s@db:5432/steward": ("u", "p/a#s?s", "db", 5432, "steward"),
    "postgresql://u:100%@db/steward": ("u", "100%", "db", None, "steward"),
    "postgresql://u:a:b@db/steward": ("u", "a:b", "db", None, "steward"),
    "postgresql://u:p@[::1]:5432/steward": ("u", "p", "::1", 5432, "steward"),
    "postgresql://u:p@db/steward?sslmode=require": ("u", "p", "db", None, "steward"),
    "postgresql://u%40dom:p@db/steward": ("u@dom", "p", "db", None, "steward"),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_read_whatever_the_password(address: str):
    url = postgres_url(address)
    assert (url.username, url.password, url.host, url.port, url.database) == ADDRESSES[address]


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://u:{SECRET}@db:port/steward",
        f"postgresql://u:{SECRET}@db:0/steward",
        f"postgresql://u:{SECRET}@db:65536/steward",
        f"postgresql://u:{SECRET}@db:99999999999999/steward",
        f"postgresql://u:{SECRET}@one:1,two:2/steward",
        f"postgresql://u:{SECRET}@db/steward/more",
        f"postgresql://u:{SECRET}",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_any_of_it(address: str):
    with pytest.raises(BadAddress) as refused:
        postgres_url(address)
    assert SECRET not in str(refused.value)
    assert "STEWARD_DATABASE_URL" in str(refused.value)


class Refusal(Exception):
    """As the driver raises it."""

    def __init__(self, words: str, sqlstate: str | None = None) -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("words", "state", "says"),
    [
        ('FATAL:  password authentication failed for user "s"', None, "refuses the user name or"),
        ('FATAL:  database "x" does not exist', None, "no database of that name"),
        ('FATAL:  role "s" does not exist', None, "knows no such user"),
        ("connection refused\nIs the server running?", None, "No PostgreSQL server answers"),
        ("could not translate host name", None, "no host of that name"),
        ("permission denied for table people", "42501", "not the rights it needs: permission"),
        ('relation "people" does not exist', "42P01", "Run `steward migrate`"),
        ("duplicate key value violates unique", "23505", "changed the same rows meanwhile"),
        ("deadlock detected", "40P01", "changed the same rows meanwhile"),
        ("canceling statement due to lock timeout", "55P03", "holds what this one needs"),
        ("canceling statement due to statement timeout", "57014", "time limit for statements"),
        ("terminating connection due to administrator command", "57P01", "stopped or started"),
        ("cannot execute INSERT in a read-only transaction", "25006", "can only be read"),
        ("sorry, too many clients already", "53300", "takes no more connections"),
        ("No space left on device", "53100", "disk of the database server is full"),
        ("database is locked", None, "Another program is writing"),
        ("file is not a database", None, "not an SQLite database"),
        ("unable to open database file", None, "cannot be opened"),
        ("something new.", None, "The database cannot be used: something new. Check"),
    ],
)
def test_every_error_of_the_database_is_a_sentence_with_its_cause(
    words: str, state: str | None, says: str
):
    error = DBAPIError("SELECT 'what people wrote'", None, Refusal(words, state))
    said = explain(error)
    assert says in said
    assert said.endswith((".", "…"))
    assert "what people wrote" not in said
    assert "\n" not in said


# ---------------------------------------------------------------- on a real server


@pytest.fixture
def made(postgres_server: Database) -> Iterator[Callable[..., str]]:
    """Makes databases and users of their own, and takes them away again."""
    dropped: list[str] = []

    def make(name: str, how: str = "", *then: str) -> str:
        outside(postgres_server, f"DROP DATABASE IF EXISTS {name}")
        outside(postgres_server, f"CREATE DATABASE {name} {how}")
        dropped.append(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        for statement in then:
            outside(postgres_server, statement)
        return POSTGRES.rpartition("/")[0] + f"/{name}"

    make.undo = dropped  # type: ignore[attr-defined]
    yield make
    for statement in reversed(dropped):
        outside(postgres_server, statement)


def outside(server: Database, statement: str) -> None:
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("user", "at", "says"),
    [
        ("postgres", "{host}/steward_never_made", "There is no database of that name"),
        ("steward_nobody", "{host}/postgres", "PostgreSQL knows no such user"),
        ("postgres", "127.0.0.1:9/postgres", "No PostgreSQL server answers"),
        ("postgres", "no.such.host.invalid/postgres", "There is no host of that name"),
    ],
)
def test_a_command_says_why_the_database_cannot_be_reached(
    user: str,
    at: str,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    host = POSTGRES.rpartition("@")[2].partition("/")[0]
    address = f"postgresql://{user}:hush-hush@{at.format(host=host)}"
    monkeypatch.setenv("STEWARD_DATABASE_URL", address)

    assert main(["migrate"]) != 0

    errors = capsys.readouterr().err
    assert says in errors
    assert "hush" not in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_is_not_utf8_is_refused_in_words(made: Callable[..., str], encoding: str):
    own = made(
        "steward_other", f"ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    )
    database = Database(own)
    with pytest.raises(WrongEncoding, match=f"keeps text as {encoding}, and Steward needs UTF8"):
        schema.migrate(database)
    database.close()


@pytest.mark.postgres
def test_other_settings_of_the_server_change_nothing(made: Callable[..., str]):
    own = made(
        "steward_german",
        "",
        "ALTER DATABASE steward_german SET datestyle = 'German, DMY'",
        "ALTER DATABASE steward_german SET timezone = 'Asia/Kathmandu'",
        "ALTER DATABASE steward_german SET default_transaction_isolation = 'serializable'",
    )
    database = Database(own)
    schema.migrate(database)
    database.run(lambda session: sweeps.note_run(session, "deliver", NOW, "nothing"))
    assert database.run(sweeps.last_runs) == {"deliver": NOW}
    database.close()


@pytest.mark.postgres
def test_nothing_is_prepared_on_a_connection_that_a_pooler_may_share(postgres_server: Database):
    def prepared(session) -> int:
        for _ in range(20):
            session.connection().exec_driver_sql("SELECT count(*) FROM people")
        found = session.connection().exec_driver_sql("SELECT count(*) FROM pg_prepared_statements")
        return int(found.scalar_one())

    assert postgres_server.run(prepared) == 0


@pytest.mark.postgres
def test_the_wait_for_a_lock_is_set_by_each_transaction(postgres_server: Database):
    def waits(session) -> str:
        return str(session.connection().exec_driver_sql("SHOW lock_timeout").scalar_one())

    assert postgres_server.run(waits) == "5s"
    with postgres_server.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "0"


@pytest.mark.postgres
def test_two_who_migrate_at_once_both_succeed(made: Callable[..., str]):
    own = made("steward_twice")
    ended: list[object] = []

    def migrate() -> None:
        database = Database(own)
        try:
            ended.append(schema.migrate(database)[1])
        except Exception as error:  # noqa: BLE001 (shown by the assertion)
            ended.append(error)
        database.close()

    both = [threading.Thread(target=migrate) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert ended == [schema.newest()] * 2


@pytest.mark.postgres
def test_tables_that_may_not_be_used_are_named_before_anything_starts(made: Callable[..., str]):
    own = made("steward_rights")
    owner = Database(own)
    schema.migrate(owner)
    with owner.engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS steward_poor")
        connection.exec_driver_sql("CREATE ROLE steward_poor LOGIN")
        connection.exec_driver_sql(
            "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO steward_poor"
        )
        connection.exec_driver_sql("REVOKE INSERT ON people FROM steward_poor")
    made.undo.insert(0, "DROP ROLE IF EXISTS steward_poor")  # type: ignore[attr-defined]
    poor = Database(own.replace("postgres@", "steward_poor@", 1))
    assert "may not read and write people." in schema.missing_rights(poor)
    with pytest.raises(DBAPIError) as refused:
        poor.run(lambda session: session.connection().exec_driver_sql("DELETE FROM people"))
    assert "has not the rights it needs: permission denied" in explain(refused.value)
    assert schema.missing_rights(owner) == ""
    poor.close()
    owner.close()


@pytest.mark.postgres
def test_a_server_that_was_restarted_is_found_again(postgres_server: Database):
    own = Database(postgres_server.engine.url.render_as_string(hide_password=False))
    assert own.run(sweeps.last_runs) == {}

    def cut_off(session) -> None:
        session.connection().exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    postgres_server.run(cut_off)
    assert own.run(sweeps.last_runs) == {}  # the dead connection is noticed first

    def in_the_middle(session) -> None:
        session.connection().exec_driver_sql("SELECT 1")
        postgres_server.run(cut_off)
        session.connection().exec_driver_sql("SELECT 1")

    with pytest.raises(Busy) as busy:
        own.run(in_the_middle)
    assert "Please try again" in explain(busy.value.__cause__)
    assert own.run(sweeps.last_runs) == {}
    own.close()
