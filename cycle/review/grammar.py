"""What a person asks in chat, understood by a closed grammar; or the nearest readings, no guess."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from cycle.periods import Period
from cycle.plan.indicator import Kind
from cycle.plan.names import Name, Register, Sort
from cycle.review import period_words
from cycle.review.question import (
    Choices,
    DataQuality,
    Delivery,
    Due,
    Filter,
    Help,
    MarkSeries,
    NotGiven,
    PostAlertsHere,
    Question,
    Reading,
    Reopen,
    Status,
    StatusOfOne,
    Submit,
    TakeBack,
    joined,
)
from cycle.review.reading import UnreadableValue, read_day
from cycle.text import without_hidden

MOST_READ = 200  # characters of a question; with the reason of a reopening, 2,000
MOST_READINGS = 3

T = TypeVar("T")


def understand(text: str, register: Register, today: date) -> Question | Choices:
    """What the text asks, as it stands after the bot's own name is taken off. Never raises.

    Small letters or capitals, curly or straight apostrophes, HTML, emoji and hidden marks make no
    difference. A misspelt name is taken only where no other is near; what is not certain comes back
    as Choices.
    """
    clean = without_hidden(text[:2000]).translate(_QUOTES)
    clean = " ".join(_TAG.sub(" ", _MENTION.sub(" ", clean)).split())
    words = clean[:MOST_READ].lower().strip(" ?!.,;:")
    if not words or words in _HELP:
        return Help()
    if words in _DUE:
        return Due()
    if found := _POST.fullmatch(words):
        return PostAlertsHere(found["purpose"])
    if words in _DELIVERY and not register.exactly(words):
        return Delivery()
    if words.startswith("reopen"):
        return _reopening(clean, register, today)
    if _MARK.match(words) and not register.exactly(words):
        return _marking(clean, register, today)
    if len(named := register.exactly(words)) == 1:  # a title may begin as a command does
        return _status_of(named[0], None)
    asked = _Asked(clean[:MOST_READ], register, today)
    for pattern, answer in _HEADS:
        if found := pattern.fullmatch(words):
            return answer(asked, found["rest"].strip())
    return asked.status(words)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question under way: what was heard, the names it may use, and today."""

    heard: str
    register: Register
    today: date

    def submit(self, words: str) -> Question | Choices:
        if not words or words in _MINE:
            return Due()
        said = self._said(words)
        if len(said.periods) > 1:
            return self._which_period(f"submit {said.rest}", said.periods)
        period = _only(said.periods)
        named = self._named(said.rest, Sort.INDICATOR)
        if len(named) == 1:
            return Submit(named[0].key, period)
        near = named or self.register.nearest(said.rest, Sort.INDICATOR)
        return self._choices(_reading(name, "submit", period) for name in near)

    def not_given(self, words: str) -> Question | Choices:
        return self._of_a_set(words, NotGiven, "who hasn't submitted in")

    def data_quality(self, words: str) -> Question | Choices:
        return self._of_a_set(words, DataQuality, "data quality of")

    def status(self, words: str) -> Question | Choices:
        said = self._said(words)
        if len(said.periods) > 1:
            return self._which_period(f"status of {said.rest}", said.periods)
        period, rest = _only(said.periods), _TAIL.sub("", said.rest)
        if period_words.said(rest, self.today).periods:  # two periods: one answer shows one
            return self._nearest(rest, period)
        if len(exact := self.register.exactly(rest)) == 1:
            return _status_of(exact[0], period)
        meant = self._filter(rest)
        if isinstance(meant, Filter):
            named = self.register.in_words(rest, Sort.INDICATOR)
            if not named or not meant.band or not (meant.service or meant.priority):
                return Status(meant, period)
            # "green waste" may be the green ones of Waste or an indicator of garden waste
            both = [Reading(joined(meant.words, period), _typed("status of", meant.text, period))]
            return self._choices([*both, *(_reading(name, "status of", period) for name in named)])
        named = self._named(rest, *Sort)
        if len(named) == 1 and not meant:
            return _status_of(named[0], period)
        if names := meant or named:
            return self._choices(_reading(name, "status of", period) for name in names)
        return self._nearest(rest, period)

    def _of_a_set(
        self, words: str, kind: type[NotGiven] | type[DataQuality], verb: str
    ) -> Question | Choices:
        said = self._said(words)
        if len(said.periods) > 1:
            return self._which_period(f"{verb} {said.rest}", said.periods)
        period = _only(said.periods)
        meant = self._filter(said.rest, is_a_set=True)
        if isinstance(meant, Filter):
            return kind(meant, period)
        near = meant or self.register.nearest(said.rest, Sort.SERVICE, Sort.PRIORITY)
        return self._choices(_reading(name, verb, period) for name in near)

    def _said(self, words: str) -> period_words.Said:
        """The period in the words, unless the words as they stand are a name."""
        if len(self.register.exactly(words)) == 1:
            return period_words.Said((), words)
        return period_words.said(words, self.today)

    def _filter(self, words: str, is_a_set: bool = False) -> Filter | tuple[Name, ...]:
        """The set of indicators the words mean; else the services and priorities they could mean.

        Words that ask for a set ("KPIs", "red") may shorten or misspell a service's name, since
        no single indicator can be meant.
        """
        kind, rest = _taken(words, _KINDS)
        band, rest = _taken(rest, _BANDS)
        found = Filter(kind=kind, band=band)
        said = tuple(sort for sort in _GROUPS if f"{sort} " in words)
        phrasings = _phrasings(rest)
        if not phrasings[-1]:
            return found
        groups = self._exact(phrasings, said or _GROUPS)
        if not groups and (is_a_set or said or rest != words):
            groups = self._named(phrasings[-1], *(said or _GROUPS))
        if len(groups) != 1:
            return groups
        if groups[0].sort is Sort.SERVICE:
            return replace(found, service=groups[0].key)
        return replace(found, priority=groups[0].key)

    def _named(self, words: str, *sorts: Sort) -> tuple[Name, ...]:
        """What the words name: exactly, else by some of its words, else misspelt beyond doubt."""
        phrasings = _phrasings(words)
        rest = phrasings[-1]
        if named := self._exact(phrasings, sorts) or self.register.in_words(rest, *sorts):
            return named
        misspelt = self.register.misspelt(rest, *sorts)
        return (misspelt,) if misspelt else ()

    def _exact(self, phrasings: Iterable[str], sorts: tuple[Sort, ...]) -> tuple[Name, ...]:
        """What the first phrasing that is a name stands for."""
        for phrasing in phrasings:
            named = self.register.exactly(phrasing)
            if named := tuple(name for name in named if name.sort in sorts):
                return named
        return ()

    def _nearest(self, words: str, period: Period | None) -> Choices:
        mentioned = [name for word in words.split() for name in self.register.exactly(word)]
        near = [*mentioned, *self.register.nearest(words)]
        return self._choices(_reading(name, "status of", period) for name in near)

    def _which_period(self, command: str, periods: Iterable[Period]) -> Choices:
        return self._choices(
            Reading(joined(command.capitalize(), period), f"{command} {period}")
            for period in periods
        )

    def _choices(self, readings: Iterable[Reading]) -> Choices:
        return Choices(self.heard, tuple(dict.fromkeys(readings))[:MOST_READINGS] or _USUAL)


