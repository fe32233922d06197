"""`python -m tools.rules_page.pictures`: pictures and examples of docs/rules.md."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from random import Random

from cycle.periods import Period
from cycle.plan.indicator import Indicator, Polarity, Scheme, ToleranceUnit
from cycle.review.chart import Chart, Point, Variation, control_chart
from cycle.review.rate import rate
from cycle.review.schemes import Band
from cycle.review.trend import Break, Direction
from tools.rules_page import examples
from tools.rules_page.rules import PAGE, between
from tools.rules_page.svg import Drawing

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
FIRST = Period.parse("2024-10")
HIGHER = Polarity.HIGHER

Points = list[tuple[Period, Decimal]]

# ---------------------------------------------------------------- control charts

WIDTH, HEIGHT = 720, 290
LEFT, RIGHT, TOP, BOTTOM = 34, 150, 54, 50
_KINDS = {
    Variation.COMMON_CAUSE: "common",
    Variation.TOO_FEW: "few",
    Variation.IMPROVEMENT: "improvement",
    Variation.CONCERN: "concern",
    Variation.NEUTRAL_HIGH: "neutral",
    Variation.NEUTRAL_LOW: "neutral",
}
_SHAPE_WORDS = {
    "common": "● common cause",
    "few": "● not judged yet",
    "improvement": "▲ improvement",
    "concern": "◆ concern",
    "neutral": "■ neither better nor worse",
}


def months(values: str | Sequence[float]) -> Points:
    """Values of successive months from October 2024 on."""
    texts = values.split() if isinstance(values, str) else [f"{value:.1f}" for value in values]
    return [(FIRST.later(n), Decimal(text)) for n, text in enumerate(texts)]


def steady(count: int, mean: float = 92, sd: float = 2, seed: int = 13) -> list[float]:
    """What a process does when nothing changes."""
    random = Random(seed)
    return [random.gauss(mean, sd) for _ in range(count)]


STABLE = steady(24)
SERIES: dict[str, Points] = {
    "common-cause": months(STABLE),
    "above-limit": months([*STABLE[:23], 99.5]),
    "below-limit": months([*STABLE[:23], 83.0]),
    "trend": months([*STABLE[:17], 92.6, 92.0, 91.3, 90.9, 90.2, 89.6, 89.1]),
    "two-of-three": months([*STABLE[:21], 87.4, 90.9, 87.6]),
    "shift": months([*STABLE[:17], 89.9, 90.6, 90.1, 91.0, 90.2, 90.7, 89.8]),
    "break": months([*STABLE[:14], *(value - 6 for value in steady(14, seed=5))]),
    "few": months(STABLE[:9]),
}
CHARTS: dict[str, Chart] = {
    name: control_chart(
        points,
        HIGHER,
        Decimal(90),
        breaks=[Break(FIRST.later(14), "definition changed")] if name == "break" else (),
    )
    for name, points in SERIES.items()
}
ASSURANCES: dict[str, Chart] = {
    "consistently pass": control_chart(months(STABLE), HIGHER, Decimal(84)),
    "hit and miss": control_chart(months(STABLE), HIGHER, Decimal(90)),
    "consistently fail": control_chart(months(STABLE), HIGHER, Decimal(100)),
}


def drawn(chart: Chart, target: Decimal = Decimal(90), heading: str = "") -> Drawing:
    """A chart with its mean, limits, target and marks, and its own words above."""
    words = heading or chart.words[:1].upper() + chart.words[1:] + "."
    drawing = Drawing(WIDTH, HEIGHT, f"Control chart. {words}")
    drawing.words(LEFT, 24, words, "strong")
    x, y = _scales(chart, target)
    ends = (x(0) - 8, x(len(chart.points) - 1) + 8)
    drawing.line([(end, y(target)) for end in ends], "target", "2 3")
    labels = [(y(target), f"target {target}")]
    for _, stretch in groupby(enumerate(chart.points), key=lambda pair: pair[1].segment):
        labels += _stretch(drawing, chart, list(stretch), x, y)
    for place, name in _set_apart(labels):
        drawing.words(ends[1] + 8, place + 4, name, "small")
    for n in range(0, len(chart.points), 3):
        label = chart.points[n].period.short_words
        drawing.words(x(n), HEIGHT - BOTTOM + 22, label, "small", "middle")
    kinds = dict.fromkeys(_KINDS[point.variation] for point in chart.points)
    drawing.words(LEFT, 44, "   ".join(_SHAPE_WORDS[kind] for kind in kinds), "small")
    return drawing


def _stretch(
    drawing: Drawing,
    chart: Chart,
    stretch: list[tuple[int, Point]],
    x: Callable[[int], float],
    y: Callable[[Decimal], float],
) -> list[tuple[float, str]]:
    """The points of one segment with its lines; returns the labels of the last one."""
    first, last = stretch[0], stretch[-1]
    segment = first[1].segment
    is_believed = segment.count >= chart.minimum_points
    if first[0]:
        at = (x(first[0] - 1) + x(first[0])) / 2
        drawing.line([(at, TOP), (at, HEIGHT - BOTTOM)], "break", "5 4")
        drawing.words(at + 5, TOP + 8, "break: definition changed", "small")
    named = (
        ("upper limit", segment.upper, "limit", "6 4"),
        ("mean", segment.mean, "mean", ""),
        ("lower limit", segment.lower, "limit", "6 4"),
    )
    labels = []
    for name, level, kind, dashes in named if is_believed else ():
        if level is not None:
            drawing.line([(x(at), y(level)) for at in (first[0], last[0])], kind, dashes)
            labels.append((y(level), f"{name} {level:.1f}"))
    drawing.line([(x(n), y(point.value)) for n, point in stretch], "value")
    for n, point in stretch:
        drawing.mark(x(n), y(point.value), _KINDS[point.variation])
    return labels if last[0] == len(chart.points) - 1 else []


def _scales(
    chart: Chart, target: Decimal
) -> tuple[Callable[[int], float], Callable[[Decimal], float]]:
    levels = [target, *(point.value for point in chart.points)]
    levels += [n for point in chart.points for n in (point.lower, point.upper) if n is not None]
    low, high = min(levels), max(levels)
    wide = (WIDTH - LEFT - RIGHT - 16) / max(1, len(chart.points) - 1)
    tall = (HEIGHT - TOP - BOTTOM - 16) / float(high - low)
    return (
        lambda n: LEFT + 8 + wide * n,
        lambda level: HEIGHT - BOTTOM - 8 - tall * float(level - low),
    )


def _set_apart(labels: list[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """Labels from the top down, moved so far that none covers another."""
    free = 0.0
    for place, name in sorted(labels):
        free = max(place, free)
        yield free, name
        free += 14


# ---------------------------------------------------------------- bands

PERCENT = Indicator(id=1, ref="HOU-02", title="Homelessness prevented", target=Decimal(80))
POINTS = ToleranceUnit.POINTS
BANDS: list[tuple[str, Indicator, Direction | None]] = [
    ("met_tolerance: 10% of target", PERCENT, None),
    (
        "met_tolerance: 4 points",
        replace(PERCENT, tolerance=Decimal(4), tolerance_unit=POINTS),
        None,
    ),
    (
        "within_band_green: 5% and 10%",
        replace(PERCENT, scheme=Scheme.WITHIN_BAND_GREEN, green_tolerance=Decimal(5)),
        None,
    ),
    ("floor: 70", replace(PERCENT, scheme=Scheme.FLOOR, floor=Decimal(70)), None),
    (
        "tolerance_and_direction, better than last year",
        replace(PERCENT, scheme=Scheme.TOLERANCE_AND_DIRECTION),
        Direction.BETTER,
    ),
    (
        "tolerance_and_direction, worse than last year",
        replace(PERCENT, scheme=Scheme.TOLERANCE_AND_DIRECTION),
        Direction.WORSE,
    ),
    (
        "target_or_improving, better than last year",
        replace(PERCENT, scheme=Scheme.TARGET_OR_IMPROVING),
        Direction.BETTER,
    ),
    (
        "range: 76 to 84, 3 points",
        replace(
            PERCENT, polarity=Polarity.RANGE, scheme=Scheme.RANGE, tolerance=Decimal(3),
            tolerance_unit=POINTS, range_low=Decimal(76), range_high=Decimal(84), target=None,
        ),
        None,
    ),
]  # fmt: skip
_BAND_WORDS = {Band.GREEN: "● Green", Band.AMBER: "▲ Amber", Band.RED: "◆ Red"}
LOWEST, HIGHEST, STEPS = 64, 92, 8  # of the values in the picture; steps per point


def bands() -> Drawing:
    """Each scheme as a strip of values from 64 to 92, coloured by the rule itself; target 80."""
    says = "Which values are Green, Amber and Red under each scheme, for a target of 80."
    drawing = Drawing(WIDTH, 46 + 44 * len(BANDS) + 24, says)
    drawing.words(
        LEFT,
        24,
        "Which values get which band: target 80, higher is better; the last is a range",
        "strong",
    )

    def x(value: Decimal) -> float:
        return LEFT + (WIDTH - 2 * LEFT) * float((value - LOWEST) / (HIGHEST - LOWEST))

    for row, (name, indicator, direction) in enumerate(BANDS):
        top = 46 + 44 * row
        drawing.words(LEFT, top + 10, name, "small")
        for band, low, high in _coloured(indicator, direction):
            kind = str(band).lower()
            drawing.box(x(low), top + 15, x(high) - x(low), 20, kind)
            if x(high) - x(low) > 60:
                on = "on dark" if band is Band.AMBER else "on"
                drawing.words((x(low) + x(high)) / 2, top + 29, _BAND_WORDS[band], on, "middle")
    for value in range(LOWEST, HIGHEST + 1, 4):
        drawing.words(x(Decimal(value)), 46 + 44 * len(BANDS) + 10, str(value), "small", "middle")
    return drawing


def _coloured(
    indicator: Indicator, direction: Direction | None
) -> Iterator[tuple[Band, Decimal, Decimal]]:
    """(band, from, to) along the values, asked of the rule in small steps."""
    step = Decimal(1) / STEPS
    values = [LOWEST + step * n for n in range((HIGHEST - LOWEST) * STEPS)]
    middle = step / 2  # a step is coloured by its middle, so that edges fall on whole steps
    rated = [(rate(indicator, v + middle, indicator.target, direction).band, v) for v in values]
    for band, group in groupby(rated, key=lambda pair: pair[0]):
        places = [value for _, value in group]
        assert band is not None
        yield band, places[0], places[-1] + step


# ---------------------------------------------------------------- all of them


def pictures() -> dict[str, str]:
    """Every picture by its file name."""
    found = {f"{name}.svg": str(drawn(chart)) for name, chart in CHARTS.items()}
    for name, chart in ASSURANCES.items():
        target = {"consistently pass": 84, "hit and miss": 90, "consistently fail": 100}[name]
        heading = f"{name[:1].upper()}{name[1:]}: target {target}, limits as before."
        found[f"{name.replace(' ', '-')}.svg"] = str(drawn(chart, Decimal(target), heading))
    return found | {"bands.svg": str(bands())}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        (FOLDER / name).write_text(picture, "utf-8")
        print(name)
    page = PAGE.read_text("utf-8")
    for name, block in examples.blocks().items():
        page = between(page, name, block)
    PAGE.write_text(page, "utf-8")
    print(PAGE.name)


if __name__ == "__main__":
    main()
