"""After the last figure of a run: what was given, its colours, and what happens next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Column,
    Columns,
    Text,
    card,
    opener,
    row_verb,
    subheading,
    title,
)
from cards.figures.figure import signed_right, value_words
from cards.reminders import day_words
from cycle.review.schemes import Band
from cycle.review.standing import Standing

MOST_ROWS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class AllDone:
    """What one person gave today, and the day on which their next figure is due, if there is one.

    `owes_progress`: they have yet to tell how their actions go.
    """

    given: Sequence[Standing]
    today: date
    next_due: date | None = None
    owes_progress: bool = False


def all_done(view: AllDone, ask: ButtonRef) -> Card:
    """A tap on a row (`row_1` and so on) opens that figure's form to correct it."""
    count = len(view.given)
    figures = "1 figure" if count == 1 else f"{count} figures"
    left = count - MOST_ROWS
    return card(
        f"All done: {figures} given.",
        title("Figures", f"All done: {figures} given"),
        *(_row(each, place, ask) for place, each in enumerate(view.given[:MOST_ROWS], 1)),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
        Text("Tap a figure to correct it.", size="Small", is_subtle=True) if count else None,
        subheading("What happens next"),
        *(Text(words, spacing="Small") for words in _next(view)),
        actions=[Button("progress", "Give progress", ask, main=True)] if view.owes_progress else [],
    )


def _row(standing: Standing, place: int, ask: ButtonRef) -> Columns:
    return Columns(
        Column(Text(str(standing.indicator), size="Small", max_lines=2), width="stretch"),
        Column(
            Text(
                value_words(standing) or "–",
                size="Small",
                weight="Bolder",
                horizontal_alignment="Right",
            ),
            signed_right(standing),
            width="auto",
        ),
        separator=place == 1,
        spacing="Small",
        select_action=opener(row_verb(place), f"Correct {standing.indicator.ref}", ask),
    )


def _next(view: AllDone) -> list[str]:
    words = []
    if any(each.band is Band.RED for each in view.given):
        words.append("What is Red goes to the Performance Board with your commentary.")
    words.append("Everybody can ask for your figures now.")
    if view.next_due is not None:
        words.append(f"Your next figures are due {day_words(view.next_due, view.today)}.")
    if view.owes_progress:
        words.append("The progress of your actions is still due.")
    return words
