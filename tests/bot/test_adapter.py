"""The door for requests from Teams, and what leaves through it; each trap of the SDK has a test."""

import asyncio
import gc
import json
import logging
import threading
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import ActivityHandler, BotAdapter, InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import (
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ErrorResponseException,
    HeroCard,
    ResourceResponse,
)
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import MicrosoftAppCredentials
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapter import activities, build, connector, endpoint, hosts, tokens
from bot.adapter.incoming import SORRY, Context
from bot.adapter.line import NoAnswer, TeamsConnection
from bot.settings import Settings
from tests.fake_connector import BOT, TENANT, FakeConnector, Told, happened, pressed, said

URL = "/api/messages"
DEV = Settings(dev=True)


class Echo(ActivityHandler):
    """Answers a text with itself, a button with `answer`; `breaks` raises."""

    answer: object = {"statusCode": 200, "type": "text", "value": "done"}

    async def on_message_activity(self, turn_context):
        if turn_context.activity.text.startswith("breaks"):
            raise RuntimeError(turn_context.activity.text, turn_context.activity.from_property)
        await turn_context.send_activity(turn_context.activity.text)

    async def on_invoke_activity(self, turn_context):
        if turn_context.activity.name == "breaks":
            raise ValueError("Olive Owens")
        return InvokeResponse(status=200, body=self.answer)


@pytest.fixture
async def teams():
    async with FakeConnector() as connector:
        yield connector


def mounted(adapter, handler):
    app = web.Application()
    app.router.add_route("*", URL, endpoint(adapter, handler))
    return TestClient(TestServer(app))


@pytest.fixture
async def bot():
    adapter = build(DEV)
    async with mounted(adapter, Echo()) as client:
        yield client
    await adapter.close()


# ---------------------------------------------------------------- the door


async def test_a_message_is_answered_in_its_conversation(bot, teams):
    async with bot.post(URL, json=said("hello", teams.url)) as response:
        assert response.status == 201
    [call] = teams.calls
    assert call.path == "/v3/conversations/a%3Aolive/activities/1700000000001"
    assert call.body["text"] == "hello"
    assert call.body["recipient"]["id"] == "29:olive"
    assert call.body["from"]["id"] == BOT


async def test_an_invokes_json_answer_is_http_200(bot, teams):
    """Trap 1: the SDK answers 500 to every invoke whose body is a dict."""
    async with bot.post(URL, json=pressed("give", service_url=teams.url)) as response:
        assert response.status == 200
        assert response.content_type == "application/json"
        assert await response.json() == Echo.answer


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        ("a sentence", '"a sentence"'),  # trap 2: the SDK cannot write a string
        (None, ""),
        (ResourceResponse(id="7"), '{"id":"7"}'),
    ],
)
async def test_an_invokes_answer_goes_out_as_it_is(teams, answer, body):
    adapter, handler = build(DEV), Echo()
    handler.answer = answer
    async with (
        mounted(adapter, handler) as client,
        client.post(URL, json=pressed("give", service_url=teams.url)) as response,
    ):
        assert (response.status, await response.text()) == (200, body)
    await adapter.close()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"no json", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b"null", 400),
        (b'{"type": NaN}', 400),
        (b'{"a":' * 5000, 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b'{"type": 1e999999}', 400),
        (b'{"type": ' + b"9" * 5000 + b"}", 400),
        (json.dumps(said("half a character \ud800")).encode(), 400),
        (json.dumps(said("nothing \0 here")).encode(), 400),
        (b'{"entities":[' + b"{}," * 1_000 + b"{}]}", 400),
        (b'{"anything":[' + b"1," * 1_000 + b"1]}", 400),
        (b'{"a":{"b":[' + b"[[],[]]," * 800 + b"0]}}", 400),
        (b'{"value":' + b'{"a":' * 40 + b"1" + b"}" * 41, 400),
        (b"[" * 40 + b"]" * 40, 400),
        (b" " * (256 * 1024 + 1), 413),
    ],
    ids=lambda value: repr(value)[:40],
)
async def test_a_body_that_is_no_activity_is_refused(bot, body, status):
    headers = {"Content-Type": "application/json"}
    async with bot.post(URL, data=body, headers=headers) as response:
        assert response.status == status


async def test_a_body_within_the_bounds_is_an_activity(bot, teams):
    """What no client of Teams comes near to is still read."""
    deep: object = "card"
    for _ in range(30):
        deep = {"data": deep}
    more = {"entities": [{"type": "mention"}] * 1_000, "value": None, "localTimezone": "x" * 9_000}
    async with bot.post(URL, json=said("hello", teams.url, **more, extra=deep)) as response:
        assert response.status == 201


