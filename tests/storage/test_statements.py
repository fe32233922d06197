"""A statement gives what the library's own execution gives, on both databases, and its errors."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Table, bindparam, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import Busy
from storage.statements import Statement, among
from storage.tables import ConcernRow, DeliveryRow, IndicatorRow, PersonRow


def table_of(model: Any) -> Table:
    return model.__table__


PEOPLE = table_of(PersonRow)
DELIVERIES = table_of(DeliveryRow)
KEEP = Statement(insert(PEOPLE).returning(PEOPLE.c.id))
BY_NAMES = Statement(select(PEOPLE).where(among(PEOPLE.c.name, "names")).order_by(PEOPLE.c.id))
BY_IDS = Statement(select(PEOPLE.c.id).where(among(PEOPLE.c.id, "ids")).order_by(PEOPLE.c.id))
NOW = datetime(2026, 10, 12, 8, 30, 15, 250_000, tzinfo=UTC)


@pytest.fixture
def session(database):
    with database.transaction() as session:
        for name in ("Ann", "100% Bea", "Cy:name"):
            KEEP.first(session, name=name, email=f"{name}@x.uk", roles="", services="")
        yield session


def test_rows_are_those_of_the_library(session):
    plain = session.connection().execute(select(PEOPLE).order_by(PEOPLE.c.id)).all()
    assert BY_NAMES.all(session, names=["Ann", "100% Bea", "Cy:name"]) == [tuple(r) for r in plain]
    first = BY_NAMES.first(session, names=["Ann"])
    assert (first.id, first.name, first.aad_object_id) == (1, "Ann", None)
    assert BY_NAMES.first(session, names=["Nobody"]) is None


@pytest.mark.parametrize(
    ("ids", "found"), [([], []), ([2], [2]), ([3, 1, 1], [1, 3]), ({1, 2, 99}, [1, 2])]
)
def test_many_values_are_one_parameter(session, ids, found):
    assert [row.id for row in BY_IDS.all(session, ids=ids)] == found


def test_quotes_and_signs_are_values_and_never_text(session):
    for name in ("'; DROP TABLE people; --", '["Ann"]', "%(names)s", "?", ":ids"):
        assert BY_NAMES.all(session, names=[name]) == []


def test_values_are_written_and_read_as_the_table_has_them(session):
    indicators = table_of(IndicatorRow)
    values = {
        **dict.fromkeys(("ref", "title", "kind", "service", "unit", "polarity"), "x"),
        **dict.fromkeys(("frequency", "aggregation", "tolerance_unit", "scheme"), "x"),
        **dict.fromkeys(("cumulative", "rolling", "seasonal", "screen_outliers"), False),
        "decimals": 1,
        "due_working_days": 5,
        "minimum_points": 13,
        **dict.fromkeys(("tolerance", "green_tolerance", "dead_band"), Decimal("0.10")),
        "target": Decimal("12.3400"),
    }
    assert Statement(insert(indicators)).run(session, **values) == 1
    row = Statement(select(indicators)).first(session)
    assert (str(row.target), row.rolling, row.triggers) == ("12.3400", False, "")


def test_what_is_not_given_is_what_the_table_says(session):
    concern = {"indicator_id": 1, "raised_for": "2026-09", "period": "2026-09", "state": "raised"}
    more = {"triggers": "", "sentence": "", "version": 1, "raised_at": NOW, "changed_at": NOW}
    compiled = Statement(insert(table_of(ConcernRow)))
    with pytest.raises(IntegrityError):  # there is no such indicator: only the values are looked at
        compiled.run(session, **{**concern, **more, "version": None})
    (ready,) = compiled._ready.values()
    assert ready._fixed["answer"] == "awaited"


def test_instants_and_days_come_back_as_they_went(session):
    want = Statement(
        update(DELIVERIES).where(DELIVERIES.c.key == bindparam("this")).values(attempts=7)
    )
    day = date(2026, 10, 12)
    session.add(
        DeliveryRow(
            key="k", kind="x", subject="", worth=0, wanted=1, shown=0, pending=True, attempts=0,
            next_attempt_at=NOW, wanted_at=NOW, day=day, purpose="", conversation_id="",
            activity_id="", earlier_activity_ids="", possible_repeat=False, claim="",
            leaving=False, outcome="", code="",
        )
    )  # fmt: skip
    session.flush()
    assert want.run(session, this="k", not_after=NOW, code="given") == 1
    assert want.run(session, this="other", not_after=NOW, code="given") == 0
    row = Statement(select(DELIVERIES)).first(session)
    assert (row.not_after, row.day, row.attempts, row.code) == (NOW, day, 7, "given")
    assert row.not_after.utcoffset() is not None
    assert Statement(delete(DELIVERIES)).run(session) == 1


def test_a_name_that_is_no_parameter_is_refused(session):
    with pytest.raises(TypeError, match="not in the statement: nme"):
        BY_NAMES.all(session, names=[], nme=1)


def test_an_error_is_the_librarys_and_says_nothing_that_people_wrote(session):
    with pytest.raises(IntegrityError) as raised:
        KEEP.first(session, name="Ann", email="Ann@x.uk", roles="secret", services="")
    assert "secret" not in str(raised.value)
    assert isinstance(raised.value.__cause__, Exception)


def test_rows_that_never_change_are_made_once(session):
    made = []

    def person(row):
        made.append(row.name)
        return row.name.upper()

    names = Statement(select(PEOPLE).order_by(PEOPLE.c.id), person, remembered=8)
    assert names.all(session) == names.all(session) == ["ANN", "100% BEA", "CY:NAME"]
    assert made == ["Ann", "100% Bea", "Cy:name"]
    session.connection().execute(update(PEOPLE).where(PEOPLE.c.id == 1).values(name="Anna"))
    assert names.first(session) == "ANNA"


@pytest.mark.postgres
def test_a_lost_server_is_told_and_the_next_transaction_has_a_new_connection(postgres_server):
    def cut_off(session):
        own = session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one()
        with postgres_server.engine.connect() as other:
            other.execute(text(f"SELECT pg_terminate_backend({own})"))
        return BY_IDS.all(session, ids=[1])

    with pytest.raises(Busy) as raised:
        postgres_server.run(cut_off)
    assert isinstance(raised.value.__cause__, OperationalError)
    assert raised.value.__cause__.connection_invalidated
    assert postgres_server.run(lambda session: BY_IDS.all(session, ids=[1])) == []
