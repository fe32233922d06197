"""What a commentary claims of its figure: better or worse, up or down, target met or missed.

Only plain claims: of the figure itself, of now, and not of what is hoped for or was so once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cycle.plan.indicator import Indicator
from cycle.review import claim_patterns
from cycle.review.claim_patterns import Claim
from cycle.review.clauses import ClausePart, Sense, is_about, sense_of, subject, without_title

MOST_QUOTED = 8  # words before a claim that are quoted with it; our choice


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim, the words that make it, and all the words of its part of the clause."""

    claim: Claim
    words: str
    segment: str
    sense: Sense

    @property
    def is_of_quality(self) -> bool:
        return self.sense is Sense.QUALITY


def movements(indicator: Indicator, segment: ClausePart) -> Iterator[Claimed]:
    """That the figure moved, or did not, since another time."""
    for pattern, claim in claim_patterns.MOVED:
        for found in pattern.finditer(segment.text):
            before, after = segment.text[: found.start()], segment.text[found.end() :]
            if _is_hypothetical(segment, before, after):
                continue
            sense = _moved_subject(indicator, segment, claim, found[0], before, after)
            if sense is not None:
                words = _quoted(before, found[0], after)
                yield Claimed(_of_sense(claim, sense), words, segment.text, sense)
                break


def targets(indicator: Indicator, segment: ClausePart) -> Iterator[Claimed]:
    """That the target is met or missed, or the colour that the figure has."""
    for pattern, claim in claim_patterns.AGAINST_TARGET:
        if not (found := pattern.search(segment.text)):
            continue
        before, after = segment.text[: found.start()], segment.text[found.end() :]
        is_missed = claim in (Claim.MISSED, Claim.BELOW)
        is_denied = claim_patterns.NOT.search(before) is not None
        if _is_hypothetical(segment, before, after, is_denied=is_missed or is_denied):
            continue
        whole = without_title(indicator, f"{segment.before} {segment.text}")
        if claim_patterns.ELSEWHERE.search(whole) or claim_patterns.ALMOST.search(before):
            continue
        if is_denied and claim is not Claim.MET:
            continue
        if _is_of_another(indicator, after):
            continue
        leading = claim_patterns.LED_TO.sub("", claim_patterns.NOT.sub(" ", before))
        sense = subject(indicator, segment, leading)
        if sense is None and not before.lower().rstrip().endswith(("target", "target is")):
            continue
        yield Claimed(
            Claim.MISSED if is_denied else claim,
            segment.text if is_denied else _quoted(before, found[0], ""),
            segment.text,
            sense or Sense.VALUE,
        )
        return


def _is_of_another(indicator: Indicator, after: str) -> bool:
    """Whether a target is said to be for something else: "our target for repairs"."""
    found = claim_patterns.TARGET_FOR.match(after)
    if found is None:
        return False
    what = claim_patterns.OBJECT_END.split(found["what"], maxsplit=1)[0]
    return not is_about(indicator, claim_patterns.ORDINAL.sub(" ", what))


def _quoted(before: str, words: str, after: str) -> str:
    """The claim with its subject, as it stands, and the word that leads on to a comparison."""
    led = " ".join(before.split()[-MOST_QUOTED:])
    on = re.match(r" (?:since|on|from|than(?: last)?|compared)\b", after)
    return f"{led} {words}{on[0] if on else ''}".strip()


def _moved_subject(
    indicator: Indicator, segment: ClausePart, claim: Claim, verb: str, before: str, after: str
) -> Sense | None:
    """Of what the verb or noun speaks: its object, what it is a rise of, or its subject."""
    rest = claim_patterns.CAUSE.split(after, maxsplit=1)[0]
    if _is_noun(verb):
        if found := re.match(r"\s*(?:in|of|to)\s+(?!\d|£)(?P<what>.+)", rest, re.IGNORECASE):
            what = claim_patterns.OBJECT_END.split(f" {found['what']}", maxsplit=1)[0]
            return sense_of(indicator, what)
        if not claim_patterns.FOLLOWS.match(rest) or re.match(r"\s*(?:in|to)\b", rest):
            return None
        return Sense.VALUE if _is_introduced(indicator, before) else None
    if not claim_patterns.FOLLOWS.match(rest):
        ends = claim_patterns.THAN if _is_comparing(verb) else claim_patterns.OBJECT_END
        what = ends.split(f" {rest}", maxsplit=1)[0]
        is_done = re.search(r"\b(?:up|down|higher|lower|better|worse|same)\b", verb) is None
        return sense_of(indicator, what) if is_done and is_about(indicator, before) else None
    if not _is_whole(indicator, rest):
        return None
    return subject(indicator, segment, before, is_loose=claim in (Claim.BETTER, Claim.WORSE))


def _is_comparing(verb: str) -> bool:
    return verb.lower() in ("fewer", "less", "lower", "more", "greater", "higher")


def _is_whole(indicator: Indicator, after: str) -> bool:
    """Whether what follows speaks of the whole figure, not of a ward, a team or another thing."""
    plain = claim_patterns.COMPARATOR.sub(" ", claim_patterns.AMOUNT.sub(" ", after))
    for place in re.finditer(
        r"\b(?:in|for|among|amongst|within|across|at|of)\b(?P<where>(?: [\w'-]+){1,4})",
        plain,
        re.IGNORECASE,
    ):
        if not is_about(indicator, place["where"]):
            return False
    return True


def _is_introduced(indicator: Indicator, before: str) -> bool:
    """Whether "a fall" is the figure's own: "This is a fall", "There has been a fall"."""
    return is_about(indicator, re.sub(r"\b(?:there|due|following)\b", " ", before.lower()))


def _is_noun(words: str) -> bool:
    return claim_patterns.NOUN.search(words) is not None


def _of_sense(claim: Claim, sense: Sense) -> Claim:
    """Performance that rises is better; a number that rises is higher."""
    if sense is Sense.QUALITY:
        return {Claim.UP: Claim.BETTER, Claim.DOWN: Claim.WORSE}.get(claim, claim)
    return claim


def _is_hypothetical(
    segment: ClausePart, before: str, after: str, *, is_denied: bool = False
) -> bool:
    """Whether it is hoped, feared, denied, of another time or of a condition."""
    led_by = claim_patterns.COMPARATOR.sub(" ", f"{segment.before} {before}")
    if not is_denied and claim_patterns.NOT.search(before):
        return True
    if claim_patterns.HOPED.search(before) or claim_patterns.CONDITION.search(
        f"{segment.before} {before}"
    ):
        return True
    if claim_patterns.THEN.search(led_by) or re.search(r"\bto (?:be |have |see |show )?$", before):
        return True
    return (
        claim_patterns.LATER.search(after) is not None
        or claim_patterns.THEN.search(claim_patterns.COMPARATOR.sub(" ", after)) is not None
    )
