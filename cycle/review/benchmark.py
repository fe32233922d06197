"""How do others do: a council's place among those it compares itself with. It alters no colour.

Counted from five comparable values on, ours among them. Place 1 is the best; who is level shares
the better place; the quarter is that of the place (Local Government Benchmarking Framework's way).
Where neither higher nor lower is better there is a middle value and no place (decision 0054).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from cycle.periods import Period
from cycle.plan.indicator import Indicator, Kind, Polarity
from cycle.plan.units import shown

FEWEST = 5  # values, ours among them

_QUARTERS = {1: "best quarter", 2: "second quarter", 3: "third quarter", 4: "worst quarter"}


class Comparable(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A council, by the code of its area."""

    code: str
    name: str
    type: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A council of a group with which ours compares itself; place 1 is the nearest."""

    group: str
    area: str
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """What another council published for a period: its value, where, and how comparable.

    `area` is the council's code.
    """

    indicator: int
    area: str
    period: Period
    value: Decimal
    source: str = ""
    link: str = ""
    published: date | None = None
    comparable: Comparable = Comparable.YES
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Ours among others. `place`, `quarter` are None where neither way is better.

    `is_shared` says that somebody else has the same place. `left_out` are those not comparable.
    """

    ours: Decimal
    count: int
    median: Decimal
    place: int | None
    quarter: int | None
    is_shared: bool = False
    left_out: int = 0

    @property
    def quarter_words(self) -> str:
        return _QUARTERS.get(self.quarter or 0, "")


class TooFewToCompare(ValueError):
    """Fewer than five comparable values are known, ours among them: no place is given."""


def find_position(indicator: Indicator, ours: Decimal, others: Iterable[Benchmark]) -> Position:
    """Our place among the others of one period. Raises TooFewToCompare."""
    others = list(others)
    values = [one.value for one in others if one.comparable is Comparable.YES]
    left_out = len(others) - len(values)
    every = sorted([*values, ours])
    if len(every) < FEWEST:
        raise TooFewToCompare(str(TooFewToCompare.__doc__))
    way = _way(indicator)
    if way == 0:
        return Position(
            ours=ours,
            count=len(every),
            median=median(every),
            place=None,
            quarter=None,
            left_out=left_out,
        )
    place = 1 + sum(way * value > way * ours for value in values)
    return Position(
        ours=ours,
        count=len(every),
        median=median(every),
        place=place,
        quarter=quarter(place, len(every)),
        is_shared=ours in values,
        left_out=left_out,
    )


def best_first(indicator: Indicator, others: Iterable[Benchmark]) -> list[Benchmark]:
    """The best first; the highest first where neither way is better."""
    way = _way(indicator) or 1
    return sorted(others, key=lambda each: (-way * each.value, each.area))


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle value; of an even number, the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def quarter(place: int, count: int) -> int:
    """1 for the best quarter of the places, 4 for the worst."""
    share = Decimal(4 * place) / count
    return int(share.to_integral_value(ROUND_CEILING))


def position_words(indicator: Indicator, found: Position, period: Period) -> str:
    """`3rd of 12 in 2025/26, second quarter; the middle value is 84.0%`."""
    middle = f"the middle value of {found.count} is {shown(indicator, found.median)}"
    if found.place is None:
        return (
            f"{shown(indicator, found.ours)} in {period.words}; {middle}. No place is given: "
            "neither higher nor lower is better."
        )
    shared = "joint " if found.is_shared else ""
    place = f"{shared}{ordinal(found.place)} of {found.count} in {period.words}"
    return f"{place}, {found.quarter_words}; {middle}."


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def in_worst_quarter(found: Mapping[int, Position]) -> list[int]:
    """The indicators, by id, in which we are among the worst quarter."""
    return [own for own, one in found.items() if one.quarter == 4]


def _way(indicator: Indicator) -> int:
    if indicator.kind is Kind.STATISTIC:
        return 0
    return {Polarity.HIGHER: 1, Polarity.LOWER: -1}.get(indicator.polarity, 0)
