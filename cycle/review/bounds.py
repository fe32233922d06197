"""What a measure can be at most and at least, so that no limit lies where no value can.

Source: rules of control charts, and our choice for values at a bound (decision 0065).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cycle.plan.indicator import Indicator, Polarity

MOST_PERCENT = Decimal(100)
FEW = 10  # a mean count below this is shown with one decimal more


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that can be; None where there is no such bound."""

    low: Decimal | None = None
    high: Decimal | None = None

    def within(self, level: Decimal) -> Decimal:
        """The level, or the bound that it lies beyond."""
        if self.low is not None and level < self.low:
            return self.low
        return self.high if self.high is not None and level > self.high else level

    def is_at(self, value: Decimal) -> bool:
        return value in (self.low, self.high)


UNBOUNDED = Bounds()


def possible(indicator: Indicator, values: Collection[Decimal] = ()) -> Bounds:
    """What the indicator's values can be; what is in the series already was possible.

    Percentages lie between 0 and 100, counts and times at 0 or above. Pounds that are no cost per
    case, emissions and what is judged by a range may be negative.
    """
    may_be_negative = indicator.polarity is Polarity.RANGE or (
        indicator.unit in ("GBP", "tCO2e") and not indicator.asks_for_counts
    )
    low = None if may_be_negative else Decimal(0)
    is_share = indicator.unit == "%" and indicator.polarity is not Polarity.RANGE
    high = MOST_PERCENT if is_share else None
    if low is not None and any(value < low for value in values):
        low = None
    if high is not None and any(value > high for value in values):
        high = None
    return Bounds(low, high)


def at_known_bounds(values: Sequence[Decimal], bounds: Bounds) -> Iterator[bool]:
    """For each value: whether it lies at a bound that an earlier one has reached."""
    reached: set[Decimal] = set()
    for value in values:
        yield value in reached
        if bounds.is_at(value):
            reached.add(value)


def decimals_of_levels(indicator: Indicator, mean: Decimal) -> int:
    """Decimals for a mean and its limits: of small counts one more than of the values."""
    is_small = indicator.unit != "GBP" and not indicator.decimals and abs(mean) < FEW
    return 1 if is_small else indicator.decimals
