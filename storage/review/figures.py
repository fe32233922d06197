"""Figures as kept: every version of every figure, never overwritten."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from cycle.periods import Period
from cycle.review.figure import Figure, Status
from storage.database import insert_new
from storage.tables import FigureRow

_FIGURES: Table = FigureRow.__table__  # type: ignore[attr-defined]
_FIELDS = [field.name for field in fields(Figure)]

# Statements are built once: building one takes four times as long as carrying it out.
_ALL = select(_FIGURES).order_by(_FIGURES.c.version)
_OF = _ALL.where(_FIGURES.c.indicator_id.in_(bindparam("ids", expanding=True)))
_IN_PERIODS = _OF.where(_FIGURES.c.period.in_(bindparam("periods", expanding=True)))
_VERSIONS = _ALL.where(
    _FIGURES.c.indicator_id == bindparam("indicator"), _FIGURES.c.period == bindparam("period")
)


class AlreadyGiven(Exception):
    """Someone else gave this figure a moment before."""


def keep(session: Session, figure: Figure) -> None:
    """Add one version. Raises AlreadyGiven when that version was kept before."""
    if not insert_new(session, FigureRow, _columns(figure)):
        raise AlreadyGiven


def keep_many(session: Session, figures: Iterable[Figure]) -> None:
    """Add many versions at once, none of which is there yet; raises AlreadyGiven if one is."""
    if rows := [_columns(figure) for figure in figures]:
        try:
            session.exec(insert(FigureRow), params=rows)
        except IntegrityError as error:
            raise AlreadyGiven from error


def versions(session: Session, indicator_id: int, period: Period) -> list[Figure]:
    """Every version of one figure, oldest first; the last is in force."""
    wanted = {"indicator": indicator_id, "period": str(period)}
    return [_figure(row) for row in session.connection().execute(_VERSIONS, wanted)]


def in_force(
    session: Session, ids: Collection[int], periods: Collection[Period]
) -> dict[int, dict[Period, Figure]]:
    """The figures in force of these indicators for these periods."""
    wanted = {"ids": list(ids), "periods": [str(period) for period in periods]}
    return _newest(session.connection().execute(_IN_PERIODS, wanted).all())


def series(session: Session, indicator_id: int) -> dict[Period, Figure]:
    """One indicator's figures in force, for every period that has one, oldest period first."""
    return series_of(session, [indicator_id]).get(indicator_id, {})


def series_of(session: Session, ids: Collection[int]) -> dict[int, dict[Period, Figure]]:
    """The same for several indicators."""
    newest = _newest(session.connection().execute(_OF, {"ids": list(ids)}).all())
    return {
        indicator: dict(sorted(figures.items(), key=lambda item: item[0]))
        for indicator, figures in newest.items()
    }


def history(session: Session, ids: Collection[int]) -> dict[int, dict[Period, list[Figure]]]:
    """Every version of every figure of these indicators, oldest version first."""
    found: dict[int, dict[Period, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for row in session.connection().execute(_OF, {"ids": list(ids)}):
        figure = _figure(row)
        found[figure.indicator][figure.period].append(figure)
    return found


def _newest(rows: Iterable[Row[Any]]) -> dict[int, dict[Period, Figure]]:
    """Rows come oldest version first, so the last one written for a period stays."""
    found: dict[int, dict[Period, Figure]] = defaultdict(dict)
    for row in rows:
        figure = _figure(row)
        found[figure.indicator][figure.period] = figure
    return found


def _columns(figure: Figure) -> dict[str, Any]:
    values = {name: getattr(figure, name) for name in _FIELDS}
    values["indicator_id"] = values.pop("indicator")
    values["period"] = str(figure.period)
    return values


def _figure(row: Row[Any]) -> Figure:
    return Figure(
        indicator=row.indicator_id,
        period=Period.parse(row.period),
        version=row.version,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        commentary=row.commentary,
        status=Status(row.status),
        expected_on=row.expected_on,
        reason=row.reason,
        given_by=row.given_by,
        given_by_name=row.given_by_name,
        given_at=row.given_at,
    )
