"""People leave and change: what was theirs is asked of others, and old cards say who has it."""

import pytest

from papers import sheets
from storage import people
from storage.audit import Actor
from storage.database import Database
from tests import staff
from tests.fake_teams import FakeTeams, Seen
from tests.importing import bring_in
from tests.wealdbrook import MONDAY

COMMENTARY = "Two officers were ill; Olive Marsh has cover from 2 November 2026."


def shown(cards: list[Seen], *words: str) -> Seen:
    found = [card for card in cards if all(each in card for each in words)]
    assert found, f"{words} on none of {[card.words[:120] for card in cards]}"
    return found[-1]


async def met(teams: FakeTeams, *people: str) -> None:
    for who in people:
        await teams.meets(who)


async def test_the_deputy_is_asked_for_the_figures_of_an_owner_who_has_left(
    teams: FakeTeams,
) -> None:
    await met(teams, "olive", "meg", "raj")
    staff.own(teams.app.database, "HOU-05", deputy="meg")
    staff.leaves(teams.app.database, "olive")
    await teams.ticks()

    assert teams.pushed("olive") == []
    reminder = shown(teams.pushed("meg"), "HOU-05")
    form = await teams.presses("meg", reminder, "Give figures")
    assert "Submit" in form
    refused = await teams.asks("olive", "submit HOU-05")
    assert "This is not your indicator" in refused
    assert "Nothing is due" in await teams.asks("olive", "due")


async def test_the_manager_is_asked_where_there_is_no_deputy(teams: FakeTeams) -> None:
    await met(teams, "olive", "raj")
    staff.own(teams.app.database, "HOU-05", deputy="")
    assert "This is not your indicator" in await teams.asks("raj", "submit HOU-05")
    staff.leaves(teams.app.database, "olive")
    await teams.ticks()

    assert teams.pushed("olive") == []
    assert "HOU-05" in shown(teams.pushed("raj"), "due")
    assert "HOU-05" in await teams.asks("raj", "due")
    assert "Green" in await teams.gives("raj", "HOU-05", value="80", commentary="All placed.")


async def test_who_was_sent_a_form_before_leaving_can_give_nothing_with_it(
    teams: FakeTeams,
) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    staff.leaves(teams.app.database, "olive")
    assert (
        "belongs to Olive Marsh" in (await teams.presses("olive", form, "Submit", value="80")).said
    )


@pytest.mark.parametrize(("deputy", "explains"), [("meg", "meg"), ("", "chris")])
async def test_a_call_in_of_a_manager_who_leaves_goes_to_deputy_or_manager(
    board: FakeTeams, deputy: str, explains: str
) -> None:
    await met(board, "raj", "meg", "chris", "dana")
    staff.change(board.app.database, "raj", deputy=deputy, manager="chris")
    form = await board.asks("dana", "call in HOU-02")
    raj = await _id(board, "raj")
    await board.presses("dana", form, "Record and ask", who=raj, meeting="2026-12-01", words="Why?")
    await board.ticks()
    old = shown(board.pushed("raj"), "calls you in")

    staff.leaves(board.app.database, "raj")
    await board.ticks(hours=1)

    assert "Handed over to" in board.messenger.at(old.conversation_id, old.activity_id).seen
    new = shown(board.pushed(explains), "calls you in")
    done = await board.presses(explains, new, "Send the explanation", words=COMMENTARY)
    assert "Explained" in done
    refused = await board.presses("raj", old, "Send the explanation", words="Still here.")
    assert refused.said or "Handed over" in refused


async def test_a_call_in_that_nobody_is_left_to_explain_is_told_to_the_performance_team(
    board: FakeTeams,
) -> None:
    await met(board, "raj", "dana")
    form = await board.asks("dana", "call in HOU-02")
    raj = await _id(board, "raj")
    await board.presses("dana", form, "Record and ask", who=raj, meeting="2026-12-01", words="Why?")
    staff.leaves(board.app.database, "raj")
    for _ in range(2):
        await board.ticks(hours=1)
    told = [card for card in board.pushed("dana") if "Raj Patel has left" in card]
    assert len(told) == 1
    assert "call in HOU-02" in told[0]


