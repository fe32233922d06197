"""The whole story of the demo by pressing only what is on the screen, as `steward demo` runs it."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect

from bot import demo
from tests.browser.playground_page import PlaygroundPage

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("STEWARD_TEST_PICTURES", "")
A_WHILE = 120_000  # milliseconds for a month to go by on a busy machine


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """The page of a running demo."""
    port, playground_port = _free_port(), _free_port()
    ready = asyncio.Event()

    def say(words: str) -> None:
        if "Steward is ready" in words:
            ready.set()

    running = asyncio.create_task(
        demo.run(
            folder=tmp_path,
            port=port,
            playground_port=playground_port,
            open_browser=False,
            now=lambda: datetime.now(UTC),
            say=say,
        )
    )
    opened = asyncio.create_task(ready.wait())
    await asyncio.wait((running, opened), return_when=asyncio.FIRST_COMPLETED)
    assert ready.is_set(), running.exception()
    yield f"http://127.0.0.1:{playground_port}"
    running.cancel()
    await asyncio.wait([running])


async def test_from_a_red_figure_to_the_next_month_and_back(browser: Browser, address: str) -> None:
    page = await PlaygroundPage.opened(browser, address)
    await page.card_with("You are Olive Marsh")
    await page.card_with("3 figures are due")
    await _picture(page, "tour-1-opened")

    await page.press("Give figures")
    form = await page.card_with("1 of 3")
    await page.press("Next indicator", form)
    form = await page.card_with("2 of 3")
    await page.fill("Numerator", "31", form)
    await page.fill("Denominator", "56", form)
    words = "Three landlords left the scheme. Olive Marsh meets the other nine by 30 October."
    await page.fill("Commentary", words, form)
    await page.press("Submit", form)
    await page.card_with("31 of 56")
    await _picture(page, "tour-2-red")

    await page.press("Be a board member")
    await page.card_with("You are Chris Bell")
    await page.chat("board")
    works = await _outcome(page, "close it, and celebrate?")
    await _picture(page, "tour-3-working")
    await page.press("Close and celebrate", works)
    await page.card_with("PLN-02 Minor planning applications decided in time · August")
    await _picture(page, "tour-4-success")
    exception = await page.card_with("Three landlords left the scheme")
    await page.press("Ask for an intervention", exception)
    form = await page.card_with("Who proposes it")
    await page.fill("What is wanted", "Win the landlords back.", form)
    await page.press("Ask for it", form)
    await page.card_with("Win the landlords back.")
    await _picture(page, "tour-5-asked")

    await page.chat("personal")
    await page.press("Be the officer")
    await page.card_with("asks for an intervention")
    await _picture(page, "tour-6-officer")
    await page.say("next month")
    moved = page.page.locator(".ac-adaptiveCard").filter(has_text="arrived meanwhile").last
    await moved.wait_for(timeout=A_WHILE)
    await expect(moved).to_contain_text("12 November 2026")
    await page.chat("board")
    await page.card_with("57.4 per 100,000")
    await _picture(page, "tour-7-next-month")

    await page.chat("personal")
    await page.say("be the manager")
    await page.card_with("You are Raj Patel")
    await page.card_with("Overdue")
    await _picture(page, "tour-8-manager")

    await page.page.reload()
    await page.card_with("You are Raj Patel")
    await page.card_with("Overdue")
    await page.chat("board")
    await page.card_with("Win the landlords back.")
    await page.chat("personal")

    await page.press("Start again")
    again = page.page.locator(".ac-adaptiveCard").filter(has_text="as it was at the start").last
    await again.wait_for(timeout=A_WHILE)
    await expect(again).to_contain_text("12 October 2026")


async def _outcome(page: PlaygroundPage, words: str) -> Locator:
    card = page.page.locator(".ac-adaptiveCard").filter(has_text=words).last
    await card.scroll_into_view_if_needed()
    return card


async def _picture(page: PlaygroundPage, name: str) -> None:
    """The page as it is, where pictures are wanted."""
    if not PICTURES:
        return
    await page.page.set_viewport_size({"width": 1280, "height": 900})
    await page.page.wait_for_timeout(600)  # charts follow the new size
    await page.screenshot(Path(PICTURES) / f"{name}.png")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
