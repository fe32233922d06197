"""For the Performance Board: what has had no figure for two periods running, and whose it is."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.elements import Card, Container, Text, card, subheading, title
from cycle.periods import Period, day_words
from cycle.plan.indicator import Indicator

MOST_LINES = 12


def missing_twice(
    found: Sequence[tuple[Indicator, Period]], names: Mapping[int, str], since: date
) -> Card:
    """`found` are indicators with their newest missing period; empty when all have come by now.

    No colour is shown: nobody knows how they stand. `names` are the owners' by id.
    """
    heading = "No figure for two periods running"
    if not found:
        words = f"What was missing twice on {day_words(since)} has been given since."
        return card(words, title("Performance Board", heading), Text(f"✓ {words}"))
    count = f"{len(found)} indicators" if len(found) > 1 else "one indicator"
    left = len(found) - MOST_LINES
    return card(
        f"No figure for two periods running: {count}.",
        title(f"Performance Board · {count}", heading, f"Not given by {day_words(since)}"),
        *(_line(*each, names) for each in found[:MOST_LINES]),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
    )


def _line(indicator: Indicator, period: Period, names: Mapping[int, str]) -> Container:
    owner = names.get(indicator.owner or 0, "no owner in the register")
    periods = f"{period.previous.short_words} and {period.short_words}"
    return Container(
        subheading(str(indicator)),
        Text(f"○ Awaiting data: {periods} · Owner: {owner}", size="Small", spacing="None"),
        spacing="Small",
    )
