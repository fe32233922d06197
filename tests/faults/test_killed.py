"""Killed at any moment, again and again: every figure once, every board card there, all doubt said.

`STEWARD_TEST_SUBMISSIONS=1000 make faults` makes the long run; its figures are printed.
"""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from storage import backup
from storage.database import Database
from tests.crowd import Crowd
from tests.far_teams import FarTeams, Gateway, Officer, Steward, until
from tests.faults.day import Day, Evening
from tests.faults.power import Power
from tests.forking import Forking

SUBMISSIONS = int(os.environ.get("STEWARD_TEST_SUBMISSIONS", "100"))
OFFICERS = 20

pytestmark = pytest.mark.slow


@pytest.fixture
def preloaded() -> dict[str, str]:
    """The environment in which the server is started."""
    return {}


@pytest.fixture
async def day(
    address: str, teams: FarTeams, session: aiohttp.ClientSession, preloaded: dict[str, str]
) -> AsyncIterator[Day]:
    crowd = Crowd(officers=OFFICERS, each=SUBMISSIONS // OFFICERS)
    crowd.settle(address, teams.url)
    teams.latency = 0.1  # so that something is always on its way
    async with Forking(preloaded) as forking:
        steward = Steward(address, forking=forking)
        officers = [
            Officer(
                *(crowd.name(number), teams, session, lambda: [steward.port] * steward.is_serving),
                lives=lambda: steward.lives,
            )
            for number in range(OFFICERS)
        ]
        yield Day(teams, steward, crowd, officers, random.Random(SUBMISSIONS))


@pytest.fixture
def power(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, preloaded: dict) -> Power:
    made = Power(tmp_path, tmp_path_factory.mktemp("power") / "synced")
    preloaded |= made.environment
    return made


async def test_killed_at_random_nothing_is_lost_and_only_doubt_is_repeated(
    day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    await _is_survived(day)
    _say(capsys, "killed", day)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_a_power_cut_at_every_kill_takes_nothing_that_was_accepted(
    power: Power, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.power = power
    power.adopt()
    await _is_survived(day)
    _say(capsys, "power cut", day)


async def test_a_gateways_pages_between_kills_hide_nothing(
    day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    """One call in twelve is answered by a page, in place of the call or of Teams' own answer."""
    day.teams.gateway = gateway = Gateway(random.Random(SUBMISSIONS))
    await _is_survived(day)
    _say(capsys, f"{gateway.before} + {gateway.after} pages of a gateway", day)


async def test_restored_from_a_backup_nothing_comes_twice_unmarked(
    day: Day, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Half is given, a backup is made while the rest comes in, the server dies and is restored;
    then what the backup lacks is given again.
    """
    address = day.steward.database_url
    half = day.crowd.each // 2
    await day.steward.start(day.now)
    await day.all_give(lambda number: day.crowd.refs(number)[:half])
    giving = asyncio.create_task(day.all_give(lambda number: day.crowd.refs(number)[half:]))
    some = len(day.accepted) + day.chance.randint(0, SUBMISSIONS // 4)
    await until(lambda: len(day.accepted) >= some, "some more figures")
    await asyncio.to_thread(_back_up, address, tmp_path / "backup")
    await giving
    await day.dies()
    await asyncio.to_thread(_restore, address, tmp_path / "backup", day.now)
    before = await asyncio.to_thread(day.crowd.kept, address)
    missing = {ref for ref, versions in before.items() if not versions}
    assert all(before[ref] for n in range(OFFICERS) for ref in day.crowd.refs(n)[:half])

    await day.steward.start(day.now)
    await day.all_give(lambda number: [ref for ref in day.crowd.refs(number) if ref in missing])
    await day.all_is_sent()
    await day.steward.stop()
    _say(capsys, f"restored, {len(missing)} given again", day)


async def _is_survived(day: Day) -> None:
    await day.steward.start(day.now)
    async with asyncio.TaskGroup() as group:
        group.create_task(day.dies_again_and_again())
        group.create_task(day.all_give(day.crowd.refs))
    await day.dies()
    await day.steward.start(day.now)
    await day.all_is_sent()
    await day.steward.stop()


def _say(capsys: pytest.CaptureFixture[str], what: str, day: Day) -> None:
    line = Evening(day).is_whole()
    with capsys.disabled():
        print(f"\n{what}, {line}")


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