def _reopening(clean: str, register: Register, today: date) -> Question | Choices:
    how = Choices(clean[:MOST_READ], _HOW_TO_REOPEN)
    if not (found := _REOPEN.fullmatch(clean)):
        return how
    said = period_words.said(found["what"].lower(), today)
    named = [name for name in register.exactly(said.rest) if name.sort is not Sort.PRIORITY]
    if len(said.periods) != 1 or len(named) != 1:
        return how
    try:
        until = read_day(found["until"])
    except UnreadableValue:
        return how
    ref = named[0].key if named[0].sort is Sort.INDICATOR else None
    service = None if ref else named[0].key
    return Reopen(ref, service, said.periods[0], until, found["reason"])


def _marking(clean: str, register: Register, today: date) -> Question | Choices:
    """A break or a note, or one taken back; its words are kept as they were typed."""
    if clean.lower().startswith("take back"):
        return _taking_back(clean, register, today)
    is_break = clean.lower().startswith("break")
    how = Choices(clean[:MOST_READ], (_HOW_TO_BREAK if is_break else _HOW_TO_NOTE,))
    if not (found := _MARKED.fullmatch(clean)):
        return how
    if not (place := _in_a_series(found["what"], register, today)):
        return how
    return MarkSeries(*place, is_break, found["words"].strip())


