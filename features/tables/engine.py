"""How every table comes in: read, refuse, compare, record, audit, and say what changed.

A new table is a row model and a way to record. Declare the columns (see `features.tables.rows`),
then say what is kept already, what a row makes of it, and how it is kept:

    class PrioritiesTable(TableImport[Priority, PriorityRow]):
        name, noun, model = "priorities", "priority", PriorityRow

        def load(self) -> Mapping[str, Priority]:           # by `lookup_key` of the reference
            return {lookup_key(one.ref): one for one in plans.priorities(self.job.session)}

        def build(self, row: PriorityRow, before: Priority | None) -> Priority:
            if row.ends < row.starts: row.fault("ends", "is before the start.")
            return Priority(ref=before.ref if before else row.ref, title=row.title)

        def subject(self, thing: Priority) -> str:          # what audit and summary call it
            return thing.ref

        def cells(self, thing: Priority) -> dict[str, str]: # compared, and shown where they differ
            return {"title": thing.title}

        def record(self, new, changed) -> None:
            plans.keep(self.job.session, [*new, *(after for _, after in changed)])

and add the class to the list in `bot/imports.py`. The engine does the rest: columns missing or
unknown, every fault of the file at once with line, column and sentence, two rows about the same,
doubts that want a yes, the dry run, the audit and the words. `row.fault` refuses, `row.doubt` asks;
`judge` looks at all rows together; `notes` and `judged_again` add to the answer. A table whose rows
are read in another way overrides `read`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from cycle.periods import Period
from cycle.plan import likeness
from cycle.plan.cells import (
    HEADER,
    BadRows,
    CellFault,
    Cells,
    Doubted,
    column_faults,
    quoted,
)
from cycle.plan.keys import lookup_key
from features.tables.difference import Difference, detail
from features.tables.job import ImportJob
from features.tables.rows import ImportRow
from papers.sheets import Sheet
from storage import audit

T = TypeVar("T")
R = TypeVar("R", bound=ImportRow)

Fields = list[tuple[str, str, str]]  # (field, old, new) of one changed row
AuditLine = tuple[str, str, str, str, str]  # (change, subject, old, new, reason)
STEP = 1000  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class TableEntry(Generic[T]):
    """What a row says: what is kept now, None where nothing is, and what it is to be."""

    cells: Cells
    before: T | None
    after: T


class TableImport(Generic[T, R]):
    """One table of this job. T is what is kept, R the model of a row."""

    name: ClassVar[str]
    noun: ClassVar[str]  # one of them, for the audit: "risk added"
    model: ClassVar[type[ImportRow]]
    passed_over: ClassVar[tuple[str, ...]] = ()  # columns for reading, of our own workbooks
    default_reason: ClassVar[str] = ""  # for the audit; empty is "risks import"

    def __init__(self, job: ImportJob, sheet: Sheet) -> None:
        self.job = job
        self.sheet = sheet

    # ---------------------------------------------------------------- for a table to say

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return cls.model.columns()

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return cls.model.required_columns()

    def load(self) -> Mapping[str, T]:
        """What is kept already, by `lookup_key` of what a row is known by."""
        raise NotImplementedError

    def build(self, row: R, before: T | None) -> T:
        """What the row makes of what is kept; notes in the row what cannot stand."""
        raise NotImplementedError

    def subject(self, thing: T) -> str:
        """What the audit and the summary call it."""
        raise NotImplementedError

    def called(self, thing: T) -> str:
        """What the summary calls it, where that is another name than the audit's."""
        return self.subject(thing)

    def cells(self, thing: T) -> dict[str, str]:
        """What is compared and shown, in words, by field."""
        raise NotImplementedError

    def record(self, new: Sequence[T], changed: Sequence[tuple[T, T]]) -> None:
        """Keep what is new, and what is changed as (before, after)."""
        raise NotImplementedError

    # ---------------------------------------------------------------- what a table may change

    @classmethod
    def own_sheet(cls, sheet: Sheet) -> Sheet:
        """The sheet under this table's columns, where other people's files are read too."""
        return sheet

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[T]]:
        """Every row that something can be made of; faults and doubts are noted in the cells."""
        known = self.load()
        entries = []
        for count, cells in enumerate(rows, start=1):
            self.tell_progress(count, len(rows))
            own = row_key(cells, self.model.key_columns)
            row: Any = self.model.read(cells, self.job)
            if row is not None:
                before = known.get(own)
                entries.append(TableEntry(cells, before, self.build(row, before)))
        self.refuse_repeated(rows, *self.model.key_columns)
        return entries

    def refuse_repeated(self, rows: Sequence[Cells], *columns: str) -> None:
        """Note in a row that an earlier one has the same key."""
        first: dict[str, int] = {}
        for row in rows:
            own = row_key(row, columns)
            _refuse_repeated(row, columns, first.setdefault(own, row.line))

    def refuse_repeated_things(self, things: Iterable[tuple[Cells, str]]) -> None:
        """The same for rows that have been read: two spellings of a period are one thing."""
        first: dict[str, int] = {}
        for row, thing in things:
            if (line := first.setdefault(thing, row.line)) != row.line:
                column = "period" if row.has("period") else "ref"
                row.fault(column, f"{quoted(thing)} is on line {line} already.")

    def judge(self, entries: Sequence[TableEntry[T]]) -> None:
        """Note faults and doubts that only the rows together show."""

    def differences(self, before: T, after: T) -> Fields:
        """(field, old, new) for what differs, in words."""
        old, new = self.cells(before), self.cells(after)
        return [(name, old[name], new[name]) for name in old if old[name] != new[name]]

    def described(self, thing: T) -> str:
        """What the audit says of a new one, besides its subject."""
        return next(iter(self.cells(thing).values()), "")

    @property
    def reason(self) -> str:
        return self.job.options.approval.reason or self.default_reason or f"{self.name} import"

    def audit_added(self, thing: T) -> AuditLine:
        return f"{self.noun} added", self.subject(thing), "", self.described(thing), self.reason

    def audit_changed(self, before: T, after: T, fields: Fields) -> list[AuditLine]:
        subject, what = self.subject(after), f"{self.noun} changed"
        return [
            (what, subject, f"{name}: {old}", f"{name}: {new}", self.reason)
            for name, old, new in fields
        ]

    def notes(self, entries: Sequence[TableEntry[T]]) -> Sequence[str]:
        """What to look at again, a sentence without its full stop each."""
        return ()

    def judged_again(self, new: Sequence[T], changed: Sequence[T]) -> frozenset[tuple[int, Period]]:
        """The (indicator's id, period) whose band, chart and concern may now be another."""
        return frozenset()

    def tell_progress(self, done: int, of: int) -> None:
        if done % STEP == 0 or done == of:
            self.job.options.tell_progress(done, of)


