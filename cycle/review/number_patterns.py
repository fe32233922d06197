"""The patterns by which numbers in a commentary are found, each in its unit and its place.

Every repeat is bounded: a commentary of 4,000 digits must not take longer than another.
"""

import re
from decimal import Decimal

from cycle.plan.unit_names import is_rate

N = (
    r"(?<![\d,.])(?P<n>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,10})?|\d{1,15}(?:\.\d{1,10})?)"
    r"(?!\d|[,./-]\d)"
)
_SIZE = r" ?(?P<size>k|m|bn|thousand|million|billion)?\b"
_SIZES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_PER_CENT = r"(?:%|per ?cent\b)"
_NO_OTHER_UNIT = (
    r"(?! ?(?:%|per ?cent|k\b|m\b|days?|weeks?|months?|years?|hours?|minutes?|percentage|points?"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|st\b|nd\b|rd\b|th\b|out of|of\b))"
)
_OWN = {
    "%": rf"{N} ?{_PER_CENT}",
    "GBP": rf"£{N}{_SIZE}",
    "days": rf"{N} ?(?:working |calendar )?days?\b",
    "minutes": rf"{N} ?min(?:ute)?s?\b",
    "kg": rf"{N} ?(?:kg|kilograms)\b",
    "tCO2e": rf"{N} ?(?:tco2e|tonnes)\b",
    "number": rf"(?<![£\d.,/-])(?!(?:19|20)\d\d\b){N}{_NO_OTHER_UNIT}",
}
_OTHER_UNIT = r"(?!)(?P<n>)"  # a unit we do not know: nothing is checked

_IS = (
    r"(?: for [a-z]+)?(?: (?:has|now|currently|again))*(?: (?:is|was|of|at|stands at|stood at)|:)+ "
)
VALUE_CUE = rf"\b(?:performance|figure|result|value|outturn|score){_IS}"
TARGET_CUE = r"\btarget(?: (?:of|is|was|remains|set at|at)|:| \(| =)? ?"
TO_DATE = r"(?: [a-z]+){0,4}? (?:to date|so far|in total|year to date|since (?:1 )?april)\b"
_ABOUT = r"(?:about |around |just |only |over |under |exactly |approximately |some |nearly ){0,2}"
REACHED = (
    r"\b(?:achiev(?:ed|ing)|reach(?:ed|ing)|record(?:ed|ing)|report(?:ed|ing)|scor(?:ed|ing)"
    r"|hit|attained|managed|took|takes|c[ao]me in at"
    r"|ended(?: the)?(?: month| quarter| year| period)? (?:at|on)"
    rf"|finished(?: the)?(?: month| quarter| year| period)? (?:at|on)) {_ABOUT}"
)
MOVED_TO = (
    r"\b(?:rose|risen|rising|fell|fallen|falling|increas(?:ed|ing)|decreas(?:ed|ing)"
    r"|dropp(?:ed|ing)|improv(?:ed|ing)|declin(?:ed|ing)|reduc(?:ed|ing)|up|down|went|gone"
    rf"|climbed|slipped|grew|grown)(?: from .{{1,25}}?)? to {_ABOUT}"
)
IS_AT = (
    r"\b(?:is|are|was|were|at|of|stands at|stood at|sits at|remains at|remained at|now at)"
    rf"(?: now| currently)? {_ABOUT}"
)
DID_WORDS = (
    r"\b(?:completed|delivered|built|handled|recorded|received|processed|prevented|let|inspected"
    r"|issued|answered|resolved|collected|closed|carried out|provided|supported|housed|placed"
    r"|dealt with|made|held|reported|logged|decided|investigated|removed|repaired|enforced"
    r"|helped)\b"
)
DID = rf"(?:{DID_WORDS}|\bthere (?:is|are|was|were|have been)) (?:a total of )?{_ABOUT}"
_CHANGED = (
    r"\b(?:rose|risen|rising|fell|fallen|falling|increas(?:ed|ing)|decreas(?:ed|ing)"
    r"|dropp(?:ed|ing)|improv(?:ed|ing)|declin(?:ed|ing)|reduc(?:ed|ing)|up|down|climbed|slipped"
    r"|grew|grown)"
)
BY = rf"{_CHANGED}(?: by)? {_ABOUT}"
N_OF_N = re.compile(
    r"(?<![£\d.,/-])(?P<a>\d{1,3}(?:,\d{3})*|\d{1,9}) (?:out of|of)(?: the)? "
    r"(?P<b>\d{1,3}(?:,\d{3})*|\d{1,9})(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
STOPS = re.compile(
    r"[,;:()]| (?:against|compared|versus|which|that|with|below|above|short|under|over|up|down|on"
    r"|but|while|because|as|due|who|where|from|since|by|than|after|following|this|thanks|despite)\b",
    re.IGNORECASE,
)
POINTS_MEANT = (
    "“{said}{mark}” is {gap}, which is not the same as per cent: write percentage points?"
)
FROM_TARGET = re.compile(
    rf"{N} ?(?P<u>%|per cent|percent|percentage points?|points?|(?:working |calendar )?days?"
    r"|minutes?)? ?"
    r"(?P<way>below|under|short of|above|over|off|away from|ahead of|behind|better than"
    r"|worse than) (?:the |our |its )?(?:[a-z]+ )?target\b",
    re.IGNORECASE,
)
CHANGED_BY = re.compile(
    r"(?:rose|fell|risen|fallen|increased|decreased|dropped|improved|declined|up|down"
    rf"|increase|decrease|drop|rise|fall|improvement|reduction)(?: by| of)? {N} ?"
    r"(?P<u>%|per cent|percent\b)",
    re.IGNORECASE,
)
POUNDS_OF_POUNDS = re.compile(
    r"£(?P<a>\d[\d,]{0,20}(?:\.\d{1,10})?) ?(?P<size_a>k|m|bn|thousand|million|billion)?"
    r"(?: [a-z]+){0,3} (?:out )?of (?:an? |the |our )?(?:[a-z]+ ){0,3}"
    r"£(?P<b>\d[\d,]{0,20}(?:\.\d{1,10})?) ?(?P<size_b>k|m|bn|thousand|million|billion)?\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:last|previous|prior|earlier|national|county|regional|next|forecast|predicted|annual"
    r"|year[- ]end|stretch|old|new|statutory|government|england|compared|if|would|will"
    r"|expect\w*|team|ward)\b|\b20\d\d\b",
    re.IGNORECASE,
)
_WORDS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_WORD_NUMBER = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)


def own_unit(unit: str) -> str:
    """The pattern of a number in this unit; one that never matches for a unit we do not know."""
    rate = rf"{N} {re.escape(unit)}" if is_rate(unit) else _OTHER_UNIT
    return _OWN.get(unit, rate)


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def sized(found: re.Match[str], of: str = "") -> Decimal:
    """The number with its "k" or "million"; `of` is the "a" or "b" of two."""
    size = found.groupdict().get(f"size{of and '_'}{of}") or ""
    return number(found[of or "n"]) * Decimal(10) ** _SIZES.get(size.lower(), 0)


def in_digits(text: str) -> str:
    """ "fourteen homes" as "14 homes"."""
    return _WORD_NUMBER.sub(lambda found: str(_WORDS.index(found[0].lower()) + 2), text)
