"""Nobody is asked for anything at night, at the weekend or on a day off."""

from datetime import UTC, date, datetime

import pytest

from cycle.periods import LONDON, WorkingDays
from cycle.working_hours import closing_time, is_working_time

CLOSED = WorkingDays(frozenset({date(2026, 10, 14)}))


@pytest.mark.parametrize(
    ("hour", "day", "may"),
    [
        (8, 12, False),
        (9, 12, True),
        (16, 12, True),
        (17, 12, False),
        (0, 12, False),
        (12, 10, False),  # Saturday
        (12, 11, False),
        (12, 14, False),  # the council is closed
    ],
)
def test_people_are_asked_in_working_hours_of_working_days(hour: int, day: int, may: bool) -> None:
    assert is_working_time(datetime(2026, 10, day, hour, 30, tzinfo=LONDON), CLOSED) is may


def test_working_hours_end_at_five_in_london_in_summer_and_winter() -> None:
    assert closing_time(date(2026, 7, 1)) == datetime(2026, 7, 1, 16, tzinfo=UTC)
    assert closing_time(date(2026, 12, 1)) == datetime(2026, 12, 1, 17, tzinfo=UTC)
