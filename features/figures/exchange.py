"""REVIEW, by file: figures come in whole or not at all; figures, indicators and audit go out."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from cycle.council import Council
from cycle.people import Person
from cycle.periods import Period, day_words, london_day
from cycle.plan import due, retirement
from cycle.plan import register as table
from cycle.plan.cells import Cells, refuse_repeated
from cycle.plan.directory import Directory, NotInDirectory
from cycle.plan.indicator import Indicator
from cycle.review import figure_rows
from cycle.review.figure import Figure, Status
from cycle.review.outstanding import is_locked
from cycle.review.submission import CONFIRMED
from features.figures.record import written
from features.register.imports import refuse, rows_of
from features.tables.difference import Difference, detail
from papers.sheets import Cell, Sheet
from storage import audit, figures, people, register, register_bulk
from storage.audit import Actor
from storage.database import Session

REASON = "restated by import"
STEP = 1000  # rows between two reports of progress

Key = tuple[int, Period]
Progress = Callable[[int, int], None]
Table = tuple[Sequence[str], list[list[Cell]]]


def import_figures(
    session: Session,
    sheet: Sheet,
    actor: Actor,
    now: datetime,
    council: Council,
    keep_progress: Progress,
    reopen: str = "",
) -> Difference:
    """Keep the figures that are not there yet; one that differs is the next version of its own.

    A locked period takes a figure where there is none, since history must come in; to change one
    the period must have been reopened, or is by this import where `reopen` says why.
    `keep_progress` hears of (rows read, rows). Raises BadRows.
    """
    rows = rows_of(sheet, figure_rows.REQUIRED, figure_rows.COLUMNS)
    indicators = register.by_id(register.all_indicators(session))
    known = {table.key(one.ref): one for one in indicators.values()}
    everyone = people.everyone(session)
    reader = figure_rows.FigureReader(known, _finder(everyone), actor.name, now)

    refuse_repeated(rows, "ref", "period")
    read = dict(_read(rows, reader, keep_progress))
    series = _series(session, {own for own, _ in read})
    before = {(own, when): one for own, given in series.items() for when, one in given.items()}
    with_day = "expected_on" in sheet.columns
    new = [figure for key, (_, figure) in read.items() if key not in before]
    changed = {
        key: (row, restatement(figure, before[key], reopen))
        for key, (row, figure) in read.items()
        if key in before and not figure_rows.same(figure, before[key], with_day)
    }
    locked = _locked(session, changed, indicators, london_day(now), council)
    if not reopen:
        _refuse_locked(changed, indicators, locked)
    kept_as_read = {key: read[key] for key in read if key not in before} | changed
    _refuse_retired(kept_as_read, indicators)
    refuse(rows)
    for indicator, period in locked:
        register.reopen(session, indicator, period, london_day(now), actor, reopen, now)

    restated = [figure for _, figure in changed.values()]
    figures.keep_many(session, [*new, *restated])
    _audit(session, actor, now, indicators, [*new, *restated], before)

    return Difference(
        new=len(new),
        changed=len(restated),
        unchanged=len(read) - len(new) - len(restated),
        details=tuple(
            detail(
                f"{indicators[key[0]].ref} {key[1]}",
                figure_rows.differences(indicators[key[0]], before[key], figure),
            )
            for key, (_, figure) in changed.items()
        ),
        kept=frozenset((figure.indicator, figure.period) for figure in [*new, *restated]),
    )


def export_figures(session: Session) -> Table:
    """Every figure in force, digit for digit, as `import_figures` reads it."""
    emails = {person.id: person.email for person in people.everyone(session).values()}
    indicators = register.all_indicators(session)
    in_force = _series(session, [one.id for one in indicators])
    rows: list[list[Cell]] = []
    for indicator in indicators:
        for period, figure in in_force.get(indicator.id, {}).items():
            rows.append(
                [
                    indicator.ref,
                    str(period),
                    exact(figure.value),
                    exact(figure.numerator),
                    exact(figure.denominator),
                    figure.commentary,
                    figure.status.value,
                    emails.get(figure.given_by or 0, figure.given_by_name),
                    figure.given_at.astimezone(UTC).isoformat(),
                    figure.expected_on,
                ]
            )
    return figure_rows.COLUMNS, rows


def export_indicators(session: Session) -> Table:
    """The register as it stands, as `import_indicators` reads it; people by e-mail."""
    emails = {person.id: person.email for person in people.everyone(session).values()}

    def cell(indicator: Indicator, column: str) -> Cell:
        value = getattr(indicator, column)
        if column in ("owner", "deputy"):
            return emails.get(value, "")
        if isinstance(value, Decimal):
            return exact(value)
        return value if isinstance(value, bool | int) else table.written(value)

    return table.COLUMNS, [
        [cell(indicator, column) for column in table.COLUMNS]
        for indicator in register.all_indicators(session)
    ]


def export_audit(session: Session) -> Table:
    """Every change, oldest first: when (UTC), who, from where, what, old, new and why."""
    columns = ("at", "who", "from", *audit.COLUMNS[3:])
    return columns, [[row.at.astimezone(UTC).isoformat(), *row[1:]] for row in audit.rows(session)]


def exact(number: Decimal | None) -> Cell:
    """A number for a file; as text where a spreadsheet, with its 15 digits, would lose some."""
    if number is None or len(number.as_tuple().digits) <= 15:
        return number
    return f"{number:f}"


def _read(
    rows: Sequence[Cells], reader: figure_rows.FigureReader, keep_progress: Progress
) -> Iterator[tuple[Key, tuple[Cells, Figure]]]:
    for count, row in enumerate(rows, start=1):
        if (figure := reader.figure(row)) is not None:
            yield (figure.indicator, figure.period), (row, figure)
        if count % STEP == 0 or count == len(rows):
            keep_progress(count, len(rows))


def _finder(everyone: Mapping[int, Person]) -> figure_rows.Who:
    """Find the person meant; whoever is not in the register is kept by name alone."""
    directory = Directory.of((person.name, person.email) for person in everyone.values())
    by_email = {person.email: (person.id, person.name) for person in everyone.values()}

    @cache
    def who(text: str) -> tuple[int | None, str]:
        try:
            return by_email[directory.find(text)]
        except NotInDirectory:
            return None, text

    return who


def _series(session: Session, ids: Collection[int]) -> dict[int, dict[Period, Figure]]:
    found: dict[int, dict[Period, Figure]] = {}
    for part in register_bulk.in_parts(ids):
        found |= figures.series_of(session, part)
    return found


def restatement(figure: Figure, before: Figure, why: str) -> Figure:
    """The next version of a figure, with the reason: awaited values confirm, others restate."""
    awaited = {Status.PROVISIONAL: CONFIRMED, Status.NOT_AVAILABLE: ""}
    reason = awaited.get(before.status, f"{REASON}: {why}" if why else REASON)
    return replace(figure, version=before.version + 1, reason=reason)


def _locked(
    session: Session,
    changed: Collection[Key],
    indicators: Mapping[int, Indicator],
    today: date,
    council: Council,
) -> dict[Key, date]:
    """Which of these are closed to entry today, and the last day on which each was open."""
    reopened: set[Key] = set()
    for ids in register_bulk.in_parts({own for own, _ in changed}):
        reopened |= register.reopened(session, ids, today)
    found = {}
    for own, period in changed:
        indicator = indicators[own]
        last = due.locks(indicator, period, council.calendar, council.lock_working_days)
        if last is not None and is_locked(indicator, period, today, council, reopened):
            found[own, period] = last
    return found


def _refuse_locked(
    changed: Mapping[Key, tuple[Cells, Figure]],
    indicators: Mapping[int, Indicator],
    locked: Mapping[Key, date],
) -> None:
    for (own, period), last in locked.items():
        row, _ = changed[own, period]
        row.fault(
            "period",
            f"{indicators[own].ref} {period} has another figure, and closed to entry after "
            f"{day_words(last)}: have it reopened first, or import with --reopen REASON.",
        )


def _refuse_retired(
    kept: Mapping[Key, tuple[Cells, Figure]], indicators: Mapping[int, Indicator]
) -> None:
    """What is new or changed; a figure that was there before the retirement may stay as it is."""
    for (own, period), (row, _) in kept.items():
        if sentence := retirement.refused(indicators[own], period):
            row.fault("period", sentence)


def _audit(
    session: Session,
    actor: Actor,
    now: datetime,
    indicators: Mapping[int, Indicator],
    kept: Sequence[Figure],
    before: Mapping[Key, Figure],
) -> None:
    rows = []
    for figure in kept:
        old = before.get((figure.indicator, figure.period))
        rows.append(
            (
                "figure corrected" if old else "figure given",
                f"{indicators[figure.indicator].ref} {figure.period}",
                written(old) if old else "",
                written(figure),
                figure.reason or "figures import",
            )
        )
    audit.write_many(session, actor, now, rows)
