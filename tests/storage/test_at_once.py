"""A turn's work is done on the spot where that is no later, and always whole."""

import asyncio
import sqlite3
import threading

import pytest

from storage import people, schema
from storage.database import Busy, Database

ANN = {"name": "Ann", "email": "ann@x.uk", "roles": "", "services": "", "aad_object_id": ""}
ANN |= {"manager": "", "deputy": ""}


@pytest.fixture
def file(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/steward.sqlite")
    schema.migrate(database)
    yield database
    database.close()


def where(_session):
    return threading.current_thread().name


async def test_sqlite_answers_on_the_spot_while_nothing_is_in_line(file):
    assert await file.at_once(where) == threading.current_thread().name
    gate = threading.Event()
    sweep = file.submit(lambda _session: gate.wait(5))
    turn = asyncio.create_task(file.at_once(where))
    await asyncio.sleep(0.01)
    assert not turn.done()
    gate.set()
    assert (await turn).startswith("database")
    assert sweep.result(5)
    assert await file.at_once(where) == threading.current_thread().name


@pytest.mark.postgres
async def test_postgresql_always_answers_in_a_thread(postgres_server):
    assert (await postgres_server.at_once(where)).startswith("database")


async def test_what_another_process_holds_up_does_not_hold_up_the_rest(file):
    """The other process is a plain connection that has begun to write."""
    other = sqlite3.connect(file.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    turn = asyncio.create_task(file.at_once(lambda s: people.add_many(s, [ANN])))
    beats = 0
    for _ in range(20):
        await asyncio.sleep(0.01)
        beats += 1
    assert beats == 20
    assert not turn.done()
    other.execute("ROLLBACK")
    await turn
    assert [one.name for one in file.run(people.everyone).values()] == ["Ann"]
    other.close()


async def test_a_failure_on_the_spot_keeps_nothing_and_is_raised(file):
    def fails(session):
        people.add_many(session, [ANN])
        raise LookupError("judged wrong")

    with pytest.raises(LookupError):
        await file.at_once(fails)
    assert file.run(people.everyone) == {}


async def test_work_that_finds_no_room_is_busy_and_tried_once_more_in_line(file):
    tried = []

    def full(_session):
        tried.append(threading.current_thread().name)
        raise Busy

    with pytest.raises(Busy):
        await file.at_once(full)
    assert len(tried) == 2
