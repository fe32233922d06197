"""A closed period: the owner asks for it to be opened again, the performance team opens it."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    ChoiceInput,
    Element,
    Facts,
    Text,
    TextInput,
    card,
    said,
    title,
    to_mend,
)
from cards.figures.choices import figure_choices
from cycle.periods import Period, day_words
from cycle.plan.indicator import Indicator
from cycle.review.outstanding import Outstanding
from cycle.review.sign_off import SignOff

REASON, WHICH = "reason", "which"  # the inputs
MOST_CHOICES = 20


def closed(
    indicator: Indicator,
    period: Period,
    closed_on: date | None,
    ref: ButtonRef,
    *,
    faults: Sequence[str] = (),
    typed: str = "",
) -> Card:
    """Entry is closed. The verb `ask_reopen` asks for it to be opened, with the input `reason`."""
    when = f" since {day_words(closed_on)}" if closed_on else ""
    words = (
        f"The figure for {period.words} can no longer be entered{when}. The performance team can "
        "open the period again: say why, and it is asked for you."
    )
    return _ask_to_reopen(
        indicator,
        f"Entry is closed for {period.words}",
        [to_mend(faults), Text(words)],
        _reason_input(typed, "Why does the figure come now? (required)"),
        ref,
    )


def certified(
    indicator: Indicator,
    period: Period,
    sign_off: SignOff,
    ref: ButtonRef,
    *,
    faults: Sequence[str] = (),
    typed: str = "",
) -> Card:
    """The figure is certified. The verb `ask_reopen` asks for it to be opened, as above."""
    words = (
        "A certified figure is changed only once the performance team has opened it: say what is "
        "wrong with it, and they are asked. The correction then needs its cause, and what will "
        "keep it from happening again."
    )
    return _ask_to_reopen(
        indicator,
        f"{period.words} is certified",
        [to_mend(faults), Text(sign_off.words, weight="Bolder"), Text(words)],
        _reason_input(typed, "What is wrong with the figure? (required)"),
        ref,
    )


def _ask_to_reopen(
    indicator: Indicator,
    heading: str,
    body: Sequence[Element | None],
    reason: TextInput,
    ref: ButtonRef,
) -> Card:
    return card(
        f"{indicator}: {heading}.",
        title(f"Figure · {indicator.service}", str(indicator), heading),
        *body,
        reason,
        actions=[Button("ask_reopen", "Ask to reopen", ref, main=True)],
    )


def choose(
    lines: Sequence[Outstanding],
    ref: ButtonRef,
    *,
    faults: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
) -> Card:
    """Entry is closed for several figures: `reopen_send` asks for those of the input `which`."""
    given = typed or {}
    heading = f"Entry is closed for {len(lines)} figures"
    choices = figure_choices(lines, MOST_CHOICES)
    every = ",".join(sent for _, sent in choices)
    return card(
        heading,
        title("Figures", heading),
        to_mend(faults),
        Text("The performance team can open them again: say why, and it is asked for you."),
        ChoiceInput(
            choices,
            id=WHICH,
            label="Which figures can you give now? (required)",
            style="expanded",
            is_multi_select=True,
            wrap=True,
            value=given.get(WHICH, every),
        ),
        _reason_input(given.get(REASON, ""), "Why do they come now? (required)"),
        actions=[Button("reopen_send", "Ask to reopen", ref, main=True)],
    )


def asked_for_some(lines: Sequence[Outstanding], reason: str) -> Card:
    """What the list of closed figures becomes once it was asked."""
    words = "The performance team is asked to open these again. You hear when they are open."
    return card(
        words,
        title("Figures", "Asked to reopen"),
        Text(words),
        *(Text(f"• {line.indicator} · {line.period.short_words}") for line in lines),
        said(reason, "reason"),
    )


def _reason_input(typed: str, label: str) -> TextInput:
    return TextInput(id=REASON, label=label, is_multiline=True, value=typed or None)


def asked(indicator: Indicator, period: Period, reason: str) -> Card:
    """What the closed card becomes once it was asked."""
    words = f"The performance team is asked to open {period.words} again for {indicator.ref}."
    return card(
        words,
        title(f"Figure · {indicator.service}", str(indicator), "Asked to reopen"),
        Text(f"{words} You hear when it is open."),
        said(reason, "reason"),
    )


def request(
    indicator: Indicator, period: Period, by: str, reason: str, until: date, ref: ButtonRef
) -> Card:
    """For the performance team: one press (`open_again`) opens the period to the end of a day."""
    heading = f"{by} asks to open {period.words} again"
    return card(
        f"{heading} for {indicator.ref}.",
        title(f"Entry · {indicator.service}", str(indicator), heading),
        said(reason, "reason"),
        Facts(("Asked by", by), ("Period", period.words)),
        actions=[Button("open_again", f"Open it until {day_words(until)}", ref, main=True)],
    )


def opened(indicator: Indicator, period: Period, by: str, reason: str) -> Card:
    """What the request becomes once the period is open."""
    words = f"{period.words} is open again for {indicator.ref}."
    return card(
        words,
        title(f"Entry · {indicator.service}", str(indicator), "Opened again"),
        Text(f"{words} {by} has been told."),
        said(reason, "reason"),
    )


def granted(indicator: Indicator, period: Period, ref: ButtonRef) -> Card:
    """For whoever asked: the figure can be given now."""
    words = f"{period.words} is open again for {indicator}."
    return card(
        words,
        title(f"Figure · {indicator.service}", str(indicator), "Entry is open again"),
        Text(f"{words} Please give the figure now."),
        actions=[Button("give", "Give the figure", ref, main=True)],
    )
