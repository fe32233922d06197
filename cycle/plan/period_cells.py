"""A period as tables have it: Steward's own words, a month's name, or the day Excel made of it."""

import re
from datetime import date

from cycle.periods import Frequency, NotAPeriod, Period, parse_day
from cycle.plan.keys import clean_key

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june"),
            *("jul july", "aug august", "sep sept september", "oct october", "nov november"),
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[ -]?'?([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[ -]([A-Za-z]{3,9})")
_NUMBERED_MONTH = re.compile(r"([0-9]{1,2})/([0-9]{4})|([0-9]{4})-([0-9])")
_FINANCIAL = r"(?:FY ?)?([0-9]{4})[/-](?:[0-9]{2})?([0-9]{2})"
_YEAR = re.compile(_FINANCIAL, re.IGNORECASE)
_PART = r"(Q|Quarter |T|H|Half )([1-4])"
_PART_LAST = re.compile(rf"{_FINANCIAL}[ -]?{_PART}", re.IGNORECASE)
_PART_FIRST = re.compile(rf"{_PART}[ -,]? ?{_FINANCIAL}", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[T ]00:00(:00)?$")


def read_period_cell(text: str, frequency: Frequency | None = None) -> Period | None:
    """The period, or None where the text is none.

    `2026-09`, `Sep-26`, `September 2026`, `09/2026`, `2026/27 Q2`, `Q2 2026-27`, `2026/27`. A day
    is read as the period of that frequency which begins or ends on it.
    """
    plain = clean_key(text)
    try:
        return Period.parse(plain)
    except NotAPeriod:
        return _month(plain) or _financial(plain) or _by_day(plain, frequency)


def _month(plain: str) -> Period | None:
    if match := _NAMED_MONTH.fullmatch(plain):
        return _made(match[2], _MONTHS.get(match[1].lower()))
    if match := _YEAR_FIRST.fullmatch(plain):
        return _made(match[1], _MONTHS.get(match[2].lower()))
    if match := _NUMBERED_MONTH.fullmatch(plain):
        return _made(match[2] or match[3], int(match[1] or match[4]))
    return None


def _made(year: str, month: int | None) -> Period | None:
    if month is None or not 1 <= month <= 12 or year == "0000":
        return None
    whole = int(year) if len(year) == 4 else 2000 + int(year)
    return Period(Frequency.MONTHLY, date(whole, month, 1))


def _financial(plain: str) -> Period | None:
    """A financial year, or a part of one, in another spelling than Steward's own."""
    if match := _PART_LAST.fullmatch(plain):
        written = f"{match[1]}/{match[2]} {match[3][0].upper()}{match[4]}"
    elif match := _PART_FIRST.fullmatch(plain):
        written = f"{match[3]}/{match[4]} {match[1][0].upper()}{match[2]}"
    elif match := _YEAR.fullmatch(plain):
        written = f"{match[1]}/{match[2]}"
    else:
        return None
    try:
        return Period.parse(written)
    except NotAPeriod:
        return None


def _by_day(plain: str, frequency: Frequency | None) -> Period | None:
    day = parse_day(_MIDNIGHT.sub("", plain))
    if day is None or frequency is None or day.year < 2:
        return None
    period = Period.containing(frequency, day)
    return period if day in (period.start, period.end) else None
