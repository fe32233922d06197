"""Answers along time and across indicators: a trend, a comparison, a ranking, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.control_chart import control
from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    Cell,
    Element,
    Table,
    TableRow,
    Text,
    card,
    note,
    title,
)
from cards.figures.figure import cell, header, recent, short_mark, signed, value_words
from cycle.review.chart import Chart
from cycle.review.events import SeriesEvent
from cycle.review.standing import Standing

ROWS = 16  # in one card; more make it long on a phone
MOST_PERIODS = 24  # of a trend's table


@dataclass(frozen=True, slots=True)
class Compared:
    """A row of a comparison: the indicator, its values in words, and what came of it."""

    about: str
    values: tuple[str, ...]
    change: str = ""


def trend(
    asked: str,
    about: str,
    sentence: str,
    history: Sequence[Standing],
    chart: Chart | None = None,
    events: Sequence[SeriesEvent] = (),
) -> Card:
    """The figures oldest to newest as a chart, then as a table with the newest first."""
    if not history:
        words = "There is no figure for this time."
        return card(f"{asked}: {words}", title("Trend", about, asked), Text(words))
    return card(
        f"{asked}: {sentence}",
        title("Trend", about, asked),
        Text(sentence),
        control(history[-1].indicator, chart, events) if chart is not None else None,
        recent(history, MOST_PERIODS),
    )


def comparison(
    kind: str,
    asked: str,
    heads: Sequence[str],
    rows: Sequence[Compared],
    ask: ButtonRef,
    start: int = 0,
) -> Card:
    """Each indicator's values beside each other, under these column heads."""
    if not rows:
        words = "No indicator fits this question."
        return card(f"{asked}: {words}", title(kind, asked), Text(words))
    page = rows[start : start + ROWS]
    left = len(rows) - start - len(page)
    actions: list[Action] = [Button("more", f"Show more ({left} left)", ask)] if left else []
    first = rows[0]
    said = f"{first.about}: {first.change}" if len(rows) == 1 else f"{len(rows)} indicators"
    return card(
        f"{asked}. {said}.",
        title(kind, asked),
        Table((5, *(3 for _ in heads)), [header("Indicator", *heads), *map(_compared, page)]),
        Text(f"{start + 1} to {start + len(page)} of {len(rows)}", size="Small", is_subtle=True)
        if left or start
        else None,
        actions=actions,
        wide=True,
    )


def ranking(
    kind: str,
    asked: str,
    rows: Sequence[tuple[Standing, str]],
    nothing: str,
    ask: ButtonRef,
    start: int = 0,
) -> Card:
    """Each indicator with its value, its colour, and in words why it stands where it does."""
    if not rows:
        return card(f"{asked}: {nothing}", title(kind, asked), Text(nothing))
    page = rows[start : start + ROWS]
    left = len(rows) - start - len(page)
    actions: list[Action] = [Button("more", f"Show more ({left} left)", ask)] if left else []
    lead, why = rows[0]
    return card(
        f"{asked}. First: {lead.indicator}, {why}.",
        title(f"{kind} · {_count(len(rows))}", asked),
        Table((5, 3, 3), [header("Indicator", "Value", "RAG"), *(_ranked(*row) for row in page)]),
        Text(f"{start + 1} to {start + len(page)} of {len(rows)}", size="Small", is_subtle=True)
        if left or start
        else None,
        actions=actions,
        wide=True,
    )


def services(asked: str, rows: Sequence[tuple[str, int, int, int]], best: bool) -> Card:
    """Services by how many of their indicators are red, amber and green."""
    named = [service for service, *_ in rows]
    words = "least red first" if best else "most red first"
    return card(
        f"{asked}: {', '.join(named[:3])}.",
        title(f"Ranking · {words}", asked),
        Table(
            (5, 2, 2, 2),
            [
                header("Service", "◆ Red", "▲ Amber", "● Green"),
                *(
                    TableRow(cell(service), cell(str(red)), cell(str(amber)), cell(str(green)))
                    for service, red, amber, green in rows
                ),
            ],
        ),
    )


def forecast(asked: str, about: str, sentences: Sequence[str], heading: str) -> Card:
    """Where the year will end, how that was worked out, and the target."""
    body: list[Element] = [Text(words) for words in sentences]
    return card(
        f"{asked}: {heading}",
        title("Forecast", about, asked),
        note(heading, "emphasis"),
        *body,
    )


def _compared(row: Compared) -> TableRow:
    about: list[Element] = [Text(row.about, size="Small", max_lines=3)]
    if row.change:
        about.append(Text(row.change, size="Small", is_subtle=True, spacing="None"))
    return TableRow(Cell(*about), *(cell(value, size="Small") for value in row.values))


def _ranked(standing: Standing, why: str) -> TableRow:
    return TableRow(
        Cell(
            Text(str(standing.indicator), size="Small", max_lines=3),
            Text(why, size="Small", is_subtle=True, spacing="None"),
        ),
        Cell(
            Text(value_words(standing) or "–", weight="Bolder", size="Small"),
            Text(standing.period.short_words, size="Small", is_subtle=True, spacing="None"),
        ),
        Cell(signed(short_mark(standing), size="Small")),
    )


def _count(count: int) -> str:
    return "one indicator" if count == 1 else f"{count} indicators"
