"""A backup made at any moment is whole; a restore brings every row back, or says why not."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.__main__ import main
from storage import backup, deliveries, people, places, schema, soundness
from storage.backup import BackupRefused
from storage.database import Database, InUse, Session
from storage.database_file import ServingLock
from storage.deliveries import Priority
from tests.wealdbrook import settled

pytestmark = pytest.mark.flow

MONDAY = datetime(2026, 10, 12, 13, 0, tzinfo=UTC)
GATES = {"gates"}  # the restore itself notes there when it was


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A council in a database of its own, whose tables a restore may drop."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'steward.sqlite'}")
    else:
        made = Database(request.getfixturevalue("bare_postgres"))
    schema.migrate(made)
    settled(made)
    yield made
    made.close()


def rows(database: Database) -> dict[str, list[tuple]]:
    """Every row of every table."""

    def read(session: Session) -> dict[str, list[tuple]]:
        return {
            table.name: [
                tuple(row)
                for row in session.connection().execute(select(table).order_by(*table.primary_key))
            ]
            for table in SQLModel.metadata.sorted_tables
            if table.name not in GATES
        }

    return database.run(read)


def add(name: str):
    row = {"name": name, "email": f"{name}@x.uk".lower(), "roles": "", "services": ""}
    row |= {"aad_object_id": "", "manager": "", "deputy": ""}
    return lambda session: people.add_many(session, [row])


def test_a_restore_brings_back_every_row_of_the_backup_and_no_later_one(
    database: Database, tmp_path: Path
):
    before = rows(database)
    backup.back_up(database, tmp_path / "copy")
    database.run(add("Late"))
    assert rows(database) != before

    backup.restore(database, tmp_path / "copy", MONDAY)
    assert rows(database) == before
    assert database.run(soundness.rewritten)[1:] == []
    database.run(add("Later"))


def test_a_backup_made_while_others_write_is_whole(database: Database, tmp_path: Path):
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            database.run(add(f"P{number}"))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            backup.back_up(database, tmp_path / f"copy{number}")
    finally:
        stop.set()
        writer.join()
    backup.restore(database, tmp_path / "copy2", MONDAY)
    names = [row[1] for row in rows(database)["people"] if row[1].startswith("P")]
    written = [name for name in names if name[1:].isdigit()]
    assert sorted(written, key=lambda name: int(name[1:])) == [f"P{n}" for n in range(len(written))]


def test_after_a_crash_the_old_log_is_not_replayed_onto_the_backup(tmp_path: Path):
    """Killed with its log unfinished, as in a crash; then restored, and every row compared."""
    file = tmp_path / "steward.sqlite"
    database = Database(f"sqlite:///{file}")
    schema.migrate(database)
    settled(database)
    before = rows(database)
    backup.back_up(database, tmp_path / "copy")
    database.close()
    crashed = subprocess.run(
        [sys.executable, "-c", WRITES_AND_DIES, str(file)], cwd=Path.cwd(), check=False
    )
    assert crashed.returncode == -signal.SIGKILL
    assert file.with_name("steward.sqlite-wal").stat().st_size > 0

    database = Database(f"sqlite:///{file}")
    backup.restore(database, tmp_path / "copy", MONDAY)
    assert rows(database) == before
    database.close()
    left = sqlite3.connect(next(tmp_path.glob("steward.sqlite.replaced-*Z")))
    assert left.execute("SELECT count(*) FROM people WHERE name LIKE 'Late%'").fetchone() == (50,)
    left.close()


WRITES_AND_DIES = """
import os, signal, sys
from storage.database import Database
from storage import people
database = Database(f"sqlite:///{sys.argv[1]}")
for number in range(50):
    row = {"name": f"Late{number}", "email": f"late{number}@x.uk", "roles": "", "services": ""}
    row |= {"aad_object_id": "", "manager": "", "deputy": ""}
    database.run(lambda session: people.add_many(session, [row]))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("step", range(4))
