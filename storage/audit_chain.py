"""Proof that history was not rewritten: each entry of the audit carries the hash of the one before.

What a person's name may stand in (who, subject, old, new, reason) is hashed with a random salt of
its own, and only that digest goes into the chain: a name can be forgotten, salt and all, and the
chain still holds. The numbers of a figure go into the chain with the entry that records it. See
decision 0059 for what this proves and what it does not.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from cycle.periods import day_words, london_day
from cycle.review.figure import Figure

FORMER = "Former colleague"  # what stands in place of a name that was forgotten
FIRST = ""  # the hash before the first entry
SEALED = "figures sealed"  # the change of an entry that vouches for all figures of its time
_SHORT = 32  # hex digits of a figure's digest: an import may record ten thousand
_WORDS = ("who", "subject", "old", "new", "reason")  # what may name a person
_TERMS = ("at", "person_id", "came_from", "change", "figures", "digest")

Entry = Mapping[str, Any]


def chained(entry: Entry, previous: str) -> dict[str, Any]:
    """The entry with its salt, its digest, the hash of the one before and its own."""
    salted = {"figures": "", **entry, "salt": secrets.token_hex(16), "forgotten": False}
    salted["digest"] = words_digest(salted)
    return {**salted, "previous": previous, "hash": link(salted, previous)}


def words_digest(entry: Entry) -> str:
    return _hash([entry["salt"], *(entry[name] for name in _WORDS)])


def link(entry: Entry, previous: str) -> str:
    return _hash([previous, *(_plain(entry[name]) for name in _TERMS)])


def figure_key(figure: Figure) -> str:
    return f"{figure.indicator}:{figure.period}:{figure.version}"


def recorded(figures: Iterable[Figure]) -> str:
    """What an entry says of the figures that were kept with it: a digest of each one's numbers.

    Their words are not in it, for they may name people.
    """
    digests = {figure_key(one): _hash(_facts(one))[:_SHORT] for one in figures}
    return json.dumps(digests) if digests else ""


def seal(figures: Sequence[Figure], at: datetime) -> dict[str, Any]:
    """An entry that vouches for all figures that are there, where none records them one by one."""
    return {
        **dict.fromkeys((*_WORDS, *_TERMS), ""),
        "at": at,
        "person_id": None,
        "who": "Steward",
        "came_from": "steward migrate",
        "change": SEALED,
        "subject": f"{len(figures):,} figures",
        "figures": json.dumps({str(len(figures)): _hash([_facts(one) for one in figures])}),
    }


def _facts(figure: Figure) -> list[Any]:
    numbers = (figure.value, figure.numerator, figure.denominator)
    return [
        *(figure.indicator, str(figure.period), figure.version, figure.status.value),
        *(_plain(one) for one in numbers),
        *(_plain(figure.expected_on), figure.given_by, _plain(figure.given_at)),
    ]


def first_break(entries: Iterable[Any], figures: Mapping[str, Figure], head: str) -> str:
    """The first entry that does not fit, in words; empty where the whole chain holds.

    `figures` are all that are kept, in the order they were, by their keys; `head` is the hash that
    the newest entry should have.
    """
    previous = FIRST
    recorded: set[str] = set()
    for entry in entries:
        if fault := _fault(entry, previous):
            return f"{_named(entry)} {fault}."
        if fault := _figure_fault(entry, figures, recorded):
            return f"{_named(entry)} {fault}."
        previous = entry.hash
    if previous != head:
        return "The newest entries of the audit were removed, or some added past its chain."
    for key, figure in figures.items():
        if key not in recorded:
            return f"A figure ({_called(figure)}) was added without an entry in the audit."
    return ""


def _fault(entry: Any, previous: str) -> str:
    if entry.previous != previous:
        return "does not follow the entry before it: entries were removed, added or reordered"
    if entry.hash != link(entry._mapping, previous):
        return "was changed after it was written"
    if entry.forgotten and not any(FORMER in getattr(entry, name) for name in _WORDS):
        return "is marked as one from which a name was forgotten, and has no former colleague"
    if not entry.forgotten and entry.digest != words_digest(entry._mapping):
        return "had its words changed after it was written"
    return ""


def _figure_fault(entry: Any, figures: Mapping[str, Figure], recorded: set[str]) -> str:
    digests: dict[str, str] = json.loads(entry.figures or "{}")
    if entry.change == SEALED:
        return _sealed_fault(digests, figures, recorded)
    for key, digest in digests.items():
        recorded.add(key)
        figure = figures.get(key)
        if figure is None:
            return f"records a figure that was removed ({key})"
        if digest != _hash(_facts(figure))[:_SHORT]:
            return f"records a figure that was changed since ({_called(figure)})"
    return ""


def _sealed_fault(
    digests: Mapping[str, str], figures: Mapping[str, Figure], recorded: set[str]
) -> str:
    for count, digest in digests.items():
        sealed = list(figures)[: int(count)]
        recorded.update(sealed)
        if digest != _hash([_facts(figures[key]) for key in sealed]):
            return "vouches for figures that were changed or removed since"
    return ""


def _called(figure: Figure) -> str:
    return f"indicator {figure.indicator}, {figure.period}, version {figure.version}"


def _named(entry: Any) -> str:
    day = day_words(london_day(entry.at))
    return f"The audit's entry {entry.id} ({entry.change}, {entry.subject}, {day})"


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
    return value


def _hash(values: list[Any]) -> str:
    return sha256(json.dumps(values).encode()).hexdigest()
