"""Numbers in a commentary that disagree with the value, the target, the shortfall or the change.

A number counts only with the indicator's own unit and in a place that says what it is of; years,
dates, counts of other things and other units are no contradiction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from cycle.periods import Period
from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.units import points_shown, rounded, shown, shown_apart
from cycle.review import number_patterns
from cycle.review.claim_patterns import COMPARATOR
from cycle.review.clauses import MONTHS, ClausePart, is_about, sense_of, subject, without_title
from cycle.review.figure import Figure
from cycle.review.trend import Change

SAME_SHARE = 1  # percentage points by which pounds in words may miss the figure: they are rounded


@dataclass(frozen=True, slots=True)
class CommentaryFacts:
    """What the numbers of a commentary are held against. The value is that of the figure."""

    indicator: Indicator
    figure: Figure
    value: Decimal
    target: Decimal | None
    short: Change | None
    long: Change | None


def in_clause(known: CommentaryFacts, clause: str) -> Iterator[str]:
    """Questions about the numbers of one clause, as it is cut at its full stops and its "but"."""
    if number_patterns.ELSEWHERE.search(without_title(known.indicator, clause)):
        return
    if is_of_another_month(known.figure.period, clause):
        return
    indicator, value = known.indicator, known.value
    if known.target is not None:
        yield from _of_target(indicator, clause, value, known.target)
    for said in _numbers(indicator, clause, number_patterns.VALUE_CUE, "{n}"):
        if not agrees(said, value):
            yield _differs(indicator, "the figure is", said, value)
    if indicator.unit == "number":
        for said in _numbers(indicator, clause, "", "{n}" + number_patterns.TO_DATE):
            if not any(agrees(said, one) for one in (value, known.figure.numerator) if one):
                yield _differs(indicator, "the total is", said, value)
    if indicator.unit == "%":
        yield from _of_pounds(indicator, clause, value)
        yield from _of_points(indicator, clause, value, known.short)


def in_segment(known: CommentaryFacts, segment: ClausePart) -> Iterator[str]:
    """Questions about numbers whose subject or object must be the figure's own."""
    indicator, value = known.indicator, known.value
    whole = without_title(indicator, f"{segment.before} {segment.text}")
    if number_patterns.ELSEWHERE.search(whole) or is_of_another_month(known.figure.period, whole):
        return
    text = number_patterns.in_digits(segment.text)
    for said in _said_of_value(indicator, segment, text):
        counts = (known.figure.numerator, known.figure.denominator)
        if not any(agrees(said, one) for one in (value, *counts) if one is not None):
            yield _differs(indicator, "it is", said, value)
    yield from _of_counts(known, segment, text)
    yield from _of_change(known, segment, text)


def is_of_another_month(period: Period, text: str) -> bool:
    """Whether it tells of a month outside the period: "In August the rate was 71%"."""
    own = {(period.start.month - 1 + later) % 12 for later in range(period.frequency.months)}
    return any(
        MONTHS.index(month["name"].lower()) not in own
        for month in _IN_MONTH.finditer(COMPARATOR.sub(" ", text))
    )


def agrees(said: Decimal, known: Decimal) -> bool:
    """Whether the number said is the known one, rounded or cut to the digits it was said with."""
    exponent = said.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    near = rounded(abs(known), -exponent) if isinstance(exponent, int) else abs(known)
    return said in (near, abs(known).quantize(step, ROUND_DOWN))


def _said_of_value(indicator: Indicator, segment: ClausePart, text: str) -> Iterator[Decimal]:
    """Numbers that are said to be the figure: reached 85%, completed 14, 85% were let in time."""
    own = number_patterns.own_unit(indicator.unit)
    for cue, is_plain in (
        (number_patterns.REACHED, True),
        (number_patterns.MOVED_TO, True),
        (number_patterns.IS_AT, False),
        (number_patterns.DID, True),
    ):
        for found in re.finditer(cue + own, text, re.IGNORECASE):
            before, after = text[: found.start()], text[found.end() :]
            if _DENIED.search(before) or _FROM_SOMETHING.match(after):
                continue
            if cue == number_patterns.DID and (
                indicator.unit != "number" or not _names_own(indicator, after)
            ):
                continue
            who = subject(indicator, segment, before) if is_plain else sense_of(indicator, before)
            if who is not None and _ends_there(indicator, after):
                yield number_patterns.sized(found)
    if led := re.match(rf"(?:a total of |only |just |in all,? )?{own}", text, re.IGNORECASE):
        after = text[led.end() :]
        what = _NOUNS.match(after)
        own_words = what and sense_of(indicator, _AUXILIARY.sub(" ", what[0]))
        if own_words and is_about(indicator, _DONE.sub(" ", after)):
            yield number_patterns.sized(led)


