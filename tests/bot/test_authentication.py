"""Who is let in: real tokens, checked on the path that production takes, against local keys."""

import asyncio
import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import ActivityHandler
from botframework.connector.auth import ChannelValidation
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot.adapter import build, endpoint
from bot.adapter.activities import read
from bot.adapter.signing_keys import SigningKeys
from bot.settings import BadSettings, Settings
from tests.fake_connector import TEAMS, TENANT, said

APP = "99999999-8888-7777-6666-555555555555"
SETTINGS = Settings(app_id=APP, app_password="secret", tenant_id=TENANT)
OURS, NEXT, STRANGE = (rsa.generate_private_key(65537, 2048) for _ in range(3))


class Microsoft:
    """The metadata address and the keys, served from another thread; `downloads` are counted."""

    def __init__(self):
        self.keys = [
            published("ours", OURS),
            published("another-channels", OURS, ["skype"]),
            published("nobodys", OURS, []),
            {**published("unendorsed", OURS), "endorsements": None},
            {**published("broken", OURS), "n": "?"},
            None,
        ]
        self.downloads = 0
        microsoft = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps(microsoft.answer(self.path)).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/meta"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, path):
        if path == "/keys":
            self.downloads += 1
            return {"keys": self.keys}
        return {"issuer": "https://api.botframework.com", "jwks_uri": self.url[:-4] + "keys"}


def published(kid, key, endorsements=("msteams",)):
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**public, "kid": kid, "use": "sig", "endorsements": list(endorsements)}


@pytest.fixture
def microsoft(monkeypatch):
    made = Microsoft()
    monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", made.url)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
async def bot(microsoft):
    adapter = build(SETTINGS)
    app = web.Application()
    app.router.add_post("/api/messages", endpoint(adapter, ActivityHandler()))
    async with TestClient(TestServer(app)) as client:
        yield client
    await adapter.close()


CLAIMS = {"iss": "https://api.botframework.com", "aud": APP, "serviceurl": TEAMS}


def token(key=OURS, kid="ours", alg="RS256", lasts=3600, **claims):
    now = int(time.time())
    full = {**CLAIMS, "nbf": now - 10, "exp": now + lasts, **claims}
    full = {name: claim for name, claim in full.items() if claim is not None}
    return "Bearer " + jwt.encode(full, key, alg, headers={"kid": kid} if kid else None)


async def status(bot, header, body=None):
    headers = {} if header is None else {"Authorization": header}
    async with bot.post("/api/messages", json=body or said("help"), headers=headers) as response:
        return response.status


async def test_teams_is_let_in(bot):
    assert await status(bot, token()) == 201


REFUSED = {
    "no header": lambda: None,
    "an empty header": lambda: "",
    "garbage": lambda: "Bearer garbage",
    "half a token": lambda: token()[:-20],
    "three words": lambda: token() + " x",
    "another scheme": lambda: token().replace("Bearer", "Basic"),
    "a stranger's signature": lambda: token(key=STRANGE),
    "expired": lambda: token(lasts=-3600),
    "not valid yet": lambda: token(nbf=int(time.time()) + 3600),
    "an unknown key": lambda: token(kid="unheard-of"),
    "no key": lambda: token(kid=None),
    "a key for another channel": lambda: token(kid="another-channels"),
    "a key with an empty list of endorsements": lambda: token(kid="nobodys"),
    "a key without endorsements": lambda: token(kid="unendorsed"),
    "a list of audiences": lambda: token(aud=[APP, "another-app"]),
    "a shared secret": lambda: token(key="x" * 64, alg="HS256"),
    "no algorithm": lambda: token(key=None, alg="none"),
    "no issuer": lambda: token(iss=None),
    "another issuer": lambda: token(iss="https://evil.example"),
    "the emulator's issuer": lambda: token(
        iss="https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0"
    ),
    "another bot": lambda: token(aud="another-app", ver="2.0", azp="skill"),
    "another audience": lambda: token(aud="another-app"),
    "no audience": lambda: token(aud=None),
    "no end": lambda: token(exp=None),
    "an end in words": lambda: token(exp=None, end="never"),
    "another service address": lambda: token(serviceurl="https://smba.trafficmanager.net/de/"),
    "no service address in the token": lambda: token(serviceurl=None),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_token_that_is_not_teams_own_is_401(bot, name):
    assert await status(bot, REFUSED[name]()) == 401


UNREAD = {
    "too large": (b" " * (256 * 1024 + 1), {}),
    "no JSON": (b"no json", {}),
    "of another type": (b"{}", {"Content-Type": "text/plain"}),
    "compressed": (gzip.compress(b"{}"), {"Content-Encoding": "gzip"}),
    "compressed, and 87,000 objects": (
        gzip.compress(b'{"entities":[' + b"{}," * 87_000 + b"{}]}"),
        {"Content-Encoding": "gzip"},
    ),
}
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(("body", "headers"), UNREAD.values(), ids=UNREAD)
async def test_the_body_of_a_stranger_is_not_read(bot, body, headers):
    for header in (None, "Bearer garbage", token(key=STRANGE)):
        given = JSON | headers | ({"Authorization": header} if header else {})
        async with bot.post("/api/messages", data=body, headers=given) as response:
            assert response.status == 401
            assert response.headers["Connection"] == "close"


async def test_a_stranger_is_turned_away_before_the_body_has_come(bot):
    forever = asyncio.Event()

    async def slowly():
        yield b"{"
        await forever.wait()

    async with bot.post("/api/messages", data=slowly(), headers=JSON) as response:
        assert response.status == 401
    forever.set()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "identity", ""])
