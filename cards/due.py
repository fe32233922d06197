"""The answers to "due" and "who hasn't submitted": a page of rows, each of which opens its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cards.elements import Action, Button, ButtonRef, Card, Text, card, title
from cards.reminders import by_urgency, day_words, give_buttons, listed, number_of_figures
from cycle.periods import Period
from cycle.review.outstanding import Outstanding

ROWS = 8  # in one card; more make it long on a phone


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """Figures that are not given. `asked` says how the question was read, `start` the first row.

    `names` are the owners' by id, where they are to be shown. `wanted` is how many there should be
    of the period that was asked for, None where none was.
    """

    asked: str
    lines: Sequence[Outstanding]
    today: date
    start: int = 0
    names: Mapping[int, str] = field(default_factory=dict)
    wanted: int | None = None

    @property
    def page(self) -> Sequence[Outstanding]:
        return by_urgency(self.lines)[self.start : self.start + ROWS]

    @property
    def left(self) -> int:
        return len(self.lines) - self.start - len(self.page)


def due(view: DueList, give: ButtonRef, ask: ButtonRef) -> Card:
    """What is due from the person who asks, worst delay first, with the button to `give` it.

    The rows and *Show more* carry `ask`.
    """
    if not view.lines:
        words = "Nothing is due from you."
        return card(words, title("Due", view.asked), Text(words))
    figures = number_of_figures(len(view.lines))
    return card(
        f"{view.asked}: {figures} due.",
        title(f"Due · {figures}", view.asked),
        *listed(view.page, view.today, opens=ask, most=ROWS),
        _which(view),
        actions=[*give_buttons(view.lines, give), *_paging(view, ask)],
    )


def missing(view: DueList, ask: ButtonRef, close: ButtonRef | None = None) -> Card:
    """Which figures nobody has given yet, and whose they are.

    With `close` the performance team may close one without a figure (verb `close_choose`).
    """
    closing = [Button("close_choose", "Close one without a figure", close)] if close else []
    asked, lines, wanted = view.asked, view.lines, view.wanted
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
        *listed(view.page, view.today, view.names, most=ROWS, opens=ask),
        _which(view),
        actions=[*_paging(view, ask), *closing],
    )


def not_ended(asked: str, period: Period, today: date) -> Card:
    """The period that was asked for is not over: nothing is expected for it yet."""
    opens = day_words(period.next.start, today)
    words = f"{period.words} has not ended: its figures can be given from {opens}."
    return card(f"{asked}: {words}", title("Not submitted", asked), Text(words))


def _which(view: DueList) -> Text | None:
    if len(view.page) == len(view.lines):
        return None
    words = f"{view.start + 1} to {view.start + len(view.page)} of {len(view.lines)}"
    return Text(f"{words}, the longest overdue first", size="Small", is_subtle=True)


def _paging(view: DueList, ask: ButtonRef) -> list[Action]:
    return [Button("more", f"Show more ({view.left} left)", ask)] if view.left > 0 else []


def _nothing_missing(wanted: int | None) -> str:
    if wanted is None:
        return "Everything that is due has been submitted."
    if not wanted:
        return "No figure is expected for it: no indicator is given for a period of that length."
    return f"All {wanted} figures have been submitted." if wanted > 1 else "It has been submitted."
