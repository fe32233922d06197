"""The council's calendar: months, quarters, thirds and halves of years, years, working days.

The financial year runs from 1 April to 31 March; Q1 is April to June
(Performance Management Framework, September 2025, Plan).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
FIRST_MONTH = 4  # April

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PART_OF_YEAR = re.compile(r"(\d{4})/(\d{2}) (Q[1-4]|T[1-3]|H[12])")
_YEAR = re.compile(r"(\d{4})/(\d{2})")


class Frequency(StrEnum):
    """How often an indicator is measured: the agreed frequency of the framework's Review stage."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    FOUR_MONTHLY = "four-monthly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"

    @property
    def months(self) -> int:
        """Length of one period, in months."""
        return _MONTHS[self]

    def is_made_of(self, finer: "Frequency") -> bool:
        """Whether its periods are whole numbers of periods of the other, which may be its own.

        A half-year is two quarters; no quarter, and no half-year, is made of thirds of a year.
        """
        return self.months % finer.months == 0

    @property
    def each(self) -> str:
        """What one period of it is called: `month`."""
        return _CALLED[self][0]

    @property
    def several(self) -> str:
        """What several of them are called: `months`."""
        return _CALLED[self][1]


_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.FOUR_MONTHLY: 4,
    Frequency.HALF_YEARLY: 6,
    Frequency.ANNUAL: 12,
}
_CALLED = {
    Frequency.MONTHLY: ("month", "months"),
    Frequency.QUARTERLY: ("quarter", "quarters"),
    Frequency.FOUR_MONTHLY: ("third of the year", "thirds of the year"),
    Frequency.HALF_YEARLY: ("half-year", "half-years"),
    Frequency.ANNUAL: ("year", "years"),
}
_PARTS = {  # the letter by which a part of a year is written
    "Q": Frequency.QUARTERLY,
    "T": Frequency.FOUR_MONTHLY,
    "H": Frequency.HALF_YEARLY,
}
_LETTERS = {frequency: letter for letter, frequency in _PARTS.items()}