async def test_a_compressed_body_is_refused_even_with_a_good_token(bot, coding):
    body = gzip.compress(json.dumps(said("help")).encode()) if coding == "gzip" else b""
    given = JSON | {"Authorization": token(), "Content-Encoding": coding}
    async with bot.post("/api/messages", data=body, headers=given) as response:
        assert response.status in {400, 415}  # 400 where the server itself cannot unpack it


ELSEWHERE = {"tenant": {"id": "another-council"}}


@pytest.mark.parametrize(
    "difference",
    [
        {"serviceUrl": None},
        {"serviceUrl": ""},
        {"serviceUrl": "https://evil.example/"},
        {"serviceUrl": "http://smba.trafficmanager.net/uk/"},
        {"serviceUrl": "https://smba.trafficmanager.net@evil.example/"},
        {"serviceUrl": "https://smba.trafficmanager.net.evil.example/"},
        {"serviceUrl": "http://127.0.0.1:5000/"},
        {"channelId": None},
        {"channelId": "directline"},
        {"channelId": "emulator"},
        {"channelData": None},
        {"channelData": ELSEWHERE},
        {"channelData": {"tenant": TENANT}},
        {"channelData": [TENANT]},
    ],
    ids=str,
)
async def test_a_good_token_does_not_vouch_for_another_place_channel_or_tenant(bot, difference):
    body = {**said("help"), **difference}
    assert await status(bot, token(serviceurl=difference.get("serviceUrl", TEAMS)), body) == 401


async def test_a_remembered_token_vouches_for_its_own_address_only(bot):
    header = token()
    assert await status(bot, header) == 201
    elsewhere = said("help", "https://smba.trafficmanager.net/de/")
    assert await status(bot, header, elsewhere) == 401
    assert await status(bot, header) == 201


async def test_a_new_signing_key_is_known_within_one_request(bot, microsoft):
    assert await status(bot, token()) == 201
    microsoft.keys.append(published("next", NEXT))
    assert await status(bot, token(key=NEXT, kid="next")) == 201
    assert microsoft.downloads == 2


async def test_invented_keys_do_not_make_us_hammer_microsoft(bot, microsoft):
    assert await status(bot, token()) == 201
    for number in range(5):
        assert await status(bot, token(kid=f"invented-{number}")) == 401
    assert microsoft.downloads == 2
    assert await status(bot, token()) == 201


async def test_an_invented_key_does_not_block_a_new_one(microsoft):
    moment = 0.0
    keys = SigningKeys(microsoft.url, clock=lambda: moment)
    await keys.get("ours")
    with pytest.raises(PermissionError):
        await keys.get("invented")
    microsoft.keys.append(published("next", NEXT))
    moment = 11.0
    assert (await keys.get("next")).endorsements == ["msteams"]


async def test_a_flood_of_invented_keys_delays_a_new_one_by_seconds(microsoft):
    moment = 0.0
    keys = SigningKeys(microsoft.url, clock=lambda: moment)
    await keys.get("ours")
    for number in range(1, 2_001):
        moment = number / 20  # twenty a second, for 100 seconds
        with pytest.raises(PermissionError):
            await keys.get(f"invented-{number}")
    assert microsoft.downloads <= 12
    microsoft.keys.append(published("next", NEXT))
    moment += 10
    assert await keys.get("next")


async def test_a_new_key_waits_for_the_search_that_an_invented_one_began(microsoft):
    keys = SigningKeys(microsoft.url)
    await keys.get("ours")
    microsoft.keys.append(published("next", NEXT))
    invented, new = await asyncio.gather(
        keys.get("invented"), keys.get("next"), return_exceptions=True
    )
    assert isinstance(invented, PermissionError)
    assert new.endorsements == ["msteams"]


