"""The Playground's page as a person at the keyboard uses it: chats, cards, inputs, buttons.

Everything is found as a screen reader would find it: by role, label and text. The cards live in the
page itself, in no frame and no shadow root, each in an element of the class `ac-adaptiveCard`.

    page = await PlaygroundPage.opened(browser, playground.address)
    form = await page.card_with("Homelessness prevented")
    await page.fill("Numerator", "31", form)
    await page.press("Submit", form)
    await page.chat("board")
    await page.card_with("no longer an exception")
    await page.screenshot(Path("board.png"))
"""

import shutil
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, Playwright, expect

from bot.demo import council

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# It runs as root in a container there, without a graphics card, and must not telephone.
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
CHATS = {
    "personal": "Personal Chat",
    "group": council.GROUP_CHAT_NAME,
    "general": f"{council.TEAM_NAME} - General",
    "board": f"{council.TEAM_NAME} - {council.BOARD_CHANNEL_NAME}",
}
PATIENCE = 120_000  # milliseconds until a step has failed; most take 50
DRAWN_AGAIN = 300  # milliseconds for charts to follow a new width; inputs are emptied by it
TWO_FRAMES = "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
PHONE, DESKTOP = 344, 1280  # pixels wide; a phone of 360 leaves a card some room
HIGH = 2200  # pixels; the longest card is in view whole


async def launched(playwright: Playwright) -> Browser:
    """Debian's Chromium without a window; `CHROMIUM` must not be None."""
    return await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


class PlaygroundPage:
    """One open page, in which the sample council's Olive Marsh sits at the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def opened(cls, browser: Browser, address: str) -> "PlaygroundPage":
        """Open the page, which closes its log panel by itself, on the personal chat.

        Opening it is what adds Steward to the personal chat. Nothing is asked of elsewhere.
        """
        page = await browser.new_page(viewport={"width": DESKTOP, "height": HIGH})
        page.set_default_timeout(PATIENCE)
        await page.route(lambda url: not url.startswith(address), lambda route: route.abort())
        await page.goto(address)
        await expect(page.get_by_text("Log Panel", exact=True)).to_have_count(0, timeout=PATIENCE)
        self = cls(page)
        await self.chat("personal")
        return self

    async def chat(self, name: str) -> None:
        """Go to "personal", "group", "general" or "board"."""
        await self.page.get_by_role("treeitem", name=CHATS[name], exact=True).click()
        is_channel = name in ("general", "board")
        await expect(self._new_post()).to_have_count(1 if is_channel else 0, timeout=PATIENCE)
        await self.page.evaluate(TWO_FRAMES)  # the other chat's cards are gone by then

    async def say(self, text: str) -> None:
        """Type and send a message. In a channel it is a new post; `@Steward` becomes a mention."""
        in_channel = await self._new_post().count() > 0
        boxes = self.page.get_by_role("textbox").and_(self.page.locator("[contenteditable]"))
        await (boxes.first if in_channel else boxes.last).click()
        if text.startswith(f"@{council.BOT_NAME}"):
            await self.page.keyboard.type("@")
            await self.page.get_by_role("menuitem", name=council.BOT_NAME).first.click()
        await self.page.keyboard.type(text.removeprefix(f"@{council.BOT_NAME}"))
        send = self.page.get_by_role("button", name="Send Message").last
        await (self._new_post() if in_channel else send).click()

    async def card_with(self, text: str) -> Locator:
        """The newest card that shows this text, once it is there."""
        card = self.page.locator(".ac-adaptiveCard").filter(has_text=text).last
        await card.wait_for()
        await card.scroll_into_view_if_needed()
        return card

    async def fill(self, label: str, value: str, card: Locator | None = None) -> None:
        """Type into the input whose label holds this text; "(required)" may be left out."""
        await self._typed(self._within(card).get_by_role("textbox", name=label).last, value)

    async def pick(self, label: str, day: str, card: Locator | None = None) -> None:
        """Pick an ISO day in the date input whose label holds this text."""
        within = self._within(card)
        await self._typed(within.locator("input").and_(within.get_by_label(label)).last, day)

    async def choose(self, label: str, choice: str, card: Locator | None = None) -> None:
        """Pick from a drop-down list or from radio buttons."""
        within = self._within(card)
        radio = within.get_by_role("radio", name=choice)
        if await radio.count():
            await radio.check()
            return
        await within.get_by_role("combobox", name=label).last.click()
        await self.page.get_by_role("option", name=choice).click()

    async def press(self, title: str, card: Locator | None = None) -> None:
        """Press the button of this title on the card, or on the newest card that has it."""
        await self._within(card).get_by_role("button", name=title, exact=True).last.click()

    async def screenshot(self, path: Path, card: Locator | None = None) -> None:
        """A picture of the whole page, or of one card, however long it is."""
        path.parent.mkdir(parents=True, exist_ok=True)
        await (card or self.page).screenshot(path=path)

    async def narrow(self, card: Locator) -> None:
        """Show the card as wide as a phone does; the Playground's own panels stay as they are."""
        await card.evaluate(
            f"e => {{ e.style.width = '{PHONE}px'; e.style.boxSizing = 'border-box' }}"
        )
        await self._drawn()

    async def widen(self, card: Locator) -> None:
        """Show the card again as wide as there is room."""
        await card.evaluate("e => { e.style.width = '' }")
        await self._drawn()

    async def _typed(self, box: Locator, value: str) -> None:
        """The pointer goes there first: the page empties a card's inputs when it comes upon it."""
        await box.hover()
        await box.fill(value)

    async def _drawn(self) -> None:
        await self.page.evaluate("() => window.dispatchEvent(new Event('resize'))")
        await self.page.wait_for_timeout(DRAWN_AGAIN)

    def _new_post(self) -> Locator:
        return self.page.get_by_role("button", name="Post", exact=True)

    def _within(self, card: Locator | None) -> Locator:
        return card or self.page.locator("body")
