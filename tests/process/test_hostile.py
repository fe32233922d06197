"""Strangers who do their worst keep Steward neither from its watchers nor from its end."""

import asyncio
import gzip
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest

from bot import demo
from bot.settings import Settings
from tests.crowd import MORNING
from tests.far_teams import Steward, serving

pytestmark = pytest.mark.process
WITHIN = 60.0  # seconds until a step has failed
IDLE = 450  # more connections than Steward keeps
BOMB = gzip.compress(b'{"entities":[' + b"{}," * 87_000 + b"{}]}")
POST = b"POST /api/messages HTTP/1.1\r\nHost: steward\r\nContent-Type: application/json\r\n"
ATTACKS = {
    "a bomb": POST + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
    "a body that never comes": POST + b"Content-Length: 200000\r\n\r\n{",
    "no HTTP": b"\x16\x03\x01" + b"x" * 4000,
}


async def test_the_server_answers_and_ends_in_time_under_hostile_load(tmp_path: Path) -> None:
    settings = Settings(dev=True, database_url=f"sqlite:///{tmp_path / demo.FILE}")
    demo.fresh(settings, tmp_path).close()
    async with serving(settings.database_url, MORNING) as steward, asyncio.timeout(WITHIN):
        idle = [await asyncio.open_connection("127.0.0.1", steward.port) for _ in range(IDLE)]
        hostile = [
            asyncio.create_task(attack(steward, sent))
            for sent in ATTACKS.values()
            for _ in range(5)
        ]
        async with aiohttp.ClientSession() as session:
            for _ in range(20):
                async with session.get(f"http://127.0.0.1:{steward.port}/healthz") as answer:
                    assert answer.status == 200
        await steward.stop()
        for task in hostile:
            task.cancel()
        for _, writer in idle:
            writer.close()
        assert steward.process is not None
        assert steward.process.returncode == 0


async def attack(steward: Steward, sent: bytes) -> None:
    """Send it again and again, whatever comes of it."""
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", steward.port)
            writer.write(sent)
            await reader.read(100)
            writer.close()
        await asyncio.sleep(0)
