"""With which other period a sentence of a commentary compares the figure."""

import re

from cycle.periods import Frequency, Period
from cycle.plan.indicator import Indicator
from cycle.review.clauses import MONTHS
from cycle.review.trend import Change


def change_meant(
    indicator: Indicator, period: Period, words: str, short: Change | None, long: Change | None
) -> Change | None:
    """The direction that the words speak of: `short`, `long`, or None where it is neither.

    Without a word of time it is the one against the period before, or for a year-to-date figure
    the one against the same period last year.
    """
    plain = words.lower()
    if _UNKNOWN.search(plain):
        return None
    named = set(re.findall(rf"\b(?:{'|'.join(MONTHS)})\b", plain)) - _months_of(period)
    if not _MAY.search(words):
        named.discard("may")
    if named and "year" not in plain:
        before = short.against if short is not None and short.against is not None else None
        return short if before is not None and named <= _months_of(before) else None
    if "year" in plain:
        return long
    if period.frequency is not Frequency.QUARTERLY and re.search(r"\bquarter|\bq[1-4]\b", plain):
        return None
    if period.frequency is not Frequency.MONTHLY and re.search(r"\bmonth(?!ly)", plain):
        return None
    return long if indicator.cumulative else short


def _months_of(period: Period) -> set[str]:
    count = period.frequency.months
    return {MONTHS[(period.start.month - 1 + k) % 12] for k in range(count)}


_MAY = re.compile(r"\b(?:in|since|on|from|than|of|to|and|with) May\b")
_UNKNOWN = re.compile(
    r"\b(?:average|national\w*|forecast|expected|predicted|planned|neighbours?|others|peers|benchmark"
    r"|pandemic|covid|baseline|over time|recent|over the (?:past|last)|launch\w*"
    r"|last (?:two|three|four|five|six|few|several|\d+)|past (?:two|three|few|\d+)"
    r"|start of|began|since (?!last\b|the (?:last|previous)|previous|this time"
    rf"|a (?:month|year|quarter) ago|{'|'.join(MONTHS)}))\b"
)
