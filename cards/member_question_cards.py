"""What members asked: the list, and the card on which its owner answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Container,
    Text,
    TextInput,
    card,
    note,
    said,
    subheading,
    title,
    to_mend,
)
from cards.escaping import short
from cycle.monitor.member_question import QuestionState
from cycle.monitor.paper.editions import LONGEST_WORDS
from cycle.periods import day_words

MOST_LISTED = 12  # questions in one list
LONGEST = 240  # characters of a question or answer in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberQuestionOnCard:
    """One question as cards show it; `who` is to answer, `about` the indicator, often empty."""

    body: str
    meeting: date
    words: str
    state: QuestionState
    about: str = ""
    who: str = ""
    promised: date | None = None
    answer: str = ""
    answered_by: str = ""


def member_question(
    question: MemberQuestionOnCard,
    ask: ButtonRef | None,
    *,
    notes: Sequence[str] = (),
    faults: Sequence[str] = (),
    typed: str | None = None,
    may_close: bool = False,
) -> Card:
    """The question with its answer. Input `words`, verbs `members_answer` and `members_close`."""
    is_open = question.state is not QuestionState.CLOSED
    by = f"Answer by {day_words(question.promised)}" if question.promised else ""
    who = f"{question.who} answers." if question.who else "Nobody is named to answer."
    value = question.answer if typed is None else typed
    return card(
        f"{question.body} asks: {question.words}",
        title(
            f"Question of members · {question.state}",
            f"{question.body}, {day_words(question.meeting)}",
            question.about,
        ),
        *(note(words) for words in notes),
        to_mend(faults),
        said(question.words, "question"),
        Text(f"{who} {by}".strip(), size="Small", is_subtle=True),
        Container(subheading(f"Answer of {question.answered_by}"), said(question.answer, "answer"))
        if question.answer
        else None,
        TextInput(
            id="words",
            label=f"Your answer, at most {LONGEST_WORDS:,} characters (required)",
            is_multiline=True,
            value=value,
        )
        if ask and is_open
        else None,
        actions=[
            Button("members_answer", "Send the answer", ask, main=True),
            *([Button("members_close", "Close it", ask, sends_inputs=False)] if may_close else []),
        ]
        if ask and is_open
        else [],
    )


def member_questions(asked: str, rows: Sequence[MemberQuestionOnCard]) -> Card:
    """All that is not closed, the oldest first."""
    if not rows:
        words = "Members have asked nothing that is still open."
        return card(f"{asked}: {words}", title("Questions of members", asked), Text(words))
    left = len(rows) - MOST_LISTED
    return card(
        f"{asked}: {len(rows)}.",
        title("Questions of members", f"{asked} · {len(rows)}"),
        *(_row(row) for row in rows[:MOST_LISTED]),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
    )


def _row(row: MemberQuestionOnCard) -> Container:
    promised = f", by {day_words(row.promised)}" if row.promised else ""
    state = (
        f"Answered: {short(row.answer, LONGEST)}"
        if row.answer
        else f"Open{promised}: {row.who or 'nobody'}"
    )
    about = f" · {row.about}" if row.about else ""
    return Container(
        Text(f"{row.body}, {day_words(row.meeting)}{about}", size="Small", is_subtle=True),
        Text(short(row.words, LONGEST), weight="Bolder", spacing="None", max_lines=4),
        Text(state, size="Small", spacing="None", max_lines=4),
        separator=True,
    )
