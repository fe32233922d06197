"""Typing errors set right, from a closed list of words: those of the commands and of the register.

A word that is plain English is left alone, and so is one that could be two of the list.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from cycle.questions.common_words import COMMON_WORDS
from cycle.questions.cues import is_cue
from cycle.questions.little_words import SAYS_LITTLE
from cycle.questions.plain_english import PLAIN_ENGLISH
from cycle.questions.stems import stem

SHORTEST = 4  # letters: shorter words are too like each other; our choice
TWO_WRONG = 7  # letters of a word in which two may be wrong; our choice

ENGLISH = PLAIN_ENGLISH | COMMON_WORDS | SAYS_LITTLE
FAVOURED = frozenset(
    {"status", "owner", "target", "trend", "risks", "figures", "compare", "submit"}
)

_SHORT_WORDS = {"rad": "red", "rde": "red", "erd": "red", "wat": "what", "wot": "what", "hw": "how",
                "teh": "the", "adn": "and", "fo": "of", "ot": "to", "hte": "the"}  # fmt: skip


@lru_cache(8192)
def _nearest(word: str, known: frozenset[str]) -> str:
    most = 2 if len(word) >= TWO_WRONG else 1
    best: list[str] = []
    for other in known:
        if abs(len(other) - len(word)) > most or len(other) < SHORTEST:
            continue
        wrong = OSA.distance(word, other, score_cutoff=most)
        if wrong < most or (wrong == most and wrong):
            if wrong < most:
                most, best = wrong, []
            best.append(other)
    same_start = [other for other in best if other[0] == word[0]]
    best = same_start or (best if len(word) > SHORTEST else [])
    same_letters = [other for other in best if sorted(other) == sorted(word)]
    favoured = [other for other in best if other in FAVOURED]
    best = same_letters or favoured or best
    stems = {other.removesuffix("s") for other in best}
    return min(best, key=lambda other: (len(other) != len(word), other)) if len(stems) == 1 else ""


def corrected(
    words: Iterable[str], known: frozenset[str], proper: Collection[str] = ()
) -> list[str]:
    """The words with those that are misspelt set right; what is joined is parted, and joined again.

    `known` are the words to correct to; `proper` names are left as they are.
    """
    return list(_corrected(list(words), known, proper))


def _corrected(given: list[str], known: frozenset[str], proper: Collection[str]) -> Iterator[str]:
    place = 0
    while place < len(given):
        word = given[place]
        following = given[place + 1] if place + 1 < len(given) else ""
        place += 1
        if word in _SHORT_WORDS:
            yield _SHORT_WORDS[word]
        elif not word.isalpha() or stem(word) in _stems(known) or word in known or word in ENGLISH:
            yield word
        elif following.isalpha() and word + following in known:
            yield word + following
            place += 1
        elif len(word) >= SHORTEST and (right := _nearest(word, known)):
            yield right
        elif parts := _parted(word, known):
            yield from parts
        else:
            yield word


@lru_cache(8)
def _stems(known: frozenset[str]) -> frozenset[str]:
    """An inflected word is no misspelt one: collecting, where collection is known."""
    names = (stem(word) for word in known if len(word) > SHORTEST and not is_cue(word))
    english = (stem(word) for word in ENGLISH)
    return frozenset(names) | frozenset(found for found in english if len(found) > SHORTEST)


@lru_cache(4096)
def _parted(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """`counciltax` is council tax."""
    for place in range(4, len(word) - 2):
        first, second = word[:place], word[place:]
        if first in known and second in known and second not in ("ing", "ers"):
            return first, second
    return ()
