"""Short answers: what Steward can do, which reading was meant, and why something cannot be done."""

from collections.abc import Sequence

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Buttons,
    Card,
    Container,
    Reveal,
    Text,
    card,
    opener,
    row_verb,
    subheading,
    title,
)
from cycle.questions import commands
from cycle.questions.commands import Command

MOST_CHOICES = 5


def help_card(
    council_name: str,
    *,
    may_place_board: bool = False,
    buttons: Sequence[str] = (),
    ref: ButtonRef | None = None,
    rows: ButtonRef | None = None,
) -> Card:
    """What can be typed, and what comes of it: `buttons` first, the whole list one tap away.

    The buttons have the verbs `choice_1` and so on; a tap on a command that only asks asks it:
    with `rows`, by the verbs of `help_questions`.
    """
    groups = _help_groups(may_place_board)
    asked = help_questions(may_place_board)
    shown = [(f"help-{place}", *group) for place, group in enumerate(groups)]
    return card(
        "What you can ask Steward.",
        title(f"Help · {council_name}", "What you can ask"),
        Text(
            "Ask as you would ask a colleague, for example “due”, “status of housing”, "
            "“submit HOU-01” or “red”. In a channel, write @Steward first."
        ),
        Buttons(*(Button(f"choice_{n}", label, ref) for n, label in enumerate(buttons, 1)))
        if buttons and ref
        else None,
        Buttons(Reveal("Everything you can type", *(own for own, *_ in shown))),
        *(
            Container(
                subheading(heading),
                *(_command(one, asked, rows) for one in some),
                id=own,
                is_visible=False,
            )
            for own, heading, some in shown
        ),
    )


def help_questions(may_place_board: bool) -> list[str]:
    """What the rows of help ask when they are tapped: the first by the verb `row_1`, and so on."""
    every = (one for _, some in _help_groups(may_place_board) for one in some)
    return [one.typed for one in every if one.may_be_tapped]


def _help_groups(may_place_board: bool) -> list[tuple[str, tuple[Command, ...]]]:
    groups = [("Ask", commands.ASK), ("For you", commands.YOURS)]
    if may_place_board:
        groups.append(("For the performance team", commands.TEAM))
    return groups


def _command(one: Command, asked: Sequence[str], ref: ButtonRef | None) -> Container:
    is_whole = ref is not None and one.typed in asked
    verb = row_verb(asked.index(one.typed) + 1) if is_whole else ""
    return Container(
        Text(one.typed, weight="Bolder"),
        Text(one.comes, spacing="None", is_subtle=True),
        spacing="Small",
        select_action=opener(verb, f"Ask: {one.typed}", ref) if ref and is_whole else None,
    )


def choices(asked: str, readings: Sequence[str], ask: ButtonRef, question: str = "") -> Card:
    """The nearest readings of a question as buttons, with the verbs `choice_1` to `choice_5`.

    Without a reading, the `question` that would settle it.
    """
    nearest = readings[:MOST_CHOICES]
    if not nearest:
        words = question or "Which indicator or service do you mean?"
        return card(
            words,
            title("Question", words),
            _quoted(asked),
            Text("Name it by its reference or by its title, for example “status of housing”."),
        )
    return card(
        f"Did you mean {' or '.join(nearest)}?",
        title("Question", "Did you mean…"),
        _quoted(asked),
        actions=[Button(f"choice_{n}", words, ask) for n, words in enumerate(nearest, 1)],
    )


def small_talk(words: str) -> Card:
    """A sentence, as from a colleague."""
    return card(words, Text(words))


def not_found(sentence: str, buttons: Sequence[Action]) -> Card:
    """There is no such thing, and what can be asked instead."""
    return card(sentence, title("Not found", sentence), actions=list(buttons))


def out_of_scope(buttons: Sequence[Action]) -> Card:
    """Steward does not do this."""
    words = "That is not something Steward can answer."
    return card(
        words,
        title("Question", words),
        Text("It knows the council's performance: indicators, figures, exceptions, interventions."),
        actions=list(buttons),
    )


def refusal(heading: str, sentence: str, about: str = "") -> Card:
    """Why something cannot be done, in one sentence, and whom to ask."""
    return card(sentence, title(about or "Not possible", heading), Text(sentence))


def unknown_person(council_name: str) -> Card:
    return refusal(
        "Steward does not know you yet",
        f"You are not in {council_name}'s register of indicators: please ask the performance team "
        "to add you.",
        f"Hello · {council_name}",
    )


def busy() -> Card:
    """The database could not take it just now."""
    return refusal(
        "Steward is busy",
        "Steward is busy just now, and nothing was kept. Please try again in a minute.",
        "Sorry",
    )


def too_fast() -> Card:
    """One person has asked more than anybody can read."""
    return refusal(
        "One thing at a time",
        "That was a lot at once, and this was not looked at. Please try again in ten seconds.",
        "Sorry",
    )


def cannot_read_files(names: Sequence[str]) -> Card:
    """A file or a picture came without a word."""
    said = f"{names[0]} was not read." if len(names) == 1 else f"{len(names)} files were not read."
    return refusal(
        "I cannot read files here",
        f"{said} Type “due” to give your figures, or “template” for an Excel workbook to fill in "
        "and send back in your own chat with Steward.",
        "Not read",
    )


def old_card() -> Card:
    """A button that leads nowhere any more, or never did."""
    return refusal(
        "This card has expired",
        "This card can no longer be used, and nothing was kept. Type “due” to see what is due.",
    )


def not_your_card() -> Card:
    return refusal(
        "This card is somebody else's",
        "Only the person whom this card asks can use its buttons. Type “due” to see your own.",
    )


def _quoted(asked: str) -> Text | None:
    short = asked.strip()[:200]
    return Text(f"You wrote: “{short}”", is_subtle=True) if short else None