def test_whatever_a_crash_leaves_in_the_middle_of_a_restore_a_second_one_mends(
    tmp_path: Path, step: int
):
    """The steps are those of a restore: the database aside, its log, its index, the backup in."""
    file = tmp_path / "steward.sqlite"
    database = Database(f"sqlite:///{file}")
    schema.migrate(database)
    settled(database)
    before = rows(database)
    backup.back_up(database, tmp_path / "copy")
    database.run(add("Late"))
    for ending in ["", "-wal", "-shm"][:step]:
        shutil.move(f"{file}{ending}", tmp_path / f"aside{ending}")
    database.close()
    again = Database(f"sqlite:///{file}")
    backup.restore(again, tmp_path / "copy", MONDAY)
    assert rows(again) == before
    again.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nothing_is_restored_while_steward_serves(database: Database, tmp_path: Path):
    backup.back_up(database, tmp_path / "copy")
    lock = ServingLock(database.file)
    with pytest.raises(InUse):
        backup.restore(database, tmp_path / "copy", MONDAY)
    lock.release()


def test_nothing_is_restored_while_another_program_has_the_database_open(
    database: Database, tmp_path: Path
):
    backup.back_up(database, tmp_path / "copy")
    url = database.engine.url.render_as_string(hide_password=False)
    other = Database(url.replace("+psycopg", ""))
    with other.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(BackupRefused, match=r"[Ss]top (every )?"):
            backup.restore(database, tmp_path / "copy", MONDAY)
    other.close()


@pytest.mark.parametrize("what", ["text", "empty", "torn", "another", "missing"])
def test_what_is_no_sound_backup_is_refused_and_all_stays(
    database: Database, tmp_path: Path, what: str
):
    before = rows(database)
    bad = tmp_path / "bad"
    if what == "text":
        bad.write_text("ref,period,value\n" * 1000)
    elif what == "empty":
        bad.touch()
    elif what == "torn":
        backup.back_up(database, bad)
        content = bad.read_bytes()
        middle = len(content) // 2
        bad.write_bytes(content[:middle] + b"\xff" * 9000 + content[middle + 9000 :])
        bad.write_bytes(bad.read_bytes()[:-20_000])
    elif what == "another":
        with closing(sqlite3.connect(bad)) as other:
            other.executescript("CREATE TABLE a (b); INSERT INTO a VALUES (1);")
    with pytest.raises(BackupRefused):
        backup.restore(database, bad, MONDAY)
    assert rows(database) == before


def test_a_backup_overwrites_nothing_and_is_private(database: Database, tmp_path: Path):
    backup.back_up(database, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupRefused, match="is there already"):
        backup.back_up(database, tmp_path / "copy")
    with pytest.raises(BackupRefused, match="No such file"):
        backup.back_up(database, tmp_path / "nowhere" / "copy")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_after_a_restore_the_boards_cards_are_marked_and_people_wait_for_the_next_reminder(
    database: Database, tmp_path: Path
):
    def owe(session: Session, key: str, now: datetime) -> None:
        board = {"kind": "concern", "subject": "1", "worth": Priority.BOARD}
        person = {"kind": deliveries.REMINDER, "subject": "1", "worth": Priority.REMINDER}
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(key=f"board {key}", now=now, purpose=places.BOARD, **board),
        )
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=f"reminder {key}", now=now, person=1, day=now.date(), **person
            ),
        )

    database.run(lambda session: owe(session, "before", MONDAY))
    backup.back_up(database, tmp_path / "copy")
    doubts, _ = backup.restore(database, tmp_path / "copy", MONDAY)
    assert (doubts.marked, doubts.given_up) == (1, 1)
    tomorrow = MONDAY + timedelta(days=1)
    database.run(lambda session: owe(session, "today", MONDAY + timedelta(minutes=1)))
    database.run(lambda session: owe(session, "tomorrow", tomorrow))
    due = database.run(
        lambda session: deliveries.claim(session, tomorrow, 10, timedelta(minutes=2))
    )
    assert {one.key: one.possible_repeat for one in due} == {
        "board before": True,
        "board today": True,
        "board tomorrow": False,
        "reminder tomorrow": False,
    }


def test_the_commands_say_what_they_did_and_what_may_come_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path / 'steward.sqlite'}")
    copy = str(tmp_path / "copy.sqlite")
    assert main(["migrate"]) == 0
    assert main(["backup", copy]) == 0
    assert "is a sound backup" in capsys.readouterr().out
    assert main(["backup", copy]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["restore", copy]) == 0
    said = capsys.readouterr().out
    assert "may be posted once more" in said
    assert "must be given again" in said
    assert main(["restore", str(tmp_path / "nothing")]) == 1
    assert "There is no file" in capsys.readouterr().err


@pytest.mark.postgres
def test_without_pg_dump_the_word_is_clear(
    postgres_server: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupRefused, match="pg_dump is not on this machine"):
        backup.back_up(postgres_server, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
