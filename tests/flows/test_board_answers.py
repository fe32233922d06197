"""The board answers on the exception card: its members only, the first answer stands."""

from dataclasses import replace

import pytest

from storage import audit, people, places
from tests.fake_teams import FakeTeams, Seen, group, pressed

pytestmark = pytest.mark.flow

WORDS = "Three landlords left the scheme. Olive meets the others by 30 October."


@pytest.fixture
async def alert(board: FakeTeams) -> Seen:
    """HOU-02 is Red for September, and the board's card says so."""
    await board.meets("olive")
    receipt = await board.gives(
        "olive", "HOU-02", numerator="31", denominator="56", commentary=WORDS
    )
    assert "Red" in receipt
    await board.ticks()
    (card,) = board.posted()
    return card


async def answers(board: FakeTeams, card: Seen, button: str, /, **typed: str) -> Seen:
    """Chris opens the form of an answer and gives it by the form's own main button."""
    form = await board.presses("chris", card, button)
    titles = {"Ask for an intervention": "Ask for it", "Ask the owner": "Ask the question"}
    return await board.presses("chris", form, titles.get(button, button), **typed)


async def test_a_member_acknowledges_and_everybody_sees_the_same_card(
    board: FakeTeams, alert: Seen
) -> None:
    assert "Awaits the board's answer" in alert
    seen = await answers(board, alert, "Acknowledge", words="We know why.")
    assert "Acknowledged by Chris Bell, 12 October 2026" in seen

    await board.ticks()
    (card,) = board.posted()
    assert card.activity_id == alert.activity_id
    assert "We know why." in card
    assert "Awaits the board's answer" not in card


async def test_every_answer_is_written_into_the_audit(board: FakeTeams, alert: Seen) -> None:
    await answers(board, alert, "Acknowledge", words="We know why.")
    rows = board.app.database.run(lambda session: list(audit.rows(session)))
    (row,) = [row for row in rows if row.change == "concern answered"]
    assert (row.who, row.subject) == ("Chris Bell", "HOU-02 2026-09")
    assert (row.old, row.new) == ("awaits the board's answer", "acknowledged")
    assert row.reason == "We know why."


@pytest.mark.parametrize("who", ["olive", "vera", "dana", "raj"])
async def test_only_members_of_the_board_answer(board: FakeTeams, alert: Seen, who: str) -> None:
    seen = await board.presses(who, alert, "Acknowledge")
    assert seen.said == "Only members of the Performance Board may do this."
    form = await board.presses("chris", alert, "Acknowledge")
    forged = await board.sends(who, form, pressed(form, "Acknowledge"))
    assert "Only members of the Performance Board" in forged.said


async def test_who_may_only_look_is_named_for_nothing(board: FakeTeams, alert: Seen) -> None:
    known = board.app.database.run(people.everyone).values()
    vera = next(str(one.id) for one in known if one.name == "Vera Visitor")
    for button in ("Ask for an intervention", "Offer support"):
        seen = await answers(board, alert, button, words="Help", who=vera)
        assert "Name the person." in seen
    form = await board.asks("dana", "call in HOU-02")
    typed = {"meeting": "2026-11-24", "words": "Why?", "who": vera}
    assert "Name the person." in await board.presses("dana", form, "Record and ask", **typed)


async def test_the_first_answer_of_the_board_stands(board: FakeTeams, alert: Seen) -> None:
    acknowledges = await board.presses("chris", alert, "Acknowledge")
    accepts = await board.presses("chris", alert, "Accept for now")
    await board.presses("chris", acknowledges, "Acknowledge")
    late = await board.presses(
        "chris", accepts, "Accept for now", words="Small", until="2026-12-01"
    )
    assert "Another board member answered this concern first." in late
    assert "Acknowledged by Chris Bell" in late
    assert "Accepted for now" not in late.words.replace("Accept for now", "")


async def test_of_two_answers_at_once_one_stands(board: FakeTeams, alert: Seen) -> None:
    acknowledges = await board.presses("chris", alert, "Acknowledge")
    escalates = await board.presses("chris", alert, "Escalate to CMT")
    seen = await board.both(
        board.presses("chris", acknowledges, "Acknowledge", words="Known"),
        board.presses("chris", escalates, "Escalate to CMT", words="Needs money"),
    )
    late = [card for card in seen if "answered this concern first" in card]
    assert len(late) == 1


