"""Values as people read them: £1,200,000, 81.50%, 12.3 days, 48.2 per 100,000.

Negative values carry the plain hyphen (`-£350`), never a typographic minus: what is shown can be
typed or pasted back into a form or a spreadsheet.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from cycle.plan.indicator import Indicator
from cycle.plan.unit_names import normalise_unit

_WIDE = Context(prec=200, rounding=ROUND_HALF_UP)  # half up in `decimal` is half away from zero
_SINGULAR = {"days": "day", "minutes": "minute", "hours": "hour", "weeks": "week"}
_THOUSANDS = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"), (Decimal(10) ** 3, "k"))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value to so many decimals, half away from zero; never a negative zero. For display only.

    Source: rules of display; values are kept and rated unrounded.
    """
    near = value.quantize(_last_digit(decimals), context=_WIDE)
    return near.copy_abs() if near.is_zero() else near


@cache
def _last_digit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def shown(indicator: Indicator, value: Decimal) -> str:
    """The value with the indicator's unit and decimals: `81.50%`, `£1,200,000`, `1 day`."""
    return with_unit(value, indicator.unit, indicator.decimals)


def shown_apart(indicator: Indicator, value: Decimal, target: Decimal) -> tuple[str, str]:
    """The value and the target as shown, with as many decimals as it takes to see them differ.

    Both carry the same number of decimals: `94.96%` and `95.00%` where one decimal would show 95.0%
    twice. Equal ones are shown with the indicator's decimals.
    """
    decimals = indicator.decimals
    if value != target:
        while rounded(value, decimals) == rounded(target, decimals):
            decimals += 1
    return with_unit(value, indicator.unit, decimals), with_unit(target, indicator.unit, decimals)


def points_shown(indicator: Indicator, difference: Decimal) -> str:
    """How far apart two values are, without a sign: `0.92 percentage points`, `£1,200`, `3 days`.

    A difference too small for the indicator's decimals is given more, so that only 0 shows as 0.
    """
    size, decimals = abs(difference), indicator.decimals
    while size and not rounded(size, decimals):
        decimals += 1
    if normalise_unit(indicator.unit) != "%":
        return with_unit(size, indicator.unit, decimals)
    number = _grouped(size, decimals)
    return f"{number} percentage point{'' if number == '1' else 's'}"


def compact(indicator: Indicator, value: Decimal) -> str:
    """A short form for a chart's axis: `£1.2m`, `52k`, `81.5%`; below 10,000 as `shown`."""
    if abs(value) < 10_000:
        return shown(indicator, value)
    # half of the last digit shown, so that 999,950 is 1m and not 1000k
    size, letters = next(
        (size, letters) for size, letters in _THOUSANDS if abs(value) >= size * Decimal("0.99995")
    )
    number = f"{rounded(_WIDE.divide(value, size), 1):f}".removesuffix(".0")
    return _dressed(f"{number}{letters}", indicator.unit)


def with_unit(value: Decimal, unit: str, decimals: int) -> str:
    """The value to so many decimals, thousands parted by commas, dressed in its unit."""
    return _dressed(_grouped(value, decimals), unit)


def _grouped(value: Decimal, decimals: int) -> str:
    return f"{rounded(value, decimals):,f}"


def _dressed(number: str, unit: str) -> str:
    match unit := normalise_unit(unit):
        case "%":
            return f"{number}%"
        case "GBP":
            return f"-£{number[1:]}" if number.startswith("-") else f"£{number}"
        case "number" | "":
            return number
        case _:
            one = number in ("1", "-1")
            return f"{number} {_SINGULAR.get(unit, unit) if one else unit}"
