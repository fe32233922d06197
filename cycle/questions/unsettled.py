"""What cannot be answered as it stands: names of nothing, unknown words, names of several."""

import re
from collections.abc import Callable
from dataclasses import replace

from cycle.periods import Frequency, Period
from cycle.questions.everyday_groups import ELSEWHERE
from cycle.questions.filter import Filter
from cycle.questions.intents import OF_ALL, Intent
from cycle.questions.names import Name, Sort
from cycle.questions.parts import WHICH, Parts, text_of
from cycle.questions.question import (
    Changed,
    CommentaryOn,
    History,
    Interventions,
    OutOfScope,
    OwnersOf,
    Question,
    Status,
    StatusOfOne,
    Trend,
)
from cycle.questions.talk import Choices, NotFound, Reading

Make = Callable[[Parts, Intent], Question]  # puts a question together once its subject is settled
MOST_OFFERS = 4
AHEAD = 400  # days into the future that may still be asked about


def not_there(parts: Parts) -> NotFound | None:
    subject, said = parts.subject, parts.said
    if subject.missing:
        why = f"There is no {subject.missing[0]} in the register."
        return NotFound(subject.missing[0], why)
    if said.missing:
        return NotFound(said.missing, _no_period(said.missing))
    first, last = parts.vocabulary.first_day, parts.today.toordinal() + AHEAD
    for period in said.periods:
        if first and period.end < first:
            begins = Period.containing(Frequency.MONTHLY, first).words
            why = f"There is no {period.words} here: the register begins in {begins}."
            return NotFound(period.words, why)
        if period.start.toordinal() > last:
            return NotFound(
                period.words, f"{period.words} is in the future: there is no figure yet."
            )
    return None


def _no_period(named: str) -> str:
    if named.startswith("Q"):
        return f"There is no {named}: a year has four quarters, Q1 to Q4."
    if named.startswith("week"):
        return f"There is no {named} here: figures are kept by month, quarter or year."
    if named.startswith("month"):
        return f"There is no {named}: a year has twelve months, 1 (April) to 12 (March)."
    return f"There is no period {named} in the register: figures are kept for recent years."


def not_known(parts: Parts, intent: Intent) -> Question | None:
    """What to say of words that nothing in the register holds."""
    subject = parts.subject
    if not subject.unknown:
        return None
    if intent in OF_ALL and not is_elsewhere(subject.unknown):
        return None
    asked = _asked_words(parts)
    if subject.near and not is_elsewhere(subject.unknown):
        return None
    if is_elsewhere(subject.unknown) or (asked and _NAMES_A_THING.search(subject.words)):
        named = asked or " ".join(subject.unknown)
        return NotFound(
            named, f"There is no indicator, service or person called {named} in the register."
        )
    return OutOfScope()


def is_elsewhere(unknown: tuple[str, ...]) -> bool:
    return any(word in ELSEWHERE for word in unknown)


def _asked_words(parts: Parts) -> str:
    """The unknown words with those between them, as they were typed."""
    unknown = parts.subject.unknown
    for name in _PROPER.findall(parts.heard):
        if any(word in unknown for word in name.lower().split()):
            return str(name)
    tokens = parts.words.split()
    places = [
        place
        for place, token in enumerate(tokens)
        if token in unknown or (token in ELSEWHERE and is_elsewhere(unknown))
    ]
    if not places:
        return ""
    first, last = places[0], places[-1]
    while last + 1 < len(tokens) and tokens[last + 1] in _TAILS and last - first < 3:
        last += 1
    return " ".join(tokens[first : last + 1]) if last - first < 5 else " ".join(unknown)


def which_period(parts: Parts, intent: Intent, make: Make) -> Question:
    readings = []
    for period in parts.said.either:
        one = make(replace(parts, said=replace(parts.said, periods=(period,), either=())), intent)
        if text := text_of(one):
            readings.append(Reading(one.read_as(), text))
    return Choices(parts.heard, tuple(readings), "Which period do you mean?")


def choices(parts: Parts, intent: Intent, names: tuple[Name, ...], make: Make) -> Choices:
    readings = []
    others = tuple(
        one for one in parts.subject.names if one not in names and one.sort is Sort.PERSON
    )
    for name in names[:MOST_OFFERS]:
        subject = replace(parts.subject, names=(*others, name), either=(), near=(), unknown=())
        one = make(replace(parts, subject=subject), intent)
        if text := text_of(one):
            readings.append(Reading(_label(one, name), text))
    return Choices(parts.heard, tuple(dict.fromkeys(readings)), WHICH)


def doubtful(parts: Parts, wanted: Filter, ref: str) -> Choices:
    """The readings of a question that is surely about this, but asks nobody knows what."""
    period = parts.said.one
    asked: tuple[Question, ...] = (
        (StatusOfOne(ref, period), Trend(ref), CommentaryOn(wanted, period), History(ref))
        if ref
        else (Status(wanted, period), Changed(wanted), Interventions(wanted), OwnersOf(wanted))
    )
    readings = [Reading(f"{_KIND[type(one)]}: {wanted.words}", text_of(one)) for one in asked]
    return Choices(parts.heard, tuple(readings))


def members(parts: Parts, intent: Intent, wanted: Filter, make: Make) -> Question:
    vocabulary = parts.vocabulary
    refs = [ref for ref, service in vocabulary.services_of.items() if service in wanted.services]
    names = tuple(name for ref in refs if (name := vocabulary.ref(ref)))
    return choices(parts, intent, names[:MOST_OFFERS], make)


def _label(one: Question, name: Name) -> str:
    if isinstance(one, StatusOfOne):
        period = f", {one.period.words}" if one.period else ""
        return f"{name}{period}"
    if name.sort is Sort.INDICATOR:
        return f"{one.read_as()} · {name.title}"
    return f"{one.read_as()} ({name.sort})"


_KIND: dict[type, str] = {
    StatusOfOne: "Status",
    Status: "Status",
    Trend: "Trend",
    CommentaryOn: "Commentary",
    History: "History",
    Changed: "What changed",
    Interventions: "Interventions",
    OwnersOf: "Owners",
}
_PROPER = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_NAMES_A_THING = re.compile(
    r"^(?:how (?:is|are|was|were|did)|what about|status of|who owns|who is|what "
    r"does|what is|show|the|history of|target"
    r"|definition of|trend|risks?|compare|submit|owner of)\b|^(?:\S+ ?){1,4}$|\b(?:kpis?|"
    r"pis?|service|team|status|indicators?|performance|figures?|numbers?|department)\b"
)
_TAILS = frozenset(
    {
        "service",
        "services",
        "care",
        "attendance",
        "repairs",
        "performance",
        "rate",
        "rates",
        "centre",
    }
)
