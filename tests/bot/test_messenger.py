"""What Steward sends, and how each way of failing is told to the delivery."""

import socket
from dataclasses import replace

import pytest

from bot.adapter.hosts import is_loopback
from bot.adapter.line import TeamsConnection
from bot.adapter.tokens import Tokens
from bot.messenger import Messenger
from cards.elements import Card
from features.turn import Sender
from storage.outcomes import Attempt, Outcome
from storage.places import Place, Scope
from tests.fake_connector import BOT, TENANT, FakeConnector, Told

OLIVE = Sender(teams_id="29:olive", aad_object_id="olive-in-entra")
CARD = Card("Two figures are due", {"type": "AdaptiveCard", "version": "1.5", "body": []})


@pytest.fixture
async def teams():
    async with FakeConnector() as connector:
        yield connector


@pytest.fixture
async def messenger():
    made = Messenger(TeamsConnection(is_loopback, None), bot_id=BOT)
    yield made
    await made.close()


def olives_chat(teams, **more):
    chat = {"conversation_id": "a:olive", "scope": Scope.PERSONAL, "service_url": teams.url}
    return Place(tenant_id=TENANT, **(chat | more))


def board(teams):
    return Place(
        conversation_id="19:board@thread.tacv2;messageid=7",
        scope=Scope.CHANNEL,
        service_url=teams.url,
        tenant_id=TENANT,
        channel_id="19:board@thread.tacv2",
        team_id="19:team@thread.tacv2",
    )


def new_post(teams):
    return replace(board(teams), conversation_id="19:board@thread.tacv2")


async def test_a_reminder_arrives_in_the_personal_chat_and_in_the_activity_feed(teams, messenger):
    attempt = await messenger.create(olives_chat(teams), CARD)
    assert attempt == Attempt(
        outcome=Outcome.SENT, conversation_id="a:olive", activity_id=str(len(teams.calls))
    )
    [call] = teams.calls
    assert (call.method, call.path) == ("POST", "/v3/conversations/a%3Aolive/activities")
    assert call.body["summary"] == "Two figures are due"
    assert call.body["channelData"]["notification"]["alert"] is True
    [card] = call.body["attachments"]
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert card["content"] == {**CARD.content, "fallbackText": "Two figures are due"}


async def test_a_board_alert_is_a_new_post_and_its_thread_is_known(teams, messenger):
    attempt = await messenger.create(board(teams).root, CARD)
    assert attempt.outcome is Outcome.SENT
    assert (attempt.conversation_id, attempt.activity_id) == (
        "19:board@thread.tacv2;messageid=1",
        "1",
    )
    [call] = teams.calls
    assert call.path == "/v3/conversations"
    assert call.body["isGroup"] is True
    assert call.body["bot"] == {"id": BOT}
    assert call.body["channelData"] == {
        "channel": {"id": "19:board@thread.tacv2"},
        "tenant": {"id": TENANT},
    }
    assert call.body["activity"]["attachments"]


async def test_an_alert_is_edited_in_place(teams, messenger):
    attempt = await messenger.update(board(teams), "7", CARD)
    assert attempt.outcome is Outcome.SENT
    assert attempt.activity_id == "7"
    [call] = teams.calls
    assert call.method == "PUT"
    assert call.path == ("/v3/conversations/19%3Aboard%40thread.tacv2%3Bmessageid%3D7/activities/7")


async def test_a_card_for_a_thread_becomes_a_reply_in_it_and_rings_nobody(teams, messenger):
    attempt = await messenger.create(board(teams), CARD)
    [call] = teams.calls
    assert call.method == "POST"
    assert call.path == "/v3/conversations/19%3Aboard%40thread.tacv2%3Bmessageid%3D7/activities"
    assert "channelData" not in call.body
    assert attempt == Attempt(
        outcome=Outcome.SENT,
        conversation_id="19:board@thread.tacv2;messageid=7",
        activity_id="1",
    )


async def test_a_personal_chat_is_opened_with_the_tenant_where_teams_looks_for_it(teams, messenger):
    attempt = await messenger.open("olive-in-entra", teams.url, TENANT)
    assert attempt.outcome is Outcome.SENT
    assert attempt.conversation_id
    [call] = teams.calls
    assert call.body["members"] == [{"id": "olive-in-entra"}]
    assert call.body["channelData"] == {"tenant": {"id": TENANT}}
    assert call.body["isGroup"] is False


BLOCKED = '{"errorCode":209,"message":"{\\"subCode\\":\\"MessageWritesBlocked\\"}"}'
NOT_A_MEMBER = '{"error":{"code":"BotNotInConversationRoster","message":"no"}}'
HTML = "<html>Bad gateway</html>"


