"""Quarters and years made from months, as each indicator says. It is 12 October 2026."""

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Aggregation, Polarity
from storage.database import Database
from tests.cycle.made import figure, kpi, months
from tests.fake_teams import FakeTeams
from tests.recorded import kept
from tests.wealdbrook import MONDAY, settled


@pytest.fixture
def teams(database: Database) -> FakeTeams:
    settled(database)
    return FakeTeams(database, MONDAY)


async def test_a_quarters_percentage_is_made_from_the_counts_and_never_averaged(teams, database):
    shares = [
        figure("2026-07", "90", of="9/10"),
        figure("2026-08", "50", of="1/2"),
        figure("2026-09", "45.45", of="40/88"),
    ]
    kept(database, kpi(ref="RAT-01", target="60", aggregation=Aggregation.RATIO), shares)
    status = await teams.asks("dana", "status of RAT-01 Q2 2026/27")
    assert "made from its monthly figures" in status
    assert "50.0%" in status
    assert "50 of 100" in status
    assert "Red: 50.0% against 60.0%" in status


@pytest.mark.parametrize(
    ("aggregation", "value", "target"),
    [
        (Aggregation.SUM, "60", "Target 90"),
        (Aggregation.AVERAGE, "20", "Target 30"),
        (Aggregation.LATEST, "30", "Target 30"),
    ],
)
async def test_sums_averages_and_latest_values_each_have_their_own_target(
    teams, database, aggregation, value, target
):
    terms = {"unit": "number", "decimals": 0, "target": "30", "aggregation": aggregation}
    kept(database, kpi(ref="NUM-01", **terms), months("2026-07", "10 20 30").values())
    status = await teams.asks("dana", "status of NUM-01 Q2 2026/27")
    assert f" {value} " in status.words
    assert target in status


async def test_with_a_month_missing_a_quarter_is_not_rated(teams, database):
    terms = {"unit": "number", "decimals": 0, "target": "30", "aggregation": Aggregation.SUM}
    kept(database, kpi(ref="NUM-01", **terms), months("2026-07", "10 20").values())
    status = await teams.asks("dana", "status of NUM-01 Q2 2026/27")
    assert "2 of 3 months given, so it is not rated." in status
    assert "Awaiting data" in status
    assert "Red" not in status


async def test_a_year_to_date_totals_quarter_is_its_last_month(teams, database):
    terms = {"unit": "number", "decimals": 0, "target": "180", "cumulative": True}
    kept(database, kpi(ref="TOT-01", **terms), months("2026-04", "10 25 40 55 70 90").values())
    status = await teams.asks("dana", "status of TOT-01 Q2 2026/27")
    assert " 90 " in status.words
    assert "No target" in status  # no profile was approved


async def test_quarters_are_compared_with_quarters(teams, database):
    terms = {"unit": "number", "decimals": 0, "target": "30", "aggregation": Aggregation.SUM}
    steps = months("2026-04", "10 10 10 10 10 12").values()
    kept(database, kpi(ref="NUM-01", polarity=Polarity.LOWER, **terms), steps)
    status = await teams.asks("dana", "status of NUM-01 Q2 2026/27")
    assert "Worse: up 2 on Q1 2026/27" in status


async def test_a_list_by_quarter_has_the_monthly_ones_made_from_their_months(teams, database):
    terms = {"unit": "number", "decimals": 0, "aggregation": Aggregation.SUM, "service": "Parks"}
    given = months("2025-07", "10 10 10 9 9 9 9 9 9 10 10 10 9 9 9").values()
    whole = kpi(ref="PRK-01", title="Trees planted", target="10", **terms)
    kept(database, whole, given)
    partly = kpi(ref="PRK-02", title="Benches mended", target="10", **terms)
    kept(database, partly, months("2026-07", "1 1").values())
    own = kpi(ref="PRK-03", title="Play areas", frequency=Frequency.QUARTERLY, target="4", **terms)
    kept(database, own, months("2026/27 Q1", "5 5").values())
    yearly = kpi(ref="PRK-04", title="Parks", frequency=Frequency.ANNUAL, target="4", **terms)
    kept(database, yearly)

    status = await teams.asks("dana", "status of parks KPIs in Q2 2026/27")
    assert "Status · 3 indicators" in status
    words = " ".join(status.words.split())
    counts = words.replace(" List Amber", "").replace(" List Green", "")
    assert "◆ 0 Red ▲ 1 Amber ● 1 Green ○ 1 Aw" in counts
    assert "PRK-01 Trees planted Worse · Target 30 27 ▲ Amber" in words  # 30 in the quarter before
    assert "PRK-02 Benches mended Target 30 2 of 3 months ○ Awaiting data" in words
    assert "2 of these made from more frequent figures; what is not whole is not rated" in status
    assert "PRK-04" not in status

    amber = await teams.asks("dana", "amber parks KPIs in Q2 2026/27")
    assert "PRK-01" in amber
    assert "PRK-02" not in amber
    assert "All made from" in amber
    assert "6 of 12 months" in await teams.asks("dana", "status of parks KPIs in 2026/27")


async def test_a_list_by_month_has_no_quarterly_ones(teams, database):
    kept(database, kpi(ref="PRK-03", service="Parks", frequency=Frequency.QUARTERLY))
    assert "No indicator fits" in await teams.asks("dana", "status of parks KPIs in September 2026")


async def test_a_running_totals_open_quarter_counts_its_months(teams, database):
    terms = {"unit": "number", "decimals": 0, "cumulative": True, "service": "Parks"}
    kept(database, kpi(ref="TOT-01", **terms), months("2026-04", "10 25 40 55 70").values())
    assert "2 of 3 months" in await teams.asks("dana", "status of parks KPIs in Q2 2026/27")


async def test_a_month_of_a_quarterly_indicator_is_refused(teams, database):
    kept(database, kpi(ref="QUA-01", target="60", frequency=Frequency.QUARTERLY))
    status = await teams.asks("dana", "status of QUA-01 September 2026")
    assert "is quarterly: it has no figure for September 2026" in status
