"""The framework's rules once more, written plainly: calendar, periods, colours, the ladder.

Nothing here calls Steward: what both say the same of a year is not one mistake made twice. Source:
the council's framework, and the reminder ladder as the guides print it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

HOLIDAYS = frozenset(
    map(
        date.fromisoformat,
        (
            *("2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25"),
            *("2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04"),
            *("2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26"),
            *("2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"),
            *("2028-01-03",),
        ),
    )
)  # of England and Wales
ENTRY_DAYS = 5  # working days after the due date on which entry closes
STEPS = (-5, -1, 0, 1, 3)  # working days from the due date; then each fifth after the third


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


@lru_cache(100_000)
def working_day(start: date, count: int) -> date:
    """The count-th working day after this one."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


@lru_cache(100_000)
def working_days(first: date, last: date) -> int:
    """How many working days the last day is later; negative where it is earlier."""
    if last < first:
        return -working_days(last, first)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working(day) for day in days)


@dataclass(frozen=True, order=True)
class Span:
    """A month, a quarter or a year by its first day and its number of months."""

    start: date
    months: int

    @property
    def end(self) -> date:
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> "Span":
        return self.later(1)

    def later(self, count: int) -> "Span":
        index = self.start.year * 12 + self.start.month - 1 + count * self.months
        return Span(date(index // 12, index % 12 + 1, 1), self.months)

    @property
    def text(self) -> str:
        """As it is typed: `2026-09`, `2026/27 Q2`, `2026/27`."""
        if self.months == 1:
            return f"{self.start:%Y-%m}"
        year = self.start.year - (self.start.month < 4)
        name = f"{year}/{(year + 1) % 100:02}"
        return name if self.months == 12 else f"{name} Q{(self.start.month - 4) % 12 // 3 + 1}"


def last_ended(months: int, today: date) -> Span:
    """The newest month, quarter or financial year that is over."""
    since_april = (today.month - 4) % 12 // months * months
    index = today.year * 12 + today.month - 1 - ((today.month - 4) % 12 - since_april)
    return Span(date(index // 12, index % 12 + 1, 1), months).later(-1)


@dataclass(frozen=True)
class Measure:
    """One line of the made register. `target` is None for a Statistic."""

    ref: str
    kind: str
    service: str
    owner: str
    months: int
    due_days: int
    is_higher_better: bool
    target: Decimal | None
    first: Span  # the first period with a figure

    def due(self, span: Span) -> date:
        return working_day(span.end, self.due_days)

    def closes(self, span: Span) -> date:
        return working_day(self.due(span), ENTRY_DAYS)


def colour(measure: Measure, value: Decimal) -> str:
    """Green where the target is met, Amber within ten per cent of it, else Red."""
    if measure.target is None:
        return ""
    short = measure.target - value if measure.is_higher_better else value - measure.target
    if short <= 0:
        return "Green"
    return "Amber" if short <= measure.target / 10 else "Red"


@dataclass(frozen=True)
class Missing:
    """A figure that is outstanding. `late` is in working days, negative before it is due."""

    measure: Measure
    span: Span
    counts_from: date
    late: int
    is_closed: bool
    is_earlier: bool

    def is_reminded(self, today: date) -> bool:
        """Whether today is a day of the ladder; once a month where a newer period has ended."""
        if self.is_earlier:
            month = last_ended(1, today)
            return today == working_day(month.end, min(self.measure.due_days, 15))
        return self.late in STEPS or (self.late > 3 and (self.late - 3) % 5 == 0)


@dataclass
class Ledger:
    """What has been given, promised, agreed and opened again so far."""

    given: dict[tuple[str, Span], Decimal] = field(default_factory=dict)
    promised: dict[tuple[str, Span], date] = field(default_factory=dict)
    agreed: set[tuple[str, Span]] = field(default_factory=set)
    reopened: dict[tuple[str, Span], date] = field(default_factory=dict)

    def newest(self, measure: Measure, today: date) -> tuple[Span, Decimal] | None:
        """The newest figure that was given, however late."""
        span = last_ended(measure.months, today)
        while measure.first <= span:
            if (value := self.given.get((measure.ref, span))) is not None:
                return span, value
            span = span.later(-1)
        return None

    def missing(self, measure: Measure, today: date) -> Iterator[Missing]:
        """All that is expected, less given, less agreed, from the first reminder on."""
        newest = last_ended(measure.months, today)
        oldest_open = newest
        while today <= measure.closes(oldest_open.later(-1)):
            oldest_open = oldest_open.later(-1)
        span = newest
        while measure.first <= span:
            line = self._missing(measure, span, oldest_open, today)
            if line is not None and line.late >= STEPS[0]:
                yield line
            span = span.later(-1)

    def _missing(
        self, measure: Measure, span: Span, oldest_open: Span, today: date
    ) -> Missing | None:
        key = (measure.ref, span)
        if key in self.given or key in self.agreed:
            return None
        counts_from = measure.due(span)
        if (day := self.promised.get(key)) is not None:
            if day > today:
                return None
            counts_from = max(counts_from, day if is_working(day) else working_day(day, 1))
        is_open_again = self.reopened.get(key, date.min) >= today
        return Missing(
            measure=measure,
            span=span,
            counts_from=counts_from,
            late=working_days(counts_from, today),
            is_closed=not is_open_again and today > measure.closes(span),
            is_earlier=span < oldest_open and not is_open_again,
        )
