"""Who and by when, on the cards of Improve: names, the input that names one, the day due."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.elements import ChoiceInput, Container, Element, Text
from cards.figures.figure import working_days
from cards.form_state import LONGEST_TYPED
from cycle.people import Person
from cycle.periods import day_words

MOST_NAMED = 400  # people in a list, so that a card stays within its size
SEARCHED = 8  # people; more are found by typing rather than by scrolling

Names = Mapping[int, str]  # by person id


def named(names: Names, person: int | None, otherwise: str = "nobody yet") -> str:
    """The name of this person, or the words for having none."""
    return names.get(person, otherwise) if person is not None else otherwise


def who(label: str, people: Sequence[Person], value: str | None = None) -> ChoiceInput:
    """The input `who`, which sends a person's id as text. `value` is such an id."""
    return ChoiceInput(
        [(person.name, str(person.id)) for person in people],
        id="who",
        label=f"{label} (required)",
        style="filtered" if len(people) > SEARCHED else "compact",
        placeholder="Choose a person",
        value=value,
    )


def iso(day: date | None) -> str:
    """The day as a date input has it; empty for none."""
    return day.isoformat() if day else ""


def due_words(words: str, day: date, overdue: int = 0) -> Element:
    """`Please reply by 19 October 2026`, and how late that is, in words as well."""
    return Container(
        Text(f"{words} {day_words(day)}", weight="Bolder"),
        Text(f"! {working_days(overdue)} overdue", color="Attention", spacing="None")
        if overdue > 0
        else None,
        spacing="Small",
    )


def as_typed(typed: Mapping[str, str] | None) -> dict[str, str]:
    """What was typed, for the form that asks again: whole, unless no card could hold it."""
    return {name: words[:LONGEST_TYPED] for name, words in (typed or {}).items()}
