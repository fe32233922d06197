"""Short answers about indicators: their owner, definition, target, and what was said of them.

Each row names one indicator; the verb `more` asks for the next page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    Container,
    Element,
    Text,
    card,
    opener,
    row_verb,
    said,
    title,
)

ROWS = 10  # in one card; more make it long on a phone


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What is said of one indicator: its name, the answer, and what else helps to read it.

    `quoted` are a person's own words. `opens` is the question that a tap on it asks, if any.
    """

    about: str
    answer: str
    more: tuple[str, ...] = ()
    quoted: str = ""
    opens: str = ""


def lines(
    kind: str, asked: str, rows: Sequence[AnswerLine], nothing: str, ask: ButtonRef, start: int = 0
) -> Card:
    """`kind` says what sort of answer this is, `asked` how the question was read."""
    if not rows:
        return card(f"{asked}: {nothing}", title(kind, asked), Text(nothing))
    page = rows[start : start + ROWS]
    left = len(rows) - start - len(page)
    actions: list[Action] = [Button("more", f"Show more ({left} left)", ask)] if left else []
    words = f"{start + 1} to {start + len(page)} of {len(rows)}"
    first = f"{rows[0].about}: {rows[0].answer}" if len(rows) == 1 else f"{len(rows)} indicators"
    return card(
        f"{asked}. {first}.",
        title(kind, asked),
        *(_line(row, place, ask) for place, row in enumerate(page, 1)),
        Text(words, size="Small", is_subtle=True) if left or start else None,
        actions=actions,
    )


def _line(row: AnswerLine, place: int, ask: ButtonRef) -> Element:
    """A tap on it says `row_1` and so on."""
    opens = opener(row_verb(place), f"Open {row.about}", ask) if row.opens else None
    return Container(
        Text(row.about, weight="Bolder"),
        Text(row.answer, spacing="None") if row.answer else None,
        *(Text(words, size="Small", is_subtle=True, spacing="None") for words in row.more if words),
        said(row.quoted, f"words-{place}") if row.quoted else None,
        separator=True,
        select_action=opens,
    )


def glossary(asked: str, words: Sequence[tuple[str, str]]) -> Card:
    """The framework's words with what each means."""
    return card(
        f"{asked}: {', '.join(name for name, _ in words)}.",
        title("Definition", asked),
        *(
            Container(Text(name, weight="Bolder"), Text(meaning, spacing="None"), spacing="Small")
            for name, meaning in words
        ),
    )
