"""A figure as every card shows it: value, colour in word and shape, direction, past figures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from cards.charts import PlottedPoint, Series, trend
from cards.elements import (
    Cell,
    Column,
    Columns,
    Container,
    Element,
    RichText,
    Table,
    TableRow,
    Text,
    TextRun,
)
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown, shown_apart
from cycle.review.figure import Figure, FigureStatus
from cycle.review.schemes import Band
from cycle.review.standing import Standing
from cycle.review.trend import Change, Direction, value_of

CHARTED = 13  # figures in a chart: a year of months and the same month of the year before


class Mark(NamedTuple):
    """A band's shape and word, with the colour that says it again."""

    words: str
    colour: str
    style: str


_MARKS = {
    Band.GREEN: Mark("● Green", "Good", "good"),
    Band.AMBER: Mark("▲ Amber", "Warning", "warning"),
    Band.RED: Mark("◆ Red", "Attention", "attention"),
}


def mark(standing: Standing) -> Mark:
    """The band in shape, word and colour; or, without colour, why there is none."""
    if standing.band is not None:
        return _MARKS[standing.band]
    shape = "○" if standing.is_awaiting else "–"
    return Mark(f"{shape} {standing.label}", "Default", "emphasis")


def short_mark(standing: Standing) -> Mark:
    """The same for a table's narrow cell: `○ Awaiting data`."""
    words, colour, style = mark(standing)
    return Mark(words.partition(":")[0].removesuffix(" this period"), colour, style)


def signed(sign: Mark, **properties: object) -> RichText:
    """The mark on a plain ground: the shape in its colour, the word in the colour of all words.

    Amber's own colour is too pale to read words in.
    """
    shape, _, word = sign.words.partition(" ")
    return RichText(
        TextRun(f"{shape} ", color=sign.colour, weight="Bolder", **properties),
        TextRun(word, weight="Bolder", **properties),
    )


def signed_right(standing: Standing) -> RichText:
    """The short mark at the right edge of a row, close under its value."""
    sign = short_mark(standing)
    shape, _, word = sign.words.partition(" ")
    return RichText(
        TextRun(f"{shape} ", color=sign.colour, weight="Bolder", size="Small"),
        TextRun(word, weight="Bolder", size="Small"),
        horizontal_alignment="Right",
        spacing="None",
    )


def panel(standing: Standing, *, is_calm: bool = False) -> Container:
    """The value, large, on its colour; beside it the band in words and the target.

    A calm one has no coloured ground: what it shows asks for nothing any more.
    """
    sign = mark(standing)
    value = value_words(standing)
    sign_off = standing.sign_off.words if standing.sign_off else ""
    below = (_target_beside(standing), cases(standing), sign_off)
    beside = Column(
        Text(sign.words, weight="Bolder"),
        *(Text(words, spacing="None", size="Small") for words in below if words),
        width="stretch",
        vertical_content_alignment="Center",
    )
    big = Column(Text(value, size="ExtraLarge", weight="Bolder"), width="auto")
    return Container(
        Columns(big, beside) if value else Columns(beside),
        style="emphasis" if is_calm else sign.style,
    )


def value_words(standing: Standing, figure: Figure | None = None) -> str:
    """The value with its unit, `(p)` when provisional; empty when there is none.

    Another version of the same period's figure can be shown in its place.
    """
    figure = figure or standing.figure
    value = value_of(figure)
    if figure is None or value is None:
        return ""
    words = shown_apart(standing.indicator, value, _aim(standing, value))[0]
    return words + (" (p)" if figure.status is FigureStatus.PROVISIONAL else "")


def target_words(indicator: Indicator, target: Decimal | None) -> str:
    """`Target 95.0%`; for a range its two limits; empty when there is none."""
    if indicator.range_low is not None and indicator.range_high is not None:
        low, high = (shown(indicator, end) for end in (indicator.range_low, indicator.range_high))
        return f"Target {low} to {high}"
    return f"Target {shown(indicator, target)}" if target is not None else ""


def travel(change: Change) -> str:
    """The direction of travel and why: `Worse: up 2.1 days on August 2026`."""
    return f"{change.direction.value}: {change.note}" if change.note else change.direction.value


def cases(standing: Standing) -> str:
    """What the value was computed from: `9 of 300`, or `4,398 ÷ 180` where the part is no share.

    Empty where there are no such counts.
    """
    figure = standing.figure
    if figure is None or figure.numerator is None or figure.denominator is None:
        return ""
    between = "of" if standing.indicator.multiplier > 1 else "÷"
    return f"{figure.numerator.normalize():,f} {between} {figure.denominator.normalize():,f}"


def directions(standing: Standing) -> list[str]:
    """The short and the long direction; one sentence where there is nothing to compare with."""
    known = [change for change in (standing.short, standing.long) if change is not None]
    shown = [each for each in known if each.direction is not Direction.NO_COMPARISON]
    if known and not shown:
        return ["No earlier figure to compare with."]
    return [travel(each) for each in shown]


def chart(history: Sequence[Standing]) -> Element | None:
    """The past figures as a line with the target, oldest first; None when there are too few."""
    kept = [(each, each.value) for each in history[-CHARTED:] if each.value is not None]
    if not kept:
        return None
    indicator = kept[0][0].indicator
    points = [
        PlottedPoint(each.period.start, each.period.short_words, value, shown(indicator, value))
        for each, value in kept
    ]
    targets = [(each.period.start, each.target) for each, _ in kept if each.target is not None]
    return trend(indicator.ref, points, Series(_target_name(kept[-1][0]), targets, "neutral"))


def _target_name(newest: Standing) -> str:
    """The name of the target's line, with the newest target."""
    return target_words(newest.indicator, newest.target) or "Target"


def recent(history: Sequence[Standing], count: int = 3) -> Table | None:
    """The newest of these figures with their colours in words, newest first."""
    rows = [
        (each.period.short_words, value_words(each) or "–", short_mark(each))
        for each in reversed(history[-count:])
    ]
    if not rows:
        return None
    heads = header("Period", "Value", "RAG")
    return Table(
        (3, 3, 3),
        [
            heads,
            *(
                TableRow(cell(period), cell(value), Cell(signed(sign)))
                for period, value, sign in rows
            ),
        ],
    )


def header(*names: str) -> TableRow:
    """A table's first row."""
    return TableRow(
        *(cell(name, weight="Bolder", size="Small") for name in names), style="emphasis"
    )


def cell(words: str, **properties: object) -> Cell:
    return Cell(Text(words, **properties))


def working_days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def _target_beside(standing: Standing) -> str:
    """The target with as many decimals as the value beside it."""
    value = standing.value
    if value is None or standing.target is None or standing.indicator.range_low is not None:
        return target_words(standing.indicator, standing.target)
    return f"Target {shown_apart(standing.indicator, value, standing.target)[1]}"


def _aim(standing: Standing, value: Decimal) -> Decimal:
    return value if standing.target is None else standing.target
