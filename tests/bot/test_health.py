"""Whoever watches over Steward hears in plain words what keeps it from its work."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import health
from storage import deliveries, sweeps
from storage.database import Database
from storage.deliveries import Priority

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)


class Watched:
    """A site with nothing but the watchers' routes, whose clock stands where the test puts it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOW
        self.here: dict[str, datetime] = {}

    def ran(self, *names: str, at: datetime = NOW) -> None:
        for name in names:
            self.database.run(partial(sweeps.note_run, name=name, at=at, words="nothing"))

    async def reads(self, path: str) -> tuple[int, str]:
        site = web.Application()
        health.add_routes(site, self.database, lambda: self.now, lambda: self.here)
        async with TestClient(TestServer(site)) as client:
            answer = await client.get(path)
            return answer.status, await answer.text()


@pytest.fixture
def watched(database: Database) -> Watched:
    return Watched(database)


async def test_steward_is_alive_whatever_else_is_wrong():
    gone = Watched(Database("postgresql://nobody@127.0.0.1:1/nothing"))
    assert await gone.reads("/healthz") == (200, "alive\n")


async def test_steward_is_ready_while_its_sweeps_run(watched: Watched):
    watched.ran(*health.EXPECTED)
    assert await watched.reads("/readyz") == (200, "ready\n")


async def test_a_sweep_that_never_ran_or_stopped_is_named(watched: Watched):
    assert await watched.reads("/readyz") == (
        503,
        "The sweep collect has not run yet.\n"
        "The sweep recheck has not run yet.\n"
        "The sweep chase has not run yet.\n"
        "The sweep deliver has not run yet.\n",
    )
    watched.ran("collect", "recheck", "chase")
    watched.ran("deliver", at=NOW - timedelta(minutes=6))
    assert await watched.reads("/readyz") == (
        503,
        "The sweep deliver has not run since 07:56 UTC.\n",
    )


async def test_a_clock_that_has_died_in_this_process_is_named_while_others_run(watched: Watched):
    watched.here = dict.fromkeys(health.EXPECTED, NOW) | {"chase": NOW - timedelta(minutes=6)}
    watched.ran(*health.EXPECTED)
    assert await watched.reads("/readyz") == (
        503,
        "The sweep chase has not run in this process since 07:56 UTC, though it has in another: "
        "start this one again.\n",
    )
    watched.ran("chase", at=NOW - timedelta(minutes=7))
    assert await watched.reads("/readyz") == (
        503,
        "The sweep chase has not run since 07:55 UTC.\n",
    )


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (5, 200), (5.1, 503)])
async def test_a_sweep_is_silent_after_five_minutes(watched: Watched, minutes: float, status: int):
    watched.ran(*health.EXPECTED)
    watched.now = NOW + timedelta(minutes=minutes)
    assert (await watched.reads("/readyz"))[0] == status


async def test_a_database_of_another_version_is_not_ready():
    with closing(Database("sqlite://")) as empty:
        status, words = await Watched(empty).reads("/readyz")
    assert (status, words) == (503, "The database has an old schema: run `steward migrate`.\n")


async def test_a_database_that_does_not_answer_is_not_ready():
    gone = Watched(Database("postgresql://nobody@127.0.0.1:1/nothing"))
    status, words = await gone.reads("/readyz")
    assert status == 503
    assert "The database does not answer" in words
    assert (await gone.reads("/metrics"))[0] == 503


async def test_the_numbers_say_what_waits_and_for_how_long(watched: Watched):
    watched.ran("collect", at=NOW - timedelta(seconds=30))
    watched.database.run(
        lambda session: deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key="concern:1",
                kind="concern",
                subject="1",
                worth=Priority.BOARD,
                now=NOW - timedelta(seconds=90),
                purpose="board",
            ),
        )
    )
    watched.database.run(lambda session: deliveries.throttle(session, NOW + timedelta(seconds=9)))
    status, words = await watched.reads("/metrics")
    assert status == 200
    lines = words.splitlines()
    assert 'steward_deliveries_waiting{kind="concern",outcome="new"} 1.0' in lines
    assert "steward_oldest_unsent_seconds 90.0" in lines
    assert 'steward_sweep_age_seconds{sweep="collect"} 30.0' in lines
    assert "steward_throttled 1.0" in lines


async def test_with_nothing_waiting_the_oldest_is_nought_seconds_old(watched: Watched):
    _, words = await watched.reads("/metrics")
    assert "steward_oldest_unsent_seconds 0.0" in words
    assert "steward_throttled 0.0" in words
