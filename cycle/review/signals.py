"""What a measure normally does, and the four rules that tell a signal from noise (XmR).

Source: the XmR method of "Making Data Count", as published in NHSRplotthedots 0.2.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from itertools import pairwise

from cycle.periods import Period

SEVEN = 7  # points in a row that make a trend or a shift; others use 6, 8 or 9
WIDTH = Decimal("2.66")  # limits lie so many average moving ranges from the mean
SCREENING = Decimal("3.267")  # moving ranges of so many averages or more are screened out
_WIDE = Context(prec=60)  # so that the mean of equal values of 28 digits is exactly that value


class Signal(StrEnum):
    """Why a point is more than ordinary variation; NONE is common cause."""

    NONE = "none"
    ABOVE_LIMIT = "above limit"
    BELOW_LIMIT = "below limit"
    TREND_UP = "trend up"
    TREND_DOWN = "trend down"
    TWO_HIGH = "two of three high"
    TWO_LOW = "two of three low"
    SHIFT_ABOVE = "shift above"
    SHIFT_BELOW = "shift below"

    @property
    def way(self) -> int:
        """+1 high or rising, -1 low or falling, 0 for none."""
        if self is Signal.NONE:
            return 0
        return 1 if self in _HIGH else -1


_HIGH = (Signal.ABOVE_LIMIT, Signal.TREND_UP, Signal.TWO_HIGH, Signal.SHIFT_ABOVE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between breaks. `amr` and the limits are None for a single point."""

    starts: Period
    count: int
    mean: Decimal
    amr: Decimal | None
    lower: Decimal | None
    upper: Decimal | None

    @property
    def near(self) -> Decimal:
        """Two thirds of the way from the mean to a limit, in the indicator's units."""
        return Decimal(2) * WIDTH * (self.amr or Decimal(0)) / 3


def limits(
    values: Sequence[Decimal], screen: bool = True
) -> tuple[Decimal, Decimal | None, Decimal | None, Decimal | None]:
    """Mean, average moving range, lower and upper limit; only the mean for a single value.

    Nothing is clamped at 0 or 100. Where screening alone would bring the average moving range to
    0, it is not screened (our choice).
    """
    mean = _average(values)
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    if not ranges:
        return mean, None, None, None
    amr = _average(ranges)
    kept = [moved for moved in ranges if moved < SCREENING * amr] if screen else []
    if any(kept):
        amr = _average(kept)
    reach = _WIDE.multiply(WIDTH, amr)
    return mean, amr, _WIDE.subtract(mean, reach), _WIDE.add(mean, reach)


def signals(values: Sequence[Decimal], segment: Segment) -> list[tuple[Signal, int]]:
    """Each point's signal by the first rule that applies, and how many in a row make it."""
    if segment.lower is None or segment.upper is None:
        return [(Signal.NONE, 0)] * len(values)
    outside = [_side(v, segment.lower, segment.upper) for v in values]
    trend = _trends(values)
    two = _two_of_three(values, segment, outside)
    sides = [_side(v, segment.mean, segment.mean) for v in values]
    shift = _in_long_runs(sides)
    found = [
        next((pair[way] for way, pair in zip(ways, _BY_RULE, strict=True) if way), Signal.NONE)
        for ways in zip(outside, trend, two, shift, strict=True)
    ]
    return list(zip(found, _in_a_row(values, found, sides), strict=True))


_BY_RULE: tuple[dict[int, Signal], ...] = (
    {1: Signal.ABOVE_LIMIT, -1: Signal.BELOW_LIMIT},
    {1: Signal.TREND_UP, -1: Signal.TREND_DOWN},
    {1: Signal.TWO_HIGH, -1: Signal.TWO_LOW},
    {1: Signal.SHIFT_ABOVE, -1: Signal.SHIFT_BELOW},
)


_ORDER = tuple(Signal)  # NONE first, so that its place is 0


def _side(value: Decimal, low: Decimal, high: Decimal) -> int:
    """+1 strictly above, -1 strictly below, else 0."""
    return (value > high) - (value < low)


def _counts(ways: Sequence[int]) -> list[int]:
    """At each place, how many of the same way in a row end there; 0 where there is no way."""
    counts: list[int] = []
    for place, way in enumerate(ways):
        same = place > 0 and ways[place - 1] == way
        counts.append((counts[-1] + 1 if same else 1) if way else 0)
    return counts


def _in_long_runs(ways: Sequence[int], long: int = SEVEN) -> list[int]:
    """The way of each place that belongs to a run of so many or more, else 0."""
    marked = [0] * len(ways)
    counts = _counts(ways)
    alive = False
    for place in reversed(range(len(ways))):
        ends = place + 1 == len(ways) or counts[place + 1] <= 1
        alive = counts[place] >= long if ends else alive
        marked[place] = ways[place] if alive else 0
    return marked


def _trends(values: Sequence[Decimal]) -> list[int]:
    """+1 or -1 at each point of seven that rise or fall strictly; a shared peak looks ahead."""
    steps = [_side(later, earlier, earlier) for earlier, later in pairwise(values)]
    long = _in_long_runs(steps, SEVEN - 1)
    member = [
        bool((place > 0 and long[place - 1]) or (place < len(long) and long[place]))
        for place in range(len(values))
    ]
    ways: list[int] = []
    for place, belongs in enumerate(member):
        ahead = steps[place] if place < len(steps) and member[place + 1] else 0
        ways.append((ahead or steps[place - 1]) if belongs else 0)
    return ways


def _two_of_three(values: Sequence[Decimal], segment: Segment, outside: Sequence[int]) -> list[int]:
    """Points beyond the near limit, where two of three neighbours on one side of the mean are."""
    low, high = segment.mean - segment.near, segment.mean + segment.near
    near = [0 if out else _side(v, low, high) for v, out in zip(values, outside, strict=True)]
    marked = [0] * len(values)
    if not any(near):
        return marked
    for place in range(len(values) - 2):
        three = range(place, place + 3)
        same_side = abs(sum(_side(values[i], segment.mean, segment.mean) for i in three)) == 3
        if same_side and sum(near[i] != 0 for i in three) >= 2:
            for i in three:
                marked[i] = near[i]
    return marked


def _in_a_row(
    values: Sequence[Decimal], found: Sequence[Signal], sides: Sequence[int]
) -> list[int]:
    """How long the run is that ends at each marked point."""
    steps = [0, *(_side(later, earlier, earlier) for earlier, later in pairwise(values))]
    rising, siding = _counts(steps), _counts(sides)
    same = _counts([_ORDER.index(signal) for signal in found])
    rows: list[int] = []
    for place, signal in enumerate(found):
        if signal in (Signal.TREND_UP, Signal.TREND_DOWN):
            rows.append(rising[place] + 1)
        elif signal in (Signal.SHIFT_ABOVE, Signal.SHIFT_BELOW):
            rows.append(siding[place])
        else:
            rows.append(same[place])
    return rows


def _average(values: Sequence[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _WIDE.add(total, value)
    return _WIDE.divide(total, Decimal(len(values)))
