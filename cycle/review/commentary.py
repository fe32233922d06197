"""What to ask back about a commentary that does not agree with its figure. Nothing is refused.

Only plain claims are checked, so that few honest texts are asked about: a number must stand beside
"target", "the figure is" or the like; years, dates, counts and other units are no contradiction.
Source: published reports in which the words and the figure disagreed; the phrases are our choice.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.unit_names import is_rate
from cycle.plan.units import points_shown, rounded, shown, shown_apart
from cycle.review.figure import Figure
from cycle.review.trend import Change, Direction

SAME_SHARE = 1  # percentage points by which pounds in words may miss the figure: they are rounded


def queries(
    indicator: Indicator,
    figure: Figure,
    target: Decimal | None,
    short: Change | None = None,
    long: Change | None = None,
    last_words: str = "",
) -> tuple[str, ...]:
    """Sentences to ask back about the figure's commentary; none when nothing disagrees.

    `target` is the period's, `short` and `long` the directions with this figure in the series,
    `last_words` the commentary of the period before.
    """
    text = figure.commentary
    asked = [_same_text(text, last_words)]
    if figure.value is not None:
        for clause in filter(None, _CLAUSE_END.split(text.replace("’", "'"))):
            asked += _of_direction(indicator, clause, short, long)
            if not _ELSEWHERE.search(clause):
                asked += _of_numbers(indicator, clause, figure, figure.value, target)
                asked += _of_points(indicator, clause, figure.value, short)
    return tuple(dict.fromkeys(sentence for sentence in asked if sentence))


def _same_text(text: str, last_words: str) -> str:
    same = bool(text) and _letters(text) == _letters(last_words)
    return "The commentary is word for word that of the period before: is it still so?" * same


def _of_direction(
    indicator: Indicator, clause: str, short: Change | None, long: Change | None
) -> Iterator[str]:
    for claim, against in ((_BETTER, Direction.WORSE), (_WORSE, Direction.BETTER)):
        found = claim.search(clause)
        if not found or _HYPOTHETICAL.search(clause):
            continue
        said = f"The commentary says “{found[0].strip()}”"
        if indicator.cumulative and _SINCE_LAST.search(clause):
            yield (
                f"{said}, but a year-to-date figure cannot be compared with the period before: "
                "compare it with its target or the same period last year?"
            )
            continue
        change = long if indicator.cumulative or "year" in clause.lower() else short
        if change and change.direction in (against, Direction.SAME):
            yield f"{said}, but it is {change.direction} ({change.note}): which is right?"


def _of_numbers(
    indicator: Indicator, clause: str, figure: Figure, value: Decimal, target: Decimal | None
) -> Iterator[str]:
    if target is not None:
        yield from _of_target(indicator, clause, value, target)
    for said in _numbers(indicator, clause, _VALUE_CUE, "{n}"):
        if not _agrees(said, value):
            yield _differs(indicator, "the figure is", said, value)
    if indicator.unit == "number":
        for said in _numbers(indicator, clause, "", "{n}" + _TO_DATE):
            if not any(_agrees(said, known) for known in (value, figure.numerator) if known):
                yield _differs(indicator, "the total is", said, value)
    if indicator.unit == "%":
        for found in _POUNDS_OF_POUNDS.finditer(clause):
            part, whole = _pounds(found, "a"), _pounds(found, "b")
            share = 100 * part / whole if whole else value
            if min(abs(share - value), abs(100 - share - value)) > SAME_SHARE:
                yield (
                    f"{found[0]} is {shown(indicator, share)}, but the figure given is "
                    f"{shown(indicator, value)}: which is right?"
                )


def _of_target(indicator: Indicator, clause: str, value: Decimal, target: Decimal) -> Iterator[str]:
    cited = [
        *_numbers(indicator, clause, _TARGET_CUE, "{n}"),
        *_numbers(indicator, clause, "", r"{n} target\b"),
    ]
    for said in cited:
        if not _agrees(said, target) and not (indicator.target and _agrees(said, indicator.target)):
            yield _differs(indicator, "the target is", said, target, "the target set is")
    missed = {Polarity.HIGHER: value < target, Polarity.LOWER: value > target}.get(
        indicator.polarity
    )
    if missed and _TARGET_MET.search(clause) and not _HYPOTHETICAL.search(clause):
        given, aim = shown_apart(indicator, value, target)
        yield (
            f"The commentary says that the target is met, but {given} was given "
            f"against {aim}: which is right?"
        )
    yield from _of_shortfall(indicator, clause, value, target)


def _of_shortfall(
    indicator: Indicator, clause: str, value: Decimal, target: Decimal
) -> Iterator[str]:
    gap = abs(value - target)
    share = 100 * gap / abs(target) if target else None
    for found in _FROM_TARGET.finditer(clause):
        said, mark = _number(found["n"]), found["u"] or ""
        in_per_cent = mark in ("%", "per cent", "percent")
        if in_per_cent and share is not None and _agrees(said, share):
            continue
        if in_per_cent == (indicator.unit == "%") and in_per_cent and _agrees(said, gap):
            yield _POINTS_MEANT.format(said=found["n"], mark=mark, gap=points_shown(indicator, gap))
        elif in_per_cent or (mark and indicator.unit == "%"):
            if not in_per_cent and _agrees(said, gap):
                continue
            of_target = f" ({rounded(share, 1)}% of the target)" if share is not None else ""
            yield (
                f"The commentary says “{found[0].strip()}”, but the figure is "
                f"{points_shown(indicator, gap)}{of_target} from it: which is right?"
            )


def _of_points(
    indicator: Indicator, clause: str, value: Decimal, short: Change | None
) -> Iterator[str]:
    """A change of a percentage told in per cent that is one of percentage points."""
    if indicator.unit != "%" or short is None or not short.difference:
        return
    before = value - short.difference
    relative = 100 * abs(short.difference) / abs(before) if before else None
    for found in _CHANGED_BY.finditer(clause):
        said = _number(found["n"])
        if _agrees(said, abs(short.difference)) and not (relative and _agrees(said, relative)):
            gap = points_shown(indicator, short.difference)
            yield _POINTS_MEANT.format(said=found["n"], mark=found["u"], gap=gap)


def _numbers(indicator: Indicator, clause: str, before: str, pattern: str) -> Iterator[Decimal]:
    """The numbers in the indicator's own unit that stand in this place of the clause."""
    own = pattern.replace("{n}", _own_unit(indicator.unit))
    for found in re.finditer(before + own, clause, re.IGNORECASE):
        size = found.groupdict().get("size") or ""
        yield _number(found["n"]) * Decimal(10) ** _SIZES.get(size.lower(), 0)


