"""Three replicas whose machines disagree about the time; one is frozen, the others are killed.

Real processes on one PostgreSQL. The machines' clocks are ten minutes apart either way.
"""

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from scheduler.delivery import LEASE
from tests.crowd import MORNING, Crowd
from tests.far_teams import FarTeams, Officer, Steward, until
from tests.faults.day import A_MOMENT, Day, Evening
from tests.faults.preloaded import wrong_clock
from tests.faults.test_killed import OFFICERS, SUBMISSIONS
from tests.forking import Forking

pytestmark = pytest.mark.slow
AHEAD = (0, 600, -600)  # seconds by which each machine's clock is wrong
FROZEN = LEASE.total_seconds() + 20  # seconds; the lease of what was being sent has run out
A_LIFE = (20, 80)  # answers until one of the others is killed
RESTARTS = 20
PATIENCE = 10.0  # seconds that an officer waits for a replica that does not answer


@dataclass
class Replicas(Day):
    """A day with three replicas; `steward` is the first of them."""

    others: tuple[Steward, ...] = ()
    began: float = 0.0
    freezes: int = 0

    @property
    def all(self) -> list[Steward]:
        return [self.steward, *self.others]

    @property
    def now(self) -> datetime:
        """The same for all, however wrong the clocks of their machines."""
        return MORNING + timedelta(seconds=asyncio.get_running_loop().time() - self.began)

    async def start(self) -> None:
        self.began = asyncio.get_running_loop().time()
        for steward in self.all:
            await self.start_one(steward)

    async def start_one(self, steward: Steward) -> None:
        """Again and again, as the system does it: a busy database may not let it in at first."""
        for _ in range(RESTARTS):
            try:
                await steward.start(self.now)
            except AssertionError:
                continue
            return
        raise AssertionError("it does not start")

    async def stop(self) -> None:
        for steward in self.all:
            await steward.stop()

    async def freeze_and_kill(self) -> None:
        """Each in turn stands still while the others are killed, until everything is given."""
        while not (self.is_all_given and self.freezes):
            frozen = self.all[self.freezes % len(self.all)]
            await self.lives()
            frozen.process.send_signal(signal.SIGSTOP)
            awake = [steward for steward in self.all if steward is not frozen]
            killing = asyncio.create_task(self.kill_one_by_one(awake))
            await asyncio.sleep(FROZEN)
            frozen.process.send_signal(signal.SIGCONT)
            self.freezes += 1
            await killing

    async def kill_one_by_one(self, stewards: list[Steward]) -> None:
        for steward in stewards:
            if self.is_all_given:
                return
            await self.lives()
            await steward.stop(signal.SIGKILL)
            self.kills += 1
            await self.start_one(steward)

    async def lives(self) -> None:
        enough = self.answers + self.chance.randint(*A_LIFE)
        await until(lambda: self.answers >= enough or self.is_all_given, "answers")
        await asyncio.sleep(self.chance.uniform(*A_MOMENT))


@pytest.fixture
async def replicas(
    address: str, teams: FarTeams, session: aiohttp.ClientSession, tmp_path: Path
) -> AsyncIterator[Replicas]:
    crowd = Crowd(officers=OFFICERS, each=SUBMISSIONS // OFFICERS)
    crowd.settle(address, teams.url)
    teams.latency = 0.1
    async with AsyncExitStack() as stack:
        stewards = []
        for ahead in AHEAD:
            forking = await stack.enter_async_context(Forking(wrong_clock(tmp_path, ahead)))
            stewards.append(Steward(address, forking=forking))
        officers = [
            Officer(
                *(
                    crowd.name(number),
                    teams,
                    session,
                    lambda: [one.port for one in stewards if one.is_serving],
                ),
                lives=lambda: sum(one.lives for one in stewards),
                patience=PATIENCE,
            )
            for number in range(OFFICERS)
        ]
        chance = random.Random(SUBMISSIONS)
        yield Replicas(teams, stewards[0], crowd, officers, chance, others=tuple(stewards[1:]))


@pytest.mark.parametrize("address", [pytest.param("pg", marks=pytest.mark.postgres)], indirect=True)
async def test_clocks_apart_a_frozen_replica_and_kills_send_nothing_twice_unmarked(
    replicas: Replicas, capsys: pytest.CaptureFixture[str]
) -> None:
    await replicas.start()
    async with asyncio.TaskGroup() as group:
        group.create_task(replicas.freeze_and_kill())
        group.create_task(replicas.all_give(replicas.crowd.refs))
    await replicas.all_is_sent()
    await replicas.stop()
    line = Evening(replicas).is_whole()
    with capsys.disabled():
        print(f"\nclocks apart, frozen {replicas.freezes} times, {line}")