async def test_a_large_body_without_a_length_is_refused_too(bot):
    async def endless():
        for _ in range(300):
            yield b" " * 1024

    headers = {"Content-Type": "application/json"}
    async with bot.post(URL, data=endless(), headers=headers) as response:
        assert response.status == 413


WRONG = [
    {"type": None},
    {"type": 7},
    {"type": ""},
    {"timestamp": "yesterday"},
    {"timestamp": 5},
    {"entities": "none"},
    {"entities": ["none"]},
    {"from": "Olive"},
    {"from": None},
    {"from": {}},
    {"from": {"id": 29}},
    {"conversation": None},
    {"conversation": "a:olive"},
    {"conversation": {"id": ""}},
    {"conversation": {"id": "a:olive", "isGroup": "yes"}},
    {"text": {"not": "text"}},
    {"membersAdded": {"id": "29:olive"}},
    {"channelId": 5},
    {"serviceUrl": ["http://127.0.0.1"]},
    {"id": 12},
]


@pytest.mark.parametrize("difference", WRONG, ids=str)
async def test_a_field_of_the_wrong_shape_is_400(bot, teams, difference):
    """Trap 17: the SDK fails with 500, or passes None on."""
    async with bot.post(URL, json={**said("hello", teams.url), **difference}) as response:
        assert response.status == 400
    assert teams.calls == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
async def test_another_content_type_is_415(bot, kind):
    headers = {"Content-Type": kind} if kind else {}
    async with bot.post(URL, data=b"{}", headers=headers) as response:
        assert response.status == 415


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
async def test_only_post_is_taken(bot, method):
    async with bot.request(method, URL) as response:
        assert response.status == 405


async def test_an_unknown_kind_of_activity_is_accepted(bot, teams):
    async with bot.post(URL, json=happened("somethingNew", teams.url)) as response:
        assert response.status == 201


# ---------------------------------------------------------------- in development


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/uk/",
        "http://192.168.0.7/",
        "http://127.0.0.1.evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://evil.example/127.0.0.1",
        "http://127.0.0.1\n.evil.example/",
        "file:///etc/passwd",
        "http://[::1",
        "http://{conversationId}/",
    ],
)
async def test_in_development_only_this_machine_is_believed(bot, url):
    """Trap 11: without an app id the SDK lets anyone name the address that we then call."""
    async with bot.post(URL, json=said("hello", url)) as response:
        assert response.status == 401


@pytest.mark.parametrize(
    ("url", "teams", "loopback"),
    [
        ("https://smba.trafficmanager.net/uk/", True, False),
        ("https://smba.trafficmanager.net:443/emea/", True, False),
        ("https://smba.infra.gcc.teams.microsoft.com/teams", True, False),
        ("https://SMBA.trafficmanager.net/uk/", True, False),
        ("https://smba.trafficmanager.net:8443/", False, False),
        ("https://smba.infra.teams.microsoft.com/", False, False),
        ("https://smba.infra.evil.example/.teams.microsoft.com/", False, False),
        ("https://evil.example/?smba.trafficmanager.net", False, False),
        ("http://smba.trafficmanager.net/", False, False),
        ("http://127.0.0.1:56150/_connector", False, True),
        ("http://localhost:56150", False, True),
        ("http://[::1]:56150/", False, True),
        ("http://127.0.0.1:notaport/", False, False),
        ("", False, False),
    ],
)
def test_the_addresses_that_are_believed(url, teams, loopback):
    assert (hosts.is_teams(url), hosts.is_loopback(url)) == (teams, loopback)


async def test_in_development_no_token_is_asked_for_or_sent(bot, teams):
    async with bot.post(URL, json=said("hello", teams.url)) as response:
        assert response.status == 201
    assert teams.calls[0].token == ""


# ---------------------------------------------------------------- when a turn breaks


async def test_a_broken_button_is_told_inside_http_200(bot, teams, caplog):
    """Trap 3: the SDK answers 501, which Teams shows as "Unable to reach app"."""
    body = pressed("give", service_url=teams.url, name="breaks")
    async with bot.post(URL, json=body) as response:
        assert response.status == 200
        answer = await response.json()
    assert answer["statusCode"] == 500
    assert answer["type"] == "application/vnd.microsoft.error"
    assert answer["value"]["message"] == SORRY


