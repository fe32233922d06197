"""What fault runs share: a council in a database of its own, and Teams on a bad day."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from storage.database import Database
from tests.conftest import ENGINES, POSTGRES
from tests.far_teams import FarTeams, Steward


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is or will be: a SQLite file, then PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'steward.sqlite'}"
    made: str = request.getfixturevalue("postgres_address")
    return made


@pytest.fixture
def postgres_address(postgresql_database: Database) -> str:
    return POSTGRES.rpartition("/")[0] + f"/{postgresql_database.engine.url.database}"


@pytest.fixture
async def teams() -> AsyncIterator[FarTeams]:
    async with FarTeams() as far:
        yield far


@pytest.fixture
async def steward(address: str) -> AsyncIterator[Steward]:
    """Not started yet; and surely ended after the test."""
    one = Steward(address)
    yield one
    await one.stop(signal.SIGKILL)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened
