"""The story of a red figure: asked, proposed, agreed, chased, working, closed, celebrated.

And of its twin, which does not work: it continues, is escalated, and called in. The clock moves.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from storage import audit, places
from tests.fake_teams import FakeTeams, Seen, group

WORDS = "Three landlords left the scheme. Olive meets the others by 30 October."
PROPOSAL = {
    "cause": "Landlords leave, since rents are paid late.",
    "action": "Pay rents on the first of the month.",
    "starts": "2026-10-20",
    "milestone_1": "Payments set up",
    "milestone_1_due": "2026-11-02",
    "milestone_2": "Ten landlords back",
    "milestone_2_due": "2026-12-01",
    "effect_by": "2026-12-31",
}


def shown(cards: list[Seen], *words: str) -> Seen:
    """The newest of the cards that says all of this."""
    found = [card for card in cards if all(each in card for each in words)]
    assert found, f"no card says {words}: {[card.words[:120] for card in cards]}"
    return found[-1]


async def comes(board: FakeTeams, day: str) -> None:
    """The clock moves to nine in the morning of this day, and everything runs twice."""
    board.now = datetime.fromisoformat(f"{day}T09:30:00").replace(tzinfo=UTC)
    await board.ticks()
    await board.ticks()


async def gives(board: FakeTeams, numerator: str, denominator: str = "100") -> Seen:
    return await board.gives(
        "olive", "HOU-02", numerator=numerator, denominator=denominator, commentary=WORDS
    )


@pytest.fixture
async def agreed(board: FakeTeams) -> FakeTeams:
    return await agree(board)


async def agree(board: FakeTeams) -> FakeTeams:
    """HOU-02 is Red; the board has asked, Olive has proposed, the board has agreed."""
    await board.meets("olive")
    await gives(board, "55")
    await board.ticks()
    alert = shown(board.posted(), "Exception", "HOU-02")
    form = await board.presses("chris", alert, "Ask for an intervention")
    await board.presses("chris", form, "Ask for it", words="Win the landlords back")

    await board.ticks()
    asked = shown(board.pushed("olive"), "asks for an intervention", "Win the landlords back")
    assert "Homelessness prevented · September 2026" in asked
    assert "Red: 55.0% against 65.0%" in asked
    form = await board.presses("olive", asked, "Propose the intervention")
    sent = await board.presses("olive", form, "Send to the board", **PROPOSAL)
    assert "Proposed" in sent

    await board.ticks()
    proposal = shown(board.posted(), "Pay rents on the first of the month.")
    seen = await board.presses("chris", proposal, "Agree")
    assert "Agreed" in seen
    await board.ticks()
    return board


async def test_it_works_is_closed_and_celebrated(agreed: FakeTeams) -> None:
    board = agreed
    await comes(board, "2026-10-20")
    assert "Running" in shown(board.posted(), "Exception", "HOU-02")

    await comes(board, "2026-10-26")  # five working days before the first milestone
    chased = shown(board.pushed("olive"), "A milestone is due", "Payments set up")
    seen = await board.presses("olive", chased, "Milestone 1 done")
    assert "Milestone 1 is reached" in seen
    seen = await board.presses("olive", seen, "Tell progress", words="Six are back.")
    assert "Told last Olive Marsh, 26 October 2026 Six are back." in seen
    await comes(board, "2026-11-05")
    assert "2 ○ Ten landlords back" in shown(board.pushed("olive"), "Milestones")

    await comes(board, "2026-11-09")
    await gives(board, "57")  # October, before the intervention counts
    await comes(board, "2026-12-04")  # three working days late: the manager hears
    late = shown(board.pushed("raj"), "Overdue", "Ten landlords back")
    assert "3 working days overdue" in late

    await comes(board, "2026-12-09")
    await gives(board, "66")  # November
    await board.ticks()
    card = shown(board.posted(), "HOU-02", "Recovering")
    assert "Working" in card

    await comes(board, "2027-01-12")
    await gives(board, "68")  # December
    await board.ticks()
    held = shown(board.posted(), "HOU-02", "Recovering")
    assert "it stays open while its intervention runs" in held
    outcome = shown(board.posted(), "close it, and celebrate?")
    assert not [card for card in board.posted() if "★ Success" in card]
    closed = await board.presses("chris", outcome, "Close and celebrate")
    assert "Closed by Chris Bell, 12 January 2027" in closed

    await board.ticks()
    assert "Closed: green for two periods running" in shown(board.posted(), "HOU-02", "Closed ·")
    success = shown(board.posted(), "★ Success", "HOU-02")
    assert "Green again for November 2026" in success or "Back to green" in success
    mine = shown(board.pushed("olive"), "★ Success", "HOU-02")
    await board.presses("olive", mine, "Share what was learnt", words="Pay on time.")
    await board.ticks()
    assert "Pay on time." in shown(board.posted(), "★ Success", "HOU-02")
    changes = [row.change for row in board.app.database.run(lambda s: list(audit.rows(s)))]
    story = [
        *("concern answered", "intervention proposed", "intervention agreed"),
        *("intervention started", "milestone reached", "intervention judged"),
        *("intervention closed", "learnt from a success"),
    ]
    assert [change for change in dict.fromkeys(changes) if change in story] == story


async def test_its_twin_does_not_work_continues_and_is_escalated(agreed: FakeTeams) -> None:
    board = agreed
    management = replace(group(), conversation_id="19:management@thread.v2")
    await board.meets("dana", management)
    board.app.database.run(
        lambda session: places.choose(session, management.conversation_id, places.CMT)
    )
    for day, value in (("2026-11-09", "57"), ("2026-12-09", "58"), ("2027-01-12", "56")):
        await comes(board, day)
        await gives(board, value)
        await board.ticks()
    outcome = shown(board.posted(), "✕ Not working", "the board says how")
    nothing = await board.presses("chris", outcome, "Continue to a new day")
    assert nothing.said == "Say it in a few words."

    seen = await board.presses("chris", outcome, "Escalate to CMT", words="Needs money")
    assert "Escalated to the Corporate Management Team" in seen
    await board.ticks()
    told = [one.seen for one in board.messenger.sent if "management" in one.conversation_id]
    assert "Needs money" in shown(told, "HOU-02")

    outcome = shown(board.posted(), "✕ Not working", "the board says how")
    seen = await board.presses(
        "chris", outcome, "Continue to a new day", words="Rents only now paid", until="2027-04-30"
    )
    assert "Running" in seen
    await board.ticks()
    assert "Intervention continued" in shown(board.posted(), "HOU-02", "past figures")

    form = await board.asks("dana", "call in HOU-02")
    refused = await board.presses("dana", form, "Record and ask", meeting="2027-01-12")
    assert "Say it in a few words." in refused
    stands_now = await board.presses(
        "dana", refused, "Record and ask", meeting="2027-03-16", words="Why so long?"
    )
    assert "Raj Patel: explanation asked for" in stands_now
    await board.ticks()
    call = shown(board.pushed("raj"), "Why so long?")
    await board.presses("raj", call, "Send the explanation", words="We lack two staff.")
    await comes(board, "2027-03-17")
    seen = await board.presses("dana", stands_now, "Note what came of it", words="To come back.")
    assert "We lack two staff." in seen
