"""What an officer typed, read as a number or a day, or refused with what to type instead.

Numbers are written as the English write them: commas between thousands, a point before decimals.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

from cycle.periods import parse_day
from cycle.plan.unit_names import is_rate, normalise_unit
from cycle.text import without_hidden

LONGEST = 60  # characters; a longer one is commentary in the wrong box
MOST_DIGITS = (
    20  # a spreadsheet gives 17 at most; twenty leave room for exact thousands or millions
)
STATES = "choose Not applicable or Not available yet"

_EXAMPLES = {
    "%": "95.2",
    "GBP": "£1,200,000 or £1.2m",
    "days": "12.5",
    "minutes": "4.5",
    "kg": "440",
    "tCO2e": "1,900",
    "per 100,000": "48.2",
}
_MEASURED = {"%": "a percentage", "GBP": "in pounds", "number": "a plain number"}
_WORDS = {
    "%": ("%", "per cent", "percent", "pct"),
    "GBP": ("£", "gbp", "pounds", "pound"),
    "days": ("days", "day", "working days", "calendar days"),
    "minutes": ("minutes", "minute", "mins", "min"),
    "kg": ("kg", "kgs", "kilograms", "kilogrammes"),
    "tCO2e": ("tco2e", "tonnes co2e", "tonnes of co2e"),
    "hours": ("hours", "hour", "hrs"),
    "weeks": ("weeks", "week"),
    "tonnes": ("tonnes", "tonne"),
    "dollars": ("$", "usd", "dollars"),
    "euros": ("€", "eur", "euros"),
    "pence": ("pence",),
}
_UNIT_OF = {word: unit for unit, words in _WORDS.items() for word in words}
_SIZES = {"thousand": 3, "million": 6, "billion": 9, "bn": 9, "mn": 6, "k": 3, "m": 6}
_SIZED = frozenset({"GBP", "number", "kg", "tCO2e"})  # 5m is not five million minutes
_NO_VALUE = frozenset(
    [
        *("tbc", "tba", "tbd", "n/a", "na", "n.a.", "none", "nil", "null", "unknown", "pending"),
        *("not available", "not applicable", "not known", "no data", "to follow"),
        *("to be confirmed", "awaiting data", "-", "--", "---", "—", ".", "..", "...", "…", "?"),
    ]
)
_AMOUNT = re.compile(
    r"(?P<sign>[-+]?) ?(?P<currency>£|\$|€|gbp)? ?(?P<late_sign>[-+]?)"
    r"(?P<number>[0-9][0-9.,]*|\.[0-9]+) ?(?P<words>[^0-9.,].*)?"
)
_BRACKETED = re.compile(r"\(([^()]+)\)([^()]*)")
_PLAIN: dict[int, int | str] = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},  # full-width forms
    ord("￡"): "£",
    **dict.fromkeys(map(ord, "−–‐‑‒﹣"), "-"),
}
_THOUSANDS_SPACE = re.compile("(?<=[0-9])[\u00a0\u202f\u2009\u2007](?=[0-9])")


class UnreadableValue(ValueError):
    """The text is no value; the message is one sentence for the person who typed it."""


def read(text: str, unit: str) -> Decimal:
    """The value in the unit, exactly as typed: `£1.2m` is 1200000, `(3.4)` is -3.4, `95%` is 95.

    Raises Unreadable, also for a unit other than the indicator's and for "TBC" and its like.
    """
    unit, plain = normalise_unit(unit), _plain(text)
    if not plain:
        raise UnreadableValue(f"Type the value, {_example(unit)}; zero too must be typed.")
    if len(text) > LONGEST:
        raise UnreadableValue(
            f"That is too long for a value: type the number alone, {_example(unit)}."
        )
    if is_no_value(text):
        raise UnreadableValue(
            f"“{_heard(text)}” is not a value: if there is none, {STATES}; zero is 0."
        )
    inner = _BRACKETED.fullmatch(plain)
    found = _AMOUNT.fullmatch(inner[1] + inner[2] if inner else plain)
    signs = "" if not found else found["sign"] + found["late_sign"] + ("-" if inner else "")
    if not found or len(signs) > 1:
        raise _unreadable(text, unit)
    size = _size(found["words"] or "", found["currency"], unit, text)
    value = _number(found["number"], text, unit) * Decimal(10) ** size
    return -value if signs == "-" and value else value


def is_no_value(text: str) -> bool:
    """Whether nothing was typed, or one of the words by which people say that there is no value."""
    plain = _plain(text)
    return not plain or plain in _NO_VALUE


def read_day(text: str) -> date:
    """A day written `2026-10-30`, `30/10/2026`, `30 October 2026` or `30 Oct 2026`.

    Raises Unreadable.
    """
    plain = re.sub(r"(?<=[0-9])(st|nd|rd|th)\b", "", _plain(text)).replace(",", "")
    if (day := parse_day(plain)) is None:
        raise UnreadableValue("Write the day as 30 October 2026 or 30/10/2026.")
    return day


def _plain(text: str) -> str:
    shown = without_hidden(text[: 10 * LONGEST]).translate(_PLAIN)
    if "," not in shown:  # "1 234,5" is how others write 1,234.5: not for us to guess
        shown = _THOUSANDS_SPACE.sub(",", shown)
    return " ".join(shown.split()).lower()


def _number(digits: str, text: str, unit: str) -> Decimal:
    if sum(map(str.isdigit, digits)) > MOST_DIGITS:
        raise UnreadableValue(f"“{_heard(text)}” has too many digits: round it, {_example(unit)}.")
    try:
        return parse_decimal(digits, locale="en_GB", strict=True)
    except NumberFormatError:
        raise UnreadableValue(
            f"“{_heard(text)}” could be read in more than one way: "
            "write decimals with a point, as 12.5, and thousands as 1,234."
        ) from None


def _size(words: str, currency: str | None, unit: str, text: str) -> int:
    """The power of ten in the words after the number, once the words agree with the unit."""
    for size, rest in _splits(words.strip()):
        given = {_unit_named(word) for word in (currency or "", rest) if word}
        if not given or given in ({unit}, {unit.lower()}):
            if size and unit not in _SIZED:
                break
            return size
        other = next(iter(given), "")
        if len(given) == 1 and (other in _WORDS or is_rate(other)):
            raise UnreadableValue(
                f"“{_heard(text)}” is {_measured(other)}, and this must be "
                f"{_measured(unit)}: type it so, {_example(unit)}."
            )
    raise _unreadable(text, unit)


def _unit_named(word: str) -> str:
    """The unit that a word means: `per 1k` is `per 1,000`, `mins` is `minutes`."""
    return _UNIT_OF.get(word) or normalise_unit(word)


def _splits(words: str) -> Iterator[tuple[int, str]]:
    yield 0, words
    for word, size in _SIZES.items():
        if words == word or words.startswith(f"{word} "):
            yield size, words[len(word) :].strip()


def _measured(unit: str) -> str:
    return _MEASURED.get(unit, unit if unit.startswith("per ") else f"in {unit}")


def _example(unit: str) -> str:
    return f"for example {_EXAMPLES.get(unit, '1,234')}"


def _heard(text: str) -> str:
    words = " ".join(without_hidden(text[: 2 * LONGEST]).split())
    return words if len(words) <= 30 else f"{words[:29]}…"


def _unreadable(text: str, unit: str) -> UnreadableValue:
    if any(letter.isnumeric() and not letter.isascii() for letter in text):
        how = "type it with the digits 0 to 9"
    elif text.strip().startswith("="):
        how = "type the number that the formula gives"
    elif any(letter.isdigit() for letter in text):
        how = "type the number alone and in full"
    else:
        how = f"type a number, or {STATES} if there is none"
        return UnreadableValue(f"“{_heard(text)}” is not a number: {how}.")
    return UnreadableValue(
        f"“{_heard(text)}” cannot be read as one number: {how}, {_example(unit)}."
    )
