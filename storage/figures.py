"""Figures as kept: every version of every figure, never overwritten."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from cycle.periods import Period
from cycle.review.figure import Figure, FigureStatus
from storage.database import insert_new
from storage.statements import Statement, among
from storage.tables import FigureRow

_FIGURES: Table = FigureRow.__table__  # type: ignore[attr-defined]
_FIELDS = [field.name for field in fields(Figure)]
KEPT_NOW = "figures"  # the name in a session's `info` of the versions it has added
REMEMBERED = 2048  # rows of one statement, each about a kilobyte; our choice


def figure_of(row: Any) -> Figure:
    return Figure(
        indicator=row.indicator_id,
        period=Period.parse(row.period),
        version=row.version,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        commentary=row.commentary,
        status=FigureStatus(row.status),
        expected_on=row.expected_on,
        reason=row.reason,
        given_by=row.given_by,
        given_by_name=row.given_by_name,
        given_at=row.given_at,
    )


_ALL = select(_FIGURES).order_by(_FIGURES.c.version)
_ONE = _ALL.where(_FIGURES.c.indicator_id == bindparam("indicator"))
_SOME = _ALL.where(among(_FIGURES.c.indicator_id, "ids"))
_OF_ONE = Statement(_ONE, figure_of, REMEMBERED)
_VERSIONS = Statement(_ONE.where(_FIGURES.c.period == bindparam("period")), figure_of)
_OF = Statement(_SOME, figure_of, REMEMBERED)
_IN_PERIODS = Statement(_SOME.where(among(_FIGURES.c.period, "periods")), figure_of, REMEMBERED)


class AlreadyGiven(Exception):
    """Someone else gave this figure a moment before."""


def add_version(session: Session, figure: Figure) -> None:
    """Add one version. Raises AlreadyGiven when that version was kept before.

    SQLite's trigger against REPLACE refuses a key that is there already before the insert does.
    """
    try:
        is_new = insert_new(session, FigureRow, _columns(figure))
    except IntegrityError as error:
        raise AlreadyGiven from error
    if not is_new:
        raise AlreadyGiven
    session.info.setdefault(KEPT_NOW, []).append(figure)


def keep_many(session: Session, figures: Iterable[Figure]) -> None:
    """Add many versions at once, none of which is there yet; raises AlreadyGiven if one is."""
    figures = list(figures)
    if rows := [_columns(figure) for figure in figures]:
        try:
            session.exec(insert(FigureRow), params=rows)
        except IntegrityError as error:
            raise AlreadyGiven from error
    session.info.setdefault(KEPT_NOW, []).extend(figures)


def everything(session: Session) -> Iterator[Figure]:
    """Every version of every figure, in the order in which they were kept."""
    yield from map(
        figure_of, session.connection().execute(select(_FIGURES).order_by(_FIGURES.c.id))
    )


def first_day(session: Session) -> date | None:
    """The first day of the earliest period with a figure; None where there is no figure."""
    periods = session.execute(select(_FIGURES.c.period).distinct()).scalars()
    return min((Period.parse(period).start for period in periods), default=None)


def versions(session: Session, indicator_id: int, period: Period) -> list[Figure]:
    """Every version of one figure, oldest first; the last is in force."""
    return _VERSIONS.all(session, indicator=indicator_id, period=str(period))


def in_force(
    session: Session, ids: Collection[int], periods: Collection[Period]
) -> dict[int, dict[Period, Figure]]:
    """The figures in force of these indicators for these periods."""
    written = [str(period) for period in periods]
    return _newest(_IN_PERIODS.all(session, ids=ids, periods=written))


def series(session: Session, indicator_id: int) -> dict[Period, Figure]:
    """One indicator's figures in force, for every period that has one, oldest period first."""
    return series_of(session, [indicator_id]).get(indicator_id, {})


def series_of(session: Session, ids: Collection[int]) -> dict[int, dict[Period, Figure]]:
    """The same for several indicators."""
    newest = _newest(_every(session, ids))
    return {
        indicator: dict(sorted(figures.items(), key=lambda item: item[0].in_time))
        for indicator, figures in newest.items()
    }


def history(session: Session, ids: Collection[int]) -> dict[int, dict[Period, list[Figure]]]:
    """Every version of every figure of these indicators, oldest version first."""
    found: dict[int, dict[Period, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in _every(session, ids):
        found[figure.indicator][figure.period].append(figure)
    return found


def _every(session: Session, ids: Collection[int]) -> list[Figure]:
    """Oldest version first."""
    if len(ids) == 1:
        return _OF_ONE.all(session, indicator=next(iter(ids)))
    return _OF.all(session, ids=ids)


def _newest(versions: Iterable[Figure]) -> dict[int, dict[Period, Figure]]:
    """They come oldest version first, so the last one written for a period stays."""
    found: dict[int, dict[Period, Figure]] = defaultdict(dict)
    for figure in versions:
        found[figure.indicator][figure.period] = figure
    return found


def _columns(figure: Figure) -> dict[str, Any]:
    values = {name: getattr(figure, name) for name in _FIELDS}
    values["indicator_id"] = values.pop("indicator")
    values["period"] = str(figure.period)
    return values
