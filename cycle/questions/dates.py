"""A single period as people write it: 2nd quarter, qtr2, FY25, Aug '26, 08/26, M5, last year's Q2.

The text is normalised (small letters, plain dashes, no apostrophes). A name without a year means
the newest such period that has ended. Several periods mean that the words can be read so.
"""

import re
from calendar import month_abbr, month_name
from collections.abc import Callable, Mapping
from datetime import date

from cycle.periods import FIRST_MONTH, Frequency, Period

Groups = Mapping[str, str | None]
Meaning = tuple[Period, ...] | str  # periods, or what was named that does not exist

MONTHS = {name.lower(): n for n, name in enumerate(month_name) if n}
MONTHS |= {name.lower(): n for n, name in enumerate(month_abbr) if n} | {"sept": 9, "octo": 10}
_NUMBERS = {
    **{word: n for n, word in enumerate(("one", "two", "three", "four"), 1)},
    **{word: n for n, word in enumerate(("first", "second", "third", "fourth"), 1)},
    **{word: n for n, word in enumerate(("1st", "2nd", "3rd", "4th"), 1)},
    "final": 4,
}
_UNITS = {
    **dict.fromkeys(("month", "mth", "mnth"), Frequency.MONTHLY),
    **dict.fromkeys(("quarter", "qtr", "q"), Frequency.QUARTERLY),
    **dict.fromkeys(("year", "yr", "financial year", "fiscal year", "fy"), Frequency.ANNUAL),
}


def two_digit_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def financial_year(found: Groups) -> int | None:
    """2025 for 2025/26, 2025/2026 and 25/26; None where the years do not follow each other."""
    first, second = found["y"] or "", found["z"] or ""
    start = two_digit_year(first)
    follows = (start + 1) % 10 ** len(second) == int(second)
    return start if follows and 1900 < start < 3000 else None


def annual(start: int) -> Period:
    return Period(Frequency.ANNUAL, date(start, FIRST_MONTH, 1))


def quarter(year: int, place: int) -> Period:
    return Period(Frequency.QUARTERLY, date(year, FIRST_MONTH, 1)).later(place - 1)


def month(year: int, number: int) -> Period:
    return Period(Frequency.MONTHLY, date(year, number, 1))


def newest_in_place(frequency: Frequency, place: int, today: date) -> Period:
    """The newest ended period in this place of its financial year."""
    period = Period.last_ended(frequency, today)
    while period.place != place:
        period = period.previous
    return period


def _place(found: Groups) -> int:
    text = found["q"] or ""
    return int(text) if text.isdigit() else _NUMBERS.get(text, 0)


def _of_years(found: Groups, today: date) -> Meaning:
    start = financial_year(found)
    return () if start is None else (annual(start),)


def _quarter_of_years(found: Groups, today: date) -> Meaning:
    start, place = financial_year(found), _place(found)
    if not 1 <= place <= 4:
        return f"Q{found['q']}"
    return () if start is None else (quarter(start, place),)


def _quarter_of_one_year(found: Groups, today: date) -> Meaning:
    """Q4 2025 is January to March of 2025 to some, of 2025/26 to others; the rest are plain."""
    year, place = two_digit_year(found["y"] or ""), _place(found)
    if not 1900 < year < 3000:
        return ()
    if not 1 <= place <= 4:
        return f"Q{found['q']}"
    is_financial = bool(found.get("fy"))
    meant = (quarter(year, place),)
    return meant if place < 4 or is_financial else (*meant, quarter(year - 1, place))


def _quarter_alone(found: Groups, today: date) -> Meaning:
    place = _place(found)
    if not 1 <= place <= 4:
        return f"Q{found['q']}"
    newest = newest_in_place(Frequency.QUARTERLY, place, today)
    return (_of_that_year(newest, found.get("rel"), today),)


