"""A council in a box, to try Steward with: sample people, two years of figures, the Playground."""

import asyncio
import tempfile
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.app import App, council_of
from bot.demo import council as sample
from bot.demo import node, playground
from bot.demo.fetch import NoPlayground
from bot.imports import BY_NAME
from bot.settings import Settings
from features.figures import record
from features.tables.engine import import_table
from features.tables.job import ImportJob, ImportOptions
from papers import sheets
from storage import people, places, schema
from storage.audit import Actor
from storage.database import Database, Session
from storage.places import Place, Scope

LOOPBACK = "127.0.0.1"
FILE = "steward-demo.sqlite"

Clock = Callable[[datetime], Callable[[], datetime]]


class CannotStart(Exception):
    """Why the demo cannot run here, and what to do about it."""


async def run(
    *,
    folder: Path | None,
    port: int,
    playground_port: int,
    open_browser: bool,
    clock: Clock,
    say: Callable[[str], None] = print,
) -> None:
    """Run the demo until it is stopped. `folder` keeps its files; without it they are forgotten.

    Every run starts afresh, on the morning of a day on which figures are due. Raises CannotStart.
    """
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="steward-demo-")))
        folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(
            dev=True,
            host=LOOPBACK,
            port=port,
            council_name=sample.NAME,
            database_url=f"sqlite:///{folder / FILE}",
        )
        say(f"Setting up {sample.NAME}: six people, 47 indicators, two years of figures…")
        database = fresh(settings, folder)
        try:
            address = f"http://{LOOPBACK}:{port}/api/messages"
            async with playground.beside(address, folder, say=say, port=playground_port) as beside:
                database.run(lambda session: meet(session, beside.service_url))
                await _serve(settings, database, clock(sample.OPENS_AT), beside, open_browser, say)
        except (NoPlayground, node.NoNode) as reason:
            raise CannotStart(str(reason)) from reason
        finally:
            database.close()


def fresh(settings: Settings, folder: Path, starter: Path = sample.STARTER) -> Database:
    """The sample council in a new database, or the one whose tables lie in `starter`."""
    for old in folder.glob(f"{FILE}*"):
        old.unlink()
    database = Database(settings.database_url)
    schema.migrate(database)
    database.run(lambda session: fill(session, settings, starter))
    return database


def fill(session: Session, settings: Settings, starter: Path = sample.STARTER) -> None:
    """The tables that lie in `starter`, taken in as an import would."""
    by = Actor(name="The sample council", came_from="steward demo")
    rules, now = council_of(settings), sample.OPENS_AT

    def table(name: str) -> sheets.Sheet:
        return sheets.read(starter / f"{name}.csv")

    options = ImportOptions(effective_from=now.date(), accepts_all=True)
    for name in ("people", "indicators", "targets", "figures"):
        job = ImportJob(session=session, actor=by, now=now, council=rules, options=options)
        found = import_table(BY_NAME[name], table(name), job)
        record.reconsider_all(session, found.kept, now, rules)


def meet(session: Session, service_url: str) -> None:
    """What Steward would have learnt of people and places had it been installed for a while."""
    for one in sample.people():
        person = people.by_email(session, one.email)
        assert person is not None  # read from the same file
        people.note_teams_id(session, person.id, one.teams_id)
    first = people.by_email(session, sample.people()[0].email)
    chat = Place(
        conversation_id=sample.PERSONAL_CHAT,
        scope=Scope.PERSONAL,
        service_url=service_url,
        tenant_id=sample.TENANT_ID,
    )
    board = Place(
        conversation_id=sample.BOARD_CHANNEL,
        scope=Scope.CHANNEL,
        service_url=service_url,
        tenant_id=sample.TENANT_ID,
        channel_id=sample.BOARD_CHANNEL,
        team_id=sample.TEAM,
    )
    places.note_seen(session, chat, first.id if first else None, sample.OPENS_AT)
    places.note_seen(session, board, None, sample.OPENS_AT)
    places.choose(session, sample.BOARD_CHANNEL, places.BOARD)


def site(app: App) -> web.Application:
    """Steward's web server, whose clock starts when somebody has opened the Playground's page.

    The page drops what was sent to it before.
    """
    opened = app.site(ticks=False)

    @web.middleware
    async def at_first_contact(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        if request.path == "/api/messages":
            app.clock.start()
        return answer

    opened.middlewares.append(at_first_contact)
    return opened


async def _serve(
    settings: Settings,
    database: Database,
    now: Callable[[], datetime],
    beside: playground.Playground,
    open_browser: bool,
    say: Callable[[str], None],
) -> None:
    runner = web.AppRunner(site(App(settings, database, now)), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        say(
            f"\nSteward is ready: {beside.address}\n"
            "You are Olive Marsh, who owns housing indicators and sits on the Performance Board. "
            "It is Monday 12 October 2026, "
            "and three figures wait for you.\nCtrl-C ends the demo."
        )
        if open_browser:
            webbrowser.open(beside.address)
        await asyncio.Event().wait()
    except OSError as reason:
        raise CannotStart(
            f"Port {settings.port} is in use. Try: steward demo --port {settings.port + 1}"
        ) from reason
    finally:
        await runner.cleanup()
