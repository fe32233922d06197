"""The framework's own review is remembered: the performance team is told, once at each stage."""

from datetime import UTC, datetime

import pytest

from cards import framework as cards
from cycle.council import Council
from tests.card_rules import faults
from tests.fake_teams import FakeTeams


def review_cards(teams: FakeTeams, who: str) -> list:
    return [card for card in teams.pushed(who) if "Its own review is near" in card]


async def test_on_1_december_2026_the_team_is_told_of_march_2027_once(board: FakeTeams):
    await board.meets("dana")
    board.now = datetime(2026, 11, 30, 10, tzinfo=UTC)
    await board.ticks()
    before = len(review_cards(board, "dana"))
    board.now = datetime(2026, 12, 1, 10, tzinfo=UTC)
    for _ in range(3):
        await board.ticks()
    told = review_cards(board, "dana")
    assert (before, len(told)) == (0, 1)
    assert "due for review in March 2027, in 3 months" in told[-1]
    assert review_cards(board, "olive") == []


async def test_anybody_may_ask_when_it_is_and_which_settings_are_in_force(board: FakeTeams):
    seen = await board.asks("olive", "framework")
    assert "due for review in March 2027, in 5 months." in seen
    assert "5 working days after the due date" in seen
    assert "0 changes of indicators' terms since the last review" in seen


@pytest.mark.parametrize("lock", [0, 5])
def test_the_cards_keep_the_rules_of_teams(lock):
    council = Council(lock_working_days=lock)
    whole = cards.framework("Soon.", council, changes=1, unapproved=0)
    for card in (cards.review_due("Soon."), whole):
        assert faults(card.content, card.summary) == []
