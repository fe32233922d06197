"""Two replicas on one PostgreSQL: no leader, nothing twice, nothing lost."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import aiohttp
import pytest

from storage import concern_groups
from storage.database import Database
from tests.conftest import POSTGRES
from tests.crowd import MORNING, Crowd, typed
from tests.far_teams import BOARD, FarTeams, Officer, Shown, Steward, serving, until
from tests.patience import PATIENCE

pytestmark = pytest.mark.postgres
CROWD = Crowd(officers=12, each=5)


@pytest.fixture
def address(postgresql_database: Database) -> str:
    """An empty database for several."""
    return POSTGRES.rpartition("/")[0] + f"/{postgresql_database.engine.url.database}"


@pytest.fixture
async def teams() -> AsyncIterator[FarTeams]:
    async with FarTeams() as far:
        yield far


@pytest.fixture
async def replicas(address: str, teams: FarTeams) -> AsyncIterator[list[Steward]]:
    CROWD.settle(address, teams.url)
    async with AsyncExitStack() as stack:
        started = [stack.enter_async_context(serving(address, MORNING)) for _ in range(2)]
        yield list(await asyncio.gather(*started))


async def test_two_replicas_send_every_reminder_and_board_card_once_and_lose_nothing(
    replicas: list[Steward], teams: FarTeams, address: str
) -> None:
    """Every turn goes to either replica as it comes, as behind a load balancer."""
    async with aiohttp.ClientSession() as session:
        officers = [
            Officer(CROWD.name(number), teams, session, lambda: [one.port for one in replicas])
            for number in range(CROWD.officers)
        ]

        async def gives(number: int, refs: list[str]) -> None:
            for ref in refs:
                receipt = await officers[number].gives(ref, **typed(ref))
                assert "Figure kept" in receipt

        everybody = range(CROWD.officers)
        await asyncio.gather(*(gives(number, CROWD.refs(number)[:-1]) for number in everybody))
        await until(lambda: len(teams.new("a:")) >= CROWD.officers, "the reminders")
        await asyncio.gather(*(gives(number, CROWD.refs(number)[-1:]) for number in everybody))
        await until(lambda: len(_cards(teams)) >= len(CROWD.red_refs), "the board's cards")
        assert [officer.faults for officer in officers if officer.faults] == []
    for one in replicas:
        await one.stop()  # whatever either was about to send has been sent

    kept = CROWD.kept(address)
    assert {len(versions) for versions in kept.values()} == {1}
    assert {ref: str(versions[0].value) for ref, versions in kept.items()} == {
        ref: typed(ref)["value"] for ref in CROWD.all_refs
    }
    assert _told(teams) == Counter(CROWD.red_refs)
    reminded = Counter(card.conversation_id for card in teams.new("a:"))
    assert set(reminded.values()) == {1}


async def test_what_comes_at_once_is_one_post_with_a_card_each_in_its_thread(
    replicas: list[Steward], teams: FarTeams, address: str
) -> None:
    database = Database(address)
    now = MORNING + timedelta(seconds=1)
    database.run(lambda session: CROWD.come(session, now))
    database.close()
    await until(lambda: len(_cards(teams)) >= len(CROWD.red_refs), "the board's cards")
    for one in replicas:
        await one.stop()

    (post,) = [one for one in teams.new(BOARD) if one.is_post]
    assert f"{len(CROWD.red_refs)} exceptions: {len(CROWD.red_refs)} red" in post.words
    assert {one.conversation_id for one in teams.new(BOARD)} == {post.conversation_id}
    assert _told(teams) == Counter(CROWD.red_refs)


def test_two_that_look_at_the_same_moment_want_one_post(address: str, teams: FarTeams) -> None:
    """The first has not committed when the second looks."""
    database = Database(address)
    now = MORNING + timedelta(seconds=1)
    CROWD.settle(address, teams.url)
    database.run(lambda session: CROWD.come(session, now))
    with database.transaction() as session:
        assert concern_groups.gather(session, now) == 1
        second = database.submit(lambda other: concern_groups.gather(other, now))
    assert second.result(timeout=PATIENCE) == 0
    database.close()


def _cards(teams: FarTeams) -> list[Shown]:
    """What the board was sent of one exception each."""
    return [one for one in teams.new(BOARD) if not one.is_group]


def _told(teams: FarTeams) -> Counter[str]:
    return Counter(re.findall(r"KPI-\d{4}", card.words)[0] for card in _cards(teams))


async def test_two_who_press_in_the_same_millisecond_on_two_replicas_keep_one_figure(
    replicas: list[Steward], teams: FarTeams, address: str
) -> None:
    """Owner and deputy each have the form; whoever comes second is told who was first."""
    async with aiohttp.ClientSession() as session:

        async def gives_at_once(number: int) -> list[str]:
            owner = Officer(CROWD.name(number), teams, session, lambda: [replicas[0].port])
            second = CROWD.name((number + 1) % CROWD.officers)
            deputy = Officer(second, teams, session, lambda: [replicas[1].port])
            ref = CROWD.refs(number)[1]
            forms = await asyncio.gather(owner.asks(f"submit {ref}"), deputy.asks(f"submit {ref}"))
            seen = await asyncio.gather(
                owner.presses(forms[0], "Submit", value="40", commentary=""),
                deputy.presses(forms[1], "Submit", value="50", commentary=""),
            )
            assert owner.faults == deputy.faults == []
            return [one.words + one.said for one in seen]

        rounds = [await gives_at_once(number) for number in range(CROWD.officers)]

    for number, told in enumerate(rounds):
        (version,) = CROWD.kept(address)[CROWD.refs(number)[1]]
        assert str(version.value) in {"40", "50"}
        assert sum("What you typed was not kept" in words for words in told) == 1, told
