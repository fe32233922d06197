"""The front door: puts the floors together. Who may send, what each button does, what ticks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from math import inf
from typing import Protocol, TypeVar

from aiohttp import web

from bot import adapter, health
from bot.file_download import Fetch, NotFetched, fetch_file
from bot.file_upload import put_file
from bot.messenger import Messenger
from bot.questions import Questions, welcome
from bot.rate_limit import RateLimit
from bot.routing import Desk, Handlers, Outside
from bot.settings import Settings
from bot.teams import Steward
from cycle.council import Council
from cycle.periods import WorkingDays
from features import (
    absences,
    analysis,
    approvals,
    benchmarks,
    call_ins,
    chat_files,
    concerns,
    conversation,
    delivery,
    digest,
    figures,
    forecasts,
    framework,
    history,
    interventions,
    kpi_set,
    lookups,
    papers,
    plans,
    quality,
    register,
    reminders,
    returns,
    risks,
    search,
    sent_tables,
    series,
    sign_off,
    status,
    subscriptions,
    successes,
    suggestions,
    vocabulary,
)
from features.chat_files import ChatUploads
from features.delivery import late_answers, standstill
from features.feature import Feature, Paint, Press, Reply, Sweep
from features.papers.files import PaperFiles, Put
from features.recheck import Rechecks
from features.turn import Answer, Download, ReceivedTable, Sender, Turn
from scheduler.clock import Clock
from scheduler.delivery import Relay, Render, Teams
from scheduler.duties import Duty, run_duties
from storage import deliveries, sweeps
from storage.card_refs import About
from storage.database import Busy, Database, Session
from storage.places import Place

FEATURES: tuple[Feature, ...] = (  # what Steward does, in the order of the framework
    register.FEATURE,
    approvals.FEATURE,
    forecasts.FEATURE,
    figures.FEATURE,
    plans.FEATURE,
    returns.FEATURE,
    framework.FEATURE,
    suggestions.FEATURE,
    sign_off.FEATURE,
    kpi_set.FEATURE,
    benchmarks.FEATURE,
    reminders.FEATURE,
    series.FEATURE,
    status.FEATURE,
    subscriptions.FEATURE,
    lookups.FEATURE,
    analysis.FEATURE,
    quality.FEATURE,
    concerns.FEATURE,
    interventions.FEATURE,
    risks.FEATURE,
    call_ins.FEATURE,
    successes.FEATURE,
    history.FEATURE,
    digest.FEATURE,
    papers.FEATURE,
    chat_files.FEATURE,
    sent_tables.FEATURE,
    delivery.FEATURE,
    absences.FEATURE,
    vocabulary.FEATURE,
    conversation.FEATURE,
)

K = TypeVar("K")
V = TypeVar("V")
log = logging.getLogger(__name__)

SWEEPS = (
    "collect",
    "recheck",
    "chase",
    "papers",
    "deliver",
)  # in the order in which one run does them
COLLECT_EVERY = 60.0  # seconds
CHASE_EVERY = 60.0  # seconds
PAPERS_EVERY = 30.0  # seconds
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
        red_after=settings.red_after,
        triggers=settings.triggers,
        digest_working_day=settings.digest_working_day,
        framework_reviewed=settings.framework_reviewed,
        papers=settings.papers,
        finance=settings.finance,
        retention=settings.retention,
    )


class Messages(Teams, Protocol):
    """What speaks to Teams unasked: the relay's calls, the roster's e-mails, and an end."""

    async def email(self, place: Place, sender: Sender) -> str: ...
    async def close(self) -> None: ...


class App:
    """Steward, put together for one database.

    `now` is the only clock it has, and `sleep` the only way it waits before it sends; `teams`
    stands in for Teams' own messenger; `allowance` is how much one person may ask; `features` are
    what it does. Where several replicas share the database, `shared_now` reads the clock by which
    they claim and wait.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        now: Callable[[], datetime],
        teams: Messages | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        allowance: RateLimit | None = None,
        features: Sequence[Feature] = FEATURES,
        put: Put = put_file,
        fetch: Fetch = fetch_file,
        shared_now: Callable[[Session], datetime] | None = None,
    ) -> None:
        self.settings = settings
        self.database = database
        self.now = now
        self.features = features
        self.council = council_of(settings)
        listener = adapter.Listener(lambda: self.relay.replied(), self._throttled)
        self.adapter = adapter.build(settings, listener=listener, sleep=sleep)
        bot_id = f"28:{settings.app_id or 'steward'}"
        self.messenger = teams or Messenger(self.adapter.line, bot_id=bot_id)
        by = shared_now or (lambda _: now())
        self.relay = Relay(database, self.messenger, self._painters(), by, sleep)
        self.rechecks = Rechecks(database, self.council, now)
        self.paper_files = PaperFiles(database, self.council, now, put)
        self.chat_uploads = ChatUploads(database, now, put)
        self.clock = Clock(
            {
                "collect": (COLLECT_EVERY, partial(self.sweep, "collect")),
                "recheck": (RECHECK_EVERY, partial(self.sweep, "recheck")),
                "chase": (CHASE_EVERY, partial(self.sweep, "chase")),
                "papers": (PAPERS_EVERY, partial(self.sweep, "papers")),
                "deliver": (DELIVER_EVERY, partial(self.sweep, "deliver")),
                "watch": (WATCH_EVERY, self._watch),
            }
        )
        self.desk = Desk(
            database,
            self.council,
            handlers(features),
            Outside(email=self.messenger.email, read_table=partial(_table, fetch)),
            kept=self._kept,
            allowance=allowance or _allowance(settings),
        )
        self._noted: dict[str, datetime] = {}
        self._ended: dict[str, datetime] = {}  # by sweep, in this process, while its clock ticks
        self._is_serving = False

    def _painters(self) -> dict[str, Render]:
        paints: dict[str, Paint] = added_up(feature.cards for feature in self.features)
        return {kind: self._painter(paint) for kind, paint in paints.items()}

    def _painter(self, paint: Paint) -> Render:
        return lambda session, delivery, place, now: paint(
            session, delivery, place, now, self.council
        )

    def _duties(self, of: str) -> list[Duty]:
        every = [sweep for feature in self.features for sweep in feature.sweeps if sweep.of == of]
        return [Duty(one.name, self._duty(one), one.in_working_hours) for one in every]

    def _duty(self, sweep: Sweep) -> Callable[[Session, datetime], int]:
        return lambda session, now: sweep.duty(session, now, self.council)

    async def sweep(self, name: str) -> str:
        """Run one sweep to its end. Returns what it did, in words."""
        words = await {
            "collect": lambda: self._run_duties("collect"),
            "recheck": self._recheck,
            "chase": lambda: self._run_duties("chase"),
            "papers": self._papers,
            "deliver": self._deliver,
        }[name]()
        now, noted = self.now(), self._noted.get(name)
        if self._is_serving:
            self._ended[name] = now
        if noted is None or abs(now - noted) >= NOTED_EVERY:  # the clock may have been set back
            self._noted[name] = now
            tells = self._is_serving and name in sweeps.EVERY
            note = self.database.submit(
                lambda session: standstill.note_run(session, name, now, words, tells=tells)
            )
            if await asyncio.wrap_future(note):
                log.warning("the sweep %s had stood still; the performance team is told", name)
        return words

    async def _watch(self) -> str:
        work = self.database.submit(
            lambda session: standstill.tell_of_silent_sweeps(session, self.now())
        )
        for name in (silent := await asyncio.wrap_future(work)):
            log.warning("the sweep %s stands still; the performance team is told", name)
        return f"{len(silent)} silent"

    async def _run_duties(self, of: str) -> str:
        duties = self._duties(of)
        ran = await run_duties(self.database, duties, self.now(), self.council.calendar)
        if any(ran.values()):
            self.clock.hurry("deliver")
        said = [
            f"{name} failed" if count is None else f"{name} {count}"
            for name, count in ran.items()
            if count != 0
        ]
        return ", ".join(said) or "nothing new"

    async def _recheck(self) -> str:
        count = await self.rechecks.sweep()
        if count:
            self.clock.hurry("deliver")
        return f"{count} indicator{'' if count == 1 else 's'} looked at again"

    async def _papers(self) -> str:
        count = await self.paper_files.sweep()
        uploaded = await self.paper_files.upload() + await self.chat_uploads.upload()
        if uploaded or count:
            self.clock.hurry("deliver")
        return f"{count} paper{'' if count == 1 else 's'} printed"

    def _kept(self) -> None:
        """A turn has ended: what it kept may be owed, or change what something else says."""
        self.clock.hurry("recheck")
        self.clock.hurry("deliver")

    async def _answer_later(self, turn: Turn, answer: Answer) -> None:
        try:
            await self.database.at_once(lambda session: late_answers.keep(session, turn, answer))
        except Busy:
            log.warning("an answer is lost: the database is busy. activity=%s", turn.activity_id)
        self.clock.hurry("deliver")

    def _throttled(self, seconds: float) -> None:
        """An answer was refused for now: everybody waits, also those who send unasked."""
        until = self.now() + timedelta(seconds=seconds)
        self.database.submit(lambda session: deliveries.throttle(session, until))

    async def _deliver(self) -> str:
        """While serving, a minute at a time: a long backlog must not look like a standstill."""
        ended = await self.relay.deliver(DELIVER_FOR if self._is_serving else inf)
        if ended:
            self.clock.hurry("deliver")  # there may be more
        return ", ".join(f"{count} {word}" for word, count in sorted(ended.items())) or "nothing"

    def site(self, *, ticks: bool = True) -> web.Application:
        """The web server's routes. The clock starts with it if it `ticks`, and stops with it."""
        app = web.Application(client_max_size=1024**2)
        steward = Steward(self.desk.respond, now=self.now, later=self._answer_later)
        app.router.add_post("/api/messages", adapter.endpoint(self.adapter, steward))
        health.add_alive(app)
        if ticks:
            app.on_startup.append(self._started)
        app.on_cleanup.append(self._stopped)
        return app

    def admin_site(self) -> web.Application:
        """The pages of whoever watches over Steward, for a port that only they reach."""
        app = web.Application()
        health.add_routes(app, self.database, self.now, lambda: self._ended)
        return app

    async def _started(self, _: web.Application) -> None:
        self._is_serving = True
        self._ended = dict.fromkeys(sweeps.EVERY, self.now())
        self.clock.start()

    async def _stopped(self, _: web.Application) -> None:
        self.relay.end()
        await self.clock.stop()
        await self.close()

    async def close(self) -> None:
        """Let go of the connections to Teams."""
        await self.messenger.close()
        await self.adapter.close()


