"""What a service may spend, has spent, and expects to have spent when the year ends.

Amounts are pounds; income is negative. The variance is computed, never typed: the year-end forecast
less the budget of the year, so that a positive one is an overspend.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cycle.council import FinanceTolerance
from cycle.periods import Frequency, Period
from cycle.plan.units import rounded, with_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One service in one period. `budget` is that of the whole year, `actual` the year to date.

    `forecast` is where the year will end, None where finance has not said; at the end of the year
    the actual takes its place.
    """

    service: str
    period: Period
    budget: Decimal
    actual: Decimal
    forecast: Decimal | None = None
    words: str = ""

    @property
    def outturn(self) -> Decimal | None:
        """Where the year ends, or will end; None where nobody has said."""
        year = Period.containing(Frequency.ANNUAL, self.period.start)
        return self.actual if self.period.end == year.end else self.forecast

    @property
    def variance(self) -> Decimal | None:
        """Pounds more than the budget; None without a forecast."""
        return None if self.outturn is None else self.outturn - self.budget

    @property
    def percent(self) -> Decimal | None:
        """The variance in per cent of the budget; None without a forecast or with a budget of 0."""
        if self.variance is None or not self.budget:
            return None
        return 100 * self.variance / abs(self.budget)

    @property
    def variance_words(self) -> str:
        """`£120,000 over (4.1%)`, `£8,000 under (0.3%)`, `on budget`, `no forecast`."""
        if self.variance is None:
            return "no forecast"
        if not self.variance:
            return "on budget"
        share = "" if self.percent is None else f" ({rounded(abs(self.percent), 1)}%)"
        side = "over" if self.variance > 0 else "under"
        return f"{pounds(abs(self.variance))} {side}{share}"

    @property
    def sentence(self) -> str:
        """The line as the board reads it."""
        told = f"{self.period.short_words}: budget {pounds(self.budget)}, {self.variance_words}"
        return f"{told}. {self.words}".strip() if self.words else f"{told}."


def pounds(amount: Decimal) -> str:
    """Whole pounds: `£1,200,000`, `-£350`."""
    return with_unit(amount, "GBP", 0)


def is_over_tolerance(line: BudgetLine, tolerance: FinanceTolerance) -> bool:
    """Whether the board is told: the variance, over or under, is beyond both tolerances.

    A budget of 0 has no per cent: its variance is held against the pounds alone.
    """
    if line.variance is None or abs(line.variance) <= tolerance.pounds:
        return False
    return line.percent is None or abs(line.percent) > tolerance.percent


def newest_lines(lines: Iterable[BudgetLine], period: Period) -> list[BudgetLine]:
    """Each service's newest line of that financial year, up to the end of the period.

    The largest variance comes first, those without a forecast last.
    """
    newest: dict[str, BudgetLine] = {}
    year = Period.containing(Frequency.ANNUAL, period.end)
    for line in lines:
        is_of_the_year = year.start <= line.period.start and line.period.end <= period.end
        before = newest.get(line.service)
        if is_of_the_year and (before is None or before.period.end < line.period.end):
            newest[line.service] = line
    return sorted(newest.values(), key=_largest_first)


def _largest_first(line: BudgetLine) -> tuple[bool, Decimal, str]:
    variance = line.variance
    return variance is None, -abs(variance or Decimal(0)), line.service