async def test_a_broken_text_turn_says_sorry_once(bot, teams):
    async with bot.post(URL, json=said("breaks", teams.url)) as response:
        assert response.status == 201
    assert [call.body["text"] for call in teams.calls] == [SORRY]


@pytest.mark.parametrize(
    ("told", "calls"),
    [(Told(502, "<html>"), 4), (Told(403), 2), (Told(drop=True), 4)],
)
async def test_a_reply_that_cannot_be_sent_is_not_our_500(bot, teams, monkeypatch, told, calls):
    """The reply and sorry, each once more where that may help."""
    monkeypatch.setattr(connector, "AGAIN_AFTER", 0.01)
    teams.tell(*[told] * calls)
    async with bot.post(URL, json=said("hello", teams.url)) as response:
        assert response.status == 201
    assert len(teams.calls) == calls


async def test_the_log_of_a_broken_turn_names_nobody(bot, teams, caplog):
    caplog.set_level(logging.DEBUG, "bot")
    async with bot.post(URL, json=said("breaks on my own arrears", teams.url)):
        pass
    assert "RuntimeError" in caplog.text
    assert "1700000000001" in caplog.text
    assert "on_message_activity" in caplog.text, "where it broke"
    for private in ("Olive", "arrears", "a:olive", "29:olive"):
        assert private not in caplog.text


# ---------------------------------------------------------------- tokens and connections

PROD = Settings(app_id="app", app_password="secret", tenant_id=TENANT)


class Vault:
    """Makes credentials as the SDK's factory does; counts what is made and fetched."""

    def __init__(self):
        self.made = self.fetched = 0
        self.threads = set()

    async def create_credentials(self, app_id, audience, login, validate):
        self.made += 1
        return self

    def get_access_token(self):
        self.fetched += 1
        self.threads.add(threading.current_thread())
        return f"token-{self.fetched}"


async def test_many_sends_fetch_one_token_off_the_loop(teams):
    """Trap 4: the SDK makes two blocking calls for a new token in every turn."""
    vault = Vault()
    line = TeamsConnection(hosts.is_loopback, tokens.of_app("app", vault))
    await asyncio.gather(*(line.call("POST", teams.url, "/v3/x", {}) for _ in range(20)))
    await line.close()
    assert (vault.made, vault.fetched) == (1, 1)
    assert threading.main_thread() not in vault.threads
    assert {call.token for call in teams.calls} == {"token-1"}


async def test_a_token_is_fetched_anew_before_it_runs_out():
    moment, vault = 0.0, Vault()
    kept = tokens.Tokens(lambda audience: vault.create_credentials("", audience, "", True),
                         clock=lambda: moment)  # fmt: skip
    assert [await kept.token("a"), await kept.token("a")] == ["token-1", "token-1"]
    assert await kept.token("b") == "token-2"
    moment = 241.0
    assert await kept.token("a") == "token-3"
    kept.close()


async def test_five_turns_use_one_connection(bot, teams):
    """Trap 5: the SDK opens a new connection for each reply."""
    for number in range(5):
        async with bot.post(URL, json=said("hello", teams.url, id=str(number))) as response:
            assert response.status == 201
    assert len(teams.calls) == 5
    assert len(teams.connections) == 1


async def test_one_connector_client_is_kept_per_address(teams):
    adapter = build(DEV)
    factory = adapter.bot_framework_authentication.create_connector_factory(None)
    first = await factory.create(teams.url, None)
    assert await factory.create(teams.url, None) is first
    assert await factory.create(teams.url, "another audience") is not first
    for number in range(100):
        factory._clients[str(number), ""] = first
    await factory.create("http://localhost:1/", None)
    assert len(factory._clients) <= 102
    await adapter.close()


async def test_a_create_that_fails_is_sent_once(teams):
    """Trap 6: who repeats a create, and when, is the delivery's to decide."""
    line = TeamsConnection(hosts.is_loopback, None)
    teams.tell(Told(503), Told(drop=True))
    assert (await line.call("POST", teams.url, "/v3/x", {})).status == 503
    with pytest.raises(NoAnswer):
        await line.call("POST", teams.url, "/v3/x", {})
    await line.close()
    assert len(teams.calls) == 2


async def test_our_token_follows_no_redirect(teams):
    line = TeamsConnection(hosts.is_loopback, None)
    teams.tell(Told(307, headers={"Location": "http://localhost:1/"}))
    assert (await line.call("POST", teams.url, "/v3/x", {})).status == 307
    await line.close()