Importer = type[TableImport[Any, Any]]


def import_table(table: Importer, sheet: Sheet, job: ImportJob) -> Difference:
    """Take the whole file in, or nothing of it.

    Raises BadRows with every fault, or, where there is none, Doubted with every doubt that has not
    been answered yes. A dry run raises no Doubted but names the doubts; whoever starts it rolls
    back the session.
    """
    sheet = table.own_sheet(sheet)
    _refuse_columns(table, sheet)
    rows = [Cells(row.line, row.cells) for row in sheet.rows]
    one = table(job, sheet)
    entries = one.read(rows)
    one.judge(entries)
    _doubt_far_days(entries, job)
    if faults := [fault for cells in rows for fault in cells.faults]:
        raise BadRows(faults)

    new = [entry for entry in entries if entry.before is None]
    compared = [
        (entry, one.differences(entry.before, entry.after))
        for entry in entries
        if entry.before is not None
    ]
    changed = [(entry, fields) for entry, fields in compared if fields]
    doubts = _open_doubts([*new, *(entry for entry, _ in changed)], job)

    one.record(
        [entry.after for entry in new], [(entry.before, entry.after) for entry, _ in changed]
    )
    lines = [one.audit_added(entry.after) for entry in new]
    for entry, fields in changed:
        lines += one.audit_changed(entry.before, entry.after, fields)
    audit.write_many(job.session, job.actor, job.now, lines)

    return Difference(
        new=len(new),
        changed=len(changed),
        unchanged=len(entries) - len(new) - len(changed),
        details=tuple(detail(one.called(entry.after), fields) for entry, fields in changed),
        notes=(*sheet.notes, *_passed_over(table, sheet), *one.notes(entries)),
        doubts=doubts,
        kept=one.judged_again(
            [entry.after for entry in new], [entry.after for entry, _ in changed]
        ),
    )


def row_key(cells: Cells, columns: Sequence[str]) -> str:
    """What a row is known by: its key columns, as they are looked up."""
    return "\n".join(lookup_key(cells.raw(column)) for column in columns)


def _doubt_far_days(entries: Sequence[TableEntry[Any]], job: ImportJob) -> None:
    for entry in entries:
        for column, day in entry.cells.days.items():
            if question := likeness.far_day_doubt(day, job.today):
                entry.cells.doubt(column, question)


def _refuse_columns(table: Importer, sheet: Sheet) -> None:
    if faults := column_faults(
        [name for name in sheet.columns if name not in table.passed_over],
        table.required_columns(),
        table.columns(),
    ):
        raise BadRows(faults)
    if not sheet.rows:
        raise BadRows([CellFault(HEADER, "header", "there is no row below the header.")])


def _passed_over(table: Importer, sheet: Sheet) -> list[str]:
    names = [name for name in sheet.columns if name in table.passed_over]
    return [f"passed over the columns for reading: {', '.join(names)}"] if names else []


def _refuse_repeated(cells: Cells, columns: Sequence[str], first: int) -> None:
    if first != cells.line and all(cells.raw(column) for column in columns):
        said = " ".join(cells.raw(column) for column in columns)
        cells.fault(columns[-1], f"{quoted(said)} is on line {first} already.")


def _open_doubts(entries: Sequence[TableEntry[Any]], job: ImportJob) -> tuple[CellFault, ...]:
    """The doubts about what would be kept that want a yes still; raises Doubted."""
    doubts = tuple(
        doubt
        for entry in entries
        for doubt in entry.cells.doubts
        if not job.options.accepts(doubt.line)
    )
    if doubts and not job.options.dry_run:
        raise Doubted(doubts)
    return doubts
