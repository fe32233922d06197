"""Whether a commentary is that of the period before, word for word or with a word slipped in."""

import re
from difflib import SequenceMatcher

SHORTEST = 6  # words, before a few more or fewer are looked past; our choice
ADDED = 10  # of so many words one may be added or left out; our choice


def is_the_same(text: str, before: str) -> bool:
    """Whether it is word for word the same; not of no words at all."""
    return bool(_words(text)) and "".join(_words(text)) == "".join(_words(before))


def is_nearly_the_same(text: str, before: str) -> bool:
    """Whether nothing new is said: the same words but for one or two slipped in or left out.

    A number, a date or a "not" that is new is news.
    """
    new, old = _words(text), _words(before)
    if min(len(new), len(old)) < SHORTEST:
        return False
    changed: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            return False
        if kind != "equal":
            changed += old[a:b] + new[c:d]
    return len(changed) <= max(1, len(old) // ADDED) and not any(map(_NEWS.fullmatch, changed))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", ""))


_NEWS = re.compile(
    r".*\d.*|no|not|never|longer|without|none|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
)
