"""The framework's own review: when it is due, and the settings that are in force."""

from cards.elements import Card, Facts, Text, card, note, subheading, title
from cycle.council import Council, Deterioration

_TRIGGERS = {
    Deterioration.BAND: "a worse colour",
    Deterioration.RUN: "worse several times running",
    Deterioration.CHART: "a change that usual variation does not explain",
}


def review_due(words: str) -> Card:
    """To the performance team, months ahead."""
    return card(
        words,
        title("The framework", "Its own review is near"),
        Text(words, weight="Bolder"),
        Text("Type “framework” for the settings in force and what was changed since."),
    )


def framework(
    words: str, council: Council, *, changes: int, unapproved: int, waiting: int = 0
) -> Card:
    """The day of the review, what the council chose where the framework leaves it open, changes."""
    lock = council.lock_working_days
    said = "1 change" if changes == 1 else f"{changes} changes"
    return card(
        words,
        title("The framework", council.name),
        note(words),
        subheading("Settings in force"),
        Facts(
            ("Entry closes", f"{lock} working days after the due date" if lock else "never"),
            ("A run of worse figures", f"{council.adverse_moves} in a row"),
            (
                "Red is an exception",
                "at once" if council.red_after == 1 else "the second time running",
            ),
            ("Deteriorating means", "; ".join(_TRIGGERS[one] for one in council.triggers)),
            ("The board's digest", f"on working day {council.digest_working_day} of the month"),
        ),
        Text(
            f"{said} of indicators' terms since the last review, {unapproved} of them unapproved.",
        ),
        Text(_waiting(waiting)) if waiting else None,
        Text("Settings are changed by whoever runs the server.", is_subtle=True, size="Small"),
    )


def _waiting(count: int) -> str:
    suggestions = "1 suggestion has" if count == 1 else f"{count} suggestions have"
    return f"{suggestions} no answer yet; type “suggestions”."
