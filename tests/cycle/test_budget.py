"""Budgets: the variance is computed, and the board hears of what is beyond both tolerances."""

from decimal import Decimal

import pytest

from cycle.council import FinanceTolerance
from cycle.periods import Period
from cycle.plan.budget import BudgetLine, is_over_tolerance, newest_lines

USUAL = FinanceTolerance()


def line(
    budget: str,
    forecast: str | None,
    *,
    period: str = "2026/27 Q2",
    service: str = "Housing",
    actual: str = "0",
) -> BudgetLine:
    return BudgetLine(
        service=service,
        period=Period.parse(period),
        budget=Decimal(budget),
        actual=Decimal(actual),
        forecast=None if forecast is None else Decimal(forecast),
    )


@pytest.mark.parametrize(
    ("budget", "forecast", "words"),
    [
        ("1000000", "1120000", "£120,000 over (12.0%)"),
        ("1000000", "992000", "£8,000 under (0.8%)"),
        ("1000000", "1000000", "on budget"),
        ("1000000", None, "no forecast"),
        ("-400000", "-380000", "£20,000 over (5.0%)"),  # income that falls short
        ("0", "12000", "£12,000 over"),  # no per cent of nothing
    ],
)
def test_the_variance_is_said_with_its_side_and_its_share(budget, forecast, words):
    assert line(budget, forecast).variance_words == words


@pytest.mark.parametrize(
    ("budget", "forecast", "told"),
    [
        ("1000000", "1050000", False),  # exactly on the edge of both
        ("1000000", "1050001", True),
        ("1000000", "949999", True),  # an underspend is told as well
        ("2000000", "2060000", False),  # £60,000, but 3%
        ("100000", "140000", False),  # 40%, but £40,000
        ("0", "50001", True),
        ("1000000", None, False),
    ],
)
def test_the_board_is_told_of_what_is_beyond_the_pounds_and_the_per_cent(budget, forecast, told):
    assert is_over_tolerance(line(budget, forecast), USUAL) is told


def test_at_the_end_of_the_year_what_was_spent_takes_the_place_of_the_forecast():
    last = line("100", "90", period="2026/27 Q4", actual="130")
    assert last.variance == 30
    assert line("100", "90", period="2026-03", actual="95").variance == -5


def test_each_services_newest_line_of_the_year_is_shown_the_largest_variance_first():
    lines = [
        line("100", "101", period="2026/27 Q1"),
        line("100", "102", period="2026/27 Q2"),
        line("100", "103", period="2026/27 Q3"),  # later than the paper
        line("100", "150", period="2025/26", service="Planning"),  # last year's
        line("100", "60", period="2026-08", service="Leisure"),
        line("100", None, period="2026-08", service="Benefits"),
    ]
    shown = newest_lines(lines, Period.parse("2026/27 Q2"))
    assert [(one.service, one.forecast) for one in shown] == [
        ("Leisure", Decimal(60)),
        ("Housing", Decimal(102)),
        ("Benefits", None),
    ]
