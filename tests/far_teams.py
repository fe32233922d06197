"""A council's day over HTTP: officers who type and press, and Teams, which keeps what it shows.

Teams may be slow, ask to wait, or hang up after it has taken a message. Whoever gets no answer
tries again, as people and Teams do.
"""

import asyncio
import json
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import aiohttp
from aiohttp import web

from tests.fake_connector import TENANT, FakeConnector, happened
from tests.fake_teams import Seen, pressed
from tests.forking import ForkedProcess, Forking
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent
BOARD = "19:board@thread.tacv2"
ANSWERS_IN = 30  # seconds until somebody types again; one if the server has died meanwhile
AGAIN_IN = 0.25  # seconds until the next try where nobody answers


@dataclass(frozen=True)
class Shown:
    """A new message in Teams, or one that was edited in place."""

    conversation_id: str
    activity_id: str
    card: dict[str, Any]
    is_edit: bool
    reply_to: str = ""  # the message that it answers

    @property
    def words(self) -> str:
        return json.dumps(self.card, ensure_ascii=False)

    @property
    def is_group(self) -> bool:
        """Whether it is the one post for many exceptions."""
        return "See one in full and answer it" in self.words

    @property
    def is_post(self) -> bool:
        """Whether it stands at the top of a channel rather than in a thread."""
        return self.conversation_id.endswith(f";messageid={self.activity_id}")


