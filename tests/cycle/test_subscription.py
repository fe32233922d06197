"""When somebody who asked to be told hears."""

from datetime import date

import pytest

from cycle.periods import WorkingDays
from cycle.review.subscription import is_day, newly


def test_only_what_was_not_so_before_is_news() -> None:
    assert newly(["HOU-01"], ["HOU-02", "HOU-01"]) == ["HOU-02"]
    assert newly(["HOU-01"], []) == []


@pytest.mark.parametrize(
    ("weekday", "today", "is_due"),
    [
        ("monday", date(2026, 10, 12), True),
        ("monday", date(2026, 10, 13), False),
        ("friday", date(2026, 10, 12), False),
        ("monday", date(2026, 8, 31), False),  # the summer bank holiday
        ("monday", date(2026, 9, 1), True),  # the day after it
        ("tuesday", date(2026, 9, 1), True),
        ("saturday", date(2026, 10, 12), True),
        ("", date(2026, 10, 12), False),
    ],
)
def test_a_closed_day_s_news_comes_on_the_next_working_day(
    weekday: str, today: date, is_due: bool
) -> None:
    assert is_day(weekday, today, WorkingDays()) is is_due
