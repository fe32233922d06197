"""Serves Steward over HTTP: a limit to every wait, and to how many may wait, and an end in time.

Source: our choice of the limits. A proxy in front may be stricter; without one these hold.
"""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class CannotListen(Exception):
    """The port cannot be had; the sentence says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Connections at once, and seconds: for the first request's headers, between requests, for a
    rest of a body that nobody reads, and for requests under way when the server ends."""

    connections: int = 400  # well below the 1,024 files that a process may usually open
    headers: float = 10.0
    idle: float = 75.0  # as long as a usual reverse proxy keeps its own
    linger: float = 1.0
    ending: float = 3.0


class Connections:
    """Every open connection of one site, and which of them serve a request just now.

    One that sends no whole request in time is closed; where there are too many, the one that has
    been idle longest makes room. A factory of protocols, as the event loop wants it.
    """

    def __init__(self, limits: Limits, make: Callable[[], asyncio.Protocol]) -> None:
        self._limits = limits
        self._make = make
        self._idle: dict[asyncio.BaseTransport, None] = {}  # longest idle first
        self._busy: set[asyncio.BaseTransport] = set()
        self._new: set[asyncio.BaseTransport] = set()  # no request has come yet

    def __call__(self) -> asyncio.Protocol:
        return Connection(self, self._make(), self._limits.headers)

    def __len__(self) -> int:
        return len(self._idle) + len(self._busy)

    def admit(self, transport: asyncio.BaseTransport) -> bool:
        """Count a new connection, if there is room for it or some can be made."""
        if len(self) >= self._limits.connections:
            longest = next(iter(self._idle), None)
            if longest is None:
                return False
            self.forget(longest)
            _abort(longest)
        self._idle[transport] = None
        self._new.add(transport)
        return True

    def is_new(self, transport: asyncio.BaseTransport) -> bool:
        """Whether no whole request has come on it yet."""
        return transport in self._new

    def forget(self, transport: asyncio.BaseTransport) -> None:
        self._idle.pop(transport, None)
        self._busy.discard(transport)
        self._new.discard(transport)

    async def count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """As a middleware: the connection serves a request while this runs."""
        transport = request.transport
        if transport is None or transport not in self._idle:
            return await handler(request)
        del self._idle[transport]
        self._new.discard(transport)
        self._busy.add(transport)
        try:
            return await handler(request)
        finally:
            if transport in self._busy:
                self._busy.discard(transport)
                self._idle[transport] = None


class Connection(asyncio.Protocol):
    """One connection: what the web server makes of it, and a limit to the wait for its headers."""

    def __init__(self, all_of_them: Connections, inner: asyncio.Protocol, headers: float) -> None:
        self._all = all_of_them
        self._inner = inner
        self._headers = headers
        self._transport: asyncio.BaseTransport | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not self._all.admit(transport):
            _abort(transport)
            return
        self._transport = transport
        self._timer = asyncio.get_running_loop().call_later(self._headers, self._too_slow)
        self._inner.connection_made(transport)

    def _too_slow(self) -> None:
        if self._transport is not None and self._all.is_new(self._transport):
            _abort(self._transport)

    def data_received(self, data: bytes) -> None:
        if self._transport is not None:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received() if self._transport is not None else None

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None:
            self._all.forget(self._transport)
            self._inner.connection_lost(exc)


def _abort(transport: asyncio.BaseTransport) -> None:
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()
    else:
        transport.close()


class Site:
    """One web application on one port."""

    def __init__(
        self, app: web.Application, host: str, port: int, setting: str, limits: Limits | None = None
    ) -> None:
        self._app = app
        self._host, self._port, self._setting = host, port, setting
        self._limits = limits or Limits()
        self._server: asyncio.Server | None = None
        self._runner: web.AppRunner | None = None
        self._connections: Connections | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        port = self._port
        if self._server is not None and self._server.sockets:
            port = self._server.sockets[0].getsockname()[1]
        return f"http://{self._host}:{port}"

    async def start(self) -> None:
        """Listen; raises CannotListen."""
        self._app.middlewares.insert(0, self._counted)
        self._runner = web.AppRunner(
            self._app,
            access_log=None,
            auto_decompress=False,  # nothing is unpacked: a small body must not become a large one
            keepalive_timeout=self._limits.idle,
            lingering_time=self._limits.linger,
            shutdown_timeout=self._limits.ending,
        )
        await self._runner.setup()
        assert self._runner.server is not None  # it is set up
        self._connections = Connections(self._limits, self._runner.server)
        try:
            self._server = await asyncio.get_running_loop().create_server(
                self._connections, self._host, self._port, backlog=1024
            )
        except OSError as error:
            await self.stop()
            raise CannotListen(
                f"Steward cannot listen at {self._host}:{self._port} ({error.strerror}). "
                f"Is another Steward running? Set {self._setting} to a free port."
            ) from error

    @web.middleware
    async def _counted(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        assert self._connections is not None  # it serves
        return await self._connections.count(request, handler)

    async def stop(self) -> None:
        """Take nothing new, let what is under way end, and run the application's clean-up."""
        if self._server is not None:
            self._server.close()
        if self._runner is not None:
            await self._runner.cleanup()


async def serve(sites: Sequence[Site], ready: Callable[[], None]) -> None:
    """Serve all of them until somebody asks to end; raises CannotListen."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for asked in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(asked, ended.set)
    started: list[Site] = []
    try:
        for site in sites:
            await site.start()
            started.append(site)
        ready()
        await ended.wait()
    finally:
        for site in reversed(started):
            await site.stop()


def new_event_loop() -> asyncio.AbstractEventLoop:
    """uvloop's, with which a turn costs a quarter less; Python's own where there is none."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def tune_gc() -> None:
    """Freeze start-up objects so that the collector skips them, and have it look less often.

    Our choice, measured: without it one answer in a hundred waits for tens of milliseconds more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # objects, and runs over the younger ones
