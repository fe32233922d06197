"""The rates of data quality, and each principle's findings. Today is 30 October 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cycle.periods import Frequency, Period
from cycle.plan.indicator import Aggregation, Kind
from cycle.plan.target import TermsChange
from cycle.review.events import SeriesEvent
from cycle.review.figure import Figure, FigureStatus
from cycle.review.findings import Examined, newest_with_value, quality
from cycle.review.quality import (
    Principle,
    Quality,
    Rates,
    by_service,
    joined,
    rates,
    restatements,
)
from cycle.review.standing import Evidence, stand
from tests.cycle.made import CALENDAR, TODAY, figure, figures, kpi, months, period

ON_TIME, LATE = datetime(2026, 10, 14, 15, tzinfo=UTC), datetime(2026, 10, 19, 9, tzinfo=UTC)
SEPTEMBER = period("2026-09")  # due on 14 October, the 10th working day
LAST_MINUTE = datetime(2026, 10, 14, 22, 59, tzinfo=UTC)  # 23:59 in London
TOO_LATE = datetime(2026, 10, 14, 23, 1, tzinfo=UTC)  # 00:01 on the 15th


def at(when: datetime, value: str | None = "80", **more) -> Figure:
    return figure("2026-09", value, given_at=when, **more)


def rates_of(*versions: Figure, today: date = TODAY, **terms) -> Rates:
    by_period: dict[Period, list[Figure]] = {}
    for one in versions:
        by_period.setdefault(one.period, []).append(one)
    return rates(kpi(**terms), by_period, today, CALENDAR)


@pytest.mark.parametrize(
    ("given_at", "on_time", "late"),
    [
        (ON_TIME, 1, ()),
        (LAST_MINUTE, 1, ()),
        (TOO_LATE, 0, (1,)),
        (LATE, 0, (3,)),
        (datetime(2026, 10, 17, 9, tzinfo=UTC), 0, (2,)),  # a Saturday
    ],
)
def test_on_time_is_to_the_end_of_the_due_date_in_london(given_at, on_time, late):
    found = rates_of(at(given_at))
    assert (found.expected, found.given, found.on_time, found.late) == (1, 1, on_time, late)


@pytest.mark.parametrize(
    ("versions", "expected", "given", "not_available"),
    [
        ([], 1, 0, 0),
        ([at(ON_TIME, None, status=FigureStatus.NOT_APPLICABLE)], 0, 0, 0),
        ([at(ON_TIME, None, of="0/0")], 0, 0, 0),
        (
            [at(ON_TIME, None, status=FigureStatus.NOT_AVAILABLE, expected_on=date(2026, 11, 6))],
            1,
            0,
            1,
        ),
        (
            [at(ON_TIME, None, status=FigureStatus.NOT_AVAILABLE, expected_on=date(2026, 10, 29))],
            1,
            0,
            0,
        ),
        ([at(ON_TIME, "0")], 1, 1, 0),
        ([at(ON_TIME, status=FigureStatus.PROVISIONAL)], 1, 1, 0),
        ([at(ON_TIME), at(LATE, None, status=FigureStatus.NOT_APPLICABLE, version=2)], 0, 0, 0),
    ],
)
def test_what_is_expected_and_what_counts_as_given(versions, expected, given, not_available):
    found = rates_of(*versions)
    assert (found.expected, found.given, found.not_available) == (expected, given, not_available)


def test_a_figure_that_waited_for_others_is_late_when_it_comes():
    waiting = at(ON_TIME, None, status=FigureStatus.NOT_AVAILABLE, expected_on=date(2026, 10, 19))
    found = rates_of(waiting, at(LATE, version=2))
    assert (found.given, found.on_time, found.late, found.restated) == (1, 0, (3,), 0)


def test_a_correction_does_not_make_a_figure_late():
    found = rates_of(at(ON_TIME), at(LATE, "82", version=2, reason="late cases"))
    assert (found.on_time, found.restated) == (1, 1)


def test_nothing_is_expected_before_the_due_date_though_it_may_be_given():
    found = rates_of(at(datetime(2026, 10, 2, tzinfo=UTC)), today=date(2026, 10, 14))
    assert (found.expected, found.given) == (0, 0)
    assert (found.reporting_words, found.on_time_words) == ("nothing due", "nothing due")
    assert (found.reporting, found.punctuality) == (None, None)


def test_nothing_is_expected_from_before_the_first_figure():
    assert rates_of(*months("2026-07", "80 80 80").values()).expected == 3


def test_a_year_is_twelve_periods_that_were_due():
    years = months("2023-04", ["80"] * 42)
    assert rates_of(*years.values()).expected == 12
    quarters = {p: replace(f, period=p) for p, f in months("2024/25 Q1", ["80"] * 10).items()}
    assert rates_of(*quarters.values(), frequency=Frequency.QUARTERLY).expected == 4


@pytest.mark.parametrize(
    ("given", "expected", "words"),
    [
        (0, 0, "nothing due"),
        (0, 3, "0% (0 of 3)"),
        (45, 47, "95% (45 of 47)"),
        (199, 200, "99% (199 of 200)"),  # cut: 100% is all of them
        (47, 47, "100% (47 of 47)"),
    ],
)
def test_a_rate_is_never_above_a_hundred_and_a_hundred_means_all(given, expected, words):
    assert Rates(expected=expected, given=given).reporting_words == words


@pytest.mark.parametrize(("late", "usual"), [((), None), ((1,), 1), ((1, 4), 3), ((1, 2, 9), 2)])
def test_the_usual_delay_is_the_median_rounded_up(late, usual):
    assert Rates(late=late).usual_delay == usual


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ({"value": "80"}, {"value": "82"}, True),
        ({"value": "80"}, {"value": None, "status": FigureStatus.NOT_APPLICABLE}, True),
        ({"value": "80"}, {"value": "80", "commentary": "said better"}, False),
        ({"value": "80", "status": FigureStatus.PROVISIONAL}, {"value": "82"}, False),
        ({"value": None, "status": FigureStatus.NOT_AVAILABLE}, {"value": "82"}, False),
    ],
)
def test_what_counts_as_a_restatement(first, second, is_one):
    versions = [figure("2026-09", **first), figure("2026-09", version=2, **second)]
    assert bool(restatements(versions)) is is_one


def test_services_are_listed_worst_first_and_add_up():
    def of(service: str, expected: int, given: int) -> Quality:
        return Quality(kpi(service=service), Rates(expected=expected, given=given))

    found = [of("Waste", 4, 4), of("Housing", 4, 1), of("Housing", 4, 3), of("ICT", 0, 0)]
    services = by_service(found)
    assert list(services) == ["Housing", "Waste", "ICT"]
    assert services["Housing"].reporting_words == "50% (4 of 8)"
    assert joined(services.values()).expected == 12


# ---------------------------------------------------------------- findings


def examined(*versions: Figure, **more) -> Examined:
    terms = more.pop("terms", {})
    indicator = kpi(**{"definition": "Homes let.", "target": "80", **terms})
    by_period: dict[Period, list[Figure]] = {}
    for one in versions:
        by_period.setdefault(one.period, []).append(one)
    series = figures(*versions)
    newest = newest_with_value(series)
    standing = (
        stand(indicator, newest, Evidence(series=series), TODAY, CALENDAR) if newest else None
    )
    return Examined(indicator=indicator, versions=by_period, newest=standing, **more)


def said(principle: Principle, *versions: Figure, **more) -> list[str]:
    return quality(examined(*versions, **more), TODAY, CALENDAR).of(principle)


STEADY = tuple(
    replace(
        one,
        given_at=datetime(one.period.end.year, one.period.end.month, 28, tzinfo=UTC),
        commentary=f"{one.period.words} was as usual.",
    )
    for one in months("2025-09", ["81", "82"] * 6).values()
)
GOOD = (*STEADY, at(ON_TIME, "82", commentary="All as usual."))


def test_sound_data_has_no_findings():
    assert quality(examined(*GOOD), TODAY, CALENDAR).findings == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("820", "was 82.0% meant?"),
        ("822", "was a digit typed twice, and 82.0% meant?"),
        ("8282", "was a digit typed twice, and 82.0% meant?"),
        ("140", "is more than 100%"),
        ("30", "far outside what has been seen"),
    ],
)
def test_accuracy_a_strange_value_is_asked_about(value, words):
    given = at(ON_TIME, value, commentary="x")
    assert any(words in each for each in said(Principle.ACCURACY, *STEADY, given))


def test_accuracy_a_commentary_that_contradicts_its_figure_is_found_after_an_import_too():
    """Published failure 19."""
    given = at(ON_TIME, "81", commentary="Performance has improved on last month.")
    (words,) = said(Principle.ACCURACY, *STEADY, given)
    assert words.startswith("Sep 2026: The commentary says")
    assert "Worse" in words


def test_accuracy_three_corrections_in_a_year_are_a_concern():
    versions = [at(ON_TIME, str(80 + n), version=1 + n, commentary="x") for n in range(4)]
    assert said(Principle.ACCURACY, *STEADY, *versions[:3]) == []
    (words,) = said(Principle.ACCURACY, *STEADY, *versions)
    assert words == "3 figures were corrected within a year: what makes the first ones wrong?"


def test_validity_a_definition_is_kept_and_a_proxy_is_declared():
    assert said(Principle.VALIDITY, *GOOD, terms={"definition": " "}) == [
        "The register has no definition, so nobody can say what is counted."
    ]
    assert said(Principle.VALIDITY, *GOOD, terms={"proxy": "Calls stand in for visits."}) == [
        "It is a proxy: Calls stand in for visits."
    ]


def changed(field: str = "definition", on: date = date(2026, 4, 1)) -> TermsChange:
    return TermsChange(
        field=field, old="1", new="2", effective_from=on, reason="", approver="",
        changed_at=ON_TIME,
    )  # fmt: skip


def happened(when: str, is_break: bool = True) -> SeriesEvent:
    return SeriesEvent(period(when), "definition changed", is_break, "Dana Osei", ON_TIME)


@pytest.mark.parametrize(
    ("change", "events", "asks"),
    [
        (changed(), [], True),
        (changed(), [happened("2026-04")], False),
        (changed(), [happened("2026-05")], False),
        (changed(), [happened("2025-04")], True),
        (changed(), [happened("2026-04", is_break=False)], True),
        (changed("owner"), [], False),
        (changed("target"), [], False),
        (changed(on=date(2024, 4, 1)), [], False),
    ],
)
def test_reliability_a_change_of_method_asks_for_a_break(change, events, asks):
    words = said(Principle.RELIABILITY, *GOOD, changes=[change], events=events)
    assert bool(words) is asks
    assert all("no break is kept" in each for each in words)


def test_timeliness_a_late_figure_and_a_poor_rate_are_said():
    late = [
        replace(one, given_at=datetime.combine(one.period.later(1).end, ON_TIME.timetz()))
        for one in GOOD[:-1]
    ]
    assert said(Principle.TIMELINESS, *late, at(LATE, "82", commentary="x")) == [
        "Only 0 of 12 figures of the year were given on time; late ones usually by 11 working "
        "days.",
        "September 2026 was given 3 working days late.",
    ]


def test_timeliness_a_provisional_figure_is_confirmed_when_it_was_promised():
    given = at(
        ON_TIME,
        "82",
        status=FigureStatus.PROVISIONAL,
        expected_on=date(2026, 10, 20),
        commentary="x",
    )
    assert said(Principle.TIMELINESS, *STEADY, given) == [
        "September 2026 is still provisional: the confirmed value was promised for 20 October 2026."
    ]


@pytest.mark.parametrize(
    ("seen", "known", "asks"),
    [
        (None, None, False),  # nobody knows since when
        (None, date(2025, 9, 1), True),
        (None, date(2026, 9, 1), False),
        (date(2025, 9, 1), date(2020, 9, 1), True),
        (date(2026, 9, 1), date(2020, 9, 1), False),
    ],
)
def test_relevance_what_nobody_looked_at_for_a_year_is_due_for_review(seen, known, asks):
    words = said(Principle.RELEVANCE, *GOOD, seen_on=seen, known_since=known)
    assert bool(words) is asks
    assert all("due for its yearly review" in each for each in words)


def test_completeness_two_missing_periods_running_go_to_the_board():
    """Published failure 2."""
    *earlier, _ = STEADY
    assert said(Principle.COMPLETENESS, *earlier) == [
        "No figure for 2 periods running, since August 2026: for the Performance Board."
    ]


def test_completeness_one_missing_figure_is_overdue_and_says_what_was_promised():
    assert said(Principle.COMPLETENESS, *STEADY) == [
        "No figure for September 2026: it was due on 14 October 2026."
    ]
    waiting = at(ON_TIME, None, status=FigureStatus.NOT_AVAILABLE, expected_on=date(2026, 11, 6))
    assert said(Principle.COMPLETENESS, *STEADY, waiting) == [
        "No figure for September 2026: it was due on 14 October 2026, and promised for 6 November "
        "2026."
    ]


@pytest.mark.parametrize(
    ("terms", "more", "words"),
    [
        ({"aggregation": Aggregation.RATIO}, {}, "given without its numerator and denominator"),
        ({"aggregation": Aggregation.RATIO}, {"of": "41/50"}, ""),
        ({"target": "100"}, {"commentary": ""}, "September 2026 is Red and has no commentary."),
        ({"target": "90"}, {"commentary": ""}, "September 2026 is Amber and has no commentary."),
        ({}, {"commentary": "", "value": "80.5"}, "September 2026 is Worse and has no commentary."),
        ({}, {"commentary": ""}, ""),
        ({"kind": Kind.STATISTIC, "target": None}, {"commentary": ""}, ""),
    ],
)
def test_completeness_counts_and_commentary_where_they_belong(terms, more, words):
    value = more.pop("value", "82")
    found = said(
        Principle.COMPLETENESS, *STEADY, at(ON_TIME, value, **{"commentary": "x", **more}),
        terms=terms,
    )  # fmt: skip
    assert bool(found) is bool(words)
    assert all(words in each for each in found)


def test_the_worst_comes_first():
    *earlier, _ = STEADY
    found = quality(examined(*earlier, terms={"definition": ""}), TODAY, CALENDAR)
    assert [one.principle for one in found.findings] == [
        Principle.COMPLETENESS,
        Principle.VALIDITY,
    ]
    assert found.missing == 2


def test_an_indicator_without_any_figure_is_overdue_and_nothing_else():
    found = quality(examined(), TODAY, CALENDAR)
    assert (found.rates.expected, found.rates.given) == (1, 0)
    assert [one.sentence for one in found.findings] == [
        "No figure for September 2026: it was due on 14 October 2026."
    ]


def test_all_six_principles_are_the_frameworks():
    assert len(Principle) == 6


def test_rates_are_exact():
    assert Rates(expected=3, given=1).reporting == Decimal(100) / 3
