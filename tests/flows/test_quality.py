"""Data quality in chat and as a table. It is Monday, 12 October 2026."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cycle.council import Council
from cycle.plan.target import TermsChange
from features import quality
from storage import audit, register
from storage.audit import Actor
from storage.database import Database
from tests.card_rules import faults
from tests.cycle.made import kpi
from tests.fake_teams import FakeTeams
from tests.recorded import kept
from tests.wealdbrook import MONDAY, settled

TODAY = date(2026, 10, 12)


@pytest.fixture
def teams(database: Database) -> FakeTeams:
    settled(database)
    return FakeTeams(database, MONDAY)


def exported(database: Database, today: date = TODAY) -> dict[str, dict[str, object]]:
    columns, rows = database.run(lambda session: quality.exported(session, Council(), today))
    return {str(row[0]): dict(zip(columns, row, strict=True)) for row in rows}


async def test_data_quality_shows_rates_by_service_and_the_worst_cases(teams):
    card = await teams.asks("dana", "data quality")
    assert faults(dict(card.content)) == []
    assert "Data quality · 5 indicators" in card
    assert "The 12 months to 12 October 2026" in card
    assert "Housing" in card
    assert "Waste" in card
    assert "HOU-05" in card
    assert "No figure for September 2026: it was due on 7 October 2026." in card


async def test_data_quality_of_one_service_shows_its_indicators(teams):
    card = await teams.asks("raj", "data quality of housing")
    assert "HOU-07 People sleeping rough" in card
    assert "ENV-03" not in card


async def test_data_quality_of_one_period_counts_that_period_only(teams):
    card = await teams.asks("raj", "data quality of housing in August 2026")
    assert "100% (4 of 4)" in card
    card = await teams.asks("raj", "data quality of housing in September 2026")
    assert "0% (0 of 1)" in card  # HOU-05 alone was due by now
    assert "nothing due" in card


async def test_where_no_indicator_fits_it_says_so(teams):
    assert "No indicator fits" in await teams.asks("raj", "data quality of waste Statistics")


def test_the_export_has_one_row_an_indicator_with_rates_and_sentences(teams, database):
    rows = exported(database)
    assert sorted(rows) == ["ENV-03", "HOU-02", "HOU-03", "HOU-05", "HOU-07"]
    row = rows["HOU-05"]
    assert (row["expected"], row["given"], row["missing_running"]) == (6, 5, 1)
    assert row["reporting_rate"] == Decimal("83.3")
    assert row["completeness"] == "No figure for September 2026: it was due on 7 October 2026."
    assert "no definition" in str(row["validity"])
    assert rows["HOU-02"]["validity"] == ""


def test_nothing_due_leaves_the_rates_of_the_export_empty(database):
    kept(database, kpi(service="Housing", due_working_days=60))
    row = exported(database)["HOU-01"]
    assert (row["expected"], row["reporting_rate"], row["on_time_rate"]) == (0, None, None)


async def test_asking_for_an_indicator_is_looking_at_it(teams, database):
    def added(session):
        long_ago = datetime(2025, 1, 2, tzinfo=UTC)
        by = Actor(name="dana", came_from="steward import indicators")
        audit.write(session, by, long_ago, "indicator added", "HOU-02", new="Homelessness")

    database.run(added)
    before = exported(database)["HOU-02"]["relevance"]
    assert str(before).startswith(
        "Nobody has asked for it, noted on it or changed it since 2 January 2025"
    )
    await teams.asks("raj", "submit HOU-02")  # a refusal, and no look
    await teams.asks("olive", "submit HOU-02")  # a form, and no look
    assert exported(database)["HOU-02"]["relevance"] == before

    await teams.asks("raj", "status of HOU-02")
    assert exported(database)["HOU-02"]["relevance"] == ""
    assert exported(database, TODAY + timedelta(days=400))["HOU-02"]["relevance"] != ""


async def test_a_changed_definition_asks_for_a_break_until_there_is_one(teams, database):
    def changed(session):
        indicator = register.by_ref(session, "HOU-02")
        change = TermsChange(
            field="definition", old="Prevention duties.", new=indicator.definition,
            effective_from=date(2026, 7, 1), reason="new guidance", approver="Dana Osei",
            changed_at=MONDAY,
        )  # fmt: skip
        register.log_change(session, indicator.id, change)

    database.run(changed)
    words = exported(database)["HOU-02"]["reliability"]
    assert words == (
        "The definition changed from 1 July 2026 and no break is kept: are figures before and "
        "after comparable?"
    )
    await teams.asks("olive", "break HOU-02 2026-07 because the definition changed")
    assert exported(database)["HOU-02"]["reliability"] == ""
