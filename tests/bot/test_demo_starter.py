"""The sample council is whole and believable: its figures keep the rules that we hold others to."""

import csv
from collections import Counter
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest

from bot.demo import council
from cycle.periods import LONDON, Frequency, Period, WorkingDays
from cycle.plan.due import due
from cycle.plan.indicator import Aggregation, Indicator, Kind, Polarity, Scheme, ToleranceUnit
from cycle.plan.scheme import scheme_faults
from cycle.plan.target import profile_faults
from cycle.review.concern import verdict
from cycle.review.deteriorating import Trigger
from cycle.review.figure import Figure, FigureStatus
from cycle.review.schemes import Band
from cycle.review.standing import Evidence, Standing, stand

OLIVE, SAM = "olive.marsh@wealdbrook.gov.uk", "sam.lowe@wealdbrook.gov.uk"
TODAY = council.OPENS_AT.date()
CALENDAR = WorkingDays()
FIRST = {
    Frequency.MONTHLY: Period.parse("2024-10"),
    Frequency.QUARTERLY: Period.parse("2024/25 Q3"),
    Frequency.ANNUAL: Period.parse("2024/25"),
}


def rows(name: str) -> list[dict[str, str]]:
    with (council.STARTER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@cache
def register() -> dict[str, Indicator]:
    return {
        row["ref"]: Indicator(
            id=place,
            ref=row["ref"],
            title=row["title"],
            kind=Kind(row["kind"]),
            unit=row["unit"],
            decimals=int(row["decimals"]),
            polarity=Polarity(row["polarity"]),
            frequency=Frequency(row["frequency"]),
            aggregation=Aggregation(row["aggregation"]),
            cumulative=row["cumulative"] == "yes",
            target=number(row["target"]),
            tolerance=number(row["tolerance"]) or Decimal(0),
            tolerance_unit=ToleranceUnit(row["tolerance_unit"] or "percent"),
            range_low=number(row["range_low"]),
            range_high=number(row["range_high"]),
            scheme=Scheme.RANGE if row["polarity"] == "range" else Scheme.MET_TOLERANCE,
            due_working_days=int(row["due_working_days"]),
            rolling=row["rolling"] == "yes",
            seasonal=row["seasonal"] == "yes",
        )
        for place, row in enumerate(rows("indicators"), start=1)
    }


@cache
def profiles() -> dict[str, dict[Period, Decimal]]:
    found: dict[str, dict[Period, Decimal]] = {}
    for row in rows("targets"):
        found.setdefault(row["ref"], {})[Period.parse(row["period"])] = Decimal(row["target"])
    return found


@cache
def history() -> dict[str, dict[Period, Figure]]:
    found: dict[str, dict[Period, Figure]] = {ref: {} for ref in register()}
    for row in rows("figures"):
        figure = Figure(
            indicator=register()[row["ref"]].id,
            period=Period.parse(row["period"]),
            value=number(row["value"]),
            numerator=number(row["numerator"]),
            denominator=number(row["denominator"]),
            commentary=row["commentary"],
            status=FigureStatus(row["status"]),
            given_at=datetime.fromisoformat(row["submitted_at"]),
        )
        assert figure.period not in found[row["ref"]], f"{row['ref']} {figure.period} twice"
        found[row["ref"]][figure.period] = figure
    return found


def given() -> list[tuple[Indicator, Figure]]:
    return [
        (register()[ref], figure) for ref, kept in history().items() for figure in kept.values()
    ]


def standing(indicator: Indicator, period: Period) -> Standing:
    series, profile = history()[indicator.ref], profiles().get(indicator.ref, {})
    return stand(indicator, period, Evidence(series=series, profile=profile), TODAY, CALENDAR)


def missing(ref: str) -> list[Period]:
    """Periods without a figure, from the first of the history to the last that has ended."""
    indicator = register()[ref]
    period, found = FIRST[indicator.frequency], []
    while period.end < TODAY:
        if period not in history()[ref]:
            found.append(period)
        period = period.next
    return found


def outstanding(owner: str) -> dict[str, int]:
    """Refs with the working days by which they are overdue, of what is due by today."""
    late = {
        row["ref"]: CALENDAR.between(due(register()[row["ref"]], period, CALENDAR), TODAY)
        for row in rows("indicators")
        if row["owner"] == owner
        for period in missing(row["ref"])
    }
    return {ref: days for ref, days in late.items() if days >= 0}


def test_six_people_fill_the_playground_and_olive_sits_at_the_keyboard():
    people = council.people()

    assert [person.name.partition(" ")[0] for person in people] == [
        *("Olive", "Meg", "Raj", "Dana", "Chris", "Sam")
    ]
    assert len({person.teams_id for person in people}) == 6
    assert len({person.aad_object_id for person in people}) == 6


def test_every_named_person_is_in_the_register_of_people():
    known = {row["email"] for row in rows("people")}

    named = {row[column] for row in rows("indicators") for column in ("owner", "deputy")}
    named |= {row[column] for row in rows("people") for column in ("manager", "deputy")} - {""}
    named |= {row["submitted_by"] for row in rows("figures")}
    assert named <= known


def test_every_service_has_a_person_and_every_role_is_played():
    services = {part for row in rows("people") for part in row["services"].split(";")}

    assert {row["service"] for row in rows("indicators")} <= services
    roles = {part for row in rows("people") for part in row["roles"].split(";")}
    assert roles == {"officer", "manager", "performance", "board"}


def test_the_starter_register_can_be_rated_as_it_stands():
    assert len(register()) == 47
    faults = {
        ref: found
        for ref, indicator in register().items()
        if (found := list(scheme_faults(indicator, has_profile=ref in profiles())))
    }
    assert faults == {}


def test_every_cumulative_indicator_has_a_profile_for_each_year():
    assert set(profiles()) == {ref for ref, one in register().items() if one.cumulative}
    for ref, profile in profiles().items():
        for year in (2024, 2025, 2026):
            assert profile_faults(register()[ref], year, profile) == ()


def test_a_figure_is_given_after_its_period_by_one_who_may():
    owners = {row["ref"]: {row["owner"], row["deputy"]} for row in rows("indicators")}
    for row in rows("figures"):
        at = datetime.fromisoformat(row["submitted_at"])
        assert at.tzinfo is not None
        assert Period.parse(row["period"]).end < at.astimezone(LONDON).date()
        assert at < council.OPENS_AT
        assert row["submitted_by"] in owners[row["ref"]]


def test_figures_come_within_a_few_days_of_their_due_date():
    for indicator, figure in given():
        when = figure.given_at.astimezone(LONDON).date()
        assert -10 <= CALENDAR.between(due(indicator, figure.period, CALENDAR), when) <= 5


def test_counts_agree_with_the_value_and_none_of_none_is_not_applicable():
    for indicator, figure in given():
        if figure.denominator is None or figure.numerator is None:
            assert not indicator.asks_for_counts
            assert figure.value is not None
        elif figure.denominator == 0:
            assert figure.status is FigureStatus.NOT_APPLICABLE
            assert figure.value is None
            assert figure.commentary
        else:
            exact = figure.numerator * indicator.multiplier / figure.denominator
            shown = exact.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)
            assert figure.value == shown, f"{indicator.ref} {figure.period}"
            assert indicator.unit != "%" or figure.numerator <= figure.denominator