# ---------------------------------------------------------------- the same as the SDK

MENTION = {"type": "mention", "text": "<at>S</at>", "mentioned": {"id": BOT, "name": "S"}}
SAMPLES = [
    said("hello"),
    said("hello", entities=[MENTION, {"type": "clientInfo", "locale": "en-GB"}]),
    said("hello", attachments=[{"contentType": "text/html", "content": "<p>hello</p>"}]),
    said("hello", localTimestamp="2026-10-12T09:00:00+01:00", localTimezone="Europe/London"),
    said("hello", unheard={"of": [1, None]}, value={"a": [1, 2.5, None, True]}),
    pressed("give", {"ask": "q", "v": 1}),
    happened("conversationUpdate", membersAdded=[{"id": BOT}], topicName=None),
    happened("messageReaction", reactionsAdded=[{"type": "like"}], replyToId="7"),
    happened("installationUpdate", action="add"),
    happened("event", relatesTo={"activityId": "1", "conversation": {"id": "c"}}),
]


def plain(value):
    """Everything that an SDK model holds, for comparing."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return {k: plain(v) for k, v in vars(value).items()} if hasattr(value, "_attribute_map") else (
        value
    )  # fmt: skip


@pytest.mark.parametrize("body", SAMPLES, ids=lambda body: body["type"])
def test_an_activity_reads_as_the_sdk_reads_it(body):
    assert plain(activities.read(body)) == plain(Activity.deserialize(json.loads(json.dumps(body))))


def sent(**more):
    return Activity(
        type="message",
        timestamp=datetime(2026, 10, 12, 8, 0, 0, 120_000, UTC),
        conversation=ConversationAccount(id="a:olive", is_group=False),
        recipient=ChannelAccount(id="29:olive"),
        **more,
    )


OUTGOING = [
    sent(text="£1.2m – “quoted”"),
    sent(attachments=[Attachment(content_type="card", content={"a": [1, None, {"b": True}]})]),
    sent(attachments=[Attachment(content_type="hero", content=HeroCard(title="t"))]),
    sent(channel_data={"notification": {"alert": True}}, listen_for=["a"]),
    sent(members_added=[ChannelAccount(id="1"), ChannelAccount(id="2", name="n")]),
]


@pytest.mark.parametrize("activity", OUTGOING)
def test_an_activity_is_written_as_the_sdk_writes_it(activity):
    ours = json.loads(json.dumps(activities.written(activity)))
    assert ours == json.loads(json.dumps(activity.serialize()))


async def test_the_hot_calls_send_what_the_sdk_sends(teams):
    adapter = build(DEV)
    factory = adapter.bot_framework_authentication.create_connector_factory(None)
    ours = (await factory.create(teams.url)).conversations
    theirs = ConnectorClient(MicrosoftAppCredentials.empty(), base_url=teams.url).conversations
    chat = "19:board@thread.tacv2;messageid=7"
    for client in (ours, theirs):
        await client.send_to_conversation(chat, sent(text="a"))
        await client.reply_to_activity(chat, "1:2", sent(text="b"))
        await client.update_activity(chat, "1:2", sent(text="c"))
        await client.delete_activity(chat, "1:2")
    await adapter.close()
    assert teams.calls[:4] == teams.calls[4:]


async def test_the_sdks_other_calls_go_over_our_line(teams):
    adapter = build(DEV)
    teams.members["29%3Aolive"] = {"id": "29:olive", "name": "Olive"}
    factory = adapter.bot_framework_authentication.create_connector_factory(None)
    client = await factory.create(teams.url)
    member = await client.conversations.get_conversation_member("a:olive", "29:olive")
    assert member.name == "Olive"
    teams.tell(Told(404, '{"error":{"code":"NotFound"}}', {"Content-Type": "application/json"}))
    with pytest.raises(ErrorResponseException, match="NotFound") as refused:
        await client.conversations.get_conversation_member("a:olive", "29:nobody")
    assert refused.value.error.error.code == "NotFound"
    assert len(teams.connections) == 1
    await adapter.close()


async def test_a_card_that_was_sent_can_be_sent_again(teams):
    """A sent activity is copied one level deep: the sender's own stays as it was."""

    class Twice(ActivityHandler):
        async def on_message_activity(self, turn_context):
            for _ in range(2):
                await turn_context.send_activity(card)

    card = Activity(type="message", attachments=[Attachment(content_type="c", content={"a": 1})])
    adapter = build(DEV)
    async with mounted(adapter, Twice()) as client:
        await client.post(URL, json=said("hello", teams.url))
    await adapter.close()
    assert card.conversation is None
    assert teams.calls[0].body == teams.calls[1].body