def _ends_there(indicator: Indicator, after: str) -> bool:
    """Whether nothing after the number makes it one of something else."""
    nouns = number_patterns.STOPS.split(f" {after}", maxsplit=1)[0]
    return is_about(indicator, re.sub(r"\b(?:cases|in total|altogether|in all)\b", " ", nouns))


def _names_own(indicator: Indicator, after: str) -> bool:
    nouns = number_patterns.STOPS.split(f" {after}", maxsplit=1)[0].strip()
    return not nouns or is_about(indicator, nouns)


def _of_counts(known: CommentaryFacts, segment: ClausePart, text: str) -> Iterator[str]:
    """31 of 56, where the figure was made of other counts."""
    part, whole = known.figure.numerator, known.figure.denominator
    if part is None or whole is None or not whole:
        return
    for found in number_patterns.N_OF_N.finditer(text):
        said, of = number_patterns.number(found["a"]), number_patterns.number(found["b"])
        after = text[found.end() :]
        if (said, of) == (part, whole) or not of or not _ends_there(known.indicator, after):
            continue
        if not is_about(known.indicator, _DONE.sub(" ", text[: found.start()])):
            continue
        share = known.indicator.multiplier * said / of
        if of == whole or rounded(share, 1) != rounded(known.value, 1):
            yield (
                f"The commentary says “{found[0]}”, but {part:,f} of {whole:,f} was given: "
                "which is right?"
            )


def _of_change(known: CommentaryFacts, segment: ClausePart, text: str) -> Iterator[str]:
    """A change in the figure's own unit, or in points, that is not the one there was."""
    indicator = known.indicator
    sizes = [abs(one.difference) for one in (known.short, known.long) if one and one.difference]
    if known.short is None or known.short.difference is None:
        return
    unit = (
        rf"{number_patterns.N} ?(?:percentage )?points?\b"
        if indicator.unit == "%"
        else number_patterns.own_unit(indicator.unit)
    )
    for found in re.finditer(number_patterns.BY + unit, text, re.IGNORECASE):
        before, after = text[: found.start()], text[found.end() :]
        if _DENIED.search(before) or "target" in after.lower() or _OTHER_TIME.search(text):
            continue
        if subject(indicator, segment, before) is None or not _ends_there(indicator, after):
            continue
        said = number_patterns.sized(found)
        if not any(agrees(said, size) for size in sizes):
            gap = points_shown(indicator, known.short.difference)
            yield (
                f"The commentary says “{found[0].strip()}”, but the change is {gap}: "
                "which is right?"
            )


def _of_target(indicator: Indicator, clause: str, value: Decimal, target: Decimal) -> Iterator[str]:
    cited = [
        *_numbers(indicator, clause, number_patterns.TARGET_CUE, "{n}"),
        *_numbers(indicator, clause, "", r"{n} target\b"),
    ]
    for said in cited:
        if not agrees(said, target) and not (indicator.target and agrees(said, indicator.target)):
            yield _differs(indicator, "the target is", said, target, "the target set is")
    gap = abs(value - target)
    share = 100 * gap / abs(target) if target else None
    for found in number_patterns.FROM_TARGET.finditer(clause):
        said, mark = number_patterns.number(found["n"]), found["u"] or ""
        if side := _wrong_side(indicator, found, value, target):
            yield side
            continue
        in_per_cent = mark in ("%", "per cent", "percent")
        if in_per_cent and share is not None and agrees(said, share):
            continue
        if in_per_cent == (indicator.unit == "%") and in_per_cent and agrees(said, gap):
            yield number_patterns.POINTS_MEANT.format(
                said=found["n"], mark=mark, gap=points_shown(indicator, gap)
            )
        elif in_per_cent or (mark and indicator.unit == "%"):
            if not in_per_cent and agrees(said, gap):
                continue
            of_target = f" ({rounded(share, 1)}% of the target)" if share is not None else ""
            yield (
                f"The commentary says “{found[0].strip()}”, but the figure is "
                f"{points_shown(indicator, gap)}{of_target} from it: which is right?"
            )


