"""History cannot be changed by accident, and not on purpose without a trace."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cycle.periods import Period
from cycle.review.figure import Figure
from storage import append_only, audit, figures, schema, soundness
from storage.audit import Actor
from storage.database import Database, Session
from tests.conftest import ENGINES
from tests.wealdbrook import settled

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
BY = Actor(name="Olive Reed", came_from="Teams", person=1)


@pytest.fixture(params=ENGINES)
def kept(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with a figure that was given, corrected and argued about."""
    database = request.getfixturevalue(f"{request.param}_database")
    settled(database)
    database.run(vouched)
    database.run(given)
    yield database
    with database.engine.begin() as connection:
        append_only.protect(connection)


def vouched(session: Session) -> None:
    session.info[figures.KEPT_NOW] = list(figures.everything(session))
    audit.write(session, BY, NOW, "figure given", "HOU", new="1", reason="figures import")


def given(session: Session) -> None:
    for version, value in enumerate(("5", "7.50"), start=1):
        figure = Figure(
            indicator=1,
            period=Period.parse("2026-09"),
            version=version,
            value=Decimal(value),
            given_by=1,
            given_by_name="Olive Reed",
            given_at=NOW,
        )
        figures.add_version(session, figure)
        subject = f"HOU-02 2026-09 v{version}"
        audit.write(session, BY, NOW, "figure given", subject, new=value)
    audit.write(session, BY, NOW, "concern answered", "HOU-02", old="awaited", new="acknowledged")


def change(database: Database, statement: str) -> None:
    database.run(lambda session: session.connection().execute(text(statement)))


LAST = "(SELECT max(id) FROM figures)"
FORGERIES = {
    "a value changed": (f"UPDATE figures SET value = '9' WHERE id = {LAST}", "figure"),
    "a giver changed": (f"UPDATE figures SET given_by = 2 WHERE id = {LAST}", "figure"),
    "a day changed": (
        f"UPDATE figures SET given_at = '2026-10-01 08:00:00' WHERE id = {LAST}",
        "figure",
    ),
    "a version removed": (f"DELETE FROM figures WHERE id = {LAST}", "figure"),
    "an answer changed": ("UPDATE audit SET new = 'accepted' WHERE new = 'acknowledged'", "words"),
    "an actor changed": (
        "UPDATE audit SET who = 'Sam' WHERE change = 'concern answered'",
        "words",
    ),
    "a kind changed": ("UPDATE audit SET change = 'x' WHERE new = 'acknowledged'", "changed"),
    "an entry removed": ("DELETE FROM audit WHERE subject LIKE '%v1'", "does not follow"),
    "the newest removed": ("DELETE FROM audit WHERE new = 'acknowledged'", "newest entries"),
}


@pytest.mark.parametrize(("statement", "_"), FORGERIES.values(), ids=FORGERIES)
def test_the_database_refuses_to_change_history(kept: Database, statement: str, _: str):
    with pytest.raises(DBAPIError, match="only ever added to"):
        change(kept, statement)
    assert kept.run(soundness.rewritten) == []


@pytest.mark.parametrize(("statement", "words"), FORGERIES.values(), ids=FORGERIES)
def test_what_was_forged_past_the_triggers_is_named(kept: Database, statement: str, words: str):
    with kept.engine.begin() as connection:
        append_only.release(connection)
    change(kept, statement)
    unguarded, broken = kept.run(soundness.rewritten)
    assert "no longer refuses changes to figures, audit" in unguarded
    assert words in broken


def test_the_first_broken_entry_is_named_and_no_later_one(kept: Database):
    with kept.engine.begin() as connection:
        append_only.release(connection)
    change(kept, "UPDATE audit SET reason = 'because' WHERE subject LIKE '%v1'")
    change(kept, "UPDATE audit SET reason = 'because' WHERE change = 'concern answered'")
    broken = kept.run(audit.first_break)
    assert "HOU-02 2026-09 v1" in broken
    assert "12 October 2026" in broken


