"""Nobody shuts others out with connections: slow, idle or too many, they make room."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.server import CannotListen, Limits, Site, serve

FOREVER = 60.0  # seconds until a test has failed
ASKED = b"GET /healthz HTTP/1.1\r\nHost: steward\r\n\r\n"
SLOW = b"GET /slow HTTP/1.1\r\nHost: steward\r\n\r\n"


class Caller:
    """One raw connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def asks(self, what: bytes = ASKED) -> bytes:
        self.writer.write(what)
        async with asyncio.timeout(FOREVER):
            return await self.reader.readline()

    async def is_closed(self) -> bool:
        try:
            async with asyncio.timeout(FOREVER):
                return await self.reader.read() == b""
        except ConnectionError:
            return True


class House:
    """A site whose `/healthz` answers at once, and whose `/slow` waits until it is `released`."""

    def __init__(self) -> None:
        self.asked, self.released = asyncio.Event(), asyncio.Event()
        self._sites: list[Site] = []
        self._callers: list[Caller] = []

    async def opens(self, **limits: float) -> Site:
        async def healthz(_: web.Request) -> web.Response:
            return web.Response(text="alive")

        async def slow(_: web.Request) -> web.Response:
            self.asked.set()
            await self.released.wait()
            return web.Response(text="done")

        app = web.Application()
        app.router.add_get("/healthz", healthz)
        app.router.add_get("/slow", slow)
        site = Site(app, "127.0.0.1", 0, "STEWARD_PORT", Limits(**{"ending": 0.1, **limits}))
        await site.start()
        self._sites.append(site)
        return site

    async def calls(self) -> Caller:
        port = int(self._sites[-1].address.rpartition(":")[2])
        self._callers.append(Caller(*await asyncio.open_connection("127.0.0.1", port)))
        return self._callers[-1]

    async def close(self) -> None:
        for caller in self._callers:
            caller.writer.close()
        for site in self._sites:
            await site.stop()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    made = House()
    yield made
    await made.close()


async def test_the_longest_idle_connection_makes_room_for_a_new_one(house: House):
    await house.opens(connections=2)
    first, second = await house.calls(), await house.calls()
    assert b"200" in await second.asks()
    third = await house.calls()
    assert b"200" in await third.asks()
    assert await first.is_closed()


async def test_one_that_is_served_is_not_closed_for_a_new_one(house: House):
    await house.opens(connections=1)
    served = await house.calls()
    waiting = asyncio.create_task(served.asks(SLOW))
    await house.asked.wait()
    assert await (await house.calls()).is_closed()
    house.released.set()
    assert b"200" in await waiting


async def test_a_connection_that_sends_no_whole_request_is_closed(house: House):
    await house.opens(headers=0.02)
    assert await (await house.calls()).is_closed()
    begun = await house.calls()
    begun.writer.write(ASKED[:-2])
    assert await begun.is_closed()


async def test_one_that_sends_its_headers_a_byte_at_a_time_is_closed_too(house: House):
    await house.opens(headers=0.05)
    slow = await house.calls()

    async def drip() -> None:
        slow.writer.write(b"GET / HTTP/1.1\r\nX-Slow: ")
        for _ in range(10_000):
            slow.writer.write(b"x")
            await asyncio.sleep(0.005)

    dripping = asyncio.create_task(drip())
    assert await slow.is_closed()
    dripping.cancel()


@pytest.mark.process
async def test_a_connection_is_kept_between_requests_for_a_while_only(house: House):
    await house.opens(headers=0.02, idle=2.0)
    caller = await house.calls()
    for _ in range(5):  # longer than the time for the first headers
        assert b"200" in await caller.asks()
        while (await caller.reader.readline()).strip():
            pass
        assert await caller.reader.readexactly(5) == b"alive"
        await asyncio.sleep(0.01)
    assert await caller.is_closed()


async def test_a_request_under_way_does_not_hold_up_the_end(house: House):
    site = await house.opens(ending=0.05)
    waiting = asyncio.create_task((await house.calls()).asks(SLOW))
    await house.asked.wait()
    async with asyncio.timeout(FOREVER):
        await site.stop()
    waiting.cancel()


async def test_a_port_that_is_taken_is_said_in_words(house: House):
    site = await house.opens()
    port = int(site.address.rpartition(":")[2])
    other = Site(web.Application(), "127.0.0.1", port, "STEWARD_PORT")
    with pytest.raises(CannotListen, match="Set STEWARD_PORT to a free port"):
        await serve([other], lambda: None)
