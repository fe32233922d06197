"""Councils, neighbours and what others have published, as kept."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, Table, select, update
from sqlmodel import Session, SQLModel

from cycle.periods import Period
from cycle.review.benchmark import Area, Benchmark, Comparable, Neighbour
from storage.benchmark_tables import AreaRow, BenchmarkRow, NeighbourRow
from storage.database import insert_new

_AREAS: Table = AreaRow.__table__  # type: ignore[attr-defined]
_NEIGHBOURS: Table = NeighbourRow.__table__  # type: ignore[attr-defined]
_BENCHMARKS: Table = BenchmarkRow.__table__  # type: ignore[attr-defined]


def all_areas(session: Session) -> list[Area]:
    """Every council, by name."""
    rows = session.connection().execute(select(_AREAS).order_by(_AREAS.c.name))
    return [Area(code=row.code, name=row.name, type=row.type, region=row.region) for row in rows]


def all_neighbours(session: Session) -> list[Neighbour]:
    """Every group's councils, the nearest first."""
    wanted = select(_NEIGHBOURS).order_by(_NEIGHBOURS.c.group_name, _NEIGHBOURS.c.place)
    return [
        Neighbour(group=row.group_name, area=row.area, place=row.place)
        for row in session.connection().execute(wanted)
    ]


def all_benchmarks(session: Session, indicator_id: int | None = None) -> list[Benchmark]:
    """What others have published, of one indicator if it is named."""
    wanted = select(_BENCHMARKS).order_by(_BENCHMARKS.c.indicator_id, _BENCHMARKS.c.id)
    if indicator_id is not None:
        wanted = wanted.where(_BENCHMARKS.c.indicator_id == indicator_id)
    return [_benchmark(row) for row in session.connection().execute(wanted)]


def save_areas(session: Session, areas: Iterable[Area]) -> None:
    """Add these, or bring those with their codes up to date."""
    for area in areas:
        _save(session, AreaRow, asdict(area), ("code",))


def save_neighbours(session: Session, neighbours: Iterable[Neighbour]) -> None:
    for neighbour in neighbours:
        values = {"group_name": neighbour.group, "area": neighbour.area, "place": neighbour.place}
        _save(session, NeighbourRow, values, ("group_name", "area"))


def save_benchmarks(session: Session, benchmarks: Iterable[Benchmark]) -> None:
    for benchmark in benchmarks:
        values = asdict(benchmark)
        values["indicator_id"] = values.pop("indicator")
        values["period"] = str(benchmark.period)
        values["comparable"] = benchmark.comparable.value
        _save(session, BenchmarkRow, values, ("indicator_id", "area", "period"))


def _save(
    session: Session, model: type[SQLModel], values: dict[str, Any], keys: tuple[str, ...]
) -> None:
    if insert_new(session, model, values):
        return
    table: Table = model.__table__  # type: ignore[attr-defined]
    this = [table.c[key] == values[key] for key in keys]
    session.connection().execute(update(table).where(*this).values(**values))


def _benchmark(row: Row[Any]) -> Benchmark:
    values = row._asdict()
    del values["id"]
    values["indicator"] = values.pop("indicator_id")
    values["period"] = Period.parse(row.period)
    values["comparable"] = Comparable(row.comparable)
    return Benchmark(**values)
