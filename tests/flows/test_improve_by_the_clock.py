"""What lapses is asked again, what is late is heard of, and trouble with people and places."""

import pytest

from storage import audit, people
from storage.outcomes import Attempt, Outcome
from tests.fake_teams import FakeTeams, Seen, channel, group
from tests.flows.test_board_answers import alert, answers
from tests.flows.test_improve_story import PROPOSAL, agreed, comes, gives, shown

__all__ = ["agreed", "alert"]


def again(board: FakeTeams) -> list[Seen]:
    """The posts of HOU-02's exception, oldest first."""
    shown_as = ("past figures", "newer card")
    return [
        one for one in board.posted() if "HOU-02" in one and any(words in one for words in shown_as)
    ]


@pytest.mark.parametrize(
    ("button", "typed", "quiet", "asked_on", "why"),
    [
        ("Acknowledge", {}, "2026-11-06", "2026-11-09", "acknowledgement has gone stale"),
        (
            "Accept for now",
            {"words": "Small", "until": "2026-10-30"},
            "2026-10-30",
            "2026-11-02",
            "time it was accepted for has ended",
        ),
        (
            "Ask the owner",
            {"words": "Which?"},
            "2026-10-23",
            "2026-10-26",
            "owner has not replied",
        ),
    ],
)
async def test_an_answer_that_has_lapsed_is_asked_again_in_a_new_post(
    board: FakeTeams,
    alert: Seen,
    button: str,
    typed: dict[str, str],
    quiet: str,
    asked_on: str,
    why: str,
) -> None:
    await answers(board, alert, button, **typed)
    await comes(board, quiet)
    assert len(again(board)) == 1
    await comes(board, asked_on)
    await comes(board, asked_on)
    assert len(again(board)) == 2
    assert "Awaits the board's answer" in again(board)[-1]
    assert why in again(board)[-1]


async def test_a_question_without_a_reply_is_chased(board: FakeTeams, alert: Seen) -> None:
    await answers(board, alert, "Ask the owner", words="Which landlords?")
    await comes(board, "2026-10-20")  # asked for by the 19th
    chased = [one for one in board.pushed("olive") if "Which landlords?" in one]
    assert len(chased) >= 2
    assert "1 working day overdue" in chased[-1]


async def test_what_is_not_proposed_in_time_reaches_the_manager_and_the_board(
    board: FakeTeams, alert: Seen
) -> None:
    await answers(board, alert, "Ask for an intervention", words="Win them back")
    await comes(board, "2026-10-29")  # three working days after the 26th
    assert "A proposal" in shown(board.pushed("raj"), "Overdue", "HOU-02")
    assert not [one for one in board.posted() if "Overdue" in one]
    await comes(board, "2026-11-09")
    await comes(board, "2026-11-10")
    assert len([one for one in board.posted() if "Overdue" in one]) == 1


async def test_a_manager_reminds_whoever_is_late_once_a_day(board: FakeTeams, alert: Seen) -> None:
    await answers(board, alert, "Ask for an intervention", words="Win them back")
    await comes(board, "2026-10-29")
    await comes(board, "2026-10-30")  # no day of the ladder
    told = shown(board.pushed("raj"), "Overdue", "HOU-02")
    before = len(board.pushed("olive"))

    assert "Olive Marsh will be reminded." in await board.presses("raj", told, "Remind them")
    await board.ticks()
    assert len(board.pushed("olive")) == before + 1
    assert "had a reminder today already" in await board.presses("raj", told, "Remind them")
    await board.ticks()
    assert len(board.pushed("olive")) == before + 1


async def test_only_who_may_reminds_and_only_in_working_hours(
    board: FakeTeams, alert: Seen
) -> None:
    await answers(board, alert, "Ask for an intervention", words="Win them back")
    await comes(board, "2026-10-29")
    told = shown(board.pushed("raj"), "Overdue", "HOU-02")

    refused = await board.presses("olive", told, "Remind them")
    assert "Only their manager" in refused.said
    board.now = board.now.replace(hour=19)
    assert "working hours" in await board.presses("raj", told, "Remind them")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"milestone_2_due": "2026-10-19"}, "The milestones end before the intervention begins."),
        ({"starts": "2026-10-01"}, "Give a date after today."),
        ({"effect_by": "2026-01-31"}, "Give a date after today."),
        ({"effect_by": "2026-11-15"}, "A milestone falls after the day"),
        ({"effect_to": "50"}, "no improvement"),
        ({"effect_to": "many"}, "To · Write a number, in %."),
        (
            dict.fromkeys(("milestone_1", "milestone_1_due", "milestone_2", "milestone_2_due"), ""),
            "Give at least one milestone, with its date.",
        ),
        ({"milestone_2_due": ""}, "Milestone 2 · Give a date."),
        ({"cause": ""}, "Say what the cause is."),
        ({"starts": ""}, "Say on which day it starts."),
    ],
)
async def test_a_proposal_that_cannot_stand_comes_back_with_all_that_was_typed(
    board: FakeTeams, alert: Seen, changed: dict[str, str], says: str
) -> None:
    await answers(board, alert, "Ask for an intervention", words="Win them back")
    await board.ticks()
    asked = shown(board.pushed("olive"), "asks for an intervention")
    form = await board.presses("olive", asked, "Propose the intervention")
    seen = await board.presses("olive", form, "Send to the board", **{**PROPOSAL, **changed})
    assert says in seen
    assert "Send to the board" in seen
    assert "Pay rents on the first of the month." in seen
    assert not [one for one in board.posted() if "Intervention proposed" in one]


