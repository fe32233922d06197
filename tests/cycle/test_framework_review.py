"""The framework's own review: 18 months after the last, reminded of at 6, 3 and 1 months."""

from datetime import date

import pytest

from cycle.periods import Period
from cycle.plan.framework_review import reminder_stage, review_due, review_words

REVIEWED = Period.parse("2025-09")


def test_a_framework_of_september_2025_is_reviewed_in_march_2027():
    assert review_due(REVIEWED) == Period.parse("2027-03")


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 8, 31), None),
        (date(2026, 9, 1), 6),
        (date(2026, 9, 30), 6),
        (date(2026, 10, 1), None),
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), 3),
        (date(2026, 12, 31), 3),
        (date(2027, 1, 31), None),
        (date(2027, 2, 1), 1),
        (date(2027, 2, 28), 1),
        (date(2027, 3, 1), None),
    ],
)
def test_the_team_is_reminded_at_six_three_and_one_months(today, stage):
    assert reminder_stage(REVIEWED, today) == stage


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 12, 1), "in March 2027, in 3 months"),
        (date(2027, 2, 28), "in 1 month."),
        (date(2027, 3, 31), "this month"),
        (date(2027, 5, 1), "2 months ago"),
    ],
)
def test_the_day_is_said_in_plain_words(today, words):
    assert words in review_words(REVIEWED, today)