@pytest.mark.parametrize(
    ("status", "body", "created", "updated", "code"),
    [
        (429, "", Outcome.THROTTLED, Outcome.THROTTLED, "429"),
        (412, "", Outcome.NOT_SENT, Outcome.NOT_SENT, "412"),
        (408, HTML, Outcome.AMBIGUOUS, Outcome.NOT_SENT, "408"),
        (500, HTML, Outcome.AMBIGUOUS, Outcome.NOT_SENT, "500"),
        (502, HTML, Outcome.AMBIGUOUS, Outcome.NOT_SENT, "502"),
        (503, "[]", Outcome.AMBIGUOUS, Outcome.NOT_SENT, "503"),
        (504, "", Outcome.AMBIGUOUS, Outcome.NOT_SENT, "504"),
        (400, '{"error":{"code":"BadArgument"}}', *[Outcome.PERMANENT] * 2, "BadArgument"),
        (401, '{"error":{}}', *[Outcome.PERMANENT] * 2, "401"),
        (403, NOT_A_MEMBER, *[Outcome.PERMANENT] * 2, "BotNotInConversationRoster"),
        (403, BLOCKED, *[Outcome.PERMANENT] * 2, "MessageWritesBlocked"),
        (404, '{"error":"text"}', *[Outcome.PERMANENT] * 2, "404"),
        (413, '{"error":{"code":"MessageSizeTooBig"}}', *[Outcome.TOO_LARGE] * 2,
         "MessageSizeTooBig"),
        (302, "", *[Outcome.PERMANENT] * 2, "302"),
    ],
)  # fmt: skip
async def test_each_refusal_has_its_outcome_and_its_code(
    teams, messenger, status, body, created, updated, code
):
    teams.tell(Told(status, body), Told(status, body))
    create = await messenger.create(olives_chat(teams), CARD)
    update = await messenger.update(olives_chat(teams), "7", CARD)
    assert (create.outcome, create.code) == (created, code)
    assert (update.outcome, update.code) == (updated, code)
    assert len(teams.calls) == 2, "the delivery decides about trying again, not the line"


DATE = {"Date": "Mon, 12 Oct 2026 08:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-1"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "Mon, 12 Oct 2026 08:00:30 GMT", **DATE}, 30.0),
        ({"Retry-After": "Mon, 12 Oct 2026 07:00:00 GMT", **DATE}, 0.0),
    ],
)
async def test_the_time_to_wait_is_the_one_that_teams_names(teams, messenger, headers, seconds):
    teams.tell(Told(429, headers=headers))
    attempt = await messenger.create(olives_chat(teams), CARD)
    assert attempt.outcome is Outcome.THROTTLED
    assert attempt.retry_after == seconds


async def test_a_hang_up_after_a_create_left_is_in_doubt_and_is_not_repeated(teams, messenger):
    teams.tell(Told(drop=True))
    attempt = await messenger.create(olives_chat(teams), CARD)
    assert attempt.outcome is Outcome.AMBIGUOUS
    assert len(teams.calls) == 1


async def test_a_hang_up_on_opening_a_chat_may_be_tried_again(teams, messenger):
    teams.tell(Told(drop=True))
    attempt = await messenger.open("29:olive", teams.url, TENANT)
    assert attempt.outcome is Outcome.NOT_SENT


async def test_no_answer_in_time_is_in_doubt(teams):
    hasty = Messenger(TeamsConnection(is_loopback, None, total=0.05), bot_id=BOT)
    teams.tell(Told(hold=True), Told(hold=True))
    create = await hasty.create(olives_chat(teams), CARD)
    update = await hasty.update(olives_chat(teams), "7", CARD)
    await hasty.close()
    assert (create.outcome, update.outcome) == (Outcome.AMBIGUOUS, Outcome.NOT_SENT)


async def test_nothing_is_sent_where_nobody_listens(messenger, unused_url):
    place = Place(conversation_id="a:olive", scope=Scope.PERSONAL, service_url=unused_url)
    attempt = await messenger.create(place, CARD)
    assert (attempt.outcome, attempt.code) == (Outcome.NOT_SENT, "no connection")


@pytest.fixture
def unused_url():
    with socket.socket() as taken:  # bound and not listening: refused
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/"


async def test_without_a_token_nothing_leaves(teams):
    class Broken:
        def get_access_token(self):
            raise PermissionError("invalid_client")

    async def credentials(_audience):
        return Broken()

    messenger = Messenger(TeamsConnection(is_loopback, Tokens(credentials)), bot_id=BOT)
    attempt = await messenger.create(olives_chat(teams), CARD)
    await messenger.close()
    assert attempt.outcome is Outcome.NOT_SENT
    assert "invalid_client" in attempt.code
    assert teams.calls == []


async def test_a_place_elsewhere_is_never_called(messenger):
    place = Place(conversation_id="a", scope=Scope.PERSONAL, service_url="https://evil.example/")
    attempt = await messenger.create(place, CARD)
    assert attempt.outcome is Outcome.PERMANENT
    assert await messenger.email(place, OLIVE) == ""


