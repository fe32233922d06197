"""Indicators, figures and breaks put straight into a test's database, past every question."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import Session

from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.review.events import SeriesEvent
from cycle.review.figure import Figure
from storage import figures, register, series
from storage.database import Database

BY = "Dana Osei"
AT = datetime(2026, 10, 12, 9, tzinfo=UTC)


def kept(database: Database, indicator: Indicator, given: Iterable[Figure] = ()) -> int:
    """Keep the indicator and its figures; returns its id in this database."""

    def keep(session: Session) -> int:
        own = register.add(session, replace(indicator, id=0))
        figures.keep_many(session, [replace(figure, indicator=own) for figure in given])
        return own

    return database.run(keep)


def break_at(database: Database, ref: str, starts: Period, cause: str) -> None:
    def keep(session: Session) -> None:
        indicator = register.by_ref(session, ref)
        assert indicator is not None
        series.add(session, indicator.id, SeriesEvent(starts, cause, True, BY, AT))

    database.run(keep)
