"""The exception card: which indicator, how far from target, why it was raised, whose it is.

The same card is edited for as long as the concern lives; its heading says how it stands now.
"""

import re
from collections.abc import Sequence

from cards.control_chart import control
from cards.elements import (
    Card,
    Container,
    Element,
    Facts,
    RichText,
    Text,
    TextRun,
    card,
    note,
    said,
    subheading,
    title,
)
from cards.figures.figure import directions, panel, recent, value_words
from cycle.periods import day_words, instant_words
from cycle.plan.indicator import Indicator
from cycle.review.chart import Chart
from cycle.review.concern import ConcernState
from cycle.review.events import SeriesEvent
from cycle.review.figure import Figure
from cycle.review.standing import Standing

_ENDS = re.compile(r"\. (?=[A-Z0-9])")  # of the sentences that give one reason each
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


def concern(
    standing: Standing,
    state: ConcernState,
    sentence: str,
    *,
    history: Sequence[Standing] = (),
    chart: Chart | None = None,
    events: Sequence[SeriesEvent] = (),
    owner_name: str = "",
    replaced: Figure | None = None,
    possible_repeat: bool = False,
    above: Sequence[Element | None] = (),
    answers: Sequence[Element | None] = (),
    further: Sequence[Element | None] = (),
    below: Sequence[Element | None] = (),
) -> Card:
    """What the board sees of a KPI, and a service's manager of a PI.

    `sentence` says why the concern was raised. `history` is oldest first and ends with this period,
    as does the control `chart`; `events` are the series' breaks and notes, oldest first.
    `replaced` is the version that the figure in force corrects. `possible_repeat` marks a card that
    may have been posted before, when Teams did not answer. Further parts stand `above` the card, as
    `answers` below the figure, `further` after the commentary, and `below` all else.
    """
    indicator, heading = standing.indicator, _HEADINGS[state]
    return card(
        f"{heading}: {indicator}, {standing.period.words}: {standing.label}.",
        *above,
        _repeat() if possible_repeat else None,
        title(
            f"{heading} · {indicator.kind.value} · {indicator.service}",
            str(indicator),
            standing.period.words,
        ),
        _meaning(state, indicator),
        panel(standing, is_calm=state is not ConcernState.RAISED),
        *answers,
        _why(standing, state, sentence),
        control(indicator, chart, events) if chart is not None else None,
        recent(history, 4),
        _commentary(standing),
        *further,
        _who(standing, owner_name, replaced),
        *below,
        wide=True,
    )


def _meaning(state: ConcernState, indicator: Indicator) -> Container | None:
    words = _MEANINGS[state]
    if state is ConcernState.RETIRED and indicator.retired_from is not None:
        words = f"{words.rstrip('.')} from {day_words(indicator.retired_from)}."
    return Container(subheading(words), style="emphasis") if words else None


def _repeat() -> Container:
    return note("Possible repeat: this card may have been posted before.", "emphasis")


def _why(standing: Standing, state: ConcernState, sentence: str) -> Container:
    is_raised = state is ConcernState.RAISED
    return Container(
        subheading("Why this was raised" if is_raised else "Why it was raised then"),
        *reasons(sentence),
        None if is_raised else Text(f"Now: {standing.rating.rule}.", spacing="Small"),
        *(Text(words, spacing="Small") for words in directions(standing)),
    )


def reasons(sentence: str) -> list[RichText]:
    """Why a concern was raised, one reason a line."""
    return [
        RichText(TextRun(f"• {words}"), spacing="Small")
        for words in _ENDS.split(sentence.rstrip("."))
    ]


def _commentary(standing: Standing) -> Container:
    figure = standing.figure
    if figure is None or not figure.commentary.strip():
        return Container(Text("No commentary was given.", is_subtle=True), separator=True)
    by = f" by {figure.given_by_name}" if figure.given_by_name else ""
    return Container(
        subheading(f"Commentary{by}"),
        said(figure.commentary, "commentary"),
        separator=True,
    )


def _who(standing: Standing, owner_name: str, replaced: Figure | None) -> Facts:
    indicator, figure = standing.indicator, standing.figure
    corrected = ""
    if replaced is not None and figure is not None:
        before = value_words(standing, replaced) or replaced.status.value
        corrected = f"from {before}" + (f": {figure.reason}" if figure.reason else "")
    return Facts(
        ("Owner", owner_name or "no owner in the register"),
        ("Portfolio holder", indicator.portfolio_holder),
        ("Given", instant_words(figure.given_at) if figure is not None else ""),
        ("Corrected", corrected),
    )
