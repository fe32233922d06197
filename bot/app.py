"""The front door: puts the floors together. Who may send, what each button does, what ticks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from math import inf
from typing import Protocol

from aiohttp import web

from bot import adapter, health
from bot.messenger import Messenger
from bot.rate_limit import Allowance
from bot.routing import Desk, Handlers
from bot.settings import Settings
from bot.teams import Steward
from cycle.council import Council
from cycle.periods import WorkingDays
from features.concerns import lapse
from features.conversation import monitor as asked
from features.conversation import review
from features.delivery import lost_channel, standstill
from features.digest import monthly
from features.doors import improve, monitor
from features.figures import missing, submit
from features.interventions import chase, leavers, outcome, promised, retire, start
from features.recheck import Rechecks
from features.reminders import buttons, collect
from features.reminders import wrong_owner as note_cards
from features.risks import unlinked
from features.successes import celebrate
from scheduler.clock import Clock
from scheduler.delivery import Relay, Render, Teams
from storage import deliveries, owed, sweeps, team_notes
from storage.database import Database, Session
from storage.places import Place

log = logging.getLogger(__name__)

SWEEPS = ("collect", "recheck", "chase", "deliver")  # in the order in which one run does them
COLLECT_EVERY = 60.0  # seconds
CHASE_EVERY = 60.0  # seconds
RECHECK_EVERY = 30.0  # seconds; a commit hurries it
DELIVER_EVERY = 5.0  # seconds; a commit hurries it
DELIVER_FOR = 60.0  # seconds at most of one run
WATCH_EVERY = 60.0  # seconds
NOTED_EVERY = timedelta(seconds=30)  # how often a sweep's last run is written down


def council_of(settings: Settings) -> Council:
    return Council(
        name=settings.council_name,
        calendar=WorkingDays(settings.closure_days),
        lock_working_days=settings.lock_working_days,
        adverse_moves=settings.adverse_moves,
        triggers=settings.triggers,
        digest_working_day=settings.digest_working_day,
    )


class Messages(Teams, Protocol):
    """What speaks to Teams unasked: the relay's calls, the roster's e-mails, and an end."""

    async def email(self, place: Place, teams_id: str) -> str: ...
    async def close(self) -> None: ...


class App:
    """Steward, put together for one database.

    `now` is the only clock it has, and `sleep` the only way it waits for its turn to send; `teams`
    stands in for Teams' own messenger; `allowance` is how much one person may ask.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        now: Callable[[], datetime],
        teams: Messages | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        allowance: Allowance | None = None,
    ) -> None:
        self.settings = settings
        self.database = database
        self.now = now
        self.council = council_of(settings)
        self.adapter = adapter.build(settings, replied=lambda: self.relay.replied())
        bot_id = f"28:{settings.app_id or 'steward'}"
        self.messenger = teams or Messenger(self.adapter.line, bot_id=bot_id)
        self.relay = Relay(database, self.messenger, self._renderers(), now, sleep)
        self.rechecks = Rechecks(database, self.council, now)
        self.clock = Clock(
            {
                "collect": (COLLECT_EVERY, partial(self.sweep, "collect")),
                "recheck": (RECHECK_EVERY, partial(self.sweep, "recheck")),
                "chase": (CHASE_EVERY, partial(self.sweep, "chase")),
                "deliver": (DELIVER_EVERY, partial(self.sweep, "deliver")),
                "watch": (WATCH_EVERY, self._watch),
            }
        )
        self.desk = Desk(
            database,
            self.council,
            handlers(),
            self.messenger.email,
            kept=self._kept,
            allowance=allowance or _allowance(settings),
        )
        self._noted: dict[str, datetime] = {}
        self._ended: dict[str, datetime] = {}  # by sweep, in this process, while its clock ticks
        self._is_serving = False

    def _renderers(self) -> dict[str, Render]:
        return {
            deliveries.REMINDER: partial(collect.card, council=self.council),
            **improve.renderers(self.council),
            **monitor.renderers(self.council),
            chase.LATE: partial(chase.card, council=self.council),
            owed.OUTCOME: partial(outcome.card, council=self.council),
            owed.PROMISED: partial(promised.card, council=self.council),
            missing.KIND: partial(missing.card, council=self.council),
            submit.RECEIPT: partial(submit.repainted, council=self.council),
            team_notes.KIND: partial(note_cards.card, council=self.council),
            standstill.KIND: standstill.card,
            lost_channel.KIND: lost_channel.card,
            unlinked.KIND: unlinked.card,
        }

    async def sweep(self, name: str) -> str:
        """Run one sweep to its end. Returns what it did, in words."""
        words = await {
            "collect": self._collect,
            "recheck": self._recheck,
            "chase": self._chase,
            "deliver": self._deliver,
        }[name]()
        now, noted = self.now(), self._noted.get(name)
        if self._is_serving:
            self._ended[name] = now
        if noted is None or abs(now - noted) >= NOTED_EVERY:  # the clock may have been set back
            self._noted[name] = now
            tells = self._is_serving and name in sweeps.EVERY
            note = self.database.submit(
                lambda session: standstill.ran(session, name, now, words, tells=tells)
            )
            if await asyncio.wrap_future(note):
                log.warning("the sweep %s had stood still; the performance team is told", name)
        return words

    async def _watch(self) -> str:
        work = self.database.submit(lambda session: standstill.silent(session, self.now()))
        for name in (silent := await asyncio.wrap_future(work)):
            log.warning("the sweep %s stands still; the performance team is told", name)
        return f"{len(silent)} silent"

    async def _collect(self) -> str:
        def collected(session: Session) -> tuple[int, int]:
            now = self.now()
            told = missing.escalate(session, now, self.council)
            return collect.remind(session, now, self.council), told

        count, told = await asyncio.wrap_future(self.database.submit(collected))
        if count or told:
            self.clock.hurry("deliver")
        return f"{count} new reminder{'' if count == 1 else 's'}"

    async def _recheck(self) -> str:
        count = await self.rechecks.sweep()
        if count:
            self.clock.hurry("deliver")
        return f"{count} indicator{'' if count == 1 else 's'} looked at again"

    async def _chase(self) -> str:
        def chased(session: Session) -> int:
            now = self.now()
            started = start.start(session, now) + leavers.hand_over(session, now)
            ended = retire.retire(session, now)
            lapsed = lapse.lapse(session, now, self.council)
            told = celebrate.celebrate(session, now, self.council)
            told += promised.tell(session, now, self.council)
            told += monthly.digest(session, now, self.council)
            told += lost_channel.tell(session, now, self.council)
            told += unlinked.tell(session, now, self.council)
            return started + ended + lapsed + told + chase.chase(session, now, self.council)

        count = await self._done(chased)
        if count:
            self.clock.hurry("deliver")
        return f"{count} new"

    async def _done(self, work: Callable[[Session], int]) -> int:
        return await asyncio.wrap_future(self.database.submit(work))

    def _kept(self) -> None:
        """A turn has ended: what it kept may be owed, or change what something else says."""
        self.clock.hurry("recheck")
        self.clock.hurry("deliver")

    async def _deliver(self) -> str:
        """While serving, a minute at a time: a long backlog must not look like a standstill."""
        ended = await self.relay.deliver(DELIVER_FOR if self._is_serving else inf)
        if ended:
            self.clock.hurry("deliver")  # there may be more
        return ", ".join(f"{count} {word}" for word, count in sorted(ended.items())) or "nothing"

    def site(self, *, ticks: bool = True) -> web.Application:
        """The web server's routes. The clock starts with it if it `ticks`, and stops with it."""
        app = web.Application(client_max_size=1024**2)
        steward = Steward(self.desk.respond, now=self.now)
        app.router.add_post("/api/messages", adapter.endpoint(self.adapter, steward))
        health.add_routes(app, self.database, self.now, lambda: self._ended)
        if ticks:
            app.on_startup.append(self._started)
        app.on_cleanup.append(self._stopped)
        return app

    async def _started(self, _: web.Application) -> None:
        self._is_serving = True
        self._ended = dict.fromkeys(sweeps.EVERY, self.now())
        self.clock.start()

    async def _stopped(self, _: web.Application) -> None:
        await self.clock.stop()
        await self.close()

    async def close(self) -> None:
        """Let go of the connections to Teams."""
        await self.messenger.close()
        await self.adapter.close()


def _allowance(settings: Settings) -> Allowance:
    """In development anybody may say to be anybody, so to count them would guard nothing."""
    return Allowance(turns=None) if settings.dev else Allowance()


def handlers() -> Handlers:
    """Every button by its verb, in one place."""
    return Handlers(
        text=asked.answer,
        welcome=review.welcome,
        shared={*improve.PRESSES, *monitor.PRESSES},
        presses={
            "give": buttons.give,
            "submit": submit.submitted,
            "confirm": submit.confirmed,
            "correct": submit.correct,
            "next": buttons.following,
            "skip": buttons.skipped,
            "back": buttons.back,
            "tomorrow": buttons.tomorrow,
            "not_mine": buttons.not_mine,
            "not_mine_send": buttons.not_mine_told,
            "more": asked.more,
            "choice_1": review.chosen,
            "choice_2": review.chosen,
            "choice_3": review.chosen,
            **improve.PRESSES,
            **monitor.PRESSES,
        },
    )
