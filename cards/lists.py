"""Answers in chat of Improve: open exceptions, interventions, overdue actions, history, decisions.

Each shows a page from row `start`; the verb `more` asks for the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from cards.concerns.minutes import MinuteLine
from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Buttons,
    Card,
    Container,
    Element,
    RichText,
    Text,
    TextRun,
    card,
    note,
    opener,
    row_verb,
    title,
    with_more,
)
from cards.escaping import short
from cards.figures.figure import short_mark, value_words, working_days
from cards.interventions.intervention import from_whom, glance
from cards.person_fields import Names, named
from cards.status_list import worst_first
from cycle.improve.answers import BoardAnswer
from cycle.improve.chase import DueStep
from cycle.improve.concern import Concern
from cycle.improve.intervention import Intervention, Stage
from cycle.periods import day_words
from cycle.plan.indicator import Indicator, Kind
from cycle.review.concern import ConcernState
from cycle.review.standing import Standing

ROWS = 10  # in one card; more make it long on a phone
LONGEST = 240  # characters of one's words in a list
_URGENCY = (
    *(Stage.NOT_WORKING, Stage.SENT_BACK, Stage.ASKED, Stage.PROPOSED, Stage.AGREED),
    *(Stage.RUNNING, Stage.WORKING, Stage.CLOSED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptional:
    """A row of open exceptions: where the indicator stands, the concern, what was last said."""

    standing: Standing
    concern: Concern
    last: MinuteLine | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A row of a history: on a day, what happened (`Figure`, `Break`), in words, by whom.

    `at` is the instant; None where only the day is known: then it comes first of its day.
    """

    on: date
    what: str
    words: str
    by: str = ""
    at: datetime | None = None


class ListRow(NamedTuple):
    """A row of a list; the indicator that it opens, by reference, where it opens one."""

    parts: Sequence[Element | None]
    opens: str = ""


def exceptions_in_order(rows: Sequence[Exceptional]) -> list[Exceptional]:
    """Those that await the board first, then the worst first."""
    return sorted(rows, key=lambda row: (not _awaits_the_board(row), *worst_first(row.standing)))


def interventions_in_order(
    rows: Sequence[tuple[Indicator, Intervention, str]],
) -> list[tuple[Indicator, Intervention, str]]:
    """Those that do not work first, then those that wait for somebody, those that work last."""
    return sorted(rows, key=lambda row: (_URGENCY.index(row[1].stage), row[0].ref))


def overdue_in_order(
    rows: Sequence[tuple[Indicator, DueStep]],
) -> list[tuple[Indicator, DueStep]]:
    """The latest first."""
    return sorted(rows, key=lambda row: (-row[1].overdue, row[0].ref))


def decisions_in_order(
    rows: Sequence[tuple[Indicator, MinuteLine]],
) -> list[tuple[Indicator, MinuteLine]]:
    """The oldest first."""
    return sorted(rows, key=lambda row: row[1].on)


def open_exceptions(
    asked: str, rows: Sequence[Exceptional], ask: ButtonRef, *, names: Names, start: int = 0
) -> Card:
    """In their order; a tap opens the indicator. `asked` says how it was read."""
    waiting = sum(_awaits_the_board(row) for row in rows)
    return _paged(
        asked,
        f"Exceptions · {len(rows)} open · {waiting} awaiting the board",
        [_exception(row, names) for row in exceptions_in_order(rows)],
        "No exception is open.",
        ask,
        start,
    )


def interventions(
    asked: str,
    rows: Sequence[tuple[Indicator, Intervention, str]],
    ask: ButtonRef,
    *,
    names: Names,
    start: int = 0,
) -> Card:
    """In their order, each with the sentence of its newest finding, often empty."""
    return _paged(
        asked,
        f"Interventions · {_count(len(rows), 'intervention')}",
        [
            _intervention(indicator, one, finding, names)
            for indicator, one, finding in interventions_in_order(rows)
        ],
        "There is no intervention.",
        ask,
        start,
    )


def overdue_actions(
    asked: str,
    rows: Sequence[tuple[Indicator, DueStep]],
    *,
    names: Names,
    ask: ButtonRef | None = None,
    start: int = 0,
) -> Card:
    """What is late, the latest first. What `asked` names already is not named again in each row."""
    return _paged(
        asked,
        f"Overdue · {_count(len(rows), 'action')}",
        [
            _late(indicator, due, names, is_named=str(indicator) == asked)
            for indicator, due in overdue_in_order(rows)
        ],
        "Nothing is overdue.",
        ask,
        start,
    )


def overdue_of(
    indicator: Indicator,
    rows: Sequence[DueStep],
    names: Names,
    ask: ButtonRef | None = None,
    notes: Sequence[str] = (),
) -> Card:
    """What is late in one intervention, to a manager and to the board; the verb is `remind`."""
    whole = overdue_actions(str(indicator), [(indicator, due) for due in rows], names=names)
    parts = [*(note(words) for words in notes)]
    if ask is not None and rows:
        parts.append(Buttons(Button("remind", "Remind them", ask, main=True), spacing="Medium"))
    return with_more(whole, *parts)


def history(
    indicator: Indicator,
    moments: Sequence[Moment],
    ask: ButtonRef | None = None,
    *,
    start: int = 0,
    retired: str = "",
) -> Card:
    """Everything that happened to an indicator in one line of time, newest first.

    Of one instant what followed comes above what it followed from, as it stands later in `moments`.
    `retired` says from when it is measured no more, empty while it is.
    """
    said = f"{retired} · " if retired else ""
    placed = sorted(enumerate(moments), key=lambda pair: (*_when(pair[1]), pair[0]), reverse=True)
    newest = [moment for _, moment in placed]
    return _paged(
        str(indicator),
        f"History · {said}{_count(len(moments), 'event')} · newest first",
        [_dated(one.on, one.what, one.words, one.by) for one in newest],
        "Nothing has happened yet.",
        ask,
        start,
    )


