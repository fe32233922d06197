"""`steward`: every command an administrator types. The only place that reads the clock."""

import argparse
import asyncio
import contextlib
import getpass
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path

import bot.settings
from bot import demo, doctor, log_redaction, person_command, server
from bot.app import SWEEPS, App, council_of
from bot.backup_command import add_backup_parsers
from bot.database_clock import DatabaseClock
from bot.imports import ALL_LINES, BY_NAME, accepted_lines, name_all_lines
from bot.package import CannotPackage
from bot.package.cli import add_package_parser
from bot.paper_command import add_paper_parser
from bot.publish_command import add_publish_parser
from bot.settings import BadSettings, LogFormat, Settings
from cycle.monitor.paper.editions import PaperRefused
from cycle.periods import LONDON, london_day
from cycle.plan.cells import BadRows, Doubted
from features import exports, quality, workbook_export
from features.figures import exchange, record
from features.plans.exports import export_actions
from features.status import analysis
from features.tables.approval import Approval
from features.tables.engine import import_table
from features.tables.job import ImportJob, ImportOptions
from papers import sheets
from papers.style import PaperFault
from storage import import_lock, schema
from storage.audit import Actor
from storage.backup import BackupRefused
from storage.database import (
    Busy,
    Database,
    DatabaseError,
    InUse,
    MovedOn,
    Session,
    is_collision,
)
from storage.database_errors import explain
from storage.figures import AlreadyGiven
from storage.import_lock import ImportRunning
from storage.postgres_engine import WrongEncoding
from storage.schema import NewerSchema

DONE, REFUSED = 0, 1
EXPORTS = (
    *("figures", "indicators", "audit", "analysis", "quality"),
    *("concerns", "interventions", "risks", "decisions", "actions"),
)


class CommandRefused(Exception):
    """A command that cannot be carried out; the sentence says what to do."""


