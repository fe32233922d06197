"""A retired indicator: which periods are still wanted, what is asked and counted, what is said."""

from datetime import UTC, date, datetime

import pytest

from cycle.council import Council
from cycle.periods import Frequency
from cycle.plan import retirement
from cycle.plan.due import due
from cycle.plan.target import TermsChange, as_of
from cycle.review.entry import Submission
from cycle.review.missing import due_on, missing_running
from cycle.review.outstanding import expected
from cycle.review.quality import due_periods, rates
from cycle.review.submission import judge
from tests.cycle.made import CALENDAR, figure, kpi, months, period

MONTHLY, QUARTERLY, ANNUAL = Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.ANNUAL
APRIL = date(2026, 4, 1)
OCTOBER = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("frequency", "retired_from", "when", "wanted"),
    [
        (MONTHLY, None, "2026-09", True),
        (MONTHLY, "2026-04-01", "2026-03", True),
        (MONTHLY, "2026-04-01", "2026-04", False),
        (MONTHLY, "2026-04-01", "2026-09", False),
        (MONTHLY, "2026-04-02", "2026-04", True),
        (MONTHLY, "2026-04-30", "2026-04", True),
        (MONTHLY, "2026-04-30", "2026-05", False),
        (QUARTERLY, "2026-05-15", "2026/27 Q1", True),
        (QUARTERLY, "2026-05-15", "2026/27 Q2", False),
        (ANNUAL, "2026-04-01", "2026/27", False),
        (ANNUAL, "2026-10-01", "2026/27", True),
        (MONTHLY, "2026-07-01", "2026/27 Q1", True),
        (MONTHLY, "2026-06-01", "2026/27 Q1", False),
        (MONTHLY, "2027-03-02", "2026/27", True),
        (MONTHLY, "2027-03-01", "2026/27", False),
    ],
)
def test_a_period_is_wanted_that_begins_before_the_day(frequency, retired_from, when, wanted):
    day = date.fromisoformat(retired_from) if retired_from else None
    one = kpi(frequency=frequency, retired_from=day)
    assert one.is_measured(period(when)) is wanted
    assert bool(retirement.refused(one, period(when))) is not wanted


@pytest.mark.parametrize(
    ("frequency", "retired_from", "is_retired", "is_current", "last"),
    [
        (MONTHLY, None, False, True, "2026-09"),
        (MONTHLY, "2027-04-01", False, True, "2026-09"),
        (MONTHLY, "2026-10-13", False, True, "2026-09"),
        (MONTHLY, "2026-10-12", True, True, "2026-09"),
        (MONTHLY, "2026-10-01", True, True, "2026-09"),
        (MONTHLY, "2026-09-01", True, False, "2026-08"),
        (MONTHLY, "2026-04-01", True, False, "2026-03"),
        (MONTHLY, "2026-04-15", True, False, "2026-04"),
        (QUARTERLY, "2026-07-01", True, False, "2026/27 Q1"),
        (ANNUAL, "2025-10-01", True, True, "2025/26"),
        (ANNUAL, "2025-04-01", True, False, "2024/25"),
    ],
)
def test_it_stands_among_the_others_until_its_last_period_is_over(
    frequency, retired_from, is_retired, is_current, last
):
    day = date.fromisoformat(retired_from) if retired_from else None
    one = kpi(frequency=frequency, retired_from=day)
    assert one.is_retired(OCTOBER) is is_retired
    assert retirement.is_current(one, OCTOBER) is is_current
    assert retirement.last_measured(one, OCTOBER) == period(last)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (None, ""),
        (date(2026, 4, 1), "Retired from 1 April 2026"),
        (OCTOBER, "Retired from 12 October 2026"),
        (date(2027, 4, 1), "To be retired from 1 April 2027"),
    ],
)
def test_it_is_said_from_when(day, says):
    assert retirement.words(kpi(retired_from=day), OCTOBER) == says


def test_a_figure_for_a_later_period_is_refused_with_a_sentence():
    one = kpi(retired_from=APRIL)
    (fault,) = judge(
        one,
        period("2026-04"),
        Submission(value="80"),
        target=None,
        series={},
        today=OCTOBER,
    ).faults
    assert (fault.field, fault.sentence) == (
        "period",
        "HOU-01 is retired from 1 April 2026: no figure is wanted for April 2026 or later.",
    )
    before = judge(
        one, period("2026-03"), Submission(value="80"), target=None, series={}, today=OCTOBER
    )
    assert before.is_ready


@pytest.mark.parametrize(
    ("retired_from", "lock", "reopened", "asked"),
    [
        (None, 5, "", ["2026-09"]),
        ("2026-10-01", 5, "", ["2026-09"]),
        ("2026-09-01", 5, "", []),
        ("2026-09-01", 20, "", ["2026-08"]),
        ("2026-09-01", 5, "2026-03", ["2026-03"]),
        ("2026-04-01", 5, "2026-05", []),
    ],
)
def test_only_what_is_wanted_is_asked_for(retired_from, lock, reopened, asked):
    day = date.fromisoformat(retired_from) if retired_from else None
    one = kpi(retired_from=day, due_working_days=8)
    again = {(one.id, period(reopened))} if reopened else set()
    found = expected(one, (), date(2026, 10, 8), Council(lock_working_days=lock), again)
    assert [str(each) for each in found] == asked


@pytest.mark.parametrize(
    ("retired_from", "running"),
    [(None, 3), ("2026-09-01", 2), ("2026-08-01", 1), ("2026-07-01", 0)],
)
def test_what_is_not_wanted_is_not_missing(retired_from, running):
    day = date.fromisoformat(retired_from) if retired_from else None
    series, today = months("2026-04", "80 80 80"), date(2026, 10, 30)
    one = kpi(retired_from=day)
    assert missing_running(one, period("2026-09"), series, today, CALENDAR) == running
    without = due(one, period("2026-09"), CALENDAR)
    found = due_on(one, without, today, CALENDAR)
    assert found == (period("2026-09") if day is None else None)


def test_quality_expects_nothing_from_the_day_on():
    today = date(2026, 10, 30)
    versions = {when: [one] for when, one in months("2026-01", "80 81 82").items()}
    whole, less = kpi(), kpi(retired_from=APRIL)
    assert rates(whole, versions, today, CALENDAR).expected == 9
    assert rates(less, versions, today, CALENDAR).expected == 3
    assert due_periods(less, versions, today, CALENDAR, only=period("2026-05")) == []
    late = figure("2026-04", "83")  # given before it was retired in hindsight
    assert rates(less, {**versions, late.period: [late]}, today, CALENDAR).expected == 3


def test_the_day_is_no_term_of_a_period():
    """Whatever period is looked at, the register's own day holds."""
    one = kpi(retired_from=APRIL, target="90")
    log = [
        TermsChange(
            field=field,
            old=old,
            new=new,
            effective_from=APRIL,
            reason="the yearly review",
            approver="Cabinet",
            changed_at=datetime(2026, 3, 2, tzinfo=UTC),
        )
        for field, old, new in (("retired_from", "", "2026-04-01"), ("target", "85", "90"))
    ]
    then = as_of(one, log, period("2026-03"))
    assert then.retired_from == APRIL
    assert then.target == 85
    assert not as_of(one, log, period("2026-05")).is_measured(period("2026-05"))
