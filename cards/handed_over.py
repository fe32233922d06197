"""What somebody's card becomes once another takes over what it was about."""

from cards.elements import Card, Text, card, title


def handed_over(what: str, about: str, to: str) -> Card:
    """`what` is the kind of thing, such as "Exception"; `to` names who has it now."""
    words = f"Handed over to {to}."
    return card(
        f"{about}: {words[0].lower()}{words[1:]}",
        title(what, about),
        Text(words, weight="Bolder"),
        Text(f"There is nothing more for you to do here. {to} sees how it stands.", is_subtle=True),
    )