def _wrong_side(indicator: Indicator, found: re.Match[str], value: Decimal, target: Decimal) -> str:
    """The question where it is said to lie on the other side of the target."""
    way = found["way"].lower()
    lies_above = value > target
    if way in ("above", "over", "below", "under"):
        is_wrong = lies_above != (way in ("above", "over"))
    elif way in ("short of", "behind", "ahead of", "better than", "worse than"):
        is_met = not lies_above if indicator.polarity is Polarity.LOWER else value >= target
        is_wrong = is_met != (way in ("ahead of", "better than"))
    else:
        is_wrong = False
    if not is_wrong or indicator.polarity in (Polarity.RANGE, Polarity.NONE):
        return ""
    given, aim = shown_apart(indicator, value, target)
    return (
        f"The commentary says “{found[0].strip()}”, but {given} was given against {aim}: "
        "which is right?"
    )


def _of_pounds(indicator: Indicator, clause: str, value: Decimal) -> Iterator[str]:
    for found in number_patterns.POUNDS_OF_POUNDS.finditer(clause):
        part, whole = number_patterns.sized(found, "a"), number_patterns.sized(found, "b")
        share = 100 * part / whole if whole else value
        if min(abs(share - value), abs(100 - share - value)) > SAME_SHARE:
            yield (
                f"{found[0]} is {shown(indicator, share)}, but the figure given is "
                f"{shown(indicator, value)}: which is right?"
            )


def _of_points(
    indicator: Indicator, clause: str, value: Decimal, short: Change | None
) -> Iterator[str]:
    """A change of a percentage told in per cent that is one of percentage points."""
    if short is None or not short.difference:
        return
    before = value - short.difference
    relative = 100 * abs(short.difference) / abs(before) if before else None
    for found in number_patterns.CHANGED_BY.finditer(clause):
        said = number_patterns.number(found["n"])
        if agrees(said, abs(short.difference)) and not (relative and agrees(said, relative)):
            gap = points_shown(indicator, short.difference)
            yield number_patterns.POINTS_MEANT.format(said=found["n"], mark=found["u"], gap=gap)


def _numbers(indicator: Indicator, clause: str, before: str, pattern: str) -> Iterator[Decimal]:
    """The numbers in the indicator's own unit that stand in this place of the clause."""
    own = pattern.replace("{n}", number_patterns.own_unit(indicator.unit))
    yield from map(number_patterns.sized, re.finditer(before + own, clause, re.IGNORECASE))


def _differs(
    indicator: Indicator,
    what: str,
    said: Decimal,
    known: Decimal,
    given: str = "the figure given is",
) -> str:
    heard, kept = shown_apart(indicator, said, known)
    return f"The commentary says that {what} {heard}, but {given} {kept}: which is right?"


_IN_MONTH = re.compile(
    rf"\b(?:in|for|during|end of|throughout) (?P<name>{'|'.join(MONTHS)})\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:not|no|never|expect\w*|aim\w*|target\w*|should|could|may|might|plan\w*|hop\w+|need\w*"
    r"|until|once|from|between)\b|n't\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:years?|since|over the|between|recent|three|six|twelve|two)\b", re.IGNORECASE
)
_FROM_SOMETHING = re.compile(
    r"\s*(?:percentage )?(?:points? )?(?:below|above|short|under|over|behind|ahead|off|away|more"
    r"|less|fewer|higher|lower|better|worse|up|down)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:of|were|was|have|has|been|are|is|cases)\b", re.IGNORECASE)
_NOUNS = re.compile(r"\s*(?:of )?(?:[a-z'-]+ ?){1,8}", re.IGNORECASE)
_DONE = re.compile(
    number_patterns.DID_WORDS + r"|\b(?:achieved|cases|done|met|reached|in total)\b", re.IGNORECASE
)
