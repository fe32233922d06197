"""A small chart of how a figure went, and the same numbers in words where charts do not draw.

Teams draws charts on the desktop and in the browser, not on every phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cards.elements import Container, Element, Property, Text

STEPS = 5  # between the lines of the vertical axis, as Teams draws it
MOST_IN_WORDS = 6  # of the newest points, when there is no chart


@dataclass(frozen=True, slots=True)
class PlottedPoint:
    """One period's value. `shown` is the value with its unit, `label` the period's short name.

    The line is not drawn to a point that stands `apart` from the one before it.
    """

    day: date
    label: str
    value: Decimal
    shown: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A further line, such as the target, the mean or a limit; or points to be marked.

    `colour` is one of Teams' chart colours, such as `neutral` or `categoricalRed`.
    """

    name: str
    values: Sequence[tuple[date, Decimal]]
    colour: str = "neutral"


class LineChart(Element):
    """Chart.Line. Beyond schema 1.5, so it always has a fallback."""

    element_type = "Chart.Line"
    title = Property(type=str)
    x_axis_title = Property(type=str)
    y_axis_title = Property(type=str)
    color_set = Property(type=str)
    y_min = Property(type=(int, float))
    y_max = Property(type=(int, float))
    data = Property(type=list)


def trend(
    name: str, points: Sequence[PlottedPoint], *others: Series, colour: str = "categoricalBlue"
) -> Element | None:
    """The points as a line, with the other series; None when there are fewer than two points.

    The vertical axis covers the values and a little more; it begins at 0 only where 0 is near, so
    that a change is seen.
    """
    if len(points) < 2:
        return None
    drawn = [series for series in (*_lines(name, points, colour), *others) if series.values]
    low, high = _span([value for series in drawn for _, value in series.values])
    return LineChart(
        title=name,
        y_min=low,
        y_max=high,
        data=[_line(series) for series in drawn],
        fallback=in_words(points),
        spacing="Medium",
    )


def in_words(points: Sequence[PlottedPoint]) -> Container:
    """The newest points in a line of text: `Jul 2026 80.2% · Aug 2026 81.1% · Sep 2026 81.5%`."""
    newest = points[-MOST_IN_WORDS:]
    line = " · ".join(f"{point.label}\N{NO-BREAK SPACE}{point.shown}" for point in newest)
    return Container(
        Text(f"The last {len(newest)} figures", size="Small", is_subtle=True),
        Text(line, size="Small", spacing="None"),
        spacing="Medium",
    )


def _lines(name: str, points: Sequence[PlottedPoint], colour: str) -> list[Series]:
    """One line for each stretch of points; the last has the name, those before say their end."""
    stretches: list[list[PlottedPoint]] = []
    for point in points:
        if point.apart or not stretches:
            stretches.append([])
        stretches[-1].append(point)
    return [
        Series(
            name if stretch is stretches[-1] else f"{name} to {stretch[-1].label}",
            [(point.day, point.value) for point in stretch],
            colour,
        )
        for stretch in stretches
    ]


def _line(series: Series) -> dict[str, object]:
    values = [{"x": day.isoformat(), "y": float(value)} for day, value in series.values]
    return {"legend": series.name, "color": series.colour, "values": values}


def _span(values: Sequence[Decimal]) -> tuple[float, float]:
    """The ends of the axis: whole steps, so that what stands at its lines is a round number."""
    low, high = min(values), max(values)
    room = (high - low) / 10 or abs(high) / 10 or Decimal(1)
    floor = low - room if low < 0 or low > 2 * (high - low) else Decimal(0)
    step = _round_step((high + room - floor) / STEPS)
    start = floor // step * step - (step if floor < 0 and floor % step else 0)
    while start + STEPS * step < high:
        step = _round_step(step * Decimal("1.01"))
        start = floor // step * step - (step if floor < 0 and floor % step else 0)
    return float(start), float(start + STEPS * step)


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 2.5 and 5, ten times them and so on, that is not less."""
    scale = Decimal(1).scaleb(least.adjusted())
    sizes = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
    return next(size * scale for size in sizes if size * scale >= least)
