"""What matters of the board's cards fits the screen of a phone, and the rest is one tap away."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from bot.demo import playground
from tests.browser.playground_page import PlaygroundPage
from tests.cards.samples import CARDS as REVIEW
from tests.cards.samples_improve import CARDS as IMPROVE

pytestmark = pytest.mark.browser

SCREEN = 640  # pixels of a phone's height
CARDS = {**REVIEW, **IMPROVE}
ON_ONE_SCREEN = (
    *("concern, recovering", "board, awaited", "board, acknowledged"),
    *("board, intervention asked", "board, running, risks", "intervention, running"),
    *("outcome, working", "proposal, to decide", "chase, a milestone", "concern"),
)


async def test_the_boards_cards_fit_a_phone_and_the_chart_is_one_tap_away(
    browser, tiny_bot, tmp_path: Path
):
    bot, address = tiny_bot
    async with playground.beside(address, tmp_path, port=0, say=lambda _: None) as beside:
        page = await PlaygroundPage.opened(browser, beside.address)
        await page.say("hello")
        await page.card_with("What is your figure?")
        chat = bot.seen[-1]["conversation"]["id"]

        heights = {}
        for place, name in enumerate(ON_ONE_SCREEN, 1):
            await bot.say(beside.service_url, chat, CARDS[name].content)
            card = page.page.locator(".ac-adaptiveCard").nth(place)
            await card.wait_for()
            await page.narrow(card)
            await page.screenshot(tmp_path / f"{name}.png", card)
            heights[name] = await height(card)
        assert {name: high for name, high in heights.items() if high > SCREEN} == {}

        await expect(card.get_by_text("Why this was raised")).to_be_hidden()
        await page.press("Why, chart and past figures", card)
        await card.get_by_text("Why this was raised").wait_for()
        await page.narrow(card)
        await page.screenshot(tmp_path / "unfolded.png", card)
        widths = await card.locator("svg").evaluate_all("all => all.map(e => e.clientWidth)")
        assert max(widths) > 200


async def height(card: Locator) -> float:
    box = await card.bounding_box()
    assert box is not None
    return box["height"]
