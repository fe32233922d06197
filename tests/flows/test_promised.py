"""The promised day passes and no figure shows whether the effect came: the board hears it once."""

from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_improve_story import agreed, comes, gives, shown

__all__ = ["agreed"]

NOT_GIVEN = "The figure for December 2026, which is to show it, has not been given."


def notices(board: FakeTeams) -> list[Seen]:
    return [one for one in board.posted() if NOT_GIVEN in one]


async def test_the_board_hears_once_that_nothing_shows_yet_what_was_promised(
    agreed: FakeTeams,
) -> None:
    board = agreed
    await comes(board, "2026-10-20")
    await comes(board, "2026-12-09")
    await gives(board, "57")  # November
    await comes(board, "2027-01-04")  # the promised day has passed
    assert notices(board) == []
    await comes(board, "2027-01-13")  # the figure that shows it may be given to the end of this day
    assert notices(board) == []

    await comes(board, "2027-01-14")
    (told,) = notices(board)
    assert "From 55.0% to 65.0% was promised by 31 December 2026." in told
    assert "Awaiting data: overdue, it was due on 13 January 2027." in told
    assert "Olive Marsh is asked for it." in told
    assert "57.0% for November 2026" in told
    await comes(board, "2027-01-15")
    assert len(notices(board)) == 1


async def test_when_the_figure_comes_the_comparison_is_made_and_the_notice_says_so(
    agreed: FakeTeams,
) -> None:
    board = agreed
    await comes(board, "2026-10-20")
    await comes(board, "2027-01-14")
    (told,) = notices(board)
    await gives(board, "56")  # December
    await board.ticks()
    assert notices(board) == []
    now = next(one for one in board.posted() if one.activity_id == told.activity_id)
    assert "Not working: 56.0% for December 2026" in now
    assert "the board says how" in shown(board.posted(), "✕ Not working", "Continue to a new day")


async def continued(board: FakeTeams, until: str) -> None:
    """Told of 31 December, not working by its figure, and continued by the board."""
    await comes(board, "2026-10-20")
    await comes(board, "2027-01-14")
    await gives(board, "56")
    await board.ticks()
    outcome = shown(board.posted(), "✕ Not working", "the board says how")
    await board.presses(
        "chris", outcome, "Continue to a new day", words="Give it time", until=until
    )


async def test_a_new_day_that_passes_in_silence_is_told_anew(agreed: FakeTeams) -> None:
    await continued(agreed, "2027-02-28")
    await comes(agreed, "2027-03-15")
    again = shown(agreed.posted(), "The promised day has passed", "February 2027")
    assert "was promised by 28 February 2027" in again


async def test_a_promise_whose_figure_has_come_by_then_is_no_news(agreed: FakeTeams) -> None:
    await continued(agreed, "2027-01-20")  # December's figure shows it, and has come
    await comes(agreed, "2027-01-21")
    assert not [one for one in agreed.posted() if "The promised day has passed" in one]


async def test_once_the_intervention_is_closed_the_notice_says_so(agreed: FakeTeams) -> None:
    board = agreed
    await comes(board, "2026-10-20")
    await comes(board, "2027-01-14")
    (told,) = notices(board)
    card = shown(board.posted(), "Pay rents on the first of the month.")
    await board.presses("chris", card, "Close the intervention", words="Enough")
    await board.ticks()
    now = next(one for one in board.posted() if one.activity_id == told.activity_id)
    assert "Closed on 14 January 2027." in now
    assert NOT_GIVEN not in now