def _taking_back(clean: str, register: Register, today: date) -> Question | Choices:
    how = Choices(clean[:MOST_READ], (_HOW_TO_TAKE_BACK,))
    if not (found := _TAKEN_BACK.fullmatch(clean)):
        return how
    if not (place := _in_a_series(found["what"], register, today)):
        return how
    return TakeBack(*place, found["kind"].lower() == "break", found["words"].strip())


def _in_a_series(what: str, register: Register, today: date) -> tuple[str, Period] | None:
    """The one indicator and the one period that are named; None where either is in doubt."""
    said = period_words.said(what.lower(), today)
    named = [name for name in register.exactly(said.rest) if name.sort is Sort.INDICATOR]
    if len(said.periods) != 1 or len(named) != 1:
        return None
    return named[0].key, said.periods[0]


def _status_of(name: Name, period: Period | None) -> Question:
    match name.sort:
        case Sort.INDICATOR:
            return StatusOfOne(name.key, period)
        case Sort.SERVICE:
            return Status(Filter(service=name.key), period)
        case Sort.PRIORITY:
            return Status(Filter(priority=name.key), period)


def _reading(name: Name, verb: str, period: Period | None) -> Reading:
    if name.sort is Sort.INDICATOR:
        return Reading(joined(str(name), period), _typed(verb, name.key, period))
    label = joined(f"{name.key} ({name.sort})", period)
    return Reading(label, _typed(verb, f"{name.sort} {name.key}", period))


def _typed(verb: str, what: str, period: Period | None) -> str:
    return f"{verb} {what}" if period is None else f"{verb} {what} {period}"


def _only(periods: tuple[Period, ...]) -> Period | None:
    return periods[0] if len(periods) == 1 else None


def _phrasings(words: str) -> tuple[str, str, str]:
    """The words as they stand, without what leads and ends them, and without any word of no weight.

    In this order, since a name may hold such a word itself: "Democratic Services".
    """
    inner = _END.sub("", _LEAD.sub("", " ".join(words.split())))
    return words, inner, " ".join(_STOP.sub(" ", words).split())


def _taken(words: str, table: tuple[tuple[re.Pattern[str], T], ...]) -> tuple[T | None, str]:
    """What the first pattern found stands for, and the words without it."""
    for pattern, meant in table:
        if pattern.search(words):
            return meant, pattern.sub(" ", words)
    return None, words


_MENTION = re.compile(r"<at\b[^<>]{0,200}>[^<>]{0,100}</at>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,200}>")
_QUOTES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
_GROUPS = (Sort.SERVICE, Sort.PRIORITY)

_HELP = frozenset({"help", "hello", "hi", "menu", "what can you do", "commands", "start"})
_MINE = frozenset({"mine", "my figures", "my figure", "my indicators", "all", "a figure"})
_DUE = frozenset(
    {"due", "what's due", "whats due", "what is due", "due today", "my figures", "mine"}
    | {"what's due today", "what is due today", "what's due from me", "what is due from me"}
    | {"what do i have to do", "what do i owe", "my kpis", "my indicators"}
)
_DELIVERY = frozenset(
    {"delivery", "deliveries", "delivery status", "what is stuck", "what's stuck", "what waits"}
    | {"status of delivery", "status of deliveries", "who is out of reach"}
)
_USUAL = (
    Reading("What can be asked", "help"),
    Reading("Figures due from me", "due"),
    Reading("Status of all KPIs", "status of KPIs"),
)
_HOW_TO_REOPEN = (Reading("How: reopen HOU-01 2026-09 until 30 October 2026 because …", "help"),)
_HOW_TO_BREAK = Reading("How: break HOU-01 2026-04 because the definition changed", "help")
_HOW_TO_NOTE = Reading("How: note on HOU-01 2026-04: a new partnership began", "help")
_HOW_TO_TAKE_BACK = Reading("How: take back break of HOU-01 2026-04 because …", "help")
_POST = re.compile(r"post (?:the )?(?P<purpose>board) alerts (?:here|in this channel)")
_REOPEN = re.compile(
    r"reopen (?P<what>.{1,120}?) until (?P<until>.{1,40}?),? "
    r"(?:because|since|as|reason:?) (?P<reason>.+)",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:break|note|take back)\b")