def _own_unit(unit: str) -> str:
    rate = rf"{_N} {re.escape(unit)}" if is_rate(unit) else _OTHER_UNIT
    return _OWN.get(unit, rate)


def _pounds(found: re.Match[str], which: str) -> Decimal:
    size = (found[f"size_{which}"] or "").lower()
    return _number(found[which]) * Decimal(10) ** _SIZES.get(size, 0)


def _differs(
    indicator: Indicator,
    what: str,
    said: Decimal,
    known: Decimal,
    given: str = "the figure given is",
) -> str:
    heard, kept = shown_apart(indicator, said, known)
    return f"The commentary says that {what} {heard}, but {given} {kept}: which is right?"


def _agrees(said: Decimal, known: Decimal) -> bool:
    """Whether the number said is the known one, rounded or cut to the digits it was said with."""
    exponent = said.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    near = rounded(abs(known), -exponent) if isinstance(exponent, int) else abs(known)
    return said in (near, abs(known).quantize(step, ROUND_DOWN))


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


# Every repeat is bounded: a commentary of 4,000 digits must not take longer than another.
_N = (
    r"(?<![\d,.])(?P<n>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,10})?|\d{1,15}(?:\.\d{1,10})?)"
    r"(?!\d|[,./-]\d)"
)
_SIZE = r" ?(?P<size>k|m|bn|thousand|million|billion)?\b"
_SIZES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_PER_CENT = r"(?:%|per ?cent\b)"
_NO_OTHER_UNIT = (
    r"(?! ?(?:%|per ?cent|k\b|m\b|days?|weeks?|months?|years?|hours?|minutes?|percentage|points?"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|st\b|nd\b|rd\b|th\b|out of|of\b))"
)
_OWN = {
    "%": rf"{_N} ?{_PER_CENT}",
    "GBP": rf"£{_N}{_SIZE}",
    "days": rf"{_N} ?(?:working |calendar )?days?\b",
    "minutes": rf"{_N} ?min(?:ute)?s?\b",
    "kg": rf"{_N} ?(?:kg|kilograms)\b",
    "tCO2e": rf"{_N} ?(?:tco2e|tonnes)\b",
    "number": rf"(?<![£\d.,/-])(?!(?:19|20)\d\d\b){_N}{_NO_OTHER_UNIT}",
}
_OTHER_UNIT = r"(?!)(?P<n>)"  # a unit we do not know: nothing is checked

