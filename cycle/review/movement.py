"""How much better or worse a value became between two periods, whatever its unit."""

from decimal import Decimal

from cycle.plan.indicator import Indicator
from cycle.review.trend import Direction, distance, has_range, sign

SAME = Decimal("0.000001")


def movement(indicator: Indicator, before: Decimal, now: Decimal) -> tuple[Direction, Decimal]:
    """(direction, size): size is positive for better, as a share of the earlier value.

    Where no way is better, the direction is up or down and the size that of the move.
    """
    way = sign(indicator)
    base = abs(before) or Decimal(1)
    if has_range(indicator):
        gain = distance(indicator, before) - distance(indicator, now)
    elif way:
        gain = way * (now - before)
    else:
        size = (now - before) / base
        if abs(size) < SAME:
            return Direction.SAME, Decimal(0)
        return (Direction.UP if size > 0 else Direction.DOWN), size
    if abs(gain) < SAME:
        return Direction.SAME, Decimal(0)
    return (Direction.BETTER if gain > 0 else Direction.WORSE), gain / base


def gap(indicator: Indicator, value: Decimal, target: Decimal | None) -> Decimal | None:
    """How far the value misses the target, as a share of it: positive is worse, below 0 beyond it.

    None where there is nothing to miss. With a target of zero the miss itself is the share.
    """
    if (
        has_range(indicator)
        and indicator.range_low is not None
        and indicator.range_high is not None
    ):
        width = indicator.range_high - indicator.range_low or Decimal(1)
        return distance(indicator, value) / width
    if target is None or not sign(indicator):
        return None
    return sign(indicator) * (target - value) / (abs(target) or Decimal(1))
