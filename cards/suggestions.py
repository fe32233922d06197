"""Suggestions for indicators: kept, listed for the performance team, and answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    ChoiceInput,
    Container,
    Text,
    TextInput,
    card,
    note,
    said,
    title,
    to_mend,
)
from cards.person_fields import as_typed
from cycle.periods import day_words, london_day
from cycle.plan.indicator import Indicator
from cycle.plan.suggestion import Suggestion

ROWS = 8
SHORT = 60  # characters of a suggestion in a choice


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A suggestion, with its indicator and the name of whoever made it."""

    suggestion: Suggestion
    indicator: Indicator
    maker: str


def suggestion_kept(view: SuggestionView) -> Card:
    """What whoever suggests sees."""
    return card(
        f"Thank you. Your suggestion for {view.indicator.ref} is kept.",
        title("Suggestion", str(view.indicator), "Kept for the yearly review"),
        said(view.suggestion.words, "words"),
        Text("The performance team answers you here.", is_subtle=True),
    )


def suggestion_list(
    views: Sequence[SuggestionView],
    ask: ButtonRef | None,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
    done: str = "",
) -> Card:
    """Those that wait; with an `ask` one is answered. Inputs `which` and `words`."""
    count = "1 suggestion" if len(views) == 1 else f"{len(views)} suggestions"
    given = as_typed(typed)
    choices = [(_short(view), str(view.suggestion.id)) for view in views[:60]]
    may_answer = ask is not None and bool(views)
    inputs = [
        ChoiceInput(
            choices,
            id="which",
            label="Answer which?",
            style="compact",
            value=given.get("which", choices[0][1] if choices else ""),
        ),
        TextInput(
            id="words", label="The answer", is_multiline=True, value=given.get("words") or None
        ),
    ]
    return card(
        faults[0] if faults else f"{count} without an answer.",
        note(done) if done else None,
        title("Suggestions", f"{count} without an answer"),
        to_mend(faults),
        *(_line(view) for view in views[:ROWS]),
        Text(f"and {len(views) - ROWS} more", is_subtle=True) if len(views) > ROWS else None,
        *(inputs if may_answer else []),
        actions=[Button("suggestion_answer", "Send the answer", ask, main=True)]
        if ask is not None and views
        else [],
    )


def suggestion_answered(view: SuggestionView) -> Card:
    """To whoever made it: what came of it."""
    return card(
        f"Your suggestion for {view.indicator.ref} was answered.",
        title("Suggestion · answered", str(view.indicator)),
        said(view.suggestion.answer, "answer"),
        Text(f"You wrote: {view.suggestion.words}", is_subtle=True, size="Small"),
    )


def _line(view: SuggestionView) -> Container:
    when = day_words(london_day(view.suggestion.made_at))
    return Container(
        Text(str(view.indicator), weight="Bolder"),
        Text(view.suggestion.words, spacing="None"),
        Text(f"{view.maker}, {when}", size="Small", is_subtle=True, spacing="None"),
        separator=True,
    )


def _short(view: SuggestionView) -> str:
    words = " ".join(view.suggestion.words.split())
    return f"{view.indicator.ref}: {words[:SHORT]}{'…' if len(words) > SHORT else ''}"
