"""The exception card: which indicator, how far from target, why it was raised, whose it is.

The same card is edited for as long as the concern lives; its heading says how it stands now.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cards.control_chart import control
from cards.elements import (
    Buttons,
    Card,
    Container,
    Element,
    Facts,
    Reveal,
    RichText,
    Text,
    TextRun,
    card,
    note,
    said,
    subheading,
    title,
)
from cards.escaping import short
from cards.figures.figure import directions, panel, recent, value_words
from cycle.periods import day_words, instant_words
from cycle.plan.indicator import Indicator
from cycle.review.chart import Chart
from cycle.review.concern import ConcernState
from cycle.review.events import SeriesEvent
from cycle.review.figure import Figure
from cycle.review.standing import Standing

_ENDS = re.compile(r"\. (?=[A-Z0-9])")  # of the sentences that give one reason each
AT_HAND = 160  # characters of the owner's words before the rest is a tap away,
AT_HAND_ANSWERED = 90  # and once the board has spoken as well
DETAILS = "details"  # the part of the card that is one tap away
SHOW_DETAILS = Reveal("Why, chart and past figures", DETAILS)
_HEADINGS = {
    ConcernState.RAISED: "Exception",
    ConcernState.RECOVERING: "Recovering",
    ConcernState.CLOSED: "Closed",
    ConcernState.WITHDRAWN: "No longer an exception",
    ConcernState.RETIRED: "Ended",
}
_MEANINGS = {
    ConcernState.RAISED: "",
    ConcernState.RECOVERING: "↗ Recovering: green again. Two green periods running close it.",
    ConcernState.CLOSED: "✓ Closed: green for two periods running.",
    ConcernState.WITHDRAWN: "✓ No longer an exception: the figure was corrected, or can no longer "
    "be compared.",
    ConcernState.RETIRED: "■ Ended: the indicator was retired.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionView:
    """What is known of an exception: the figure now, and why it was raised.

    `sentence` says why. `history` is oldest first and ends with this period, as does the control
    `chart`; `events` are the series' breaks and notes, oldest first. `replaced` is the version that
    the figure in force corrects. `possible_repeat` marks a card that may have been posted before,
    when Teams did not answer.
    """

    standing: Standing
    state: ConcernState
    sentence: str
    history: Sequence[Standing] = ()
    chart: Chart | None = None
    events: Sequence[SeriesEvent] = ()
    owner_name: str = ""
    replaced: Figure | None = None
    possible_repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardParts:
    """What the board's card has more than a manager's.

    Notes stand `above` the card, `answers` below the figure, `buttons` below the owner's words
    (with `SHOW_DETAILS` among them), and `details` among what is one tap away.
    Once it `is_answered`, that is shown in place of what is getting worse.
    """

    above: Sequence[Element | None] = ()
    answers: Sequence[Element | None] = ()
    buttons: Sequence[Element | None] = ()
    details: Sequence[Element | None] = ()
    is_answered: bool = False


FOR_A_MANAGER = BoardParts()


def exception_card(view: ExceptionView, board: BoardParts = FOR_A_MANAGER) -> Card:
    """What the board sees of a KPI, and a service's manager of a PI.

    What matters fits the screen of a phone; why it was raised, the chart and the past figures are
    one tap away.
    """
    standing, heading = view.standing, _HEADINGS[view.state]
    indicator = standing.indicator
    return card(
        f"{heading}: {indicator}, {standing.period.words}: {standing.label}.",
        *board.above,
        _repeat() if view.possible_repeat else None,
        title(
            f"{heading} · {indicator.kind.value} · {indicator.service}",
            str(indicator),
            standing.period.words,
        ),
        _meaning(view.state, indicator),
        panel(standing, is_calm=view.state is not ConcernState.RAISED),
        Text(f"{standing.rating.rule}."),
        *([] if board.is_answered else _worse(view)),
        *board.answers,
        _commentary(view, AT_HAND_ANSWERED if board.is_answered else AT_HAND),
        *(board.buttons or [Buttons(SHOW_DETAILS, spacing="Medium")]),
        Container(
            _why(view),
            control(indicator, view.chart, view.events) if view.chart is not None else None,
            recent(view.history, 4),
            _commentary_in_full(view),
            *board.details,
            _who(view),
            id=DETAILS,
            is_visible=False,
        ),
        wide=True,
    )


def _meaning(state: ConcernState, indicator: Indicator) -> Container | None:
    words = _MEANINGS[state]
    if state is ConcernState.RETIRED and indicator.retired_from is not None:
        words = f"{words.rstrip('.')} from {day_words(indicator.retired_from)}."
    return Container(subheading(words), style="emphasis") if words else None


def _repeat() -> Container:
    return note("Possible repeat: this card may have been posted before.", "emphasis")


def _worse(view: ExceptionView) -> list[Element | None]:
    """While it is raised: what is getting worse, if anything is."""
    _, *signs = _ENDS.split(view.sentence.rstrip("."))
    is_worse = view.state is ConcernState.RAISED and bool(signs)
    return [Text(f"{signs[-1]}.", spacing="None")] if is_worse else []


def _why(view: ExceptionView) -> Container:
    is_raised = view.state is ConcernState.RAISED
    return Container(
        subheading("Why this was raised" if is_raised else "Why it was raised then"),
        *reasons(view.sentence),
        *(Text(words, spacing="Small") for words in directions(view.standing)),
    )


def reasons(sentence: str) -> list[RichText]:
    """Why a concern was raised, one reason a line."""
    return [
        RichText(TextRun(f"• {words}"), spacing="Small")
        for words in _ENDS.split(sentence.rstrip("."))
    ]


def _commentary(view: ExceptionView, most: int) -> Container:
    """The owner's words, and whose they are; the rest of a long text is among the details."""
    words = _words_of_owner(view)
    if not words:
        none = f"No commentary was given. Owner: {_owner(view)}."
        return Container(Text(none, size="Small", is_subtle=True))
    return Container(
        Text(f"{_giver(view)} says:", size="Small", is_subtle=True),
        said(short(words, most), "commentary-at-hand"),
    )


def _commentary_in_full(view: ExceptionView) -> Container | None:
    words = _words_of_owner(view)
    if words == short(words, AT_HAND_ANSWERED):
        return None
    return Container(subheading(f"Commentary by {_giver(view)}"), said(words, "commentary"))


def _words_of_owner(view: ExceptionView) -> str:
    figure = view.standing.figure
    return figure.commentary.strip() if figure is not None else ""


def _giver(view: ExceptionView) -> str:
    figure = view.standing.figure
    return (figure.given_by_name if figure is not None else "") or _owner(view)


def _owner(view: ExceptionView) -> str:
    return view.owner_name or "no owner in the register"


def _who(view: ExceptionView) -> Facts:
    standing, figure, replaced = view.standing, view.standing.figure, view.replaced
    corrected = ""
    if replaced is not None and figure is not None:
        before = value_words(standing, replaced) or replaced.status.value
        corrected = f"from {before}" + (f": {figure.reason}" if figure.reason else "")
    return Facts(
        ("Owner", _owner(view)),
        ("Portfolio holder", standing.indicator.portfolio_holder),
        ("Given", instant_words(figure.given_at) if figure is not None else ""),
        ("Corrected", corrected),
    )
