"""What happens in Teams becomes a turn, and the answer what the person sees."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapter import build
from bot.adapter.incoming import SORRY
from bot.settings import Settings
from bot.teams import NOT_UNDERSTOOD, Steward
from cards.elements import Card
from features.turn import Answer, Event, Press, SearchHit, Sender
from storage.places import Place, Scope
from tests.fake_connector import (
    BOT,
    TENANT,
    FakeConnector,
    Told,
    happened,
    in_channel,
    pressed,
    said,
)

MONDAY = datetime(2026, 10, 12, 8, tzinfo=UTC)
CONTENT = {"type": "AdaptiveCard", "version": "1.5", "body": []}
RECEIPT = Answer(card=Card("Red for September 2026", CONTENT))
SHOWN = {**CONTENT, "fallbackText": "Red for September 2026"}


async def at_once(_seconds):
    """Nobody answers at this address, so there is nothing to wait for."""


class Chat:
    """Posts activities to Steward, with no server between; keeps the turns and the answers."""

    def __init__(self, url, answer=RECEIPT, sleep=asyncio.sleep):
        self.url = url
        self.answer = answer
        self.turns = []
        self.now = MONDAY
        self.adapter = build(Settings(dev=True), sleep=sleep)
        self.steward = Steward(self.respond, now=lambda: self.now)

    async def respond(self, turn):
        self.turns.append(turn)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    async def post(self, body):
        async def chunks():
            yield json.dumps({**body, "serviceUrl": self.url}).encode()

        request = SimpleNamespace(
            method="POST",
            content_type="application/json",
            headers={},
            content=SimpleNamespace(is_eof=lambda: False, iter_any=chunks),
        )
        response = await self.adapter.process(request, self.steward)
        is_json = response.content_type == "application/json"
        return response.status, json.loads(response.body) if is_json else None


@pytest.fixture
async def teams():
    async with FakeConnector() as connector:
        yield connector


@pytest.fixture
async def chat(teams):
    made = Chat(teams.url)
    yield made
    await made.adapter.close()


# ---------------------------------------------------------------- texts


async def test_a_text_is_a_turn_with_its_sender_place_and_time(chat, teams):
    assert await chat.post(said("status of housing KPIs")) == (201, None)
    [turn] = chat.turns
    assert turn.event is Event.TEXT
    assert turn.text == "status of housing KPIs"
    assert turn.now == MONDAY
    assert turn.activity_id == "1700000000001"
    assert turn.sender == Sender(
        teams_id="29:olive", aad_object_id="olive-in-entra", name="Olive Owens"
    )
    # Trap 8: the tenant stands in channelData; the SDK drops conversation.tenantId.
    assert turn.place == Place(
        conversation_id="a:olive",
        scope=Scope.PERSONAL,
        service_url=teams.url,
        tenant_id=TENANT,
    )


async def test_the_answer_to_a_text_is_a_card_with_words_for_the_notification(chat, teams):
    await chat.post(said("red"))
    [call] = teams.calls
    assert call.body["summary"] == "Red for September 2026"
    assert "text" not in call.body
    [card] = call.body["attachments"]
    assert card == {"contentType": "application/vnd.microsoft.card.adaptive", "content": SHOWN}


async def test_a_text_in_a_channel_is_answered_in_its_thread(chat, teams):
    await chat.post(said("red", **in_channel()))
    [turn] = chat.turns
    assert turn.place == Place(
        conversation_id="19:board@thread.tacv2;messageid=7",
        scope=Scope.CHANNEL,
        service_url=teams.url,
        tenant_id=TENANT,
        channel_id="19:board@thread.tacv2",
        team_id="19:team@thread.tacv2",
    )
    [call] = teams.calls
    assert call.path.startswith("/v3/conversations/19%3Aboard%40thread.tacv2%3Bmessageid%3D7/")


def mention(text, who=BOT):
    return {"type": "mention", "text": text, "mentioned": {"id": who, "name": "KPI"}}


@pytest.mark.parametrize(
    ("text", "entities", "understood"),
    [
        (
            "<at>KPI</at> status of housing KPIs",
            [mention("<at>KPI</at>")],
            "status of housing KPIs",
        ),
        ("<at>KPI</at>&nbsp;red\n", [mention("<at>KPI</at>")], "red"),
        ("ask <at>KPI</at>", [mention("<at>KPI</at>", "29:olive")], "ask <at>KPI</at>"),
        ("red", [mention("")], "red"),
        ("red", [{"type": "mention"}], "red"),
        ("red", [{"type": "mention", "text": 7, "mentioned": "all"}], "red"),
        ("red", [{"type": "clientInfo"}], "red"),
        ("red", [], "red"),
        ("red", None, "red"),
    ],
)
async def test_only_the_mention_of_the_bot_is_taken_out(chat, text, entities, understood):
    """Trap 9: the SDK takes every occurrence of the bot's name out of the sentence."""
    await chat.post(said(text, entities=entities))
    assert chat.turns[0].text == understood


