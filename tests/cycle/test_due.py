"""Two clocks: the due date decides on time or late, the lock closes entry."""

from datetime import date

import pytest

from cycle.plan.due import due, is_locked, locks
from tests.cycle.made import CALENDAR, kpi, period


@pytest.mark.parametrize(
    ("when", "days", "day"),
    [
        ("2026-09", 1, date(2026, 10, 1)),
        ("2026-09", 10, date(2026, 10, 14)),
        ("2026-09", 0, date(2026, 9, 30)),
        ("2026-10", 1, date(2026, 11, 2)),  # the month ends on a Saturday
        ("2026-11", 20, date(2026, 12, 30)),  # Christmas, and Boxing Day made up on the 28th
        ("2026-03", 5, date(2026, 4, 9)),  # Good Friday and Easter Monday
        ("2026/27 Q2", 65, date(2027, 1, 4)),  # statutory data come a quarter later
        ("2025/26", 20, date(2026, 4, 30)),
    ],
)
def test_a_figure_is_due_so_many_working_days_after_its_period(when, days, day):
    assert due(kpi(due_working_days=days), period(when), CALENDAR) == day


def test_entry_closes_so_many_working_days_after_the_due_date():
    assert locks(kpi(due_working_days=10), period("2026-09"), CALENDAR, 5) == date(2026, 10, 21)


def test_a_period_locks_at_the_end_of_its_last_day():
    in_ten = kpi(due_working_days=10)
    assert not is_locked(in_ten, period("2026-09"), CALENDAR, 5, date(2026, 10, 21))
    assert is_locked(in_ten, period("2026-09"), CALENDAR, 5, date(2026, 10, 22))


def test_no_lock_days_means_never():
    assert locks(kpi(), period("2026-09"), CALENDAR, 0) is None
    assert not is_locked(kpi(), period("2016-09"), CALENDAR, 0, date(2026, 10, 22))
