"""A question that meets a slow or refusing Teams keeps its answer: at once, or soon afterwards."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlmodel import select

from bot.adapter import connector, patience
from bot.app import App
from bot.settings import Settings
from storage import deliveries
from storage.database import Database
from storage.tables import LateAnswerRow
from tests.fake_connector import TENANT, FakeConnector, Told, said
from tests.wealdbrook import MONDAY, settled

PAGE = "<html>Welcome to the council's proxy</html>"
PASSING = {
    "429": Told(429, headers={"Retry-After": "0"}),
    "429 without a time": Told(429),
    "500": Told(500),
    "502": Told(502, PAGE),
    "503": Told(503, headers={"Retry-After": "0"}),
    "412": Told(412),
    "a hang-up": Told(drop=True),
    "a proxy's page": Told(201, PAGE),
}


class Served:
    """Steward's site, with the moment that its clock shows."""

    def __init__(self, database: Database, teams: FakeConnector) -> None:
        settled(database)
        self.client: TestClient | None = None
        self.database = database
        self.teams = teams
        self.now: datetime = MONDAY
        self.app = App(Settings(dev=True), database, lambda: self.now)
        self._asked = 0

    async def asks(self, text: str) -> int:
        """Olive types; the HTTP status of the answer to Teams."""
        self._asked += 1
        sender = {"id": "29:olive", "name": "Olive", "aadObjectId": "olive-entra"}
        tenant = {"tenant": {"id": TENANT}}
        own = f"asked-{self._asked}"
        body = said(text, self.teams.url, **{"id": own, "from": sender, "channelData": tenant})
        assert self.client is not None  # the fixture has opened it
        return (await self.client.post("/api/messages", json=body)).status

    def shown(self) -> list[str]:
        return [str(call.body) for call in self.teams.calls if call.method == "POST"]

    def late(self) -> int:
        rows = self.database.submit(lambda session: session.exec(select(LateAnswerRow)).all())
        return len(rows.result())  # in line with what the turn has handed over


@pytest.fixture
async def served(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Served]:
    monkeypatch.setattr(connector, "AGAIN_AFTER", 0.01)  # seconds rather than one
    async with FakeConnector() as teams:
        made = Served(sqlite_database, teams)
        async with TestClient(TestServer(made.app.site(ticks=False))) as made.client:
            yield made


@pytest.mark.parametrize("told", PASSING.values(), ids=PASSING)
async def test_what_may_pass_is_tried_once_more(served: Served, told: Told):
    served.teams.tell(told)
    assert await served.asks("help") == 201
    first, second = served.shown()
    assert first == second
    assert "something went wrong" not in second
    assert served.late() == 0


@pytest.mark.parametrize("told", PASSING.values(), ids=PASSING)
async def test_what_is_refused_twice_is_shown_by_the_relay(served: Served, told: Told):
    served.teams.tell(told, told)
    assert await served.asks("status of HOU-05") == 201
    assert served.late() == 1
    served.now += timedelta(seconds=2)  # beyond what Teams may have asked everybody to wait
    await served.app.sweep("deliver")
    *_, last = served.shown()
    assert "HOU-05" in last
    assert "something went wrong" not in str(served.shown())
    await served.app.sweep("chase")
    assert served.late() == 0


async def test_a_refusal_for_good_is_not_tried_again(served: Served):
    served.teams.tell(Told(403, '{"error": {"code": "BotDisabledByAdmin"}}'))
    assert await served.asks("help") == 201
    assert served.late() == 0


async def test_an_answer_that_is_too_large_is_shortened_at_once(served: Served):
    served.teams.tell(Told(413, '{"error": {"code": "MessageSizeTooBig"}}'))
    assert await served.asks("status of HOU-05") == 201
    whole, small = served.shown()
    assert "Shortened: Teams refused the whole card" in small
    assert len(small) < len(whole)
    assert served.late() == 0


async def test_everybody_waits_as_long_as_teams_asks_of_an_answer(served: Served):
    served.teams.tell(Told(429, headers={"Retry-After": "30"}))
    assert await served.asks("help") == 201
    assert len(served.shown()) == 1  # thirty seconds are more than the turn has
    waits = served.database.submit(lambda s: deliveries.throttled_until(s, served.now))
    assert waits.result() == MONDAY + timedelta(seconds=30)
    assert await served.app.sweep("deliver") == "nothing"
    served.now += timedelta(seconds=31)
    await served.app.sweep("deliver")
    assert len(served.shown()) == 2


async def test_a_hanging_teams_does_not_hold_the_turn_beyond_its_patience(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patience, "begin", lambda begin=patience.begin: begin(0.2))
    served.teams.tell(Told(hold=True))
    assert await served.asks("status of HOU-05") == 201
    assert served.late() == 1
    await served.app.sweep("deliver")
    assert "HOU-05" in served.shown()[-1]


async def test_an_answer_is_of_no_use_after_an_hour(served: Served):
    served.teams.tell(Told(503), Told(503))
    await served.asks("help")
    served.now += timedelta(minutes=61)
    await served.app.sweep("deliver")
    assert len(served.shown()) == 2
    await served.app.sweep("chase")
    assert served.late() == 0


async def test_all_of_a_turn_has_less_than_ten_seconds():
    assert patience.left() == patience.TURN < 10
    with patience.begin():
        assert patience.left() <= patience.TURN
        assert patience.left(patience.ROSTER) == patience.ROSTER < patience.TURN
    with patience.begin(0.0):
        assert patience.left() == 0.0
