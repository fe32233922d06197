"""Whatever a known person's client sends, the whole of Steward has an answer."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapter.incoming import SORRY
from bot.app import App, handlers
from bot.settings import Settings
from bot.teams import Steward
from storage import card_refs, people, register
from storage.card_refs import About
from storage.database import Database, Session
from tests.fake_connector import happened, in_channel, pressed, said
from tests.fake_teams import Messenger
from tests.wealdbrook import MONDAY, SEPTEMBER, settled

pytestmark = pytest.mark.flow

NOBODY = "http://127.0.0.1:1/"
INPUTS = st.sampled_from(
    [
        *("value", "numerator", "denominator", "commentary", "status", "expected_on", "reason"),
        *("answer", "until", "cause", "action", "row", "start", "v", "words", "owner"),
    ]
)
TYPED = (
    st.sampled_from(["88", "-1", "1e9", "NaN", "£1.2m", "95%", "2026-13-45", "final", "\u202e", ""])
    | st.text(max_size=12)
    | st.integers(-9, 10**20)
    | st.floats()
    | st.booleans()
    | st.none()
    | st.lists(st.text(max_size=3), max_size=2)
)
WORDS = st.lists(
    st.sampled_from(
        [
            *("submit", "status", "of", "HOU-05", "red", "who", "hasn't", "submitted", "in", "Q2"),
            *(
                "2026/27",
                "2026-09",
                "reopen",
                "until",
                "because",
                "break",
                "note",
                "on",
                ":",
                "due",
            ),
            *("delivery", "post board alerts here", "data quality", "housing", "<at>x</at>", "*"),
        ]
    )
    | st.text(max_size=6),
    max_size=8,
).map(" ".join)


async def at_once(_seconds: float) -> None:
    """Nobody answers at this address, so there is nothing to wait for."""


class Whole:
    """All of Steward but the network; what its relay would say goes nowhere."""

    def __init__(self, database: Database) -> None:
        settled(database)
        self.database = database
        self.now = MONDAY
        self.app = App(
            Settings(dev=True), database, lambda: self.now, teams=Messenger({}), sleep=at_once
        )
        self.steward = Steward(self.app.desk.respond, now=lambda: self.now)
        self.asks = database.run(_asks)

    async def post(self, activity: dict[str, Any], who: str = "olive") -> tuple[int, Any]:
        sender = {"id": f"29:{who}", "name": who.title(), "aadObjectId": f"{who}-entra"}
        body = {**activity, "serviceUrl": NOBODY, "from": sender}

        async def chunks():
            yield json.dumps(body).encode()

        request = SimpleNamespace(
            method="POST",
            content_type="application/json",
            headers={},
            content=SimpleNamespace(is_eof=lambda: False, iter_any=chunks),
        )
        answer = await self.app.adapter.process(request, self.steward)
        is_json = answer.content_type == "application/json"
        return answer.status, json.loads(answer.body) if is_json else None


def _asks(session: Session) -> list[str]:
    """One of every kind that Olive may have been given, and one that nobody was."""
    olive = people.by_identity(session, "olive-entra")
    indicator = register.by_ref(session, "HOU-05")
    assert olive is not None
    assert indicator is not None
    return [
        card_refs.save_card_ref(
            session,
            person=olive.id,
            conversation_id="a:olive",
            about=about,
            now=MONDAY,
            indicator=indicator.id,
            period=SEPTEMBER,
            words=["status of HOU-05"] if about is About.QUESTION else (),
        )
        for about in (About.REMINDER, About.FIGURE, About.QUESTION)
    ] + ["never-given-out"]


def test_no_press_of_a_known_person_fails(sqlite_database: Database):
    whole = Whole(sqlite_database)
    every = {verb for presses in handlers().buttons.values() for verb in presses}
    verbs = st.sampled_from([*sorted(every), "choice_9", "nothing"])
    with asyncio.Runner() as runner:

        @given(
            verb=verbs,
            ask=st.sampled_from(whole.asks),
            version=st.integers(-1, 3) | st.integers(),
            inputs=st.dictionaries(INPUTS, TYPED, max_size=5),
            where=st.sampled_from([{}, in_channel()]),
        )
        @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
        def holds(verb, ask, version, inputs, where):
            data = {**inputs, "ask": ask, "v": version}
            status, answer = runner.run(whole.post(pressed(verb, data, **where)))
            assert status < 500
            assert answer is None or answer["statusCode"] < 500, (verb, data)
            assert SORRY not in str(answer)

        holds()
        runner.run(whole.app.close())


def test_no_words_of_a_known_person_fail(sqlite_database: Database):
    whole = Whole(sqlite_database)
    failed: list[str] = []

    async def told(context: object, error: Exception) -> None:
        if "connection" not in str(error):  # the reply finds nobody listening here
            failed.append(repr(error))

    whole.app.adapter.on_turn_error = told
    with asyncio.Runner() as runner:

        @given(words=WORDS, where=st.sampled_from([{}, in_channel()]), number=st.integers(0))
        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        def holds(words, where, number):
            more = {**where, "id": f"in-{number}-{words}"[:60]}
            status, _ = runner.run(whole.post(said(words, **more)))
            assert status < 500
            assert failed == [], words

        holds()
        assert runner.run(whole.post(happened("conversationUpdate")))[0] < 500
        runner.run(whole.app.close())
