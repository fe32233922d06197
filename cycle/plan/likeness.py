"""What in a table looks like a slip: a service misspelt, a strange letter, a far day."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from rapidfuzz import fuzz

from cycle.periods import day_words
from cycle.plan.cells import quoted
from cycle.plan.keys import lookup_key

ALIKE = 82  # per cent alike before one name is taken for a misspelling of another; our choice
FAR = timedelta(days=3653)  # ten years: what is planned or ended further away is a slip; our choice


def misspelt(name: str, others: Iterable[str]) -> str:
    """The one of the others that the name may be meant for; empty where none is like it.

    `HOUSING` and `Housng` are like Housing; `Planning policy` is not like Planning.
    """
    own = plain(name)
    best, likeness = "", 0.0
    for other in others:
        if other == name:
            return ""
        near = 100.0 if plain(other) == own else fuzz.ratio(own, plain(other))
        if near >= ALIKE and near > likeness:
            best, likeness = other, near
    return best


def plain(name: str) -> str:
    """Letters and figures only, single spaces, `and` for `&`."""
    return " ".join(re.sub(r"[\W_]+", " ", lookup_key(name).replace("&", " and ")).split())


def service_doubt(service: str, known: Collection[str], in_file: Counter[str]) -> str:
    """A question about a service that is spelt like another, or nothing.

    `known` are those of the register. Of two new spellings in one file the rarer is doubted.
    """
    if not service or service in known:
        return ""
    commoner = [other for other, count in in_file.items() if count > in_file[service]]
    if meant := misspelt(service, [*known, *commoner]):
        return f"{quoted(service)} is like {quoted(meant)}, which is there already: is that meant?"
    return ""


def odd_letter(text: str) -> str:
    """The name of the first letter that is not of the Latin alphabet among others that are."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = [letter for letter in letters if "LATIN" in unicodedata.name(letter, "")]
    if not latin:
        return ""
    return next(
        (unicodedata.name(letter, "unknown").lower() for letter in letters if letter not in latin),
        "",
    )


def alphabet_doubt(text: str) -> str:
    """A question about a word in which two alphabets meet, or nothing."""
    if found := odd_letter(text):
        return f"{quoted(text)} has a letter of another alphabet ({found}): is it mistyped?"
    return ""


def far_day_doubt(day: date | None, today: date) -> str:
    """A question about a day more than ten years away, or nothing."""
    if day is None or abs(day - today) <= FAR:
        return ""
    return f"{day_words(day)} is more than ten years away: is the year right?"
