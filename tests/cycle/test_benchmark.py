"""How do others do: our place among comparable values, from five on, and never a colour."""

from decimal import Decimal

import pytest

from cycle.plan.indicator import Kind, Polarity
from cycle.review.benchmark import (
    Benchmark,
    Comparable,
    TooFewToCompare,
    find_position,
    in_worst_quarter,
    median,
    ordinal,
    position_words,
    quarter,
)
from tests.cycle.made import kpi, period

YEAR = period("2025/26")


def others(*values: int, comparable: Comparable = Comparable.YES) -> list[Benchmark]:
    return [
        Benchmark(
            indicator=1,
            area=f"Council {n}",
            period=YEAR,
            value=Decimal(value),
            comparable=comparable,
        )
        for n, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("polarity", "ours", "values", "place", "quarter_", "shared"),
    [
        (Polarity.HIGHER, 90, (60, 70, 80, 85), 1, 1, False),
        (Polarity.HIGHER, 50, (60, 70, 80, 85), 5, 4, False),
        (Polarity.LOWER, 50, (60, 70, 80, 85), 1, 1, False),
        (Polarity.LOWER, 90, (60, 70, 80, 85), 5, 4, False),
        (Polarity.HIGHER, 80, (60, 70, 80, 85), 2, 2, True),
        (Polarity.HIGHER, 80, (80, 80, 80, 80), 1, 1, True),
        (Polarity.HIGHER, 70, (60, 65, 80, 85, 90, 95, 99), 6, 3, False),
        (Polarity.HIGHER, 0, (-1, -2, -3, -4), 1, 1, False),
    ],
)
def test_the_best_is_first_and_who_is_level_shares_the_place(
    polarity, ours, values, place, quarter_, shared
):
    found = find_position(kpi(polarity=polarity), Decimal(ours), others(*values))
    assert (found.place, found.quarter, found.is_shared) == (place, quarter_, shared)


def test_four_values_are_too_few():
    with pytest.raises(TooFewToCompare):
        find_position(kpi(), Decimal(1), others(1, 2, 3))


def test_what_is_not_comparable_is_left_out_and_counted():
    partly = others(99, 98, comparable=Comparable.PARTLY)
    found = find_position(kpi(), Decimal(90), [*others(60, 70, 80, 85), *partly])
    assert (found.place, found.count, found.left_out) == (1, 5, 2)
    with pytest.raises(TooFewToCompare):
        find_position(kpi(), Decimal(90), [*others(60, 70, 80), *partly])


@pytest.mark.parametrize(
    "indicator",
    [
        kpi(polarity=Polarity.RANGE, range_low="-1", range_high="1"),
        kpi(polarity=Polarity.NONE),
        kpi(kind=Kind.STATISTIC),
    ],
)
def test_without_a_better_way_there_is_a_middle_but_no_place(indicator):
    found = find_position(indicator, Decimal(3), others(1, 2, 4, 5))
    assert (found.place, found.quarter, found.median) == (None, None, Decimal(3))
    assert "neither higher nor lower" in position_words(indicator, found, YEAR)


@pytest.mark.parametrize(
    ("values", "middle"), [((1, 2, 3), 2), ((4, 1, 3, 2), Decimal("2.5")), ((7,), 7)]
)
def test_the_middle_value(values, middle):
    assert median([Decimal(value) for value in values]) == middle


@pytest.mark.parametrize(
    ("place", "count", "expected"),
    [(8, 32, 1), (9, 32, 2), (16, 32, 2), (17, 32, 3), (24, 32, 3), (25, 32, 4), (32, 32, 4)],
)
def test_thirty_two_councils_make_four_quarters_of_eight(place, count, expected):
    assert quarter(place, count) == expected


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")],
)
def test_places_are_written_as_people_say_them(number, words):
    assert ordinal(number) == words


def test_the_place_is_said_in_one_sentence():
    found = find_position(kpi(decimals=0), Decimal(80), others(60, 70, 80, 85))
    words = "joint 2nd of 5 in 2025/26, second quarter; the middle value of 5 is 80%."
    assert position_words(kpi(decimals=0), found, YEAR) == words


def test_where_we_are_in_the_worst_quarter():
    best = find_position(kpi(), Decimal(90), others(60, 70, 80, 85))
    worst = find_position(kpi(), Decimal(50), others(60, 70, 80, 85))
    assert in_worst_quarter({1: best, 2: worst}) == [2]