def test_a_running_total_never_falls_within_its_year():
    for indicator, figure in given():
        before = history()[indicator.ref].get(figure.period.previous)
        # EH-01 is a share of what was due so far, which may fall; the others only add up
        if indicator.cumulative and indicator.ref != "EH-01" and before and figure.period.place > 1:
            assert figure.value > before.value, f"{indicator.ref} {figure.period}"


def test_red_and_amber_figures_are_explained_and_never_in_the_same_words_twice():
    for indicator, figure in given():
        before = history()[indicator.ref].get(figure.period.previous)
        if standing(indicator, figure.period).band in (Band.RED, Band.AMBER):
            assert figure.commentary, f"{indicator.ref} {figure.period}"
        if before and figure.commentary and figure.value is not None:
            assert figure.commentary != before.commentary, f"{indicator.ref} {figure.period}"


def test_most_figures_are_green_and_some_are_red():
    bands = Counter(standing(indicator, figure.period).band for indicator, figure in given())
    rated = bands[Band.GREEN] + bands[Band.AMBER] + bands[Band.RED]

    assert 0.6 < bands[Band.GREEN] / rated < 0.85
    assert 0.02 < bands[Band.RED] / rated < 0.15


def test_olive_has_three_figures_to_give_this_morning():
    assert outstanding(OLIVE) == {"HOU-02": 0, "HOU-03": 0, "HOU-05": 3}


