"""The demo as `steward demo` runs it, on free ports: its clock moved on, its keyboard passed.

The Playground always speaks as the sample council's first person. Between it and Steward stands a
`Keyboard`, which passes on what is typed and pressed as from whoever sits there now. The clock
moves as with `steward serve --dev --at`: Steward stops, and starts later on the same database.

    async with running(tmp_path) as demo:
        page = await PlaygroundPage.opened(browser, demo.address)
        await demo.later("2026-10-26")
        await demo.sits("Chris Bell")
        await page.press("Agree", await page.card_with("To be decided by"))
"""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from playwright.async_api import Locator

from bot import demo
from bot.app import SWEEPS, App
from bot.demo import council, playground
from bot.settings import Settings
from cycle.periods import LONDON
from storage.database import Database
from tests.browser.playground_page import PlaygroundPage

PICTURES = os.environ.get("STEWARD_TEST_PICTURES", "")


class Running:
    """A demo that runs. `address` is the Playground's page."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.address = ""
        self.keyboard = Keyboard()
        self._settings = settings
        self._database = database
        self._app = App(settings, database, _clock(council.OPENS_AT))
        self._steward: web.AppRunner | None = None

    async def sits(self, name: str) -> None:
        """This person of the six sits down at the keyboard, once Steward has sent all it owes.

        The page draws a chat again at each card that comes, and forgets what was being typed.
        """
        await self.sweeps()
        self.keyboard.person = next(one for one in council.people() if one.name == name)

    async def sweeps(self) -> None:
        """As `steward sweep`: what is due by the clock, once."""
        for sweep in SWEEPS:
            await self._app.sweep(sweep)

    async def opens(self) -> None:
        """Steward as the demo starts it: its own clock waits until the page is open."""
        self._steward = await self._served(demo.site(self._app))

    async def later(self, day: str) -> None:
        """Steward stops, and starts again on this ISO day at 09:30 in London.

        From now on it sweeps only when it is told to, and when somebody sits down.
        """
        await self.closes()
        moment = datetime.fromisoformat(f"{day}T09:30").replace(tzinfo=LONDON)
        self._app = App(self._settings, self._database, _clock(moment))
        self._steward = await self._served(self._app.site(ticks=False))

    async def closes(self) -> None:
        if self._steward is not None:
            await self._steward.cleanup()

    async def _served(self, site: web.Application) -> web.AppRunner:
        runner, port = await _listening(site)
        self.keyboard.steward = f"http://127.0.0.1:{port}/api/messages"
        return runner


class Keyboard:
    """What the Playground takes for the bot. `steward` is where Steward listens at present."""

    def __init__(self) -> None:
        self.person = council.people()[0]
        self.steward = ""

    async def passed_on(self, request: web.Request) -> web.Response:
        activity: dict[str, Any] = await request.json()
        activity["from"] = {
            "id": self.person.teams_id,
            "name": self.person.name,
            "aadObjectId": self.person.aad_object_id,
        }
        async with ClientSession() as session, session.post(self.steward, json=activity) as answer:
            return web.Response(
                status=answer.status, body=await answer.read(), content_type=answer.content_type
            )


@asynccontextmanager
async def running(folder: Path, starter: Path = council.STARTER) -> AsyncIterator[Running]:
    """The sample council, or the one whose tables lie in `starter`, and the Playground beside."""
    settings = Settings(
        dev=True, council_name=council.NAME, database_url=f"sqlite:///{folder / demo.FILE}"
    )
    async with AsyncExitStack() as stack:
        database = demo.fresh(settings, folder, starter)
        stack.callback(database.close)
        run = Running(settings, database)
        await run.opens()
        stack.push_async_callback(run.closes)
        between = web.Application()
        between.router.add_post("/", run.keyboard.passed_on)
        door, port = await _listening(between)
        stack.push_async_callback(door.cleanup)
        bot = f"http://127.0.0.1:{port}/"
        beside = await stack.enter_async_context(
            playground.beside(bot, folder, say=lambda _: None, port=0)
        )
        database.run(lambda session: demo.meet(session, beside.service_url))
        run.address = beside.address
        yield run


async def shown(page: PlaygroundPage, name: str, card: Locator, *, at_a_desk: bool = True) -> None:
    """Take the card's picture as on a phone, and as at a desk too, when pictures are wanted."""
    if not PICTURES:
        return
    folder = Path(PICTURES)
    if at_a_desk:
        await page.screenshot(folder / f"{name}.png", card)
    await page.narrow(card)
    await page.screenshot(folder / f"{name}-phone.png", card)
    await page.widen(card)


async def _listening(site: web.Application) -> tuple[web.AppRunner, int]:
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, runner.addresses[0][1]


def _clock(start: datetime) -> Callable[[], datetime]:
    shift = start - datetime.now(UTC)
    return lambda: datetime.now(UTC) + shift
