"""How attempts to reach Teams end, and what becomes of each card: late, never lost, never twice."""

from datetime import timedelta

import pytest

from storage import deliveries
from storage.database import Database
from storage.outcomes import Attempt, Outcome
from tests.fake_teams import BOARD, FakeTeams, Seen, channel

RED = {"numerator": "31", "denominator": "56"}
WORDS = "Three landlords left. Olive meets the others by 30 October."
A_MINUTE = timedelta(minutes=1)


def ends(outcome: Outcome, retry_after: float | None = None, code: str = "") -> Attempt:
    return Attempt(outcome=outcome, retry_after=retry_after, code=code)


REFUSED = ends(Outcome.PERMANENT, code="ConversationBlockedByUser")


async def red(board: FakeTeams) -> Seen:
    """A red figure: the board is owed its card."""
    return await board.gives("olive", "HOU-02", **RED, commentary=WORDS)


def ending(teams: FakeTeams, to: str, *outcomes: Attempt) -> None:
    """So the next attempts to reach this conversation end."""
    teams.messenger.to, teams.messenger.outcomes = to, list(outcomes)


async def put_right(board: FakeTeams, receipt: Seen) -> None:
    """The figure corrected to green: the board's card is owed an edit."""
    form = await board.presses("olive", receipt, "Correct this")
    typed = {"numerator": "40", "denominator": "56", "reason": "Nine were left out."}
    seen = await board.presses("olive", form, "Submit", **typed)
    if "Is that right?" in seen:
        await board.presses("olive", seen, "Yes, keep it")


async def delivers(teams: FakeTeams, later: timedelta = timedelta(0)) -> str:
    teams.now += later
    return await teams.app.sweep("deliver")


async def test_when_teams_asks_to_wait_nothing_goes_out_until_then(board: FakeTeams) -> None:
    await board.meets("olive")
    await red(board)
    ending(board, BOARD, ends(Outcome.THROTTLED, retry_after=30))
    await board.ticks()
    assert board.posted() == []
    before = len(board.messenger.sent)
    await delivers(board, timedelta(seconds=29))
    assert len(board.messenger.sent) == before  # nobody else's card goes out either
    await delivers(board, timedelta(seconds=1))
    assert len(board.posted()) == 1
    assert "Possible repeat" not in board.posted()[0]
    assert len(board.pushed("olive")) == 1


async def test_a_wait_of_no_seconds_is_a_second_and_no_endless_loop(board: FakeTeams) -> None:
    await red(board)
    ending(board, BOARD, ends(Outcome.THROTTLED, retry_after=0))
    await delivers(board)
    assert board.posted() == []
    await delivers(board, timedelta(seconds=1))
    assert len(board.posted()) == 1


async def test_a_card_that_was_made_to_wait_any_number_of_times_is_still_sent(
    teams: FakeTeams,
) -> None:
    await teams.meets("sam")
    ending(teams, "a:sam", *[ends(Outcome.THROTTLED, retry_after=2)] * 20)
    await teams.app.sweep("collect")
    for _ in range(21):
        await delivers(teams, timedelta(seconds=2))
    assert len(teams.pushed("sam")) == 1


async def test_what_was_surely_not_sent_is_tried_again_later_and_later(board: FakeTeams) -> None:
    await red(board)
    ending(board, BOARD, *[ends(Outcome.NOT_SENT, code="no connection")] * 3)
    for _ in range(3):
        await delivers(board)
        assert board.posted() == []
        await delivers(board)  # at once again: not yet
        board.now += timedelta(minutes=10)
    await delivers(board)
    (alert,) = board.posted()
    assert "Possible repeat" not in alert


async def test_a_refused_reminder_is_not_tried_again_until_the_person_is_back(
    teams: FakeTeams,
) -> None:
    await teams.meets("sam")
    ending(teams, "a:sam", REFUSED)
    await teams.ticks()
    for _ in range(3):
        await delivers(teams, timedelta(minutes=20))
    assert teams.pushed("sam") == []

    await teams.says("sam", "help")
    await delivers(teams)
    assert len(teams.pushed("sam")) == 1


async def test_being_back_brings_what_was_refused_and_nothing_else(
    teams: FakeTeams, database: Database
) -> None:
    await teams.meets("sam")
    await teams.ticks()
    assert len(teams.pushed("sam")) == 1
    teams.now += timedelta(days=1)
    ending(teams, "a:sam", REFUSED, REFUSED)  # the day's reminder, and the edit of yesterday's
    await teams.ticks()
    assert len(teams.pushed("sam")) == 1

    await teams.meets("sam")
    await delivers(teams)
    first, second = teams.pushed("sam")
    assert "See the newer reminder" in first
    assert "Reminder · Tuesday 13 October" in second
    assert database.run(deliveries.waiting) == []


