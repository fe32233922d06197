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
_BESIDES = frozenset(
    {"service", "services", "team", "department", "dept", "directorate", "section", "division"}
)
_FIGURES = str.maketrans("oil", "011")  # letters that are typed for figures
FAR = timedelta(days=3653)  # ten years: what is planned or ended further away is a slip; our choice


def misspelt(name: str, others: Iterable[str]) -> str:
    """The one of the others that the name may be meant for; empty where none is like it.

    `HOUSING` and `Housng` are like Housing; `Planning policy` is not like Planning.
    """
    own, core = plain(name), _core(name)
    best, likeness = "", 0.0
    for other in others:
        if other == name:
            return ""
        is_same = plain(other) == own or (core and core == _core(other))
        near = 100.0 if is_same else fuzz.ratio(own, plain(other))
        if near >= ALIKE and near > likeness:
            best, likeness = other, near
    return best


def plain(name: str) -> str:
    """Letters and figures only, single spaces, `and` for `&`."""
    return " ".join(re.sub(r"[\W_]+", " ", lookup_key(name).replace("&", " and ")).split())


def _core(name: str) -> str:
    """The name without what services are called besides: Housing Services is like Housing."""
    return " ".join(word for word in plain(name).split() if word not in _BESIDES)


def squeezed(name: str) -> str:
    """Letters and figures alone: `HOU 02` and `hou-02` are one."""
    return plain(name).replace(" ", "")


def as_read(ref: str) -> str:
    """A reference as the eye takes it: `HOU-2`, `HOU-02` and `HOU-O2` are one."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", squeezed(ref).translate(_FIGURES))


def is_another_name(before: str, after: str) -> bool:
    """Whether the two names of a person share neither a word nor most of their letters."""
    old, new = plain(before), plain(after)
    return not set(old.split()) & set(new.split()) and fuzz.ratio(old, new) < ALIKE


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
