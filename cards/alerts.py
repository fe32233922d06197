"""What people asked to be told: that it is kept, the list of it, and the news in the day's card."""

from collections.abc import Sequence

from cards.elements import Action, Card, Container, Text, card, subheading, title

MOST_LINES = 8  # of one subscription in the card of the day; our choice
Told = tuple[str, Sequence[str]]  # what was asked for, and the news of it in sentences


def kept(heading: str, lines: Sequence[str], buttons: Sequence[Action]) -> Card:
    """What will be told and when, with the titles of what is named."""
    return card(heading, title("Alerts", heading), *map(Text, lines), actions=list(buttons))


def listed(rows: Sequence[str], buttons: Sequence[Action]) -> Card:
    """Everything that the person is told of, with a button to end each."""
    if not rows:
        words = "You will be told of nothing yet."
        example = "Type “tell me when housing turns red”, or “every Monday: my services”."
        return card(words, title("Alerts", words), Text(example))
    heading = f"You will be told of {len(rows)} thing{'' if len(rows) == 1 else 's'}"
    return card(heading, title("Alerts", heading), *map(Text, rows), actions=list(buttons))


def news(told: Sequence[Told]) -> Container:
    """The part of the day's card that says what somebody asked to be told."""
    parts = [
        part for heading, lines in told for part in (subheading(heading), *map(Text, _short(lines)))
    ]
    return Container(*parts, spacing="Large")


def news_card(person_name: str, told: Sequence[Told]) -> Card:
    """The day's card of somebody who owes nothing."""
    first = told[0][1][0] if told and told[0][1] else ""
    heading = "What you asked to be told"
    return card(f"{person_name}: {first}", title("Alerts", heading), news(told))


def _short(lines: Sequence[str]) -> list[str]:
    left = len(lines) - MOST_LINES
    more = [f"And {left} more: ask for them in the chat."] if left > 0 else []
    return [*lines[:MOST_LINES], *more]
