"""The log helps whoever looks after Steward, and tells nobody's name, address, words or secret."""

import json
import logging
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import log_redaction, settings
from bot.app import App
from bot.settings import Settings
from storage.database import Database
from tests.fake_connector import TENANT, FakeConnector, Told, pressed, said
from tests.wealdbrook import MONDAY, settled

PRIVATE = (
    *("Olive", "Marsh", "olive.marsh", "olive@wealdbrook", "Nell", "nell@"),
    *("landlord", "arrears", "hunter2"),
)


class Log(logging.Handler):
    """Everything that any library says, at every level, as Steward writes it down."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(log_redaction.Discreet())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def words(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def log() -> Iterator[Log]:
    handler, root = Log(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
async def teams() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as connector:
        yield connector


@pytest.fixture
async def steward(sqlite_database: Database) -> AsyncIterator[App]:
    database = sqlite_database
    settled(database)
    app = App(Settings(dev=True), database, lambda: MONDAY)
    yield app
    await app.close()


def from_olive(teams: FakeConnector, aad_object_id: str = "olive-entra") -> dict[str, object]:
    name = "Olive Marsh <olive.marsh@wealdbrook.gov.uk>"
    sender = {"id": "29:olive", "name": name, "aadObjectId": aad_object_id}
    return {"from": sender, "serviceUrl": teams.url, "channelData": {"tenant": {"id": TENANT}}}


async def test_a_turn_with_a_name_an_address_and_a_commentary_leaves_only_ids_in_the_log(
    steward: App, teams: FakeConnector, log: Log
):
    member = {"id": "29:nell", "email": "nell@wealdbrook.gov.uk", "name": "Nell Hope"}
    teams.members["29%3Anell"] = member
    async with TestClient(TestServer(steward.site(ticks=False))) as client:
        typed = {"value": "88", "commentary": "Two landlords left, in arrears."}
        for body in (
            said("status of Olive's arrears", **from_olive(teams)),
            said("submit HOU-05", **{**from_olive(teams), "id": "1"}),
            said("due", **{**from_olive(teams), "id": "2"}),
            said("due", **{**from_olive(teams, "nell-entra"), "id": "3"}),
            pressed("submit", {"ask": "Olive", "v": 0, **typed}, **from_olive(teams)),
        ):
            assert (await client.post("/api/messages", json=body)).status < 300
        form = next(
            call
            for call in teams.calls
            if "Figures · Housing" in str(call.body) or "'Submit'" in str(call.body)
        )
        ask = str(form.body).partition("'ask': '")[2].partition("'")[0]
        body = pressed("submit", {"ask": ask, "v": 0, **typed}, **from_olive(teams))
        assert "Figure kept" in await (await client.post("/api/messages", json=body)).text()
        teams.tell(Told(403, '{"error": {"code": "Forbidden", "message": "Olive Marsh"}}'))
        await client.post("/api/messages", json=said("help", **{**from_olive(teams), "id": "4"}))
    await steward.sweep("collect")
    teams.tell(Told(500, "Olive Marsh"), Told(403, '{"error": {"message": "Olive Marsh"}}'))
    await steward.sweep("deliver")
    assert "delivery" in log.words
    assert [one for one in PRIVATE if one in log.words] == []


async def test_a_database_that_fails_is_logged_without_what_was_to_be_kept(
    steward: App, teams: FakeConnector, log: Log
):
    def break_off(session):
        session.connection().exec_driver_sql("DROP TABLE places")

    steward.database.run(break_off)
    async with TestClient(TestServer(steward.site(ticks=False))) as client:
        await client.post("/api/messages", json=said("Olive's arrears", **from_olive(teams)))
    await steward.sweep("collect")
    await steward.sweep("deliver")
    assert "turn failed: OperationalError" in log.words
    assert [one for one in PRIVATE if one in log.words] == []


def test_an_error_is_logged_by_its_class_and_place_and_without_its_words(log: Log):
    def typed(text: str) -> None:
        raise ValueError(text)

    try:
        try:
            typed(" is in ".join(("Olive", "arrears")))
        except ValueError as error:
            raise sqlite3.OperationalError(f"{error} again") from error
    except sqlite3.OperationalError:
        logging.getLogger("steward").exception("the sweep failed")
    assert "the sweep failed" in log.words
    assert "ValueError" in log.words
    assert "OperationalError" in log.words
    assert "in typed" in log.words
    assert "Olive is" not in log.words
    assert "arrears again" not in log.words


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "ERROR"])
def test_what_other_libraries_might_quote_is_not_logged_at_any_level(level: str):
    names = ("", "aiohttp", "sqlalchemy", "asyncio", "msal", "msrest", "urllib3", "alembic")
    before = {name: logging.getLogger(name).level for name in (*names, "apscheduler")}
    log_redaction.log_to_standard_error(level)
    assert not logging.getLogger("sqlalchemy.engine").isEnabledFor(logging.INFO)
    assert not logging.getLogger("msal.application").isEnabledFor(logging.DEBUG)
    for name, was in before.items():
        logging.getLogger(name).setLevel(was)


def test_secrets_are_in_no_words_of_the_settings_or_the_database():
    environ = {
        "STEWARD_APP_ID": "app",
        "STEWARD_APP_PASSWORD": "hunter2",
        "STEWARD_TENANT_ID": TENANT,
        "STEWARD_DATABASE_URL": "postgresql://steward:hunter2@127.0.0.1:1/steward",
    }
    found = settings.read(environ, serving=True)
    database = Database(found.database_url)
    assert "hunter2" not in f"{found!r} {found} {database.engine!r} {database.engine.url}"
    database.close()


def test_the_moment_of_a_line_is_there(log: Log):
    logging.getLogger("steward").warning("so many: %s", 3)
    assert log.lines[-1].endswith("WARNING steward: so many: 3")
    assert datetime.fromisoformat(log.lines[-1][:19])


def test_as_json_each_entry_is_one_line_and_says_as_little_of_an_error():
    formatter = log_redaction.DiscreetJson()
    said = "Olive said: hunter2"
    try:
        raise ValueError(said)
    except ValueError:
        record = logging.getLogger("bot.app").makeRecord(
            "bot.app", logging.ERROR, "", 0, "the turn %s\nfailed", ("a1",), sys.exc_info()
        )

    line = formatter.format(record)

    entry = json.loads(line)
    assert "\n" not in line
    assert (entry["level"], entry["logger"]) == ("ERROR", "bot.app")
    assert entry["message"] == "the turn a1\nfailed"
    assert "ValueError" in entry["error"]
    assert "hunter2" not in line
    assert datetime.fromisoformat(entry["time"]).tzinfo
