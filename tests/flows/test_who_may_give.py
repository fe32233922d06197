"""Who may speak, and who may give a figure: whatever a card or a message says."""

from typing import Any

import pytest

from cycle.plan.indicator import Indicator
from storage import audit, figures, people, places, register
from storage.database import Database, Session
from tests.fake_teams import FakeTeams, Seen, channel, group, personal, pressed
from tests.wealdbrook import MONDAY, SEPTEMBER


def indicator(database: Database, ref: str = "HOU-05") -> Indicator:
    found = database.run(lambda session: register.by_ref(session, ref))
    assert found is not None
    return found


def kept(database: Database, ref: str = "HOU-05") -> int:
    """How many versions of September's figure are kept."""
    one = indicator(database, ref).id
    return len(database.run(lambda session: figures.versions(session, one, SEPTEMBER)))


@pytest.mark.parametrize("who", ["stranger", "guest"])
async def test_somebody_whom_the_register_does_not_know_is_told_so_and_no_more(
    teams: FakeTeams, who: str
) -> None:
    for said in ("status of housing KPIs", "due", "submit HOU-05", "post board alerts here"):
        answer = await teams.asks(who, said)
        assert "not in Wealdbrook's register" in answer
        assert "HOU" not in answer


@pytest.mark.parametrize("who", ["stranger", "guest"])
async def test_somebody_unknown_can_press_nothing(
    teams: FakeTeams, database: Database, who: str
) -> None:
    form = await teams.asks("olive", "submit HOU-05", channel("1"))
    answer = await teams.presses(who, form, "Submit", value="88")
    assert "not in Wealdbrook's register" in answer.said
    assert kept(database) == 0


async def test_a_person_known_by_e_mail_only_is_linked_once_by_the_roster(
    teams: FakeTeams, database: Database
) -> None:
    welcome = await teams.meets("nell")
    assert welcome is not None
    assert "What you can ask" in welcome

    teams.messenger.emails.clear()  # Teams is not asked again
    assert "Nothing is due" in await teams.asks("nell", "due")
    changes = [row.change for row in database.run(lambda session: list(audit.rows(session)))]
    assert changes.count("identity linked") == 1


async def test_the_performance_team_hears_of_each_first_link(teams: FakeTeams) -> None:
    await teams.meets("nell")
    await teams.asks("nell", "due")
    await teams.ticks()
    told = [seen for seen in teams.pushed("dana") if "is now linked" in seen or "linked to" in seen]
    assert len(told) == 1
    assert "nell@wealdbrook.gov.uk" in told[0]


async def test_an_identity_that_is_linked_already_is_not_taken_over(teams: FakeTeams) -> None:
    await teams.asks("nell", "due")
    teams.messenger.emails["29:intruder"] = "nell@wealdbrook.gov.uk"
    teams.messenger.emails["29:guest"] = "meg@wealdbrook.gov.uk"
    assert "not in Wealdbrook's register" in await teams.asks("intruder", "due")
    assert "not in Wealdbrook's register" in await teams.asks("guest", "due")


@pytest.mark.parametrize(
    ("who", "ref", "may"),
    [
        ("olive", "HOU-05", True),
        ("meg", "HOU-05", True),  # named deputy of the indicator
        ("meg", "ENV-03", True),  # stands in for its owner
        ("sam", "ENV-03", True),
        ("sam", "HOU-05", False),
        ("olive", "ENV-03", False),
        ("raj", "HOU-05", False),  # manages the owner
        ("chris", "HOU-05", False),  # the board
        ("dana", "HOU-05", False),  # the performance team
        ("vera", "HOU-05", False),
        ("nell", "HOU-05", False),  # stands in for a deputy
    ],
)
async def test_only_the_owner_the_deputy_and_the_owners_stand_in_get_the_form(
    teams: FakeTeams, database: Database, who: str, ref: str, may: bool
) -> None:
    database.run(_nell_stands_in_for_meg)
    answer = await teams.asks(who, f"submit {ref}")
    assert ("Submit" in answer) is may
    assert ("This is not your indicator" in answer) is not may


def _nell_stands_in_for_meg(session: Session) -> None:
    meg = {
        "name": "Meg Shaw",
        "email": "meg@wealdbrook.gov.uk",
        "aad_object_id": "meg-entra",
        "roles": "officer",
        "services": "Housing",
        "manager": "raj@wealdbrook.gov.uk",
        "deputy": "nell@wealdbrook.gov.uk",
    }
    people.add_many(session, [meg])


