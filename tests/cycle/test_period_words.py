"""Periods as people say them. Today is 10 October 2026, in Q3 2026/27."""

from datetime import date

import pytest

from cycle.review.period_words import said

TODAY = date(2026, 10, 10)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("q2 2025/26", "2025/26 Q2"),
        ("q2 25/26", "2025/26 Q2"),
        ("q2 2025-26", "2025/26 Q2"),
        ("q2 of 2025/2026", "2025/26 Q2"),
        ("2025/26 q2", "2025/26 Q2"),
        ("quarter 2 2025/26", "2025/26 Q2"),
        ("q2", "2026/27 Q2"),
        ("q3", "2025/26 Q3"),
        ("q2 2025", "2025/26 Q2"),
        ("second quarter", "2026/27 Q2"),
        ("last quarter", "2026/27 Q2"),
        ("this quarter", "2026/27 Q3"),
        ("october", "2025-10"),
        ("september", "2026-09"),
        ("sept", "2026-09"),
        ("oct 2025", "2025-10"),
        ("october 2025", "2025-10"),
        ("may 2026", "2026-05"),
        ("in may", "2026-05"),
        ("2026-09", "2026-09"),
        ("09/2026", "2026-09"),
        ("2025/26", "2025/26"),
        ("2025-26", "2025/26"),
        ("1999/00", "1999/00"),
        ("last month", "2026-09"),
        ("this month", "2026-10"),
        ("this year", "2026/27"),
        ("last year", "2025/26"),
        ("the last financial year", "2025/26"),
    ],
)
def test_a_period_in_words_is_one_period(text, period):
    found = said(text, TODAY)

    assert [str(each) for each in found.periods] == [period]


@pytest.mark.parametrize(
    "text", ["2025/27", "2026-13", "q5", "what may be late", "0000-01", "month", "year to date"]
)
def test_other_words_are_left_alone(text):
    found = said(text, TODAY)

    assert not found.periods
    assert found.rest == text


def test_the_period_leaves_the_rest_of_the_question():
    assert said("status of housing kpis for q2 2025/26", TODAY).rest == "status of housing kpis"
    assert said("how did hou-01 do in september", TODAY).rest == "how did hou-01 do"


def test_the_fourth_quarter_of_a_single_year_can_mean_two():
    assert [str(each) for each in said("q4 2025", TODAY).periods] == ["2025/26 Q4", "2024/25 Q4"]
