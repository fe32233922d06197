"""A closed period: the owner asks for it to be opened again, the performance team opens it."""

from collections.abc import Sequence
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Facts,
    Text,
    TextInput,
    card,
    said,
    title,
    to_mend,
)
from cycle.periods import Period, day_words
from cycle.plan.indicator import Indicator

REASON = "reason"  # the input that says why


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
    heading = f"Entry is closed for {period.words}"
    when = f" since {day_words(closed_on)}" if closed_on else ""
    words = (
        f"The figure for {period.words} can no longer be entered{when}. The performance team can "
        "open the period again: say why, and it is asked for you."
    )
    return card(
        f"{indicator}: {heading}.",
        title(f"Figure · {indicator.service}", str(indicator), heading),
        to_mend(faults),
        Text(words),
        TextInput(
            id=REASON,
            label="Why does the figure come now? (required)",
            is_multiline=True,
            value=typed or None,
        ),
        actions=[Button("ask_reopen", "Ask to reopen", ref, main=True)],
    )


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
