"""A full disk, a limit on file sizes, a PostgreSQL that goes away under load: polite, and whole."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from storage.database import Database
from tests.conftest import POSTGRES
from tests.crowd import MORNING, Crowd, typed
from tests.fake_teams import FakeTeams
from tests.far_teams import FarTeams, Officer, Shown, Steward, later, until

pytestmark = pytest.mark.slow
CROWD = Crowd(officers=10, each=20)
BUSY = "Steward is busy just now, and nothing was kept"
A_LONG_STORY = "The roof of the hostel came off in the storm, and Olive mends it by May. " * 40
HALF_KEPT = """
    SELECT count(*) FROM figures WHERE NOT EXISTS
        (SELECT 1 FROM audit WHERE audit.subject LIKE '%' ||
            (SELECT ref FROM indicators WHERE indicators.id = figures.indicator_id) || '%')
"""


def filled(path: Path, pages_left: int) -> Database:
    """A SQLite file on a disk that has room for so many pages more."""
    url = f"sqlite:///{path}"
    CROWD.settle(url, "http://127.0.0.1:1/")
    database = Database(url)

    def limited(session):
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + pages_left}")

    for engine in database.engines:  # SQLite counts for each connection
        with database.transaction(engine) as session:
            limited(session)
    return database


async def test_on_a_full_disk_a_figure_is_refused_politely_and_nothing_is_half_kept(
    tmp_path: Path,
):
    database = filled(tmp_path / "steward.sqlite", pages_left=12)
    steward = FakeTeams(database, MORNING)
    kept, refused = [], []
    for ref in CROWD.refs(0):
        form = await steward.says("officer0", f"submit {ref}")
        assert form is not None
        if "Steward is busy" in form:
            refused.append(ref)
            continue
        more = {"value": typed(ref)["value"], "commentary": A_LONG_STORY}
        seen = await steward.presses("officer0", form, "Submit", **more)
        if BUSY in seen.said:
            assert "Submit" in seen, "the form stays, with what was typed"
            refused.append(ref)
        else:
            assert "Figure kept" in seen
            kept.append(ref)
    assert kept
    assert refused

    database.close()
    again = Database(f"sqlite:///{tmp_path / 'steward.sqlite'}")  # the disk has room once more
    assert again.run(lambda session: session.connection().exec_driver_sql(HALF_KEPT).scalar()) == 0
    have = CROWD.kept(f"sqlite:///{tmp_path / 'steward.sqlite'}")
    assert sorted(ref for ref, versions in have.items() if versions) == kept
    steward = FakeTeams(again, MORNING)
    receipt = await steward.gives("officer0", refused[0], **typed(refused[0]))
    assert "Figure kept" in receipt
    again.close()


@pytest.fixture
async def full(tmp_path: Path, teams: FarTeams) -> AsyncIterator[Steward]:
    """A server that may let no file grow beyond a little more than it has now."""
    file = tmp_path / "steward.sqlite"
    CROWD.settle(f"sqlite:///{file}", teams.url)
    most = file.stat().st_size + 200_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    one = Steward(f"sqlite:///{file}", limit=limit)
    yield one
    await one.stop()


async def test_a_server_whose_disk_is_full_goes_on_answering_and_starts_again_whole(
    full: Steward, teams: FarTeams, session: aiohttp.ClientSession, tmp_path: Path
):
    await full.start(MORNING)
    officers = [
        Officer(CROWD.name(number), teams, session, lambda: [full.port]) for number in range(10)
    ]
    kept: list[str] = []
    refused: dict[int, str] = {}

    async def tries_all(number: int) -> None:
        for ref in CROWD.refs(number):
            more = {"value": typed(ref)["value"], "commentary": A_LONG_STORY}
            try:
                async with asyncio.timeout(4):
                    receipt = await officers[number].gives(ref, **more)
                assert "Figure kept" in receipt
                kept.append(ref)
            except TimeoutError:
                refused[number] = ref  # asked again and again, and told each time that it is busy
                return

    await asyncio.gather(*map(tries_all, range(CROWD.officers)))
    assert refused, "the disk was full"
    assert kept
    assert [officer.faults for officer in officers if officer.faults] == []
    assert (await full.reads("/healthz"))[0] == 200
    await full.stop()

    database = sqlite3.connect(tmp_path / "steward.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    have = CROWD.kept(full.database_url)
    assert set(kept) <= {ref for ref, versions in have.items() if versions}
    assert {len(versions) for versions in have.values()} <= {0, 1}

    full.limit = None
    await full.start(later(MORNING, minutes=3))
    number, ref = next((who, ref) for who, ref in refused.items() if not have[ref])
    assert "Figure kept" in await officers[number].gives(ref, **typed(ref))


@pytest.fixture
def address(postgresql_database: Database) -> str:
    return POSTGRES.rpartition("/")[0] + f"/{postgresql_database.engine.url.database}"


def interrupted(address: str, *, away: bool | None = None) -> None:
    """End every connection to this database but our own; or let nobody in until further notice."""
    name = address.rpartition("/")[2]
    server = Database(POSTGRES)
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if away is not None:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {not away}"))
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        if away is not False:
            connection.execute(text(ended), {"name": name})
    server.close()


@pytest.mark.postgres
async def test_when_postgresql_goes_away_under_load_requests_recover_and_nothing_is_lost(
    address: str, steward: Steward, teams: FarTeams, session: aiohttp.ClientSession
):
    """Twenty times every connection is cut; twice the database lets nobody in for a while."""
    CROWD.settle(address, teams.url)
    await steward.start(MORNING)
    officers = [
        Officer(CROWD.name(number), teams, session, lambda: [steward.port]) for number in range(10)
    ]
    given = asyncio.Event()

    async def gives_all(number: int) -> None:
        for ref in CROWD.refs(number):
            assert "Figure kept" in await officers[number].gives(ref, **typed(ref))

    async def cuts() -> None:
        for cut in range(20):
            away = True if cut % 7 == 6 else None
            await asyncio.to_thread(interrupted, address, away=away)
            await asyncio.sleep(0.3)
            if away:
                await asyncio.to_thread(interrupted, address, away=False)
        given.set()

    def board_cards() -> list[Shown]:
        return [one for one in teams.new("19:board") if not one.is_group]

    await asyncio.gather(cuts(), *map(gives_all, range(CROWD.officers)))
    assert given.is_set()
    assert [officer.faults for officer in officers if officer.faults] == []
    await until(lambda: len(board_cards()) >= len(CROWD.red_refs), "the board's cards")
    kept = CROWD.kept(address)
    assert {ref: [str(one.value) for one in versions] for ref, versions in kept.items()} == {
        ref: [typed(ref)["value"]] for ref in CROWD.all_refs
    }
