"""The export of every figure with colour, directions and control chart, as a program reads it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cycle.council import Council
from cycle.periods import Frequency
from cycle.plan.indicator import Aggregation, Indicator, Kind, Polarity
from cycle.review.figure import Figure, FigureStatus
from features.status.analysis import COLUMNS, analysed
from storage import figures, register
from storage.database import Database
from tests.cycle.made import figure, kpi, months, period
from tests.recorded import break_at, kept

TODAY = date(2026, 10, 30)
T1 = (
    "-0.56047564655 -0.23017748948 1.55870831415 0.07050839142 0.12928773516 1.71506498688 "
    "0.46091620599 -1.26506123461 -0.68685285189 -0.44566197010 1.22408179744 0.35981382706 "
    "0.40077145059 0.11068271595 -0.55584113475 1.78691313680 0.49785047823 -1.96661715663 "
    "0.70135590156 -0.47279140773"
)


def analysis(database: Database) -> list[dict[str, object]]:
    columns, rows = database.run(lambda session: analysed(session, Council(), TODAY))
    assert tuple(columns) == COLUMNS
    return [dict(zip(columns, row, strict=True)) for row in rows]


def rows_of(database: Database, indicator: Indicator, given: Iterable[Figure]) -> list[dict]:
    kept(database, indicator, given)
    return analysis(database)


def test_the_columns_are_those_of_the_contract():
    assert ",".join(COLUMNS) == (
        "ref,period,value,target,status,rag,rag_reason,direction_short,direction_long,mean,"
        "lower_limit,upper_limit,signal,variation,assurance"
    )


def test_a_published_chart_comes_out_with_its_published_numbers_on_every_row(database):
    indicator = kpi(target="1", unit="number", decimals=2)
    rows = rows_of(database, indicator, months("2025-01", T1).values())

    assert len(rows) == 20
    for row in rows:
        assert float(row["mean"]) == pytest.approx(0.1416238, abs=1e-7)
        assert float(row["lower_limit"]) == pytest.approx(-3.01138, abs=1e-5)
        assert float(row["upper_limit"]) == pytest.approx(3.294627, abs=1e-6)
        assert (row["signal"], row["variation"]) == ("none", "common cause")
        assert row["assurance"] == "hit and miss"
    assert rows[0]["value"] == Decimal("-0.56047564655")


def test_numbers_keep_at_least_ten_significant_digits(database):
    rows = rows_of(database, kpi(target="65"), [figure("2026-09", "64.2857142857142857142857")])
    assert rows[0]["value"] == Decimal("64.2857142857143")


def test_a_row_says_its_colour_the_rule_and_both_directions(database):
    given = months("2025-09", "70 - - - - - - - - - - 80 79")
    *_, row = rows_of(database, kpi(target="80"), given.values())

    assert (row["ref"], row["period"], row["status"]) == ("HOU-01", "2026-09", "final")
    assert row["rag"] == "Amber"
    assert row["rag_reason"] == (
        "Amber: 79.0% against 80.0%, 1.0 percentage points short, within 10% of target"
    )
    assert (row["direction_short"], row["direction_long"]) == ("Worse", "Better")


@pytest.mark.parametrize(
    ("given", "status", "reason"),
    [
        (
            figure("2026-09", status=FigureStatus.NOT_APPLICABLE, commentary="No duties ended."),
            "not applicable",
            "Not applicable this period: No duties ended.",
        ),
        (
            figure("2026-09", status=FigureStatus.NOT_AVAILABLE, expected_on=date(2026, 11, 20)),
            "not available",
            "Awaiting data: not available until 20 November 2026",
        ),
    ],
)
def test_a_figure_without_a_value_has_a_row_without_colour_direction_or_point(
    database, given, status, reason
):
    before = months("2025-07", [80] * 14)
    *_, row = rows_of(database, kpi(target="80"), [*before.values(), given])

    assert (row["status"], row["rag"], row["rag_reason"]) == (status, "", reason)
    assert (row["value"], row["direction_short"], row["direction_long"]) == (None, "", "")
    assert (row["mean"], row["lower_limit"], row["upper_limit"]) == (None, None, None)


def test_below_thirteen_points_limits_are_there_and_icons_are_withheld(database):
    rows = rows_of(database, kpi(target="80"), months("2026-05", "80 82 81 83 80").values())
    for row in rows:
        assert row["mean"] == Decimal("81.2")
        assert row["lower_limit"] is not None
        assert (row["variation"], row["assurance"]) == ("too few points", "none")


def test_a_single_point_has_a_mean_and_no_limits(database):
    (row,) = rows_of(database, kpi(target="80"), [figure("2026-09", "81")])
    assert (row["mean"], row["lower_limit"], row["upper_limit"]) == (Decimal(81), None, None)


def test_after_a_break_the_limits_start_afresh(database):
    indicator = kpi(target="80")
    given = months("2024-10", [60, 62] * 7 + [90, 92] * 5)
    kept(database, indicator, given.values())
    break_at(database, indicator.ref, period("2025-12"), "definition changed")
    rows = analysis(database)

    assert [row["mean"] for row in rows] == [Decimal(61)] * 14 + [Decimal(91)] * 10
    assert rows[13]["variation"] == "common cause"
    assert rows[14]["variation"] == "too few points"
    assert rows[14]["direction_short"] == "Not comparable"


def test_each_row_carries_its_own_signal_and_the_last_the_icons(database):
    given = months("2025-01", "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1")
    rows = rows_of(database, kpi(target="5", unit="number"), given.values())

    assert [row["signal"] for row in rows].count("none") == 17
    assert (rows[4]["signal"], rows[4]["variation"]) == ("above limit", "improvement")
    assert (rows[-1]["variation"], rows[-1]["assurance"]) == ("common cause", "consistently fail")


@pytest.mark.parametrize(
    "terms", [{"rolling": True}, {"seasonal": True}], ids=["rolling", "seasonal, first year"]
)
def test_what_may_not_be_charted_has_no_limits(database, terms):
    rows = rows_of(database, kpi(target="80", **terms), months("2025-10", [80, 81] * 6).values())
    assert {row["mean"] for row in rows} == {row["upper_limit"] for row in rows} == {None}
    assert {(row["signal"], row["variation"], row["assurance"]) for row in rows} == {
        ("none", "too few points", "none")
    }


def test_a_total_is_charted_by_what_each_period_added_and_has_no_short_direction(database):
    homes = kpi(
        unit="number",
        decimals=0,
        cumulative=True,
        aggregation=Aggregation.SUM,
        target="180",
        frequency=Frequency.QUARTERLY,
    )
    given = months("2026/27 Q1", "40 90")
    first, second = rows_of(database, homes, given.values())
    assert (first["mean"], second["mean"]) == (Decimal(45), Decimal(45))
    assert (second["value"], second["direction_short"]) == (Decimal(90), "")


def test_a_statistic_has_a_chart_and_no_colour(database):
    calls = kpi(kind=Kind.STATISTIC, unit="number", polarity=Polarity.NONE)
    rows = rows_of(database, calls, months("2025-07", [50, 52] * 7 + [90]).values())
    assert {row["rag"] for row in rows} == {""}
    assert (rows[-1]["direction_short"], rows[-1]["variation"]) == ("Up", "neutral high")


def test_after_a_change_of_frequency_each_has_a_chart_of_its_own(database):
    given = [*months("2025-10", "60 62 61").values(), *months("2026/27 Q1", "90 92").values()]
    rows = rows_of(database, kpi(target="80", frequency=Frequency.QUARTERLY), given)
    assert [row["mean"] for row in rows] == [Decimal(61)] * 3 + [Decimal(91)] * 2


def test_a_target_that_arrives_after_the_figure_gives_it_its_colour(database):
    kept(database, kpi(), [figure("2026-09", "81")])
    (before,) = analysis(database)
    indicator = database.run(lambda session: register.by_ref(session, "HOU-01"))
    step = {(indicator.id, period("2026-09")): Decimal(80)}
    database.run(lambda session: register.keep_targets(session, step))
    (after,) = analysis(database)

    assert (before["rag"], before["rag_reason"]) == ("", "No target is set for this period")
    assert (after["rag"], after["target"]) == ("Green", Decimal(80))


def test_only_the_version_in_force_has_a_row(database):
    kept(database, kpi(target="80"), [figure("2026-09", "70")])
    again = database.run(lambda session: _corrected(session, "85"))
    (row,) = analysis(database)
    assert (row["value"], row["rag"]) == (Decimal(85), "Green")
    assert again.version == 2


def _corrected(session, value: str) -> Figure:
    indicator = register.by_ref(session, "HOU-01")
    (now,) = figures.series(session, indicator.id).values()
    again = replace(now, version=2, value=Decimal(value), reason="late cases")
    figures.add_version(session, again)
    return again