_PLACE_AND_WORDS = (
    r"(?: (?:on|in|for|of|to|at))? (?P<what>.{1,120}?)"
    r"(?: ?: ?|,? (?:because|since|as|reason:?) )(?P<words>.+)"
)
_MARKED = re.compile(rf"(?:break|note){_PLACE_AND_WORDS}", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    rf"take back (?:the |a |my )?(?P<kind>break|note){_PLACE_AND_WORDS}", re.IGNORECASE
)

_TAIL = re.compile(r" (?:doing|performing|looking|going|do|perform)$")
_LIGHT = (
    r"(?:in|for|of|on|at|the|our|all|any|are|is|which|every|everything|everyone|everybody|whole"
    r"|council|services?|priority|teams?|department|with|that|still|currently|please|indicators?)"
)
_STOP = re.compile(rf"\b{_LIGHT}\b")
_LEAD = re.compile(rf"^(?:{_LIGHT} )+")
_END = re.compile(r"(?: (?:in|are|is|that|which|indicators?|service|team|department|please))+$")
_KINDS = (
    (re.compile(r"\bkey performance indicators?\b|\bkpi'?s?\b"), Kind.KPI),
    (re.compile(r"\bperformance indicators?\b|\bpi'?s?\b"), Kind.PI),
    (re.compile(r"\bstatistics?\b"), Kind.STATISTIC),
)
_BANDS = (
    (re.compile(r"\breds?\b"), "Red"),
    (re.compile(r"\bambers?\b"), "Amber"),
    (re.compile(r"\bgreens?\b"), "Green"),
)

_REST = r"(?P<rest>(?: .*)?)"
_IN = rf"(?: (?:in|for|from|of|by|on)\b)?{_REST}"
_WHO = r"(?:who|what|which \w+)"
_NOT = r"(?:has|have|did|does|is|are)?(?:n't|nt| not| n t)(?: yet)?(?: been)?"
_GIVEN = r"(?:submitted|submit|given|give|reported|report|sent|send|answered|provided|provide)"
_ANY = r"(?:(?: any| their| its| the)?(?: data| figures?| values?| anything))?(?: yet)?"
_LATE = r"(?:missing|not submitted|awaiting(?: data)?|overdue|outstanding|late)"
_SHOW = r"(?:show(?: me)? |give me |tell me |what(?: is|'s| are) |how(?: is| are|'s| good is) )?"
_STATUS = r"(?:status|rag|performance|position|figures|state)"
_HEADS: tuple[tuple[re.Pattern[str], Callable[[_Asked, str], Question | Choices]], ...] = tuple(
    (re.compile(pattern), answer)
    for pattern, answer in (
        (rf"{_WHO} (?:still )?{_NOT} {_GIVEN}{_ANY}{_IN}", _Asked.not_given),
        (rf"(?:{_WHO} (?:is|are) )?(?:still )?{_LATE}{_ANY}{_IN}", _Asked.not_given),
        (rf"{_SHOW}(?:the )?data quality{_IN}", _Asked.data_quality),
        (
            rf"(?:submit|give|enter|record|correct)(?: figures?| values?| data)?{_IN}",
            _Asked.submit,
        ),
        (rf"{_SHOW}(?:the )?{_STATUS}{_IN}", _Asked.status),
        (rf"how(?: is| are|'s| did| does| do){_REST}", _Asked.status),
        (rf"(?:show(?: me)?|what(?: is|'s| are)|which(?: are)?|list){_REST}", _Asked.status),
        (r"(?P<rest>.+) (?:status|rag|performance)", _Asked.status),
        (r"(?:overview|everything|all)(?P<rest>)", _Asked.status),
    )
)
