"""Words without their endings, so that collected, collection and collecting are one."""

from functools import lru_cache

_SUFFIXES = ("ations", "ation", "ings", "ing", "ances", "ance", "ions", "ion", "ers", "ies", "ied",
             "er", "ed", "es", "s", "y", "e")  # fmt: skip


_IRREGULAR = {
    "lose": "lost", "loses": "lost", "losing": "lost", "pay": "paid", "pays": "paid",
    "paying": "paid", "build": "built", "builds": "built", "building": "built",
    "sent": "send", "left": "leave", "leaves": "leave", "slept": "sleep", "kids": "children",
    "took": "take", "taken": "take", "done": "complete", "finished": "complete",
}  # fmt: skip


@lru_cache(16384)
def stem(word: str) -> str:
    """The word without its endings: collected, collection and collecting are one."""
    found = _IRREGULAR.get(word, word)
    while True:
        for suffix in _SUFFIXES:
            short = len(suffix) == 1 and len(found) > 3 and not found.endswith("ss")
            if found.endswith(suffix) and (short or len(found) - len(suffix) >= 4):
                found = found.removesuffix(suffix)
                break
        else:
            return found
