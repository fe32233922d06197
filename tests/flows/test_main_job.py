"""The main job as people live it: remind, collect, keep, alert, answer."""

import pytest

from storage.database import Database
from tests.fake_teams import FakeTeams, channel
from tests.wealdbrook import MONDAY, settled


@pytest.fixture
def teams(database: Database) -> FakeTeams:
    settled(database)
    return FakeTeams(database, MONDAY)


async def test_from_the_reminder_to_the_board_and_the_status(teams: FakeTeams) -> None:
    await teams.meets("olive")
    await teams.meets("dana", channel())
    assert "Board alerts will be posted here" in await teams.asks(
        "dana", "post board alerts here", channel()
    )

    await teams.ticks()
    (reminder,) = teams.pushed("olive")
    assert "HOU-05" in reminder
    assert "HOU-02" in reminder
    assert reminder.words.index("HOU-05") < reminder.words.index("HOU-02")

    form = await teams.presses("olive", reminder, "Give figures")
    assert "1 of 4" in form
    assert "HOU-05" in form
    form = await teams.presses("olive", form, "Submit", value="88", commentary="Two moved on.")
    assert "✓ Kept: HOU-05" in form
    assert "Green" in form
    assert "2 of 4" in form
    assert "HOU-02" in form
    again = await teams.presses("olive", form, "Submit", numerator="31", denominator="56")
    assert "commentary is needed" in again
    following = await teams.presses(
        "olive",
        again,
        "Submit",
        numerator="31",
        denominator="56",
        commentary="Three landlords left the scheme. Olive meets the others by 30 October.",
    )
    if "Is that right?" in following:
        following = await teams.presses("olive", following, "Yes, keep it")
    assert "✓ Kept: HOU-02" in following
    assert "Red" in following
    assert "3 of 4" in following

    await teams.ticks()
    (alert,) = teams.posted()
    assert "HOU-02" in alert
    assert "Red" in alert
    assert "Three landlords left the scheme." in alert

    status = await teams.asks("raj", "status of housing KPIs")
    assert "HOU-02" in status
    assert "Red" in status
