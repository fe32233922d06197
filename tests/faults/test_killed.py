"""Killed at any moment, again and again: every figure once, every board card there, all doubt said.

`STEWARD_TEST_SUBMISSIONS=1000 make faults` makes the long run; its figures are printed.
"""

import asyncio
import os
import random
import re
import signal
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
import pytest

from storage import deliveries
from storage.database import Database
from storage.undelivered import undelivered
from tests.crowd import MORNING, RED_EVERY, Crowd, typed
from tests.far_teams import BOARD, FarTeams, Officer, Shown, Steward, later, until

SUBMISSIONS = int(os.environ.get("STEWARD_TEST_SUBMISSIONS", "100"))
OFFICERS = 20
LEASE_AND_MORE = 3.0  # minutes by which each life begins later: a dead sender's lease is over
A_LIFE = (0.05, 1.5)  # seconds from being alive to being killed
A_THOUGHT = (0.0, 2.0)  # seconds before the next figure is given
LIVES_AFTER = 3

pytestmark = pytest.mark.slow


@dataclass
class Day:
    """One day at the council, on which the server dies often."""

    teams: FarTeams
    steward: Steward
    crowd: Crowd
    chance: random.Random
    kills: int = 0
    accepted: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return later(MORNING, LEASE_AND_MORE * self.kills)

    async def dies_again_and_again(self) -> None:
        """Until everything has been given, and cards have gone out for three lives more."""
        left = LIVES_AFTER
        while left:
            left -= len(self.accepted) == len(self.crowd.all_refs)
            await asyncio.sleep(self.chance.uniform(*A_LIFE))
            await self.steward.stop(signal.SIGKILL)
            self.kills += 1
            await self.steward.start(self.now)

    async def gives_all(self, officer: Officer, number: int) -> None:
        for ref in self.crowd.refs(number):
            await asyncio.sleep(self.chance.uniform(*A_THOUGHT))
            receipt = await officer.gives(ref, **typed(ref))
            assert "Figure kept" in receipt, receipt.words
            self.accepted[ref] = typed(ref)["value"]


async def test_killed_at_random_nothing_is_lost_and_only_doubt_is_repeated(
    address: str,
    teams: FarTeams,
    steward: Steward,
    session: aiohttp.ClientSession,
    capsys: pytest.CaptureFixture[str],
) -> None:
    crowd = Crowd(officers=OFFICERS, each=SUBMISSIONS // OFFICERS)
    crowd.settle(address, teams.url)
    day = Day(teams, steward, crowd, random.Random(SUBMISSIONS))
    teams.latency = 0.1  # so that something is always on its way
    await day.steward.start(day.now)
    officers = [
        Officer(crowd.name(number), teams, session, lambda: [day.steward.port])
        for number in range(OFFICERS)
    ]
    async with asyncio.TaskGroup() as group:
        group.create_task(day.dies_again_and_again())
        for number, officer in enumerate(officers):
            group.create_task(day.gives_all(officer, number))
    await day.steward.stop(signal.SIGKILL)
    day.kills += 1
    await day.steward.start(day.now)
    await until(lambda: _is_all_sent(address), "the last cards")
    await day.steward.stop()

    kept = crowd.kept(address)
    lost = [ref for ref in day.accepted if not kept[ref]]
    assert len(day.accepted) == len(crowd.all_refs)
    assert lost == []
    assert {ref: [str(one.value) for one in versions] for ref, versions in kept.items()} == {
        ref: [value] for ref, value in day.accepted.items()
    }
    assert [officer.faults for officer in officers if officer.faults] == []

    posts = [card for card in teams.new(BOARD) if card.is_group]
    posted = _by_ref(card for card in teams.new(BOARD) if not card.is_group)
    assert sorted(posted) == crowd.red_refs, "every board card is there"
    repeats = 0
    for cards in [*posted.values(), *_by_minute(posts)]:
        unmarked = [card for card in cards if "Possible repeat" not in card.words]
        assert len(unmarked) <= 1, "each but the first says that it may be a repeat"
        repeats += len(cards) - 1
    reminders = [card.conversation_id for card in teams.new("a:")]
    assert len(reminders) == len(set(reminders)), "nobody is reminded twice on a day"

    with capsys.disabled():
        print(
            f"\n{address.partition(':')[0]}: killed {day.kills}, submitted {len(day.accepted)}, "
            f"lost {len(lost)}; board cards {len(posted)} of {len(crowd.all_refs) // RED_EVERY}, "
            f"repeated and marked {repeats}, posts for many {len(posts)}; "
            f"reminders {len(reminders)} of {OFFICERS}, "
            f"in doubt {_given_up(address)}, twice {len(reminders) - len(set(reminders))}; "
            f"calls to Teams {len(teams.shown)}"
        )


def _by_minute(posts: Iterable[Shown]) -> list[list[Shown]]:
    """The posts for many exceptions, those of the same minute together."""
    found = defaultdict(list)
    for post in posts:
        found[re.findall(r"Performance Board · [^\"]+", post.words)[0]].append(post)
    return list(found.values())


def _by_ref(cards: Iterable[Shown]) -> dict[str, list[Shown]]:
    found = defaultdict(list)
    for card in cards:
        found[re.findall(r"KPI-\d{4}", card.words)[0]].append(card)
    return dict(found)


def _given_up(address: str) -> int:
    """Reminders that were perhaps shown: the next stage of the ladder covers them."""
    database = Database(address)
    found = database.run(lambda session: undelivered(session, MORNING).in_doubt)
    database.close()
    return found


async def _is_all_sent(address: str) -> bool:
    return await asyncio.to_thread(_waiting, address) == 0


def _waiting(address: str) -> int:
    database = Database(address)
    count = sum(row[2] for row in database.run(deliveries.waiting))
    database.close()
    return count
