"""What the flows share: Wealdbrook on a Monday morning, with Teams beside it."""

import pytest

from storage.database import Database
from tests.fake_teams import FakeTeams, channel
from tests.wealdbrook import MONDAY, settled


@pytest.fixture
def teams(database: Database) -> FakeTeams:
    """Everybody is in the register; nobody has spoken yet."""
    settled(database)
    return FakeTeams(database, MONDAY)


@pytest.fixture
async def board(teams: FakeTeams) -> FakeTeams:
    """The same, after the performance team has chosen the board's channel."""
    await teams.asks("dana", "post board alerts here", channel())
    return teams
