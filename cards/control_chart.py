"""The control chart on a card: mean, limits, target and marked points, and what they say in words.

Short enough for a phone: the words stand under the chart and mean the same without it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from cards.charts import PlottedPoint, Series, trend
from cards.elements import Container, Element, RichText, Text, TextRun, subheading
from cycle.periods import Frequency
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown, with_unit
from cycle.review.bounds import decimals_of_levels
from cycle.review.chart import Assurance, Chart, Point, Variation
from cycle.review.events import SeriesEvent

CHARTED = 24  # points on a card: two years of months
MOST_EVENTS = 4  # listed on a card, newest first
MOST_NOTES = 2  # marked on the chart
LONGEST_NOTE = 30  # characters of a note in the chart's legend

LINE = "categoricalLavender"  # Teams' names: the figures stand out dark,
LIMITS = "neutral"  # what they are held against is pale
TARGET = "categoricalGreen"
NOTE = "categoricalLightBlue"
_COLOURS = {  # blue and orange, as in the published method; a word goes with each
    Variation.IMPROVEMENT: "categoricalBlue",
    Variation.CONCERN: "categoricalMarigold",
    Variation.NEUTRAL_HIGH: "categoricalTeal",
    Variation.NEUTRAL_LOW: "categoricalTeal",
}
_PLAINLY = {  # what the method's icons mean, as an officer would say it
    Variation.COMMON_CAUSE: "As usual",
    Variation.IMPROVEMENT: "Better than usual",
    Variation.CONCERN: "Worse than usual",
    Variation.NEUTRAL_HIGH: "Higher than usual",
    Variation.NEUTRAL_LOW: "Lower than usual",
}
_ASSURED = {
    Assurance.PASS: "it is met every time, unless something changes",
    Assurance.FAIL: "it is missed every time, until something changes",
    Assurance.HIT_AND_MISS: "its usual ups and downs meet it in some periods and miss it in others",
}
_OF_THE_FIGURE = (
    "Colour and direction compare the figure itself, with its target and with a year before."
)
_EACH = {
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "quarter",
    Frequency.FOUR_MONTHLY: "four months",
    Frequency.HALF_YEARLY: "half-year",
    Frequency.ANNUAL: "year",
}


def control(indicator: Indicator, chart: Chart, events: Sequence[SeriesEvent] = ()) -> Container:
    """The chart and what it says; or why there is none. `events` are the series', oldest first."""
    return Container(
        subheading("Is it a real change?"),
        _drawn(indicator, chart, events),
        *_words(indicator, chart),
        *_listed(events),
        separator=True,
    )


def charted_as(indicator: Indicator) -> str:
    """What the points are where they are not the figures themselves; else nothing."""
    each = _EACH[indicator.frequency]
    if indicator.seasonal:
        what = f"what each {each} added" if indicator.cumulative else "each figure"
        return f"{what}, less that of a year earlier"
    return f"what each {each} added to the total" if indicator.cumulative else ""


def _drawn(indicator: Indicator, chart: Chart, events: Sequence[SeriesEvent]) -> Element | None:
    points = chart.points[-CHARTED:]
    if len(points) < 2:
        return None
    marks = [
        PlottedPoint(
            point.period.start,
            point.period.short_words,
            point.value,
            shown(indicator, point.value) + _said_of(point),
            apart=place > 0 and (point.after_gap or point.segment != points[place - 1].segment),
        )
        for place, point in enumerate(points)
    ]
    targets = [(p.period.start, p.target) for p in points if p.target is not None]
    return trend(
        indicator.ref,
        marks,
        *(_limits(indicator, chart, points) if chart.is_believed else ()),
        Series(_target_name(indicator, targets), _ends(targets), TARGET),
        *_runs(points),
        *_notes(points, events),
        colour=LINE,
    )


def _target_name(indicator: Indicator, targets: Sequence[tuple[date, Decimal]]) -> str:
    """The target with its number where it is one and the same all along."""
    levels = {level for _, level in targets}
    return f"Target {shown(indicator, levels.pop())}" if len(levels) == 1 else "Target"