async def test_who_has_left_the_board_decides_no_more(agreed: FakeTeams) -> None:
    card = shown(agreed.posted(), "Pay rents on the first of the month.")
    agreed.app.database.run(lambda session: _is_now(session, "chris", "officer"))
    seen = await agreed.presses("chris", card, "Close the intervention", words="Enough")
    assert seen.said == "Only members of the Performance Board may do this."


def _is_now(session, who: str, roles: str) -> None:
    before = people.by_email(session, f"{who}@wealdbrook.gov.uk")
    known = people.everyone(session)
    row = {
        "name": before.name,
        "email": before.email,
        "aad_object_id": f"{who}-entra",
        "roles": roles,
        "services": "",
        "manager": known[before.manager].email if before.manager else "",
        "deputy": known[before.deputy].email if before.deputy else "",
    }
    people.add_many(session, [row])


async def test_the_manager_takes_over_from_an_owner_who_has_left(agreed: FakeTeams) -> None:
    await agreed.meets("raj")
    agreed.app.database.run(lambda session: _is_now(session, "olive", "viewer"))
    await comes(agreed, "2026-10-20")
    card = shown(agreed.pushed("raj"), "Payments set up")
    assert "Milestone 1 is reached" in await agreed.presses("raj", card, "Milestone 1 done")
    assert "Raj Patel" in await agreed.asks("chris", "interventions")


@pytest.fixture
async def orphaned(agreed: FakeTeams) -> FakeTeams:
    """Olive and Raj, her manager, have left on one day; she has no deputy."""
    agreed.app.database.run(lambda session: _is_now(session, "olive", "viewer"))
    agreed.app.database.run(lambda session: _is_now(session, "raj", "viewer"))
    await agreed.meets("dana")
    await agreed.meets("meg")
    await comes(agreed, "2026-10-20")
    return agreed


def person(board: FakeTeams, who: str) -> str:
    known = board.app.database.run(people.everyone).values()
    return next(str(one.id) for one in known if one.email.startswith(f"{who}@"))


async def test_what_nobody_is_left_to_do_the_performance_team_hands_over(
    orphaned: FakeTeams,
) -> None:
    board = orphaned
    assert "Somebody still to be named" in shown(board.posted(), "Exception", "HOU-02")
    card = shown(board.pushed("dana"), "Nobody is left to do it", "Win the landlords back")
    nobody = await board.presses("dana", card, "Hand it over")
    assert "Name the person." in nobody
    visitor = await board.presses("dana", nobody, "Hand it over", who=person(board, "vera"))
    assert "That person may only look, or has left: name somebody else." in visitor
    seen = await board.presses("dana", visitor, "Hand it over", who=person(board, "meg"))
    assert "✓ Meg Shaw takes over, and is told." in seen
    assert "Meg Shaw: Payments set up by 2 November 2026." in seen

    late = await board.presses("dana", card, "Hand it over", who=person(board, "sam"))
    assert "has moved on" in late
    assert "Meg Shaw: Payments set up" in late

    await board.ticks()
    assert "Meg Shaw takes over." in shown(board.posted(), "Exception", "HOU-02")
    assert "Nobody is left" not in board.pushed("dana")[-1]
    told = shown(board.pushed("meg"), "Payments set up")
    assert "Milestone 1 is reached" in await board.presses("meg", told, "Milestone 1 done")

    (row,) = [
        row
        for row in board.app.database.run(lambda session: list(audit.rows(session)))
        if row.change == "intervention handed over" and row.who == "Dana Osei"
    ]
    assert (row.subject, row.old, row.new) == ("HOU-02", "the performance team", "Meg Shaw")
    assert "Intervention handed over" in await board.asks("chris", "history of HOU-02")
    decided = await board.asks("chris", "what did the board decide this month")
    assert "Intervention agreed" in decided
    assert "handed over" not in decided
    assert "Intervention proposed" not in decided


@pytest.mark.parametrize("who", ["chris", "meg", "olive", "vera"])
async def test_only_the_performance_team_hands_over(orphaned: FakeTeams, who: str) -> None:
    card = shown(orphaned.pushed("dana"), "Nobody is left to do it")
    meg = person(orphaned, "meg")
    forged = await orphaned.presses(who, card, "Hand it over", who=meg)
    assert forged.said == "Only the performance team may do this."
    assert "Hand it over" in await orphaned.presses("dana", card, "Hand it over")


