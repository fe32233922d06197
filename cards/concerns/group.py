"""Exceptions that came in one minute, on one card: how many, the worst first, who owns each.

The verb `group_show`, with the input `which` (a concern's id), shows one in full; there
`group_back` leads back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    ChoiceInput,
    Container,
    RichText,
    Text,
    TextRun,
    card,
    note,
    opener,
    title,
    to_mend,
)
from cards.escaping import short
from cards.figures.figure import short_mark, target_words, value_words
from cards.lists import Exceptional, board_words
from cards.person_fields import Names, named
from cards.status_list import worst_first
from cycle.improve.answers import BoardAnswer
from cycle.periods import day_words, instant_words
from cycle.review.concern import ConcernState
from cycle.review.schemes import Band

ROWS = 12  # in one card; more make it long on a phone
MOST_CHOICES = 100  # far below Teams' limit of size
SEARCHED = 8  # choices; more are found by typing rather than by scrolling
NAMED = 3  # references in the notification
KINDS = ("red", "deteriorating", "recovering", "over")  # in the order in which they are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """The exceptions of the minute that begins `at`, by the ids of their concerns.

    `names` are the owners, by person id; `apart` says how many have a post of their own rather than
    a card in the replies. `numbers` say which place a concern has in the group, from 1: a tap on
    its row has the verb `group_row_1` and so on. `possible_repeat` marks a card that may have been
    posted before, when Teams did not answer. `is_asked_again` when their answers have run out: `at`
    is then the day on which the board is asked. `faults` say why a press showed none.
    """

    rows: Mapping[int, Exceptional]
    at: datetime
    names: Names
    apart: int = 0
    numbers: Mapping[int, int] = field(default_factory=dict)
    possible_repeat: bool = False
    is_asked_again: bool = False
    faults: Sequence[str] = ()


def grouped(view: GroupView, ask: ButtonRef) -> Card:
    """How many, the worst first, and the choice of one to see in full and answer."""
    rows = view.rows
    ordered = sorted(rows.items(), key=lambda item: _worst_first(item[1]))
    page = [row for _, row in ordered[:ROWS]]
    count, kinds = f"{len(rows)} exceptions", _kinds(rows.values())
    left = len(rows) - len(page)
    return card(
        f"{count}: {kinds}. {_refs(page, len(rows))}.",
        to_mend(view.faults),
        note("Possible repeat: this card may have been posted before.", "emphasis")
        if view.possible_repeat
        else None,
        _heading(view, f"{count}: {kinds}"),
        *(_row(row, view, _opens(concern, row, view, ask)) for concern, row in ordered[:ROWS]),
        Text(f"and {left} more", is_subtle=True, separator=True) if left else None,
        Container(
            Text(_where(view), size="Small"),
            _which([(concern, row) for concern, row in ordered]),
            separator=True,
            spacing="Medium",
        ),
        actions=[Button("group_show", "Show and answer", ask, main=True)],
        wide=True,
    )


def _kind(row: Exceptional) -> str:
    state = row.concern.state
    if not state.is_open:
        return "over"
    if state is ConcernState.RECOVERING:
        return "recovering"
    return "red" if row.standing.band is Band.RED else "deteriorating"


def _worst_first(row: Exceptional) -> tuple[int, int, int, str]:
    return KINDS.index(_kind(row)), *worst_first(row.standing)


def _kinds(rows: Iterable[Exceptional]) -> str:
    """`5 red, 2 deteriorating`: together, all of them."""
    found = Counter(map(_kind, rows))
    return ", ".join(f"{found[kind]} {kind}" for kind in KINDS if found[kind])


def _awaited(rows: Mapping[int, Exceptional]) -> str:
    waiting = sum(_awaits(row) for row in rows.values())
    if not waiting:
        return "None awaits the board's answer"
    return f"{waiting} {'awaits' if waiting == 1 else 'await'} the board's answer"


def _awaits(row: Exceptional) -> bool:
    return row.concern.state.is_open and row.concern.answer is BoardAnswer.AWAITED


def _refs(page: Sequence[Exceptional], count: int) -> str:
    refs = ", ".join(row.standing.indicator.ref for row in page[:NAMED])
    return f"{refs} and {count - NAMED} more" if count > NAMED else refs


def _opens(concern: int, row: Exceptional, view: GroupView, ask: ButtonRef) -> Button | None:
    number = view.numbers.get(concern, 0)
    if not 1 <= number <= MOST_CHOICES:
        return None
    return opener(f"group_row_{number}", f"Open {row.standing.indicator.ref}", ask)


def _row(row: Exceptional, view: GroupView, opens: Button | None) -> Container:
    standing, kind = row.standing, _kind(row)
    indicator = standing.indicator
    sign = short_mark(standing)
    shape, _, word = sign.words.partition(" ")
    change = standing.short or standing.long
    target = target_words(indicator, standing.target)
    below = (
        kind if kind in ("recovering", "over") else "",
        change.direction.value if change else "",
        standing.period.short_words,
        f"Owner: {named(view.names, indicator.owner, 'no owner in the register')}",
    )
    return Container(
        Text(str(indicator), weight="Bolder"),
        RichText(
            TextRun(f"{shape} ", color=sign.colour),
            TextRun(f"{word} {value_words(standing)}".strip(), weight="Bolder"),
            *([TextRun(f" · {target}")] if target else []),
            spacing="None",
        ),
        Text(_why(row), spacing="None") if _why(row) else None,
        Text(
            _capital(" · ".join(part for part in below if part)),
            size="Small",
            is_subtle=True,
            spacing="None",
        ),
        separator=True,
        select_action=opens,
    )


def _why(row: Exceptional) -> str:
    """What the board said last; or why it is asked again, where it is."""
    if not _awaits(row):
        return board_words(row) if row.last else ""
    why = row.concern.why.rstrip("?.")
    return "" if why in ("", "raised") else f"{_capital(why)}."


def _heading(view: GroupView, counted: str) -> Container:
    if not view.is_asked_again:
        above = f"Performance Board · {instant_words(view.at)}"
        return title(above, counted, _awaited(view.rows))
    above = f"Performance Board · {day_words(view.at.date())}"
    return title(above, "Asked again: these answers have run out", counted)


def _where(view: GroupView) -> str:
    count, apart = len(view.rows), view.apart
    if view.is_asked_again:
        return "The board's answers are older than they may be. Answer here or on each one's card."
    if not apart:
        return "Each has its own card in the replies to this post."
    if apart == count:
        return "Each has its own card, in a post of its own."
    have = "1 has a post of its own" if apart == 1 else f"{apart} have posts of their own"
    return f"{have}; the others' cards are in the replies to this post."


def _which(ordered: Sequence[tuple[int, Exceptional]]) -> ChoiceInput:
    return ChoiceInput(
        [
            (short(str(row.standing.indicator)), str(concern))
            for concern, row in ordered[:MOST_CHOICES]
        ],
        id="which",
        label="See one in full and answer it",
        style="filtered" if len(ordered) > SEARCHED else "compact",
        placeholder="Choose one",
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
