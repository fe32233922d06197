"""The sample council's Steward while the demo runs: it can be moved on in time and begun again."""

import asyncio
import itertools
import shutil
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from aiohttp import web

from bot.app import SWEEPS, App, Messages
from bot.demo import council
from bot.demo.day import DemoClock, morning_of, working_days
from bot.demo.filling import take_in
from bot.settings import Settings
from cycle.periods import WorkingDays
from features.figures import exchange
from papers import sheets
from storage.database import Database, Session

SWEPT_DAILY = ("recheck", "chase", "deliver")  # reminders go out on the last day only
EVERYTHING_EVERY = 30  # seconds; a figure's exception is looked for every second
Progress = Callable[[date], None]


class SampleSteward:
    """`teams` stands in for Teams while the past is played; without it Steward serves on a port."""

    def __init__(self, settings: Settings, clock: DemoClock, teams: Messages | None = None) -> None:
        self.settings = settings
        self.clock = clock
        self.teams = teams
        self.calendar = WorkingDays()
        self.figures = Figures(
            sheets.read(council.STARTER / name) for name in ("figures.csv", "later.csv")
        )
        self._site: web.AppRunner | None = None
        self._ticking: asyncio.Task[None] | None = None
        self._busy = asyncio.Lock()  # the clock does not tick while it is being moved
        self._open()

    def _open(self) -> None:
        self.database = Database(self.settings.database_url)
        sleep = _not_at_all if self.teams else asyncio.sleep  # nobody has to be waited for then
        self.app = App(self.settings, self.database, self.clock, self.teams, sleep)

    async def start(self) -> None:
        """Serve on the port of the settings; the clock ticks once `tick` is called."""
        self._site = web.AppRunner(self.app.site(ticks=False), access_log=None)
        await self._site.setup()
        await web.TCPSite(self._site, self.settings.host, self.settings.port).start()

    def tick(self) -> None:
        """Do what is due by the clock, every second; saying it twice is saying it once."""
        if self._ticking is None:
            self._ticking = asyncio.create_task(self._tick())

    async def _tick(self) -> None:
        for second in itertools.count():
            async with self._busy:
                for name in SWEEPS if second % EVERYTHING_EVERY == 0 else ("recheck", "deliver"):
                    await self.app.sweep(name)
            await asyncio.sleep(1)

    async def stop(self) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
            await asyncio.wait([self._ticking])
            self._ticking = None
        if self._site is not None:
            await self._site.cleanup()
            self._site = None
        else:
            await self.app.close()
        self.database.close()

    async def move_to(
        self, day: date, progress: Progress = lambda _: None, *, reminds: bool = True
    ) -> int:
        """The morning of that day, after each working day before it. How many figures arrived.

        With `reminds` those who owe figures are reminded on that day, and on none before.
        """
        async with self._busy:
            arrived = 0
            for one in working_days(self.clock.today, day, self.calendar):
                if one == day or one.weekday() == 0 or self.figures.has_any(morning_of(one)):
                    progress(one)
                    arrived += await self.spend(one)
            for name in SWEEPS if reminds else ():
                await self.app.sweep(name)
            return arrived

    async def spend(self, day: date) -> int:
        """One morning: the figures that came since, and what follows from them."""
        self.clock.set(morning_of(day))
        rows = self.figures.until(self.clock())
        arrived = self.database.run(lambda session: self._take_in(session, rows))
        for name in SWEPT_DAILY:
            await self.app.sweep(name)
        return arrived

    def _take_in(self, session: Session, rows: Sequence[sheets.Row]) -> int:
        """The figures that others give, as an import; one that is there already stays."""
        if not rows:
            return 0
        there = set() if self.teams else _given(session)  # in the past nobody else gives any
        wanted = tuple(row for row in rows if (row.cells["ref"], row.cells["period"]) not in there)
        sheet = sheets.Sheet(self.figures.columns, wanted)
        take_in(session, "figures", sheet, self.clock(), self.settings)
        return len(wanted)

    async def begin_again(self, saved: Path, moment: datetime) -> None:
        """With the database that was saved, at that moment; it serves if it served."""
        is_serving = self._site is not None
        await self.stop()
        lay_out(saved, self.settings)
        self.clock.set(moment)
        self.figures.rewind(moment)
        self._open()
        if is_serving:
            await self.start()


async def _not_at_all(_: float) -> None:
    """Passes the time in which Teams would have to be left in peace."""


def lay_out(saved: Path, settings: Settings) -> None:
    """Put a copy of the saved database where the settings say; it must not be open."""
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.copyfile(saved, path)


class Figures:
    """The sample council's figures, which are given as the days go by: the past and later ones."""

    def __init__(self, tables: Iterable[sheets.Sheet]) -> None:
        every = list(tables)
        self.columns = every[0].columns
        self._rows = sorted((row for table in every for row in table.rows), key=_given_at)
        self._taken = 0

    def until(self, moment: datetime) -> Sequence[sheets.Row]:
        """Those that were given since the last time, up to this moment."""
        start, self._taken = self._taken, bisect_right(self._rows, moment, key=_given_at)
        return self._rows[start : self._taken]

    def has_any(self, until: datetime) -> bool:
        """Whether any is given by this moment that was not by the last one."""
        return self._taken < len(self._rows) and _given_at(self._rows[self._taken]) <= until

    def rewind(self, moment: datetime) -> None:
        self._taken = bisect_right(self._rows, moment, key=_given_at)


def _given_at(row: sheets.Row) -> datetime:
    return datetime.fromisoformat(row.cells["submitted_at"])


def _given(session: Session) -> set[tuple[str, str]]:
    columns, rows = exchange.export_figures(session)
    ref, period = columns.index("ref"), columns.index("period")
    return {(str(row[ref]), str(row[period])) for row in rows}