def test_a_figure_slipped_in_behind_the_audit_is_named(kept: Database):
    columns = "indicator_id, period, value, commentary, status, reason, given_by_name, given_at"
    change(
        kept,
        f"INSERT INTO figures (version, {columns}) SELECT 3, {columns} FROM figures "
        f"WHERE id = {LAST}",
    )
    assert "version 3) was added without an entry" in kept.run(audit.first_break)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlites_replace_is_no_way_round(database: Database):
    settled(database)
    with pytest.raises(DBAPIError, match="only ever added to"):
        change(database, "REPLACE INTO figures SELECT * FROM figures WHERE id = 1")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlites_replace_by_another_unique_key_is_no_way_round(database: Database):
    settled(database)
    database.run(vouched)
    database.run(given)
    columns = "indicator_id, period, version, commentary, status, reason, given_by_name, given_at"
    forged = f"INTO figures (value, {columns}) SELECT '9', {columns} FROM figures WHERE id = {LAST}"
    for way in ("REPLACE", "INSERT OR REPLACE"):
        with pytest.raises(DBAPIError, match="only ever added to"):
            change(database, f"{way} {forged}")
    assert database.run(soundness.rewritten) == []


def test_a_figure_that_somebody_gave_a_moment_before_is_refused_and_the_rest_kept(kept: Database):
    def twice(session: Session) -> None:
        with pytest.raises(figures.AlreadyGiven):
            figures.add_version(session, next(figures.everything(session)))
        audit.write(session, BY, NOW, "tried", "HOU-02")

    before, _ = kept.run(audit.newest)
    kept.run(twice)
    assert kept.run(audit.newest)[0] == before + 1
    assert kept.run(soundness.rewritten) == []


def test_a_trigger_of_the_same_name_that_refuses_nothing_is_missed(kept: Database):
    """As somebody would leave it behind who wants the doctor to see nothing."""
    if kept.is_sqlite:
        change(kept, "DROP TRIGGER minutes_kept_delete")
        change(
            kept, "CREATE TRIGGER minutes_kept_delete BEFORE DELETE ON minutes BEGIN SELECT 1; END"
        )
        says = "refuses changes to minutes:"
    else:
        nothing = "BEGIN RETURN coalesce(NEW, OLD); END"
        change(
            kept,
            "CREATE OR REPLACE FUNCTION steward_append_only() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ {nothing} $$",
        )
        says = "refuses changes to figures, audit, minutes, progress, risk_answers:"
    [missed] = kept.run(soundness.rewritten)
    assert says in missed


@pytest.mark.postgres
@pytest.mark.parametrize(
    "way",
    [
        "ALTER TABLE minutes DISABLE TRIGGER minutes_kept_change",
        "ALTER TABLE minutes ENABLE REPLICA TRIGGER minutes_kept_change",
        "DROP TRIGGER minutes_kept_change ON minutes; CREATE TRIGGER minutes_kept_change BEFORE "
        "DELETE ON minutes FOR EACH ROW EXECUTE FUNCTION steward_append_only('words')",
        "DROP TRIGGER minutes_kept_change ON minutes; CREATE TRIGGER minutes_kept_change BEFORE "
        "UPDATE OR DELETE ON minutes FOR EACH ROW EXECUTE FUNCTION "
        "steward_append_only('words', 'at')",
        "DROP TRIGGER minutes_kept_change ON minutes; CREATE TRIGGER minutes_kept_change BEFORE "
        "UPDATE OR DELETE ON minutes FOR EACH ROW WHEN (false) EXECUTE FUNCTION "
        "steward_append_only('words')",
    ],
    ids=["disabled", "for replicas only", "deletes only", "more words", "never"],
)
def test_a_trigger_of_postgresql_that_guards_less_is_missed(
    postgresql_database: Database, way: str
):
    for statement in way.split("; "):
        change(postgresql_database, statement)
    try:
        assert "refuses changes to minutes:" in postgresql_database.run(soundness.rewritten)[0]
    finally:
        with postgresql_database.engine.begin() as connection:
            append_only.protect(connection)


