"""The answers to "due" and "who hasn't submitted"."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.elements import Ask, Button, Card, Text, card, title
from cards.reminders import listed, number_of_figures
from cycle.review.outstanding import Outstanding

MOST_LINES = 12


def due(asked: str, lines: Sequence[Outstanding], ask: Ask, today: date) -> Card:
    """What is due from the person who asks, worst delay first, with the button to give it."""
    if not lines:
        words = "Nothing is due from you."
        return card(words, title("Due", asked), Text(words))
    figures = number_of_figures(len(lines))
    return card(
        f"{asked}: {figures} due.",
        title(f"Due · {figures}", asked),
        *listed(lines, today, most=MOST_LINES),
        actions=[Button("give", "Give figures", ask, main=True)],
    )


def missing(
    asked: str, lines: Sequence[Outstanding], names: Mapping[int, str], today: date
) -> Card:
    """Which figures nobody has given yet, and whose they are. `names` are the owners' by id."""
    if not lines:
        words = "Everything that is due has been submitted."
        return card(f"{asked}: {words}", title("Not submitted", asked), Text(words))
    owners = len({line.indicator.owner for line in lines})
    figures = number_of_figures(len(lines))
    people = "one owner" if owners == 1 else f"{owners} owners"
    return card(
        f"{asked}: {figures} not submitted, from {people}.",
        title(f"Not submitted · {figures} · {people}", asked),
        *listed(lines, today, names, most=MOST_LINES),
    )
