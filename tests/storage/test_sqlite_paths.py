"""A SQLite database lies where its address says, whatever signs the folder's name has."""

from pathlib import Path

import pytest

from storage import schema
from storage.database import Database
from storage.sqlite_engine import sqlite_url

pytestmark = pytest.mark.flow


@pytest.mark.parametrize("name", ["per%cent", "per%20cent", "100%", "a b", "a+b", "a&b", "Zoë"])
def test_a_path_is_taken_as_it_is_written(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    database = Database(f"sqlite:///{folder / 's.sqlite'}")
    schema.migrate(database)

    assert schema.is_current(database)
    assert database.file == (folder / "s.sqlite").resolve()
    assert (folder / "s.sqlite").stat().st_size > 0
    database.close()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("sqlite:///steward.sqlite", "steward.sqlite"),
        ("sqlite:////var/per%2Fcent/s.sqlite?timeout=9", "/var/per%2Fcent/s.sqlite"),
        ("sqlite://", None),
        ("sqlite:///:memory:", ":memory:"),
        ("sqlite:///file:a%20b?mode=memory&uri=true", "file:a b"),
    ],
)
def test_only_a_file_address_is_decoded(text: str, path: str | None) -> None:
    assert sqlite_url(text).database == path