@pytest.mark.parametrize(
    "came",
    [said("a"), said("a", id=None), happened("conversationUpdate"), said("a", locale="en-GB")],
    ids=["text", "no id", "update", "locale"],
)
async def test_a_turn_addresses_its_replies_as_the_sdks_own_turn(came):
    class Recorder(BotAdapter):
        sent: list

        async def send_activities(self, context, activities):
            self.sent = activities
            return [ResourceResponse(id="1") for _ in activities]

        async def update_activity(self, context, activity):
            raise NotImplementedError

        async def delete_activity(self, context, reference):
            raise NotImplementedError

    adapter, replies = Recorder(), []
    for turn in (Context, TurnContext):
        context = turn(adapter, activities.read(came))
        await context.send_activities([Activity(text="b"), sent(text="c", id="7")])
        assert context.responded
        replies.append(plain(adapter.sent))
    assert replies[0] == replies[1]


@pytest.mark.parametrize("passes_on", [True, False])
async def test_who_listens_to_what_is_sent_is_heard_as_in_the_sdks_own_turn(passes_on):
    """It is sent whether or not the listener passes it on: that is the SDK's way."""

    class Sends(BotAdapter):
        async def send_activities(self, _context, leaving):
            heard.append(leaving[0].text)
            return [ResourceResponse(id="1")]

        async def update_activity(self, _context, _activity): ...
        async def delete_activity(self, _context, _reference): ...

    async def listens(_context, leaving, following):
        heard.append(f"before {leaving[0].text}")
        if passes_on:
            await following()

    told = []
    for kind in (TurnContext, Context):
        heard: list[str] = []
        turn = kind(Sends(), Activity(type="message", id="a"))
        turn.on_send_activities(listens)
        await turn.send_activity(Activity(type="message", text="hello"))
        told.append(heard)
    assert told == [["before hello", "hello"]] * 2


async def test_turns_leave_no_rings_behind_for_the_collector(bot, teams):
    """They would make everything wait, for tens of milliseconds, again and again."""
    turns = 100
    await bot.post(URL, json=said("hello", teams.url))
    gc.collect()
    gc.disable()
    try:
        for _ in range(turns):
            await bot.post(URL, json=said("hello", teams.url))
            await bot.post(URL, json=pressed("submit", {}, teams.url))
        rings = gc.collect()
    finally:
        gc.enable()
    assert rings < turns, f"{rings / turns:.0f} objects in rings for each text and button"


async def test_a_turn_knows_what_the_sdks_own_turn_knows():
    adapter = build(DEV)
    rest = [object() for _ in range(6)]
    ours = adapter._create_turn_context(activities.read(said("a")), *rest)
    theirs = CloudAdapter._create_turn_context(adapter, activities.read(said("a")), *rest)
    assert ours.turn_state == theirs.turn_state
    await adapter.close()


# ---------------------------------------------------------------- anything at all

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner,
                                                                  max_size=3),
    max_leaves=6,
)  # fmt: skip
FIELDS = st.sampled_from(
    [
        *("type", "id", "timestamp", "from", "conversation", "recipient", "entities", "text"),
        *("value", "channelData", "membersAdded", "attachments", "name", "action", "replyToId"),
        *("deliveryMode", "relatesTo", "locale", "suggestedActions", "channelId", "serviceUrl"),
    ]
)


@given(kind=st.sampled_from(["message", "invoke", "conversationUpdate", "installationUpdate"]),
       wrong=st.dictionaries(FIELDS, ANYTHING, max_size=3))  # fmt: skip
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_activity_makes_the_server_fail(kind, wrong):
    answers = asyncio.run(_answered({**happened(kind, "http://127.0.0.1:1/"), **wrong}))
    assert answers < 500


async def _answered(body):
    """The status of the answer, with no server between."""
    adapter = build(DEV)

    async def chunks():
        yield json.dumps(body).encode()

    request = SimpleNamespace(
        method="POST",
        content_type="application/json",
        headers={},
        content=SimpleNamespace(is_eof=lambda: False, iter_any=chunks),
    )
    try:
        return (await adapter.process(request, Echo())).status
    finally:
        await adapter.close()
