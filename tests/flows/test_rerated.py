"""What is changed in hindsight: later figures are compared again, concerns follow, and it is said.

It is Monday, 12 October 2026; August closed to entry in September.
"""

from datetime import date

import pytest

from cycle.council import Council, Deterioration
from cycle.periods import Frequency
from cycle.plan.indicator import Scheme
from features.figures import record
from features.figures.later_periods import later_changes
from papers.sheets import Row, Sheet
from storage import concerns, records, register
from storage.audit import Actor
from storage.database import Database
from tests.cycle.made import figure, kpi, months, period
from tests.fake_teams import FakeTeams, channel
from tests.importing import bring_in
from tests.recorded import kept
from tests.wealdbrook import MONDAY, restated, settled

TODAY = date(2026, 10, 12)
REOPEN = "reopen HOU-05 2026-08 until 30 October 2026 because the count was wrong"


@pytest.fixture
async def teams(database: Database) -> FakeTeams:
    settled(database)
    teams = FakeTeams(database, MONDAY)
    await teams.meets("dana", channel())
    await teams.asks("dana", "post board alerts here", channel())
    return teams


async def gives(teams: FakeTeams, text: str, **typed: str):
    form = await teams.asks("olive", text)
    answer = await teams.presses("olive", form, "Submit", **typed)
    if "Yes, keep it" in answer:
        answer = await teams.presses("olive", answer, "Yes, keep it")
    return answer


async def test_a_restated_month_says_what_it_changes_and_the_board_follows(teams, database):
    restated(database, "HOU-05", period("2026-08"), 86)  # 81, 85, 86: and now a third rise
    words = "Ten more families. Olive meets the county."
    assert "Amber" in await gives(teams, "submit HOU-05", value="93", commentary=words)
    await teams.ticks()
    (alert,) = teams.posted()
    assert "The band changed from Green to Amber" in alert

    await teams.asks("dana", REOPEN)
    receipt = await gives(
        teams, "submit HOU-05 2026-08", value="94", reason="Ten counted late.", commentary="Late."
    )
    assert "September 2026 is compared again: Better against August 2026 (it was Worse)" in receipt
    await teams.ticks(hours=0.1)
    (alert,) = teams.posted()
    assert "No longer an exception" in alert


async def test_the_newest_figure_changes_nothing_else(teams):
    receipt = await gives(teams, "submit HOU-05", value="83")
    assert "compared again" not in receipt
    assert "rated again" not in receipt


def test_a_band_that_looks_a_year_back_is_rated_again(database):
    terms = {"scheme": Scheme.TOLERANCE_AND_DIRECTION, "target": "90", "service": "Housing"}
    given = months("2025-08", ["70", "80"] + ["85"] * 10 + ["75", "76"])
    kept(database, kpi(ref="ABC-01", **terms), given.values())

    def read(session):
        return records.record(session, register.by_ref(session, "ABC-01"))

    before = database.run(read)
    after = before.with_figure(figure("2025-09", "70", version=2, reason="late cases"))
    said = later_changes(before, after, period("2025-09"), TODAY, Council())
    assert said[:2] == (
        "September 2026 is rated again: Amber, it was Red.",
        "September 2026 is compared again: Better against September 2025 (it was Worse).",
    )


def test_a_restatement_says_when_the_chart_says_otherwise(database):
    given = months("2025-01", ["60", "62"] * 9 + ["61"] * 3)
    kept(database, kpi(ref="ABC-01", target="60", service="Housing"), given.values())

    def read(session):
        return records.record(session, register.by_ref(session, "ABC-01"))

    before = database.run(read)
    high = figure("2026-08", "61", version=2, reason="late cases")
    assert (
        later_changes(before, before.with_figure(high), period("2026-08"), TODAY, Council()) == ()
    )
    changed = before
    for back in range(1, 8):
        changed = changed.with_figure(figure(period("2026-09").later(-back), "70", version=2))
    changed = changed.with_figure(figure("2026-09", "70", version=2))
    said = later_changes(before, changed, period("2026-02"), TODAY, Council())
    assert any(words.startswith("The chart now says: ") for words in said)


def imported(database: Database, target: str) -> None:
    row = Row(2, {"ref": "LET-01", "period": "2026-09", "target": target})
    sheet = Sheet(("ref", "period", "target"), (row,))
    by = Actor(name="dana", came_from="steward import targets")

    def take_in(session):
        difference = bring_in("targets", session, sheet, by, MONDAY)
        record.reconsider_all(session, difference.kept, MONDAY, Council())

    database.run(take_in)


@pytest.mark.parametrize(
    ("own", "council", "is_concern"),
    [
        ({}, Council(), True),
        ({}, Council(adverse_moves=4), False),
        ({}, Council(triggers=(Deterioration.BAND, Deterioration.CHART)), False),
        ({"adverse_moves": 3}, Council(adverse_moves=4), True),
        ({"triggers": (Deterioration.CHART,)}, Council(), False),
    ],
)
def test_what_is_deteriorating_is_the_indicators_choice_or_else_the_councils(
    database, own, council, is_concern
):
    terms = {"ref": "LET-01", "target": "60", "service": "Housing"}
    given = months("2026-06", "94 92 90 88")  # green all along, and three moves down
    own_id = kept(database, kpi(**terms, **own), given.values())
    latest = {(own_id, period("2026-09"))}
    database.run(lambda session: record.reconsider_all(session, latest, MONDAY, council))
    assert (open_concern(database) is not None) is is_concern


def open_concern(database: Database):
    def read(session):
        return concerns.open_for(session, register.by_ref(session, "LET-01").id)

    return database.run(read)


async def test_a_target_that_comes_after_the_figure_raises_its_concern(teams, database):
    kept(
        database, kpi(ref="LET-01", service="Housing"), months("2026-05", "81 82 81 82 70").values()
    )
    assert "No target" in await teams.asks("dana", "status of LET-01")
    imported(database, "80")
    await teams.ticks()
    (alert,) = teams.posted()
    assert "LET-01" in alert
    assert "Red" in alert
    assert open_concern(database) is not None

    imported(database, "60")  # the target was mistyped: nothing was ever wrong
    assert open_concern(database) is None
    await teams.ticks(hours=0.1)
    (alert,) = teams.posted()
    assert "No longer an exception" in alert


async def test_gaps_are_neither_zeros_nor_joined(teams, database):
    given = months("2025-05", "81 82 - 81 82 81 - - 82 81 82 81 82 81 82 81 82")
    kept(database, kpi(ref="GAP-01", target="80", service="Housing"), given.values())
    status = await teams.asks("dana", "status of GAP-01")
    assert "As usual" in status
    assert "by 14 figures" in status
    assert " 0.0%" not in status


async def test_after_a_change_of_frequency_old_months_are_kept_and_not_compared(teams, database):
    given = [*months("2025-10", "60 62 61").values(), *months("2026/27 Q1", "90 92").values()]
    terms = {"target": "80", "frequency": Frequency.QUARTERLY, "service": "Housing"}
    kept(database, kpi(ref="FRQ-01", **terms), given)
    status = await teams.asks("dana", "status of FRQ-01")
    assert "Better: up 2.0 percentage points on Q1 2026/27" in status
    assert "oo few figures to tell (2 of 13)" in status
