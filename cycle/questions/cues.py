"""How the words beside the subject say which kind of question it is: a table of weighted cues.

Each cue is looked for in the question with `#` in place of what it is about and `@` in place of a
period. The kind whose cues weigh most is asked; the order of the table decides between equals.
"""

import re

from cycle.questions.cues_asking import ASKING
from cycle.questions.cues_doing import DOING
from cycle.questions.intents import Intent

_CUES = {**DOING, **ASKING}
CUES = tuple(
    (kind, tuple((weight, re.compile(cue)) for weight, cue in cues)) for kind, cues in _CUES.items()
)


def weigh(words: str) -> list[tuple[int, Intent]]:
    """The kinds that the words ask for, heaviest first; the table's order parts equals."""
    found = []
    for kind, cues in CUES:
        weights = sorted((weight for weight, cue in cues if cue.search(words)), reverse=True)
        if weights:
            found.append((weights[0], kind))
    return sorted(found, key=lambda each: -each[0])


def spans(words: str, kind: Intent) -> list[tuple[int, int]]:
    """Where in the words the cues of this kind stand."""
    return [found.span() for _, cue in _BY_KIND[kind] for found in cue.finditer(words)]


def is_status_word(word: str) -> bool:
    """Whether the word asks for no more than where something stands."""
    return any(cue.fullmatch(word) for _, cue in _BY_KIND[Intent.STATUS])


_BY_KIND = dict(CUES)
_SOURCES = " ".join(cue.replace(r"\b", " ") for cues in _CUES.values() for _, cue in cues)
CUE_STARTS = tuple(re.findall(r"([a-z]{4,})\\w[*+]", _SOURCES))
CUE_WORDS = (
    frozenset(
        word
        for found in re.findall(
            r"[a-z]{3,}\??(?![a-z(])", re.sub(r"\\[a-zA-Z]|[a-z]+\\w[*+]", " ", _SOURCES)
        )
        for word in ({found[:-1], found[:-2]} if found.endswith("?") else {found})
        if len(word) > 2
    )
    | frozenset({"rank"})
    | frozenset(
        f"{start.removesuffix('e')}{end}"
        for start in CUE_STARTS
        for end in ("", "e", "s", "es", "ed", "ing", "d")
        if start + end != "news"
    )
)


def is_cue(word: str) -> bool:
    """Whether the word belongs to how a question is asked, rather than to what it is about."""
    return word in CUE_WORDS or word.startswith(CUE_STARTS)
