"""Teams slow, gone, throttling, or hanging up after it took a message; and a clock that is moved.

The whole of Steward in this process, with its real messenger over HTTP; its clock is the test's.
"""

import re
from collections import defaultdict
from datetime import timedelta

import pytest

from bot.adapter import hosts
from bot.adapter.line import TeamsConnection
from bot.messenger import Messenger
from scheduler.delivery import LEASE, LONGEST_WAIT
from storage.database import Database
from tests.crowd import BOARD, MORNING, Crowd, typed
from tests.fake_teams import FakeTeams
from tests.far_teams import FarTeams, Shown, free_port

pytestmark = pytest.mark.slow
CROWD = Crowd(officers=24, each=2)
GIVING = (0, 5, 10)  # officers; each has a red figure and one that is green
A_LONG_WAIT = LONGEST_WAIT * 1.2 + LEASE


class Office:
    """Three red figures that the board is to hear of, and 24 officers to be reminded."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.line = TeamsConnection(hosts.is_loopback, None, total=1.0)
        self.steward = FakeTeams(database, MORNING, Messenger(self.line, bot_id="28:steward"))
        self.app = self.steward.app

    async def opens(self, address: str) -> None:
        """Figures are given, the reminders are due, and Teams is at this address."""
        self.database.run(lambda session: CROWD.fill(session, address))
        for number in GIVING:
            for ref in CROWD.refs(number):
                await self.steward.gives(CROWD.name(number), ref, **typed(ref))
        self.database.run(lambda session: CROWD.meet(session, address))
        await self.app.sweep("collect")

    async def later(self, by: timedelta) -> None:
        self.steward.now += by
        await self.app.sweep("collect")
        await self.app.sweep("deliver")


@pytest.fixture
async def office(database: Database):
    made = Office(database)
    yield made
    await made.line.close()


def told(teams: FarTeams) -> dict[str, list[Shown]]:
    """The board's cards, by the indicator they are about."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for card in teams.new(BOARD):
        found[re.findall(r"KPI-\d{4}", card.words)[0]].append(card)
    return found


REDS = sorted(CROWD.refs(number)[0] for number in GIVING)
IDLE = {CROWD.name(number) for number in range(CROWD.officers)} - set(map(CROWD.name, GIVING))


def reminded(teams: FarTeams) -> list[str]:
    return sorted(card.conversation_id.removeprefix("a:") for card in teams.new("a:"))


def all_arrived_once(teams: FarTeams) -> None:
    assert sorted(told(teams)) == REDS
    assert [len(cards) for cards in told(teams).values()] == [1] * len(REDS)
    assert not any("Possible repeat" in card.words for card in teams.shown)
    assert reminded(teams) == sorted(IDLE)


async def test_a_slow_teams_gets_everything_once(office: Office, teams: FarTeams):
    teams.latency = 0.3
    await office.opens(teams.url)
    await office.app.sweep("deliver")
    all_arrived_once(teams)


async def test_a_teams_that_refuses_connections_gets_everything_once_when_it_is_back(
    office: Office,
):
    port = free_port()
    await office.opens(f"http://127.0.0.1:{port}/uk/")
    for _ in range(3):
        await office.later(timedelta(minutes=1))
    async with FarTeams(port) as back:
        await office.later(A_LONG_WAIT)
        all_arrived_once(back)
        await office.later(A_LONG_WAIT)
        all_arrived_once(back)


async def test_in_a_storm_of_429_nobody_speaks_until_teams_allows_it(
    office: Office, teams: FarTeams
):
    await office.opens(teams.url)
    teams.asks_to_wait, teams.retry_after = 12, 40
    await office.app.sweep("deliver")
    storm = teams.refused
    assert storm <= 12

    shown = len(teams.shown)
    second = Office(office.database)  # another replica reads the same gate
    second.steward.now = office.steward.now
    await second.later(timedelta(seconds=38))
    await office.later(timedelta(seconds=38))
    assert (teams.refused, len(teams.shown)) == (storm, shown)

    for _ in range(12):  # until Teams has had enough of the storm
        await office.later(timedelta(seconds=41))
    await second.line.close()
    all_arrived_once(teams)


async def test_whoever_hangs_up_after_accepting_gets_a_marked_repeat_for_the_board_alone(
    office: Office, teams: FarTeams
):
    await office.opens(teams.url)
    teams.hangs_up = 8
    for _ in range(6):
        await office.app.sweep("deliver")
        await office.later(timedelta(minutes=2))
    assert sorted(told(teams)) == REDS
    for cards in told(teams).values():
        assert ["Possible repeat" in card.words for card in cards] == [False] + [True] * (
            len(cards) - 1
        )
    repeats = sum(len(cards) - 1 for cards in told(teams).values())
    assert 1 <= repeats <= 8
    assert reminded(teams) == sorted(IDLE), "no reminder twice"


async def test_a_silent_teams_is_given_up_waiting_for_and_the_others_are_served(
    office: Office, teams: FarTeams
):
    await office.opens(teams.url)
    teams.latency = 1.5  # seconds; the line waits for one
    await office.app.sweep("deliver")
    teams.latency = 0.0
    for _ in range(3):
        await office.later(timedelta(minutes=2))
    assert sorted(told(teams)) == REDS
    for cards in told(teams).values():
        assert sum("Possible repeat" not in card.words for card in cards) <= 1
    assert len(reminded(teams)) == len(set(reminded(teams)))


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_clock_moved_by_an_hour_sends_nothing_twice_and_loses_nothing(
    office: Office, teams: FarTeams, hours: int
):
    office.steward.now += timedelta(hours=2)
    await office.opens(teams.url)
    teams.asks_to_wait, teams.retry_after = 3, 5
    await office.app.sweep("deliver")  # some are sent, some are waiting
    await office.later(timedelta(hours=hours))
    await office.later(timedelta(seconds=10))
    await office.later(timedelta(hours=-hours))
    await office.later(timedelta(seconds=10))
    all_arrived_once(teams)


async def test_after_the_clock_was_set_back_new_cards_go_out_at_once(
    office: Office, teams: FarTeams
):
    office.steward.now += timedelta(hours=2)
    await office.opens(teams.url)
    await office.app.sweep("deliver")
    all_arrived_once(teams)
    office.steward.now -= timedelta(hours=1)
    ref = CROWD.refs(15)[0]
    await office.steward.gives(CROWD.name(15), ref, **typed(ref))
    office.database.run(lambda session: CROWD.meet(session, teams.url))
    await office.app.sweep("deliver")
    assert ref in told(teams)
