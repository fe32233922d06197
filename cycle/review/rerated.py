"""What else a figure changes: later periods that look back at it are judged and charted anew."""

from collections.abc import Collection, Sequence

from cycle.periods import Period
from cycle.review.chart import Chart
from cycle.review.standing import Standing
from cycle.review.trend import Change

MOST_SAID = 4  # sentences; what is left is counted


def dependants(changed: Period, known: Collection[Period]) -> list[Period]:
    """The later known periods that look back at this one: the next, and the same a year later.

    The next one's own successors look at bands, which look back a year: so both of these, too.
    """
    later = {changed.next, changed.later(12 // changed.frequency.months)}
    later |= {period.next for period in later}
    return sorted(period for period in known if period in later)


def sentences(
    before: Sequence[Standing], after: Sequence[Standing], was: Chart, now: Chart
) -> tuple[str, ...]:
    """What is different now, a sentence each; empty where nothing is.

    `before` and `after` are the standings of the same periods, `was` and `now` the charts.
    """
    said = [
        words
        for old, new in zip(before, after, strict=True)
        for words in (_rated(old, new), _compared(old, new))
        if words
    ]
    if was.words != now.words and was.last is not None and now.last is not None:
        said.append(f"The chart now says: {now.words}. It said: {was.words}.")
    left = len(said) - MOST_SAID
    return (*said[:MOST_SAID], f"And {left} more changes.") if left > 1 else tuple(said)


def _rated(old: Standing, new: Standing) -> str:
    if old.label == new.label:
        return ""
    return f"{new.period.words} is rated again: {new.label}, it was {old.label}."


def _compared(old: Standing, new: Standing) -> str:
    pairs = ((old.short, new.short), (old.long, new.long))
    changes = [_direction(was, now) for was, now in pairs]
    told = " and ".join(change for change in changes if change)
    return f"{new.period.words} is compared again: {told}." if told else ""


def _direction(was: Change | None, now: Change | None) -> str:
    if was is None or now is None or was.direction is now.direction or now.against is None:
        return ""
    return f"{now.direction} against {now.against.words} (it was {was.direction})"