def _when(moment: Moment) -> tuple[date, datetime]:
    return moment.on, moment.at or datetime.min.replace(tzinfo=UTC)


def decisions(
    asked: str,
    rows: Sequence[tuple[Indicator, MinuteLine]],
    ask: ButtonRef | None = None,
    *,
    start: int = 0,
) -> Card:
    """What the board decided, oldest first. `asked` names the time: "September 2026"."""
    return _paged(
        asked,
        f"The board's decisions · {_count(len(rows), 'decision')}",
        [_decision(indicator, one) for indicator, one in decisions_in_order(rows)],
        "The board decided nothing.",
        ask,
        start,
    )


def _paged(
    asked: str,
    kind: str,
    rows: Sequence[ListRow],
    nothing: str,
    ask: ButtonRef | None,
    start: int,
) -> Card:
    if not rows:
        return card(f"{asked}: {nothing}", title(kind.partition(" · ")[0], asked), Text(nothing))
    page = rows[start : start + ROWS]
    left = len(rows) - start - len(page)
    actions: list[Action] = []
    if left and ask is not None:
        actions.append(Button("more", f"Show more ({left} left)", ask))
    words = f"{start + 1} to {start + len(page)} of {len(rows)}"
    return card(
        f"{asked}: {kind}.",
        title(kind, asked),
        *(_tappable(row, place, ask) for place, row in enumerate(page, 1)),
        Text(words, size="Small", is_subtle=True) if len(page) < len(rows) else None,
        actions=actions,
    )


def _tappable(row: ListRow, place: int, ask: ButtonRef | None) -> Container:
    """The row of this place on the page, counted from 1."""
    opens = opener(row_verb(place), f"Open {row.opens}", ask) if row.opens and ask else None
    return Container(*row.parts, separator=place > 1, select_action=opens)


def _exception(row: Exceptional, names: Names) -> ListRow:
    standing, concern = row.standing, row.concern
    sign = short_mark(standing)
    state = "" if concern.state is ConcernState.RAISED else f" · {concern.state.value}"
    owner = named(names, standing.indicator.owner, "no owner in the register")
    since = f"since {day_words(row.since)} · " if row.since else ""
    shape, _, word = sign.words.partition(" ")
    return ListRow(
        [
            Text(str(standing.indicator), weight="Bolder"),
            RichText(
                TextRun(f"{shape} ", color=sign.colour),
                TextRun(f"{word} {value_words(standing)}", weight="Bolder"),
                TextRun(f" · {standing.period.short_words}{state}"),
                spacing="None",
            ),
            Text(board_words(row), spacing="None"),
            Text(f"{since}Owner: {owner}", size="Small", is_subtle=True, spacing="None"),
        ],
        standing.indicator.ref,
    )


def _intervention(indicator: Indicator, one: Intervention, finding: str, names: Names) -> ListRow:
    return ListRow(
        [
            Text(str(indicator), weight="Bolder"),
            glance(one, names),
            Text(from_whom(one), size="Small", is_subtle=True, spacing="None")
            if one.source
            else None,
            Text(finding, size="Small", spacing="Small") if finding else None,
        ],
        indicator.ref,
    )


def board_words(row: Exceptional) -> str:
    """Where an exception stands with the board: `○ Awaits the board's answer`."""
    if _awaits_the_board(row):
        return "○ Awaits the board's answer"
    if row.concern.answer is BoardAnswer.AWAITED:
        return "○ With the service's manager: only KPIs go to the board"
    return f"✓ {row.last.line}" if row.last else f"✓ {row.concern.answer.capitalize()}"


def _awaits_the_board(row: Exceptional) -> bool:
    is_its = row.standing.indicator.kind is Kind.KPI
    return is_its and row.concern.answer is BoardAnswer.AWAITED


def _late(indicator: Indicator, due: DueStep, names: Names, *, is_named: bool) -> ListRow:
    whom = named(names, due.whom, "the performance team")
    owed = f"{due.owed[:1].upper()}{due.owed[1:]}"
    if due.milestone is not None:
        owed = f"Milestone {due.milestone + 1}"
    what = f": {short(due.what, LONGEST)}" if due.what.strip() else ""
    return ListRow(
        [
            None if is_named else Text(str(indicator), weight="Bolder"),
            Text(f"! {working_days(due.overdue)} overdue", color="Attention", spacing="None"),
            Text(f"{owed}{what}", spacing="None"),
            Text(
                " · ".join(
                    part for part in (whom, f"due {day_words(due.due)}", due.source) if part
                ),
                size="Small",
                is_subtle=True,
                spacing="None",
            ),
        ],
        indicator.ref,
    )


def _decision(indicator: Indicator, one: MinuteLine) -> ListRow:
    return ListRow(
        [
            Text(str(indicator), weight="Bolder"),
            Text(one.line, spacing="None"),
            Text(one.terms, size="Small", spacing="None") if one.terms else None,
            Text(f"“{short(one.words, LONGEST)}”", size="Small", spacing="None")
            if one.words.strip()
            else None,
        ],
        indicator.ref,
    )


def _dated(on: date, what: str, words: str, by: str) -> ListRow:
    whose = f" · {by}" if by else ""
    return ListRow(
        [
            RichText(
                TextRun(day_words(on), is_subtle=True), TextRun(f" · {what}", weight="Bolder")
            ),
            Text(f"{short(words, LONGEST)}{whose}", spacing="None") if words.strip() else None,
        ],
    )


def _count(number: int, what: str) -> str:
    return f"one {what}" if number == 1 else f"{number} {what}s"
