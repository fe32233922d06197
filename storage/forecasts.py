"""Forecasts as kept: where owners say that the year will end, period by period."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session

from cycle.periods import Period
from cycle.review.forecast import YearEndForecast
from storage import cache
from storage.cache import Topic
from storage.database import MovedOn, insert_new
from storage.plan_tables import ForecastRow
from storage.statements import Statement, among

_FORECASTS: Table = ForecastRow.__table__  # type: ignore[attr-defined]
_OF = Statement(
    select(_FORECASTS).where(among(_FORECASTS.c.indicator_id, "ids")).order_by(_FORECASTS.c.id)
)


def save_forecast(session: Session, new: YearEndForecast) -> None:
    """Keep one version. Raises MovedOn where somebody was first."""
    cache.invalidate(session, Topic.REGISTER)
    values = {
        "indicator_id": new.indicator,
        "year": str(new.year),
        "made_for": str(new.made_for),
        "version": new.version,
        "value": new.value,
        "words": new.words,
        "given_by": new.given_by,
        "given_at": new.given_at,
    }
    if not insert_new(session, ForecastRow, values):
        raise MovedOn


def of_indicators(session: Session, ids: Collection[int]) -> dict[int, list[YearEndForecast]]:
    """Everything that was foretold of these indicators, oldest first, by indicator."""

    def read(ids: Collection[int]) -> dict[int, list[YearEndForecast]]:
        found: dict[int, list[YearEndForecast]] = defaultdict(list)
        for row in _OF.all(session, ids=ids):
            found[row.indicator_id].append(_forecast(row))
        return found

    return cache.get_by_id(session, Topic.REGISTER, "forecasts", ids, read) if ids else {}


def _forecast(row: Any) -> YearEndForecast:
    return YearEndForecast(
        indicator=row.indicator_id,
        year=Period.parse(row.year),
        made_for=Period.parse(row.made_for),
        version=row.version,
        value=row.value,
        words=row.words,
        given_by=row.given_by,
        given_at=row.given_at,
    )
