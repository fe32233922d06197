"""What a question is about: references, names, people, kinds and colours, and what is excepted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cycle.plan.indicator import Kind
from cycle.questions.cues import is_cue
from cycle.questions.dates import MONTHS
from cycle.questions.everyday_groups import ELSEWHERE
from cycle.questions.filter_words import find_bands, find_kind, find_mine
from cycle.questions.likeness import better_named, by_likeness, told_apart, without_wider
from cycle.questions.little_words import SAYS_LITTLE
from cycle.questions.names import SILENT, Name, Sort, Vocabulary, plain_ref
from cycle.questions.plain_english import PLAIN_ENGLISH
from cycle.questions.stems import stem

WHOLE = 0.95  # that two names side by side are one; our choice


@dataclass(frozen=True, slots=True)
class Subject:
    """`names` are sure; `either` are those that one name may mean, `near` those that are like it.

    `words` is the question with `#` for names, `$` for people and `~` for what is excepted.
    `missing` are references that are not in the register, `unknown` words that nothing holds.
    """

    words: str
    names: tuple[Name, ...] = ()
    either: tuple[Name, ...] = ()
    near: tuple[Name, ...] = ()
    excepted: tuple[Name, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    kind: Kind | None = None
    bands: tuple[str, ...] = ()
    mine: str = ""  # "indicators" or "services" of the person who asks

    def of(self, *sorts: Sort) -> tuple[Name, ...]:
        return tuple(name for name in self.names if name.sort in sorts)

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(name.key for name in self.of(Sort.INDICATOR))


@dataclass(frozen=True, slots=True)
class Refs:
    """The references in the words, where they stand as `#`; `missing` ones are not registered."""

    words: str
    names: tuple[Name, ...] = ()
    missing: tuple[str, ...] = ()


def find_subject(words: str, vocabulary: Vocabulary, found_refs: Refs | None = None) -> Subject:
    """What the normalised words are about. `found_refs` are those that were found before."""
    if found_refs is None:
        found_refs = find_refs(words, vocabulary)
        words = found_refs.words
    refs, missing = found_refs.names, found_refs.missing
    words, tail = _excepted(words)
    excepted = _phrases(tail, vocabulary)[1] if tail else []
    words, found = _phrases(words, vocabulary)
    words, kind = find_kind(words)
    words, bands = find_bands(words)
    mine = find_mine(words)
    names = list(refs)
    either: list[Name] = []
    for meant in found:
        if any(one in names for one in meant):
            continue
        chosen = _narrowed(meant, words, names, has_group=bool(kind or bands))
        if len(chosen) == 1:
            names.append(chosen[0])
        else:
            either.extend(chosen)
    telling, unknown = _telling(words, vocabulary)
    near: tuple[Name, ...] = ()
    names, either = better_named(names, either, telling, refs, vocabulary)
    if telling and not refs:
        names, either, near = by_likeness(telling, unknown, names, either, vocabulary)
    names, more = told_apart(names, words, vocabulary)
    either.extend(more)
    names = without_wider(names, vocabulary)
    return Subject(
        words,
        tuple(dict.fromkeys(names)),
        tuple(dict.fromkeys(one for one in either if one not in names)),
        near,
        tuple(one for meant in excepted for one in meant if one.sort is Sort.SERVICE),
        tuple(missing),
        tuple(unknown),
        kind,
        bands,
        mine,
    )


def find_refs(words: str, vocabulary: Vocabulary) -> Refs:
    """References, before periods are looked for: "env 1 april" is no first of April."""
    prefixes = {re.sub(r"\d.*", "", ref) for ref in vocabulary.by_ref}
    found: list[Name] = []
    missing: list[str] = []

    def take(match: re.Match[str]) -> str:
        prefix, digits = match["prefix"], match["digits"].replace("o", "0")
        if prefix not in prefixes:
            if "-" not in match[0] or prefix in _NOT_PREFIXES:
                return match[0]
            missing.append(f"{prefix}-{digits}".upper())
            return " # "
        if not any(digit.isdigit() for digit in digits):
            return match[0]
        for part in (digits, *re.findall(r"\d+", match["more"] or "")):
            name = vocabulary.by_ref.get(plain_ref(f"{prefix}{part}"))
            if name:
                found.append(name)
            else:
                missing.append(f"{prefix}-{part}".upper())
        return " # "

    words = " ".join(_REF.sub(take, words).split())
    return Refs(words, tuple(found), tuple(missing))


def _excepted(words: str) -> tuple[str, str]:
    """The words before "except" and those after it, up to the next part of the question."""
    match = _EXCEPT.search(words)
    return (f"{words[: match.start()]} ~ {match['rest']}", match["tail"]) if match else (words, "")


def _phrases(words: str, vocabulary: Vocabulary) -> tuple[str, list[tuple[Name, ...]]]:
    """The names that stand in the words as they are called, longest first."""
    tokens = words.replace("-", " ").split()
    telling = [
        (place, stem(token.removesuffix("'s")))
        for place, token in enumerate(tokens)
        if token not in SILENT and token not in "#@$~"
    ]
    found: list[tuple[int, tuple[Name, ...]]] = []
    runs: dict[int, list[tuple[int, str]]] = {}
    taken: set[int] = set()
    for length in range(min(vocabulary.longest, len(telling)), 0, -1):
        for first in range(len(telling) - length + 1):
            run = telling[first : first + length]
            if any(place in taken for place, _ in run) or run[-1][0] - run[0][0] > length + 2:
                continue
            names = vocabulary.by_phrase.get(tuple(each for _, each in run), ())
            names = _as_called(names, [tokens[place] for place, _ in run], vocabulary)
            if names and _is_name(tokens, run, len(telling)):
                taken.update(range(run[0][0], run[-1][0] + 1))
                found.append((run[0][0], names))
                runs[run[0][0]] = run
    found = _joined(sorted(found), runs, vocabulary)
    marks = {place: _mark(names) for place, names in found}
    kept = [marks.get(place, "" if place in taken else token) for place, token in enumerate(tokens)]
    return " ".join(" ".join(kept).split()), [names for _, names in found]


def _joined(
    found: list[tuple[int, tuple[Name, ...]]],
    runs: dict[int, list[tuple[int, str]]],
    vocabulary: Vocabulary,
) -> list[tuple[int, tuple[Name, ...]]]:
    """Names side by side, as "missed bin" and "collections", may be one indicator's name."""
    place = 0
    while place + 1 < len(found):
        first, second = runs[found[place][0]], runs[found[place + 1][0]]
        both = [*first, *second]
        if second[0][0] - first[-1][0] == 1:
            ranked = vocabulary.likeness([each for _, each in both])
            if ranked and ranked[0][0] > WHOLE and ranked[0][1].sort is Sort.INDICATOR:
                best = [name for score, name in ranked if score > WHOLE]
                if len(best) == 1:
                    runs[found[place][0]] = both
                    found[place : place + 2] = [(found[place][0], (best[0],))]
                    continue
        place += 1
    return found