class FarTeams(FakeConnector):
    """`shown` is what it took, in order. `hangs_up` and `asks_to_wait` count down call by call.

    With a `gateway`, some calls are answered by its page, whether or not Teams has taken them.
    """

    def __init__(self, port: int = 0) -> None:
        super().__init__()
        self._server.port = port
        self.shown: list[Shown] = []
        self.refused = 0
        self.latency = 0.0  # seconds
        self.hangs_up = 0  # after having shown it
        self.asks_to_wait = 0
        self.retry_after = 1  # seconds
        self.gateway: Gateway | None = None
        self._replies: dict[str, asyncio.Future[Seen]] = {}

    def reply_to(self, activity_id: str) -> "asyncio.Future[Seen]":
        """The card that answers the message with this id."""
        return self._replies.setdefault(activity_id, asyncio.get_running_loop().create_future())

    def new(self, conversation: str = "") -> list[Shown]:
        """What was posted (not edited) in conversations whose ids begin so."""
        return [
            one
            for one in self.shown
            if not one.is_edit and one.conversation_id.startswith(conversation)
        ]

    async def _answer(self, request: web.Request) -> web.Response:
        body = json.loads(await request.read() or b"null")
        if self.latency:
            await asyncio.sleep(self.latency)
        is_reply = (body or {}).get("replyToId", "") in self._replies
        if self.asks_to_wait and not is_reply:
            self.asks_to_wait -= 1
            self.refused += 1
            return web.Response(status=429, headers={"Retry-After": str(self.retry_after)})
        if self.gateway and self.gateway.is_before():
            return self.gateway.page()
        answer = self._taken(request.method, unquote(request.raw_path), body)
        if self.gateway and self.gateway.is_after():
            return self.gateway.page()
        if self.hangs_up and request.method == "POST" and not is_reply:
            self.hangs_up -= 1
            assert request.transport is not None
            request.transport.abort()
        return answer

    def _taken(self, method: str, path: str, body: Any) -> web.Response:
        parts = path.removeprefix("/uk/v3/conversations").strip("/").split("/")
        number = str(len(self.shown) + 1)
        if parts == [""] and "activity" in body:
            thread = f"{body['channelData']['channel']['id']};messageid={number}"
            self._show(thread, number, body["activity"], is_edit=False)
            return web.json_response({"id": thread, "activityId": number}, status=201)
        if parts == [""]:
            return web.json_response({"id": f"a:{body['members'][0]['id']}"}, status=201)
        if method == "PUT":
            self._show(parts[0], parts[-1], body, is_edit=True)
            return web.json_response({"id": parts[-1]})
        if method == "POST":
            self._show(parts[0], number, body, is_edit=False)
            return web.json_response({"id": number}, status=201)
        return web.json_response({}, status=404)

    def _show(self, where: str, number: str, message: Any, *, is_edit: bool) -> None:
        attachments = message.get("attachments") or [{"content": {}}]
        card = attachments[0]["content"]
        waiting = self._replies.pop(message.get("replyToId", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(Seen(card, where, number))
            return  # an answer to what was typed, and none of the relay's
        reply_to = message.get("replyToId", "")
        self.shown.append(Shown(where, number, card, is_edit, reply_to))


class Gateway:
    """A proxy between Steward and Teams that answers one call in so many by a page of its own."""

    STATUSES = (200, 200, 201, 500, 502, 503, 504)
    PAGE = "<html><body><h1>Please wait</h1></body></html>"

    def __init__(self, chance: random.Random, one_in: int = 12) -> None:
        self._chance = chance
        self._one_in = one_in
        self.before = 0  # pages in place of a call that Teams never saw
        self.after = 0  # pages in place of the answer to one that it took

    def is_before(self) -> bool:
        is_now = self._chance.randrange(2 * self._one_in) == 0
        self.before += is_now
        return is_now

    def is_after(self) -> bool:
        is_now = self._chance.randrange(2 * self._one_in) == 0
        self.after += is_now
        return is_now

    def page(self) -> web.Response:
        status = self._chance.choice(self.STATUSES)
        return web.Response(status=status, text=self.PAGE, content_type="text/html")


@dataclass
class Steward:
    """One `steward serve --dev`, which may be killed and started again at another time of day."""

    database_url: str
    port: int = 0
    admin_port: int = 0
    process: asyncio.subprocess.Process | ForkedProcess | None = None
    limit: Callable[[], None] | None = None  # done in the process before it starts
    environment: dict[str, str] = field(default_factory=dict)
    forking: Forking | None = None  # starts it cheaply, where it is started often
    lives: int = 0  # how often it was started
    is_serving: bool = False

    async def start(self, at: datetime) -> None:
        self.port = self.port or free_port()
        self.admin_port = self.admin_port or free_port()
        arguments = ["serve", "--dev", "--at", at.isoformat()]
        environment = {
            "PYTHONPATH": str(ROOT),
            "STEWARD_DATABASE_URL": self.database_url,
            "STEWARD_PORT": str(self.port),
            "STEWARD_ADMIN_PORT": str(self.admin_port),
            "STEWARD_LOG_LEVEL": "ERROR",
        }
        if self.forking:
            self.process = await self.forking.start(arguments, environment)
        else:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", *arguments),
                env=os.environ | environment | self.environment,
                stdout=asyncio.subprocess.DEVNULL,
                preexec_fn=self.limit,
            )
        async with aiohttp.ClientSession() as session:
            while self.process.returncode is None:
                try:
                    async with session.get(f"http://127.0.0.1:{self.port}/healthz"):
                        self.lives += 1
                        self.is_serving = True
                        return
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.05)
        raise AssertionError("it ended before it was alive")

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        self.is_serving = False
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(how)
            await self.process.wait()

    async def reads(self, path: str) -> tuple[int, str]:
        address = f"http://127.0.0.1:{self.admin_port}{path}"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def serving(database_url: str, at: datetime) -> AsyncIterator[Steward]:
    steward = Steward(database_url)
    await steward.start(at)
    try:
        yield steward
    finally:
        await steward.stop()


