"""Who waits for the disk shares its syncs, and hears nothing good of a disk that fails."""

import os
import threading
from concurrent.futures import wait
from pathlib import Path

import pytest

from storage import people, schema
from storage.database import Database
from storage.wal_sync import SyncFailed, WalSync
from tests.patience import PATIENCE


class Disk:
    """Syncs when it is let, and fails where it is broken."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.allowed = threading.Semaphore(0)
        self.is_broken = False
        self.syncs = 0

    def fsync(self, file: int) -> None:
        self.begun.release()
        assert self.allowed.acquire(timeout=PATIENCE)
        self.syncs += 1
        if self.is_broken:
            raise OSError(5, "Input/output error")
        os.fsync(file)


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(f"sqlite:///{tmp_path / 'steward.sqlite'}")
    schema.migrate(opened)
    yield opened
    opened.close()


def test_all_who_commit_while_a_sync_runs_share_the_next(database: Database):
    disk = Disk()
    assert database.file is not None
    sync = WalSync(database.file, disk.fsync)
    first = sync.request()
    assert disk.begun.acquire(timeout=PATIENCE)
    later = [sync.request() for _ in range(10)]
    assert sync.outstanding() is not None
    disk.allowed.release(2)
    wait([first, *later], timeout=PATIENCE)
    assert disk.syncs == 2
    assert sync.outstanding() is None
    sync.close()


def test_after_a_failed_sync_everything_is_written_anew_before_a_commit_counts(
    database: Database,
):
    disk = Disk()
    assert database.file is not None
    sync = WalSync(database.file, disk.fsync)
    disk.is_broken = True
    disk.allowed.release(5)
    with pytest.raises(SyncFailed):
        sync.request().result(PATIENCE)
    database.run(lambda session: people.add_many(session, [ANN]))
    log = database.file.with_name(f"{database.file.name}-wal")
    assert log.stat().st_size > 0
    sync.request().result(PATIENCE)
    assert log.stat().st_size == 0, "all of the log was moved into the database"
    assert disk.syncs == 1
    sync.close()


async def test_on_the_spot_and_in_line_a_result_waits_until_it_is_on_the_disk(tmp_path: Path):
    disk = Disk()
    database = Database(f"sqlite:///{tmp_path / 'steward.sqlite'}", fsync=disk.fsync)
    schema.migrate(database)
    in_line = database.submit(lambda session: people.add_many(session, [ANN]))
    assert disk.begun.acquire(timeout=PATIENCE)
    assert not in_line.done()
    seen = database.submit(people.everyone)  # reads what is not yet on the disk
    assert not seen.done()
    disk.allowed.release(5)
    in_line.result(PATIENCE)
    assert [one.name for one in seen.result(PATIENCE).values()] == ["Ann"]
    before = disk.syncs
    assert len(await database.at_once(people.everyone)) == 1
    assert disk.syncs == before, "to read needs no sync"
    database.close()


ANN = {"name": "Ann", "email": "ann@x.uk", "roles": "", "services": "", "aad_object_id": ""}
ANN |= {"manager": "", "deputy": ""}


def test_each_commit_of_a_command_is_synced_by_sqlite_itself(database: Database):
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
