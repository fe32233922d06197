"""One reading of a reference, e-mail or name, so that what looks alike is one thing everywhere.

`HOU\\u200b-02`, `hou–02` and `HOU-02` are one reference; so are `R  8` and `r 8`.
"""

import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")


def clean_key(text: str) -> str:
    """The text as it is kept: composed, one kind of dash, single spaces, nothing unseen."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFKC", text).translate(_DASHES)
    seen = (letter for letter in composed if unicodedata.category(letter) not in ("Cf", "Co", "Cs"))
    return " ".join("".join(seen).split())


def lookup_key(text: str) -> str:
    """The text as it is compared: as kept, and capitals do not count."""
    return clean_key(text).casefold()