async def test_nobody_else_can_use_a_card_that_gives_figures(
    teams: FakeTeams, database: Database
) -> None:
    form = await teams.asks("olive", "submit HOU-05", channel("1"))
    answer = await teams.presses("meg", form, "Submit", value="88")
    assert "Only the person whom this card asks" in answer.said
    assert kept(database) == 0


async def test_a_card_carried_into_another_conversation_leads_nowhere(
    teams: FakeTeams, database: Database
) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    for elsewhere in (group(), channel("1"), personal("meg")):
        carried = Seen(form.content, elsewhere.conversation_id, "m1")
        answer = await teams.presses("olive", carried, "Submit", value="88")
        assert "can no longer be used" in answer.said
    assert kept(database) == 0


async def test_a_card_in_a_channel_works_in_every_thread_of_it_and_nowhere_else(
    teams: FakeTeams, database: Database
) -> None:
    form = await teams.asks("olive", "submit HOU-05", channel("1"))
    moved = Seen(form.content, channel("2").conversation_id, "m9")
    assert "Green" in await teams.presses("olive", moved, "Submit", value="88", commentary="Fine.")
    assert kept(database) == 1


FORGED: dict[str, list[Any]] = {
    "ask": ["", "x", "0", "A" * 22, "' OR 1=1 --", "\x00", "\ud800", "a" * 10_000, "٣" * 22],
    "v": [-1, 1, 7, 10**30, -(10**30)],
}


@pytest.mark.parametrize("name", FORGED)
async def test_an_ask_or_a_version_that_was_never_given_out_keeps_nothing(
    teams: FakeTeams, database: Database, name: str
) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    for value in FORGED[name]:
        forged = pressed(form, "Submit", {"value": "88"})
        forged["action"]["data"][name] = value
        assert "can no longer be used" in (await teams.sends("olive", form, forged)).said
    assert kept(database) == 0


async def test_a_verb_that_no_button_has_keeps_nothing(
    teams: FakeTeams, database: Database
) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    for verb in ("delete", "SUBMIT", "submit ", "choice_4", "__class__", "😀"):
        forged = pressed(form, "Submit", {"value": "88"})
        forged["action"]["verb"] = verb
        assert "can no longer be used" in (await teams.sends("olive", form, forged)).said
    assert kept(database) == 0


VERBS = ("give", "submit", "confirm", "correct", "next", "skip", "back", "tomorrow", "not_mine")
MORE_VERBS = ("not_mine_send", "more", "choice_1", "choice_3")


@pytest.mark.parametrize("asked", ["status of housing KPIs", "due", "submit HOU-05", "wombles"])
async def test_any_verb_on_any_card_is_answered_and_gives_nothing(
    teams: FakeTeams, database: Database, asked: str
) -> None:
    card = await teams.asks("olive", asked)
    told = [part for part in _datas(card.content) if "ask" in part]
    for verb in VERBS + MORE_VERBS:
        action = {"type": "Action.Execute", "verb": verb, "data": told[0] if told else {}}
        assert (await teams.sends("olive", card, {"action": action})).words
    assert kept(database) == 0


def _datas(node: object) -> list[dict[str, object]]:
    if isinstance(node, dict):
        own = [node["data"]] if isinstance(node.get("data"), dict) else []
        return own + [each for value in node.values() for each in _datas(value)]
    return [each for part in node for each in _datas(part)] if isinstance(node, list) else []


async def test_showing_more_from_a_nonsense_row_shows_a_page_of_the_table(
    teams: FakeTeams,
) -> None:
    question = await teams.asks("raj", "homelessness")
    (told, *_) = [part for part in _datas(question.content) if "ask" in part]
    asked = {"action": {"type": "Action.Execute", "verb": "choice_1", "data": told}}
    status = await teams.sends("raj", question, asked)
    assert "HOU-02" in status

    for version in (-5, 10**30):
        data = {**told, "v": version}
        forged = {"action": {"type": "Action.Execute", "verb": "more", "data": data}}
        assert (await teams.sends("raj", status, forged)).words


async def test_a_stranger_leaves_nothing_behind_but_the_place(
    teams: FakeTeams, database: Database
) -> None:
    await teams.asks("stranger", "due")
    assert database.run(places.newest) is not None
    assert database.run(lambda session: list(audit.rows(session))) == []
    assert teams.now == MONDAY
