"""The control chart (XmR): what the measure normally does, and which points are more than that.

Source: the XmR method of "Making Data Count", as published in NHSRplotthedots 0.2.2.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from cycle.periods import Period
from cycle.plan.indicator import Polarity
from cycle.review.bounds import UNBOUNDED, Bounds, at_known_bounds
from cycle.review.signals import Segment, Signal, limits, signals
from cycle.review.trend import Break

MINIMUM_POINTS = 13  # fewer in a segment: limits are trial, icons are withheld
SHORTEST_BASELINE = 12  # points on which limits may be fixed


class Variation(StrEnum):
    """What a point says: nothing special, a real improvement, a real concern, or just high or low.

    Drawn grey, blue and orange, never by colour alone.
    """

    COMMON_CAUSE = "common cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral high"
    NEUTRAL_LOW = "neutral low"
    TOO_FEW = "too few points"


class Assurance(StrEnum):
    """Whether the process as it stands will meet the target: always, never, or by luck."""

    PASS = "consistently pass"
    FAIL = "consistently fail"
    HIT_AND_MISS = "hit and miss"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Point:
    """One value with its segment's mean and limits, and what it says.

    `signal` is the published method's. `is_at_known_bound`: the value is the most or the least
    there can be, and an earlier one was too; that says nothing, whatever the signal.
    """

    period: Period
    value: Decimal
    segment: Segment
    signal: Signal
    variation: Variation
    assurance: Assurance
    run: int  # neighbours in a row that make the signal, this point included; 0 without a signal
    run_from: Period  # the first of them
    after_gap: bool  # periods before this point have no value: the line is not drawn across
    target: Decimal | None = None  # on the chart's own scale
    is_at_known_bound: bool = False

    @property
    def mean(self) -> Decimal:
        return self.segment.mean

    @property
    def lower(self) -> Decimal | None:
        return self.segment.lower

    @property
    def upper(self) -> Decimal | None:
        return self.segment.upper


@dataclass(frozen=True, slots=True)
class Chart:
    """All points in order. `variation` and `assurance` are the icons: those of the last point.

    `words` say the same in a sentence. Limits are to be shown within `bounds`. Without points,
    `words` is the reason for having no chart.
    """

    points: tuple[Point, ...]
    minimum_points: int
    words: str
    bounds: Bounds = UNBOUNDED

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def variation(self) -> Variation:
        return self.last.variation if self.last else Variation.TOO_FEW

    @property
    def assurance(self) -> Assurance:
        return self.last.assurance if self.last else Assurance.NONE

    @property
    def is_believed(self) -> bool:
        """Whether the last segment has points enough for its limits to be more than trial."""
        return self.last is not None and self.last.segment.count >= self.minimum_points


Aim = Decimal | Mapping[Period, Decimal] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSettings:
    """How limits are drawn. `screen` drops outlying moving ranges once.

    `baseline` fixes mean and limits on the first so many points of a segment, at least 12 (raises
    ValueError).
    """

    screen: bool = True
    minimum_points: int = MINIMUM_POINTS
    baseline: int | None = None
    bounds: Bounds = UNBOUNDED

    def __post_init__(self) -> None:
        if self.baseline is not None and self.baseline < SHORTEST_BASELINE:
            raise ValueError(f"Limits are fixed on at least {SHORTEST_BASELINE} points.")


USUAL = ChartSettings()


def control_chart(
    points: Sequence[tuple[Period, Decimal]],
    polarity: Polarity = Polarity.NONE,
    target: Aim = None,
    breaks: Sequence[Break] = (),
    settings: ChartSettings = USUAL,
    *,
    newest_only: bool = False,
) -> Chart:
    """Chart a series of values, each in a period of its own, missing periods left out.

    `target` is one figure or one per period. A break and a change of frequency start a new segment;
    a gap does not. Work is linear in the points. With `newest_only` the last point stands alone,
    judged as among all.
    """
    minimum_points, bounds = settings.minimum_points, settings.bounds
    ordered = sorted(points, key=lambda point: (point[0].start, point[0].frequency.months))
    stretches = _stretches(ordered, breaks)
    drawn: list[Point] = []
    for stretch in stretches[-1:] if newest_only else stretches:
        segment = _segment(stretch, settings.screen, settings.baseline)
        first = len(stretch) - 1 if newest_only else 0
        drawn += _drawn(stretch, segment, polarity, target, minimum_points, first)
    known = list(at_known_bounds([value for _, value in ordered], bounds))
    drawn = [
        _as_before(point) if is_known else point
        for point, is_known in zip(drawn, known[len(known) - len(drawn) :], strict=True)
    ]
    return Chart(tuple(drawn), minimum_points, _words(drawn, minimum_points), bounds)


def _as_before(point: Point) -> Point:
    """The point at a bound that was reached before: no cause for worry, none for praise."""
    is_few = point.variation is Variation.TOO_FEW
    variation = point.variation if is_few else Variation.COMMON_CAUSE
    return replace(point, variation=variation, is_at_known_bound=True)


def no_chart(reason: str, minimum_points: int = MINIMUM_POINTS) -> Chart:
    """A chart without points, with the reason in its words."""
    return Chart((), minimum_points, reason)


def _stretches(
    points: Sequence[tuple[Period, Decimal]], breaks: Sequence[Break]
) -> list[list[tuple[Period, Decimal]]]:
    stretches: list[list[tuple[Period, Decimal]]] = []
    starts = sorted(cut.starts.start for cut in breaks)
    passed = 0
    for period, value in points:
        before = passed
        while passed < len(starts) and starts[passed] <= period.end:
            passed += 1
        known = bool(stretches) and stretches[-1][-1][0].frequency is period.frequency
        if known and passed == before:
            stretches[-1].append((period, value))
        else:
            stretches.append([(period, value)])
    return stretches


def _segment(
    stretch: Sequence[tuple[Period, Decimal]], screen: bool, baseline: int | None
) -> Segment:
    values = [value for _, value in stretch]
    mean, amr, lower, upper = limits(values[:baseline], screen)
    return Segment(stretch[0][0], len(values), mean, amr, lower, upper)


def _drawn(
    stretch: Sequence[tuple[Period, Decimal]],
    segment: Segment,
    polarity: Polarity,
    target: Aim,
    minimum_points: int,
    first: int,
) -> list[Point]:
    """The points of a stretch from its `first` on, counted from 0."""
    values = [value for _, value in stretch]
    few = segment.count < minimum_points
    drawn: list[Point] = []
    for place, (signal, run) in enumerate(signals(values, segment)[first:], first):
        period, value = stretch[place]
        aim = target.get(period) if isinstance(target, Mapping) else target
        drawn.append(
            Point(
                period,
                value,
                segment,
                signal,
                Variation.TOO_FEW if few else _variation(signal, polarity),
                Assurance.NONE if few else _assurance(segment, polarity, aim),
                run,
                stretch[place - max(run - 1, 0)][0],
                place > 0 and stretch[place - 1][0].next != period,
                aim,
            )
        )
    return drawn


def _variation(signal: Signal, polarity: Polarity) -> Variation:
    if signal is Signal.NONE:
        return Variation.COMMON_CAUSE
    if polarity in (Polarity.NONE, Polarity.RANGE):
        return Variation.NEUTRAL_HIGH if signal.way > 0 else Variation.NEUTRAL_LOW
    better = signal.way > 0 if polarity is Polarity.HIGHER else signal.way < 0
    return Variation.IMPROVEMENT if better else Variation.CONCERN


def _assurance(segment: Segment, polarity: Polarity, target: Decimal | None) -> Assurance:
    if target is None or polarity in (Polarity.NONE, Polarity.RANGE):
        return Assurance.NONE
    if segment.lower is None or segment.upper is None:
        return Assurance.NONE
    if segment.lower <= target <= segment.upper:
        return Assurance.HIT_AND_MISS
    missed = target > segment.upper if polarity is Polarity.HIGHER else target < segment.lower
    return Assurance.FAIL if missed else Assurance.PASS


_SAID: dict[Signal, Callable[[int], str]] = {
    Signal.ABOVE_LIMIT: lambda _: "higher than it normally goes: a real rise",
    Signal.BELOW_LIMIT: lambda _: "lower than it normally goes: a real fall",
    Signal.TREND_UP: lambda n: f"{n} figures running, each higher than the last: a real rise",
    Signal.TREND_DOWN: lambda n: f"{n} figures running, each lower than the last: a real fall",
    Signal.TWO_HIGH: lambda _: (
        "two of three figures about as high as it normally goes: a real rise"
    ),
    Signal.TWO_LOW: lambda _: "two of three figures about as low as it normally goes: a real fall",
    Signal.SHIFT_ABOVE: lambda n: f"{n} figures running above its average: a real rise",
    Signal.SHIFT_BELOW: lambda n: f"{n} figures running below its average: a real fall",
}


def _wait(last: Point, minimum_points: int) -> str:
    """How long it takes to gather the points, where that is years."""
    frequency = last.period.frequency
    years, rest = divmod(minimum_points * frequency.months, 12)
    if years < 2:
        return ""
    return f"; that is {'over ' if rest else ''}{years} years of {frequency} figures"


def _words(drawn: Sequence[Point], minimum_points: int) -> str:
    if not drawn:
        return "no figures to chart"
    last = drawn[-1]
    if last.segment.count < minimum_points:
        few = f"too few figures to tell ({last.segment.count} of {minimum_points})"
        return few + _wait(last, minimum_points)
    if last.is_at_known_bound and last.signal is not Signal.NONE:
        end = "highest" if last.value > last.mean else "lowest"
        return f"common cause: the {end} value there can be, as it has been before"
    if last.signal is Signal.NONE:
        return "common cause: within what this measure normally does"
    since = f"in {last.period.words}" if last.run == 1 else f"since {last.run_from.words}"
    return f"{_SAID[last.signal](last.run)} {since}"
