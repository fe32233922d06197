"""An indicator found from the compose box, and its card."""

import json

import pytest

from features.turn import Event, SearchHit
from tests.fake_teams import FakeTeams, group


async def found(teams: FakeTeams, who: str, words: str) -> list[SearchHit]:
    """What somebody is listed for letters typed in a chat where Steward is not installed."""
    turn = teams.turn(Event.SEARCH, who, group(), text=words)
    answer = await teams.app.desk.respond(turn)
    return list(answer.hits) if answer else []


@pytest.mark.parametrize("words", ["hou-05", "temp acc", "HOU 05", "households temporary"])
async def test_a_few_letters_find_an_indicator(teams: FakeTeams, words: str) -> None:
    hits = await found(teams, "raj", words)
    assert "HOU-05 Households in temporary accommodation" in {hit.title for hit in hits}


async def test_the_card_says_how_it_stands_and_has_no_button_that_leads_back(
    teams: FakeTeams,
) -> None:
    (hit,) = await found(teams, "raj", "HOU-02")
    shown = json.dumps(hit.card.content)
    assert "September 2026" in shown
    assert "Action.Execute" not in shown
    assert len(shown) < 28_000


async def test_a_stranger_and_nonsense_find_nothing(teams: FakeTeams) -> None:
    assert await found(teams, "nobody", "HOU-05") == []
    assert await found(teams, "raj", "wombles") == []


async def test_the_first_opening_lists_some(teams: FakeTeams) -> None:
    assert 1 <= len(await found(teams, "raj", "")) <= 8


async def test_searching_in_a_chat_does_not_make_it_one_that_steward_knows(
    teams: FakeTeams,
) -> None:
    await found(teams, "raj", "HOU-05")
    await teams.ticks()
    assert teams.posted() == []