async def test_a_message_without_words_is_an_empty_text(chat):
    await chat.post(happened("message", attachments=[{"contentType": "image/png"}]))
    assert chat.turns[0].text == ""


FILE = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "name": "figures.xlsx",
    "content": {"uniqueId": "1", "fileType": "xlsx"},
}
WORDS = {"contentType": "text/html", "content": "<p>due</p>"}
PASTED = {"contentType": "text/html", "content": '<p><img src="https://x.example/1"></p>'}


@pytest.mark.parametrize(
    ("attachments", "files"),
    [
        ([FILE], ("figures.xlsx",)),
        ([FILE, WORDS, FILE], ("figures.xlsx", "figures.xlsx")),
        ([{"contentType": "image/png"}, WORDS], ("a picture",)),
        ([{"contentType": "application/vnd.microsoft.card.codesnippet"}], ("a file",)),
        ([{**FILE, "name": "x\u202e\n" * 90}], ("x\n" * 40,)),
        ([PASTED], ("a picture",)),
        ([WORDS], ()),
        ([], ()),
    ],
)
async def test_files_and_pictures_are_named_and_words_are_no_file(chat, attachments, files):
    await chat.post(happened("message", attachments=attachments))
    assert tuple(name.strip() for name in chat.turns[0].files) == tuple(f.strip() for f in files)


async def test_a_message_that_teams_sends_again_is_answered_once(chat, teams):
    for _ in range(2):
        assert (await chat.post(said("red")))[0] == 201
    await chat.post(said("red", id="1700000000002"))
    await chat.post(said("red", **in_channel()))
    assert len(chat.turns) == len(teams.calls) == 3


async def test_the_memory_for_messages_is_bounded(chat):
    chat.answer = None
    for number in range(2_010):
        chat.steward._messages.is_new(("a:olive", str(number)), MONDAY)
    assert len(chat.steward._messages._seen) == 2_000


async def test_no_answer_sends_nothing(chat, teams):
    chat.answer = None
    assert await chat.post(said("thanks")) == (201, None)
    assert teams.calls == []


async def test_a_guest_has_no_entra_id(chat):
    guest = {"id": "29:guest", "name": "Gus"}
    await chat.post(said("red", **{"from": guest}))
    assert chat.turns[0].sender.aad_object_id == ""


async def test_an_error_is_said_sorry_for_once(chat, teams):
    chat.answer = RuntimeError("no database")
    assert await chat.post(said("red")) == (201, None)
    assert [call.body["text"] for call in teams.calls] == [SORRY]


# ---------------------------------------------------------------- presses


async def test_a_press_gives_the_verb_the_ask_and_the_inputs_as_text(chat):
    carried = {"ask": "q7", "v": 3, "value": "71", "sure": True, "count": 5, "ratio": 1.5}
    await chat.post(pressed("give", carried | {"nested": {"x": 1}, "many": [1], "none": None}))
    [turn] = chat.turns
    assert turn.event is Event.PRESS
    assert turn.card_id == "card-1"
    assert turn.press == Press(
        verb="give",
        ask="q7",
        version=3,
        inputs={"value": "71", "sure": "true", "count": "5", "ratio": "1.5"},
    )


async def test_the_card_is_the_answer_to_the_button(chat, teams):
    status, answer = await chat.post(pressed("give"))
    assert status == 200
    assert answer == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": SHOWN,
    }
    assert teams.calls == []


async def test_a_card_that_stays_gets_a_line_beside_it(chat):
    chat.answer = Answer(card=RECEIPT.card, stay=True)
    _status, answer = await chat.post(pressed("remind"))
    assert answer == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Red for September 2026",
    }


async def test_a_button_without_an_answer_is_still_http_200(chat):
    chat.answer = None
    assert await chat.post(pressed("remind")) == (200, None)


async def test_a_press_that_teams_sends_again_is_answered_again(chat):
    first, second = [await chat.post(pressed("give")) for _ in range(2)]
    assert first == second
    assert len(chat.turns) == 2


