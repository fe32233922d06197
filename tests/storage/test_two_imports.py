"""Two imports at once: one after the other, each told and audited as it really was."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from storage import audit, import_lock, schema
from storage.database import Database
from storage.import_lock import ImportRunning
from tests.conftest import POSTGRES
from tests.wealdbrook import settled


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'steward.sqlite'}")
        schema.migrate(made)
        settled(made)
        monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path / 'steward.sqlite'}")
        yield made
        made.close()
        return
    made = request.getfixturevalue("postgresql_database")
    settled(made)
    name = made.engine.url.database
    monkeypatch.setenv("STEWARD_DATABASE_URL", f"{POSTGRES.rpartition('/')[0]}/{name}")
    yield made


def both(first: Path, second: Path, *more: str) -> list[int]:
    """What two commands at the same moment ended with."""
    ended: list[int] = []
    start = threading.Barrier(2)

    def run(file: Path) -> None:
        start.wait(30)
        ended.append(main(["import", "people", str(file), *more]))

    threads = [threading.Thread(target=run, args=(file,)) for file in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return ended


def people_file(path: Path, name: str, count: int = 60) -> Path:
    rows = [f"{name} {n},new{n}@x.uk,,officer,Housing,," for n in range(count)]
    header = "name,email,aad_object_id,roles,services,manager,deputy"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_the_same_new_people_twice_at_once_are_new_once(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    one, two = people_file(tmp_path / "a.csv", "Ann"), people_file(tmp_path / "b.csv", "Ann")
    assert both(one, two) == [0, 0]
    said = capsys.readouterr().out
    assert said.count("60 new") == 1
    assert "60 unchanged" in said
    changes = [row.change for row in database.run(lambda session: list(audit.rows(session)))]
    assert changes.count("person added") == 60


def test_two_different_names_at_once_are_audited_one_after_the_other(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["import", "people", str(people_file(tmp_path / "0.csv", "Original", 5))]) == 0
    files = [people_file(tmp_path / f"{name}.csv", name, 5) for name in ("Ann", "Bea")]
    assert both(*files) == [0, 0]
    changed = [
        (row.subject, row.old, row.new)
        for row in database.run(lambda session: list(audit.rows(session)))
        if row.change == "person changed"
    ]
    assert len(changed) == 10
    for number in range(5):
        first, second = [one for one in changed if one[0] == f"new{number}@x.uk"]
        assert first[1] == f"name: Original {number}"
        assert second[1] == first[2], "the second replaces what the first has left"


@pytest.mark.postgres
def test_an_import_that_waits_too_long_is_told_what_it_waits_for(postgres_server: Database):
    with postgres_server.transaction() as session:
        import_lock.take(session)
        with pytest.raises(ImportRunning), postgres_server.transaction() as other:
            import_lock.take(other, patience="50ms")
