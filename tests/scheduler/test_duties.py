"""Every duty of the clock alone: whatever fails stops no other, is named, and is tried again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import FEATURES, App
from bot.doctor import examined
from bot.health import measured
from bot.settings import Settings
from cycle.council import Council
from features.feature import Duty, Feature, Sweep
from storage import schema, sweeps
from storage.database import Database, Session
from tests.fake_teams import FakeTeams
from tests.wealdbrook import MONDAY

SWEEPS = [sweep for feature in FEATURES for sweep in feature.sweeps]


def altered(alter: Callable[[Sweep], Duty]) -> Sequence[Feature]:
    """All features, with what `alter` makes of each of their duties."""
    return [
        replace(one, sweeps=tuple(replace(sweep, duty=alter(sweep)) for sweep in one.sweeps))
        for one in FEATURES
    ]


def app_of(database: Database, features: Sequence[Feature], now: datetime) -> App:
    teams = FakeTeams(database, now).messenger
    return App(Settings(dev=True), database, lambda: now, teams, features=features)


def metrics(database: Database) -> str:
    return database.run(lambda session: measured(session, MONDAY)).decode()


@pytest.fixture
def empty(sqlite_database: Database) -> Database:
    return sqlite_database


def test_no_two_duties_have_one_name() -> None:
    names = [sweep.name for sweep in SWEEPS]
    assert len(names) == len(set(names)) > 10


@pytest.mark.parametrize("broken", SWEEPS, ids=lambda sweep: sweep.name)
async def test_a_duty_that_fails_stops_no_other_and_is_named(
    broken: Sweep, empty: Database
) -> None:
    ran: list[str] = []
    faults = ["what it did before it failed is undone"]

    def alter(sweep: Sweep) -> Duty:
        def duty(session: Session, now: datetime, council: Council) -> int:
            ran.append(sweep.name)
            if sweep.name == broken.name and faults:
                raise ValueError(faults.pop())
            return sweep.duty(session, now, council)

        return duty

    app = app_of(empty, altered(alter), MONDAY)

    assert f"{broken.name} failed" in await app.sweep(broken.of)
    assert ran == [sweep.name for sweep in SWEEPS if sweep.of == broken.of]
    assert f'steward_duty_failures{{duty="{broken.name}"}} 1.0' in metrics(empty)

    assert "failed" not in await app.sweep(broken.of)
    assert "steward_duty_failures{" not in metrics(empty)
    await app.close()


async def test_a_duty_of_working_hours_rests_at_night_and_the_others_do_not(
    empty: Database,
) -> None:
    ran: list[str] = []

    def alter(sweep: Sweep) -> Duty:
        def run(*_given: object) -> int:
            ran.append(sweep.name)
            return 0

        return run

    app = app_of(empty, altered(alter), MONDAY - timedelta(hours=6))

    await app.sweep("chase")

    assert ran == [one.name for one in SWEEPS if one.of == "chase" and not one.in_working_hours]
    await app.close()


def test_doctor_names_the_duty_that_fails(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/steward.sqlite"
    database = Database(address)
    schema.migrate(database)
    for _ in range(2):
        database.run(lambda session: sweeps.note_failure(session, "digest", MONDAY, "KeyError"))
    database.close()

    _, words = examined({"STEWARD_DATABASE_URL": address}, MONDAY)

    assert "The duty “digest” has failed 2 times since 12 October 2026" in words
    assert "KeyError" in words
