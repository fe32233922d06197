"""How far a forecast may lie from its budget before the board is told: pounds and per cent."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from cycle.council import FinanceTolerance

NAMES = ("FINANCE_TOLERANCE_POUNDS", "FINANCE_TOLERANCE_PERCENT")


def read_finance_tolerance(given: Mapping[str, str], faults: list[str]) -> FinanceTolerance:
    """From the settings by name; each fault is a sentence added to `faults`."""
    usual = FinanceTolerance()
    pounds, percent = NAMES
    return FinanceTolerance(
        pounds=_number(given, pounds, usual.pounds, faults),
        percent=_number(given, percent, usual.percent, faults),
    )


def _number(given: Mapping[str, str], name: str, usual: Decimal, faults: list[str]) -> Decimal:
    if not given[name]:
        return usual
    try:
        number = Decimal(given[name])
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        faults.append(f"STEWARD_{name} must be a number from 0, such as {usual}.")
        return usual
    return number
