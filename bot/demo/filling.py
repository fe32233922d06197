"""Fills an empty database with the sample council: people, register, two years of figures."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import council_of
from bot.demo import council
from bot.imports import BY_NAME
from bot.settings import Settings
from cycle.plan.statutory_return import RoundState
from features.figures import record
from features.tables.approval import Approval
from features.tables.engine import import_table
from features.tables.job import ImportJob, ImportOptions
from papers import sheets
from storage import people, places, returns, schema
from storage.audit import Actor
from storage.database import Database, Session
from storage.places import Place, Scope

FILE = "steward-demo.sqlite"
SETTINGS = Settings(dev=True, council_name=council.NAME)
NOT_SAID = Approval()
AGREED = Approval("Corporate Management Team", "the plan of the year", "CMT/26/11")
PLANS = ("plans", "priorities", "actions", "returns", "return_dates")
FROM_DEMO = Actor(name="The sample council", came_from="steward demo")


def fresh(settings: Settings, folder: Path, starter: Path = council.STARTER) -> Database:
    """The sample council in a new database, or the one whose tables lie in `starter`."""
    for old in folder.glob(f"{FILE}*"):
        old.unlink()
    database = Database(settings.database_url)
    schema.migrate(database)
    database.run(lambda session: fill(session, settings, starter))
    return database


def fill(session: Session, settings: Settings, starter: Path = council.STARTER) -> None:
    """The tables that lie in `starter`, taken in as an import would."""
    now = council.OPENS_AT
    fill_register(session, now, starter)
    take_in(session, "figures", _table(starter, "figures"), now, settings)


def fill_register(session: Session, now: datetime, starter: Path = council.STARTER) -> None:
    """All but the figures: people, indicators and their targets."""
    for name in ("people", "indicators", "targets"):
        take_in(session, name, _table(starter, name), now)


def fill_later_table(session: Session, name: str, now: datetime) -> None:
    """A table of the sample council's that came in after the register."""
    take_in(session, name, _table(council.STARTER, name), now)


def fill_plans(session: Session, now: datetime) -> None:
    """The corporate plan, the service plans as they were agreed, the returns to government."""
    for name in PLANS:
        take_in(session, name, _table(council.STARTER, name), now, approval=AGREED)


def certify_returns(session: Session, now: datetime) -> None:
    """What was due by now has been sent."""
    for sent in returns.all_rounds(session):
        if sent.due < now.date() and not sent.state.is_sent:
            certified = replace(
                sent, state=RoundState.CERTIFIED, certified_on=sent.due, version=sent.version + 1
            )
            returns.change_round(session, sent, certified)


def take_in(
    session: Session,
    name: str,
    sheet: sheets.Sheet,
    now: datetime,
    settings: Settings = SETTINGS,
    approval: Approval = NOT_SAID,
) -> None:
    """One table, as `steward import` takes it in; nothing where it has no rows."""
    if not sheet.rows:
        return
    rules = council_of(settings)
    options = ImportOptions(effective_from=now.date(), accepts_all=True, approval=approval)
    job = ImportJob(session=session, actor=FROM_DEMO, now=now, council=rules, options=options)
    found = import_table(BY_NAME[name], sheet, job)
    record.reconsider_all(session, found.kept, now, rules)


def _table(starter: Path, name: str) -> sheets.Sheet:
    return sheets.read(starter / f"{name}.csv")


def meet(session: Session, service_url: str) -> None:
    """What Steward would have learnt of people and places had it been installed for a while."""
    for one in council.people():
        person = people.by_email(session, one.email)
        assert person is not None  # read from the same file
        people.note_teams_id(session, person.id, one.teams_id)
    first = people.by_email(session, council.people()[0].email)
    chat = Place(
        conversation_id=council.PERSONAL_CHAT,
        scope=Scope.PERSONAL,
        service_url=service_url,
        tenant_id=council.TENANT_ID,
    )
    board = Place(
        conversation_id=council.BOARD_CHANNEL,
        scope=Scope.CHANNEL,
        service_url=service_url,
        tenant_id=council.TENANT_ID,
        channel_id=council.BOARD_CHANNEL,
        team_id=council.TEAM,
    )
    places.note_seen(session, chat, first.id if first else None, council.OPENS_AT)
    places.note_seen(session, board, None, council.OPENS_AT)
    places.choose(session, council.BOARD_CHANNEL, places.BOARD)


def meet_everyone(session: Session, service_url: str) -> None:
    """The same, and each person's own chat, as the window of the demo has them."""
    meet(session, service_url)
    for one in council.people():
        person = people.by_email(session, one.email)
        chat = Place(
            conversation_id=one.chat,
            scope=Scope.PERSONAL,
            service_url=service_url,
            tenant_id=council.TENANT_ID,
        )
        places.note_seen(session, chat, person.id if person else None, council.OPENS_AT)