_IS = (
    r"(?: for [a-z]+)?(?: (?:has|now|currently|again))*(?: (?:is|was|of|at|stands at|stood at)|:)+ "
)
_VALUE_CUE = rf"\b(?:performance|figure|result|value|outturn|score){_IS}"
_TARGET_CUE = r"\btarget(?: (?:of|is|was|remains|set at|at)|:| \(| =)? ?"
_TO_DATE = r"(?: [a-z]+){0,4}? (?:to date|so far|in total|year to date|since (?:1 )?april)\b"
_POINTS_MEANT = (
    "“{said}{mark}” is {gap}, which is not the same as per cent: write percentage points?"
)
_FROM_TARGET = re.compile(
    rf"{_N} ?(?P<u>%|per cent|percent|percentage points?|points?)? "
    r"(?:below|under|short of|above|over|off|away from|ahead of|behind) "
    r"(?:the |our |its )?(?:[a-z]+ )?target\b",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"(?:rose|fell|risen|fallen|increased|decreased|dropped|improved|declined|up|down"
    rf"|increase|decrease|drop|rise|fall|improvement|reduction)(?: by| of)? {_N} ?"
    r"(?P<u>%|per cent|percent\b)",
    re.IGNORECASE,
)
_POUNDS_OF_POUNDS = re.compile(
    r"£(?P<a>\d[\d,]{0,20}(?:\.\d{1,10})?) ?(?P<size_a>k|m|bn|thousand|million|billion)?"
    r"(?: [a-z]+){0,3} (?:out )?of (?:an? |the |our )?(?:[a-z]+ ){0,3}"
    r"£(?P<b>\d[\d,]{0,20}(?:\.\d{1,10})?) ?(?P<size_b>k|m|bn|thousand|million|billion)?\b",
    re.IGNORECASE,
)
_TARGET_MET = re.compile(
    r"\btarget (?:has been |have been |was |is )?(?:met|achieved|exceeded|hit)\b"
    r"|\b(?:met|achieved|hit|exceeded|exceeding|meeting|on|ahead of) (?:the |our |its )?target\b"
    r"(?! (?:to|for|by)\b)",
    re.IGNORECASE,
)

_CLAUSE_END = re.compile(
    r"[.;!?](?!\d)|\n|,? \b(?:but|however|although|though|while|whereas)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:last|previous|prior|earlier|national|average|next|forecast|predicted|annual|year[- ]end"
    r"|stretch|old|new|statutory|government|england|compared|if|would|will|expect\w*|team|ward)\b"
    r"|\b20\d\d\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:not|no|never|expect\w*|should|will|would|could|may|might|aim\w*|hope\w*|plan\w*|need\w*"
    r"|if|until|once|unless|cannot|fail\w*|unable|last (?:month|quarter)'s|previous)\b|n't\b",
    re.IGNORECASE,
)
_SINCE_LAST = re.compile(r"\b(?:last|previous) (?:month|quarter|period)\b", re.IGNORECASE)
_IT = r"(?:performance|figures?|results?|rates?|scores?|collection|outturn|this|which|it)"
_BETTER = re.compile(
    rf"\b(?:(?:{_IT}|has|have|is|are) (?:[a-z]+ ){{0,2}}?improv(?:ed|ing)"
    r"|continue[sd]? to improve)\b"
    r"(?! (?:the|our|its|their|how|a|an|this|these|process\w*|working|staff))"
    r"|\bimproved (?:on|from|since|by|against|compared)\b"
    r"|\ban? (?:[a-z]+ )?improvement (?:on|from|since|over|against|compared)\b"
    r"|\bbetter than (?:last|the previous|previous|the same)\b",
    re.IGNORECASE,
)
_WORSE = re.compile(
    rf"\b{_IT} (?:has |have |had )?(?:[a-z]+ )?(?:declined|deteriorated|worsened|got worse)\b"
    r"|\bis (?:declining|deteriorating|worsening)\b"
    r"|\ba (?:[a-z]+ )?(?:decline|deterioration) (?:on|from|since|in performance)\b"
    r"|\bworse than (?:last|the previous|previous|the same)\b",
    re.IGNORECASE,
)
