"""Which name the telling words of a question point to, where no name is said as it is called."""

import re
from collections.abc import Sequence

from cycle.questions.names import Name, Sort, Vocabulary

SURE = 0.62  # of the telling words must belong to a name before it is taken; set by the corpus
MARGIN = 0.1  # how much less the next name must have; set by the corpus
NEAR = 0.34  # before a name is offered as a reading; set by the corpus


def by_likeness(
    telling: list[str],
    unknown: Sequence[str],
    names: list[Name],
    either: list[Name],
    vocabulary: Vocabulary,
) -> tuple[list[Name], list[Name], tuple[Name, ...]]:
    """The names that the left-over words point to; they may narrow what was found already."""
    known = [one for one in (*names, *either) if one.sort is not Sort.PERSON]
    content = [*telling, *(f"?{word}" for word in unknown)]
    ranked = vocabulary.likeness(content)
    services = {one.key for one in known if one.sort is Sort.SERVICE}
    if known:
        inside = [
            (score, name)
            for score, name in vocabulary.likeness(telling)
            if name in either
            or (name.sort is Sort.INDICATOR and vocabulary.services_of[name.key] in services)
        ]
        if inside and inside[0][0] >= SURE and _is_clear(inside):
            chosen = inside[0][1]
            people = [one for one in names if one.sort is Sort.PERSON]
            return [*people, chosen], [], ()
        return names, either, ()
    if ranked and ranked[0][0] >= SURE:
        best = [name for score, name in ranked if ranked[0][0] - score < MARGIN]
        if len(content) == 1 and best[0].sort is not Sort.INDICATOR:
            return names, either, tuple(best[:3])
        if len(best) == 1:
            return [*names, best[0]], either, ()
        return names, [*either, *best[:4]], ()
    return names, either, tuple(name for score, name in ranked[:3] if score >= NEAR)


def better_named(
    names: list[Name],
    either: list[Name],
    telling: Sequence[str],
    refs: Sequence[Name],
    vocabulary: Vocabulary,
) -> tuple[list[Name], list[Name]]:
    """In "overturned majors" a word beside the name belongs to the title of another indicator.

    Where the other holds the words of the name too, it is meant; else it may be either.
    """
    own = [one for one in names if one.sort is Sort.INDICATOR]
    if len(own) != 1 or len(names) > 1 or either or refs:
        return names, either
    strange = [each for each in telling if own[0] not in vocabulary.weights[each]]
    others = {
        name
        for each in strange
        for name, weight in vocabulary.weights[each].items()
        if weight == 1 and name.sort is Sort.INDICATOR and name in vocabulary.cousins(own[0])
    }
    return (list(others), []) if len(others) == 1 else (names, either)


def told_apart(
    names: list[Name], words: str, vocabulary: Vocabulary
) -> tuple[list[Name], list[Name]]:
    """(names, either): two indicators that nothing joins are one, said in two breaths."""
    own = list(dict.fromkeys(one for one in names if one.sort is Sort.INDICATOR))
    if len(own) < 2 or _JOINED.search(words):
        return names, []
    others = [one for one in names if one not in own]
    return others, own


def _is_clear(ranked: Sequence[tuple[float, Name]]) -> bool:
    return len(ranked) < 2 or ranked[0][0] - ranked[1][0] >= MARGIN


def without_wider(names: list[Name], vocabulary: Vocabulary) -> list[Name]:
    """In "housing's temporary accommodation" the service only says where the indicator belongs."""
    services = {vocabulary.services_of[one.key] for one in names if one.sort is Sort.INDICATOR}
    return [one for one in names if one.sort is not Sort.SERVICE or one.key not in services]


_JOINED = re.compile(
    r"# (?:\w+ )?(?:and|or|n|vs|versus|v|with|to|against|plus|"
    r"than|compared \w+|,|&|beside"
    r"|next to|alongside)\b.*#|#,? #|#,|# ?/ ?#"
)
