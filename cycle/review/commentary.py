"""What to ask back about a commentary that does not agree with its figure. Nothing is refused.

Only plain claims are checked, so that few honest texts are asked about. Source: published reports
in which the words and the figure disagreed; the phrases are our choice.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.units import shown_apart
from cycle.review.claim_patterns import Claim
from cycle.review.claims import Claimed, movements, targets
from cycle.review.clauses import segments
from cycle.review.commentary_numbers import CommentaryFacts, in_clause, in_segment
from cycle.review.compared import change_meant
from cycle.review.copied import is_nearly_the_same, is_the_same
from cycle.review.figure import Figure
from cycle.review.rate import band_of
from cycle.review.schemes import Band
from cycle.review.trend import Change, Direction, distance, has_range

_COLOURS = {Claim.GREEN: Band.GREEN, Claim.AMBER: Band.AMBER, Claim.RED: Band.RED}


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
    asked: list[str] = []
    if is_the_same(text, last_words):
        asked.append("The commentary is word for word that of the period before: is it still so?")
    elif is_nearly_the_same(text, last_words):
        asked.append("The commentary says nothing that the last one did not: is it still so?")
    if figure.value is not None:
        known = CommentaryFacts(indicator, figure, figure.value, target, short, long)
        for clause in filter(None, _CLAUSE_END.split(text.replace("’", "'"))):
            asked += _of_clause(known, clause)
    return tuple(dict.fromkeys(asked))


def _of_clause(known: CommentaryFacts, clause: str) -> Iterator[str]:
    numbers = list(in_clause(known, clause))
    yield from numbers
    for segment in segments(known.indicator, clause):
        for claimed in movements(known.indicator, segment):
            yield from _of_movement(known, claimed)
        for claimed in targets(known.indicator, segment):
            yield from _of_target(known, claimed)
        if not numbers:
            yield from in_segment(known, segment)


def _of_movement(known: CommentaryFacts, claimed: Claimed) -> Iterator[str]:
    indicator, said = known.indicator, f"The commentary says “{claimed.words}”"
    if indicator.cumulative and _SINCE_LAST.search(claimed.segment):
        yield (
            f"{said}, but a year-to-date figure cannot be compared with the period before: "
            "compare it with its target or the same period last year?"
        )
        return
    change = change_meant(indicator, known.figure.period, claimed.segment, known.short, known.long)
    if change is not None and _contradicts(claimed.claim, change):
        yield f"{said}, but it is {change.direction} ({change.note}): which is right?"


def _contradicts(claim: Claim, change: Change) -> bool:
    way, moved = change.direction, change.difference
    if moved is None:
        return False
    match claim:
        case Claim.BETTER:
            return way in (Direction.WORSE, Direction.SAME)
        case Claim.WORSE:
            return way in (Direction.BETTER, Direction.SAME)
        case Claim.UP:
            return moved <= 0
        case Claim.DOWN:
            return moved >= 0
        case _:
            return moved != 0 and way is not Direction.SAME


def _of_target(known: CommentaryFacts, claimed: Claimed) -> Iterator[str]:
    indicator, value, target = known.indicator, known.value, known.target
    long = known.long.direction if known.long else None
    band = band_of(indicator, value, target, long)
    if claimed.claim in _COLOURS:
        if band is not None and band is not _COLOURS[claimed.claim]:
            yield f"The commentary says “{claimed.words}”, but it is {band}: which is right?"
        return
    if has_range(indicator):
        is_met, against = distance(indicator, value) == 0, "its range"
        given = f"{shown_apart(indicator, value, value)[0]}"
    elif target is not None and indicator.polarity in (Polarity.HIGHER, Polarity.LOWER):
        is_met = value >= target if indicator.polarity is Polarity.HIGHER else value <= target
        given, against = shown_apart(indicator, value, target)
    else:
        return
    if claimed.claim is Claim.ON_TRACK:
        is_met = is_met or band is Band.GREEN
    if target is not None and claimed.claim in (Claim.ABOVE, Claim.BELOW):
        is_wrong = _is_on_other_side(indicator, claimed, value, target)
    else:
        is_wrong = is_met == (claimed.claim is Claim.MISSED)
    if not is_wrong:
        return
    what = {Claim.MET: "that the target is met", Claim.MISSED: "that the target is missed"}.get(
        claimed.claim, f"“{claimed.words}”"
    )
    yield f"The commentary says {what}, but {given} was given against {against}: which is right?"


def _is_on_other_side(
    indicator: Indicator, claimed: Claimed, value: Decimal, target: Decimal
) -> bool:
    """Performance above target is good; a number above target is higher, good or not."""
    says_above = claimed.claim is Claim.ABOVE
    if claimed.is_of_quality and indicator.polarity is Polarity.LOWER:
        return False  # "we are below target" may praise or blame
    return value <= target if says_above else value >= target


_SINCE_LAST = re.compile(r"\b(?:last|previous) (?:month|quarter|period)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[.;!?](?!\d)|\n|,? \b(?:but|however|although|though|while|whereas)\b", re.IGNORECASE
)