class NotAPeriod(ValueError):
    """Write a period as 2026-09, 2026/27 Q2, 2026/27 T2, 2026/27 H1 or 2026/27."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter, third, half or whole of a financial year, known by its first day."""

    frequency: Frequency
    start: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2026-09`, `2026/27 Q2`, `2026/27 T2`, `2026/27 H1` or `2026/27`.

        Anything else raises NotAPeriod.
        """
        return _read(text.strip())

    @classmethod
    def containing(cls, frequency: Frequency, day: date) -> "Period":
        """The period of this frequency in which the day falls."""
        months = frequency.months
        since_april = (day.month - FIRST_MONTH) % 12
        return cls(frequency, _add_months(day.replace(day=1), -(since_april % months)))

    @classmethod
    def last_ended(cls, frequency: Frequency, today: date) -> "Period":
        """The newest period whose last day is before today."""
        return cls.containing(frequency, today).previous

    def later(self, periods: int) -> "Period":
        """The period so many periods later; earlier when negative."""
        return _moved(self, periods * self.frequency.months)

    @property
    def previous(self) -> "Period":
        return self.later(-1)

    @property
    def next(self) -> "Period":
        return self.later(1)

    @property
    def same_last_year(self) -> "Period":
        return _moved(self, -12)

    @property
    def end(self) -> date:
        """The last day in the period."""
        return _end(self)

    @property
    def year(self) -> int:
        """The calendar year in which the period's financial year begins."""
        return self.start.year if self.start.month >= FIRST_MONTH else self.start.year - 1

    @property
    def place(self) -> int:
        """Place within the financial year, from 1: September is 6, Q2 is 2."""
        return (self.start.month - FIRST_MONTH) % 12 // self.frequency.months + 1

    @property
    def financial_year(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02}"

    def __str__(self) -> str:
        """The written form of the contract: `2026-09`, `2026/27 Q2`, `2026/27`."""
        return _written(self)

    @property
    def words(self) -> str:
        """For people: `September 2026`, `Q2 2026/27 (Jul–Sep 2026)`, `2026/27`."""
        return _in_words(self)

    @property
    def short_words(self) -> str:
        """For a chart's axis or a table's cell: `Sep 2026`, `Q2 2026/27`, `2026/27`."""
        return _in_short_words(self)

    def __hash__(self) -> int:
        return hash(self.start)  # a dataclass's own makes a tuple and asks the Enum: four times it

    @property
    def in_time(self) -> tuple[date, int]:
        """What periods are sorted by: their first day, then their length."""
        return self.start, self.frequency.months

    def __lt__(self, other: "Period") -> bool:
        return self.in_time < other.in_time


# A turn asks the same of the same few periods again and again, and strftime is slow.


@lru_cache(4096)
def _read(text: str) -> Period:
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        if year >= 1 and 1 <= month <= 12:
            return Period(Frequency.MONTHLY, date(year, month, 1))
    elif match := _PART_OF_YEAR.fullmatch(text):
        if _follows(match[1], match[2]):
            frequency = _PARTS[match[3][0]]
            first = Period(frequency, date(int(match[1]), FIRST_MONTH, 1))
            return first.later(int(match[3][1]) - 1)
    elif (match := _YEAR.fullmatch(text)) and _follows(match[1], match[2]):
        return Period(Frequency.ANNUAL, date(int(match[1]), FIRST_MONTH, 1))
    raise NotAPeriod(text)


@lru_cache(4096)
def _moved(period: Period, months: int) -> Period:
    return Period(period.frequency, _add_months(period.start, months))


@lru_cache(4096)
def _end(period: Period) -> date:
    return period.next.start - timedelta(days=1)


@lru_cache(4096)
def _written(period: Period) -> str:
    match period.frequency:
        case Frequency.MONTHLY:
            return f"{period.start:%Y-%m}"
        case Frequency.ANNUAL:
            return period.financial_year
        case _:
            return f"{period.financial_year} {_part_of_year(period)}"


def _part_of_year(period: Period) -> str:
    """`Q2`, `T3`, `H1`."""
    return f"{_LETTERS[period.frequency]}{period.place}"


@lru_cache(4096)
def _in_words(period: Period) -> str:
    match period.frequency:
        case Frequency.MONTHLY:
            return f"{period.start:%B %Y}"
        case Frequency.ANNUAL:
            return period.financial_year
        case _:
            span = f"{period.start:%b}–{period.end:%b %Y}"
            if period.start.year != period.end.year:
                span = f"{period.start:%b %Y}–{period.end:%b %Y}"
            return f"{_part_of_year(period)} {period.financial_year} ({span})"


@lru_cache(4096)
def _in_short_words(period: Period) -> str:
    match period.frequency:
        case Frequency.MONTHLY:
            return f"{period.start:%b %Y}"
        case Frequency.ANNUAL:
            return period.financial_year
        case _:
            return f"{_part_of_year(period)} {period.financial_year}"


@dataclass(frozen=True)
class WorkingDays:
    """Monday to Friday, less England's bank holidays and the council's own closure days."""

    closures: frozenset[date] = frozenset()
    _england: holidays.HolidayBase = field(
        default_factory=lambda: holidays.country_holidays("GB", subdiv="ENG"),
        compare=False,
        repr=False,
    )

    @cached_property
    def _known(self) -> dict[date, bool]:
        return {}

    @cached_property
    def _known_after(self) -> dict[tuple[date, int], date]:
        return {}

    @cached_property
    def _known_between(self) -> dict[tuple[date, date], int]:
        return {}

    def is_working_day(self, day: date) -> bool:
        if (known := self._known.get(day)) is None:
            known = day.weekday() < 5 and day not in self.closures and day not in self._england
            self._known[day] = known
        return known

    def after(self, day: date, count: int) -> date:
        """The count-th working day after the day; before it when negative; the day itself at 0."""
        if (known := self._known_after.get((day, count))) is None:
            known = self._known_after[day, count] = self._counted(day, count)
        return known

    def _counted(self, day: date, count: int) -> date:
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            if self.is_working_day(day):
                left -= 1
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days later the last day is; negative when it is earlier.

        Counts working days in (first, last], so Friday to Monday is 1 and Friday to Saturday 0.
        """
        if last < first:
            return -self.between(last, first)
        if (known := self._known_between.get((first, last))) is None:
            days = range(1, (last - first).days + 1)
            known = sum(self.is_working_day(first + timedelta(days=n)) for n in days)
            self._known_between[first, last] = known
        return known


def london_day(instant: datetime) -> date:
    """The date in London at this aware instant."""
    return instant.astimezone(LONDON).date()


def london_instant(day: date, hour: int, minute: int = 0) -> datetime:
    """The aware instant at which London's clocks first show this time on this day."""
    return datetime.combine(day, time(hour, minute), LONDON)


def parse_day(text: str) -> date | None:
    """A day written `2026-10-30`, `30/10/2026`, `30 October 2026` or `30 Oct 2026`; else None."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007, a day has no clock
        except ValueError:
            continue
    return None


def day_words(day: date) -> str:
    """A date as people write it here: `9 October 2026`."""
    return f"{day.day} {day:%B %Y}"


def instant_words(instant: datetime) -> str:
    """A moment in London time: `9 October 2026 at 14:05`."""
    local = instant.astimezone(LONDON)
    return f"{day_words(local.date())} at {local:%H:%M}"


def closure_days(text: str) -> frozenset[date]:
    """Read the council's closure days, ISO dates parted by commas; raises ValueError."""
    return frozenset(date.fromisoformat(part.strip()) for part in text.split(",") if part.strip())


def newest(periods: Iterable[Period]) -> Period | None:
    """The latest of these periods, or None when there is none."""
    return max(periods, key=lambda period: (period.end, period.start), default=None)


def _follows(year: str, short: str) -> bool:
    return int(year) >= 1 and (int(year) + 1) % 100 == int(short)


def _add_months(first_day: date, months: int) -> date:
    count = first_day.year * 12 + first_day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
