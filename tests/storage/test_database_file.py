"""A SQLite file has one server under whatever name it is reached, and is private."""

import os
import stat
from pathlib import Path

import pytest

from storage import schema
from storage.database import Database, InUse
from storage.database_file import ServingLock

pytestmark = pytest.mark.flow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "steward.sqlite"
    database = Database(f"sqlite:///{path}")
    schema.migrate(database)
    database.close()
    return path


def symlink(path: Path, folder: Path) -> Path:
    (folder / "link.sqlite").symlink_to(path)
    return folder / "link.sqlite"


def link_to_link(path: Path, folder: Path) -> Path:
    (folder / "second.sqlite").symlink_to(symlink(path, folder))
    return folder / "second.sqlite"


def linked_folder(path: Path, folder: Path) -> Path:
    (folder / "linked").symlink_to(path.parent, target_is_directory=True)
    return folder / "linked" / path.name


def hard_link(path: Path, folder: Path) -> Path:
    os.link(path, folder / "hard.sqlite")
    return folder / "hard.sqlite"


def roundabout(path: Path, folder: Path) -> Path:
    return folder / ".." / folder.name / ".." / path.name


@pytest.mark.parametrize("way", [symlink, link_to_link, linked_folder, hard_link, roundabout])
def test_a_second_server_is_refused_whatever_leads_it_to_the_file(file: Path, way):
    folder = file.parent / "elsewhere"
    folder.mkdir()
    other = way(file, folder)
    served = ServingLock(file)
    with pytest.raises(InUse):
        ServingLock(other)
    served.release()
    ServingLock(other).release()


def test_a_uri_names_the_same_file(file: Path):
    served = ServingLock(file)
    database = Database(f"sqlite:///file:{file}?mode=rw&uri=true")
    assert schema.is_current(database)
    with pytest.raises(InUse):
        database.claim_for_serving()
    database.close()
    served.release()


def test_the_database_its_log_and_its_lock_are_for_their_owner_only(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'steward.sqlite'}")
    schema.migrate(database)
    database.claim_for_serving()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    database.close()
    assert set(modes) >= {"steward.sqlite", "steward.sqlite-wal", "steward.sqlite.serving"}
    assert set(modes.values()) == {0o600}
