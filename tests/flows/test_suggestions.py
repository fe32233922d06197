"""Anybody may suggest something for an indicator, and hears what came of it."""

from tests.fake_teams import FakeTeams

WORDS = "Count households, not People: one family is one case"


async def test_a_suggestion_is_kept_as_typed_answered_and_told(board: FakeTeams):
    for who in ("olive", "dana"):
        await board.meets(who)
    kept = await board.asks("olive", f"suggest on HOU-05: {WORDS}")
    assert WORDS in kept
    listed = await board.asks("dana", "suggestions")
    assert "1 suggestion without an answer" in listed
    assert "Olive Marsh, 12 October 2026" in listed
    again = await board.presses("dana", listed, "Send the answer", words=" ")
    assert "Say it in a few words" in again
    done = await board.presses("dana", again, "Send the answer", words="Agreed for next year.")
    assert "0 suggestions without an answer" in done
    for _ in range(2):
        await board.ticks()
    (told,) = [card for card in board.pushed("olive") if "Suggestion · answered" in card]
    assert "Agreed for next year." in told
    assert WORDS in told


async def test_an_old_card_answers_nothing_twice(board: FakeTeams):
    await board.asks("olive", f"suggest on HOU-05: {WORDS}")
    listed = await board.asks("dana", "suggestions")
    await board.presses("dana", listed, "Send the answer", words="Agreed.")
    again = await board.presses("dana", listed, "Send the answer", words="Not agreed.")
    assert "0 suggestions without an answer" in again


async def test_only_the_performance_team_answers(board: FakeTeams):
    await board.asks("olive", f"suggest on HOU-05: {WORDS}")
    assert "Send the answer" not in await board.asks("raj", "suggestions")


async def test_what_is_not_in_the_register_and_what_says_nothing_is_told(board: FakeTeams):
    assert "There is no XYZ-99" in await board.asks("olive", "suggest on XYZ-99: more")
    assert "How:" in await board.asks("olive", "suggest something")


async def test_suggestions_stand_beside_the_indicator_in_the_yearly_review(board: FakeTeams):
    await board.asks("olive", f"suggest on HOU-05: {WORDS}")
    await board.asks("dana", "review KPIs for 2027/28")
    form = await board.asks("olive", "KPI review of HOU-05")
    assert f"Suggested: {WORDS}" in form
    assert "1 suggestion has no answer yet" in await board.asks("dana", "framework")
