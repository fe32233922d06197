"""What is asked in chat of Improve and Monitor, and how risks are asked about and answered."""

from dataclasses import replace

import pytest

from cycle.improve.risk import Impact, Likelihood, Risk
from storage import people, register, risks
from storage.database import Session
from tests.fake_teams import FakeTeams, Seen, channel, group, pressed
from tests.flows.test_improve_story import agreed, comes, gives, shown

__all__ = ["agreed"]


def _risk(session):
    by = {one.email.partition("@")[0]: one.id for one in people.everyone(session).values()}
    indicator = register.by_ref(session, "HOU-02")
    risks.add(
        session,
        Risk(
            ref="R-07",
            title="Homelessness rises",
            owner=by["raj"],
            likelihood=Likelihood.POSSIBLE,
            impact=Impact.MAJOR,
            indicators=frozenset({indicator.id}),
        ),
    )


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("open exceptions", "Intervention agreed by Chris Bell"),
        ("open exceptions in housing", "HOU-02"),
        ("open exceptions in waste", "No exception is open."),
        ("interventions in housing", "Olive Marsh"),
        ("overdue actions", "Nothing is overdue."),
        ("history of HOU-02", "Intervention agreed"),
        ("history of HOU-02", "55.0%"),
        ("what did the board decide this month", "Win the landlords back"),
        ("what did the board decide last month", "The board decided nothing."),
        ("successes", "No success is on record"),
        ("risks of HOU-02", "No corporate risk is linked"),
        ("KPIs without a risk", "HOU-05"),
    ],
)
async def test_a_question_is_answered(agreed: FakeTeams, asked: str, says: str) -> None:
    assert says in await agreed.asks("raj", asked)


@pytest.mark.parametrize("asked", ["open exceptions", "interventions", "decisions last month"])
async def test_a_row_opens_its_indicator_and_leads_back(agreed: FakeTeams, asked: str) -> None:
    await comes(agreed, "2026-11-04")
    listed = await agreed.asks("raj", asked)
    opened = await agreed.presses("raj", listed, "Open HOU-02")
    assert "HOU-02 Homelessness prevented" in opened
    assert "Target" in opened
    back = await agreed.presses("raj", opened, "Back to the list")
    assert pressed(back, "Open HOU-02")


async def test_what_is_late_is_listed_with_its_person(agreed: FakeTeams) -> None:
    await comes(agreed, "2026-12-09")
    late = await agreed.asks("raj", "overdue actions in Housing")
    assert "Ten landlords back" in late
    assert "Olive Marsh" in late


async def test_a_deteriorating_indicator_asks_the_owners_of_its_risks(board: FakeTeams) -> None:
    board.app.database.run(_risk)
    await board.meets("raj")
    await gives(board, "55")  # worse by a band, and Red
    await board.ticks()
    assert "R-07 Homelessness rises" in shown(board.posted(), "HOU-02")
    question = shown(board.pushed("raj"), "R-07")
    assert "a possible sign of an underlying risk becoming real" in question

    empty = await board.presses("raj", question, "Answer")
    assert "Say it in a few words." in empty
    off = await board.presses("raj", question, "Answer", likelihood="9", words="x")
    assert "whole numbers from 1 to 5" in off
    seen = await board.presses("raj", question, "Answer", likelihood="5", words="It is.")
    assert "= 20, very high" in seen
    late = await board.presses("raj", question, "Answer", likelihood="4", words="No.")
    assert "moved on" in late
    assert "R-07" in await board.asks("olive", "risks of HOU-02")


async def test_escalations_are_posted_where_the_performance_team_says(board: FakeTeams) -> None:
    assert "Only the performance team" in await board.asks(
        "chris", "post escalations here", group()
    )
    assert "personal chat" in await board.asks("dana", "post escalations here")
    assert "board's channel" in await board.asks("dana", "post escalations here", channel())
    assert "will be posted here" in await board.asks("dana", "post escalations here", group())


@pytest.mark.parametrize("verb", ["risk_answer", "explain", "call_in", "learnt", "agree", "give"])
async def test_a_verb_sent_with_another_card_leads_nowhere(agreed: FakeTeams, verb: str) -> None:
    card = shown(agreed.posted(), "Exception", "HOU-02")
    data = pressed(card, "Ask the owner")["action"]["data"]
    forged = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
    assert "can no longer be used" in (await agreed.sends("chris", card, forged)).said


async def test_a_call_in_that_is_recorded_is_not_recorded_by_its_own_card(
    board: FakeTeams,
) -> None:
    form = await board.asks("dana", "call in HOU-02")
    card = await board.presses(
        "dana", form, "Record and ask", meeting="2026-11-24", words="Why so long?"
    )
    press = pressed(card, "Note what came of it", {"words": "Again?"})
    press["action"]["verb"] = "call_in"
    assert "can no longer be used" in (await board.sends("dana", card, press)).said


async def test_the_digest_comes_once_on_the_chosen_working_day(agreed: FakeTeams) -> None:
    await comes(agreed, "2026-11-16")
    assert not [card for card in agreed.posted() if "Monthly digest" in card]
    await comes(agreed, "2026-11-17")  # the twelfth working day of November
    await comes(agreed, "2026-11-18")
    (digest,) = [card for card in agreed.posted() if "Monthly digest, October 2026" in card]
    assert "Win the landlords back" in digest
    assert "Nothing to report." in digest
    assert "HOU-02" in digest
    all_of = next(button for button in _titles(digest) if button.endswith("under (a)"))
    more = await agreed.presses("chris", digest, all_of)
    assert "Manage performance" in more
    assert "Monthly digest" in await agreed.presses("chris", more, "Back to the digest")


def _titles(card):
    actions = [part for part in card.content["body"] if part.get("type") == "ActionSet"]
    return [one["title"] for part in actions for one in part["actions"]]


def of_unlinked(teams: FakeTeams) -> list[Seen]:
    """The notes to Dana, of the performance team, on KPIs without a risk."""
    return [one for one in teams.pushed("dana") if "no risk" in one]


async def test_the_performance_team_hears_once_a_month_which_kpis_watch_no_risk(
    board: FakeTeams,
) -> None:
    board.app.database.run(_risk)
    await comes(board, "2026-10-13")
    await comes(board, "2026-10-14")
    (told,) = of_unlinked(board)
    assert "2 KPIs watch no risk" in told
    assert "HOU-05" in told
    assert "HOU-02" not in told
    await comes(board, "2026-11-02")
    assert len(of_unlinked(board)) == 2


async def test_a_council_without_a_register_of_risks_is_told_nothing_of_it(
    board: FakeTeams,
) -> None:
    await comes(board, "2026-10-13")
    assert of_unlinked(board) == []


async def test_once_each_kpi_watches_a_risk_no_note_goes_out(board: FakeTeams) -> None:
    board.app.database.run(_risk)
    board.app.database.run(_all_are_watched)
    await comes(board, "2026-10-13")
    assert of_unlinked(board) == []


def _all_are_watched(session: Session) -> None:
    (known,) = risks.everything(session).values()
    ids = frozenset(one.id for one in register.all_indicators(session))
    risks.add(session, replace(known, indicators=ids))
