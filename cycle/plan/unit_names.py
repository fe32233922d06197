"""One spelling for each unit, however it was typed, and what a share in it is multiplied by.

`percent`, `pct` and `per cent` are `%`; `Per 100k`, `/100000` and `per hundred thousand` are
`per 100,000`. A unit that is not known keeps its words.
"""

import re
import unicodedata
from functools import cache

LARGEST_RATE = 10**9  # per how many; our choice, to catch slips

_SPELLINGS = {
    "%": (
        *("%", "percent", "per cent", "percentage", "pct", "pct.", "percents", "% age", "%age"),
        *("percentages", "per centum", "pc", "p.c", "per-cent"),
        *("percent (%)", "per cent (%)", "percentage (%)", "% (percent)", "(%)"),
    ),
    "GBP": ("£", "gbp", "pounds", "pound", "pounds sterling", "gbp (£)", "£ (gbp)", "uk pounds"),
    "number": ("number", "no", "no.", "nos", "nos.", "num", "num.", "count", "numbers", "#"),
    "days": ("days", "day"),
    "minutes": ("minutes", "minute", "mins", "min", "mins.", "min."),
    "hours": ("hours", "hour", "hrs", "hr", "hrs."),
    "weeks": ("weeks", "week", "wks", "wk"),
    "kg": ("kg", "kgs", "kilograms", "kilogram", "kilogrammes", "kilos"),
    "tonnes": ("tonnes", "tonne"),
    "tCO2e": ("tco2e", "tonnes co2e", "tonnes of co2e", "t co2e"),
    "per 1,000": ("‰", "per mille", "per mil", "promille"),
}
_CANONICAL = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings}

# Units in which a ratio is plainly numerator ÷ denominator: an average of something.
_PLAIN_MEASURES = {
    *("gbp", "£", "pounds", "number", "days", "minutes", "hours", "weeks", "months", "years"),
    *("seconds", "kg", "tonnes", "tco2e", "kgco2e", "litres", "miles", "km", "kwh", "mwh", "m3"),
    *("score", "rating", "index", "ratio", "average", "mean", "times", "visits", "fte"),
}
_NUMBER_WORDS = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "one": 1,
    "a": 1,
    "ten": 10,
    "k": 1_000,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "'000": 1_000,
    "'000s": 1_000,
    "000": 1_000,
    "000s": 1_000,
    "thousands": 1_000,
}
_RATE = re.compile(
    r"(?P<what>.*?)(?:\bper(?![a-z])|\bfor every\b|\bin every\b|\bout of\b|\b1 in\b|/)[\s:-]*"
    r"(?:every\s+)?(?P<of>.+)"
)
_SHARE = re.compile(r"(%|per ?cent|pct|percentage) of .+")
_DIGITS = re.compile(r"[1-9][0-9]{0,2}(?:[, ][0-9]{3})+(?![0-9])|[1-9][0-9]*(?![0-9.])|'?000s?")
_WORD = re.compile(r"[^\s-]+")
_SUPERSCRIPT = re.compile("(?<=[0-9])(?=[⁰¹²³⁴-⁹])")
_NUMERAL = re.compile(
    r"\b(?:per ?cent\w*|cent(?:um)?|ten|twenty|fifty|dozen|hundreds?|thousands?|lakhs?|crores?"
    r"|millions?|billions?|myriad|k|mn?|bn)\b"
)


@cache
def normalise_unit(text: str) -> str:
    """The unit in the one spelling that rules and cards use; unknown words stay as typed."""
    plain, shown = _plain(text), " ".join(text.split())
    if (unit := _CANONICAL.get(plain) or _CANONICAL.get(plain.rstrip(". "))) is not None:
        return unit
    if _SHARE.fullmatch(plain):
        return "%"
    if (rate := _read_rate(plain)) is None:
        return shown
    what, count, rest = rate
    words = "" if what in ("", "rate", "number", "no.", "the rate", "rate of") else f"{what} "
    return f"{words}per {count:,}{f' {rest}' if rest else ''}"


@cache
def multiplier_of(unit: str) -> int | None:
    """What numerator ÷ denominator is multiplied by; None where the unit does not say.

    100 for %, 1,000 for `per 1,000 households`, 1 for `days` or `kg per household`.
    """
    plain = _plain(normalise_unit(unit))
    if plain == "%":
        return 100
    if (rate := _read_rate(plain)) is not None:
        return rate[1]
    if _says_an_average(plain):
        return 1
    return None


def is_rate(unit: str) -> bool:
    """Whether the unit counts cases per so many others: `per 100,000`, not `%` and not `kg`."""
    return _read_rate(_plain(normalise_unit(unit))) is not None


def _plain(text: str) -> str:
    shown = "".join(
        " " if unicodedata.category(letter) == "Zs" else letter
        for letter in unicodedata.normalize("NFKC", _SUPERSCRIPT.sub("^", text))
        .replace("’", "'")
        .replace("‘", "'")
        if unicodedata.category(letter) != "Cf"
    )
    return " ".join(shown.split()).casefold()


def _read_rate(plain: str) -> tuple[str, int, str] | None:
    """(what is counted, per how many, of what) of a rate; None where no number follows `per`."""
    match = _RATE.fullmatch(plain)
    if match is None or (found := _read_count(match["of"])) is None:
        return None
    count, rest = found
    if not 1 < count <= LARGEST_RATE:
        return None
    rest = rest if "(" in rest else rest.strip(" )")
    return match["what"].strip(" ,:("), count, rest


def _read_count(text: str) -> tuple[int, str] | None:
    """The number with which the text begins, in digits or words, and what comes after it."""
    count, rest = 1, text.strip()
    is_number = False
    if digits := _DIGITS.match(rest):
        written = re.sub("[^0-9]", "", digits[0])
        count = int(written) or 1_000  # `per '000` is per thousand
        rest, is_number = rest[digits.end() :].lstrip(), True
    while (word := _WORD.match(rest)) and (size := _NUMBER_WORDS.get(word[0])) is not None:
        count, rest, is_number = count * size, rest[word.end() :].lstrip(" -"), True
    if not is_number or re.match(r"[0-9.,^*×-]", rest):
        return None
    return count, rest


def _says_an_average(plain: str) -> bool:
    what, _, of = f" {plain}".replace("/", " per ").partition(" per ")
    if any(letter.isdigit() for letter in of) or _NUMERAL.search(of):
        return False
    is_measure = any(word in _PLAIN_MEASURES for word in re.split(r"[\s()]+", what))
    return bool(of) or is_measure
