"""What a spreadsheet's number format makes of a number: a date, a month, a percentage, a word."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Shown(Enum):
    """What a person sees in the cell."""

    NUMBER = "a number"
    DAY = "a day"
    MONTH = "a month of a year"
    MOMENT = "a day and a time"
    TIME = "a time of day"
    DURATION = "a length of time"


@dataclass(frozen=True, slots=True)
class Format:
    """How one section of a number format shows a number.

    `hundreds` is how many times it is multiplied by 100 for a percent sign. `ending` is text after
    the number that belongs to the value: `%` in `0.00"%"`, where nothing is multiplied, or `m` in
    `0.0"m"`, where 1.2 means £1.2m.
    """

    shown: Shown
    hundreds: int = 0
    ending: str = ""


BUILT_IN = {  # the formats that a workbook names by number alone
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),  # East Asian days
    **dict.fromkeys(range(32, 36), "h:mm:ss"),
}

_TOKEN = re.compile(
    r"(?P<quoted>\"[^\"]*\"?)|(?P<escaped>\\.)|(?P<spacing>[_*].)|(?P<bracket>\[[^\]]*\])"
    r"|(?P<word>general|am/pm|a/p|e[+-])|(?P<letter>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_SIZES = ("k", "m", "mn", "bn", "million", "billion", "thousand")
_SCALING_COMMA = re.compile(r"[0#?],+(?![0#?])")


@lru_cache(1024)
def read_format(code: str, sign: int) -> Format:
    """How the format shows a number of this sign: -1, 0 or 1."""
    return _read_section(_section(code, sign))


def _section(code: str, sign: int) -> str:
    """The part of a format that is for numbers of this sign: `positive;negative;zero;text`."""
    sections = [""]
    for token in _TOKEN.finditer(code):
        if token["letter"] == ";":
            sections.append("")
        else:
            sections[-1] += token[0]
    if any(_CONDITION.search(section) for section in sections):
        return sections[0]  # conditions choose colours and words, not what kind of value it is
    if sign < 0 and len(sections) > 1:
        return sections[1]
    if sign == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _read_section(section: str) -> Format:
    letters, literal, plain = set[str](), "", ""
    for token in _TOKEN.finditer(section):
        if token["quoted"]:
            literal += token[0].strip('"')
        elif token["escaped"]:
            literal += token[0][1]
        elif token["bracket"] and _ELAPSED.fullmatch(token[0]):
            return Format(Shown.DURATION)
        elif token["letter"]:
            letters.add(token[0].lower())
            plain += token[0]
    if letters & set("ymdhs"):
        return Format(_shown_date(letters))
    ending = literal.strip().lower()
    if "%" in plain:
        return Format(Shown.NUMBER, hundreds=plain.count("%"))
    if ending == "%" or (ending in _SIZES and not _SCALING_COMMA.search(plain)):
        return Format(Shown.NUMBER, ending=ending)
    return Format(Shown.NUMBER)


def _shown_date(letters: set[str]) -> Shown:
    has_clock, has_day = bool(letters & set("hs")), "d" in letters
    if has_clock:
        return Shown.MOMENT if has_day or "y" in letters else Shown.TIME
    return Shown.MONTH if "m" in letters and not has_day else Shown.DAY