NO_IDS = {
    "a proxy's page": HTML,
    "nothing": "",
    "an object without an id": "{}",
    "an empty id": '{"id": ""}',
    "an id that is a number": '{"id": 7}',
    "a list": '[{"id": "7"}]',
}


@pytest.mark.parametrize("body", NO_IDS.values(), ids=NO_IDS)
async def test_a_success_without_an_id_is_in_doubt_and_not_called_sent(teams, messenger, body):
    teams.tell(*[Told(201, body)] * 3)
    for place in (olives_chat(teams), board(teams), new_post(teams)):
        attempt = await messenger.create(place, CARD)
        assert (attempt.outcome, attempt.activity_id) == (Outcome.AMBIGUOUS, "")
        assert attempt.code == "201 without an id"


@pytest.mark.parametrize("body", NO_IDS.values(), ids=NO_IDS)
async def test_a_chat_opened_without_an_id_is_opened_again(teams, messenger, body):
    teams.tell(Told(201, body))
    attempt = await messenger.open("29:olive", teams.url, TENANT)
    assert (attempt.outcome, attempt.conversation_id) == (Outcome.NOT_SENT, "")


@pytest.mark.parametrize(
    ("body", "outcome"),
    [(HTML, Outcome.NOT_SENT), ("", Outcome.SENT), ('{"id": "7"}', Outcome.SENT)],
)
async def test_an_edit_that_a_proxy_answered_with_a_page_is_done_again(
    teams, messenger, body, outcome
):
    teams.tell(Told(200, body))
    attempt = await messenger.update(olives_chat(teams), "7", CARD)
    assert attempt.outcome is outcome


async def test_a_new_post_whose_activity_is_not_named_is_known_by_its_thread(teams, messenger):
    teams.tell(Told(201, '{"id": "19:board@thread.tacv2;messageid=42"}'))
    attempt = await messenger.create(new_post(teams), CARD)
    assert (attempt.outcome, attempt.activity_id) == (Outcome.SENT, "42")


STAFF = {
    "id": "29:olive",
    "email": "olive@council.example",
    "userPrincipalName": "olive@council.example",
    "userRole": "user",
    "tenantId": TENANT,
    "objectId": "olive-in-entra",
}


async def test_the_roster_vouches_for_the_councils_own_staff(teams, messenger):
    teams.members["29%3Aolive"] = {**STAFF, "tenantId": TENANT.upper()}
    assert await messenger.email(olives_chat(teams), OLIVE) == "olive@council.example"


GUESTS = {
    "a guest": {"userRole": "guest"},
    "somebody anonymous": {"userRole": "anonymous"},
    "a role unheard of": {"userRole": "USER"},
    "no role at all": {"userRole": None},
    "a role that is no word": {"userRole": ["user"]},
    "a guest by the principal name": {
        "userPrincipalName": "olive_gmail.com#EXT#@council.onmicrosoft.com"
    },
    "a guest by a name in small letters": {"userPrincipalName": "olive_gmail.com#ext#@council"},
    "a guest by the e-mail": {"email": "olive_gmail.com#EXT#@council.onmicrosoft.com"},
    "another tenant": {"tenantId": "99999999-2222-3333-4444-555555555555"},
    "no tenant": {"tenantId": None},
    "another person's identity": {"objectId": "raj-in-entra"},
    "another identity in the newer field": {"aadObjectId": "raj-in-entra"},
    "an identity that is no word": {"objectId": ["olive-in-entra"]},
    "no identity": {"objectId": None},
    "no e-mail": {"email": None},
    "an e-mail that is a number": {"email": 7},
}


@pytest.mark.parametrize("difference", GUESTS.values(), ids=GUESTS)
async def test_a_guest_is_never_taken_for_staff(teams, messenger, difference):
    member = {**STAFF, **difference}
    teams.members["29%3Aolive"] = {key: said for key, said in member.items() if said is not None}
    assert await messenger.email(olives_chat(teams), OLIVE) == ""


async def test_the_newer_field_of_the_roster_names_the_person_as_well(teams, messenger):
    newer = {"objectId": None, "aadObjectId": "OLIVE-in-Entra"}
    member = {key: said for key, said in (STAFF | newer).items() if said is not None}
    teams.members["29%3Aolive"] = member
    assert await messenger.email(olives_chat(teams), OLIVE) == "olive@council.example"


async def test_somebody_who_is_not_in_the_roster_has_no_email(teams, messenger):
    assert await messenger.email(olives_chat(teams), OLIVE) == ""


async def test_the_roster_of_a_channel_is_its_teams(teams, messenger):
    await messenger.email(board(teams), OLIVE)
    assert teams.calls[0].path == ("/v3/conversations/19%3Ateam%40thread.tacv2/members/29%3Aolive")


@pytest.mark.parametrize("told", [Told(502, HTML), Told(drop=True), Told(200, HTML)])
async def test_a_failing_roster_gives_no_email_and_no_error(teams, messenger, told):
    teams.tell(told, told)
    assert await messenger.email(olives_chat(teams), OLIVE) == ""
