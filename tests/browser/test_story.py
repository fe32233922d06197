"""The story of the README, in the real Playground: reminder, form, receipt, board card, status."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Browser, Locator

from bot import demo
from bot.app import App
from bot.demo import council, playground
from bot.settings import Settings
from tests.browser.playground_page import PlaygroundPage

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("STEWARD_TEST_PICTURES", "")


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """The demo as `steward demo` runs it, on free ports. Gives the Playground's address."""
    settings = Settings(
        dev=True, council_name=council.NAME, database_url=f"sqlite:///{folder / demo.FILE}"
    )
    database = demo.fresh(settings, folder)
    runner = web.AppRunner(demo.site(App(settings, database, _clock())), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    async with playground.beside(address, folder, say=lambda _: None, port=0) as beside:
        database.run(lambda session: demo.meet(session, beside.service_url))
        yield beside.address
    await runner.cleanup()
    database.close()


def _clock() -> Callable[[], datetime]:
    shift = council.OPENS_AT - datetime.now(UTC)
    return lambda: datetime.now(UTC) + shift


async def test_a_figure_goes_from_the_reminder_to_the_board_and_the_status(
    browser: Browser, tmp_path: Path
) -> None:
    async with running(tmp_path) as address:
        page = await PlaygroundPage.opened(browser, address)
        reminder = await page.card_with("3 figures are due")
        await shown(page, "1-reminder", reminder)

        await page.press("Give figures", reminder)
        form = await page.card_with("1 of 3")
        await shown(page, "2-form", form)
        await page.fill("Value", "12,5", form)
        await page.press("Submit", form)
        again = await page.card_with("Please mend")
        await shown(page, "3-mend", again)

        await page.fill("Value", "96", again)
        await page.fill(
            "Commentary",
            "Two more families were placed in September; four move on by 30 October (Olive).",
            again,
        )
        await page.press("Submit", again)
        receipt = await page.card_with("Figure kept")
        await shown(page, "4-receipt", receipt)

        await page.press("Next (2 of 3)", receipt)
        form = await page.card_with("2 of 3")
        await page.fill("Numerator", "31", form)
        await page.fill("Denominator", "56", form)
        await page.fill(
            "Commentary",
            "Three landlords left the scheme. Olive Marsh meets the other nine by 30 October.",
            form,
        )
        await page.press("Submit", form)
        receipt = await page.card_with("31 of 56")
        await shown(page, "5-red", receipt)

        await page.chat("board")
        board = await page.card_with("Three landlords left the scheme")
        await shown(page, "6-board", board)

        await page.chat("personal")
        await page.say("status of housing KPIs")
        status = await page.card_with("Housing, KPIs")
        await shown(page, "7-status", status)
        await page.say("status of HOU-02")
        one = await page.card_with("HOU-02, September 2026")
        await shown(page, "8-one", one)


async def test_the_board_asks_for_an_intervention_on_its_card(
    browser: Browser, tmp_path: Path
) -> None:
    async with running(tmp_path) as address:
        page = await PlaygroundPage.opened(browser, address)
        await page.card_with("3 figures are due")  # Steward has begun to send
        await page.chat("board")
        card = await page.card_with("REV-03")

        await page.press("Ask for an intervention", card)
        form = await page.card_with("Who proposes it")
        await shown(page, "9-ask", form)
        await page.fill("What is wanted", "Two temporary assessors until Christmas.", form)
        await page.press("Ask for it", form)

        card = await page.card_with("Sam Lowe is to propose it")
        await shown(page, "10-asked", card)


async def shown(page: PlaygroundPage, name: str, card: Locator) -> None:
    """Take the card's picture at a desk's and at a phone's width, when pictures are wanted."""
    if not PICTURES:
        return
    folder = Path(PICTURES)
    await page.screenshot(folder / f"{name}.png", card)
    await page.narrow(card)
    await page.screenshot(folder / f"{name}-phone.png", card)
    await page.widen(card)