async def test_an_error_in_a_press_is_told_inside_http_200(chat):
    chat.answer = RuntimeError("no database")
    status, answer = await chat.post(pressed("give"))
    assert (status, answer["statusCode"]) == (200, 500)


MALFORMED: list[Any] = [
             None, "text", 7, [], {}, {"action": None}, {"action": "give"}, {"action": {}},
             {"action": {"verb": 7}}, {"action": {"verb": ""}}, {"action": {"verb": "x" * 101}},
             {"action": {"verb": "give", "data": "text"}}, {"action": {"verb": "give", "data": []}},
             {"action": {"verb": "give", "data": {"ask": 7}}},
             {"action": {"verb": "give", "data": {"ask": None}}},
             {"action": {"verb": "give", "data": {"v": "1"}}},
             {"action": {"verb": "give", "data": {"v": True}}},
             {"action": {"verb": "give", "data": {"v": 1.5}}}]  # fmt: skip


@pytest.mark.parametrize("value", MALFORMED, ids=str)
async def test_a_malformed_press_gets_a_sentence(chat, value):
    status, answer = await chat.post(pressed("give", value=value))
    assert (status, answer["statusCode"]) == (200, 400)
    assert answer["value"]["message"] == NOT_UNDERSTOOD
    assert chat.turns == []


@pytest.mark.parametrize(
    "name",
    [None, "task/fetch", "composeExtension/query", "fileConsent/invoke"],
)
async def test_an_invoke_that_we_do_not_know_is_refused_inside_http_200(chat, name):
    status, answer = await chat.post(pressed("give", name=name))
    assert status == 200
    assert answer["statusCode"] in {400, 500}


def searching(words):
    value = {"commandId": "indicator", "parameters": [{"name": "words", "value": words}]}
    return happened("invoke", name="composeExtension/query", value=value)


async def test_letters_in_the_compose_box_get_a_list_whose_cards_are_small(chat):
    large = {**CONTENT, "body": [{"type": "TextBlock", "text": "a" * 500}] * 100}
    hits = (
        SearchHit(title="HOU-05 <TA>", text="Red", card=RECEIPT.card),
        SearchHit(title="HOU-06", text="Green", card=Card("Green", large)),
    )
    chat.answer = Answer(card=RECEIPT.card, hits=hits)
    status, answer = await chat.post(searching("hou"))
    assert status == 200
    assert (chat.turns[0].event, chat.turns[0].text) == (Event.SEARCH, "hou")
    first, second = answer["composeExtension"]["attachments"]
    assert first["content"] == SHOWN
    assert first["preview"]["content"] == {"title": "HOU-05 &lt;TA&gt;", "text": "Red"}
    assert len(json.dumps(second)) < 28_000


@pytest.mark.parametrize("value", [None, {}, {"parameters": "x"}, {"parameters": ["x"]}], ids=str)
async def test_a_malformed_search_is_refused(chat, value):
    _, answer = await chat.post(happened("invoke", name="composeExtension/query", value=value))
    assert answer["statusCode"] == 400
    assert chat.turns == []


# ---------------------------------------------------------------- presses on old clients


def submitted(value, **more):
    return happened("message", **({"value": value, "replyToId": "card-1"} | more))


async def test_an_old_clients_button_edits_the_pressed_card(chat, teams):
    status, _ = await chat.post(submitted({"verb": "give", "ask": "q7", "v": 3, "value": "71"}))
    assert status == 201
    assert chat.turns[0].press == Press(verb="give", ask="q7", version=3, inputs={"value": "71"})
    [call] = teams.calls
    assert (call.method, call.path) == ("PUT", "/v3/conversations/a%3Aolive/activities/card-1")
    assert call.body["attachments"][0]["content"] == SHOWN


async def test_an_old_clients_card_that_stays_gets_a_line_below(chat, teams):
    chat.answer = Answer(card=RECEIPT.card, stay=True)
    await chat.post(submitted({"verb": "remind"}))
    [call] = teams.calls
    assert (call.method, call.body["text"]) == ("POST", "Red for September 2026")


async def test_an_old_clients_press_on_an_unnamed_card_gets_a_new_card(chat, teams):
    await chat.post(submitted({"verb": "give"}, replyToId=None))
    assert [call.method for call in teams.calls] == ["POST"]


@pytest.mark.parametrize("value", [{}, {"verb": 7}, {"verb": "give", "v": "x"}], ids=str)
async def test_an_old_clients_malformed_press_gets_a_sentence(chat, teams, value):
    assert (await chat.post(submitted(value)))[0] == 201
    assert [call.body["text"] for call in teams.calls] == [NOT_UNDERSTOOD]
    assert chat.turns == []