def test_words_changed_under_the_pretext_of_forgetting_are_named(kept: Database):
    change(kept, "INSERT INTO gates (name, until) VALUES ('forgetting', '2026-10-12 08:00:00')")
    change(
        kept,
        "UPDATE audit SET new = 'accepted', salt = '', forgotten = true "
        "WHERE change = 'concern answered'",
    )
    change(kept, "DELETE FROM gates")
    assert "has no former colleague" in kept.run(audit.first_break)


@pytest.mark.postgres
def test_postgresqls_truncate_is_no_way_round(postgres_server: Database):
    with pytest.raises(DBAPIError, match="only ever added to"):
        change(postgres_server, "TRUNCATE audit")


def test_entries_of_a_transaction_that_is_undone_are_not_added(kept: Database):
    before = kept.run(audit.newest)
    with kept.transaction() as session:
        audit.write(session, BY, NOW, "tried", "HOU-02")
        session.rollback()
    assert kept.run(audit.newest) == before


def test_many_who_write_at_once_make_one_chain(kept: Database):
    def write(number: int) -> None:
        def work(session: Session) -> None:
            at = NOW + timedelta(seconds=number)
            audit.write(session, BY, at, "said", f"HOU-0{number % 10}")
            audit.write(session, BY, at, "said again", f"HOU-0{number % 10}")

        done.append(kept.submit(work))

    done: list = []
    before, _ = kept.run(audit.newest)
    for number in range(60):
        write(number)
    for one in done:
        one.result(60)
    assert kept.run(audit.newest)[0] == before + 120
    assert kept.run(audit.first_break) == ""


def test_a_database_from_before_the_chain_is_chained_and_its_figures_vouched_for():
    database = Database("sqlite://")
    with database.engine.begin() as connection:
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0013")
        connection.execute(text(_OLD_AUDIT))
        connection.execute(text(_OLD_INDICATOR))
        connection.execute(text(_OLD_FIGURE))
    schema.migrate(database)
    assert database.run(soundness.rewritten) == []
    assert database.run(audit.newest)[0] == 3
    with database.engine.begin() as connection:
        append_only.release(connection)
    change(database, "UPDATE figures SET value = '56'")
    assert "vouches for figures that were changed" in database.run(audit.first_break)
    database.close()


_OLD_AUDIT = """INSERT INTO audit (at, who, came_from, change, subject, old, new, reason) VALUES
('2026-10-01 08:00:00.000000', 'Olive', 'Teams', 'figure given', 'HOU-02 2026-08', '', '55', ''),
('2026-10-02 08:00:00.123456', 'Café ☕', 'Teams', 'note', 'HOU-02', '', 'x', '')"""
_OLD_FIGURE = """INSERT INTO figures (indicator_id, period, version, value, commentary, status,
reason, given_by_name, given_at) VALUES (1, '2026-08', 1, '55.0', '', 'final', '', 'Olive',
'2026-10-01 08:00:00.000000')"""
_OLD_INDICATOR = """INSERT INTO indicators (ref, title, kind, service, priority, unit, decimals,
polarity, frequency, aggregation, cumulative, tolerance, tolerance_unit, due_working_days,
portfolio_holder, definition, source_of_target, scheme, green_tolerance, dead_band, rolling,
seasonal, screen_outliers, minimum_points, certifier, aliases) VALUES ('HOU-02', 'Homes', 'KPI',
'Housing', '', '%', 1, 'higher', 'monthly', 'ratio', 0, '10', 'percent', 10, '', '', '',
'met_tolerance', '0', '0', 0, 0, 1, 13, '', '')"""
