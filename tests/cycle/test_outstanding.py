"""What is outstanding on a day, and which day of the reminder ladder it is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cycle.council import Council
from cycle.periods import Frequency, Period
from cycle.plan.indicator import Indicator
from cycle.review.figure import Figure, FigureStatus
from cycle.review.outstanding import (
    Outstanding,
    ReminderStage,
    expected,
    is_locked,
    not_given_in,
    outstanding,
)
from tests.cycle.made import kpi

COUNCIL = Council()
NEVER_CLOSES = Council(lock_working_days=0)
SEPTEMBER, AUGUST = Period.parse("2026-09"), Period.parse("2026-08")
MONTHLY = kpi(ref="HOU-01", due_working_days=8)  # due on 12 October 2026


def october(day: int) -> date:
    return date(2026, 10, day)


def figure(status: FigureStatus = FigureStatus.FINAL, expected: date | None = None) -> Figure:
    has_value = status in (FigureStatus.FINAL, FigureStatus.PROVISIONAL)
    return Figure(
        indicator=MONTHLY.id,
        period=SEPTEMBER,
        value=Decimal(1) if has_value else None,
        status=status,
        expected_on=expected,
        given_at=datetime(2026, 10, 2, tzinfo=UTC),
    )


def on(
    today: date,
    given: Figure | None = None,
    terms: Indicator = MONTHLY,
    council: Council = COUNCIL,
    reopened: frozenset[tuple[int, Period]] = frozenset(),
) -> list[Outstanding]:
    received = {(terms.id, given.period): given} if given else {}
    return outstanding([terms], received, today, council, reopened)


LADDER = [
    (2, -6, None),
    (5, -5, ReminderStage.FIVE_BEFORE),
    (6, -4, None),
    (8, -2, None),
    (9, -1, ReminderStage.ONE_BEFORE),
    (10, 0, None),  # Saturday and Sunday before it is due: no stage of their own
    (11, 0, None),
    (12, 0, ReminderStage.TODAY),
    (13, 1, ReminderStage.ONE_OVER),
    (14, 2, None),
    (15, 3, ReminderStage.THREE_OVER),
    (16, 4, None),
    (19, 5, None),
    (21, 7, None),
    (22, 8, ReminderStage.WEEKLY),
    (23, 9, None),
    (29, 13, ReminderStage.WEEKLY),
    (30, 14, None),
]


@pytest.mark.parametrize(("day", "overdue", "stage"), LADDER)
def test_the_ladder_has_its_days(day: int, overdue: int, stage: ReminderStage | None) -> None:
    lines = on(october(day))
    if overdue < -5:
        assert lines == []
    elif COUNCIL.calendar.is_working_day(october(day)):
        (line,) = lines
        assert (line.overdue, line.stage) == (overdue, stage)


PROMISED = [
    # status, promised for, today, outstanding?, working days over
    (FigureStatus.FINAL, None, 15, None),
    (FigureStatus.NOT_APPLICABLE, None, 15, None),
    (FigureStatus.PROVISIONAL, None, 15, None),  # from an import: no day was promised
    (FigureStatus.PROVISIONAL, 16, 15, None),
    (FigureStatus.PROVISIONAL, 16, 16, 0),
    (FigureStatus.NOT_AVAILABLE, 16, 15, None),
    (FigureStatus.NOT_AVAILABLE, 16, 16, 0),
    (FigureStatus.NOT_AVAILABLE, 16, 19, 1),
    (FigureStatus.NOT_AVAILABLE, 17, 19, 0),  # a Saturday: asked for on the Monday
    (FigureStatus.NOT_AVAILABLE, 7, 7, -3),  # promised before it is due: due when it is due
    (FigureStatus.NOT_AVAILABLE, None, 15, 3),  # no day was promised: as if nothing had been said
]


@pytest.mark.parametrize(("status", "promised", "today", "overdue"), PROMISED)
def test_what_was_answered_is_not_asked_for_until_its_promised_day(
    status: FigureStatus, promised: int | None, today: int, overdue: int | None
) -> None:
    given = figure(status, october(promised) if promised else None)
    assert [line.overdue for line in on(october(today), given)] == (
        [] if overdue is None else [overdue]
    )


@pytest.mark.parametrize(
    ("day", "locked"), [(12, False), (19, False), (20, True), (31, True)]
)  # due on the 12th, and five working days more
def test_a_period_closes_five_working_days_after_it_was_due(day: int, locked: bool) -> None:
    today = october(day)
    assert is_locked(MONTHLY, SEPTEMBER, today, COUNCIL) is locked
    assert not is_locked(MONTHLY, SEPTEMBER, today, NEVER_CLOSES)
    assert not is_locked(MONTHLY, SEPTEMBER, today, COUNCIL, {(MONTHLY.id, SEPTEMBER)})
    (line,) = on(today)
    assert line.is_locked is locked
    assert line.locks == october(19)


def test_a_period_opened_again_is_asked_for_and_has_no_closing_day() -> None:
    lines = on(october(30), reopened=frozenset({(MONTHLY.id, AUGUST), (99, AUGUST)}))
    assert [(line.period, line.is_locked) for line in lines] == [
        (AUGUST, False),
        (SEPTEMBER, True),
    ]
    assert lines[0].locks is None


@pytest.mark.parametrize(
    ("frequency", "today", "periods"),
    [
        (Frequency.MONTHLY, date(2026, 10, 1), ["2026-09"]),
        (Frequency.MONTHLY, date(2026, 10, 31), ["2026-09"]),
        (Frequency.MONTHLY, date(2026, 11, 1), ["2026-10"]),
        (Frequency.QUARTERLY, date(2026, 10, 1), ["2026/27 Q2"]),
        (Frequency.QUARTERLY, date(2026, 12, 31), ["2026/27 Q2"]),
        (Frequency.ANNUAL, date(2026, 4, 1), ["2025/26"]),
        (Frequency.ANNUAL, date(2027, 3, 31), ["2025/26"]),
    ],
)
def test_the_last_period_that_has_ended_is_asked_for(
    frequency: Frequency, today: date, periods: list[str]
) -> None:
    asked = expected(kpi(frequency=frequency, due_working_days=5), (), today, COUNCIL)
    assert [str(period) for period in asked] == periods


@pytest.mark.parametrize(
    ("due_days", "today", "council", "periods"),
    [
        (20, date(2026, 11, 3), COUNCIL, ["2026-10", "2026-09"]),  # due on 28 October, open a week
        (20, date(2026, 11, 5), COUNCIL, ["2026-10"]),
        (45, date(2026, 11, 3), COUNCIL, ["2026-10", "2026-09", "2026-08"]),
        (45, date(2026, 11, 2), NEVER_CLOSES, ["2026-10", "2026-09", "2026-08"]),
        (20, date(2026, 11, 3), NEVER_CLOSES, ["2026-10"]),
    ],
)
def test_earlier_periods_are_asked_for_as_long_as_they_are_open(
    due_days: int, today: date, council: Council, periods: list[str]
) -> None:
    asked = expected(kpi(due_working_days=due_days), (), today, council)
    assert [str(period) for period in asked] == periods


def test_the_worst_delay_comes_first_then_the_reference() -> None:
    terms = [
        kpi(id=1, ref="B", due_working_days=8),
        kpi(id=2, ref="A", due_working_days=8),
        kpi(id=3, ref="C", due_working_days=5),
    ]
    lines = outstanding(terms, {}, october(12), COUNCIL)
    assert [line.indicator.ref for line in lines] == ["C", "A", "B"]


def given_in(*periods: str) -> dict[tuple[int, Period], Figure]:
    return {(MONTHLY.id, at): replace(figure(), period=at) for at in map(Period.parse, periods)}


NEVER_GIVEN = [
    # given, known since, today, what is still expected
    (["2026-05", "2026-06"], None, date(2026, 10, 30), ["2026-07", "2026-08", "2026-09"]),
    (["2026-05", "2026-07"], None, date(2026, 10, 30), ["2026-06", "2026-08", "2026-09"]),
    (["2026-07", "2026-08"], None, date(2026, 10, 12), ["2026-09"]),  # on the due day itself
    ([], None, date(2026, 10, 30), ["2026-09"]),
    ([], date(2026, 7, 15), date(2026, 10, 30), ["2026-06", "2026-07", "2026-08", "2026-09"]),
    # holes in a history that came in later: nobody could have given them
    (["2026-01", "2026-03"], date(2026, 10, 1), date(2026, 10, 30), ["2026-09"]),
]


@pytest.mark.parametrize(("given", "known", "today", "still"), NEVER_GIVEN)
@pytest.mark.parametrize("council", [COUNCIL, NEVER_CLOSES])
def test_what_was_never_given_is_outstanding_until_it_is_closed_or_not(
    given: list[str], known: date | None, today: date, still: list[str], council: Council
) -> None:
    known_since = {MONTHLY.id: known} if known else {}
    lines = outstanding([MONTHLY], given_in(*given), today, council, (), known_since)
    missing = sorted(str(line.period) for line in lines)
    if known and given and council is NEVER_CLOSES:
        assert set(still) <= set(missing)  # what never closes can still be given
    else:
        assert missing == still


def test_what_is_agreed_as_not_applicable_is_not_outstanding() -> None:
    received = given_in("2026-06", "2026-07")
    received[MONTHLY.id, AUGUST] = replace(figure(FigureStatus.NOT_APPLICABLE), period=AUGUST)
    lines = outstanding([MONTHLY], received, october(30), COUNCIL)
    assert [line.period for line in lines] == [SEPTEMBER]


def test_an_earlier_period_is_reminded_of_once_a_month() -> None:
    received = given_in("2026-07", "2026-09")
    days = [date(2026, 11, 1) + timedelta(days=k) for k in range(30)]
    stages = {
        day: line.stage
        for day in days
        for line in outstanding([MONTHLY], received, day, COUNCIL)
        if line.period == AUGUST and line.stage
    }
    assert stages == {date(2026, 11, 11): ReminderStage.MONTHLY}


@pytest.mark.parametrize(
    ("within", "missing"),
    [
        ("2026-08", ["2026-08"]),
        ("2026-07", []),
        ("2026/27 Q2", ["2026-08", "2026-09"]),
        ("2026/27", ["2026-04", "2026-05", "2026-06", "2026-08", "2026-09"]),
        ("2026/27 Q3", []),
    ],
)
def test_of_a_period_that_is_named_everything_missing_is_told(
    within: str, missing: list[str]
) -> None:
    lines = not_given_in([MONTHLY], given_in("2026-07"), Period.parse(within), october(2), COUNCIL)
    assert sorted(str(line.period) for line in lines) == missing


def test_of_a_period_that_is_named_what_is_promised_is_told_with_its_day() -> None:
    promised = figure(FigureStatus.NOT_AVAILABLE, october(23))
    received = {(MONTHLY.id, SEPTEMBER): promised}
    (line,) = not_given_in([MONTHLY], received, SEPTEMBER, october(15), COUNCIL)
    assert (line.due, line.is_promised) == (october(23), True)
    assert outstanding([MONTHLY], received, october(15), COUNCIL) == []