def _of_that_year(newest: Period, relative: str | None, today: date) -> Period:
    this = Period.last_ended(Frequency.MONTHLY, today).year
    if not relative:
        return newest
    year = this if relative.startswith(("this", "current")) else this - 1
    while newest.year != year:
        newest = newest.later((1 if newest.year < year else -1) * 12 // newest.frequency.months)
    return newest


def _month_of_year(found: Groups, today: date) -> Meaning:
    year, name = two_digit_year(found["y"] or ""), found["m"] or ""
    number = int(name) if name.isdigit() else MONTHS[name]
    return (month(year, number),) if 1900 <= year < 3000 and 1 <= number <= 12 else ()


def _of_no_year(found: Groups, today: date) -> Meaning:
    """A name of no period, as `Q5` is."""
    return found["y"] or ""


def _month_alone(found: Groups, today: date) -> Meaning:
    number = MONTHS[found["m"] or ""]
    newest = newest_in_place(Frequency.MONTHLY, (number - FIRST_MONTH) % 12 + 1, today)
    relative = found.get("rel") or ""
    if not relative:
        return (newest,)
    year = today.year - (0 if relative.startswith(("this", "current")) else 1)
    of_calendar = month(year, number)
    of_financial = _of_that_year(newest, relative, today)
    if relative.startswith(("this", "current")):
        return (min(of_calendar, of_financial),)
    return tuple(dict.fromkeys((of_calendar, of_financial)))


def _month_in_place(found: Groups, today: date) -> Meaning:
    place = int(found["n"] or 0)
    if not 1 <= place <= 12:
        return f"month {place}"
    if found.get("y"):
        start = financial_year(found)
        return () if start is None else (month(start, FIRST_MONTH).later(place - 1),)
    return (newest_in_place(Frequency.MONTHLY, place, today),)


def _week(found: Groups, today: date) -> Meaning:
    return f"week {found['n']}"


def _one_year(found: Groups, today: date) -> Meaning:
    """FY25 is 2025/26 here; a bare 2025 is part of two financial years, so both are offered."""
    year = two_digit_year(found["y"] or "")
    if found.get("fy"):
        return (annual(year),)
    if not today.year - 4 <= year <= today.year + 1:
        return found["y"] or ""
    return (annual(year), annual(year - 1))


def _relative(found: Groups, today: date) -> Meaning:
    period = Period.containing(_UNITS[found["unit"] or ""], today)
    which = found["which"] or ""
    steps = {"this": 0, "current": 0, "next": 1, "coming": 1}
    return (period.later(steps.get(which, -1)),)


def _before_last(found: Groups, today: date) -> Meaning:
    return (Period.last_ended(_UNITS[found["unit"] or ""], today).previous,)


def _ago(found: Groups, today: date) -> Meaning:
    text = found["n"] or ""
    count = int(text) if text.isdigit() else {"a": 1, "an": 1}.get(text) or _NUMBERS.get(text, 1)
    unit = (found["unit"] or "").removesuffix("s")
    if unit in ("year", "yr"):
        return (Period.last_ended(Frequency.MONTHLY, today).later(-12 * count),)
    return (Period.containing(_UNITS[unit], today).later(-count),)


def _this_year(found: Groups, today: date) -> Meaning:
    return (Period.containing(Frequency.ANNUAL, today),)


def _ending(found: Groups, today: date) -> Meaning:
    """Quarter to September: the quarter whose last month that is."""
    last = _month_of_year(found, today) if found["y"] else _month_alone(found, today)
    if isinstance(last, str) or not last:
        return ()
    return (Period.containing(_UNITS[found["unit"] or ""], last[0].start),)


_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_Q = r"(?:q|qtr|qrt|quarter|queue)[ .-]?(?P<q>\d{1,2}|one|two|three|four)"
_NTH_Q = r"(?P<q>first|second|third|fourth|final|1st|2nd|3rd|4th|\dth) (?:quarter|qtr|q)"
_FY = r"(?:(?:fy|financial year|fiscal year|year|yr)[ -]?)"
_YEARS = rf"{_FY}?(?P<y>\d{{4}}|\d{{2}}) ?[/-] ?(?P<z>\d{{4}}|\d{{2}})"
_Y = r"(?P<y>20\d\d|2[0-9])"
_MY = r"(?P<y>(?:19|20)\d\d|2[0-9])"
_FAR = r"(?P<y>1[0-8]\d\d|2[1-9]\d\d|[3-9]\d{3})"  # a year mistyped: nothing is of it
_REL = r"(?P<rel>this|current|last|previous) (?:financial |fiscal )?(?:year|yr)s?"
_UNIT = r"(?P<unit>month|mth|mnth|quarter|qtr|financial year|fiscal year|fy|year|yr)"
_DAY = r"(?:3[01]|[12]?\d)(?:st|nd|rd|th)?"

GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[Groups, date], Meaning]], ...] = tuple(
    (re.compile(rf"(?<![\w£.%/])(?<!\d-){pattern}(?![\w%/]|-\d|[.,]\d)", re.ASCII), meaning)
    for pattern, meaning in (
        (rf"{_Q},? (?:of |in |for )?{_YEARS}", _quarter_of_years),
        (rf"{_NTH_Q},? (?:of |in |for )?{_YEARS}", _quarter_of_years),
        (rf"{_YEARS},? ?-?{_Q}", _quarter_of_years),
        (rf"(?P<y>20\d\d),? ?-?{_Q}", _quarter_of_one_year),
        (rf"{_YEARS},? {_NTH_Q}", _quarter_of_years),
        (rf"(?P<fy>fy ?){_Y},? {_Q}", _quarter_of_one_year),
        (rf"{_Q},? (?:of |in )?(?P<fy>fy ?)?{_Y}", _quarter_of_one_year),
        (rf"{_NTH_Q},? (?:of |in )?(?P<fy>fy ?)?{_Y}", _quarter_of_one_year),
        (rf"(?:the )?{_REL} {_Q}", _quarter_alone),
        (rf"(?:the )?{_REL} {_NTH_Q}", _quarter_alone),
        (rf"{_Q},? (?:of |in |from )?(?:the )?{_REL}", _quarter_alone),
        (rf"{_NTH_Q},? (?:of |in |from )?(?:the )?{_REL}", _quarter_alone),
        (rf"(?P<unit>quarter|qtr|year|yr) (?:to|ending|ended)(?: {_DAY})?(?: the end of)? "
         rf"(?P<m>{_M})(?:,? {_Y})?", _ending),
        (rf"{_FAR}[-/](?:0[1-9]|1[0-2])(?:-\d\d)?", _of_no_year),
        (rf"(?:{_DAY} (?:of )?)?(?P<m>{_M})[ ,/-]{{0,2}}{_FAR}", _of_no_year),
        (rf"(?:{_DAY} (?:of )?)(?P<m>{_M}),? {_MY}", _month_of_year),
        (rf"(?P<m>{_M}) {_DAY},? (?P<y>(?:19|20)\d\d)", _month_of_year),
        (rf"(?:3[01]|[012]?\d)[/.](?P<m>0?[1-9]|1[0-2])[/.]{_MY}", _month_of_year),
        (r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-\d\d", _month_of_year),
        (r"(?P<y>(?:19|20)\d\d)[-/](?P<m>0[1-9]|1[0-2])", _month_of_year),
        (r"(?P<m>0?[1-9]|1[0-2])[/-](?P<y>(?:19|20)\d\d)", _month_of_year),
        (rf"(?P<m>{_M})[ ,/-]{{0,2}}(?:of |in )?{_MY}", _month_of_year),
        (rf"(?P<y>(?:19|20)\d\d)[ -](?P<m>{_M})", _month_of_year),
        (rf"(?P<m>{_M}),? (?:of |in )?(?:the )?{_REL}", _month_alone),
        (rf"{_REL} (?P<m>{_M})", _month_alone),
        (rf"(?:last|previous|this) (?P<m>{_M})", _month_alone),
        (rf"(?:m|month|period|p)[ -]?(?P<n>\d{{1,2}})(?:,? {_YEARS})?", _month_in_place),
        (r"(?P<n>\d{1,2})(?:st|nd|rd|th) month", _month_in_place),
        (rf"{_YEARS}(?: (?:ytd|year to date))?", _of_years),
        (r"(?:week|wk)[ -]?(?P<n>\d{1,2})", _week),
        (r"(?P<m>0?[1-9]|1[0-2])[/-](?P<y>2[0-9])", _month_of_year),
        (rf"(?P<fy>fy|financial year|fiscal year|year ending march)[ -]?{_Y}", _one_year),
        (_Q, _quarter_alone),
        (_NTH_Q, _quarter_alone),
        (rf"(?:{_UNIT} before(?: last)?)(?! @)", _before_last),
        (r"(?P<n>\d{1,2}|a|an|one|two|three|four) (?P<unit>(?:month|quarter|year|yr)s?) ago", _ago),
        (r"(?:this time|same time) last (?:year|yr)|same (?:month|period) last (?:year|yr)",
         lambda found, today: (Period.last_ended(Frequency.MONTHLY, today).same_last_year,)),
        (r"same quarter last (?:year|yr)",
         lambda found, today: (Period.last_ended(Frequency.QUARTERLY, today).same_last_year,)),
        (r"ytd|year to date|(?:so far )?(?:in )?this year so far", _this_year),
        (rf"(?P<which>last|previous|prev|latest|this|current|next|coming|past) {_UNIT}", _relative),
        (rf"{_DAY} (?:of )?(?P<m>{_M})", _month_alone),
        (rf"(?P<m>{_M})", _month_alone),
        (r"(?:(?:year|in|for|of|since|during) )(?P<y>(?:19|20)\d\d)", _one_year),
        (r"(?<=[a-z#] )(?P<y>20[1-4]\d)$", _one_year),
    )
)  # fmt: skip
