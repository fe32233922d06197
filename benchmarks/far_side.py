"""The other side of the wire: Teams' connector, which counts, delays and limits; and the people."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from benchmarks.wire import Client, Message, Served, post, response

TENANT = "5e1f0a52-6b7e-4c2b-9a6d-0f2f6d1c9b10"
APP = "99999999-8888-7777-6666-555555555555"
BOT = f"28:{APP}"
PEOPLE = 200
OVERALL = ((50, 1.0),)
EACH = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))


@dataclass(slots=True)
class Limits:
    """Teams' limits as a sliding window; what comes too soon is 429."""

    slack: float = 0.01  # seconds: the wire is not a clock
    _seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def wait(self, chat: str, now: float) -> float:
        """Seconds too soon; 0 when it may pass, and then it counts."""
        waits = [self._over("", OVERALL, now)]
        if chat:  # opening one is of no thread yet
            waits.append(self._over(chat, EACH, now))
        if (wait := max(waits)) <= self.slack:
            self._seen[""].append(now)
            if chat:
                self._seen[chat].append(now)
            return 0.0
        return wait

    def _over(self, key: str, limits: tuple[tuple[int, float], ...], now: float) -> float:
        seen = self._seen[key]
        return max(
            (seen[-count] + length - now for count, length in limits if len(seen) >= count),
            default=0.0,
        )


class FarSide:
    """`latency` is how many seconds the connector takes; `limits` are Teams' where they count."""

    def __init__(self) -> None:
        self.latency = 0.0
        self.limits: Limits | None = None
        self.sent = 0
        self.refused = 0
        self.repeats = 0
        self.connections = 0
        self.arrivals: list[float] = []
        self.wanted = 0  # arrivals, of which `enough` tells
        self.enough = asyncio.Event()
        self.last: bytes = b""
        self._seen: set[str] = set()
        self.owed: set[str] = set()  # the chats whose arrivals count where there are limits
        self._expected: dict[str, asyncio.Future[float]] = {}
        self._key = rsa.generate_private_key(65537, 2048)

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connected, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def forget(self) -> None:
        """What came before does not count."""
        self.arrivals.clear()
        self._seen.clear()
        self.repeats = 0
        self.enough.clear()

    def _connected(self) -> Served:
        self.connections += 1
        return Served(self._answer)

    def token(self) -> str:
        """As Teams signs them."""
        now = int(time.time())
        claims = {
            "iss": "https://api.botframework.com",
            "aud": APP,
            "serviceurl": self.url,
            "nbf": now - 10,
            "exp": now + 3600,
        }
        return "Bearer " + jwt.encode(claims, self._key, "RS256", {"kid": "ours"})

    def _answer(self, message: Message, write: Callable[[bytes], None]) -> None:
        method, path, _ = message.first.split(" ")
        if path in _PAPERS:
            write(response(200, json.dumps(_PAPERS[path](self)).encode()))
            return
        content = self._taken(method, unquote(path), message)
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, write, content)
        else:
            write(content)

    def _taken(self, method: str, path: str, message: Message) -> bytes:
        chat = path.split("/")[3] if path.startswith("/v3/conversations/") else ""
        now = time.perf_counter()
        if self.limits is not None and (wait := self.limits.wait(chat, now)):
            self.refused += 1
            return response(429, b"{}", f"Retry-After: {max(1, round(wait))}\r\n")
        self.sent += 1
        self.last = message.body
        if chat in self.owed:
            self.arrivals.append(now)
            self.repeats += chat in self._seen
            self._seen.add(chat)
            if len(self.arrivals) == self.wanted:
                self.enough.set()
        waiting = self._expected.pop(chat, None)
        if waiting is not None and not waiting.done() and method == "POST":
            waiting.set_result(now)
        return response(201, f'{{"id":"a{self.sent}"}}'.encode())

    def expect(self, chat: str) -> "asyncio.Future[float]":
        """The instant at which the next message to this chat has arrived."""
        self._expected[chat] = asyncio.get_running_loop().create_future()
        return self._expected[chat]

    def _keys(self) -> dict[str, object]:
        public = RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        key = {**public, "kid": "ours", "use": "sig", "endorsements": ["msteams"]}
        return {"keys": [key]}

    def _metadata(self) -> dict[str, object]:
        return {"issuer": "https://api.botframework.com", "jwks_uri": f"{self.url}keys"}

    def _token(self) -> dict[str, object]:
        return {"access_token": "a-token", "expires_in": 3600, "token_type": "Bearer"}

    def close(self) -> None:
        self._server.close()


_PAPERS: dict[str, Callable[[FarSide], dict[str, object]]] = {
    "/meta": FarSide._metadata,
    "/keys": FarSide._keys,
    "/token": FarSide._token,
}


def chat(number: int) -> str:
    return f"a:chat-{number}"


def said(url: str, number: int, turn: str, text: str) -> bytes:
    """What Teams posts when person `number` types something."""
    return _activity(url, number, turn, {"type": "message", "textFormat": "plain", "text": text})


def pressed(url: str, number: int, turn: str, card: str, verb: str, given: object) -> bytes:
    """What Teams posts when person `number` presses a button of the message `card`."""
    action = {"type": "Action.Execute", "verb": verb, "data": given}
    return _activity(
        url,
        number,
        turn,
        {
            "type": "invoke",
            "name": "adaptiveCard/action",
            "value": {"action": action, "trigger": "manual"},
            "replyToId": card,
        },
    )


def _activity(url: str, number: int, turn: str, more: dict[str, object]) -> bytes:
    activity = {
        "id": turn,
        "timestamp": "2026-10-12T08:02:00.000Z",
        "localTimestamp": "2026-10-12T09:02:00.000+01:00",
        "channelId": "msteams",
        "serviceUrl": url,
        "from": {"id": f"29:{number}", "name": f"Officer {number}", "aadObjectId": f"aad-{number}"},
        "conversation": {
            "id": chat(number),
            "conversationType": "personal",
            "tenantId": TENANT,
        },
        "recipient": {"id": BOT, "name": "Steward"},
        "locale": "en-GB",
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web"}],
        "channelData": {"tenant": {"id": TENANT}},
        **more,
    }
    return json.dumps(activity, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Load:
    """How many turns went through in how many seconds, and each one's seconds."""

    seconds: float
    waits: list[float]
    faults: int

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def quantile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


Say = Callable[[int, int], bytes]  # (person, turn) → body


async def load(
    far: FarSide,
    port: int,
    say: Say,
    *,
    at_once: int,
    seconds: float,
    replies: bool = True,
    signed: bool = False,
    most: int = 10**9,
) -> Load:
    """Keep `at_once` chats talking for so long (or `most` turns); a turn ends with its reply."""
    authorization = far.token() if signed else ""
    waits: list[float] = []
    faults = 0
    started = time.perf_counter()
    until = started + seconds
    turns = iter(range(most))

    async def one(number: int) -> None:
        nonlocal faults
        client = await Client.connected(port)
        name = chat(number)
        for turn in turns:
            begun = time.perf_counter()
            if begun >= until:
                break
            arrived = far.expect(name) if replies else None
            request = post(port, "/api/messages", say(number, turn), authorization)
            answer = await asyncio.wait_for(client.ask(request), 60)
            if answer.status >= 300 or b'"statusCode":500' in answer.body:
                faults += 1
            elif arrived is not None:
                await asyncio.wait_for(arrived, 20)
            waits.append(time.perf_counter() - begun)
        client.close()

    await asyncio.gather(*(one(number) for number in range(at_once)))
    return Load(time.perf_counter() - started, waits, faults)
