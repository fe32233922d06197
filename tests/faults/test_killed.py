"""Killed at any moment, again and again: every figure once, every board card there, all doubt said.

`STEWARD_TEST_SUBMISSIONS=1000 make faults` makes the long run; its figures are printed.
"""

import asyncio
import os
import random
import re
import signal
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from storage import backup, deliveries, soundness
from storage.database import Database
from storage.undelivered import undelivered
from tests.crowd import MORNING, RED_EVERY, Crowd, typed
from tests.far_teams import BOARD, FarTeams, Officer, Shown, Steward, later, until
from tests.faults.power import Power

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
    power: Power | None = None  # it fails at each kill, so that only what was synced is left
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
            await self.dies()
            await self.steward.start(self.now)

    async def dies(self) -> None:
        await self.steward.stop(signal.SIGKILL)
        self.kills += 1
        if self.power:
            self.power.cut()

    async def gives_all(self, officer: Officer, refs: list[str]) -> None:
        for ref in refs:
            await asyncio.sleep(self.chance.uniform(*A_THOUGHT))
            receipt = await officer.gives(ref, **typed(ref))
            assert "Figure kept" in receipt, receipt.words
            self.accepted[ref] = typed(ref)["value"]


@pytest.fixture
def day(address: str, teams: FarTeams, steward: Steward) -> Day:
    crowd = Crowd(officers=OFFICERS, each=SUBMISSIONS // OFFICERS)
    crowd.settle(address, teams.url)
    teams.latency = 0.1  # so that something is always on its way
    return Day(teams, steward, crowd, random.Random(SUBMISSIONS))


def officers_of(day: Day, session: aiohttp.ClientSession) -> list[Officer]:
    return [
        Officer(day.crowd.name(number), day.teams, session, lambda: [day.steward.port])
        for number in range(OFFICERS)
    ]


async def test_killed_at_random_nothing_is_lost_and_only_doubt_is_repeated(
    day: Day, session: aiohttp.ClientSession, capsys: pytest.CaptureFixture[str]
) -> None:
    await _is_survived(day, session, capsys, "killed")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_a_power_cut_at_every_kill_takes_nothing_that_was_accepted(
    day: Day,
    session: aiohttp.ClientSession,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    day.power = Power(tmp_path, tmp_path_factory.mktemp("power") / "synced")
    day.power.adopt()
    day.steward.environment = day.power.environment
    await _is_survived(day, session, capsys, "power cut")


async def test_restored_from_a_backup_nothing_comes_twice_unmarked(
    day: Day, session: aiohttp.ClientSession, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Half is given, a backup is made while the rest comes in, the server dies and is restored;
    then what the backup lacks is given again.
    """
    address = day.steward.database_url
    await day.steward.start(day.now)
    officers = officers_of(day, session)

    async def all_give(refs: Callable[[int], list[str]]) -> None:
        async with asyncio.TaskGroup() as group:
            for number, officer in enumerate(officers):
                group.create_task(day.gives_all(officer, refs(number)))

    half = day.crowd.each // 2
    await all_give(lambda number: day.crowd.refs(number)[:half])
    giving = asyncio.create_task(all_give(lambda number: day.crowd.refs(number)[half:]))
    await asyncio.sleep(day.chance.uniform(*A_LIFE))
    await asyncio.to_thread(_back_up, address, tmp_path / "backup")
    await giving
    await day.dies()
    await asyncio.to_thread(_restore, address, tmp_path / "backup", day.now)
    before = await asyncio.to_thread(day.crowd.kept, address)
    missing = {ref for ref, versions in before.items() if not versions}
    assert all(before[ref] for n in range(OFFICERS) for ref in day.crowd.refs(n)[:half])

    await day.steward.start(day.now)
    await all_give(lambda number: [ref for ref in day.crowd.refs(number) if ref in missing])
    await until(lambda: _is_all_sent(address), "the last cards")
    await day.steward.stop()
    with capsys.disabled():
        print(f"\nto be given again after the restore: {len(missing)}", end="")
    _is_whole(day, officers, capsys, "restored")


_END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def _back_up(address: str, to: Path) -> None:
    database = Database(address)
    backup.back_up(database, to)
    database.close()


def _restore(address: str, copy: Path, now: datetime) -> None:
    """Nobody else may be connected: on PostgreSQL the test's own connections are ended first."""
    database = Database(address)
    if not database.is_sqlite:
        with database.engine.connect() as connection:
            connection.execute(text(_END_OTHERS))
    backup.restore(database, copy, now)
    database.close()


async def _is_survived(
    day: Day, session: aiohttp.ClientSession, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    await day.steward.start(day.now)
    officers = officers_of(day, session)
    async with asyncio.TaskGroup() as group:
        group.create_task(day.dies_again_and_again())
        for number, officer in enumerate(officers):
            group.create_task(day.gives_all(officer, day.crowd.refs(number)))
    await day.dies()
    await day.steward.start(day.now)
    await until(lambda: _is_all_sent(day.steward.database_url), "the last cards")
    await day.steward.stop()
    _is_whole(day, officers, capsys, what)


def _is_whole(
    day: Day, officers: list[Officer], capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """Every figure once, every board card there, nothing twice unmarked, history unbroken."""
    address, crowd, teams = day.steward.database_url, day.crowd, day.teams
    kept = crowd.kept(address)
    lost = [ref for ref in day.accepted if not kept[ref]]
    assert len(day.accepted) == len(crowd.all_refs)
    assert lost == []
    assert {ref: [str(one.value) for one in versions] for ref, versions in kept.items()} == {
        ref: [value] for ref, value in day.accepted.items()
    }
    assert [officer.faults for officer in officers if officer.faults] == []
    assert _broken(address) == []

    posts = [card for card in teams.new(BOARD) if card.is_group]
    posted = _by_ref(card for card in teams.new(BOARD) if not card.is_group)
    assert sorted(posted) == crowd.red_refs, "every board card is there"
    repeats = 0
    for cards in [*posted.values(), *_by_minute(posts)]:
        unmarked = [card for card in cards if "Possible repeat" not in card.words]
        assert len(unmarked) <= 1, "each but the first says that it may be a repeat"
        repeats += len(cards) - 1
    reminders = [card.conversation_id for card in teams.new("a:officer")]
    assert len(reminders) == len(set(reminders)), "nobody is reminded twice on a day"

    with capsys.disabled():
        print(
            f"\n{address.partition(':')[0]}, {what}: killed {day.kills}, "
            f"submitted {len(day.accepted)}, "
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


def _broken(address: str) -> list[str]:
    database = Database(address)
    found = [*database.run(soundness.rewritten)]
    found += database.run(soundness.damage) if database.is_sqlite else []
    database.close()
    return found


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
    count = sum(row[3] for row in database.run(deliveries.waiting))
    database.close()
    return count
