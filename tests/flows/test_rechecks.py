"""What follows from a figure is looked at soon, whatever is the matter with another indicator."""

from datetime import timedelta

import pytest
from sqlmodel import col, update

from features.recheck import AGAIN
from storage import rechecks, register
from storage.database import Session
from storage.tables import RecheckRow
from tests.fake_teams import FakeTeams
from tests.wealdbrook import SEPTEMBER


def ids(teams: FakeTeams, *refs: str) -> list[int]:
    found = teams.app.database.run(register.all_indicators)
    return [one.id for ref in refs for one in found if one.ref == ref]


def waiting(teams: FakeTeams) -> list[int]:
    return teams.app.database.run(lambda session: rechecks.waiting(session, 10))


@pytest.fixture
def broken(teams: FakeTeams) -> FakeTeams:
    """Three indicators wait; the first cannot be looked at, since its period cannot be read."""
    first, *others = ids(teams, "HOU-05", "HOU-02", "HOU-03")

    def wanted(session: Session) -> None:
        for one in (first, *others):
            rechecks.request(session, one, SEPTEMBER)
        this = update(RecheckRow).where(col(RecheckRow.indicator_id) == first)
        session.exec(this.values(period="no period"))

    teams.app.database.run(wanted)
    return teams


async def test_one_indicator_that_fails_holds_up_no_other(
    broken: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    (failing,) = ids(broken, "HOU-05")
    assert await broken.app.sweep("recheck") == "2 indicators looked at again"
    assert waiting(broken) == [failing]
    assert f"indicator {failing} was not looked at again" in caplog.text


async def test_what_failed_is_looked_at_again_later_and_not_all_the_time(
    broken: FakeTeams,
) -> None:
    await broken.app.sweep("recheck")
    mended = update(RecheckRow).values(period=str(SEPTEMBER))
    broken.app.database.run(lambda session: session.exec(mended))

    broken.now += AGAIN - timedelta(seconds=1)
    assert await broken.app.sweep("recheck") == "0 indicators looked at again"
    broken.now += timedelta(seconds=1)
    assert await broken.app.sweep("recheck") == "1 indicator looked at again"
    assert waiting(broken) == []


async def test_a_clock_that_is_set_back_holds_nothing_up(broken: FakeTeams) -> None:
    await broken.app.sweep("recheck")
    mended = update(RecheckRow).values(period=str(SEPTEMBER))
    broken.app.database.run(lambda session: session.exec(mended))
    broken.now -= timedelta(hours=1)
    await broken.app.sweep("recheck")
    assert waiting(broken) == []
