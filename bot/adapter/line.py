"""The line to Teams: one pooled session carries everything that Steward sends."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.adapter.hosts import Trusted
from bot.adapter.tokens import NoToken, Tokens

AUDIENCE = "https://api.botframework.com"
TOTAL = 15.0  # seconds for one call; our choice, Teams itself gives up after 10 to 15
CONNECT = 5.0  # seconds of that for a free connection; running out of them, nothing has left
CONNECTIONS = 50  # at once; Teams takes 50 requests a second from an app in a tenant
_PASSING = frozenset({408, 412, 429})  # besides the service's own faults
_ENCODER = json.JSONEncoder(separators=(",", ":"))
_HEADERS = {"Accept": "application/json"}
_JSON = _HEADERS | {"Content-Type": "application/json; charset=utf-8"}


class NotSent(Exception):
    """Nothing left this machine; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAllowed(NotSent):
    """The address is not Teams', so our token never goes there."""

    def __init__(self) -> None:
        super().__init__("service address not allowed")


class NoAnswer(Exception):
    """The request left, and no answer came: it was perhaps carried out."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service answered. Judge by `status`; the content may be a gateway's HTML."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> dict[str, Any]:
        """The content as an object, empty where it is none."""
        try:
            content = json.loads(self.content)
        except (ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait, from Retry-After in seconds or as a date; None where it says nothing."""
        said = self.headers.get("Retry-After", "").strip()
        if said.isascii() and said.isdecimal():
            return float(said)
        try:  # against the service's own clock: ours may differ
            until = parsedate_to_datetime(said)
            now = parsedate_to_datetime(self.headers.get("Date", ""))
            return max(0.0, (until - now).total_seconds())
        except (ValueError, TypeError):
            return None

    @property
    def code(self) -> str:
        """Teams' own word for the error, or the HTTP status."""
        if b"MessageWritesBlocked" in self.content:  # hidden in the text of an errorCode 209
            return "MessageWritesBlocked"
        error = self.json().get("error")
        code = error.get("code") if isinstance(error, dict) else None
        return code if isinstance(code, str) and code else str(self.status)


class RequestRefused(Exception):
    """The service answered, and not with success."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"{reply.status} {reply.code}")
        self.reply = reply

    def may_pass_in(self, usual: float) -> float | None:
        """Seconds after which it may be different, `usual` where the service names no time; None
        where it will not be."""
        if self.reply.status in _PASSING or self.reply.status >= 500:
            named = self.reply.retry_after
            return usual if named is None else named
        return None


class TeamsConnection:
    """Calls the connector; `tokens` is None in development, where nobody asks for one."""

    def __init__(self, trusted: Trusted, tokens: Tokens | None, *, total: float = TOTAL) -> None:
        self._trusted = trusted
        self._total = total
        self._tokens = tokens
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        service_url: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        within: float = TOTAL,
    ) -> Reply:
        """Send JSON to a path below the service address; raises NotSent or NoAnswer.

        `within` is how many seconds somebody waits for it.
        """
        if not self._trusted(service_url):
            raise NotAllowed
        base, host = _parsed(service_url.rstrip("/"))
        if not self._trusted(host):
            raise NotAllowed
        url = base.with_path(base.raw_path.rstrip("/") + path, encoded=True)
        content = None if body is None else encoded(body)
        return await self._carried(method, url, content, AUDIENCE, within)

    async def send(
        self, method: str, address: str, content: bytes | None, audience: str = AUDIENCE
    ) -> Reply:
        """Send bytes that are JSON; the host is checked again, for the token goes with them."""
        url, host = _parsed(address)
        if not self._trusted(host):
            raise NotAllowed
        return await self._carried(method, url, content, audience, TOTAL)

    async def _carried(
        self, method: str, url: URL, content: bytes | None, audience: str, within: float
    ) -> Reply:
        headers = _HEADERS if content is None else _JSON
        until = asyncio.get_running_loop().time() + min(self._total, within)
        try:
            if self._tokens is not None:
                token = await self._token(self._tokens, audience, until)
                headers = headers | {"Authorization": f"Bearer {token}"}
            seconds = until - asyncio.get_running_loop().time()
            if seconds <= 0:
                raise NotSent("no time left")
            limit = aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT, seconds))
            async with self._open().request(
                method, url, data=content, headers=headers, allow_redirects=False, timeout=limit
            ) as response:
                return Reply(response.status, response.headers, await _content(response))
        except NoToken as error:
            raise NotSent(f"no token: {error}") from error
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent("no connection") from error
        except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            raise NoAnswer(type(error).__name__) from error

    async def _token(self, tokens: Tokens, audience: str, until: float) -> str:
        try:
            async with asyncio.timeout_at(until):
                return await tokens.token(audience)
        except TimeoutError as error:
            raise NoToken("not in time") from error

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "Steward"},
            )
        return self._session

    async def close(self) -> None:
        """Let go of the connections and the token thread; safe to call twice."""
        if self._session is not None:
            await self._session.close()
        if self._tokens is not None:
            self._tokens.close()


@lru_cache(maxsize=64)  # Teams has a service address per region
def _parsed(address: str) -> tuple[URL, str]:
    """The address, and its host as it will be called: neither is believed to be the other."""
    url = URL(address, encoded=True)
    return url, f"{url.scheme}://{url.raw_authority}/"


def encoded(body: object) -> bytes:
    """As compact JSON."""
    return _ENCODER.encode(body).encode()


async def _content(response: aiohttp.ClientResponse) -> bytes:
    try:
        return await response.read()
    except (aiohttp.ClientError, OSError):
        return b""  # the status has come, and decides


def conversations(conversation_id: str = "", *more: str) -> str:
    """The connector's path of a conversation, or of something below it."""
    return "/".join(("/v3/conversations", *map(_quoted, (conversation_id, *more)))).rstrip("/")


@lru_cache(maxsize=4096)  # as many conversations as speak in turn
def _quoted(part: str) -> str:
    return quote(part, safe="")
