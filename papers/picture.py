"""A line chart as SVG: the line in the council's colour, the target dashed, both named.

Everything is told by shape and words too: points are dots, the target is a dashed line.
"""

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise

from cycle.monitor.paper.blocks import ChartPoint, LineChartPicture
from papers.style import FONT, printable

WIDTH, HEIGHT = 640, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 14, 120, 18, 34
_GREY = "#404040"


def svg(picture: LineChartPicture, colour: str, font: str = FONT) -> str:
    """The chart as an SVG document without a title: its alternative is told by what holds it."""
    spots = _spots(picture.points)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="{escape(font)}" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<path d="M{_LEFT} {HEIGHT - _BOTTOM}H{WIDTH - _RIGHT}" stroke="#8c8c8c"/>',
        *_target(picture, spots),
        *_lines(picture.points, spots, colour),
        *_dots(spots, colour),
        *_labels(picture, spots, colour),
        "</svg>",
    ]
    return "".join(parts)


class _Scale:
    """From values to places on the picture. The axis begins at 0 only where 0 is near."""

    def __init__(self, values: Sequence[Decimal]) -> None:
        low, high = min(values), max(values)
        room = (high - low) / 6 or abs(high) / 10 or Decimal(1)
        self.low = low - room if low < 0 or low > 2 * (high - low) else Decimal(0)
        self.high = high + room

    def y(self, value: Decimal) -> Decimal:
        share = (value - self.low) / (self.high - self.low)
        return round((1 - share) * (HEIGHT - _TOP - _BOTTOM) + _TOP, 1)


def _scale(points: Sequence[ChartPoint]) -> _Scale:
    return _Scale([each for p in points for each in (p.value, p.target) if each is not None])


def _spots(points: Sequence[ChartPoint]) -> list[tuple[Decimal, Decimal, Decimal | None]]:
    """Where each point lies: x, y, and the y of its target."""
    scale = _scale(points)
    step = Decimal(WIDTH - _LEFT - _RIGHT - 20) / max(1, len(points) - 1)
    return [
        (
            round(_LEFT + 10 + step * place, 1),
            scale.y(point.value),
            scale.y(point.target) if point.target is not None else None,
        )
        for place, point in enumerate(points)
    ]


def _target(
    picture: LineChartPicture, spots: Sequence[tuple[Decimal, Decimal, Decimal | None]]
) -> list[str]:
    """A step at each change: the target holds from one period to the next."""
    drawn = [
        f"M{x} {y}H{next_x}" + (f"V{next_y}" if next_y is not None else "")
        for (x, _, y), (next_x, _, next_y) in pairwise(spots)
        if y is not None
    ]
    if not drawn:
        return []
    path = f'<path d="{"".join(drawn)}" fill="none" stroke="{_GREY}" stroke-width="1.5"'
    return [f'{path} stroke-dasharray="6 4"/>']


def _lines(
    points: Sequence[ChartPoint],
    spots: Sequence[tuple[Decimal, Decimal, Decimal | None]],
    colour: str,
) -> list[str]:
    steps = [
        f"{'M' if place == 0 or point.is_apart else 'L'}{spot[0]} {spot[1]}"
        for place, (point, spot) in enumerate(zip(points, spots, strict=True))
    ]
    return [f'<path d="{"".join(steps)}" fill="none" stroke="{colour}" stroke-width="2.5"/>']


def _dots(spots: Sequence[tuple[Decimal, Decimal, Decimal | None]], colour: str) -> list[str]:
    last = len(spots) - 1
    return [
        f'<circle cx="{x}" cy="{y}" r="{5 if place == last else 3}" fill="{colour}"/>'
        for place, (x, y, _) in enumerate(spots)
    ]


def _labels(
    picture: LineChartPicture,
    spots: Sequence[tuple[Decimal, Decimal, Decimal | None]],
    colour: str,
) -> list[str]:
    first, last = picture.points[0], picture.points[-1]
    x, y, aim = spots[-1]
    axis = HEIGHT - 12
    labels = [
        _text(spots[0][0], axis, first.label, _GREY, "start"),
        _text(x, axis, last.label, _GREY, "end"),
        _text(x + 10, y + 5, last.text, colour, "start", bold=True),
    ]
    if aim is not None and picture.target_text:
        apart = aim - y
        if abs(apart) < 16:
            aim = y + (16 if apart >= 0 else -16)
        labels.append(_text(x + 10, aim + 5, f"Target {picture.target_text}", _GREY, "start"))
    if abs(spots[0][1] - Decimal(axis)) > 30:
        rises = len(spots) > 1 and spots[1][1] < spots[0][1]
        beside = spots[0][1] + (20 if rises else -10)  # on the side to which the line does not go
        labels.append(_text(spots[0][0], beside, first.text, colour, "start"))
    return labels


def _text(
    x: Decimal, y: Decimal | int, words: str, colour: str, anchor: str, *, bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}"{weight}>'
        f"{escape(printable(words))}</text>"
    )