async def test_the_next_manager_gets_the_open_exceptions_and_the_last_is_told_who_has_them(
    teams: FakeTeams,
) -> None:
    await met(teams, "raj", "chris", "olive")
    await teams.gives("olive", "HOU-03", value="20", commentary=COMMENTARY)
    await teams.ticks()
    old = shown(teams.pushed("raj"), "Exception", "HOU-03")

    staff.change(teams.app.database, "raj", services="Waste")
    staff.change(teams.app.database, "chris", services="Housing")
    await teams.ticks(days=1)

    closed = teams.messenger.at(old.conversation_id, old.activity_id).seen
    assert "Handed over to Chris Bell" in closed
    new = shown(teams.pushed("chris"), "Exception", "HOU-03")
    assert "You take this over: it was raised on 12 October 2026, for September 2026." in new
    count = len(teams.pushed("chris"))
    await teams.ticks(hours=1)
    assert len(teams.pushed("chris")) == count  # once

    await teams.gives(
        "olive", "HOU-03", value="45", commentary="All counted once.", reason="A month was doubled."
    )
    await teams.ticks(hours=1)
    assert (
        "Handed over to Chris Bell" in teams.messenger.at(old.conversation_id, old.activity_id).seen
    )
    assert "No longer an exception" in shown(teams.pushed("chris"), "HOU-03")


async def test_a_manager_who_comes_back_gets_the_same_card_back(teams: FakeTeams) -> None:
    await met(teams, "raj", "chris", "olive")
    await teams.gives("olive", "HOU-03", value="20", commentary=COMMENTARY)
    await teams.ticks()
    for service, other in (("Waste", "Housing"), ("Housing", "Waste")):
        staff.change(teams.app.database, "raj", services=service)
        staff.change(teams.app.database, "chris", services=other)
        await teams.ticks(hours=1)
    (raj,) = [card for card in teams.pushed("raj") if "HOU-03" in card and "Exception" in card]
    assert "Handed over" not in raj
    assert "Handed over to Raj Patel" in shown(teams.pushed("chris"), "HOU-03")


async def test_a_question_of_the_board_goes_to_whoever_stands_in_for_a_leaver(
    board: FakeTeams,
) -> None:
    await met(board, "meg", "olive")
    staff.own(board.app.database, "HOU-05", deputy="meg")
    await board.gives("olive", "HOU-05", value="140", commentary=COMMENTARY)
    await board.ticks()
    staff.leaves(board.app.database, "olive")
    form = await board.presses("chris", board.posted()[-1], "Ask the owner")
    await board.presses("chris", form, "Ask the question", words="When will it end?")
    await board.ticks()
    question = shown(board.pushed("meg"), "When will it end?")
    assert "In May." in await board.presses("meg", question, "Reply", words="In May.")


def test_a_deputy_who_is_the_owner_is_refused_in_the_line(database_with_people) -> None:
    with pytest.raises(Exception, match="Line 2, deputy: is the owner"):
        database_with_people(
            "ref,title,kind,service,unit,polarity,frequency,owner,deputy",
            "HOU-11,Repairs,PI,Housing,%,higher,monthly,Olive Marsh,Olive Marsh",
        )


@pytest.fixture
def database_with_people(council: Database, tmp_path):
    def bring(*lines: str):
        path = tmp_path / "indicators.csv"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        actor = Actor(name="Dana Osei", came_from="steward import")
        sheet = sheets.read(path)
        return council.run(lambda session: bring_in("indicators", session, sheet, actor, MONDAY))

    return bring


async def _id(teams: FakeTeams, who: str) -> str:
    person = teams.app.database.run(lambda session: people.by_email(session, staff.address(who)))
    assert person is not None
    return str(person.id)


async def test_lists_of_a_manager_say_who_is_asked_for_an_owner_who_has_left(
    teams: FakeTeams,
) -> None:
    await met(teams, "meg", "raj")
    staff.own(teams.app.database, "HOU-05", deputy="meg")
    staff.leaves(teams.app.database, "olive")
    teams.now = teams.now.replace(day=23)
    await teams.ticks()
    named = "Olive Marsh has left; Meg Shaw is asked"

    assert f"Owner: {named}" in shown(teams.pushed("raj"), "Your team")
    assert f"Owner: {named}" in await teams.asks("raj", "who hasn't submitted")
    assert f"Owner: {named}" in await teams.asks("raj", "status of HOU-05")


async def test_a_refused_call_in_names_its_indicator(teams: FakeTeams) -> None:
    assert "HOU-02: Only the performance team may do this." in await teams.asks(
        "olive", "call in HOU-02"
    )