REFUSALS = (
    *(CommandRefused, BackupRefused, BadSettings, BadRows, Doubted, CannotPackage, NewerSchema),
    *person_command.REFUSALS,
    *(sheets.UnreadableFile, sheets.CannotWrite, PaperRefused, PaperFault),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 refused with a sentence on standard error, 2 wrong usage."""
    given = _parser().parse_args(name_all_lines(sys.argv[1:] if arguments is None else arguments))
    try:
        with ExitStack() as given.at_the_end:
            command: Callable[[argparse.Namespace], int] = given.command
            return command(given)
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr)
    except (InUse, ImportRunning, demo.CannotStart, server.CannotListen) as refusal:
        print(str(refusal) or type(refusal).__doc__, file=sys.stderr)
    except Busy as busy:
        print(explain(busy.__cause__) if busy.__cause__ else Busy.__doc__, file=sys.stderr)
    except (DatabaseError, WrongEncoding) as error:
        print(explain(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return REFUSED


def version() -> str:
    """The release that is installed."""
    return metadata.version("steward")


def entry() -> None:
    """The console script."""
    sys.exit(main())


def _serve(given: argparse.Namespace) -> int:
    if given.at and not given.dev:
        raise CommandRefused("--at is for trying things out: it needs --dev.")
    settings = _settings(dev=given.dev, serving=True)
    database = _open(settings, given)
    database.claim_for_serving()
    if settings.dev:
        print(
            "DEVELOPMENT: no token is checked, so anyone on this machine may speak as anyone. "
            "Steward listens on loopback only.",
            file=sys.stderr,
        )
    app = _app(settings, database, given.at)
    with asyncio.Runner(loop_factory=server.new_event_loop) as runner:
        runner.run(server.serve(_sites(app), _is_listening(settings)))
    return DONE


def _app(settings: Settings, database: Database, at: datetime | None) -> App:
    """On PostgreSQL with the database's clock, which all replicas share."""
    if database.is_sqlite:
        return App(settings, database, _clock(at))
    clock = DatabaseClock(lambda: datetime.now(UTC))
    now = database.run(clock.read)
    if at:
        clock.shift = at.astimezone(UTC) - now
    return App(settings, database, clock, shared_now=clock.read)


def _sites(app: App) -> list[server.Site]:
    """The watchers' pages on a port of their own, and what Teams reaches."""
    chosen = app.settings
    public = server.Site(app.site(), chosen.host, chosen.port, "STEWARD_PORT")
    if not chosen.admin_port:
        return [public]
    host, port = chosen.admin_host, chosen.admin_port
    return [server.Site(app.admin_site(), host, port, "STEWARD_ADMIN_PORT"), public]


def _is_listening(settings: Settings) -> Callable[[], None]:
    def say() -> None:
        server.tune_gc()
        print(f"Steward listens on http://{settings.host}:{settings.port}", flush=True)

    return say


def _demo(given: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(_until_ended(given))
    print("The demo has ended.")
    return DONE


async def _until_ended(given: argparse.Namespace) -> None:
    """Ctrl-C, a closed terminal or a kill ends the demo, and it clears up after itself."""
    running = asyncio.ensure_future(
        demo.run(
            folder=given.data,
            port=given.port,
            playground_port=given.playground_port,
            open_browser=not given.no_browser,
            now=_clock(None),
        )
    )
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(NotImplementedError, AttributeError):  # Windows has none
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), running.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await running


def _sweep(given: argparse.Namespace) -> int:
    settings = _settings()
    if not settings.app_id:
        settings = _settings(dev=True)  # then only addresses on this machine are ever called
    database = _open(settings, given)

    async def swept() -> None:
        stands_still = _clock(given.at, runs=False)
        app = App(settings, database, stands_still) if given.at else _app(settings, database, None)
        for name in [given.name] if given.name else SWEEPS:
            print(f"{name}: {await app.sweep(name)}")
        await app.close()

    asyncio.run(swept())
    return DONE


def _migrate(_: argparse.Namespace) -> int:
    database = Database(_settings().database_url)
    try:
        before, after = schema.migrate(database)
    finally:
        database.close()
    print(f"The schema was at {before or 'nothing'} and is at {after}.")
    return DONE


def _import(given: argparse.Namespace) -> int:
    settings = _settings()
    database = _open(settings, given)
    table, now, rules = BY_NAME[given.what], datetime.now(UTC), council_of(settings)
    sheet = sheets.read(given.file, table.required_columns(), given.sheet)
    by = Actor(name=_who(), came_from=f"steward import {given.what}")
    options = ImportOptions(
        dry_run=given.dry_run,
        accepts_all=given.accept_doubts == ALL_LINES,
        accepted_lines=given.accept_doubts,
        effective_from=given.effective_from,
        reopen=given.reopen,
        approval=Approval(given.approver, given.reason, given.reference),
        tell_progress=_progress,
    )
    with _no_collision(), database.transaction() as session:
        import_lock.take(session)
        job = ImportJob(session=session, actor=by, now=now, council=rules, options=options)
        difference = import_table(table, sheet, job)
        record.reconsider_all(session, difference.kept, now, rules)
        if given.dry_run:
            session.rollback()
    print(("Would be: " if given.dry_run else "") + difference.words)
    return DONE


def _template(given: argparse.Namespace) -> int:
    """A file with the columns of a table and no rows, to be filled in."""
    table = BY_NAME[given.what]
    sheets.write(given.file, table.columns(), [])
    needed = ", ".join(table.required_columns())
    print(f"The columns of {given.what} are in {given.file}. Every row needs: {needed}.")
    return DONE


@contextmanager
def _no_collision() -> Iterator[None]:
    """What somebody gave in chat while the file was read is not overwritten."""
    try:
        yield
    except (AlreadyGiven, MovedOn, DatabaseError) as error:
        if isinstance(error, DatabaseError) and not is_collision(error):
            raise
        raise CommandRefused(
            "Somebody changed the same rows at this moment, and nothing was kept. "
            "Import the file again."
        ) from error


def _export(given: argparse.Namespace) -> int:
    settings = _settings()
    database = _open(settings, given)
    rules, now = council_of(settings), datetime.now(UTC)
    today = london_day(now)
    tables: dict[str, Callable[[Session], exchange.Table]] = {
        "figures": exchange.export_figures,
        "indicators": exchange.export_indicators,
        "audit": exchange.export_audit,
        "concerns": exports.export_concerns,
        "interventions": exports.export_interventions,
        "risks": exports.export_risks,
        "decisions": exports.export_decisions,
        "actions": export_actions,
        "analysis": lambda session: analysis.analysed(session, rules, today),
        "quality": lambda session: quality.exported(session, rules, today),
    }

    def read(session: Session) -> exchange.Table:
        table = tables[given.what](session)
        if given.file.suffix.lower() != ".xlsx":
            return table
        return workbook_export.for_reading(session, given.what, table, rules, today)

    columns, rows = database.run(read)
    sheets.write(given.file, columns, rows, workbook_export.notes_of(given.what, rules, now))
    print(f"{len(rows):,} rows written to {given.file}.")
    return DONE


def _doctor(_: argparse.Namespace) -> int:
    wrong, words = doctor.examined(os.environ, datetime.now(UTC))
    print(words)
    return REFUSED if wrong else DONE


def _settings(*, dev: bool = False, serving: bool = False) -> Settings:
    settings = bot.settings.read(os.environ, dev=dev, serving=serving)
    log_redaction.log_to_standard_error(
        settings.log_level, as_json=settings.log_format is LogFormat.JSON
    )
    return settings


def _open(settings: Settings, given: argparse.Namespace) -> Database:
    """The database, which is closed when the command ends, however it ends."""
    database = _opened(settings)
    given.at_the_end.callback(database.close)
    return database


def _opened(settings: Settings) -> Database:
    with ExitStack() as unless_sound:
        database = Database(settings.database_url)
        unless_sound.callback(database.close)
        if not schema.is_current(database):
            raise CommandRefused(
                "The database is not at the current schema. Run `steward migrate` first."
            )
        if missing := schema.missing_rights(database):
            raise CommandRefused(missing)
        unless_sound.pop_all()
    return database


def _clock(at: datetime | None, *, runs: bool = True) -> Callable[[], datetime]:
    """The time of day; or a clock that starts at the moment named, and runs from there or not."""
    if at is None:
        return lambda: datetime.now(UTC)
    start = at.astimezone(UTC)
    if not runs:
        return lambda: start
    shift = start - datetime.now(UTC)
    return lambda: datetime.now(UTC) + shift


def _progress(done: int, of: int) -> None:
    print(f"{done:,} of {of:,} rows", file=sys.stderr)


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user without a name
        return "operator"


def _instant(text: str) -> datetime:
    """An ISO date and time; without an offset it is London's."""
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=LONDON)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="steward",
        description="A Microsoft Teams bot that runs a council's performance framework.",
    )
    parser.add_argument("--version", action="version", version=f"steward {version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("demo", help="try Steward on this machine, with a sample council")
    one.add_argument("--port", type=int, default=3978)
    one.add_argument("--playground-port", type=int, default=56150)
    one.add_argument("--no-browser", action="store_true", help="print the address only")
    one.add_argument("--data", type=Path, default=None, metavar="DIR", help="keep the demo here")
    one.set_defaults(command=_demo)

    one = commands.add_parser("serve", help="run the bot and its clock")
    one.add_argument("--dev", action="store_true", help="no authentication, loopback only")
    one.add_argument("--at", type=_instant, metavar="ISO-TIME", help="start the clock there")
    one.set_defaults(command=_serve)

    one = commands.add_parser("sweep", help="run what is due by the clock, once")
    one.add_argument("name", nargs="?", choices=SWEEPS)
    one.add_argument("--at", type=_instant, metavar="ISO-TIME", help="as if it were then")
    one.set_defaults(command=_sweep)

    one = commands.add_parser("migrate", help="bring the database to the current schema")
    one.set_defaults(command=_migrate)

    one = commands.add_parser("import", help="take in a table, CSV or XLSX: all or nothing")
    one.add_argument("what", choices=BY_NAME)
    one.add_argument("file", type=Path)
    one.add_argument("--dry-run", action="store_true", help="print the difference, keep nothing")
    one.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a workbook")
    one.add_argument(
        "--accept-doubts",
        type=accepted_lines,
        default=frozenset(),
        metavar="LINES",
        help="take in what looks like a slip: of all lines, or of those named, as =3,7",
    )
    one.add_argument(
        "--reopen", default="", metavar="REASON", help="figures: change closed periods too, and why"
    )
    one.add_argument(
        "--effective-from",
        type=date.fromisoformat,
        metavar="DATE",
        help="indicators: the day from which changed terms count (default: this month's first)",
    )
    one.add_argument("--approver", default="", metavar="WHO", help="who agreed the change")
    one.add_argument("--reason", default="", metavar="WHY", help="why it is changed")
    one.add_argument("--reference", default="", metavar="REF", help="of the decision")
    one.set_defaults(command=_import)

    one = commands.add_parser("template", help="write an empty table to fill in, CSV or XLSX")
    one.add_argument("what", choices=BY_NAME)
    one.add_argument("file", type=Path)
    one.set_defaults(command=_template)

    one = commands.add_parser("export", help="write a table, CSV or XLSX")
    one.add_argument("what", choices=EXPORTS)
    one.add_argument("file", type=Path)
    one.set_defaults(command=_export)

    add_paper_parser(commands, _opened, lambda: datetime.now(UTC))
    add_publish_parser(commands, _opened, lambda: datetime.now(UTC))
    add_package_parser(commands)
    add_backup_parsers(commands, lambda: datetime.now(UTC))
    person_command.add_person_parsers(commands, _opened, lambda: datetime.now(UTC), _who)

    one = commands.add_parser("doctor", help="say what is missing, wrong or stuck")
    one.set_defaults(command=_doctor)
    return parser


if __name__ == "__main__":
    entry()
