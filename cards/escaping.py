"""People's text on a card: shown as it was typed, never acting as markup, link or mention."""

import re
from functools import lru_cache

# Bidirectional overrides can turn a figure round; the joiners that emoji and scripts need stay.
_UNWANTED = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # line breaks stay
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# Only what would act is escaped, for phones show the backslash (AdaptiveCards issue 5590).
# Brackets are escaped, so what stands in parentheses cannot become a link's address.
_MARKUP = re.compile(
    r"[\\*`\[\]]"
    r"|~(?=~)"
    r"|<(?=[A-Za-z/!?])"  # a tag, a mention or an address; "< 10 days" stays
    r"|&(?=#?\w+;)"
    r"|(?<![^\W_])_|_(?![^\W_])"  # at the edge of a word; the one inside snake_case stays
    r"|^[ ]*[-+#>](?=\s)"
    r"|(?<=\d)[.)](?=\s)(?<=^\d.)",
    re.MULTILINE,
)


def clean(text: str) -> str:
    """People's text without control characters and reversed writing; line breaks stay."""
    if text.isprintable():  # nearly always: then there is none of the following
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _CONTROL.sub("", _UNWANTED.sub("", text))


@lru_cache(4096)  # a card says mostly what the last one said
def safe(text: str) -> str:
    """People's text for a TextBlock: it shows as it was typed, and is never markup or a mention."""
    escaped = _MARKUP.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], clean(text).strip())
    return re.sub(r"\n+", "\n\n", escaped)


def short(words: str, most: int = 90) -> str:
    """The first words of a text, in so many characters, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rsplit(maxsplit=1)[0] + " …"
