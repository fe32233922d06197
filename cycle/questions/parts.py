"""One question taken apart, and which indicators its words choose."""

from dataclasses import dataclass
from datetime import date

from cycle.periods import Period
from cycle.questions.filter import ME, Filter
from cycle.questions.names import Sort, Vocabulary
from cycle.questions.question import Question
from cycle.questions.subject import Subject
from cycle.questions.when import When

WHICH = "Which indicator or service do you mean?"


@dataclass(frozen=True, slots=True)
class Parts:
    """One question taken apart."""

    heard: str
    words: str
    full: str
    said: When
    subject: Subject
    vocabulary: Vocabulary
    today: date


def filter_of(parts: Parts) -> Filter:
    subject = parts.subject

    def keys(sort: Sort) -> tuple[str, ...]:
        return tuple(name.key for name in subject.of(sort))

    people = keys(Sort.PERSON)
    return Filter(
        services=keys(Sort.SERVICE),
        priorities=keys(Sort.PRIORITY),
        portfolios=keys(Sort.PORTFOLIO),
        kind=subject.kind,
        bands=subject.bands,
        owner=people[0] if people else ME if subject.mine == "indicators" else "",
        refs=subject.refs,
        excepted=tuple(name.key for name in subject.excepted),
        mine=subject.mine == "services",
    )


def past(said: When, today: date) -> Period | None:
    """The period named; not the one still running where it is only called "this month"."""
    period = said.one
    is_running = period is not None and said.relative and period.end >= today
    return None if is_running else period


def text_of(one: Question) -> str:
    """What, typed in chat, asks the same; empty for what is not asked twice."""
    return getattr(one, "text", "")
