"""Whoever sends slowly is not waited for."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import ActivityHandler

from bot.adapter import build, endpoint, incoming
from bot.settings import Settings


@pytest.fixture
async def bot(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(incoming, "BODY_PATIENCE", 0.05)  # seconds rather than ten
    adapter = build(Settings(dev=True))
    app = web.Application()
    app.router.add_post("/api/messages", endpoint(adapter, ActivityHandler()))
    async with TestClient(TestServer(app)) as client:
        yield client
    await adapter.close()


async def test_a_body_that_does_not_arrive_is_not_waited_for(bot: TestClient):
    forever = asyncio.Event()

    async def slowly():
        yield b"{"
        await forever.wait()

    headers = {"Content-Type": "application/json"}
    async with bot.post("/api/messages", data=slowly(), headers=headers) as response:
        assert response.status == 408
    forever.set()
