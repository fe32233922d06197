"""The chart of an indicator: its points, what it shows in a sentence, its text alternative."""

from collections.abc import Sequence
from decimal import Decimal

from cycle.monitor.paper.blocks import (
    ChartPoint,
    DataCell,
    DataColumn,
    DataTable,
    LineChartPicture,
)
from cycle.monitor.paper.sentences import control_words
from cycle.monitor.paper.tables import band_cell, given_cell, number_cell
from cycle.monitor.paper.views import IndicatorView
from cycle.plan.units import shown
from cycle.review.standing import Standing
from cycle.review.trend import Change, Direction

MOST_POINTS = 13  # a year of months and the same month a year before


def picture(view: IndicatorView) -> LineChartPicture | None:
    """The chart, or None where there are fewer than two values to draw."""
    drawn = [standing for standing in view.history if standing.value is not None][-MOST_POINTS:]
    if len(drawn) < 2:
        return None
    points = tuple(_points(view, drawn))
    target = view.standing.target
    return LineChartPicture(
        name=f"{view.indicator}, {drawn[0].period.short_words} to {drawn[-1].period.short_words}",
        sentence=sentence(view),
        alternative=_alternative(view, drawn),
        points=points,
        target_text=shown(view.indicator, target) if target is not None else "",
    )


def sentence(view: IndicatorView) -> str:
    """What the chart shows, in one sentence."""
    standing = view.standing
    if standing.value is None:
        return f"There is no figure for {standing.period.words}."
    words = [_against_target(standing)]
    words += [f"{change_words(change)}" for change in (standing.short, standing.long) if change]
    if view.chart is not None and view.chart.is_believed:
        words.append(f"It is {control_words(view.chart)}")
    return ". ".join(_begun(each) for each in words if each) + "."


def change_words(change: Change) -> str:
    """`Worse: up 9 on Q1 2026/27`; a comparison that cannot be made says why."""
    return f"{change.direction.value}: {change.note}" if change.note else change.direction.value


def points_table(view: IndicatorView) -> DataTable | None:
    """The numbers of the chart, for who cannot see it and for who wants them."""
    drawn = [standing for standing in view.history if standing.value is not None][-MOST_POINTS:]
    if len(drawn) < 2:
        return None
    columns = (
        DataColumn("Period", 3),
        DataColumn("Value", 2, is_number=True),
        DataColumn("Target", 2, is_number=True),
        DataColumn("RAG", 3),
    )
    rows = tuple(
        (
            DataCell(standing.period.short_words),
            given_cell(standing),
            number_cell(standing.indicator, standing.target),
            band_cell(standing),
        )
        for standing in drawn
    )
    return DataTable(f"Figures of {view.indicator.ref}", columns, rows)


def _points(view: IndicatorView, drawn: Sequence[Standing]) -> list[ChartPoint]:
    points = []
    starts = {event.period.start for event in view.events if event.is_break}
    before: Standing | None = None
    for standing in drawn:
        value = standing.value or Decimal(0)
        parted = before is not None and (
            before.period.next != standing.period
            or any(before.period.start < start <= standing.period.end for start in starts)
            or (standing.indicator.cumulative and standing.period.place == 1)
        )
        points.append(
            ChartPoint(
                label=standing.period.short_words,
                value=value,
                text=shown(standing.indicator, value),
                target=standing.target,
                is_apart=parted,
            )
        )
        before = standing
    return points


def _alternative(view: IndicatorView, drawn: Sequence[Standing]) -> str:
    first, last = drawn[0], drawn[-1]
    target = view.standing.target
    aim = (
        f"The target is {shown(view.indicator, target)}"
        if target is not None
        else ("There is no target")
    )
    change = last.short or last.long
    way = change_words(change) if change else Direction.NO_COMPARISON.value
    return (
        f"Line chart of {view.indicator.title}. {first.period.short_words}: "
        f"{_value(first)}. {last.period.short_words}: {_value(last)}. {aim}. {way}. "
        "All values are in the table below."
    )


def _value(standing: Standing) -> str:
    return shown(standing.indicator, standing.value or Decimal(0))


def _against_target(standing: Standing) -> str:
    """The rule's own sentence: the band, the value, the target, how far apart."""
    return standing.rating.rule


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".")