def _limits(indicator: Indicator, chart: Chart, points: Sequence[Point]) -> Iterator[Series]:
    """Mean and limits of the last segment; those before a break are in the export."""
    segment = points[-1].segment
    days = [point.period.start for point in points if point.segment == segment]
    for name, level in (
        ("Usual at most", segment.upper),
        ("Average", segment.mean),
        ("Usual at least", segment.lower),
    ):
        if level is not None:
            level = chart.bounds.within(level)
            ends = _ends([(day, level) for day in days])
            yield Series(f"{name} {_level(indicator, level, segment.mean)}", ends, LIMITS)


def _level(indicator: Indicator, level: Decimal, mean: Decimal) -> str:
    return with_unit(level, indicator.unit, decimals_of_levels(indicator, mean))


def _runs(points: Sequence[Point]) -> Iterator[Series]:
    """The marked points, one series for each run of neighbours that say the same."""
    runs: list[list[Point]] = []
    before: Point | None = None
    for point in points:
        if point.variation in _COLOURS:
            if before is None or (before.variation, before.segment) != (
                point.variation,
                point.segment,
            ):
                runs.append([])
            runs[-1].append(point)
        before = point
    for run in runs:
        first, last = run[0].period.short_words, run[-1].period.short_words
        when = first if first == last else f"{first} to {last}"
        name = f"{_PLAINLY[run[0].variation]}, {when}"
        colour = _COLOURS[run[0].variation]
        yield Series(name, [(point.period.start, point.value) for point in run], colour)


def _notes(points: Sequence[Point], events: Sequence[SeriesEvent]) -> Iterator[Series]:
    by_period = {point.period: point for point in points}
    noted = [event for event in events if not event.is_break and event.period in by_period]
    for event in noted[-MOST_NOTES:]:
        point = by_period[event.period]
        words = event.words
        if len(words) > LONGEST_NOTE:
            words = words[:LONGEST_NOTE].rsplit(maxsplit=1)[0] + " …"
        yield Series(f"Note: {words}", [(point.period.start, point.value)], NOTE)


def _words(indicator: Indicator, chart: Chart) -> Iterator[Element]:
    last = chart.last
    if last is None:
        yield Text(f"{_capital(chart.words)}.", spacing="Small")
        return
    if as_what := charted_as(indicator):
        yield Text(f"Charted: {as_what}. {_OF_THE_FIGURE}", size="Small", is_subtle=True)
    if not chart.is_believed:
        yield Text(f"{_capital(chart.words)}.", spacing="Small")
        return
    said = chart.words.removeprefix(f"{Variation.COMMON_CAUSE}: ")
    heading = _PLAINLY.get(chart.variation, _capital(chart.variation))
    yield _line(f"{_capital(as_what)}: {heading.lower()}" if as_what else heading, said)
    if chart.assurance in _ASSURED:
        yield _line("Target", _ASSURED[chart.assurance])
    if last.lower is not None and last.upper is not None:
        levels = (chart.bounds.within(n) for n in (last.mean, last.lower, last.upper))
        mean, low, high = (_level(indicator, n, last.mean) for n in levels)
        words = f"Usual {low} to {high}, on average {mean}, by {last.segment.count} figures"
        yield Text(words, size="Small", is_subtle=True, spacing="Small")


def _listed(events: Sequence[SeriesEvent]) -> Iterator[Element]:
    for event in reversed(events[-MOST_EVENTS:]):
        what = "Break" if event.is_break else "Note"
        words = f"{what} · {event.period.short_words} · {event.words} · {event.author}"
        yield Text(words, size="Small", spacing="Small")


def _line(heading: str, words: str) -> RichText:
    """What is said, in a word, and what it means."""
    return RichText(TextRun(heading, weight="Bolder"), TextRun(f" · {words}"), spacing="Small")


def _said_of(point: Point) -> str:
    return f" ({_PLAINLY[point.variation].lower()})" if point.variation in _COLOURS else ""


def _ends(values: Sequence[tuple[date, Decimal]]) -> list[tuple[date, Decimal]]:
    """A line's corners: points between equal ones are left out."""
    last = len(values) - 1
    return [
        (day, level)
        for place, (day, level) in enumerate(values)
        if place in (0, last) or not values[place - 1][1] == level == values[place + 1][1]
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
