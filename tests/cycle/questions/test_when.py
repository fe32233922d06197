"""Periods as people say them. Today is 12 October 2026, in Q3 2026/27."""

import pytest

from cycle.questions.chatter import normalised
from cycle.questions.when import find
from tests.cycle.questions.language import TODAY


def periods_of(text):
    when = find(normalised(text), TODAY)
    return [str(each) for each in ((when.one,) if when.one else when.periods)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Q2 2025/26", "2025/26 Q2"),
        ("January 1900", "1900-01"),
        ("1999-12", "1999-12"),
        ("q2 25/26", "2025/26 Q2"),
        ("q2 2025-26", "2025/26 Q2"),
        ("q2 of 2025/2026", "2025/26 Q2"),
        ("2025/26 Q2", "2025/26 Q2"),
        ("2026 Q2", "2026/27 Q2"),
        ("quarter 2 2025/26", "2025/26 Q2"),
        ("q2", "2026/27 Q2"),
        ("q3", "2025/26 Q3"),
        ("q2 2025", "2025/26 Q2"),
        ("qtr2", "2026/27 Q2"),
        ("2nd quarter", "2026/27 Q2"),
        ("second quarter", "2026/27 Q2"),
        ("quarter two", "2026/27 Q2"),
        ("FY26/27 Q1", "2026/27 Q1"),
        ("quarter ending September", "2026/27 Q2"),
        ("quarter to 30 June 2026", "2026/27 Q1"),
        ("last year's Q2", "2025/26 Q2"),
        ("Q2 of last year", "2025/26 Q2"),
        ("this year's Q1", "2026/27 Q1"),
        ("last quarter", "2026/27 Q2"),
        ("the quarter before last", "2026/27 Q1"),
        ("this quarter", "2026/27 Q3"),
        ("Jul–Sep", "2026/27 Q2"),
        ("July to September 2025", "2025/26 Q2"),
        ("October", "2025-10"),
        ("september", "2026-09"),
        ("sept", "2026-09"),
        ("oct 2025", "2025-10"),
        ("Aug '26", "2026-08"),
        ("Sep-26", "2026-09"),
        ("08/26", "2026-08"),
        ("31 August 2026", "2026-08"),
        ("31/08/2026", "2026-08"),
        ("31st August", "2026-08"),
        ("M5", "2026-08"),
        ("period 6", "2026-09"),
        ("May 2026", "2026-05"),
        ("in may", "2026-05"),
        ("2026-09", "2026-09"),
        ("09/2026", "2026-09"),
        ("August last year", "2025-08"),
        ("last August", "2026-08"),
        ("last month", "2026-09"),
        ("the month before last", "2026-08"),
        ("two months ago", "2026-08"),
        ("this time last year", "2025-09"),
        ("this month", "2026-10"),
        ("2025/26", "2025/26"),
        ("2025-26", "2025/26"),
        ("FY25", "2025/26"),
        ("1999/00", "1999/00"),
        ("YTD", "2026/27"),
        ("this year", "2026/27"),
        ("last year", "2025/26"),
        ("the last financial year", "2025/26"),
    ],
)
def test_a_period_in_words_is_one_period(text, period):
    assert periods_of(text) == [period]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Q1 and Q2", ["2026/27 Q1", "2026/27 Q2"]),
        ("first and second quarters", ["2026/27 Q1", "2026/27 Q2"]),
        ("Q1 and Q2 2025/26", ["2025/26 Q1", "2025/26 Q2"]),
        ("Q1 25/26 vs Q1 26/27", ["2025/26 Q1", "2026/27 Q1"]),
        ("Aug v Sep", ["2026-08", "2026-09"]),
        ("this year vs last", ["2026/27", "2025/26"]),
        ("H1", ["2026/27 Q1", "2026/27 Q2"]),
        ("H2 25/26", ["2025/26 Q3", "2025/26 Q4"]),
        ("between April and August", ["2026-04", "2026-08"]),
        ("from November to February", ["2025-11", "2026-02"]),
    ],
)
def test_two_periods_are_both_found_and_share_a_year(text, periods):
    assert periods_of(text) == periods


@pytest.mark.parametrize(
    "text",
    ["2025/27", "2026-13", "what may be late", "0000-01", "month", "61.2 not 60.7", "12 out of 80"],
)
def test_other_words_are_no_period(text):
    when = find(text, TODAY)

    assert not when.periods
    assert when.rest == text


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        *(("q5", "Q5"), ("Q7 2025/26", "Q7"), ("13th month", "month 13"), ("in 2031", "2031")),
        *(("2999-01", "2999"), ("September 2206", "2206"), ("1 Sept 3026", "3026")),
    ],
)
def test_a_period_that_does_not_exist_is_named(text, missing):
    assert find(normalised(text), TODAY).missing == missing


def test_since_and_stretches_are_told_apart():
    assert find("since april", TODAY).since
    assert find("april onwards", TODAY).since
    assert find("over the last 8 quarters", TODAY).is_stretch
    assert not find("april", TODAY).since


@pytest.mark.parametrize(
    ("text", "either"),
    [("q4 2025", ["2025/26 Q4", "2024/25 Q4"]), ("in 2026", ["2026/27", "2025/26"])],
)
def test_a_year_that_can_mean_two_is_left_open(text, either):
    assert [str(each) for each in find(text, TODAY).either] == either
