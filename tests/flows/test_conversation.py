"""Away, paused, aliases, what was not understood, and questions that go on from the one before."""

from datetime import timedelta

import pytest

from tests.fake_teams import FakeTeams


async def test_away_sends_reminders_to_whoever_covers_and_back_sends_them_home(
    teams: FakeTeams,
) -> None:
    away = await teams.asks("olive", "I'm away until 30 October 2026, Meg covers")
    assert "30 October 2026" in away
    assert "Meg Shaw covers" in away

    await teams.ticks(days=1)
    assert not teams.pushed("olive")
    assert any("HOU-05" in card for card in teams.pushed("meg"))

    back = await teams.asks("olive", "I'm back")
    assert "Welcome back" in back


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("I'm away until 1 January 2020", "is past"),
        ("I'm away until 30 October 2026, Olive covers", "cannot cover for yourself"),
        ("I'm away until 30 October 2026, Sam covers", "may not give the figures of"),
        ("I'm off sick", "Until when"),
    ],
)
async def test_an_absence_that_cannot_be_is_refused_in_a_sentence(
    teams: FakeTeams, words: str, says: str
) -> None:
    assert says in await teams.asks("olive", words)


async def test_a_pause_says_until_when(teams: FakeTeams) -> None:
    paused = await teams.asks("olive", "no reminders until 30 October 2026")
    assert "No reminders until 30 October 2026 at 09:00" in paused


async def test_an_alias_of_the_performance_team_is_understood_by_everybody(
    teams: FakeTeams,
) -> None:
    assert "performance team" in await teams.asks("olive", "alias “the hostels” to HOU-05")
    assert "now means HOU-05" in await teams.asks("dana", "alias “the hostels” to HOU-05")
    assert "HOU-05" in await teams.asks("raj", "how are the hostels doing")
    assert "already means" in await teams.asks("dana", "alias housing to HOU-05")


async def test_what_was_not_understood_is_kept_without_a_name(teams: FakeTeams) -> None:
    for _ in range(2):
        await teams.asks("raj", "wombles in the wood")
    unread = await teams.asks("dana", "what was not understood")
    assert "wombles in the wood" in unread
    assert "asked 2 times" in unread
    assert "Raj" not in unread
    assert "performance team" in await teams.asks("raj", "what was not understood")


async def test_a_question_goes_on_from_the_one_before_for_ten_minutes(teams: FakeTeams) -> None:
    await teams.asks("raj", "status of HOU-02")
    august = await teams.asks("raj", "and in August?")
    assert "HOU-02, August 2026" in august
    assert "This goes on from your last question" in august
    assert "Owner" in await teams.asks("raj", "who owns it?")

    teams.now += timedelta(minutes=11)
    assert "Which indicator" in await teams.asks("raj", "who owns it?")


async def test_thanks_are_welcome_and_ask_nothing(teams: FakeTeams) -> None:
    assert (await teams.asks("raj", "thanks, that's really helpful!")).words == "You are welcome."
