"""Which indicator, service or priority a person means, by reference or by name, even misspelt."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Protocol

from rapidfuzz import fuzz, process

SURE = 80  # per cent alike by WRatio before a misspelt name is taken for the name; our choice
MARGIN = 5  # how much less alike the next name must be; our choice
SAME_WORD = 75  # per cent alike before one word is taken for a misspelling of another; our choice
WORTH_OFFERING = 55  # per cent alike before a name is offered as a reading; our choice
MOST_HEARD = 100  # characters of a name that are matched at all; the longest title is shorter


class Sort(StrEnum):
    INDICATOR = "indicator"
    SERVICE = "service"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """What can be asked about. `key` is an indicator's reference, else the name itself."""

    sort: Sort
    key: str
    title: str = ""

    def __str__(self) -> str:
        return f"{self.key} {self.title}".strip()


class Named(Protocol):
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


@dataclass(frozen=True)
class Register:
    """The register's names, arranged for looking up. Make it once per version of the register."""

    by_ref: Mapping[str, tuple[Name, ...]]
    by_phrase: Mapping[str, tuple[Name, ...]]
    by_word: Mapping[str, frozenset[str]]  # the phrases in which a word occurs

    @classmethod
    def of(cls, lines: Iterable[Named]) -> "Register":
        refs: dict[str, dict[Name, None]] = defaultdict(dict)
        phrases: dict[str, dict[Name, None]] = defaultdict(dict)
        for line in lines:
            indicator = Name(Sort.INDICATOR, line.ref, line.title)
            refs[_ref(line.ref)][indicator] = None
            for title in (line.title, *line.aliases):
                phrases[plain(title)][indicator] = None
            phrases[plain(line.service)][Name(Sort.SERVICE, line.service)] = None
            phrases[plain(line.priority)][Name(Sort.PRIORITY, line.priority)] = None
        phrases.pop("", None)
        words: dict[str, set[str]] = defaultdict(set)
        for phrase in phrases:
            for word in phrase.split():
                words[_stem(word)].add(phrase)
        return cls(
            {ref: tuple(names) for ref, names in refs.items()},
            {phrase: tuple(names) for phrase, names in phrases.items()},
            {word: frozenset(found) for word, found in words.items()},
        )

    def exactly(self, text: str) -> tuple[Name, ...]:
        """Those whose reference (`hou 1` is HOU-01), title, alias or name the text is."""
        return self.by_ref.get(_ref(text)) or self.by_phrase.get(plain(text), ())

    def in_words(self, text: str, *sorts: Sort) -> tuple[Name, ...]:
        """Those in whose title, alias or name every word of the text occurs, plurals aside."""
        found = [self.by_word.get(_stem(word), frozenset()) for word in _telling(text)]
        phrases = reduce(frozenset.__and__, found) if found else frozenset()
        names = (name for phrase in phrases for name in self.by_phrase[phrase])
        return tuple(sorted({name for name in names if name.sort in (sorts or tuple(Sort))}))

    def misspelt(self, text: str, *sorts: Sort) -> Name | None:
        """The one name that the text misspells beyond doubt, or None.

        Every word typed must be like a word of the name, the whole like enough, and no other name
        nearly as like: matching by parts alone would take anything for something.
        """
        words = _telling(text)
        near = [
            (name, score)
            for phrase, name, score in self._ranked(text, sorts)
            if words and all(_occurs(word, phrase) for word in words)
        ]
        if not near or near[0][1] < SURE:
            return None
        return None if len(near) > 1 and near[0][1] - near[1][1] < MARGIN else near[0][0]

    def nearest(self, text: str, *sorts: Sort, most: int = 3) -> tuple[Name, ...]:
        """The names most like the text, best first; none where no word of it is like theirs."""
        words = [word for word in _telling(text) if len(word) > 2]
        names = [
            name
            for phrase, name, _ in self._ranked(text, sorts)
            if any(_occurs(word, phrase) for word in words)
        ]
        return tuple(names or self._with_like_ref(text, sorts))[:most]

    def _with_like_ref(self, text: str, sorts: tuple[Sort, ...]) -> list[Name]:
        ref = _ref(text)
        if not _LIKE_A_REF.fullmatch(ref) or (sorts and Sort.INDICATOR not in sorts):
            return []
        alike = process.extract(ref, self.by_ref.keys(), scorer=fuzz.ratio, score_cutoff=60)
        return [name for found, _, _ in alike for name in self.by_ref[found]]

    def _ranked(self, text: str, sorts: tuple[Sort, ...]) -> list[tuple[str, Name, float]]:
        alike = process.extract(
            plain(text),
            self.by_phrase.keys(),
            scorer=fuzz.WRatio,
            score_cutoff=WORTH_OFFERING,
            limit=12,
        )
        best: dict[Name, tuple[str, float]] = {}
        for phrase, score, _ in alike:
            for name in self.by_phrase[phrase]:
                if name.sort in (sorts or tuple(Sort)):
                    best.setdefault(name, (phrase, score))
        return [(phrase, name, score) for name, (phrase, score) in best.items()]


def plain(text: str) -> str:
    """Small letters and figures only, single spaces, `and` for `&`: how names are compared."""
    return " ".join(_NOT_A_WORD.sub(" ", text[:MOST_HEARD].lower().replace("&", " and ")).split())


_NOT_A_WORD = re.compile(r"[\W_]+")
_LIKE_A_REF = re.compile(r"[a-z]{1,6}[0-9]{1,4}")
_SILENT = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "the", "to"})


def _ref(text: str) -> str:
    """A reference without its dashes, spaces and leading noughts: `hou1` for HOU-01."""
    if len(text) > 40:
        return ""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", _NOT_A_WORD.sub("", text.lower()))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _telling(text: str) -> tuple[str, ...]:
    return tuple(word for word in plain(text).split() if word not in _SILENT)


def _occurs(word: str, phrase: str) -> bool:
    return any(fuzz.ratio(word, other) >= SAME_WORD for other in phrase.split())
