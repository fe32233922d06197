"""Teams' connector on this machine: records each call, and answers, waits or hangs up as told.

Also what Teams posts to the bot, as `said`, `pressed` and `happened`.
"""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

BOT = "28:steward"
TENANT = "11111111-2222-3333-4444-555555555555"
TEAMS = "https://smba.trafficmanager.net/uk/"


@dataclass(frozen=True)
class Call:
    """One request that arrived; `path` is as sent, still quoted."""

    method: str
    path: str
    body: Any
    token: str


@dataclass(frozen=True)
class Told:
    """An answer to give instead of the usual one. `drop` hangs up; `hold` never answers."""

    status: int = 201
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    hold: bool = False


class FakeConnector:
    """`async with FakeConnector() as teams`; then `teams.url`, `teams.calls`, `teams.tell`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.connections: set[Any] = set()
        self.members: dict[str, dict[str, Any]] = {}
        self._told: deque[Told] = deque()
        self._closing = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._server = TestServer(app)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self._closing.set()
        await self._server.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}/uk/"

    def tell(self, *told: Told) -> None:
        """Answer the next calls so, in this order."""
        self._told.extend(told)

    async def _answer(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        raw = await request.read()
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        path = request.raw_path.removeprefix("/uk")
        self.calls.append(Call(request.method, path, json.loads(raw) if raw else None, token))
        if self._told:
            return await self._as_told(request, self._told.popleft())
        return self._as_usual(request.method, path)

    async def _as_told(self, request: web.Request, told: Told) -> web.Response:
        if told.hold:
            await self._closing.wait()
        if told.drop and request.transport is not None:
            request.transport.abort()
        return web.Response(status=told.status, text=told.body, headers=told.headers)

    def _as_usual(self, method: str, path: str) -> web.Response:
        number = len(self.calls)
        if "/members/" in path:
            member = self.members.get(path.rpartition("/")[2])
            return web.json_response(member or {}, status=200 if member else 404)
        if path == "/v3/conversations":
            thread = f"19:board@thread.tacv2;messageid={number}"
            return web.json_response({"id": thread, "activityId": str(number)}, status=201)
        return web.json_response({"id": str(number)}, status=201 if method == "POST" else 200)


def happened(kind: str, service_url: str = TEAMS, **more: Any) -> dict[str, Any]:
    """An activity as Teams posts it, from Olive in her personal chat."""
    return {
        "type": kind,
        "id": "1700000000001",
        "timestamp": "2026-10-12T08:00:00.1234567Z",
        "serviceUrl": service_url,
        "channelId": "msteams",
        "from": {"id": "29:olive", "name": "Olive Owens", "aadObjectId": "olive-in-entra"},
        "conversation": {"id": "a:olive", "conversationType": "personal", "tenantId": TENANT},
        "recipient": {"id": BOT, "name": "Steward"},
        "channelData": {"tenant": {"id": TENANT}},
        **more,
    }


def said(text: str, service_url: str = TEAMS, **more: Any) -> dict[str, Any]:
    return happened("message", service_url, text=text, textFormat="plain", **more)


def pressed(
    verb: object, carried: object = None, service_url: str = TEAMS, **more: Any
) -> dict[str, Any]:
    action = {"type": "Action.Execute", "verb": verb, "data": carried}
    value = {"action": action, "trigger": "manual"}
    card = {"name": "adaptiveCard/action", "replyToId": "card-1", "value": value}
    return happened("invoke", service_url, **(card | more))


def in_channel(**more: Any) -> dict[str, Any]:
    """What differs when it happens below a post in the Performance Board's channel."""
    return {
        "conversation": {
            "id": "19:board@thread.tacv2;messageid=7",
            "conversationType": "channel",
            "isGroup": True,
        },
        "channelData": {
            "tenant": {"id": TENANT},
            "team": {"id": "19:team@thread.tacv2"},
            "channel": {"id": "19:board@thread.tacv2"},
        },
        **more,
    }
