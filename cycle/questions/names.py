"""What a question can be about: indicators, services, priorities, portfolios and people."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import log
from typing import Protocol

from cycle.questions import everyday, everyday_groups
from cycle.questions.chatter import normalised
from cycle.questions.stems import stem


class Sort(StrEnum):
    INDICATOR = "indicator"
    SERVICE = "service"
    PRIORITY = "priority"
    PORTFOLIO = "portfolio"
    PERSON = "person"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """What can be asked about. `key` is an indicator's reference, else the name itself."""

    sort: Sort
    key: str
    title: str = ""

    def __str__(self) -> str:
        return f"{self.key} {self.title}".strip()


class RegisterLine(Protocol):
    """What a line of the register must tell of itself; an `Indicator` does."""

    @property
    def ref(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def service(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def portfolio_holder(self) -> str: ...
    @property
    def definition(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Alias:
    """A further name that the performance team gave an indicator (by its reference) or group."""

    words: str
    sort: Sort
    key: str


Stems = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The register's names, arranged for looking up. Make it once per version of the register.

    `weights` says for each stem how surely it belongs to a name: 1 for its own words, less for
    words of its definition; `rarity` how telling the stem is.
    """

    by_ref: Mapping[str, Name]
    by_phrase: Mapping[Stems, tuple[Name, ...]]
    weights: Mapping[str, Mapping[Name, float]]
    rarity: Mapping[str, float]
    words: frozenset[str]
    singles: frozenset[str]  # words that are a name by themselves, or part of a person's
    services_of: Mapping[str, str]  # by reference
    first_day: date | None  # of the earliest period with a figure
    longest: int

    @classmethod
    def of(
        cls,
        lines: Iterable[RegisterLine],
        people: Iterable[str] = (),
        aliases: Iterable[Alias] = (),
        first_day: date | None = None,
    ) -> "Vocabulary":
        made = _Maker()
        register = list(lines)
        for line in register:
            made.line(line)
        given = list(aliases)
        for alias in given:
            made.alias(alias)
        for person in people:
            made.person(person)
        made.everyday()
        return made.vocabulary({line.ref: line.service for line in register}, first_day)

    def ref(self, text: str) -> Name | None:
        return self.by_ref.get(plain_ref(text))

    def exactly(self, words: str) -> tuple[Name, ...]:
        """Those whose title, alias or name the words are."""
        return self.by_phrase.get(stems(words), ())

    def is_title_word(self, word: str) -> bool:
        """Whether the word stands in a name itself, not only in a definition."""
        return any(weight == 1 for weight in self.weights.get(stem(word), {}).values())

    def cousins(self, name: Name) -> set[Name]:
        """Indicators of the same service with which the name shares a word of its title."""
        own = set(stems(name.title))
        return {
            other
            for other in self.by_ref.values()
            if other != name
            and self.services_of[other.key] == self.services_of[name.key]
            and own & set(stems(other.title))
        }

    def likeness(self, content: Sequence[str]) -> list[tuple[float, Name]]:
        """How much of the telling words belongs to each name, best first; 1 is all of it."""
        total = sum(self.rarity.get(each, UNKNOWN) for each in content)
        scores: dict[Name, float] = defaultdict(float)
        for each in content:
            for name, weight in self.weights.get(each, {}).items():
                scores[name] += weight * self.rarity[each]
        ranked = sorted(((score / total, name) for name, score in scores.items()), reverse=True)
        return sorted(ranked, key=lambda each: -each[0])


UNKNOWN = 4.0  # the rarity of a word that no name holds: it speaks against each of them
OF_DEFINITION = 0.45  # how much a word of the definition counts beside a word of the title


class _Maker:
    def __init__(self) -> None:
        self.by_ref: dict[str, Name] = {}
        self.phrases: dict[Stems, dict[Name, None]] = defaultdict(dict)
        self.weights: dict[str, dict[Name, float]] = defaultdict(dict)
        self.words: set[str] = set()
        self.singles: set[str] = set()

    def name(self, name: Name, *phrases: str) -> None:
        for phrase in phrases:
            if found := stems(phrase):
                self.phrases[found][name] = None
                plain = normalised(phrase).replace("-", " ").split()
                self.words.update(plain)
                if len(found) == 1 or name.sort is Sort.PERSON:
                    self.singles.update(word.removesuffix("s") for word in plain)
                for each in found:
                    self.weights[each][name] = 1.0

    def line(self, line: RegisterLine) -> None:
        indicator = Name(Sort.INDICATOR, line.ref, line.title)
        self.by_ref[plain_ref(line.ref)] = indicator
        bare = re.sub(r"\([^)]*\)", " ", line.title)
        self.name(indicator, line.title, bare, *line.aliases)
        for each in stems(line.definition):
            self.weights[each].setdefault(indicator, OF_DEFINITION)
        if line.service:
            self.name(Name(Sort.SERVICE, line.service), line.service)
        if line.priority:
            self.name(Name(Sort.PRIORITY, line.priority), line.priority)
        if line.portfolio_holder:
            self.portfolio(line.portfolio_holder)

    def portfolio(self, holder: str) -> None:
        name = Name(Sort.PORTFOLIO, holder)
        area = holder.lower().partition(" for ")[2] or holder.lower()
        titles = ("executive member for", "cabinet member for", "portfolio holder for",
                  "portfolio of", "lead member for", "exec member for", "member for")  # fmt: skip
        self.name(name, holder, f"{area} portfolio", *(f"{title} {area}" for title in titles))

    def person(self, person: str) -> None:
        first, _, rest = person.partition(" ")
        self.name(Name(Sort.PERSON, person), person)
        for part in (first, rest.split()[-1] if rest else ""):
            if len(part) > 2 and not self.phrases.get(stems(part)):
                self.name(Name(Sort.PERSON, person), part)
            elif len(part) > 2:
                found = self.phrases[stems(part)]
                if all(name.sort is Sort.PERSON for name in found):
                    found[Name(Sort.PERSON, person)] = None

    def alias(self, alias: Alias) -> None:
        title = ""
        if alias.sort is Sort.INDICATOR and (known := self.by_ref.get(plain_ref(alias.key))):
            title = known.title
        self.phrases.pop(stems(alias.words), None)
        self.name(Name(alias.sort, alias.key, title), alias.words)

    def everyday(self) -> None:
        """The starter list; where the register itself uses a phrase, the register decides."""
        own = set(self.phrases)
        stems_of: dict[Name, set[str]] = defaultdict(set)
        for phrase, names in self.phrases.items():
            for name in names:
                stems_of[name].update(phrase)
        for rows, sort in (
            (everyday_groups.SERVICES, Sort.SERVICE),
            (everyday_groups.PRIORITIES, Sort.PRIORITY),
            (everyday.INDICATORS, Sort.INDICATOR),
        ):
            for key, phrases in rows:
                wanted = set(stems(key))
                for name in [one for one in stems_of if one.sort is sort]:
                    if wanted <= stems_of[name]:
                        free = [
                            one
                            for one in phrases.split(";")
                            if stems(one) not in own or name in self.phrases[stems(one)]
                        ]
                        self.name(name, *free)

    def vocabulary(self, services_of: Mapping[str, str], first_day: date | None) -> Vocabulary:
        self.phrases.pop((), None)
        count = max(
            1,
            len(
                {
                    name
                    for names in self.phrases.values()
                    for name in names
                    if name.sort is not Sort.PERSON
                }
            ),
        )
        rarity = {each: 1 + log(count / len(names)) for each, names in self.weights.items()}
        by_phrase = {phrase: tuple(sorted(names)) for phrase, names in self.phrases.items()}
        return Vocabulary(
            self.by_ref,
            by_phrase,
            self.weights,
            rarity,
            frozenset(word for word in self.words if len(word) > 2),
            frozenset(self.singles),
            services_of,
            first_day,
            max(map(len, by_phrase), default=1),
        )


_SILENT = (
    "a an and for in of on or the to at by with from our we us are is per that n more than who"
    " did do does have has had been being be were was which i"
)
SILENT = frozenset(_SILENT.split())


def stems(words: str) -> Stems:
    """The telling words of a name, as they are compared."""
    plain = normalised(words).replace("-", " ").replace("/", " ")
    found = (re.sub(r"[^a-z0-9]", "", word) for word in plain.split())
    return tuple(stem(word) for word in found if word and word not in SILENT)


def plain_ref(text: str) -> str:
    """A reference without its dashes, spaces and leading noughts: `hou1` for HOU-01."""
    bare = re.sub(r"[\W_]+", "", text.lower())[:40]
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", bare)
