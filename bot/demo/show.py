"""The demo as it runs: Steward serves, the Playground is beside it, the tour answers."""

import asyncio
import socket
import webbrowser
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import date, datetime
from pathlib import Path

from aiohttp import web

from bot.demo import council, day, fetch, node, playground, tour
from bot.demo.chats import Chats
from bot.demo.day import DemoClock
from bot.demo.filling import meet_everyone
from bot.demo.prepared import prepared
from bot.demo.running import SampleSteward, lay_out
from bot.demo.tour import ClockMove, Persona
from bot.demo.window import Window
from bot.settings import Settings

LOOPBACK = "127.0.0.1"
WHAT_IT_DOES = (
    "The demo plays half a year of a sample council, Wealdbrook, and then opens Microsoft's\n"
    "Agents Playground in your browser, which shows chats as Teams does. Nothing is sent elsewhere."
)

Say = Callable[[str], None]


async def show(
    settings: Settings,
    folder: Path,
    playground_port: int,
    now: Callable[[], datetime],
    *,
    open_browser: bool,
    say: Say,
) -> None:
    """Run until it is cancelled."""
    say(WHAT_IT_DOES)
    _check(settings, playground_port)
    async with AsyncExitStack() as stack:
        fetched = asyncio.create_task(fetch.program(fetch.cache_folder(), say))
        stack.callback(fetched.cancel)
        say(f"Setting up {council.NAME}: six people, 47 indicators, two years of figures…")
        saved, chats = await prepared(folder, say)
        await fetched
        demo = Show(settings, saved, chats, now)
        stack.push_async_callback(demo.stop)
        await demo.start()
        say("Starting the Playground…")
        beside = await stack.enter_async_context(
            playground.beside(f"{demo.address}/api/messages", folder, say=say, port=playground_port)
        )
        demo.window.page.playground = beside.address
        say(
            f"\nSteward is ready: {beside.address}\n"
            "You are Olive Marsh, who owns housing indicators. It is Monday 12 October 2026, and "
            "three figures\nwait for you. The first card is a tour: it makes you somebody else, or "
            "moves the clock on.\nCtrl-C ends the demo."
        )
        if open_browser:
            webbrowser.open(beside.address)
        await asyncio.Event().wait()


def _check(settings: Settings, playground_port: int) -> None:
    """What would stop the demo later is said before anything is set up.

    Raises NoNode, NoPlayground, or OSError where Steward's own port is taken.
    """
    node.found()
    playground.free_port(playground_port)
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((settings.host, settings.port))


class Show:
    """Steward, the window before it and the tour's card, put together."""

    def __init__(
        self, settings: Settings, saved: Path, chats: Chats, now: Callable[[], datetime]
    ) -> None:
        self._saved = saved
        self._chats = chats
        lay_out(saved, settings)
        self.steward = SampleSteward(settings, DemoClock(council.OPENS_AT, now))
        self.steward.figures.rewind(council.OPENS_AT)
        self.window = Window(
            f"http://{settings.host}:{settings.port}", chats.copied(), self.act, self._opened
        )
        self._one_at_a_time = asyncio.Lock()
        self._site = web.AppRunner(self.window.site(), access_log=None)
        self.address = ""

    async def start(self) -> None:
        await self._site.setup()
        await web.TCPSite(self._site, LOOPBACK, 0).start()
        self.address = self.window.address = f"http://{LOOPBACK}:{self._site.addresses[0][1]}"
        await self._serve()

    async def _serve(self) -> None:
        self.steward.database.run(lambda session: meet_everyone(session, self.address))
        await self.steward.start()

    async def stop(self) -> None:
        await self._site.cleanup()
        await self.steward.stop()

    async def act(self, asked: Persona | ClockMove) -> None:
        """What a button of the tour asks for, and then the tour's card as it is now."""
        async with self._one_at_a_time:
            if isinstance(asked, Persona):
                await self.window.become(asked)
                happened = ""
            elif asked is ClockMove.AGAIN:
                happened = await self._begin_again()
            else:
                happened = await self._move(asked)
            await self._show_tour(happened)

    async def _opened(self) -> None:
        await self._show_tour("")
        self.steward.tick()

    async def _move(self, move: ClockMove) -> str:
        until = self._day_after(move)
        await self.window.show_tour(tour.moving_card(self.window.part, until), again=True)
        arrived = await self.steward.move_to(until)
        return f"{arrived or 'No'} figure{'' if arrived == 1 else 's'} of others arrived meanwhile."

    def _day_after(self, move: ClockMove) -> date:
        today, calendar = self.steward.clock.today, self.steward.calendar
        match move:
            case ClockMove.DAY:
                return day.next_day(today, calendar)
            case ClockMove.MONDAY:
                return day.next_monday(today, calendar)
            case _:
                return day.next_month(today, calendar)

    async def _begin_again(self) -> str:
        await self.steward.begin_again(self._saved, council.OPENS_AT)
        self.steward.database.run(lambda session: meet_everyone(session, self.address))
        await self.window.begin_again(self._chats.copied())
        self.steward.tick()
        return "Everything is as it was at the start. Older cards above no longer count."

    async def _show_tour(self, happened: str) -> None:
        waiting = self.window.waiting()
        self.window.note_board_seen()
        part, today = self.window.part, self.steward.clock.today
        await self.window.show_tour(tour.tour_card(part, today, waiting, happened))