def _as_called(
    names: tuple[Name, ...], words: Sequence[str], vocabulary: Vocabulary
) -> tuple[Name, ...]:
    """A name of one word, and a person's, must be said as it is: "same" is not Sam."""
    if len(words) == 1 and words[0].removesuffix("s") not in vocabulary.singles:
        return ()
    if len(words) == 1 and words[0] in _NOT_BY_ITSELF:
        return ()
    return tuple(
        name
        for name in names
        if name.sort is not Sort.PERSON
        or all(word.removesuffix("s") in vocabulary.singles for word in words)
    )


def _mark(names: Sequence[Name]) -> str:
    return "$" if all(name.sort is Sort.PERSON for name in names) else "#"


def _is_name(tokens: Sequence[str], run: Sequence[tuple[int, str]], count: int) -> bool:
    """A single word that is also plain speech ("performance") counts only beside "service"."""
    if len(run) > 1 or tokens[run[0][0]] not in _ALSO_SPEECH:
        return True
    place = run[0][0]
    after = tokens[place + 1 : place + 2]
    is_after = bool(after and after[0] in _SERVICE_WORDS)
    return count == 1 or is_after or tokens[max(0, place - 1)] == "service"


def _narrowed(
    meant: Sequence[Name], words: str, names: Sequence[Name], has_group: bool
) -> tuple[Name, ...]:
    """Of those that a name may mean, the ones that the other words leave."""
    if len(meant) == 1:
        return tuple(meant)
    for sort, said in ((Sort.SERVICE, _SAYS_SERVICE), (Sort.PRIORITY, _SAYS_PRIORITY)):
        left = tuple(one for one in meant if one.sort is sort)
        if left and (said.search(words) or (has_group and sort is Sort.SERVICE)):
            return left
    return tuple(meant)


def _telling(words: str, vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """The stems of the words that may name something, and the words that nothing holds."""
    telling, unknown = [], []
    for token in re.findall(r"[a-z0-9]+", words.replace("-", " ")):
        if len(token) < 3 or token.isdigit() or token in SILENT:
            continue
        if token in ELSEWHERE and not vocabulary.is_title_word(token):
            unknown.append(token)
            continue
        is_speech = token in PLAIN_ENGLISH or is_cue(token) or token in _COLOUR_WORDS
        if stem(token) in vocabulary.weights:
            if not is_speech:
                telling.append(stem(token))
        elif not is_speech and token not in SAYS_LITTLE:
            unknown.append(token)
    return list(dict.fromkeys(telling)), unknown


_REF = re.compile(
    r"(?<![\w£-])(?P<prefix>[a-z]{2,6})[ -]{0,3}(?P<digits>[0o]?\d{1,3}|\do|o\d)(?![\w%]|"
    r"[.:/]\d|,\d)"
    r"(?P<more>(?:(?:,? and |, ?|/| or | & )0\d\b)+)?"
)
_NOT_PREFIXES = frozenset(MONTHS) | frozenset(
    {
        "fy",
        "q",
        "qtr",
        "quarter",
        "h",
        "m",
        "p",
        "month",
        "period",
        "year",
        "covid",
        "kpi",
        "pi",
        "top",
        "version",
        "page",
        "item",
    }
)
_EXCEPT = re.compile(
    r"\b(?:except(?: for)?|(?:all|everything|everyone|anything) but|excluding|apart "
    r"from|but not|other than|minus|not including|leaving out"
    r"|besides|aside from|bar|ignoring|ex|without(?! (?:an? |any )?(?:targets?|risks?|figures?|data"
    r"|commentary|owners?)))(?: (?:those|the ones|anything|that is))*(?: in| from| of)? "
    r"(?P<tail>.+?)(?P<rest>(?: (?:@|that|which|who|for @|in @|are|is) ?.*)?)$"
)
_NOT_BY_ITSELF = frozenset({"rate", "account", "hold", "holds", "holding", "run"})  # "rates" is
_SERVICE_WORDS = frozenset({"service", "services", "team", "department", "dept", "section", "unit"})
_ALSO_SPEECH = frozenset({"performance"})
_SAYS_SERVICE = re.compile(r"# (?:service|services|team|department|dept|section|unit)\b|service #")
_SAYS_PRIORITY = re.compile(r"# (?:priority|theme|objective|ambition|pillar)\b|priority #")
_COLOUR_WORDS = frozenset({"red", "reds", "amber", "ambers", "green", "greens", "yellow", "orange"})
