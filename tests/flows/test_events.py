"""Breaks and notes in chat: by whom, for which periods, and what follows."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text

from cycle.periods import Period
from storage import audit, figures, register
from storage import series as events
from storage.database import Database
from tests.cycle.made import kpi, months
from tests.fake_teams import FakeTeams, channel
from tests.recorded import kept
from tests.wealdbrook import MONDAY, SEPTEMBER, restated, settled

BREAK = "break HOU-02 2026-07 because the definition changed"


@pytest.fixture
def teams(database: Database) -> FakeTeams:
    settled(database)
    return FakeTeams(database, MONDAY)


def happened(database: Database, ref: str = "HOU-02") -> list[tuple[str, str, bool, str]]:
    def read(session):
        indicator = register.by_ref(session, ref)
        return [
            (str(one.period), one.words, one.is_break, one.author)
            for one in events.of_indicator(session, indicator.id)
        ]

    return database.run(read)


@pytest.mark.parametrize("who", ["olive", "meg", "dana"])
async def test_owner_deputy_and_performance_team_may_break_a_series(teams, database, who):
    card = await teams.asks(who, BREAK)
    assert "Break kept" in card
    assert "From July 2026" in card
    assert "oo few figures to tell (2 of 13)" in card
    ((period, words, is_break, _),) = happened(database)
    assert (period, words, is_break) == ("2026-07", "the definition changed", True)


@pytest.mark.parametrize("who", ["raj", "vera", "sam"])
async def test_nobody_else_may(teams, database, who):
    card = await teams.asks(who, BREAK)
    assert "belongs to Olive Marsh" in card
    assert happened(database) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("break HOU-02 2026/27 Q1 because the definition changed", "HOU-02 is monthly"),
        ("break HOU-02 2026-11 because the definition changed", "has not begun"),
        ("break HOU-02 2026-07 because it looks better so", "A break needs a known cause"),
        (f"note on HOU-02 2026-07: {'long ' * 80}", "at most 300 are kept"),
        ("break HOU-02 because the definition changed", "How: break HOU-01 2026-04 because"),
        ("note on Housing 2026-07: a partnership began", "How: note on HOU-01 2026-04:"),
    ],
)
async def test_what_cannot_stand_is_refused_in_a_sentence(teams, database, text, why):
    assert why in await teams.asks("dana", text)
    assert happened(database) == []


async def test_the_same_is_kept_once(teams, database):
    await teams.asks("olive", BREAK)
    assert "already" in await teams.asks("dana", "break HOU-02 2026-07 because of a new system")
    note = "note on HOU-02 2026-07: a new partnership began"
    await teams.asks("olive", note)
    assert "noted for July 2026 already" in await teams.asks("olive", note)
    assert len(happened(database)) == 2


async def test_the_change_log_says_who_and_why(teams, database):
    await teams.asks("olive", BREAK)
    rows = database.run(lambda session: list(audit.rows(session)))
    assert [tuple(row[1:]) for row in rows if row.change == "change log"] == [
        (
            "Olive Marsh", "Teams", "change log", "HOU-02 2026-07", "", "break",
            "the definition changed",
        )
    ]  # fmt: skip


async def test_comparisons_across_a_break_are_not_comparable(teams):
    await teams.asks("olive", "break HOU-02 2026-08 because of a new case system")
    status = await teams.asks("olive", "status of HOU-02 2026-08")
    assert "Not comparable: the series breaks at August 2026: of a new case system" in status
    assert "Break · Aug 2026" in status


async def test_a_note_stands_on_the_status_and_breaks_nothing(teams):
    await teams.asks("olive", "note on HOU-02 2026-08: a new partnership began")
    status = await teams.asks("raj", "status of HOU-02 2026-08")
    assert "Note · Aug 2026 · a new partnership began · Olive Marsh" in status
    assert "Not comparable" not in status


async def test_limits_start_afresh_after_a_break(teams, database):
    steady = months("2024-09", ["60", "62"] * 7 + ["90", "92"] * 5)
    indicator = kpi(ref="ABC-01", target=Decimal(85), service="Housing")
    kept(database, indicator, steady.values())

    before = await teams.asks("dana", "status of ABC-01 2026-08")
    assert "on average" in before
    await teams.asks("dana", "break ABC-01 2025-11 because the method changed")
    after = await teams.asks("dana", "status of ABC-01 2026-08")
    assert "oo few figures to tell (10 of 13)" in after


async def test_a_break_reconsiders_the_concern_it_explains(teams, database):
    """Published failure 15: a rise made by a reclassification is no deterioration."""
    restated(database, "HOU-05", SEPTEMBER.previous, 86)  # 81, 85, 86: and now a third rise
    await teams.meets("dana", channel())
    await teams.asks("dana", "post board alerts here", channel())
    form = await teams.asks("olive", "submit HOU-05")
    typed = {"value": "93", "commentary": "More families came. Olive meets the county."}
    answer = await teams.presses("olive", form, "Submit", **typed)
    if "Is that right?" in answer or "right?" in answer:
        await teams.presses("olive", answer, "Yes, keep it")
    await teams.ticks()
    (alert,) = teams.posted()
    assert "The band changed from Green to Amber" in alert

    await teams.asks("olive", "break HOU-05 2026-09 because families are counted differently")
    await teams.ticks(hours=0.1)
    (alert,) = teams.posted()
    assert "No longer an exception" in alert
    assert "Break · Sep 2026" in alert

    await teams.asks("olive", "take back break of HOU-05 2026-09 because nothing had changed")
    await teams.ticks(hours=0.1)
    *_, alert = teams.posted()
    assert "The band changed from Green to Amber" in alert
    assert "Break · Sep 2026" not in alert


TAKE_BACK = "take back break of HOU-02 2026-07 because it was the wrong month"


@pytest.mark.parametrize("who", ["olive", "meg", "dana"])
async def test_whoever_may_break_a_series_may_take_the_break_back(teams, database, who):
    await teams.asks("olive", BREAK)
    card = await teams.asks(who, TAKE_BACK)
    assert "The break on July 2026" in card
    assert "it was the wrong month" in card
    assert happened(database) == []
    status = await teams.asks("olive", "status of HOU-02 2026-07")
    assert "Not comparable" not in status


@pytest.mark.parametrize("who", ["raj", "vera", "sam"])
async def test_nobody_else_may_take_it_back(teams, database, who):
    await teams.asks("olive", BREAK)
    assert "belongs to Olive Marsh" in await teams.asks(who, TAKE_BACK)
    assert len(happened(database)) == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (TAKE_BACK.replace("07", "08"), "HOU-02 has no break at August 2026."),
        (TAKE_BACK.replace("break", "note"), "HOU-02 has no note on July 2026."),
        (TAKE_BACK.replace("2026-07", "2026/27 Q1"), "HOU-02 has no break at Q1 2026/27 (Apr"),
        (f"{TAKE_BACK} {'long ' * 80}", "at most 300 are kept"),
        ("take back break of HOU-02", "How: take back break of HOU-01 2026-04 because"),
    ],
)
async def test_what_is_not_there_cannot_be_taken_back(teams, database, typed, why):
    await teams.asks("olive", BREAK)
    assert why in await teams.asks("olive", typed)
    assert len(happened(database)) == 1


async def test_what_was_taken_back_stays_on_record_and_may_be_said_again(teams, database):
    await teams.asks("olive", BREAK)
    await teams.asks("dana", TAKE_BACK)
    assert "has no break" in await teams.asks("dana", TAKE_BACK)
    rows = database.run(lambda session: list(audit.rows(session)))
    log = [tuple(row)[1:2] + tuple(row)[5:] for row in rows if row.change == "change log"]
    assert log == [
        ("Olive Marsh", "", "break", "the definition changed"),
        ("Dana Osei", "break: the definition changed", "taken back", "it was the wrong month"),
    ]
    with database.engine.connect() as connection:
        kept_rows = connection.execute(text("SELECT taken_back_at FROM series_events")).all()
    assert [row.taken_back_at is not None for row in kept_rows] == [True]
    assert "Break kept" in await teams.asks("olive", BREAK)
    assert len(happened(database)) == 1


async def test_of_two_notes_the_newer_is_taken_back_first(teams, database):
    for words in ("a new partnership began", "the office moved"):
        await teams.asks("olive", f"note on HOU-02 2026-07: {words}")
        await teams.ticks(hours=0.1)
    card = await teams.asks("olive", "take back note on HOU-02 2026-07: said of another")
    assert "the office moved" in card
    assert [words for _, words, _, _ in happened(database)] == ["a new partnership began"]


async def test_an_owner_who_left_leaves_the_register_to_the_team(teams, database):
    def orphan(session):
        indicator = register.by_ref(session, "HOU-02")
        register.add(session, _without_people(indicator))

    database.run(orphan)
    assert "belongs to nobody yet" in await teams.asks("olive", BREAK)
    assert "Break kept" in await teams.asks("dana", BREAK)


def _without_people(indicator):
    from dataclasses import replace

    return replace(indicator, owner=None, deputy=None)


async def test_an_export_and_a_chart_agree_after_the_break(teams, database):
    await teams.asks("olive", BREAK)
    starts = Period.parse("2026-07")

    def read(session):
        indicator = register.by_ref(session, "HOU-02")
        return figures.series(session, indicator.id), events.of_indicator(session, indicator.id)

    series, kept_events = database.run(read)
    assert len([period for period in series if not period < starts]) == 2
    assert kept_events[0].at.astimezone(UTC) == datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
