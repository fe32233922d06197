"""Success, to celebrate: what got better, what was done, and what was learnt from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Container,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    rows_of_buttons,
    said,
    subheading,
    title,
    to_mend,
)
from cards.escaping import short
from cards.figures.figure import chart, panel, value_words
from cards.form_state import UNTOUCHED, FormState
from cycle.monitor.success import Praise, Success
from cycle.periods import day_words
from cycle.review.standing import Standing

MOST = 12  # successes in one list
LONGEST = 240  # characters of what was learnt in a list
HEADINGS = {
    Praise.BACK_TO_GREEN: "Back to green",
    Praise.REAL_IMPROVEMENT: "A real improvement",
    Praise.LONGEST_GREEN_RUN: "The longest green run",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Celebration:
    """One indicator's successes of one period, at least one, and what is known of them.

    `before` is where it stood when the intervention started on the day `started`, without one in
    the period before; `latest` is the newest figure, which may be later than the success. `done` is
    the intervention's action; `learnt` what the service has said it learnt, and by whom.
    """

    successes: Sequence[Success]
    before: Standing | None = None
    started: date | None = None
    latest: Standing | None = None
    history: Sequence[Standing] = ()
    done: str = ""
    learnt: str = ""
    learnt_by: str = ""
    owner_name: str = ""


def success(view: Celebration, ask: ButtonRef | None = None, state: FormState = UNTOUCHED) -> Card:
    """For the board's channel and the service: from where to where, what was done, what was learnt.

    With an `ask` the service says what it learnt: input `words`, verb `learnt`.
    """
    first = view.successes[0]
    indicator, drawn = first.indicator, chart(view.history)
    return card(
        first.sentence,
        *(note(words) for words in state.notes),
        title(
            f"★ Success · {indicator.kind.value} · {indicator.service}",
            HEADINGS[first.praise],
            f"{indicator} · {first.period.words}",
        ),
        to_mend(state.faults),
        *(Text(_plain(one)) for one in view.successes),
        panel(view.latest) if view.latest is not None else None,
        _from_where(view),
        _part("What was done", view.done, "done"),
        _part(f"Learnt by {view.learnt_by}", view.learnt, "learnt"),
        Text(f"Well done, {view.owner_name}.", weight="Bolder") if view.owner_name else None,
        TextInput(
            id="words",
            label="What was learnt, for others to use (required)",
            is_multiline=True,
            value=state.value("words"),
        )
        if ask is not None
        else None,
        *rows_of_buttons(
            [
                *([Button("learnt", "Share what was learnt", ask, main=True)] if ask else []),
                *([Reveal("The chart", "chart")] if drawn else []),
            ]
        ),
        Container(drawn, id="chart", is_visible=False) if drawn else None,
    )


def _from_where(view: Celebration) -> Text | None:
    """`Before: 71.0% for August 2026, before the intervention started on …. Now: …`"""
    before, latest = view.before, view.latest
    if before is None or latest is None:
        return None
    when = f", before the intervention started on {day_words(view.started)}" if view.started else ""
    return Text(
        f"Before: {value_words(before)} for {before.period.words}{when}. "
        f"Now: {value_words(latest)} for {latest.period.words}.",
        spacing="Small",
    )


def _part(heading: str, words: str, name: str) -> Container | None:
    return (
        Container(subheading(heading), said(words, name, first=LONGEST)) if words.strip() else None
    )


def successes(asked: str, rows: Sequence[tuple[Success, str]]) -> Card:
    """The answer to "successes": each with what was learnt, often nothing yet. Newest first."""
    if not rows:
        words = "No success is on record for this."
        return card(f"{asked}: {words}", title("Successes", asked), Text(words))
    newest = sorted(rows, key=lambda row: row[0].period, reverse=True)
    left = len(newest) - MOST
    count = "one success" if len(newest) == 1 else f"{len(newest)} successes"
    return card(
        f"{asked}: {count}.",
        title(f"Successes · {count}", asked),
        *(_row(*row) for row in newest[:MOST]),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
    )


def successes_of_week(monday: date, rows: Sequence[tuple[Success, str]]) -> Card:
    """For the board: the KPIs' successes of the week before, each with what was learnt."""
    left = len(rows) - MOST
    count = "one success" if len(rows) == 1 else f"{len(rows)} successes"
    names = ", ".join(one.indicator.ref for one, _ in rows[:3])
    return card(
        f"{count.capitalize()} last week: {names}.",
        title("★ Successes of KPIs", count.capitalize(), f"Week to {day_words(monday)}"),
        *(_row(*row) for row in rows[:MOST]),
        Text(f"and {left} more: type “successes”", size="Small", is_subtle=True)
        if left > 0
        else None,
    )


def _row(one: Success, learnt: str) -> Container:
    words = short(learnt, LONGEST)
    return Container(
        Text(f"★ {one.indicator}", weight="Bolder"),
        Text(_plain(one), spacing="None"),
        Text(f"Learnt: {words}", size="Small", spacing="None") if words else None,
        separator=True,
    )


def _plain(one: Success) -> str:
    """The sentence without the indicator, which stands above it."""
    words = one.sentence.removeprefix(f"{one.indicator}: ")
    return words[:1].upper() + words[1:]
