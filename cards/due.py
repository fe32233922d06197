"""The answers to "due" and "who hasn't submitted"."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.elements import Button, ButtonRef, Card, Text, card, title
from cards.reminders import day_words, give_buttons, listed, number_of_figures
from cycle.periods import Period
from cycle.review.outstanding import Outstanding

MOST_LINES = 12


def due(asked: str, lines: Sequence[Outstanding], ask: ButtonRef, today: date) -> Card:
    """What is due from the person who asks, worst delay first, with the button to give it."""
    if not lines:
        words = "Nothing is due from you."
        return card(words, title("Due", asked), Text(words))
    figures = number_of_figures(len(lines))
    return card(
        f"{asked}: {figures} due.",
        title(f"Due · {figures}", asked),
        *listed(lines, today, most=MOST_LINES),
        actions=give_buttons(lines, ask),
    )


def missing(
    asked: str,
    lines: Sequence[Outstanding],
    names: Mapping[int, str],
    today: date,
    wanted: int | None = None,
    close: ButtonRef | None = None,
) -> Card:
    """Which figures nobody has given yet, and whose they are. `names` are the owners' by id.

    `wanted` is how many there should be of the period that was asked for, None where none was.
    With `close` the performance team may close one without a figure (verb `close_choose`).
    """
    if not lines:
        words = _nothing_missing(wanted)
        return card(f"{asked}: {words}", title("Not submitted", asked), Text(words))
    owners = len({line.indicator.owner for line in lines})
    figures = number_of_figures(len(lines))
    people = "one owner" if owners == 1 else f"{owners} owners"
    of_all = f" of {wanted}" if wanted is not None and wanted > len(lines) else ""
    return card(
        f"{asked}: {figures} not submitted{of_all and f',{of_all} expected'}, from {people}.",
        title(f"Not submitted · {figures}{of_all} · {people}", asked),
        *listed(lines, today, names, most=MOST_LINES),
        actions=[Button("close_choose", "Close one without a figure", close)] if close else [],
    )


def not_ended(asked: str, period: Period, today: date) -> Card:
    """The period that was asked for is not over: nothing is expected for it yet."""
    opens = day_words(period.next.start, today)
    words = f"{period.words} has not ended: its figures can be given from {opens}."
    return card(f"{asked}: {words}", title("Not submitted", asked), Text(words))


def _nothing_missing(wanted: int | None) -> str:
    if wanted is None:
        return "Everything that is due has been submitted."
    if not wanted:
        return "No figure is expected for it: no indicator is given for a period of that length."
    return f"All {wanted} figures have been submitted." if wanted > 1 else "It has been submitted."
