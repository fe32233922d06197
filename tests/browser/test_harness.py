"""The harness drives the real Playground: whoever breaks here need not look at Steward."""

from pathlib import Path

import pytest

from bot.demo import council, playground
from tests.browser.playground_page import PlaygroundPage
from tests.browser.tiny_bot import FORM

pytestmark = pytest.mark.browser


async def test_a_form_is_filled_and_its_receipt_read(browser, tiny_bot, tmp_path: Path):
    bot, address = tiny_bot
    async with playground.beside(address, tmp_path, port=0, say=lambda _: None) as beside:
        page = await PlaygroundPage.opened(browser, beside.address)

        await page.say("hello")
        form = await page.card_with("What is your figure?")
        await page.fill("Value", "31", form)
        await page.fill("Commentary", "Because", form)
        await page.choose("Status", "Provisional", form)
        await page.press("Submit", form)
        receipt = await page.card_with("Receipt: value=31, words=Because, status=provisional")
        await page.screenshot(tmp_path / "desktop.png")
        await page.narrow(receipt)
        await page.screenshot(tmp_path / "card.png", receipt)

        assert (tmp_path / "desktop.png").stat().st_size > 10_000
        assert (tmp_path / "card.png").stat().st_size > 1_000
        (press,) = [seen for seen in bot.seen if seen["type"] == "invoke"]
        assert press["from"]["aadObjectId"] == council.people()[0].aad_object_id


async def test_a_card_is_seen_in_the_channel_and_a_mention_is_heard(browser, tiny_bot, tmp_path):
    bot, address = tiny_bot
    async with playground.beside(address, tmp_path, port=0, say=lambda _: None) as beside:
        page = await PlaygroundPage.opened(browser, beside.address)
        await page.chat("board")
        await bot.say(beside.service_url, council.BOARD_CHANNEL, FORM)
        await page.card_with("What is your figure?")

        await page.say("@Steward status of housing KPIs")
        await page.page.locator(".ac-adaptiveCard").nth(1).wait_for()
        asked = bot.seen[-1]
        assert asked["text"].split() == ["<at>Steward</at>", "status", "of", "housing", "KPIs"]
        assert asked["conversation"]["id"].startswith(council.BOARD_CHANNEL)

        await page.chat("group")
        await page.say("@Steward red")
        await page.card_with("What is your figure?")
        assert bot.seen[-1]["conversation"]["conversationType"] == "groupChat"
