"""Two periods running without a figure go to the Performance Board. Published failure 2."""

from datetime import UTC, datetime

import pytest

from storage import register
from storage.database import Database
from tests.card_rules import faults
from tests.cycle.made import kpi, months
from tests.fake_teams import FakeTeams, channel
from tests.recorded import kept
from tests.wealdbrook import settled

DUE_TODAY = datetime(2026, 10, 14, 9, tzinfo=UTC)  # September's figures, 10 working days on
DAY_AFTER = datetime(2026, 10, 15, 9, tzinfo=UTC)


@pytest.fixture
async def teams(database: Database) -> FakeTeams:
    settled(database)
    owner = database.run(lambda session: register.by_ref(session, "HOU-02").owner)
    late = kpi(ref="LET-01", target="80", service="Housing", owner=owner)
    kept(database, late, months("2026-05", "81 82 81").values())  # none for August and September
    teams = FakeTeams(database, DUE_TODAY, digest_working_day=20)
    await teams.meets("dana", channel())
    await teams.asks("dana", "post board alerts here", channel())
    return teams


async def test_the_second_missing_period_is_told_to_the_board_once(teams):
    await teams.ticks()
    assert teams.posted() == []  # September can still come today

    teams.now = DAY_AFTER
    await teams.ticks()
    (card,) = teams.posted()
    assert faults(dict(card.content)) == []
    assert "No figure for two periods running" in card
    assert "LET-01" in card
    assert "○ Awaiting data: Aug 2026 and Sep 2026 · Owner: Olive Marsh" in card
    assert "Red" not in card

    for _ in range(3):
        await teams.ticks(days=1)
    assert len(teams.posted()) == 1


async def test_one_that_comes_disappears_from_the_card(teams, database):
    teams.now = DAY_AFTER
    await teams.ticks()
    form = await teams.asks("olive", "submit LET-01")
    receipt = await teams.presses("olive", form, "Submit", value="81")
    assert "81.0%" in receipt
    await teams.ticks(hours=0.1)
    (card,) = teams.posted()
    assert "✓ What was missing twice on 14 October 2026 has been given since." in card


async def test_one_that_came_before_the_board_was_told_is_not_told(teams):
    form = await teams.asks("olive", "submit LET-01")
    await teams.presses("olive", form, "Submit", value="81")
    teams.now = DAY_AFTER
    await teams.ticks()
    assert teams.posted() == []


async def test_nothing_is_told_at_night_or_long_after(teams):
    teams.now = datetime(2026, 10, 15, 20, tzinfo=UTC)
    await teams.ticks()
    assert teams.posted() == []
    teams.now = datetime(2026, 10, 23, 9, tzinfo=UTC)
    await teams.ticks()
    assert teams.posted() == []
