"""Success, to celebrate: what got better, what was done, and what was learnt from it."""

from collections.abc import Mapping, Sequence
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
from cards.figures.figure import chart, panel
from cards.person_fields import as_typed
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


def success(
    found: Sequence[Success],
    ask: ButtonRef | None = None,
    *,
    standing: Standing | None = None,
    history: Sequence[Standing] = (),
    done: str = "",
    learnt: str = "",
    learnt_by: str = "",
    owner_name: str = "",
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """For the board's channel and the service: one indicator's successes of one period.

    `found` are at least one, all of one indicator and period; `done` is the intervention's action;
    `learnt` what the service has said it learnt, and by whom. With an `ask` it says so: input
    `words`, verb `learnt`.
    """
    first = found[0]
    indicator = first.indicator
    return card(
        first.sentence,
        *(note(words) for words in notes),
        title(
            f"★ Success · {indicator.kind.value} · {indicator.service}",
            HEADINGS[first.praise],
            f"{indicator} · {first.period.words}",
        ),
        to_mend(faults),
        *(Text(_plain(one)) for one in found),
        panel(standing) if standing is not None else None,
        chart(history),
        Container(subheading("What was done"), said(done, "done")) if done.strip() else None,
        Container(subheading(f"Learnt by {learnt_by}"), said(learnt, "learnt"))
        if learnt.strip()
        else None,
        Text(f"Well done, {owner_name}.", weight="Bolder") if owner_name else None,
        TextInput(
            id="words",
            label="What was learnt, for others to use (required)",
            is_multiline=True,
            value=as_typed(typed).get("words"),
        )
        if ask is not None
        else None,
        actions=[Button("learnt", "Share what was learnt", ask)] if ask is not None else [],
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
