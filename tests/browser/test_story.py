"""The story of the README, in the real Playground: reminder, form, receipt, board card, status."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.demo_running import running, shown
from tests.browser.playground_page import PlaygroundPage

pytestmark = pytest.mark.browser


async def test_a_figure_goes_from_the_reminder_to_the_board_and_the_status(
    browser: Browser, tmp_path: Path
) -> None:
    async with running(tmp_path) as demo:
        page = await PlaygroundPage.opened(browser, demo.address)
        reminder = await page.card_with("3 figures are due")
        await shown(page, "1-reminder", reminder)

        await page.press("Give figures", reminder)
        form = await page.card_with("1 of 3")
        await shown(page, "2-form", form)
        await page.fill("Value", "12,5", form)
        await page.press("Submit", form)
        again = await page.card_with("Please correct")
        await shown(page, "3-mend", again)

        await page.fill("Value", "96", again)
        await page.fill(
            "Commentary",
            "Two more families were placed in September; four move on by 30 October (Olive).",
            again,
        )
        await page.press("Submit", again)
        form = await page.card_with("2 of 3")
        await expect(form).to_contain_text("✓ Kept: HOU-05: 96")
        await shown(page, "4-next", form)
        await page.press("Back", form)
        await page.card_with("2 figures are due")

        await page.say("submit HOU-02")
        form = await page.card_with("Homelessness prevented")
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
    async with running(tmp_path) as demo:
        page = await PlaygroundPage.opened(browser, demo.address)
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
