"""Plain indicators and figures for the tests of the cycle: name only what the test is about."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cycle.periods import Period, WorkingDays
from cycle.plan.indicator import Indicator
from cycle.review.figure import Figure

CALENDAR = WorkingDays()
GIVEN_AT = datetime(2026, 10, 5, 9, tzinfo=UTC)
DECIMALS = {
    *("target", "tolerance", "tolerance_above", "green_tolerance", "floor"),
    *("range_low", "range_high"),
}


def number(text: str | int | Decimal | None) -> Decimal | None:
    return None if text in (None, "") else Decimal(text)


def period(text: str) -> Period:
    return Period.parse(text)


def kpi(**terms: Any) -> Indicator:
    """A monthly housing KPI in per cent, higher is better, 10% tolerance; numbers as text."""
    read = {name: number(value) if name in DECIMALS else value for name, value in terms.items()}
    return Indicator(**{"id": 1, "ref": "HOU-01", "title": "Homes let in time", **read})


def figure(when: str | Period, value: str | None = None, **more: Any) -> Figure:
    """A figure of that period; `of` is its counts, "9/300"."""
    at = period(when) if isinstance(when, str) else when
    if counts := more.pop("of", ""):
        numerator, denominator = counts.split("/")
        more |= {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    return Figure(
        **{"indicator": 1, "period": at, "value": number(value), "given_at": GIVEN_AT} | more
    )


def figures(*given: Figure) -> dict[Period, Figure]:
    return {one.period: one for one in given}


def months(first: str, values: str | Iterable[Any], **more: Any) -> dict[Period, Figure]:
    """A run of figures from the first period on; `-` leaves a period out."""
    texts = values.split() if isinstance(values, str) else [str(value) for value in values]
    at = period(first)
    return figures(
        *(figure(at.later(k), text, **more) for k, text in enumerate(texts) if text != "-")
    )


def by_period(targets: Mapping[str, str]) -> dict[Period, Decimal]:
    return {period(when): Decimal(target) for when, target in targets.items()}


TODAY = date(2026, 10, 30)
