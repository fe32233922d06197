"""A figure that will never come: the performance team closes it with a reason."""

from collections.abc import Mapping, Sequence

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    ChoiceInput,
    Element,
    Text,
    TextInput,
    card,
    said,
    title,
    to_mend,
)
from cards.figures.choices import figure_choices
from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.review.outstanding import Outstanding

REASON, WHICH = "reason", "which"  # the inputs
MOST_CHOICES = 60
EXPLAINED = (
    "Closed with a reason, the figure counts as not applicable: nobody is asked for it any more, "
    "and it has no colour. If it comes after all, open the period again."
)


def close_one(
    indicator: Indicator,
    period: Period,
    ref: ButtonRef,
    *,
    faults: Sequence[str] = (),
    typed: str = "",
) -> Card:
    """The form for one figure: the verb `close_missing` sends the input `reason`."""
    heading = f"Close {period.words} without a figure"
    return card(
        f"{indicator}: {heading}.",
        title(f"Missing figure · {indicator.service}", str(indicator), heading),
        to_mend(faults),
        *_reason(typed),
        actions=[Button("close_missing", "Close without a figure", ref, main=True)],
    )


def close_some(
    lines: Sequence[Outstanding],
    ref: ButtonRef,
    *,
    faults: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
) -> Card:
    """The same, where one of several is chosen by the input `which`."""
    given = typed or {}
    choices = figure_choices(lines, MOST_CHOICES)
    return card(
        "Which missing figure is to be closed?",
        title("Missing figures", "Close one without a figure"),
        to_mend(faults),
        ChoiceInput(
            choices,
            id=WHICH,
            label="Which figure (required)",
            style="filtered",
            placeholder="Choose one",
            value=given.get(WHICH),
        ),
        *_reason(given.get(REASON, "")),
        actions=[Button("close_missing", "Close without a figure", ref, main=True)],
    )


def closed(indicator: Indicator, period: Period, reason: str, by: str) -> Card:
    """What the form becomes: the figure is not outstanding any more."""
    words = f"{period.words} is closed without a figure. Nobody is asked for it any more."
    return card(
        f"{indicator}: {words}",
        title(f"Missing figure · {indicator.service}", str(indicator), "Closed without a figure"),
        Text(words),
        said(reason, "reason"),
        Text(f"Closed by {by}.", size="Small", is_subtle=True),
    )


def _reason(typed: str) -> list[Element]:
    return [
        Text(EXPLAINED),
        TextInput(
            id=REASON,
            label="Why does no figure come? (required)",
            is_multiline=True,
            value=typed or None,
        ),
    ]