async def test_an_old_clients_card_that_is_gone_is_not_our_failure(chat, teams):
    teams.tell(Told(404))
    assert (await chat.post(submitted({"verb": "give"})))[0] == 201


# ---------------------------------------------------------------- comings and goings

ADDED = happened("installationUpdate", action="add")
BOT_JOINED = happened("conversationUpdate", membersAdded=[{"id": "29:olive"}, {"id": BOT}])
REMOVED = happened("installationUpdate", action="remove")
BOT_LEFT = happened("conversationUpdate", membersRemoved=[{"id": BOT}])


def events(chat):
    return [turn.event for turn in chat.turns]


@pytest.mark.parametrize("first", [ADDED, BOT_JOINED], ids=["installed", "joined"])
async def test_an_installation_that_teams_tells_twice_is_one(chat, teams, first):
    for body in (first, ADDED, BOT_JOINED):
        assert (await chat.post(body))[0] == 201
    assert events(chat) == [Event.INSTALLED, Event.OTHER, Event.OTHER]
    assert len(teams.calls) == 1, "one welcome"


async def test_an_installation_after_a_removal_counts_again(chat):
    for body in (ADDED, REMOVED, ADDED, BOT_LEFT, BOT_JOINED):
        await chat.post(body)
    assert events(chat) == [
        Event.INSTALLED,
        Event.REMOVED,
        Event.INSTALLED,
        Event.REMOVED,
        Event.INSTALLED,
    ]


async def test_an_installation_next_day_counts_again(chat):
    await chat.post(ADDED)
    chat.now += timedelta(days=1)
    await chat.post(ADDED)
    assert events(chat) == [Event.INSTALLED] * 2


async def test_a_removal_is_answered_with_nothing(chat, teams):
    await chat.post(REMOVED)
    assert teams.calls == []


@pytest.mark.parametrize(
    "body",
    [
        happened("conversationUpdate", membersAdded=[{"id": "29:megan"}]),
        happened("conversationUpdate", channelData={"eventType": "channelCreated"}),
        happened("conversationUpdate"),
        happened("installationUpdate"),
        happened("messageReaction", reactionsAdded=[{"type": "like"}]),
        happened("messageUpdate", text="red"),
        happened("messageDelete"),
        happened("event", name="application/vnd.microsoft.meetingStart", value="?"),
        happened("typing"),
        happened("endOfConversation"),
        happened("somethingNew"),
    ],
    ids=lambda body: body["type"],
)
async def test_anything_else_is_a_contact_and_gets_no_answer(chat, teams, body):
    assert await chat.post(body) == (201, None)
    assert events(chat) == [Event.OTHER]
    assert teams.calls == []


@pytest.mark.parametrize(
    ("conversation", "channel_data", "scope"),
    [
        ({"conversationType": "personal"}, {}, Scope.PERSONAL),
        ({"conversationType": "groupChat"}, {}, Scope.GROUP),
        ({"conversationType": "channel"}, {}, Scope.CHANNEL),
        ({}, {"team": {"id": "19:team"}}, Scope.CHANNEL),
        ({"isGroup": True}, {}, Scope.GROUP),
        ({}, {}, Scope.PERSONAL),
    ],
)
async def test_the_scope_is_what_teams_says(chat, conversation, channel_data, scope):
    place = {"conversation": {"id": "19:x;messageid=7"} | conversation, "channelData": channel_data}
    await chat.post(said("red", **place))
    assert chat.turns[0].place.scope is scope
    assert chat.turns[0].place.channel_id == ("19:x" if scope is Scope.CHANNEL else "")


# ---------------------------------------------------------------- anything at all

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
NAMES = st.sampled_from(["verb", "ask", "v", "value", "action", "data", "msteams"])
CARRIED = st.dictionaries(NAMES, ANYTHING, max_size=4) | ANYTHING
PRESSED = st.one_of(
    st.builds(lambda data: pressed("give", data), CARRIED),
    st.builds(lambda value: pressed("give", value=value), CARRIED),
    st.builds(lambda action: pressed("give", value={"action": action}), CARRIED),
    st.builds(submitted, CARRIED),
)


@given(body=PRESSED)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_press_makes_the_server_fail(body):
    async def answered():
        chat = Chat("http://127.0.0.1:1/", sleep=at_once)
        try:
            return await chat.post(body)
        finally:
            await chat.adapter.close()

    status, answer = asyncio.run(answered())
    assert status in {200, 201, 400}
    if answer is not None:
        assert answer["statusCode"] in {200, 400}
