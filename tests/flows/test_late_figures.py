"""The newest figure given counts until a newer one is given, however late it came."""

from datetime import UTC, datetime

import pytest

from cycle.periods import Period
from features.figures import record
from storage import concerns, records, register
from storage.audit import Actor
from storage.database import Database
from tests.cycle.made import figure, kpi, months
from tests.fake_teams import FakeTeams
from tests.recorded import kept
from tests.wealdbrook import SEPTEMBER

WORDS = "Twenty families came. Olive meets the county by 30 October."


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def test_a_red_figure_given_after_the_next_period_has_ended_reaches_the_board(
    board: FakeTeams,
) -> None:
    board.now = at("2026-11-03T10:00")  # October has ended; September closed in October
    reopen = "reopen HOU-05 2026-09 until 30 November 2026 because the count came late"
    await board.asks("dana", reopen)
    form = await board.asks("olive", "submit HOU-05 2026-09")
    receipt = await board.presses("olive", form, "Submit", value="104", commentary=WORDS)
    if "Yes, keep it" in receipt:
        receipt = await board.presses("olive", receipt, "Yes, keep it")
    assert "Red" in receipt
    await board.ticks()
    assert [one for one in board.posted() if "HOU-05" in one and "Red" in one]
    assert "HOU-05" in await board.asks("chris", "red")
    assert "September 2026" in await board.asks("chris", "red")
    assert "HOU-05" in await board.asks("chris", "open exceptions")


def given_by(
    database: Database, person: str, given: str, period: Period, day: str, due_days: int
) -> bool:
    """Whether a red figure of a new quarterly or monthly KPI raises an exception."""
    terms = {
        "ref": "LAT-01",
        "service": "Housing",
        "target": "90",
        "frequency": period.frequency,
        "due_working_days": due_days,
    }
    before = [figure(period.later(-back), "95") for back in (3, 2, 1)]
    kept(database, kpi(**terms), before)

    def give(session) -> bool:
        own = register.by_ref(session, "LAT-01")
        late = figure(
            period,
            given,
            indicator=own.id,
            given_by=1 if person else None,
            given_by_name=person,
            given_at=at(f"{day}T10:00"),
        )
        council = FakeTeams(database, at("2026-10-12T08:00")).app.council
        known = records.record(session, own)
        record.record_figure(
            session, known, late, Actor(name="x", came_from="t"), late.given_at, council
        )
        return concerns.open_for(session, own.id) is not None

    return database.run(give)


Q1 = Period.parse("2026/27 Q1")


@pytest.mark.parametrize(
    ("person", "period", "day", "due_days", "is_raised"),
    [
        ("Olive Marsh", Q1, "2026-10-01", 65, True),  # on the day it was due
        ("", Q1, "2026-10-01", 65, True),  # by an import, while it was open
        ("Olive Marsh", SEPTEMBER.previous, "2026-10-05", 25, True),
        ("", SEPTEMBER.previous, "2026-10-05", 25, True),
        ("", SEPTEMBER.previous, "2026-10-05", 5, False),  # history: it was closed already
        ("", SEPTEMBER, "2026-10-30", 5, True),  # the last period that has ended
    ],
)
def test_a_late_figure_raises_and_history_does_not(
    council: Database, person: str, period: Period, day: str, due_days: int, is_raised: bool
) -> None:
    assert given_by(council, person, "50", period, day, due_days) is is_raised


def test_a_history_that_comes_in_at_once_raises_nothing(council: Database) -> None:
    def imported(session) -> bool:
        own = register.by_ref(session, "HIS-01")
        known = records.record(session, own)
        app = FakeTeams(council, at("2026-10-12T08:00")).app
        record.reconsider_concern(
            session, known, SEPTEMBER.previous, at("2026-10-12T08:00"), app.council
        )
        return concerns.open_for(session, own.id) is not None

    was_open = [figure("2026-08", "50", given_at=at("2026-09-07T10:00"))]
    kept(council, kpi(ref="HIS-01", target="90", due_working_days=5), was_open)
    assert not council.run(imported)


def test_an_older_figure_than_the_newest_raises_nothing(council: Database) -> None:
    kept(council, kpi(ref="LAT-02", target="90"), months("2026-08", "95 95").values())

    def give(session) -> bool:
        own = register.by_ref(session, "LAT-02")
        late = figure(
            "2026-07", "50", indicator=own.id, given_by=1, given_at=at("2026-10-12T10:00")
        )
        council_of = FakeTeams(council, at("2026-10-12T08:00")).app.council
        known = records.record(session, own)
        record.record_figure(
            session, known, late, Actor(name="x", came_from="t"), late.given_at, council_of
        )
        return concerns.open_for(session, own.id) is not None

    assert not council.run(give)
