"""An owner puts a milestone off, within what was promised; beyond it the board is asked."""

from typing import Any

import pytest

from features import exports
from storage import audit
from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_improve_story import agreed, comes, shown

__all__ = ["agreed"]

WHY = "The bank needs two more weeks."


async def chased(board: FakeTeams) -> Seen:
    """What Olive has before her a week before her first milestone."""
    await comes(board, "2026-10-20")
    await comes(board, "2026-10-26")
    return shown(board.pushed("olive"), "A milestone is due", "Payments set up")


async def moves(board: FakeTeams, card: Seen, who: str = "olive", /, **typed: str) -> Seen:
    plain = {"milestone": "1", "until": "2026-11-16", "why": WHY}
    return await board.presses(who, card, "Move it", **{**plain, **typed})


def changes(board: FakeTeams, change: str) -> list[Any]:
    rows = board.app.database.run(lambda session: list(audit.rows(session)))
    return [row for row in rows if row.change == change]


async def test_a_milestone_is_moved_within_what_was_promised_and_the_board_sees_it(
    agreed: FakeTeams,
) -> None:
    board = agreed
    card = await chased(board)
    posts = len(board.posted())
    seen = await moves(board, card)
    assert "✓ Milestone 1 is moved: the board sees it." in seen
    assert "Payments set up · by 16 November 2026, moved once" in seen
    seen = await moves(board, seen, until="2026-11-30")
    assert "by 30 November 2026, moved twice" in seen

    await board.ticks()
    assert len(board.posted()) == posts  # edited in place: nobody is called for it
    assert "moved twice" in shown(board.posted(), "Pay rents on the first of the month.")
    alert = shown(board.posted(), "Exception", "HOU-02")
    assert "Milestone moved by Olive Marsh, 26 October 2026" in alert
    assert "Now by 30 November 2026." in alert
    assert WHY in alert

    first, second = changes(board, "milestone moved")
    assert (first.who, first.subject, first.new) == ("Olive Marsh", "HOU-02", "2026-11-16")
    assert (second.old, second.reason) == ("Payments set up, by 2026-11-16", WHY)
    assert "Milestone moved" in await board.asks("raj", "history of HOU-02")
    assert "Milestone moved" not in await board.asks("raj", "what did the board decide this month")
    columns, rows = board.app.database.run(exports.export_interventions)
    assert "2026-11-30: Payments set up (moved twice)" in str(rows[0][columns.index("milestones")])
    _, decided = board.app.database.run(exports.export_decisions)
    assert [row[2] for row in decided if "bank" in str(row[3])] == ["moves a milestone"] * 2

    before = len(board.pushed("olive"))
    await comes(board, "2026-11-03")  # the old day has passed, the new one is four weeks off
    assert len(board.pushed("olive")) == before


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"why": ""}, "Say it in a few words."),
        ({"until": ""}, "Give a date."),
        ({"until": "soon"}, "Give a date."),
        ({"until": "2026-10-26"}, "Give a date after today."),
        ({"until": "2026-10-30"}, "Give a later day than the one it has."),
    ],
)
async def test_what_cannot_stand_comes_back_with_what_was_typed(
    agreed: FakeTeams, typed: dict[str, str], says: str
) -> None:
    seen = await moves(agreed, await chased(agreed), **typed)
    assert says in seen
    assert "Payments set up · by 2 November 2026" in seen
    assert "moved once" not in seen
    assert changes(agreed, "milestone moved") == []
    again = await moves(agreed, seen)
    assert "by 16 November 2026, moved once" in again


@pytest.mark.parametrize("milestone", ["0", "3", "-1", "x", "999999999"])
async def test_a_milestone_that_is_not_there_is_not_moved(
    agreed: FakeTeams, milestone: str
) -> None:
    seen = await moves(agreed, await chased(agreed), milestone=milestone)
    assert "That step is not open" in seen
    assert changes(agreed, "milestone moved") == []


@pytest.mark.parametrize("who", ["chris", "dana", "raj", "vera", "meg"])
async def test_only_the_owner_moves_a_milestone(agreed: FakeTeams, who: str) -> None:
    seen = await moves(agreed, await chased(agreed), who)
    assert seen.said == "Only the person who was asked, or their deputy, may do this."
    assert changes(agreed, "milestone moved") == []


async def test_an_old_card_shows_where_it_stands_now(agreed: FakeTeams) -> None:
    card = await chased(agreed)
    await moves(agreed, card)
    late = await moves(agreed, card, until="2026-12-01")
    assert "has moved on" in late
    assert "by 16 November 2026, moved once" in late


async def test_beyond_the_promised_day_the_board_is_asked_and_may_want_another_proposal(
    agreed: FakeTeams,
) -> None:
    board = agreed
    card = await chased(board)
    posts = len(board.posted())
    seen = await moves(board, card, milestone="2", until="2027-01-15")
    assert "✓ 15 January 2027 is later than the day promised, so the board has been asked." in seen
    assert "Ten landlords back · by 1 December 2026" in seen
    assert "has moved on" in await moves(board, card, milestone="2", until="2027-01-15")
    (row,) = changes(board, "later day asked of the board")
    assert (row.new, row.reason) == ("2027-01-15", WHY)

    await board.ticks()
    assert len(board.posted()) == posts + 1
    asked = board.posted()[-1]
    words = (
        "Asks to move milestone 2, Ten landlords back, to 15 January 2027, later than "
        f"31 December 2026, the day promised: {WHY}"
    )
    assert words in asked
    back = await board.presses("chris", asked, "Ask for another proposal", words="With new dates")
    assert "Sent back" in back

    await board.ticks()
    again = shown(board.pushed("olive"), "asks for another proposal", "With new dates")
    form = await board.presses("olive", again, "Propose the intervention")
    typed = {"starts": "2026-10-27", "milestone_2_due": "2027-01-15", "effect_by": "2027-01-31"}
    sent = await board.presses("olive", form, "Send to the board", **typed)
    assert "Proposed" in sent
