"""Three replicas, their clocks apart, one frozen while it sends: nothing is sent twice unmarked."""

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.app import App
from bot.database_clock import DatabaseClock
from bot.settings import Settings
from scheduler.delivery import LEASE, Relay
from storage import deliveries, shared_clock
from storage.database import Database, Session
from storage.deliveries import Priority
from storage.outcomes import Attempt
from storage.places import Place
from tests.crowd import MORNING, Crowd
from tests.fake_teams import FakeTeams, Messenger
from tests.patience import PATIENCE
from tests.scheduler.office import NOW, Office

CROWD = Crowd(officers=12, each=2)
FROZEN = timedelta(minutes=10)
APART = (timedelta(), timedelta(minutes=10), timedelta(minutes=-10))


class Slow(Messenger):
    """Teams, which takes its time with whatever leaves while it is `closed`."""

    def __init__(self) -> None:
        super().__init__({})
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()

    async def create(self, place: Place, card: Any) -> Attempt:
        self.begun.set()
        await self.gate.wait()
        return await super().create(place, card)

    async def update(self, place: Place, activity_id: str, card: Any) -> Attempt:
        self.begun.set()
        await self.gate.wait()
        return await super().update(place, activity_id, card)


class Council:
    """Three replicas on one database. `now` is the database's clock; theirs are apart from it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = MORNING
        self.teams = FakeTeams(database, MORNING)
        database.run(lambda session: CROWD.fill(session, "http://127.0.0.1:1/"))
        self.messengers = [Slow() for _ in APART]
        for messenger in self.messengers[1:]:
            messenger.sent = self.messengers[0].sent  # one Teams
        settings = Settings(dev=True)
        self.apps = [
            App(
                settings,
                database,
                lambda apart=apart: self.now + apart,  # type: ignore[misc]
                messenger,
                lambda _: asyncio.sleep(0),
                shared_now=lambda _: self.now,
            )
            for apart, messenger in zip(APART, self.messengers, strict=True)
        ]

    async def sweep(self, *which: int) -> None:
        for number in which:
            await self.apps[number].sweep("collect")
        await asyncio.gather(*(self.apps[number].sweep("deliver") for number in which))

    def twice_unmarked(self) -> list[str]:
        """What was sent more than once without a word of it."""
        counted: Counter[str] = Counter()
        for one in self.messengers[0].sent:
            words = one.seen.words
            if "Possible repeat" not in words:
                what = words if one.conversation_id.startswith("19:") else ""
                counted[f"{one.conversation_id} {what}"] += 1
        return [what for what, count in counted.items() if count > 1]


@pytest.fixture(params=["sqlite"])
def council(request: pytest.FixtureRequest, sqlite_database: Database):
    return Council(sqlite_database)


async def begins(*messengers: Slow) -> None:
    """Wait until one of them has something on its way."""
    waits = [asyncio.create_task(one.begun.wait()) for one in messengers]
    done, _ = await asyncio.wait(waits, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    assert done
    for wait in waits:
        wait.cancel()


async def test_a_slow_teams_and_clocks_apart_send_nothing_twice(council: Council):
    """What one has sent and waits for is not claimed by another whose clock runs ahead."""
    council.database.run(lambda session: CROWD.come(session, council.now))
    for messenger in council.messengers:
        messenger.gate.clear()
    runs = [asyncio.create_task(council.sweep(number)) for number in (0, 1, 2)]
    await begins(*council.messengers)
    await asyncio.sleep(0.05)
    council.now += LEASE / 2
    for messenger in council.messengers:
        messenger.gate.set()
    await asyncio.gather(*runs)
    await council.sweep(0, 1, 2)
    assert council.twice_unmarked() == []
    assert not any("Possible repeat" in one.seen.words for one in council.messengers[0].sent)
    reminded = [one for one in council.messengers[0].sent if one.conversation_id.startswith("a:")]
    assert len(reminded) == CROWD.officers


async def test_one_frozen_for_ten_minutes_in_the_middle_of_sending_repeats_nothing_unmarked(
    council: Council,
):
    council.database.run(lambda session: CROWD.come(session, council.now))
    frozen = council.messengers[0]
    frozen.gate.clear()
    run = asyncio.create_task(council.sweep(0))
    await begins(frozen)
    await asyncio.sleep(0.05)

    council.now += FROZEN
    await council.sweep(1, 2)
    council.now += timedelta(minutes=1)
    await council.sweep(2, 1)
    frozen.gate.set()  # it goes on as if nothing had been
    await run
    await council.sweep(0, 1, 2)

    assert council.twice_unmarked() == []
    reds = {ref for one in frozen.sent for ref in CROWD.red_refs if ref in one.seen.words}
    assert reds == set(CROWD.red_refs), "nothing was lost"


async def test_what_was_ready_before_a_standstill_does_not_leave_after_it(database: Database):
    """Frozen between the lease and the request: another replica has sent the card meanwhile."""
    office = Office(database)
    office.owes("red", worth=Priority.BOARD)
    loop = asyncio.get_running_loop()
    shift = 0.0
    waits = 0
    real = loop.time
    loop.time = lambda: real() + shift  # type: ignore[method-assign]

    async def freezes(seconds: float) -> None:
        nonlocal shift, waits
        waits += 1
        if waits == 2:  # the first is for its conversation, the second for its moment
            shift = FROZEN.total_seconds()
            office.now += FROZEN
            assert await office.relay.deliver() == {"sent": 1}

    frozen = Relay(database, office.messenger, {"kind": office.card}, lambda _: office.now, freezes)
    try:
        assert await frozen.deliver() == {"too late": 1}
    finally:
        loop.time = real  # type: ignore[method-assign]
    assert office.sent == ["red"]


@pytest.mark.postgres
def test_a_replica_goes_by_the_databases_clock_whatever_its_own_says(postgres_server: Database):
    real = postgres_server.run(shared_clock.read)
    for wrong in (timedelta(minutes=10), timedelta(minutes=-10), timedelta(days=400)):
        clock = DatabaseClock(lambda wrong=wrong: real + wrong)  # type: ignore[misc]
        assert abs(clock() - real) == abs(wrong)
        read = postgres_server.run(clock.read)
        assert abs(read - real) < timedelta(minutes=1)
        assert abs(clock() - read) < timedelta(minutes=1)
        told = postgres_server.run(partial(shared_clock.apart_words, local=real + wrong))
        assert "set both by NTP" in told


@pytest.mark.postgres
def test_a_lease_of_one_is_respected_by_another_whose_clock_runs_ahead(
    postgresql_database: Database,
):
    office = Office(postgresql_database)
    office.owes("red", worth=Priority.BOARD)
    found = []
    for clock in (
        DatabaseClock(lambda: NOW),
        DatabaseClock(lambda: NOW + timedelta(days=9000)),
    ):
        claim = partial(_claimed, clock=clock)
        found.append(postgresql_database.run(claim))
    assert found == [["red"], []]


def _claimed(session: Session, clock: DatabaseClock) -> list[str]:
    return [one.key for one in deliveries.claim(session, clock.read(session), 10, LEASE)]
