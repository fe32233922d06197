"""Rows and counts of a list open what they show, and lead back to the list."""

import pytest

from cycle.plan.indicator import Indicator
from storage import register
from storage.database import Database, Session
from tests.fake_teams import FakeTeams, channel, group, personal

RED = {"numerator": "31", "denominator": "56"}
WORDS = "Three landlords left. Olive meets the others by 30 October."


@pytest.mark.parametrize("where", [personal("raj"), group(), channel("7")])
async def test_a_row_of_a_status_opens_its_indicator_and_leads_back(
    teams: FakeTeams, where: object
) -> None:
    await teams.gives("olive", "HOU-02", **RED, commentary=WORDS)
    listed = await teams.asks("raj", "status of housing KPIs", where)

    one = await teams.presses("raj", listed, "Open HOU-02")
    assert "HOU-02, September 2026" in one
    assert WORDS in one

    again = await teams.presses("raj", one, "Back to the list")
    assert "Housing, KPIs, September 2026" in again
    assert "Open HOU-02" in again


async def test_a_count_opens_the_list_of_its_colour(teams: FakeTeams) -> None:
    await teams.gives("olive", "HOU-02", **RED, commentary=WORDS)
    listed = await teams.asks("raj", "status of housing KPIs")

    red = await teams.presses("raj", listed, "List Red")
    assert "Housing, KPIs, Red" in red
    assert "HOU-02" in red
    assert "HOU-05" not in red


async def test_the_missing_ones_of_a_status_open_the_list_of_who_has_not_submitted(
    teams: FakeTeams,
) -> None:
    listed = await teams.asks("raj", "status of housing KPIs")

    missing = await teams.presses("raj", listed, "List who has not submitted")
    assert "Not submitted" in missing
    assert "Olive Marsh" in missing


async def test_a_row_of_a_later_page_leads_back_to_that_page(
    teams: FakeTeams, database: Database
) -> None:
    def many(session: Session) -> None:
        for number in range(14):
            register.add(
                session,
                Indicator(id=0, ref=f"ZZZ-{number:02}", title=f"Thing {number}", service="Zoo"),
            )

    database.run(many)
    first = await teams.asks("raj", "status of zoo")
    second = await teams.presses("raj", first, "Show more (4 left)")

    one = await teams.presses("raj", second, "Open ZZZ-12")
    back = await teams.presses("raj", one, "Back to the list")
    assert back.words == second.words


async def test_help_asks_at_a_tap_and_leads_back(teams: FakeTeams) -> None:
    helped = await teams.asks("raj", "help")

    shown = await teams.presses("raj", helped, "Ask: who hasn't submitted")
    assert "Not submitted" in shown
    assert "What you can ask" in await teams.presses("raj", shown, "Back to the list")


async def test_a_definition_says_why_it_may_be_judged_and_opens_its_indicator(
    teams: FakeTeams,
) -> None:
    defined = await teams.asks("raj", "definition of HOU-02")
    assert "The control test has not been answered yet." in defined

    one = await teams.presses("raj", defined, "Open HOU-02 Homelessness prevented")
    assert "HOU-02, September 2026" in one