def _allowance(settings: Settings) -> RateLimit:
    """In development anybody may say to be anybody, so to count them would guard nothing."""
    return RateLimit(turns=None) if settings.dev else RateLimit()


async def _table(fetch: Fetch, sent: Download) -> ReceivedTable:
    """A file that was sent, fetched and read, aside of everybody else's turns."""
    try:
        content = await fetch(sent.url)
    except NotFetched as why:
        return ReceivedTable(fault=f"{sent.name} {why}")
    return await asyncio.to_thread(sent_tables.read_table, sent.name, content)


def handlers(features: Sequence[Feature] = FEATURES) -> Handlers:
    """Every question and every button of all features, added up."""
    replies: dict[type, Reply] = added_up(feature.questions for feature in features)
    questions = Questions(replies)
    buttons: dict[About, dict[str, Press]] = {}
    for feature in (*features, questions.feature()):
        for about, presses in feature.buttons.items():
            buttons[about] = added_up([buttons.get(about, {}), presses])
    return Handlers(
        text=questions.answer,
        table=sent_tables.show,
        search=search.find_indicators,
        buttons=buttons,
        welcome=welcome,
    )


def added_up(parts: Iterable[Mapping[K, V]]) -> dict[K, V]:
    """All of these in one. Raises ValueError where two features claim the same name."""
    whole: dict[K, V] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"claimed by two features: {', '.join(map(str, twice))}")
        whole.update(part)
    return whole
