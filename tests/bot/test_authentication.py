"""Who is let in: real tokens, checked on the path that production takes, against local keys."""

import asyncio
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import ActivityHandler
from botframework.connector.auth import ChannelValidation, JwtTokenExtractor
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
        self.keys = [published("ours", OURS), published("unendorsed", OURS, ["skype"])]
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
    JwtTokenExtractor.metadataCache.clear()
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
    "a key for another channel": lambda: token(kid="unendorsed"),
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


async def test_a_foreign_issuer_costs_no_download(bot, microsoft):
    assert await status(bot, token(iss="https://evil.example")) == 401
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
    for number in range(260):
        check._remember(f"Bearer {number}", object(), time.time() + 60)
    assert len(check._verified) == 256
    await adapter.close()


async def test_keys_are_refreshed_daily_and_searched_once_in_five_minutes(microsoft):
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
    moment = 86_401.0
    await keys.get("ours")
    assert microsoft.downloads == 4


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