async def test_of_two_who_name_somebody_at_once_one_stands(orphaned: FakeTeams) -> None:
    card = shown(orphaned.pushed("dana"), "Nobody is left to do it")
    seen = await orphaned.both(
        orphaned.presses("dana", card, "Hand it over", who=person(orphaned, "meg")),
        orphaned.presses("dana", card, "Hand it over", who=person(orphaned, "sam")),
    )
    assert sum("has moved on" in one for one in seen) == 1
    assert sum("takes over, and is told" in one for one in seen) == 1


async def test_two_who_decide_on_a_proposal_at_once(board: FakeTeams, alert: Seen) -> None:
    await answers(board, alert, "Ask for an intervention", words="Win them back")
    await board.ticks()
    asked = shown(board.pushed("olive"), "asks for an intervention")
    form = await board.presses("olive", asked, "Propose the intervention")
    await board.presses("olive", form, "Send to the board", **PROPOSAL)
    await board.ticks()
    card = shown(board.posted(), "Intervention proposed")
    seen = await board.both(
        board.presses("chris", card, "Agree"),
        board.presses("chris", card, "Send it back", words="Cheaper", until="2026-11-30"),
    )
    assert sum("has moved on" in one for one in seen) == 1


async def test_a_corrected_figure_does_not_end_what_an_intervention_holds(
    agreed: FakeTeams,
) -> None:
    await agreed.gives(
        "olive",
        "HOU-02",
        numerator="75",
        denominator="100",
        commentary="Twenty were not counted.",
        reason="Twenty were not counted.",
    )
    await agreed.ticks()
    held = shown(agreed.posted(), "HOU-02", "it stays open while its intervention runs")
    assert "Recovering" in held
    card = shown(agreed.posted(), "Pay rents on the first of the month.")
    await agreed.presses("chris", card, "Close the intervention", words="Not needed")
    await agreed.ticks()
    assert "No longer an exception" in shown(agreed.posted(), "HOU-02", "past figures")


async def test_what_is_escalated_waits_until_there_is_a_place_for_it(
    board: FakeTeams, alert: Seen
) -> None:
    await answers(board, alert, "Escalate to CMT", words="It needs money.")
    await board.ticks()
    assert not [one for one in board.messenger.sent if "group" in one.conversation_id]
    await board.asks("dana", "post escalations here", group())
    await board.ticks()
    (told,) = [one.seen for one in board.messenger.sent if "group" in one.conversation_id]
    assert "It needs money." in told


async def test_a_board_channel_that_was_lost_gets_what_it_missed_when_it_is_back(
    board: FakeTeams,
) -> None:
    board.messenger.outcomes = [Attempt(outcome=Outcome.PERMANENT, code="404")]
    board.messenger.to = channel().conversation_id
    await gives(board, "55")
    await board.ticks()
    assert not [one for one in board.posted() if "HOU-02" in one]
    await board.meets("dana", channel())
    await board.ticks()
    card = shown(board.posted(), "Awaits the board's answer", "HOU-02")
    assert "Acknowledged" in await answers(board, card, "Acknowledge")


def of_lost(board: FakeTeams) -> list[Seen]:
    """The notes to Dana, of the performance team, that a channel is lost."""
    return [one for one in board.pushed("dana") if "out of reach" in one]


async def test_the_performance_team_hears_each_day_that_steward_was_removed_from_the_board(
    board: FakeTeams,
) -> None:
    await board.loses("dana", channel())
    await gives(board, "55")
    await board.ticks()
    await board.ticks()
    (told,) = of_lost(board)
    assert "The Performance Board’s channel is out of reach" in told
    assert "post board alerts here" in told
    await comes(board, "2026-10-13")
    assert "1 card waits" in of_lost(board)[-1]
    assert len(of_lost(board)) == 2

    await board.asks("dana", "post board alerts here", channel())
    await comes(board, "2026-10-14")
    assert "Awaits the board's answer" in shown(board.posted(), "HOU-02")
    assert len(of_lost(board)) == 2


async def test_the_performance_team_hears_that_teams_refuses_the_board_for_good(
    board: FakeTeams,
) -> None:
    board.messenger.outcomes = [Attempt(outcome=Outcome.PERMANENT, code="403")]
    board.messenger.to = channel().conversation_id
    await gives(board, "55")
    await board.ticks()
    assert of_lost(board) == []
    await board.ticks()
    assert "1 card waits" in of_lost(board)[-1]


async def test_a_lost_channel_of_escalations_names_its_own_command(
    board: FakeTeams, alert: Seen
) -> None:
    await board.asks("dana", "post escalations here", group())
    await board.loses("dana", group())
    await answers(board, alert, "Escalate to CMT", words="It needs money.")
    await board.ticks()
    (told,) = of_lost(board)
    assert "post escalations here" in told


async def test_nobody_is_told_of_a_channel_that_was_never_chosen(teams: FakeTeams) -> None:
    await gives(teams, "55")
    await teams.ticks()
    assert of_lost(teams) == []
