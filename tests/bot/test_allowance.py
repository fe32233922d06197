"""Nobody can keep Steward busy alone, and whoever is too quick hears it in one sentence."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import rate_limit
from bot.app import App
from bot.rate_limit import SECONDS, TURNS, RateLimit
from bot.settings import Settings
from features.turn import Event, Press, Sender, Turn
from storage.database import Database
from tests.fake_teams import Messenger, personal

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("after", "may"), [(0, False), (SECONDS - 0.001, False), (SECONDS, True), (60, True)]
)
def test_after_thirty_turns_a_person_rests_until_the_first_is_ten_seconds_old(
    after: float, may: bool
):
    window = RateLimit()
    assert all(window.takes("olive", NOW) for _ in range(TURNS))
    assert window.takes("olive", later(after)) is may


def test_a_steady_typist_is_never_stopped():
    window = RateLimit()
    assert all(window.takes("olive", later(0.34 * turn)) for turn in range(1_000))


def test_what_was_refused_is_not_counted():
    window = RateLimit(turns=2)
    told = [window.takes("olive", later(at)) for at in (0, 1, 9, 9.5, 10, 10.5, 11)]
    assert told == [True, True, False, False, True, False, True]


def test_one_who_is_too_quick_does_not_slow_another():
    window = RateLimit(turns=1)
    window.takes("olive", NOW)
    assert window.takes("meg", NOW)


def test_a_clock_set_back_an_hour_silences_nobody():
    window = RateLimit()
    for _ in range(TURNS):
        window.takes("olive", NOW)
    assert window.takes("olive", later(-3600))


def test_the_memory_for_people_is_bounded():
    window = RateLimit(turns=3)
    for person in range(rate_limit.REMEMBERED + 500):
        window.takes(str(person), NOW)
    assert len(window._taken) <= rate_limit.REMEMBERED + 1


class Desk:
    """One person at the front desk of a council that nobody has filled in yet."""

    def __init__(self, database: Database) -> None:
        self.now = NOW
        app = App(
            Settings(dev=True),
            database,
            lambda: self.now,
            teams=Messenger({}),
            allowance=RateLimit(),  # in development there is none
        )
        self.respond = app.desk.respond

    def turn(self, event: Event, **more: object) -> Turn:
        sender = Sender(teams_id="29:olive", aad_object_id="olive-entra")
        place = personal("olive")
        return Turn(event=event, sender=sender, place=place, now=self.now, **more)

    async def says(self, text: str) -> str:
        answer = await self.respond(self.turn(Event.TEXT, text=text))
        return answer.card.summary if answer else ""


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    return Desk(sqlite_database)


async def test_the_thirty_first_turn_gets_one_polite_sentence_and_then_silence(desk: Desk):
    for _ in range(TURNS):
        assert "lot at once" not in await desk.says("help")
    assert await desk.says("help") == (
        "That was a lot at once, and this was not looked at. Please try again in ten seconds."
    )
    assert await desk.says("help") == ""
    desk.now = later(SECONDS)
    assert "register" in await desk.says("help")


async def test_a_button_pressed_too_often_always_gets_its_sentence_and_the_card_stays(desk: Desk):
    for _ in range(TURNS):
        await desk.says("help")
    for _ in range(2):
        answer = await desk.respond(desk.turn(Event.PRESS, press=Press(verb="give")))
        assert answer is not None
        assert answer.stay
        assert "lot at once" in answer.card.summary


async def test_what_tells_who_can_be_reached_is_never_dropped(desk: Desk):
    for _ in range(TURNS):
        await desk.says("help")
    answer = await desk.respond(desk.turn(Event.INSTALLED))
    assert answer is not None
    assert "does not know you" in str(answer.card.content)


def test_without_a_limit_everything_may_and_nothing_is_remembered():
    window = RateLimit(turns=None)
    assert all(window.takes("olive", NOW) for _ in range(10 * TURNS))
    assert not window._taken
