"""A figure typed straight into the chat: "HOU-02 is 61.4% because two officers were on leave"."""

import re
from dataclasses import dataclass

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: n for n, word in enumerate(_SMALL.split())}
_TENS = {word: 10 * n for n, word in enumerate(_ROUND.split(), 2)}


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """`value` as a number in digits; empty where the words say that there is none yet."""

    value: str
    out_of: str = ""
    commentary: str = ""


def find(words: str, as_typed: str) -> TypedFigure | None:
    """The figure in the question's words (`#` the indicator, `@` the period), or None.

    `as_typed` is what the person wrote, from which the commentary is taken word for word.
    """
    words = _in_digits(words)
    if _QUESTION.search(words):
        return None
    if _NOTHING_YET.search(words):
        return TypedFigure("")
    found = _AFTER.search(words) or _BEFORE.search(words)
    if not found:
        return None
    rest = words[found.end() :].strip(" ,")
    if rest and not _MAY_FOLLOW.match(rest):
        return None
    value = re.sub(r"[£%, ]", "", found["value"])
    return TypedFigure(value, found["of"] or "", _commentary(as_typed))


def _commentary(as_typed: str) -> str:
    found = _BECAUSE.search(as_typed)
    if not found:
        return ""
    words = found["words"].strip()
    return words[:1].upper() + words[1:]


def _in_digits(words: str) -> str:
    """Numbers in words as digits: one hundred and two is 102."""
    return _IN_WORDS.sub(_digits, words)


def _digits(found: re.Match[str]) -> str:
    if not found[0].strip() or found[0].strip() in ("one", "a hundred"):
        return found[0]
    total = part = 0
    for word in re.findall(r"[a-z]+", found[0]):
        if word in _UNITS:
            part += _UNITS[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
    return str(total + part)


_WORD = "|".join((*_UNITS, *_TENS, "hundred", "thousand"))
_IN_WORDS = re.compile(rf"\b(?:(?:{_WORD})(?:[ -](?:and )?(?=(?:{_WORD})\b))?)+\b")
_VALUE = r"(?P<value>-?£?\d[\d,]*(?:\.\d+)?(?: ?%)?)"
_OF = r"(?: ?(?:out of|of|over|/|from) ?(?P<of>\d[\d,]*))?"
_LINK = (
    r"(?:\b(?:is|was|are|were|be|been|should|have|has|to|at|of|stands|came|comes|in|out|now|figure"
    r"|figures|value|number|today|for|the|actual|result|we|got|had|report|reported|reporting|as"
    r"|total|it|final|provisional|about|went|new|fell|rose|dropped|up|down|just|correct|corrected"
    r"|amend|amended|change|changed|update|updated|make|set|approx|exactly|would|will|percent)\b"
    r"|[=:,@>-])"
)
_AFTER = re.compile(
    rf"# ?(?:{_LINK} ?)*{_VALUE}{_OF}(?! ?(?:months?|quarters?|years?|weeks?|days? ago))(?![\w.])"
)
_BEFORE = re.compile(
    rf"(?:^|\b(?:submit|enter|put|record|log|give|report|add|got|had|have|is|was) "
    rf"){_VALUE}{_OF} ?(?:%|percent|households|families|people|days|cases|homes|"
    rf"visits|minutes)?"
    rf" ?(?:in )?(?:for|against|on|into|to|at) (?:the )?#(?: @)?"
)
_MAY_FOLLOW = re.compile(
    r"(?:%|percent|per cent|@|for|in|because|as|due|since|rents|not|instead|rather|"
    r"households|families|people|days|minutes|cases|homes|visits|pounds|tonnes|"
    r"kg|and|but|owing|this|last|please|commentary|comment|reason|note|-|,|:|\(|"
    r"per|points|invoices|complaints|calls|sites|with|thanks|[a-z]+)"
)
_QUESTION = re.compile(
    r"^(?:is|are|was|were|did|does|do|has|have|had|can|will|would|should|why|what|"
    r"how|when|who|which|where|if|top|bottom|worst|best)\b"
    r"|\badd (?:an?|the) note\b|\b(?:compare|trend|since|target|last|top|over the|forecast"
    r"|between)\b"
)
_NOTHING_YET = re.compile(
    r"# ?(?:@ ?)?(?:(?:is|are|was|still|currently|figure|not|the|will be|:|=|-)\s?)*(?:tbc|"
    r"tba|tbd|to be confirmed|nil|n/a|na|not available(?: yet)?|not applicable|"
    r"unknown|pending|to follow|none|not ready(?: yet)?|not known(?: yet)?|no data(?: "
    r"yet)?|not in yet)\b"
    r"(?! (?:of|returns?))"
)
_BECAUSE = re.compile(
    r"(?:\b(?:because(?: of)?|due to|owing to|as(?= (?:we|the|two|our|there|it|"
    r"a|an|staff|rents))|since(?= (?:we|the|our|there)))|[,;]|\s-|\s–|%\s*:|\bcommentary:?|"
    r"\breason:?|\bcomment:?)\s+(?P<words>[A-Za-z].{3,})$",
    re.IGNORECASE | re.DOTALL,
)
