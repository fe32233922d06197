"""REVIEW, by file: every figure with its colour, its directions and what its control chart says."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Context, Decimal

from cycle.council import Council
from cycle.periods import Period
from cycle.review.chart import Assurance, Point, Variation
from cycle.review.signals import Signal
from cycle.review.trend import Change
from papers.sheets import Cell
from storage import records, register, register_bulk
from storage.database import Session
from storage.records import Record

COLUMNS = (
    *("ref", "period", "value", "target", "status", "rag", "rag_reason"),
    *("direction_short", "direction_long", "mean", "lower_limit", "upper_limit"),
    *("signal", "variation", "assurance"),
)
_SPREADSHEET = Context(prec=15)  # significant digits: a spreadsheet keeps no more as a number


def analysed(
    session: Session, council: Council, today: date
) -> tuple[Sequence[str], list[list[Cell]]]:
    """(columns, rows): one row for every figure in force, by reference and period.

    Numbers are unrounded, to 15 significant digits. Mean and limits are those of the segment that
    the point belongs to, trial limits too; a single point has a mean and no limits, and a figure
    that is not on its chart (no value, or a series that may not be charted) has none of them.
    `signal` is as the published method gives it. `variation` is by the row's own signal, but
    common cause at a bound that the series has reached before (decision 0065); `assurance` is by
    its segment's limits and its own period's target, so the last row of a series carries the two
    icons. Both are withheld (`too few points`, `none`) below the minimum number of points, and
    where there is no chart.
    Source: the rules of control charts (docs/rules.md, "Signal or noise").
    """
    indicators = register.all_indicators(session)
    rows: list[list[Cell]] = []
    for some in register_bulk.in_parts(indicators):
        for record in records.records(session, some):
            rows += _rows(record, council, today)
    return COLUMNS, rows


def _rows(record: Record, council: Council, today: date) -> Iterator[list[Cell]]:
    points = _points(record)
    for period, figure in record.series.items():
        standing = record.stand(period, today, council)
        yield [
            record.indicator.ref,
            str(period),
            _number(standing.value),
            _number(standing.target),
            figure.status.value,
            str(standing.band or ""),
            standing.rating.rule,
            _direction(standing.short),
            _direction(standing.long),
            *_charted(points.get(period)),
        ]


def _points(record: Record) -> dict[Period, Point]:
    """The points of every period; after a change of frequency each frequency has its own chart."""
    frequencies = {period.frequency for period in record.series}
    charts = [record.chart(frequency=frequency) for frequency in frequencies]
    return {point.period: point for chart in charts for point in chart.points}


def _charted(point: Point | None) -> list[Cell]:
    if point is None:
        withheld = (Signal.NONE, Variation.TOO_FEW, Assurance.NONE)
        return [None, None, None, *(each.value for each in withheld)]
    return [
        _number(point.mean),
        _number(point.lower),
        _number(point.upper),
        point.signal.value,
        point.variation.value,
        point.assurance.value,
    ]


def _number(number: Decimal | None) -> Cell:
    return None if number is None else _SPREADSHEET.plus(number)


def _direction(change: Change | None) -> str:
    return change.direction.value if change else ""
