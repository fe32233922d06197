"""A workbook sent in the chat: what it would change, what is doubtful, and errors by cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Buttons,
    Card,
    Column,
    Columns,
    Container,
    Element,
    Reveal,
    Text,
    card,
    note,
    subheading,
    title,
)

FIRST_ROWS = 5  # shown at once; the others are one tap away
MOST_ROWS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SentChange:
    """One figure of the workbook: `before` is empty where there was none.

    `question` is what is doubtful about it.
    """

    figure: str
    before: str
    after: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTable:
    """What was read. `faults` begin with their cell; `unchanged` are kept already as they are."""

    name: str
    changes: Sequence[SentChange]
    faults: Sequence[str] = ()
    unchanged: int = 0
    notes: Sequence[str] = ()


def sent_table(view: SentTable, ref: ButtonRef) -> Card:
    """*Keep these 8* (`keep_sure`) leaves out what is doubtful, which `keep_all` keeps too."""
    doubtful = [change for change in view.changes if change.question]
    sure = [change for change in view.changes if not change.question]
    heading = f"{_figures(len(view.changes))} to keep" if view.changes else "Nothing to keep"
    return card(
        f"{view.name}: {heading}.",
        title(f"Workbook · {view.name}", heading),
        _counts(view),
        *_faults(view.faults),
        *([subheading("? Is this right?")] if doubtful else []),
        *_rows(doubtful, "doubts"),
        *([subheading("What changes")] if sure else []),
        *_rows(sure, "changes"),
        *(Text(words, size="Small", is_subtle=True) for words in view.notes),
        Text("Nothing is kept before you press the button.", is_subtle=True)
        if view.changes
        else None,
        actions=_buttons(len(sure), len(doubtful), ref),
    )


def kept_table(
    name: str, kept: Sequence[str], not_kept: Sequence[str], said: Sequence[str]
) -> Card:
    """What was kept, with its colour, and what was not, with the reason."""
    heading = f"{_figures(len(kept))} kept" if kept else "Nothing was kept"
    return card(
        f"{name}: {heading}.",
        *(note(words) for words in said),
        title(f"Workbook · {name}", heading),
        *_faults(not_kept),
        *_hidden([Text(words, spacing="Small") for words in kept], "kept"),
        Text("Type “due” to see what is still due.", is_subtle=True),
    )


def _figures(count: int) -> str:
    return "1 figure" if count == 1 else f"{count:,} figures"


def _counts(view: SentTable) -> Text | None:
    said = []
    if view.unchanged:
        verb = "is" if view.unchanged == 1 else "are"
        said.append(f"{_figures(view.unchanged)} {verb} kept already, as they stand in the file.")
    if not (view.changes or view.unchanged or view.faults):
        said.append("No row has a figure. Fill in value, or numerator and denominator.")
    return Text(" ".join(said)) if said else None


def _faults(faults: Sequence[str]) -> list[Element]:
    if not faults:
        return []
    count = "1 row" if len(faults) == 1 else f"{len(faults):,} rows"
    return [
        Container(
            subheading(f"! {count} to correct, not kept", color="Attention"),
            *_hidden([Text(f"• {fault}", spacing="Small") for fault in faults], "faults"),
            style="attention",
        )
    ]


def _rows(changes: Sequence[SentChange], name: str) -> list[Element]:
    return _hidden([_row(change) for change in changes], name)


def _hidden(rows: Sequence[Element], name: str) -> list[Element]:
    """The first rows; the others one tap away."""
    rest = rows[FIRST_ROWS:MOST_ROWS]
    if not rest:
        return list(rows)
    left = len(rows) - MOST_ROWS
    more = [Text(f"and {left:,} more", is_subtle=True)] if left > 0 else []
    return [
        *rows[:FIRST_ROWS],
        Container(*rest, *more, id=f"{name}-rest", is_visible=False),
        Buttons(Reveal(f"The other {len(rows) - FIRST_ROWS:,}", f"{name}-rest")),
    ]


def _row(change: SentChange) -> Container:
    moved = f"{change.before} → {change.after}" if change.before else change.after
    return Container(
        Columns(
            Column(Text(change.figure, size="Small"), width="stretch"),
            Column(
                Text(moved, size="Small", weight="Bolder", horizontal_alignment="Right"),
                width="auto",
            ),
        ),
        *([Text(change.question, size="Small", spacing="None")] if change.question else []),
        spacing="Small",
    )


def _buttons(sure: int, doubtful: int, ref: ButtonRef) -> list[Action]:
    buttons: list[Action] = []
    if sure:
        words = "Keep this figure" if sure == 1 else f"Keep these {sure:,}"
        buttons.append(Button("keep_sure", words, ref, main=True))
    if doubtful:
        count = sure + doubtful
        words = "Yes, keep it" if count == 1 else f"All {count:,} are right: keep them"
        buttons.append(Button("keep_all", words, ref, main=not sure))
    if buttons:
        buttons.append(Button("drop", "Keep nothing", ref))
    return buttons
