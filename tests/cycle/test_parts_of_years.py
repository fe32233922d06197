"""Halves and thirds of a year: written, in order, and made of the finer periods that fit."""

from datetime import date
from decimal import Decimal

import pytest

from cycle.periods import Frequency, NotAPeriod, Period
from cycle.plan.indicator import Aggregation
from cycle.plan.period_cells import read_period_cell
from cycle.review.aggregate import aggregate, parts_of
from cycle.review.figure import Figure
from tests.cycle.made import figures, kpi, months


@pytest.mark.parametrize(
    ("text", "start", "end", "words", "short"),
    [
        ("2026/27 H1", "2026-04-01", "2026-09-30", "H1 2026/27 (Apr–Sep 2026)", "H1 2026/27"),
        ("2026/27 H2", "2026-10-01", "2027-03-31", "H2 2026/27 (Oct 2026–Mar 2027)", "H2 2026/27"),
        ("2026/27 T1", "2026-04-01", "2026-07-31", "T1 2026/27 (Apr–Jul 2026)", "T1 2026/27"),
        ("2026/27 T3", "2026-12-01", "2027-03-31", "T3 2026/27 (Dec 2026–Mar 2027)", "T3 2026/27"),
        ("2026/27 Q3", "2026-10-01", "2026-12-31", "Q3 2026/27 (Oct–Dec 2026)", "Q3 2026/27"),
    ],
)
def test_a_part_of_a_year_is_written_and_said(text, start, end, words, short):
    period = Period.parse(text)
    assert str(period) == text
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert (period.words, period.short_words) == (words, short)
    assert period.next.previous == period
    assert period.same_last_year.next.end == period.previous.end or period.frequency.months < 6


@pytest.mark.parametrize(
    "text", ["2026/27 H3", "2026/27 T4", "2026/27 H0", "2026/28 H1", "2026 H1"]
)
def test_there_is_no_third_half_and_no_fourth_third(text):
    with pytest.raises(NotAPeriod):
        Period.parse(text)


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("H1 2026/27", "2026/27 H1"),
        ("2026-27 h2", "2026/27 H2"),
        ("Half 1 2026/27", "2026/27 H1"),
        ("T3 2026/2027", "2026/27 T3"),
        ("Q2 2026-27", "2026/27 Q2"),
        ("2026/27 T5", None),
    ],
)
def test_a_table_may_spell_it_in_other_ways(cell, period):
    assert str(read_period_cell(cell)) == str(period)


@pytest.mark.parametrize(
    ("day", "frequency", "last"),
    [
        (date(2026, 10, 12), Frequency.HALF_YEARLY, "2026/27 H1"),
        (date(2026, 9, 30), Frequency.HALF_YEARLY, "2025/26 H2"),
        (date(2026, 8, 1), Frequency.FOUR_MONTHLY, "2026/27 T1"),
    ],
)
def test_the_last_one_that_has_ended(day, frequency, last):
    assert str(Period.last_ended(frequency, day)) == last


def test_a_half_is_made_of_two_quarters_or_six_months_and_never_of_thirds():
    half = Period.parse("2026/27 H1")
    assert len(parts_of(half, Frequency.QUARTERLY)) == 2
    assert len(parts_of(half, Frequency.MONTHLY)) == 6
    assert len(parts_of(Period.parse("2026/27"), Frequency.FOUR_MONTHLY)) == 3
    for whole, finer in ((half, Frequency.FOUR_MONTHLY), (half, Frequency.ANNUAL)):
        with pytest.raises(ValueError, match="has no"):
            parts_of(whole, finer)


def test_a_half_year_is_added_up_from_its_months():
    series = months("2026-04", "1 2 3 4 5 6")
    half = aggregate(kpi(aggregation=Aggregation.SUM), Period.parse("2026/27 H1"), series)
    assert half.figure is not None
    assert half.figure.value == 21


def test_halves_make_a_year_and_a_missing_one_is_said():
    terms = kpi(aggregation=Aggregation.SUM, frequency=Frequency.HALF_YEARLY)
    first = Figure(
        indicator=1,
        period=Period.parse("2026/27 H1"),
        value=Decimal(4),
        given_at=months("2026-04", "1")[Period.parse("2026-04")].given_at,
    )
    whole = aggregate(terms, Period.parse("2026/27"), figures(first))
    assert whole.figure is None
    assert whole.note == "1 of 2 half-years"
