"""The doctor names in plain words what is missing, wrong or stuck, and what to do about it."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import col, delete

from bot import doctor
from bot.setup_steps import SetupState, checklist, setup_steps
from cycle.periods import Period
from cycle.review.figure import Figure
from storage import audit, deliveries, figures, people, places, register, schema, sweeps
from storage.audit import Actor
from storage.database import Database, Session
from storage.deliveries import Priority
from storage.outcomes import Outcome
from storage.tables import SweepRow
from tests import staff
from tests.fake_teams import BOARD, channel
from tests.wealdbrook import settled

pytestmark = pytest.mark.flow

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
TEAMS = {
    "STEWARD_APP_ID": "11111111-2222-3333-4444-555555555555",
    "STEWARD_APP_PASSWORD": "secret",
    "STEWARD_TENANT_ID": "66666666-7777-8888-9999-000000000000",
}


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {**TEAMS, "STEWARD_DATABASE_URL": f"sqlite:///{tmp_path / 'steward.sqlite'}"}


@pytest.fixture
def council(environ: dict[str, str]) -> Iterator[Database]:
    """A council in good order: people, register, the board's channel, sweeps that run."""
    with closing(Database(environ["STEWARD_DATABASE_URL"])) as database:
        schema.migrate(database)
        settled(database)
        database.run(_in_order)
        yield database


def _in_order(session: Session) -> None:
    places.note_seen(session, channel(), None, NOW)
    places.choose(session, BOARD, places.BOARD)
    for name in sweeps.EVERY:
        sweeps.note_run(session, name, NOW, "nothing")
    session.info[figures.KEPT_NOW] = list(figures.everything(session))
    audit.write(session, Actor(name="Dana", came_from="a file"), NOW, "figure given", "HOU")


def test_a_council_in_good_order_is_well(council: Database, environ: dict[str, str]):
    is_wrong, words = doctor.examined(environ, NOW)
    assert not is_wrong
    assert words.startswith("All is well.\n\nSetting up:\n")


def test_settings_are_examined_before_anything_else():
    wrong, words = doctor.examined({"STEWARD_PORT": "x", "STEWARD_APPID": "y"}, NOW)
    assert wrong
    assert "STEWARD_PORT must be" in words
    assert "STEWARD_APPID is not a setting" in words
    assert "STEWARD_APP_ID is missing" in words


def test_a_database_without_tables_is_named_with_the_command_to_run(environ: dict[str, str]):
    wrong, words = doctor.examined(environ, NOW)
    assert wrong
    assert "run `steward migrate`" in words


