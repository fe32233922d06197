"""A headless Chromium and a Playground for each test that asks for them."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from playwright.async_api import Browser, async_playwright

from tests.browser import playground_page
from tests.browser.tiny_bot import TinyBot


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not playground_page.CHROMIUM:
        pytest.skip("Chromium is not installed")
    async with async_playwright() as playwright:
        browser = await playground_page.launched(playwright)
        yield browser
        await browser.close()


@pytest.fixture
async def tiny_bot() -> AsyncIterator[tuple[TinyBot, str]]:
    """The bot of one card, and the address at which it hears."""
    bot = TinyBot()
    runner = web.AppRunner(bot.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield bot, f"http://127.0.0.1:{port}/api/messages"
    await runner.cleanup()
