"""A commentary cut into clauses, and whether the words before a claim speak of the figure itself.

A claim counts only where its subject is the figure: "performance", "the rate", or words of the
indicator's own title. "Demand has risen" says nothing of homes let in time.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from cycle.plan.indicator import Indicator

LONGEST = 300  # characters of a part that are read, and of what led up to it; our choice


class Sense(Enum):
    """What rises or falls: how good it is, or the number."""

    QUALITY = "quality"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class ClausePart:
    """A part of a clause between commas and "and". `before` is the rest of the clause before it.

    `inherits` says that an earlier part of the clause had the figure as its subject.
    """

    text: str
    before: str = ""
    inherits: Sense | None = None

    @property
    def is_first(self) -> bool:
        return not self.before.strip()


def segments(indicator: Indicator, text: str) -> Iterator[ClausePart]:
    """Every part of the commentary in which something may be claimed, in order."""
    for clause in _CLAUSE_END.split(text.replace("’", "'")):
        before, inherits = "", None
        for part in filter(str.strip, re.split(r",(?!\d)| and ", clause)):
            yield ClausePart(part.strip()[:LONGEST], before[-LONGEST:], inherits)
            if verb := _VERB.search(part):
                inherits = sense_of(indicator, part[: verb.start()])
            before = f"{before}{part} "[-LONGEST:]


def sense_of(indicator: Indicator, words: str, *, is_loose: bool = False) -> Sense | None:
    """How these words speak of the figure; None where they speak of something else, or of nothing.

    Every word must be one of the title, a general one ("performance", "rate") or of no weight. Of
    a share or a time the title's words alone must be most of the title: that claims have risen
    says nothing of the days they take. `is_loose` takes any of them: "collection has improved".
    """
    own, said = _title(indicator), set[str]()
    found: Sense | None = None
    for word in _words(words.replace(indicator.ref, "figure")):
        if word in _COUNTED and indicator.unit != "number":
            return None
        if word == indicator.unit and word in ("days", "minutes"):
            found = found or Sense.VALUE
        elif stem(word) in own:
            said.add(stem(word))
        elif word in _QUALITY:
            found = found or Sense.QUALITY
        elif word in _VALUE or word in _COUNTED:
            found = found or Sense.VALUE
        elif word not in NO_WEIGHT and not word.endswith("ly"):
            return None
    if not said:
        return found
    is_enough = is_loose or found is not None or indicator.unit == "number"
    return Sense.VALUE if is_enough or 2 * len(said) > len(own) else None


def is_about(indicator: Indicator, words: str) -> bool:
    """Whether nothing in the words leads away from the figure: also true of no words at all."""
    own = _title(indicator)
    known = NO_WEIGHT | _QUALITY | _VALUE | _COUNTED
    return all(word in known or word.endswith("ly") or stem(word) in own for word in _words(words))


def subject(
    indicator: Indicator, segment: ClausePart, before: str, *, is_loose: bool = False
) -> Sense | None:
    """The sense of a claim that these words of the segment lead up to; None where of other things.

    With no words of weight before it, the claim goes on with the clause, or begins it.
    """
    if (sense := sense_of(indicator, before, is_loose=is_loose)) is not None:
        return sense
    if not is_about(indicator, before) or names_title(indicator, before):
        return None
    if segment.inherits is not None:
        return segment.inherits
    is_led = re.fullmatch(_LEADING, segment.before.strip(), re.IGNORECASE) is not None
    return Sense.VALUE if segment.is_first or is_led else None


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", re.sub(r"'s\b", "", text.lower()))


def names_title(indicator: Indicator, words: str) -> bool:
    return any(stem(word) in _title(indicator) for word in _words(words))


def without_title(indicator: Indicator, text: str) -> str:
    """The text without the title's own words: "new" in "new claims" says nothing of the time."""
    own = _title(indicator)
    return re.sub(r"[A-Za-z]+", lambda w: "" if stem(w[0].lower()) in own else w[0], text)


def stem(word: str) -> str:
    return word[:5] if len(word) > 5 else word.removesuffix("s")


@cache
def _stems(title: str) -> frozenset[str]:
    return frozenset(
        stem(word) for word in _words(title) if len(word) > 2 and word not in NO_WEIGHT
    )


def _title(indicator: Indicator) -> frozenset[str]:
    return _stems(indicator.title)


MONTHS = tuple(name.lower() for name in calendar.month_name if name)
_SHORT = tuple(name.lower() for name in calendar.month_abbr if name)
_QUALITY = frozenset(
    {"performance", "position", "picture", "situation", "service", "we", "outcome", "outcomes"}
)
_VALUE = frozenset(
    {
        *("figure", "figures", "rate", "rates", "value", "values"),
        *("percentage", "proportion", "share", "score", "scores", "level"),
        *("levels", "average", "result", "results", "rag", "status", "rating"),
        *("outturn", "indicator", "measure", "kpi", "pi", "it", "this", "time"),
        *("times",),
    }
)
_COUNTED = frozenset(
    {"number", "numbers", "total", "totals", "count", "counts", "volume", "volumes"}
)
NO_WEIGHT = frozenset(
    {
        *MONTHS,
        *_SHORT,
        *("come", "came", "coming", "doing", "performing", "performed", "well", "way", "delivery"),
        *("remain", "stay", "stays", "stayed", "sits", "lies"),
        *("went", "gone", "going", "go", "took", "taken", "take", "takes", "use", "usage"),
        *("the", "a", "an", "our", "its", "their", "that", "these", "those"),
        *("of", "in", "for", "on", "at", "to", "as", "by", "with"),
        *("has", "have", "had", "been", "is", "are", "was", "were", "be"),
        *("being", "now", "again", "also", "still", "then", "there", "however", "overall"),
        *(
            "month",
            "months",
            "monthly",
            "quarter",
            "quarters",
            "quarterly",
            "year",
            "annual",
            "period",
        ),
        *(
            "current",
            "latest",
            "reported",
            "council",
            "councils",
            "further",
            "only",
            "just",
            "both",
        ),
        *("very", "slight", "small", "big", "large", "good", "steady", "marked", "sharp"),
        *(
            "significant",
            "continued",
            "continues",
            "continue",
            "another",
            "modest",
            "some",
            "little",
            "so",
        ),
        *("far", "date", "ytd", "end", "today", "sept", "per", "cent", "percent"),
        *("points", "point", "percentage", "days", "minutes", "hours", "pounds", "more", "all"),
        *("once", "this", "us", "remains", "remained", "stands", "stood", "did", "does"),
        *("do", "seen", "shows", "show", "showing", "shown", "saw", "see", "out"),
        *("up", "down", "back", "much", "slightly", "which", "i", "am", "pleased"),
        *("report", "say", "note", "can"),
    }
)
_LEADING = (
    r"(?:(?:in|for|during|over|by|as at|compared|against|since|on|this|unfortunately|pleasingly"
    r"|overall|however|again)\b.{0,60})?"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|rose|fell|improved|declined|increased|decreased|dropped"
    r"|met|missed|achieved|exceeded|remains?|remained|continues?|continued|went|grew|reduced"
    r"|stands|stood|shows?|saw)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[.;:!?](?!\d)|\n|[()]| [–—-] |,? \b(?:but|however|although|though|while|whilst|whereas|yet"
    r"|because|even though|so that|as a result|due to|owing to|thanks to|despite)\b",
    re.IGNORECASE,
)
