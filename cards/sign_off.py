"""Sign-off: the figure that a certifier is asked to certify, the list, and what was sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Container,
    Element,
    Text,
    TextInput,
    card,
    note,
    said,
    subheading,
    title,
    to_mend,
)
from cards.figures.figure import panel
from cycle.periods import instant_words
from cycle.review.sign_off import SignOff
from cycle.review.standing import Standing

NOTE = "note"  # the input that says what is to be put right
MOST_LISTED = 12
MOST_ON_REMINDER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffView:
    """A figure that waits for its certifier; `place` is "1 of 3"."""

    standing: Standing
    sign_off: SignOff
    place: tuple[int, int] = (1, 1)
    certifier: str = ""

    @property
    def label(self) -> str:
        return f"{self.standing.indicator} · {self.standing.period.short_words}"


def to_certify(
    view: SignOffView,
    ref: ButtonRef,
    *,
    notes: Sequence[str] = (),
    faults: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
) -> Card:
    """The figure with its giver's words; verbs `certify`, and `send_back` with the input `note`."""
    standing, figure = view.standing, view.standing.figure
    number, count = view.place
    place = f" {number} of {count}" if count > 1 else ""
    given_by = figure.given_by_name if figure and figure.given_by_name else "An import"
    given_at = f" on {instant_words(figure.given_at)}" if figure else ""
    words = figure.commentary.strip() if figure else ""
    return card(
        f"{standing.indicator}, {standing.period.words}: please certify {standing.label}.",
        *(note(words) for words in notes),
        title(
            f"Sign-off{place} · {standing.indicator.service}",
            str(standing.indicator),
            standing.period.words,
        ),
        to_mend(faults),
        panel(standing),
        Text(f"{standing.rating.rule}."),
        Text(f"{given_by} gave it{given_at}:", size="Small", is_subtle=True),
        said(words, "commentary") if words else Text("No commentary was given."),
        TextInput(
            id=NOTE,
            label="What is to be put right (only to send it back)",
            is_multiline=True,
            value=(typed or {}).get(NOTE),
        ),
        actions=[
            Button("certify", "Certify", ref, main=True),
            Button("send_back", "Send back", ref),
        ],
    )


def nothing_to_certify(done: Sequence[str] = ()) -> Card:
    """Nothing waits any more; `done` says what was just decided."""
    words = "Nothing awaits your certification."
    return card(words, *(note(each) for each in done), title("Sign-off", words))


def awaiting(heading: str, views: Sequence[SignOffView], ref: ButtonRef | None) -> Card:
    """What waits, the longest waiting first; verb `open` shows the first to its certifier."""
    count = "Nothing waits" if not views else f"{len(views)} waiting"
    more = len(views) - MOST_LISTED
    return card(
        f"{heading}: {count.lower()}.",
        title("Sign-off", heading, count),
        *(_line(view) for view in views[:MOST_LISTED]),
        Text(f"and {more} more", is_subtle=True) if more > 0 else None,
        actions=[Button("open", "Certify", ref, main=True)] if ref and views else [],
    )


def to_certify_lines(labels: Sequence[str]) -> Element:
    """The part of a reminder that says what waits for the person's sign-off."""
    more = len(labels) - MOST_ON_REMINDER
    return Container(
        subheading(f"To certify: {waiting_words(len(labels))}"),
        *(Text(f"• {label}", spacing="Small") for label in labels[:MOST_ON_REMINDER]),
        Text(f"and {more} more", is_subtle=True) if more > 0 else None,
        separator=True,
    )


def waiting_words(count: int) -> str:
    return "one figure" if count == 1 else f"{count} figures"


def sent_back_card(standing: Standing, sign_off: SignOff, ref: ButtonRef) -> Card:
    """To whoever gave it: what is to be put right; verb `correct` opens the form."""
    return card(
        f"{standing.indicator}, {standing.period.words}: {sign_off.by_name} sent it back.",
        title(
            f"Sent back · {standing.indicator.service}",
            str(standing.indicator),
            standing.period.words,
        ),
        panel(standing),
        Text(f"{sign_off.by_name} says:", size="Small", is_subtle=True),
        said(sign_off.note, "note"),
        actions=[Button("correct", "Correct this", ref, main=True)],
    )


def put_right(standing: Standing) -> Card:
    """What that card becomes once another figure was given."""
    words = "✓ Put right: another figure was given."
    return card(
        f"{standing.indicator}, {standing.period.words}: {words}",
        title(
            f"Sent back · {standing.indicator.service}",
            str(standing.indicator),
            standing.period.words,
        ),
        Text(words, weight="Bolder"),
        panel(standing, is_calm=True),
    )


def _line(view: SignOffView) -> Element:
    standing = view.standing
    waits = f"since {instant_words(view.sign_off.at)}"
    certifier = f" · {view.certifier} certifies" if view.certifier else ""
    return Container(
        Text(f"{standing.indicator}, {standing.period.words}", weight="Bolder"),
        Text(
            f"{standing.label} · {waits}{certifier}", is_subtle=True, spacing="None", size="Small"
        ),
        separator=True,
    )
