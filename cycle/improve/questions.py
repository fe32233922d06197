"""What can be asked in chat of Improve and Monitor, and the closed grammar that understands it.

Tried before Review's, so it takes only what is surely meant: anything else is None.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cycle.periods import Frequency, Period
from cycle.plan.names import Name, Register, Sort
from cycle.review import period_words

MOST_READ = 200  # characters of a question


@dataclass(frozen=True, slots=True)
class OpenExceptions:
    """Which concerns are open? Of all services when `service` is None."""

    service: str | None = None

    def read_as(self) -> str:
        return _in("Open exceptions", self.service)


@dataclass(frozen=True, slots=True)
class Interventions:
    """Which interventions are there?"""

    service: str | None = None

    def read_as(self) -> str:
        return _in("Interventions", self.service)


@dataclass(frozen=True, slots=True)
class OverdueActions:
    """What has been promised and is late?"""

    service: str | None = None

    def read_as(self) -> str:
        return _in("Overdue actions", self.service)


@dataclass(frozen=True, slots=True)
class Successes:
    """What is there to celebrate?"""

    service: str | None = None

    def read_as(self) -> str:
        return _in("Successes", self.service)


@dataclass(frozen=True, slots=True)
class History:
    """What has happened to this indicator?"""

    ref: str

    def read_as(self) -> str:
        return f"History of {self.ref}"


@dataclass(frozen=True, slots=True)
class Risks:
    """Which risks does this indicator watch? The whole register when `ref` is None."""

    ref: str | None = None

    def read_as(self) -> str:
        return f"Risks of {self.ref}" if self.ref else "Corporate risks"


@dataclass(frozen=True, slots=True)
class WithoutRisk:
    """Which KPIs watch no risk?"""

    def read_as(self) -> str:
        return "KPIs without a risk"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What did the board decide in this period?"""

    period: Period

    def read_as(self) -> str:
        return f"Decisions of the board, {self.period.words}"


@dataclass(frozen=True, slots=True)
class CallIn:
    """The form that records a call-in of this indicator's manager."""

    ref: str

    def read_as(self) -> str:
        return f"Call-in for {self.ref}"


@dataclass(frozen=True, slots=True)
class PostEscalationsHere:
    """From now on this chat or channel gets what is escalated."""

    def read_as(self) -> str:
        return "Post escalations here"


Question = (
    OpenExceptions
    | Interventions
    | OverdueActions
    | Successes
    | History
    | Risks
    | WithoutRisk
    | Decisions
    | CallIn
    | PostEscalationsHere
)


def understand(text: str, register: Register, today: date) -> Question | None:
    """What the text surely asks of Improve or Monitor; None for anything else. Never raises."""
    words = " ".join(_TAG.sub(" ", text[:2000]).split())[:MOST_READ].lower().strip(" ?!.,;:")
    if register.exactly(words):  # a title may begin as a command does
        return None
    if words in _POST:
        return PostEscalationsHere()
    if words in _WITHOUT:
        return WithoutRisk()
    if found := _DECISIONS.fullmatch(words):
        return _decisions(found["when"], today)
    for pattern, of_service in _OF_SERVICES:
        if found := pattern.fullmatch(words):
            return _of_service(of_service, found["rest"], register)
    for pattern, of_one in _OF_ONE:
        if found := pattern.fullmatch(words):
            named = _named(found["rest"], register, Sort.INDICATOR)
            return of_one(named.key) if named else None
    return Risks() if words in _RISKS else None


def _of_service(
    kind: Callable[[str | None], Question], rest: str | None, register: Register
) -> Question | None:
    if not rest:
        return kind(None)
    named = _named(rest, register, Sort.SERVICE)
    return kind(named.key) if named else None


def _named(words: str, register: Register, sort: Sort) -> Name | None:
    """The one of this sort that is named: exactly, by some of its words, or misspelt past doubt."""
    plain = words.removeprefix("the ").removesuffix(" service").strip()
    exact = [name for name in register.exactly(plain) if name.sort is sort]
    found = exact or register.in_words(plain, sort)
    return found[0] if len(found) == 1 else register.misspelt(plain, sort)


def _decisions(when: str | None, today: date) -> Question | None:
    last = Period.last_ended(Frequency.MONTHLY, today)
    if not when:
        return Decisions(last)
    if when.strip() == "this month":
        return Decisions(last.next)
    periods = period_words.said(when, today).periods
    return Decisions(periods[0]) if len(periods) == 1 else None


def _in(what: str, service: str | None) -> str:
    return f"{what}, {service}" if service else what


_TAG = re.compile(r"<at\b[^<>]{0,200}>[^<>]{0,100}</at>|<[^<>]{0,200}>", re.IGNORECASE)
_SHOW = r"(?:show(?: me)? |list |what(?: are|'s| is) |which )?(?:the |all |all the )?"
_SERVICE = r"(?: (?:in|of|for|by) (?P<rest>.+))?"
_POST = frozenset({"post escalations here", "post the escalations here"})
_WITHOUT = frozenset(
    f"{kpis} {without} {risk}"
    for kpis in ("kpis", "which kpis have", "kpis with")
    for without in ("without", "no")
    for risk in ("a risk", "risk", "risks", "any risk")
)
_RISKS = frozenset({"risks", "corporate risks", "risk register", "corporate risk register"})
_DECISIONS = re.compile(
    r"(?:what did the (?:performance )?board decide|(?:the )?board(?:'s)? decisions|decisions"
    r"(?: of the board)?)(?: (?:in|of|for|from))?(?P<when> .+)?"
)
_OF_SERVICES: tuple[tuple[re.Pattern[str], Callable[[str | None], Question]], ...] = (
    (re.compile(rf"{_SHOW}(?:open )?(?:exceptions|concerns){_SERVICE}"), OpenExceptions),
    (re.compile(rf"{_SHOW}(?:open |live )?interventions{_SERVICE}"), Interventions),
    (re.compile(rf"{_SHOW}(?:overdue|late) (?:actions|milestones){_SERVICE}"), OverdueActions),
    (re.compile(rf"{_SHOW}success(?:es)?{_SERVICE}"), Successes),
)
_OF_ONE: tuple[tuple[re.Pattern[str], Callable[[str], Question]], ...] = (
    (re.compile(rf"{_SHOW}history (?:of|for) (?P<rest>.+)"), History),
    (re.compile(rf"{_SHOW}risks? (?:of|for) (?P<rest>.+)"), Risks),
    (re.compile(r"call[ -]in (?:of |for )?(?P<rest>.+)"), CallIn),
)
