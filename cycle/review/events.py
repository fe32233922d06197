"""What happened to a series: breaks, which part it in two, and annotations, which do not."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cycle.people import Person
from cycle.periods import Period, day_words
from cycle.plan import ownership
from cycle.plan.indicator import Indicator
from cycle.review.trend import Break

LONGEST_WORDS = 300  # characters; our choice
_KNOWN_CAUSE = re.compile(
    r"\b(?:defin|method|factor|system|software|suppli|provider|contract|bounda|ward|merge|transfer|move"
    r"|count|measur|calculat|formula|classif|reclassif|record|report|source|frequency|scope"
    r"|guidance|criteria|rule|law|legislat|statut)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SeriesEvent:
    """From `period` on (a break) or in it (an annotation), `words` say what happened."""

    period: Period
    words: str
    is_break: bool
    author: str
    at: datetime

    @property
    def what(self) -> str:
        return "break" if self.is_break else "note"


def breaks_among(events: Iterable[SeriesEvent]) -> list[Break]:
    """The breaks, in the order of the events."""
    return [Break(event.period, event.words) for event in events if event.is_break]


def may_mark(person: Person, indicator: Indicator, owner: Person | None) -> bool:
    """Whether the person may add a break or a note: whoever gives the figure, or the team.

    Source: our choice; the framework asks for reasons beside figures and names nobody.
    """
    gives = ownership.may_give(person, indicator, owner)
    return gives or ownership.may_run_the_register(person)


def newest(events: Iterable[SeriesEvent], period: Period, is_break: bool) -> SeriesEvent | None:
    """The break or note of the period that was said last."""
    there = [one for one in events if (one.period, one.is_break) == (period, is_break)]
    return max(there, key=lambda one: one.at, default=None)


def not_taken_back(
    indicator: Indicator, period: Period, is_break: bool, reason: str, there: SeriesEvent | None
) -> str:
    """Why nothing is taken back, in a sentence; empty where `there` can be."""
    if there is None:
        what = f"break at {period.words}" if is_break else f"note on {period.words}"
        return f"{indicator.ref} has no {what}."
    if len(reason) > LONGEST_WORDS:
        return f"That is {len(reason):,} characters: at most {LONGEST_WORDS} are kept."
    return ""


def refused(
    indicator: Indicator,
    period: Period,
    words: str,
    is_break: bool,
    today: date,
    before: Collection[SeriesEvent] = (),
) -> str:
    """Why a break or a note cannot stand, in a sentence; empty where it can.

    A break needs a known cause: definition, method, system, boundary, or what is counted. Never
    that the picture looks better.
    """
    if period.frequency is not indicator.frequency:
        return f"{indicator.ref} is {indicator.frequency}: {period.words} is no period of it."
    if period.start > today:
        return f"{period.words} has not begun: come back on {day_words(period.start)}."
    if not words.strip():
        return "Say what happened."
    if len(words) > LONGEST_WORDS:
        return f"That is {len(words):,} characters: at most {LONGEST_WORDS} are kept."
    if any((one.period, one.is_break, one.words) == (period, is_break, words) for one in before):
        return f"That is noted for {period.words} already."
    if not is_break:
        return ""
    if any(one.is_break and one.period == period for one in before):
        return f"There is a break at {period.words} already."
    if not _KNOWN_CAUSE.search(words):
        return (
            "A break needs a known cause: say what changed in the definition, the method, the "
            "system, the boundary or what is counted. Where nothing did, add a note instead."
        )
    return ""
