"""Away and back: who covers is told, and asked back on the first working day."""

import pytest

from tests import staff
from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_reminders import at


@pytest.fixture
async def teams(teams: FakeTeams) -> FakeTeams:
    for who in ("olive", "meg", "raj", "sam", "chris", "dana"):
        await teams.meets(who)
    return teams


def shown(cards: list[Seen], *words: str) -> Seen:
    found = [card for card in cards if all(each in card for each in words)]
    assert found, f"{words} on none of {[card.words[:160] for card in cards]}"
    return found[-1]


async def test_whoever_covers_is_told_and_hears_when_it_is_over(teams: FakeTeams) -> None:
    await teams.asks("olive", "I'm away until 23 October 2026, Meg covers")
    await teams.ticks()
    told = shown(teams.pushed("meg"), "You cover for Olive Marsh")
    assert "From 12 October 2026 until 23 October 2026" in told

    await teams.asks("olive", "I'm back")
    await teams.ticks()
    assert (
        "Your cover for Olive Marsh is over."
        in teams.messenger.at(told.conversation_id, told.activity_id).seen
    )


async def test_somebody_is_asked_back_on_the_first_working_day_and_only_once(
    teams: FakeTeams,
) -> None:
    await teams.asks("olive", "I'm away until 16 October 2026, Meg covers")  # a Friday
    for day in ("2026-10-13", "2026-10-17", "2026-10-18"):
        teams.now = at(day)
        await teams.ticks()
    assert teams.pushed("olive") == []

    teams.now = at("2026-10-19")
    for _ in range(2):
        await teams.ticks()
    (asked,) = teams.pushed("olive")
    assert "Welcome back" in asked
    assert "You were away until 16 October 2026; Meg Shaw covered for you." in asked
    assert "HOU-05" in asked

    listed = await teams.presses("olive", asked, "I'm back")
    assert "Welcome back" not in listed
    assert "HOU-05" in listed
    teams.now = at("2026-10-20")
    await teams.ticks()
    assert len([card for card in teams.pushed("olive") if "Welcome back" in card]) == 1


async def test_who_is_still_away_says_until_when_and_the_same_colleague_covers(
    teams: FakeTeams,
) -> None:
    await teams.asks("olive", "I'm away until 16 October 2026, Meg covers")
    teams.now = at("2026-10-19")
    await teams.ticks()
    form = await teams.presses("olive", teams.pushed("olive")[-1], "Still away")
    again = await teams.presses("olive", form, "Still away", until="2026-10-01")
    assert "1 October 2026 is past" in again
    away = await teams.presses("olive", again, "Still away", until="2026-10-30")
    assert "Away until 30 October 2026" in away
    assert "Meg Shaw covers" in away

    before = len(teams.pushed("olive"))
    teams.now = at("2026-10-22")
    await teams.ticks()
    assert len(teams.pushed("olive")) == before
    assert "until 30 October 2026" in shown(teams.pushed("meg"), "You cover for Olive Marsh")


async def test_who_owes_nothing_is_asked_back_all_the_same(teams: FakeTeams) -> None:
    await teams.asks("chris", "I'm away until 13 October 2026")
    teams.now = at("2026-10-14")
    await teams.ticks()
    asked = shown(teams.pushed("chris"), "Welcome back")
    assert "Nothing is due from you now" in asked
    assert await teams.presses("chris", asked, "I'm back")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("I'm away until 30 October 2026, Vera covers", "has left, or may only look"),
        ("I'm away until 30 October 2026, Meg covers", "Meg Shaw is away until 20 October 2026"),
    ],
)
async def test_who_has_left_or_is_away_too_cannot_cover(
    teams: FakeTeams, words: str, says: str
) -> None:
    await teams.asks("meg", "I'm away until 20 October 2026")
    assert says in await teams.asks("olive", words)


async def test_a_member_of_the_board_is_told_that_the_colleague_is_not_on_it(
    teams: FakeTeams,
) -> None:
    away = await teams.asks("chris", "I'm away until 30 October 2026, Raj covers")
    assert "Raj Patel is not on the board, so its answers wait for other members." in away


async def test_only_who_may_certify_covers_for_a_certifier(teams: FakeTeams) -> None:
    staff.own(teams.app.database, "HOU-05", certifier="raj")
    refused = await teams.asks("raj", "I'm away until 30 October 2026, Dana covers")
    assert "Dana Osei may not give the figures of HOU-05" in refused


async def test_without_a_deputy_of_their_own_the_deputies_of_the_indicators_hear(
    teams: FakeTeams,
) -> None:
    away = await teams.asks("olive", "I'm away until 30 October 2026")
    assert "the deputies of your indicators are reminded" in away
    await teams.ticks(days=1)
    assert shown(teams.pushed("meg"), "HOU-05")


async def test_an_earlier_reminder_points_to_the_newer_one(teams: FakeTeams) -> None:
    await teams.ticks()
    (first,) = teams.pushed("sam")
    teams.now = at("2026-10-13")
    await teams.ticks()
    first, second = teams.pushed("sam")
    assert "See the newer reminder" in first
    assert "ENV-03" not in first
    assert "ENV-03" in second


async def test_a_reminder_of_an_earlier_day_is_edited_when_the_figure_is_given(
    teams: FakeTeams,
) -> None:
    await teams.ticks()
    assert "ENV-03" in teams.pushed("sam")[-1]
    teams.now = at("2026-10-12", "18:30")  # after hours, with no newer reminder
    await teams.gives("sam", "ENV-03", value="40", commentary="All rounds ran.")
    await teams.ticks()
    (card,) = teams.pushed("sam")
    assert "All your figures are in" in card


async def test_a_pause_of_many_years_is_refused(teams: FakeTeams) -> None:
    answer = await teams.asks("olive", "pause my reminders until 2099-12-31")
    assert "31 December 2099 is more than a year away. Is the year mistyped?" in answer


async def test_a_form_is_not_opened_for_another_period_than_the_one_named(
    teams: FakeTeams,
) -> None:
    assert "no period 2999" in await teams.asks("olive", "submit HOU-05 2999-01")
    assert "no January 1900" in await teams.asks("olive", "submit HOU-05 1900-01")