def test_a_database_that_does_not_answer_is_named(environ: dict[str, str]):
    environ["STEWARD_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
    wrong, words = doctor.examined(environ, NOW)
    assert wrong
    assert "No PostgreSQL server answers" in words


def test_an_empty_council_is_told_what_to_import(environ: dict[str, str]):
    with closing(Database(environ["STEWARD_DATABASE_URL"])) as database:
        schema.migrate(database)
    _, words = doctor.examined(environ, NOW)
    assert "steward import indicators" in words
    assert "steward import people" in words
    assert "Steward has never run on this database" in words


def unchosen(session: Session) -> None:
    places.choose(session, "", places.BOARD)


def silent(session: Session) -> None:
    sweeps.note_run(session, "deliver", NOW - timedelta(hours=2), "nothing")


def never_run(session: Session) -> None:
    session.exec(delete(SweepRow).where(col(SweepRow.name) == "chase"))


def throttled(session: Session) -> None:
    deliveries.throttle(session, NOW + timedelta(minutes=5))


def waiting(session: Session) -> None:
    _owe(session, NOW - timedelta(hours=3))


def refused(session: Session) -> None:
    _owe(session, NOW)
    (delivery,) = deliveries.claim(session, NOW, 1, timedelta(minutes=2))
    deliveries.give_up(session, delivery, Outcome.PERMANENT, "ConversationBlockedByUser")


def _owe(session: Session, at: datetime) -> None:
    deliveries.enqueue(
        session,
        deliveries.NewDelivery(
            key="x", kind="reminder", subject="1", worth=Priority.REMINDER, now=at, person=1
        ),
    )


def leaderless(session: Session) -> None:
    everyone = people.everyone(session).values()
    (dana,) = [one for one in everyone if one.name == "Dana Osei"]
    row = {"name": dana.name, "email": dana.email, "aad_object_id": "dana-entra", "roles": "viewer"}
    people.add_many(session, [{**row, "services": "", "manager": "", "deputy": ""}])


FOUND = [
    (unchosen, "post board alerts here"),
    (silent, "The sweep deliver last ran on 12 October 2026 at 07:02"),
    (never_run, "The sweep chase has never run to its end"),
    (throttled, "Teams has asked to wait until 12 October 2026 at 09:07"),
    (waiting, "1 reminder card waiting since 12 October 2026 at 06:02"),
    (refused, "1 reminder card refused by Teams"),
    (leaderless, "Nobody has the role `performance`"),
]


@pytest.mark.parametrize(("trouble", "said"), FOUND, ids=[one[0].__name__ for one in FOUND])
def test_what_is_stuck_is_said_in_one_sentence(
    council: Database, environ: dict[str, str], trouble, said: str
):
    council.run(trouble)
    wrong, words = doctor.examined(environ, NOW)
    assert wrong
    assert said in words
    assert words.partition("\n\n")[0].count("\n") == 0


def test_the_steps_of_setting_up_are_walked_and_the_next_one_is_named(environ: dict[str, str]):
    _, words = doctor.examined(environ, NOW)
    assert "✓  6 Settings" in words
    assert "✗  7 Steward runs: run `steward migrate` first" in words
    assert "–  3 The bot is registered: cannot be seen from here" in words
    assert words.endswith("Next: step 7 of docs/setup/teams.md, 'Steward runs'.")


def test_a_message_from_teams_proves_the_steps_outside(council: Database, environ: dict[str, str]):
    _, words = doctor.examined(environ, NOW)
    assert "✓  5 The Teams channel is on" in words
    assert "✗ 10 Everybody has it: 0 of" in words
    assert words.endswith("Next: step 10 of docs/setup/teams.md, 'Everybody has it'.")


ALL_DONE = SetupState(
    settings_are_good=True,
    schema_is_current=True,
    is_serving=True,
    heard_teams=True,
    people=4,
    in_reach=2,
    indicators=3,
    has_board_channel=True,
)


@pytest.mark.parametrize(
    ("what", "step"),
    [
        ({"settings_are_good": False}, 6),
        ({"is_serving": False}, 7),
        ({"schema_is_current": False}, 7),
        ({"heard_teams": False}, 1),
        ({"in_reach": 1}, 10),
        ({"people": 0}, 11),
        ({"indicators": 0}, 11),
        ({"has_board_channel": False}, 12),
        ({"heard_teams": False, "indicators": 0}, 11),  # what can be seen comes first
    ],
)
def test_the_next_step_is_the_first_that_is_not_done(what, step):
    assert checklist(ALL_DONE).endswith("Every step is done.")
    assert f"Next: step {step} of" in checklist(replace(ALL_DONE, **what))


def test_the_steps_are_those_of_the_guide():
    guide = Path(__file__).parents[2] / "docs/setup/teams.md"
    numbers = re.findall(r"^## (\d+)\. ", guide.read_text("utf-8"), re.MULTILINE)
    assert [str(step.number) for step in setup_steps(ALL_DONE)] == numbers


def test_what_nobody_is_left_to_give_is_named(council: Database, environ: dict[str, str]):
    for who in ("olive", "meg", "raj"):
        staff.leaves(council, who)
    _, words = doctor.examined(environ, NOW)
    assert "HOU-02, HOU-03, HOU-05, HOU-07: the owner has left and nobody stands in" in words


def test_figures_kept_under_a_unit_that_was_not_understood_are_named(
    council: Database, environ: dict[str, str]
):
    staff.own(council, "HOU-02", unit="widgets")
    assert "HOU-02: a unit that is not understood" in doctor.examined(environ, NOW)[1]

    def keep(session: Session) -> None:
        indicator = register.by_ref(session, "HOU-02")
        assert indicator is not None
        period = Period.parse("2024-01")
        counts = {"numerator": Decimal(9), "denominator": Decimal(20)}
        old = Figure(
            indicator=indicator.id, period=period, value=Decimal("0.45"), given_at=NOW, **counts
        )
        figures.keep_many(session, [old])

    council.run(keep)
    staff.own(council, "HOU-02", unit="%")
    words = doctor.examined(environ, NOW)[1]
    assert "HOU-02: figures kept as numerator ÷ denominator, times 1" in words
    assert "a unit that is not understood" not in words
