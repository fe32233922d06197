"""Away and back: who covers, and the question on the first working day back."""

from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Buttons,
    Card,
    Container,
    DateInput,
    Text,
    card,
    subheading,
    title,
    to_mend,
)
from cycle.periods import day_words

UNTIL = "until"  # the input for another last day


def back_question(until: date, cover: str, ref: ButtonRef) -> Container:
    """On the reminder of the first working day: are you back? Verbs `back_again`, `still_away`."""
    covered = f"; {cover} covered for you" if cover else ""
    return Container(
        subheading("Welcome back"),
        Text(f"You were away until {day_words(until)}{covered}.", spacing="None"),
        Buttons(
            Button("back_again", "I'm back", ref),
            Button("still_away", "Still away", ref),
        ),
        style="accent",
    )


def still_away(until: date, ref: ButtonRef, faults: tuple[str, ...] = ()) -> Card:
    """Until when? The verb is `still_away_until`, the input `until`."""
    heading = "Until when are you away?"
    return card(
        faults[0] if faults else heading,
        title("Away", heading),
        to_mend(faults),
        DateInput(id=UNTIL, label="Last day away (required)", value=until.isoformat()),
        actions=[Button("still_away_until", "Still away", ref, main=True)],
    )


def you_cover(name: str, starts: date, until: date) -> Card:
    """To whoever covers: for whom, and until when."""
    days = f"from {day_words(starts)} until {day_words(until)}"
    return card(
        f"You cover for {name} {days}.",
        title("Cover", f"You cover for {name}", days[0].upper() + days[1:]),
        Text(
            f"Reminders of what {name} owes come to you in those days, on your one card of the "
            "day. If that cannot be, ask them to name somebody else."
        ),
    )


def cover_over(name: str) -> Card:
    """What that card becomes afterwards."""
    words = f"Your cover for {name} is over."
    return card(words, title("Cover", words), Text("Reminders go to them again."))
