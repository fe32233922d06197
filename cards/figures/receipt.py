"""The receipt: the figure that was kept, its colour and why it has it, who gave it and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    Container,
    Facts,
    Text,
    card,
    note,
    said,
    subheading,
    title,
)
from cards.figures.figure import cases, directions, mark, panel, value_words
from cycle.periods import day_words, instant_words
from cycle.plan.units import shown
from cycle.review.entry import CONFIRMED
from cycle.review.figure import Figure, FigureStatus
from cycle.review.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """What was kept for one indicator and period. `standing.figure` must be there.

    `replaced` is the version that this one corrects. `next_place` is "2 of 3", None after the last.
    `notes` stand on top: that somebody else was first, or that the board has been told.
    """

    standing: Standing
    replaced: Figure | None = None
    next_place: tuple[int, int] | None = None
    notes: Sequence[str] = ()
    may_correct: bool = True


def receipt(view: ReceiptView, ask: ButtonRef) -> Card:
    """The figure with its colour and why it has it, who gave it, what was written."""
    standing, figure = view.standing, view.standing.figure
    if figure is None:
        raise ValueError("a receipt is for a figure")
    indicator, kept = standing.indicator, _heading(figure)
    return card(
        f"{kept}: {glance(standing)}",
        *(note(words) for words in view.notes),
        title(f"{kept} · {indicator.service}", str(indicator), standing.period.words),
        panel(standing),
        why(standing),
        details(figure, standing, view.replaced),
        _commentary(figure),
        actions=_buttons(ask, view.next_place, view.may_correct),
    )


def _heading(figure: Figure) -> str:
    """A value that was promised corrects nothing: it comes without a reason, or confirms."""
    if figure.reason == CONFIRMED:
        return "Confirmed value kept"
    if not figure.reason and figure.status is FigureStatus.NOT_AVAILABLE:
        return "Noted: not available yet"
    return "Correction kept" if figure.reason else "Figure kept"


def glance(standing: Standing) -> str:
    """One line for a notification: `HOU-05 …, September 2026: 104, ◆ Red.`"""
    value = value_words(standing)
    sign = mark(standing).words
    return f"{standing.indicator}, {standing.period.words}: {value + ', ' if value else ''}{sign}."


def kept_words(standing: Standing) -> str:
    """What was kept, for the top of the next form: `HOU-02: 55.4% (31 of 56), ◆ Red.`"""
    counts = cases(standing)
    value = " ".join([value_words(standing), f"({counts})" if counts else ""]).strip()
    return f"{standing.indicator.ref}: {value + ', ' if value else ''}{mark(standing).words}."


def why(standing: Standing) -> Container:
    """The rule's sentence, and the directions of travel."""
    return Container(
        Text(f"{standing.rating.rule.rstrip('.')}."),
        *(Text(words, spacing="Small") for words in directions(standing)),
    )


def details(
    figure: Figure,
    standing: Standing,
    replaced: Figure | None = None,
    *,
    worked_out_from: str = "",
) -> Facts:
    """Who gave it and when, what is still to come, what it replaced.

    `worked_out_from` says which figures it was made of, empty where somebody gave it.
    """
    indicator = standing.indicator
    by, at = figure.given_by_name or "import", instant_words(figure.given_at)
    if worked_out_from:
        given = ("Worked out", f"from {worked_out_from}, the newest given on {at}")
    else:
        given = ("Given", f"{by}, {at}")
    before = ""
    if replaced is not None:
        value = replaced.value
        before = shown(indicator, value) if value is not None else replaced.status.value
    return Facts(
        ("Status", "" if figure.status is FigureStatus.FINAL else figure.status.value.capitalize()),
        ("Expected", day_words(figure.expected_on) if figure.expected_on else ""),
        given,
        ("Version", str(figure.version) if figure.version > 1 else ""),
        ("Before", before),
        ("Reason", figure.reason),
    )


def _commentary(figure: Figure) -> Container | None:
    if not figure.commentary.strip():
        return None
    return Container(
        subheading("Commentary"), said(figure.commentary, "commentary", first=240), separator=True
    )


def _buttons(ask: ButtonRef, next_place: tuple[int, int] | None, may_correct: bool) -> list[Action]:
    buttons: list[Action] = []
    if next_place is not None:
        number, count = next_place
        buttons.append(Button("next", f"Next ({number} of {count})", ask, main=True))
    if may_correct:
        buttons.append(Button("correct", "Correct this", ask))
    return buttons
