"""What in the words for a paper disagrees with its figures: counts of colours, and colours named.

The words stay as they were written; whoever wrote them is told what to look at again.
"""

import re
from collections.abc import Iterator, Sequence

from cycle.monitor.paper.views import IndicatorView
from cycle.review.schemes import Band
from cycle.review.standing import counts

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_COUNTED = re.compile(
    rf"(?<![-\w])(\d{{1,3}}|{'|'.join(_NUMBERS)}) "
    r"(?:(?:of (?:our|the) )?(?:kpis?|indicators?|measures?) )?"
    r"(?:is|are) (green|amber|red)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+")
_REF = re.compile(r"\b[A-Z]{2,5}-\d{1,4}\b")
_COLOUR = re.compile(
    r"\b(?:is|are|stays?|remains?) (?:now |still )?(green|amber|red)\b", re.IGNORECASE
)


def doubtful_words(words: str, views: Sequence[IndicatorView]) -> list[str]:
    """A sentence for each disagreement; empty where there is none."""
    return [*_miscounted(words, views), *_miscoloured(words, views)]


def _miscounted(words: str, views: Sequence[IndicatorView]) -> Iterator[str]:
    found = counts(view.standing for view in views)
    there = {"green": found.green, "amber": found.amber, "red": found.red}
    for said in _COUNTED.finditer(words):
        number, colour = said[1].lower(), said[2].lower()
        count = int(number) if number.isdigit() else _NUMBERS.index(number)
        if count != there[colour]:
            yield f"The words say “{said[0]}”; the paper has {there[colour]} {colour.capitalize()}."


def _miscoloured(words: str, views: Sequence[IndicatorView]) -> Iterator[str]:
    """Only of sentences about one indicator and one colour: others could mean anything."""
    known = {view.indicator.ref: view for view in views}
    for sentence in _SENTENCE.findall(words):
        refs, colours = set(_REF.findall(sentence)), set(_COLOUR.findall(sentence))
        if len(refs) != 1 or len(colours) != 1:
            continue
        view = known.get(refs.pop())
        band = Band(colours.pop().capitalize())
        if view is not None and view.standing.band is not band:
            label = view.standing.label
            yield f"The words call {view.indicator.ref} {band}; the paper shows it as {label}."
