"""Periods as people say them: Q2 2025/26, last quarter, October, this year.

Our own closed grammar: date libraries know no quarters, let alone a year from April to March. A
name without a year means the newest such period that has ended; the answer says which that is.
"""

import re
from calendar import month_abbr, month_name
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cycle.periods import FIRST_MONTH, Frequency, Period

_MONTHS = {name.lower(): n for n, name in enumerate(month_name) if n}
_MONTHS |= {name.lower(): n for n, name in enumerate(month_abbr) if n} | {"sept": 9}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_UNITS = {
    "month": Frequency.MONTHLY,
    "quarter": Frequency.QUARTERLY,
    "year": Frequency.ANNUAL,
    "financial year": Frequency.ANNUAL,
}

_LEAD = r"(?:\b(?:in|for|during|of|over|at|as of|from)\s+)?(?:\bthe\s+)?"
_MONTH = "|".join(sorted((name for name in _MONTHS if name != "may"), key=len, reverse=True))
_QUARTER = r"(?:q|qtr |quarter )(?P<q>[1-4])"
_YEARS = r"(?P<y>\d{4}|\d{2})[/-](?P<z>\d{4}|\d{2})"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a period (more than one when it can mean more) and the text without it."""

    periods: tuple[Period, ...]
    rest: str


def said(text: str, today: date) -> Said:
    """Find the first period named in a text of small letters; none leaves the text as it was."""
    for pattern, periods in _GRAMMAR:
        for match in pattern.finditer(text):
            if meant := periods(match, today):
                rest = f"{text[: match.start()]} {text[match.end() :]}"
                return Said(meant, " ".join(rest.split()))
    return Said((), text)


def _of_year(match: re.Match[str], today: date) -> tuple[Period, ...]:
    start = _first_year(match["y"], match["z"])
    return () if start is None else (_year(start),)


def _quarter_of_years(match: re.Match[str], today: date) -> tuple[Period, ...]:
    start = _first_year(match["y"], match["z"])
    return () if start is None else (_quarter(start, int(match["q"])),)


def _quarter_of_one_year(match: re.Match[str], today: date) -> tuple[Period, ...]:
    """Q4 2025 is January to March of 2025 to some, of 2025/26 to others; the rest are plain."""
    year, quarter = int(match["y"]), int(match["q"])
    if not 1900 < year < 3000:
        return ()
    meant = (_quarter(year, quarter),)
    return meant if quarter < 4 else (*meant, _quarter(year - 1, quarter))


def _quarter_alone(match: re.Match[str], today: date) -> tuple[Period, ...]:
    found = match.groupdict()
    place = int(found["q"]) if found.get("q") else _ORDINALS[found["nth"]]
    return (_newest(Period.last_ended(Frequency.QUARTERLY, today), place),)


def _month_of_year(match: re.Match[str], today: date) -> tuple[Period, ...]:
    year = int(match["y"])
    if not 1900 < year < 3000:
        return ()
    month = match["m"]
    number = int(month) if month.isdigit() else _MONTHS[month]
    return (Period(Frequency.MONTHLY, date(year, number, 1)),) if 1 <= number <= 12 else ()


def _month_alone(match: re.Match[str], today: date) -> tuple[Period, ...]:
    place = (_MONTHS[match["m"]] - FIRST_MONTH) % 12 + 1
    return (_newest(Period.last_ended(Frequency.MONTHLY, today), place),)


def _last(match: re.Match[str], today: date) -> tuple[Period, ...]:
    return (Period.last_ended(_UNITS[match["unit"]], today),)


def _this(match: re.Match[str], today: date) -> tuple[Period, ...]:
    return (Period.containing(_UNITS[match["unit"]], today),)


def _newest(period: Period, place: int) -> Period:
    """The newest period, not later than the given one, in this place of its financial year."""
    while period.place != place:
        period = period.previous
    return period


def _year(start: int) -> Period:
    return Period(Frequency.ANNUAL, date(start, FIRST_MONTH, 1))


def _quarter(year: int, quarter: int) -> Period:
    return Period(Frequency.QUARTERLY, date(year, FIRST_MONTH, 1)).later(quarter - 1)


def _first_year(first: str, second: str) -> int | None:
    """2025 for 2025/26, 2025/2026 and 25/26; None where the years do not follow each other."""
    start = int(first) if len(first) == 4 else 2000 + int(first)
    follows = (start + 1) % 10 ** len(second) == int(second)
    return start if follows and 1900 < start < 3000 else None


_Meaning = Callable[[re.Match[str], date], tuple[Period, ...]]
_UNIT = r"(?P<unit>month|quarter|financial year|year)"
_GRAMMAR: tuple[tuple[re.Pattern[str], _Meaning], ...] = tuple(
    (re.compile(rf"{_LEAD}\b{pattern}\b(?![/-])", re.ASCII), meaning)
    for pattern, meaning in (
        (rf"{_QUARTER},? (?:of )?{_YEARS}", _quarter_of_years),
        (rf"{_YEARS},? {_QUARTER}", _quarter_of_years),
        (rf"{_QUARTER},? (?:of )?(?P<y>\d{{4}})", _quarter_of_one_year),
        (r"(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])", _month_of_year),
        (r"(?P<m>0?[1-9]|1[0-2])/(?P<y>\d{4})", _month_of_year),
        (rf"(?P<m>{_MONTH}|may),? (?P<y>\d{{4}})", _month_of_year),
        (_YEARS, _of_year),
        (_QUARTER, _quarter_alone),
        (r"(?P<nth>first|second|third|fourth) quarter", _quarter_alone),
        (rf"(?P<m>{_MONTH})", _month_alone),
        (r"(?<=in )(?P<m>may)", _month_alone),
        (rf"(?:last|previous) {_UNIT}", _last),
        (rf"(?:this|current) {_UNIT}", _this),
    )
)
