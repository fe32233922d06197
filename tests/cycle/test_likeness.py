"""What in a table looks like a slip is asked about; what is only unusual is not."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from cycle.plan.indicator import Aggregation, Indicator
from cycle.plan.likeness import alphabet_doubt, far_day_doubt, misspelt, service_doubt
from cycle.review.figure import Figure
from cycle.review.import_doubts import figure_doubts, target_doubt, window
from tests.cycle.made import figure, kpi, months, period

SERVICES = ("Housing", "Planning", "Revenues and Benefits", "Street Cleansing")
TODAY = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Housng", "Housing"),
        ("HOUSING", "Housing"),
        (" housing", "Housing"),
        ("Revenues & Benefits", "Revenues and Benefits"),
        ("Street Cleaning", "Street Cleansing"),
        ("Planing", "Planning"),
        ("Housing", ""),
        ("Leisure", ""),
        ("Planning policy", ""),
        ("Housing benefit", ""),
        ("ICT", ""),
    ],
)
def test_a_service_spelt_like_another_is_found(typed, meant):
    assert misspelt(typed, SERVICES) == meant


def test_of_two_new_spellings_in_one_file_the_rarer_is_doubted():
    in_file = Counter({"Housing": 5, "Housng": 1})

    assert "is like “Housing”" in service_doubt("Housng", (), in_file)
    assert service_doubt("Housing", (), in_file) == ""
    assert service_doubt("Housng", ("Housng",), in_file) == ""


@pytest.mark.parametrize(
    ("text", "is_odd"),
    [
        ("r\u0430j@wealdbrook.gov.uk", True),  # a Cyrillic a
        ("Olive M\u03b1rsh", True),
        ("raj@wealdbrook.gov.uk", False),
        ("Zoë Núñez", False),
        ("Łukasz O'Brien", False),
        ("Юрий", False),
        ("", False),
    ],
)
def test_a_word_in_which_two_alphabets_meet_is_doubted(text, is_odd):
    assert bool(alphabet_doubt(text)) is is_odd


@pytest.mark.parametrize(
    ("day", "is_far"),
    [
        (date(2999, 1, 1), True),
        (date(1900, 1, 1), True),
        (date(2036, 10, 12), False),
        (date(2016, 10, 12), False),
        (date(2036, 10, 14), True),
        (None, False),
    ],
)
def test_a_day_more_than_ten_years_away_is_doubted(day, is_far):
    assert bool(far_day_doubt(day, TODAY)) is is_far


def counted(numerator: str, denominator: str) -> Figure:
    return figure("2026-09", None, numerator=Decimal(numerator), denominator=Decimal(denominator))


@pytest.mark.parametrize(
    ("unit", "target", "is_asked"),
    [
        ("per 1,000", "48", False),
        ("per 1,000", "480", True),  # ten times what 48 of 1,000 gives
        ("per 1,000", "4.8", True),
        ("per 10,000", "48", True),
        ("per 10,000", "400", False),
        ("%", "5", False),
        ("%", "95", True),
        ("%", "0.05", True),
    ],
)
def test_a_target_far_from_what_the_counts_give_is_doubted(unit, target, is_asked):
    terms = Indicator(id=1, ref="A", title="A", unit=unit, aggregation=Aggregation.RATIO)
    asked = target_doubt(terms, Decimal(target), [counted("48", "1000")])

    assert bool(asked) is is_asked
    assert target_doubt(terms, Decimal(target), []) == ""


def given(indicator: Indicator, value: str, *earlier: str) -> tuple[str, ...]:
    now = period("2026-09")
    series = months(str(now.later(-len(earlier))), earlier) if earlier else {}
    return figure_doubts(indicator, now, {**series, now: figure("2026-09", value)})


@pytest.mark.parametrize(
    ("indicator", "value", "earlier", "says"),
    [
        (kpi(unit="number", decimals=0, target=None), "8400", ("84",) * 6, "was 84 meant?"),
        (kpi(unit="number", decimals=0, target=None), "99.4", ("99",) * 6, "not a whole number"),
        (kpi(unit="%", target=Decimal(95)), "0.95", ("95",) * 6, "was 95.0% meant?"),
        (kpi(unit="%", target=Decimal(95)), "0.9575", (), "was 95.8% meant?"),
        (kpi(unit="%", target=Decimal(95)), "121.6", ("95",) * 6, "more than 100%"),
        (kpi(unit="%", target=Decimal(95)), "94.9", ("95", "94", "95.2"), ""),
        (kpi(unit="%", target=Decimal("0.5")), "0.7", (), ""),
    ],
)
def test_a_figure_in_a_file_is_asked_what_the_form_asks(indicator, value, earlier, says):
    asked = given(indicator, value, *earlier)

    assert bool(asked) is bool(says)
    assert says in "".join(asked)


def test_doubts_look_at_a_few_periods_however_long_the_past():
    ordered = [period("1990-04").later(n) for n in range(430)]

    assert len(window(kpi(), ordered, 429)) <= 26
    total = window(kpi(cumulative=True), ordered, 429)
    assert ordered[428] in total
    assert ordered[417] in total
    assert len(total) <= 27