@pytest.mark.parametrize(
    "claims",
    [{"iss": "https://evil.example"}, {"aud": "another-app"}, {"lasts": -3600}, {"exp": None}],
    ids=str,
)
async def test_a_token_that_cannot_be_good_costs_no_download(bot, microsoft, claims):
    assert await status(bot, token(kid="unheard-of", **claims)) == 401
    assert microsoft.downloads == 0


async def test_a_token_is_remembered_for_five_minutes_and_not_beyond_its_end(microsoft):
    moment = time.time()
    adapter = build(SETTINGS, clock=lambda: moment)
    check = adapter.bot_framework_authentication
    long, short = token(), token(lasts=60)
    activity = read(said("help"))
    first = [await check.authenticate_request(activity, header) for header in (long, short)]
    again = [await check.authenticate_request(activity, header) for header in (long, short)]
    assert [a is b for a, b in zip(first, again, strict=True)] == [True, True]
    moment += 61
    later = [await check.authenticate_request(activity, header) for header in (long, short)]
    assert [a is b for a, b in zip(first, later, strict=True)] == [True, False]
    moment += 240
    assert await check.authenticate_request(activity, long) is not first[0]
    await adapter.close()


async def test_remembered_tokens_do_not_fill_the_memory(microsoft):
    adapter = build(SETTINGS)
    check = adapter.bot_framework_authentication
    headers = [token(number=number) for number in range(257)]
    first = [await check.verify(header) for header in headers]
    assert await check.verify(headers[-1]) is first[-1]
    assert await check.verify(headers[0]) is not first[0]  # the oldest is forgotten
    await adapter.close()


async def test_keys_are_refreshed_daily_and_one_is_searched_once_in_five_minutes(microsoft):
    moment = 0.0
    keys = SigningKeys(microsoft.url, clock=lambda: moment)
    await keys.get("ours")
    assert microsoft.downloads == 1
    for moment, downloads in [(1.0, 2), (200.0, 2), (302.0, 3), (400.0, 3)]:
        with pytest.raises(PermissionError):
            await keys.get("unheard-of")
        assert microsoft.downloads == downloads, moment
    moment = 86_000.0
    await keys.get("ours")
    assert microsoft.downloads == 3
    moment = 86_401.0 + 4 * 86_400
    await keys.get("ours")
    assert microsoft.downloads == 4


async def test_the_first_request_of_a_day_does_not_wait_for_the_new_keys(microsoft):
    moment = 0.0
    keys = SigningKeys(microsoft.url, clock=lambda: moment)
    await keys.get("ours")
    gate, asked = threading.Event(), threading.Event()
    usual = microsoft.answer

    def slow(path):
        asked.set()
        gate.wait(5)
        return usual(path)

    microsoft.answer = slow
    microsoft.keys.append(published("next", NEXT))
    moment = 86_401.0
    for _ in range(3):
        assert await keys.get("ours")
    await asyncio.to_thread(asked.wait, 5)
    assert asked.is_set()
    assert microsoft.downloads == 1
    gate.set()
    assert await keys.get("next")
    assert microsoft.downloads == 2


async def test_keys_that_nobody_renewed_for_four_days_are_not_believed_before_they_are(microsoft):
    moment = 0.0
    keys = SigningKeys(microsoft.url, clock=lambda: moment)
    await keys.get("ours")
    microsoft.keys = [published("next", NEXT)]
    moment = 4 * 86_400.0
    with pytest.raises(PermissionError):
        await keys.get("ours")


async def test_a_failing_download_is_tried_again_soon_and_old_keys_serve_meanwhile(microsoft):
    moment = 0.0
    keys = SigningKeys(microsoft.url, clock=lambda: moment)
    good = microsoft.keys
    microsoft.keys = None
    with pytest.raises(PermissionError):
        await keys.get("ours")
    moment, microsoft.keys = 11.0, good
    assert (await keys.get("ours")).endorsements == ["msteams"]
    moment, microsoft.keys = 90_000.0, None
    assert await keys.get("ours")


async def test_the_loop_runs_on_while_keys_are_downloaded(microsoft):
    gate = threading.Event()
    usual = microsoft.answer

    def slow(path):
        gate.wait(5)
        return usual(path)

    microsoft.answer = slow
    waiting = asyncio.create_task(SigningKeys(microsoft.url).get("ours"))
    await asyncio.sleep(0)  # the loop turns; a blocking download would deadlock on the gate
    assert not waiting.done()
    gate.set()
    assert await waiting


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(app_id=APP), Settings(tenant_id=TENANT)],
    ids=["nothing", "no tenant", "no app"],
)
def test_without_app_and_tenant_no_adapter_is_made(settings):
    with pytest.raises(BadSettings):
        build(settings)