@dataclass
class Officer:
    """Somebody in a chat with Steward. `ports` are the replicas, any of which may answer."""

    name: str
    teams: FarTeams
    session: aiohttp.ClientSession
    ports: Callable[[], list[int]]
    faults: list[int] = field(default_factory=list)  # HTTP statuses that were neither 200 nor 201
    lives: Callable[[], int] = lambda: 0  # how often the server was started
    patience: float = 60.0  # seconds for one request
    tries: int = 0
    answers: int = 0  # requests that were answered at all

    async def asks(self, text: str) -> Seen:
        """Type until an answer comes."""
        async for _ in _while_there_is_patience():
            self.tries += 1
            own = f"{self.name}-{self.tries}"
            reply = self.teams.reply_to(own)
            said = happened("message", text=text, textFormat="plain", id=own)
            life = self.lives()
            try:
                await self._post(said)
                seen = await self._answered(reply, life)
                if not _says_later(seen.words):
                    return seen
            except (aiohttp.ClientError, OSError, TimeoutError):
                continue
        raise AssertionError(f"no answer to {text!r}")

    async def _answered(self, reply: "asyncio.Future[Seen]", life: int) -> Seen:
        """Raises TimeoutError where no answer comes, or none will: that server is dead."""
        for _ in range(ANSWERS_IN):
            await asyncio.wait({reply}, timeout=1.0)
            if reply.done():
                return reply.result()
            if self.lives() != life:
                break
        raise TimeoutError

    async def presses(self, card: Seen, title: str, **typed: str) -> Seen:
        """Press until a card answers; what stood beside the card when it stayed is in `said`."""
        value = {**pressed(card, title, typed), "trigger": "manual"}
        async for _ in _while_there_is_patience():
            self.tries += 1
            more = {"name": "adaptiveCard/action", "replyToId": card.activity_id, "value": value}
            try:
                body = await self._post(happened("invoke", id=f"{self.name}-{self.tries}", **more))
            except (aiohttp.ClientError, OSError, TimeoutError):
                continue
            if body and body["statusCode"] == 200 and isinstance(body["value"], dict):
                return Seen(body["value"], card.conversation_id, card.activity_id)
            if body and body["statusCode"] == 200 and not _says_later(body["value"]):
                return Seen(card.content, card.conversation_id, card.activity_id, body["value"])
        raise AssertionError(f"no answer to {title!r}")

    async def gives(self, ref: str, **typed: str) -> Seen:
        """Fill in a form and mean it."""
        form = await self.asks(f"submit {ref}")
        seen = await self.presses(form, "Submit", **typed)
        return await self.presses(seen, "Yes, keep it") if "Is that right?" in seen else seen

    async def _post(self, activity: dict[str, Any]) -> Any:
        activity |= {
            "serviceUrl": self.teams.url,
            "from": {"id": f"29:{self.name}", "aadObjectId": f"{self.name}-entra"},
            "conversation": {"id": f"a:{self.name}", "conversationType": "personal"},
            "channelData": {"tenant": {"id": TENANT}},
        }
        if not (ports := self.ports()):
            raise aiohttp.ClientError("nobody serves")
        port = random.choice(ports)
        address = f"http://127.0.0.1:{port}/api/messages"
        timeout = aiohttp.ClientTimeout(total=self.patience)
        async with self.session.post(address, json=activity, timeout=timeout) as answer:
            if answer.status not in {200, 201}:
                self.faults.append(answer.status)
                raise aiohttp.ClientError(answer.status)
            self.answers += 1
            return await answer.json() if answer.status == 200 else None


def _says_later(words: str) -> bool:
    return "Steward is busy" in words or "That was a lot at once" in words


async def _while_there_is_patience() -> AsyncIterator[None]:
    """A try, and after a little while the next."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while asyncio.get_running_loop().time() < deadline:
        yield
        await asyncio.sleep(AGAIN_IN)


async def until(condition: Callable[[], bool] | Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait for something that other processes bring about."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while asyncio.get_running_loop().time() < deadline:
        found = condition()
        if found if isinstance(found, bool) else await found:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {PATIENCE:.0f} seconds: {what}")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def later(at: datetime, minutes: float) -> datetime:
    return at + timedelta(minutes=minutes)
