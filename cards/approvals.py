"""Changes of terms that nobody is said to have agreed, and the form that names who did."""

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
    title,
    to_mend,
)
from cards.person_fields import as_typed
from cycle.periods import day_words, london_day
from cycle.plan.indicator import Indicator
from cycle.plan.target import TermsChange

ROWS = 12  # indicators in one card
MOST_CHANGES = 4  # of one indicator; the rest is counted


@dataclass(frozen=True, slots=True)
class UnapprovedLine:
    """One indicator with its changes that nobody has agreed, oldest first."""

    indicator: Indicator
    changes: Sequence[TermsChange]


def unapproved(
    lines: Sequence[UnapprovedLine],
    ask: ButtonRef | None,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
    done: str = "",
) -> Card:
    """What is unapproved; with an `ask` the performance team names who agreed it.

    Inputs `which` (a reference), `body` and `reference`; the verb is `approve_changes`.
    """
    count = "1 indicator" if len(lines) == 1 else f"{len(lines)} indicators"
    given = as_typed(typed)
    may_approve = ask is not None and bool(lines)
    choices = [(str(line.indicator), line.indicator.ref) for line in lines[:60]]
    inputs = [
        ChoiceInput(
            choices,
            id="which",
            label="Indicator",
            style="compact" if len(choices) <= 8 else "filtered",
            value=given.get("which", choices[0][1] if choices else ""),
        ),
        TextInput(id="body", label="Agreed by (the body)", value=given.get("body") or None),
        TextInput(
            id="reference", label="Reference of the decision", value=given.get("reference") or None
        ),
    ]
    return card(
        faults[0] if faults else f"Unapproved changes: {count}.",
        note(done) if done else None,
        title("Register · changes of terms", "What is unapproved", count),
        to_mend(faults),
        *(_line(line) for line in lines[:ROWS]),
        Text(f"and {len(lines) - ROWS} more", is_subtle=True) if len(lines) > ROWS else None,
        Text("Every change of terms has been agreed by somebody named.") if not lines else None,
        *(inputs if may_approve else []),
        actions=[Button("approve_changes", "Name who agreed it", ask, main=True)]
        if ask is not None and lines
        else [],
    )


def _line(line: UnapprovedLine) -> Container:
    shown = line.changes[:MOST_CHANGES]
    left = len(line.changes) - len(shown)
    return Container(
        Text(str(line.indicator), weight="Bolder"),
        *(
            Text(
                f"{change.field.replace('_', ' ').capitalize()}: {change.old or 'blank'} → "
                f"{change.new or 'blank'}, from {day_words(change.effective_from)} "
                f"(brought in on {day_words(london_day(change.changed_at))})",
                size="Small",
                spacing="Small",
            )
            for change in shown
        ),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
        separator=True,
    )