def test_one_other_figure_is_overdue():
    assert outstanding(SAM) == {"PLN-05": 3}
    others = {row["owner"] for row in rows("indicators")} - {OLIVE, SAM}
    assert all(outstanding(owner) == {} for owner in others)


def test_nothing_is_missing_before_the_newest_period():
    for ref, indicator in register().items():
        newest = Period.last_ended(indicator.frequency, TODAY)
        assert set(missing(ref)) <= {newest}


@pytest.mark.parametrize("last_month", [Period.parse("2026-08")])
def test_homelessness_prevention_falls_and_the_demo_figure_makes_it_red(last_month):
    prevention = register()["HOU-02"]
    assert standing(prevention, last_month).band is Band.AMBER

    period = last_month.next
    told = Figure(
        indicator=prevention.id,
        period=period,
        value=Decimal(3100) / Decimal(56),
        numerator=Decimal(31),
        denominator=Decimal(56),
        given_at=council.OPENS_AT,
    )
    series = history()["HOU-02"] | {period: told}
    now = stand(prevention, period, Evidence(series=series), TODAY, CALENDAR)
    assert now.band is Band.RED
    raised = verdict(now, series)
    assert raised is not None
    assert {Trigger.RED, Trigger.BAND} <= set(raised.triggers)
    assert {Trigger.RUN, Trigger.CHART} & set(raised.triggers)


def test_the_demo_opens_on_a_working_monday():
    assert date(2026, 10, 12) == TODAY
    assert council.OPENS_AT.strftime("%A") == "Monday"
    assert CALENDAR.is_working_day(TODAY)


def test_what_others_give_later_comes_after_the_opening_in_order_and_fits_its_counts():
    later = rows("later")
    assert len(later) > 100
    given_before = {(row["ref"], row["period"]) for row in rows("figures")}
    series = {ref: dict(kept) for ref, kept in history().items()}
    for row in later:
        indicator, period = register()[row["ref"]], Period.parse(row["period"])
        assert (row["ref"], row["period"]) not in given_before
        at = datetime.fromisoformat(row["submitted_at"])
        assert at > council.OPENS_AT
        assert period.end < at.astimezone(LONDON).date()
        counts = number(row["numerator"]), number(row["denominator"])
        assert indicator.asks_for_counts is (counts != (None, None)), row
        series[row["ref"]][period] = Figure(
            indicator=indicator.id,
            period=period,
            value=number(row["value"]),
            numerator=counts[0],
            denominator=counts[1],
            commentary=row["commentary"],
            given_at=at,
        )
    assert {row["period"] for row in later} >= {"2026-09", "2026-10", "2026-11", "2026/27 Q3"}
    for row in later:
        indicator, period = register()[row["ref"]], Period.parse(row["period"])
        profile = profiles().get(row["ref"], {})
        now = stand(
            indicator,
            period,
            Evidence(series=series[row["ref"]], profile=profile),
            date(2027, 1, 31),
            CALENDAR,
        )
        if now.band in (Band.AMBER, Band.RED):
            assert row["commentary"], f"{row['ref']} {row['period']}"