async def test_a_press_sent_twice_is_answered_with_what_was_kept(
    board: FakeTeams, alert: Seen
) -> None:
    form = await board.presses("chris", alert, "Acknowledge")
    value = pressed(form, "Acknowledge", {"words": "Known"})
    first = await board.sends("chris", form, value)
    again = await board.sends("chris", form, value)
    assert again.content == first.content


async def test_an_old_card_shows_where_the_concern_stands_now(
    board: FakeTeams, alert: Seen
) -> None:
    await board.gives(
        "olive",
        "HOU-02",
        numerator="41",
        denominator="56",
        commentary="Ten were not counted.",
        reason="Ten were not counted.",
    )
    seen = await board.presses("chris", alert, "Acknowledge")
    assert "This is over and takes no further step." in seen
    assert "No longer an exception" in seen


@pytest.mark.parametrize(
    ("button", "typed", "says"),
    [
        ("Ask for an intervention", {"words": ""}, "Say it in a few words."),
        ("Ask for an intervention", {"words": "Do", "who": "9999"}, "Name the person."),
        ("Ask for an intervention", {"words": "Do", "who": ""}, "Name the person."),
        ("Ask for an intervention", {"words": "Do", "until": "2026-10-12"}, "a date after today"),
        ("Ask for an intervention", {"words": "Do", "until": "2026-01-01"}, "a date after today"),
        ("Ask for an intervention", {"words": "Do", "until": "soon"}, "Give a date."),
        ("Accept for now", {"words": "Small", "until": "2029-01-01"}, "too far ahead"),
        ("Accept for now", {"words": "Small", "until": ""}, "Give a date."),
        ("Acknowledge", {"words": "x" * 1001}, "more than 1,000 characters"),
        ("Ask the owner", {"words": " "}, "Say it in a few words."),
    ],
)
async def test_what_is_wrong_with_an_answer_is_said_and_what_was_typed_stays(
    board: FakeTeams, alert: Seen, button: str, typed: dict[str, str], says: str
) -> None:
    seen = await answers(board, alert, button, **typed)
    assert says in seen
    await board.ticks()
    assert "Awaits the board's answer" in board.posted()[0]


async def test_the_owner_replies_and_the_board_is_asked_again(
    board: FakeTeams, alert: Seen
) -> None:
    await answers(board, alert, "Ask the owner", words="Which landlords?")
    await board.ticks()
    question = board.pushed("olive")[-1]
    assert "Which landlords?" in question
    assert "Please reply by 19 October 2026" in question

    empty = await board.presses("olive", question, "Reply")
    assert "Say it in a few words." in empty
    seen = await board.presses("olive", question, "Reply", words="The three in North Street.")
    assert "The reply is with the board" in seen

    await board.ticks()
    first, card = board.posted()  # everybody hears of it, and the first card leads to the new one
    assert "The newer card in this channel shows how it stands now." in first
    assert "Awaits the board's answer" not in first
    assert "The three in North Street." in card
    assert "Awaits the board's answer" in card
    twice = await board.presses("olive", question, "Reply", words="And one more.")
    assert "And one more." not in twice


async def test_whoever_is_named_to_help_is_told_what_blocks(board: FakeTeams, alert: Seen) -> None:
    await board.meets("raj")
    form = await board.presses("chris", alert, "Offer support")
    people = next(one for one in form.content["body"] if one.get("id") == "who")["choices"]
    raj = next(one["value"] for one in people if one["title"] == "Raj Patel")
    value = pressed(form, "Offer support", {"words": "No lawyer", "who": raj})
    assert "Corporate support offered by Chris Bell" in await board.sends("chris", form, value)
    await board.ticks()
    (told,) = [card for card in board.pushed("raj") if "No lawyer" in card]
    assert "asks you to help" in told


async def test_escalated_concerns_are_shown_to_the_corporate_management_team(
    board: FakeTeams, alert: Seen
) -> None:
    management = replace(group(), conversation_id="19:management@thread.v2")
    await board.meets("dana", management)
    board.app.database.run(
        lambda session: places.choose(session, management.conversation_id, places.CMT)
    )
    seen = await answers(board, alert, "Escalate to CMT", words="It needs money.")
    assert "Escalated to the Corporate Management Team" in seen

    await board.ticks()
    (shown,) = [
        one.seen
        for one in board.messenger.sent
        if one.conversation_id == management.conversation_id
    ]
    assert "It needs money." in shown