async def test_a_card_that_became_a_form_is_not_touched_when_the_person_is_back(
    teams: FakeTeams,
) -> None:
    await teams.meets("olive")
    await teams.ticks()
    (reminder,) = teams.pushed("olive")
    ending(teams, "a:olive", REFUSED)
    await teams.gives("meg", "HOU-05", value="88", commentary="Fine.")
    await delivers(teams)  # the edit of the reminder is refused
    form = await teams.presses("olive", reminder, "Give figures")
    assert "HOU-02" in form
    await teams.loses("olive")
    await teams.meets("olive")
    assert await delivers(teams) == "nothing"


async def test_yesterdays_refused_reminder_is_not_brought_up_today(teams: FakeTeams) -> None:
    await teams.meets("sam")
    ending(teams, "a:sam", REFUSED)
    await teams.ticks()
    teams.now += timedelta(days=2)  # no day of the ladder
    await teams.says("sam", "help")
    await teams.ticks()
    assert teams.pushed("sam") == []


async def test_who_removed_steward_is_reminded_in_a_new_chat_only_by_the_next_stage(
    teams: FakeTeams,
) -> None:
    await teams.meets("sam")
    await teams.ticks()
    await teams.loses("sam")
    assert await delivers(teams) == "nothing"
    assert len(teams.pushed("sam")) == 1


async def test_an_ambiguous_reminder_is_not_repeated_even_when_a_figure_comes_in(
    teams: FakeTeams,
) -> None:
    await teams.meets("olive")
    ending(teams, "a:olive", ends(Outcome.AMBIGUOUS, code="timeout"))
    await teams.ticks()
    assert len(teams.pushed("olive")) == 1  # it did arrive
    await teams.gives("meg", "HOU-05", value="88", commentary="Fine.")
    for _ in range(3):
        await delivers(teams, timedelta(minutes=20))
    assert len(teams.pushed("olive")) == 1


async def test_an_ambiguous_board_card_is_sent_again_and_marked_as_a_possible_repeat(
    board: FakeTeams,
) -> None:
    await red(board)
    ending(board, BOARD, ends(Outcome.AMBIGUOUS, code="timeout"))
    await delivers(board)
    await delivers(board, A_MINUTE)
    first, second = board.posted()
    assert "Possible repeat" not in first
    assert "Possible repeat" in second
    assert await delivers(board, A_MINUTE) == "nothing"


async def test_a_doubtful_card_of_a_concern_that_ended_meanwhile_is_sent_as_ended(
    board: FakeTeams,
) -> None:
    receipt = await red(board)
    ending(board, BOARD, ends(Outcome.AMBIGUOUS, code="timeout"))
    await delivers(board)
    await put_right(board, receipt)
    await delivers(board, A_MINUTE)
    assert "No longer an exception" in board.posted()[-1]


async def test_a_concern_that_ended_before_anybody_was_told_is_not_told(
    teams: FakeTeams, database: Database
) -> None:
    await put_right(teams, await red(teams))
    await teams.asks("dana", "post board alerts here", channel())
    await delivers(teams)
    assert teams.posted() == []
    assert database.run(deliveries.waiting) == []


@pytest.mark.parametrize("outcome", [Outcome.NOT_SENT, Outcome.THROTTLED])
async def test_an_edit_is_repeated_until_the_card_shows_it(
    board: FakeTeams, outcome: Outcome
) -> None:
    receipt = await red(board)
    await delivers(board)
    await put_right(board, receipt)
    ending(board, BOARD, *[ends(outcome)] * 2)
    for _ in range(3):
        await delivers(board, timedelta(minutes=10))
    (alert,) = board.posted()
    assert "No longer an exception" in alert
    assert "Possible repeat" not in alert


async def test_a_board_that_refuses_hears_all_of_it_at_the_next_contact_there(
    board: FakeTeams,
) -> None:
    await red(board)
    ending(board, BOARD, ends(Outcome.PERMANENT, code="BotNotInConversationRoster"))
    await delivers(board)
    await delivers(board, timedelta(hours=1))
    assert board.posted() == []
    await board.asks("vera", "help", channel("5"))
    await delivers(board)
    assert len(board.posted()) == 1


async def test_an_edit_that_is_refused_does_not_put_the_person_out_of_reach(
    teams: FakeTeams,
) -> None:
    await teams.meets("olive")
    await teams.ticks()
    ending(teams, "a:olive", ends(Outcome.PERMANENT, code="ActivityNotFoundInConversation"))
    await teams.gives("meg", "HOU-05", value="88", commentary="Fine.")
    await delivers(teams)
    teams.now += timedelta(days=1)
    await teams.ticks()
    assert [seen.conversation_id for seen in teams.pushed("olive")] == ["a:olive"] * 2
