"""Which periods a question names, and how: one, two to compare, from one on, or a stretch."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cycle.periods import Frequency, Period
from cycle.questions.dates import GRAMMAR, MONTHS, newest_in_place, quarter, two_digit_year

MARK = "@"  # stands in the rest of the question where a period was


@dataclass(frozen=True, slots=True)
class When:
    """The periods named, in the order of the question; `rest` is the question without them.

    `either` holds what one name may mean; `missing` is a name of no period, such as Q5. `since`
    asks for all from the first period on, `is_stretch` for those from the first to the last, or
    for the recent ones where none is named. `together` are periods that make one longer time.
    """

    periods: tuple[Period, ...] = ()
    rest: str = ""
    either: tuple[Period, ...] = ()
    missing: str = ""
    since: bool = False
    is_stretch: bool = False
    together: bool = False
    relative: bool = False  # said as last month, rather than by its name

    @property
    def one(self) -> Period | None:
        """The only period, or the quarter that a stretch of its three months is."""
        if len(self.periods) == 1:
            return self.periods[0]
        if len(self.periods) == 2 and self.is_stretch:
            first, last = self.periods
            whole = Period.containing(Frequency.QUARTERLY, first.start)
            if first.frequency is Frequency.MONTHLY and first != last:
                return whole if (first.start, last.end) == (whole.start, whole.end) else None
        return None


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    periods: tuple[Period, ...]
    missing: str
    words: str
    year: str = ""  # as it was written


def find(text: str, today: date) -> When:
    """The periods in a normalised text."""
    stretch = False
    if found := _HALF.search(text):
        return _half(found, text, today)
    text = _PAIR.sub(r"\g<a> quarter and \g<b> quarter", text)
    text = _PAIR_OF_Q.sub(r"q\g<a> and q\g<b>", text)
    text = _THIS_AND_LAST.sub(r"\g<this> and last \g<unit>", text)
    if _SPAN.search(text):
        text, stretch = _SPAN.sub(" ", text), True
    mentions = _apart(_carried(text, _mentions(text, today), today))
    if not mentions:
        return When((), " ".join(text.split()), is_stretch=stretch)
    rest = text
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} {MARK} {rest[mention.end :]}"
    rest = " ".join(rest.split())
    when = When(
        tuple(dict.fromkeys(one.periods[0] for one in mentions if one.periods)),
        rest,
        either=next((one.periods for one in mentions if len(one.periods) > 1), ()),
        missing=next((one.missing for one in mentions if one.missing), ""),
        since=bool(_SINCE.search(rest)),
        is_stretch=stretch or bool(_RANGE.search(rest)),
        relative=mentions[0].words.startswith(("last ", "previous ", "prev ", "this ", "current ")),
    )
    return _in_order(replace(when, rest=_CONNECTIVES.sub(f" {MARK} ", f" {rest} ").strip()))


def _in_order(when: When) -> When:
    """A stretch from November to March crosses a new year."""
    if when.is_stretch and len(when.periods) == 2 and when.periods[1] < when.periods[0]:
        first, last = when.periods
        while last < first:
            first = first.same_last_year
        return replace(when, periods=(first, last))
    return when


def _mentions(text: str, today: date) -> list[_Mention]:
    taken: list[_Mention] = []
    for pattern, meaning in GRAMMAR:
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in taken):
                continue
            if match[0] in ("may", "mar", "march") and not _is_month(text, match):
                continue
            found = match.groupdict()
            meant = meaning(found, today)
            if not meant:
                continue
            missing, periods = (meant, ()) if isinstance(meant, str) else ("", meant)
            year = found.get("y") or ""
            if found.get("z"):
                year += f"/{found['z']}"
            taken.append(
                _Mention(match.start(), match.end(), periods, missing, match[0], year=year)
            )
    return sorted(taken, key=lambda one: one.start)


def _carried(text: str, mentions: Sequence[_Mention], today: date) -> list[_Mention]:
    """In "Q1 and Q2 2025/26" and "June 2025 to August" the year is said once and holds for both."""
    found = list(mentions)
    for place in range(len(found) - 1):
        first, second = found[place], found[place + 1]
        if not _JOINS.fullmatch(text[first.end : second.start]):
            continue
        if second.year and not first.year and _is_bare(first):
            found[place] = _with_year(first, second.year, today)
        elif first.year and not second.year and _is_bare(second):
            found[place + 1] = _with_year(second, first.year, today)
    return found


def _apart(mentions: list[_Mention]) -> list[_Mention]:
    """This August and last August are a year apart."""
    seen: set[Period] = set()
    found = []
    for mention in mentions:
        again = mention.periods[:1]
        if again and again[0] in seen and mention.words.startswith(("last ", "previous ")):
            mention = replace(mention, periods=(again[0].same_last_year,))
        seen.update(mention.periods[:1])
        found.append(mention)
    return found


def _is_bare(mention: _Mention) -> bool:
    return bool(_BARE.fullmatch(mention.words))


def _with_year(mention: _Mention, year: str, today: date) -> _Mention:
    again = _mentions(f"{mention.words} {year}", today)
    if len(again) != 1 or not again[0].periods:
        return mention
    return replace(mention, periods=again[0].periods[:1])


def _is_month(text: str, match: re.Match[str]) -> bool:
    """May and march are also verbs."""
    before = text[: match.start()].split()[-1:]
    after = text[match.end() :].split()[:1]
    if after and after[0] in _AFTER_A_VERB:
        return False
    return not before or not after or before[0] in _BEFORE_A_MONTH or after[0] in _BEFORE_A_MONTH


def _half(found: re.Match[str], text: str, today: date) -> When:
    is_first = (found["h"] or found["nth"]) in ("1", "one", "first", "1st")
    first_place = 1 if is_first else 3
    if found["y"]:
        first = quarter(two_digit_year(found["y"]), first_place)
    else:
        last = newest_in_place(Frequency.QUARTERLY, first_place + 1, today)
        first = last.previous
        if found["rel"]:
            first = quarter(Period.containing(Frequency.ANNUAL, today).year - 1, first_place)
    rest = " ".join(f"{text[: found.start()]} {MARK} {text[found.end() :]}".split())
    rest = _CONNECTIVES.sub(f" {MARK} ", f" {rest} ").strip()
    return When((first, first.next), rest, is_stretch=True, together=True)


_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_BARE = re.compile(
    rf"(?:{_NAMES})|(?:q|qtr|quarter)[ .-]?\d|(?:first|second|third|fourth|1st|2nd|3rd|4th) \w+"
)
_JOINS = re.compile(
    r"\s*(?:,|-|/|and|n|to|vs\.?|v|versus|until|till|or|with|against|compared (?:to|with)|,? ?then)"
    r"\s*(?:the )?"
)
_HALF = re.compile(
    r"(?<!\w)(?:(?P<rel>last) (?:year|yr)s? )?(?:h(?:alf)?[ -]?(?P<h>1|2|one|two)"
    r"|(?P<nth>first|second|1st|2nd) half)(?: of)?(?: the)?(?: (?:financial )?year)?"
    r"(?:,? (?:of )?(?P<y>\d{4}|\d\d)[/-](?P<z>\d{4}|\d\d))?(?! an hour)(?!\w)"
)
_THIS_AND_LAST = re.compile(
    r"(?P<this>\bthis (?P<unit>year|yr|month|quarter|qtr))"
    r" (?:vs\.?|v|versus|and|against|to|or|than|with|compared (?:to|with)|on) (?:the )?"
    r"(?:last|previous)(?: (?:one|year|yr|month|quarter|qtr))?\b"
)
_NTH = "first|second|third|fourth|final|1st|2nd|3rd|4th"
_PAIR = re.compile(
    rf"\b(?P<a>{_NTH}) (?:and|n|or|to|vs|versus|with|against) (?:the )?(?P<b>{_NTH}) "
    rf"(?:quarters?|qtrs?)\b"
)
_PAIR_OF_Q = re.compile(
    r"\b(?:q|qtrs? |quarters? )(?P<a>[1-4]) ?(?:and|n|or|to|vs|versus|\+|/|-|,) "
    r"?q?(?P<b>[1-4])\b(?![/\d-])"
)
_COUNT = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|couple of|several"
_SPAN = re.compile(
    rf"\b(?:(?:over|in|for|during|across|of|from)? ?(?:the )?(?:last|past|previous|recent) "
    rf"(?:{_COUNT}) (?:months?|quarters?|qtrs?|years?|yrs?|weeks?|periods?)"
    r"|(?:over|during|across|for) (?:the |this )?(?:last|past|whole) (?:financial )?(?:year|yr)"
    r"|past (?:year|yr)|rolling (?:12|twelve) months?|(?:12|twelve) months(?= (?:to|ending))"
    r"|(?:months|quarters) on end|over time)\b"
)
_SINCE = re.compile(
    rf"\b(?:since(?: the)?(?: start of| end of| beginning of)?|from(?: the)? {MARK} "
    rf"(?:on|onwards|onward)\b|after)(?: last)? ?{MARK}|\bfrom {MARK} (?:on|onwards?|"
    rf"to (?:now|date|"
    rf"today))\b|{MARK} (?:onwards?|to (?:now|date|today))\b"
)
_RANGE = re.compile(rf"{MARK} ?(?:-|to|until|till|through|thru) (?:the )?(?:end of )?{MARK}|"
                    rf"between {MARK} and {MARK}")  # fmt: skip
_CONNECTIVES = re.compile(
    rf"(?<= )(?:(?:in|for|during|of|over|at|as of|as at|on|from|by|since|between|"
    rf"to|until|up to|for "
    rf"the period|period|the|end of|the end of|start of|month of|year|financial year|ending|ended|"
    rf"dated) )*{MARK}(?: (?:-|and|n|to|until|till|vs|versus|onwards?|on|now|,|&|'s) ?(?={MARK}| "
    rf"|$)| {MARK})*(?= |$)"
)
_AFTER_A_VERB = frozenset({"i", "we", "you", "be", "have", "not", "he", "she", "they", "it", "the"})
_BEFORE_A_MONTH = frozenset(
    {"in", "for", "of", "since", "from", "to", "and", "vs", "by", "until", "last", "during", "or"}
    | {"-", "between", "figures", "figure", "this", "versus", "n", "please", "?", "pls", "what"}
)
