"""Indicators come in from a file, and changed terms count from a day; others stay as they are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cycle.periods import Frequency, Period
from cycle.plan import register as table
from cycle.plan.cells import Cells
from cycle.plan.indicator import Indicator
from cycle.plan.target import TermsChange
from features.tables.engine import Entry, Fields, TableImport, row_key
from features.tables.rows import TableRow
from storage import register, register_bulk


class IndicatorsTable(TableImport[Indicator, TableRow]):
    """Every changed field is a line of the change log, approved by whoever imports."""

    name, noun = "indicators", "indicator"
    default_reason = "register import"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return table.COLUMNS

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return table.REQUIRED

    def read(self, rows: Sequence[Cells]) -> list[Entry[Indicator]]:
        known = self.job.indicators
        profiled = register_bulk.profiled(self.job.session)
        entries = [
            Entry(
                row,
                known.get(row_key(row, ("ref",))),
                table.read_indicator(row, known, self.job.find_person, profiled),
            )
            for row in rows
        ]
        self.refuse_repeated(rows, "ref")
        return entries

    def subject(self, thing: Indicator) -> str:
        return thing.ref

    def described(self, thing: Indicator) -> str:
        return thing.title

    def differences(self, before: Indicator, after: Indicator) -> Fields:
        return [
            (name, self._words(name, old), self._words(name, new))
            for name, old, new in table.differences(before, after)
        ]

    def record(
        self, new: Sequence[Indicator], changed: Sequence[tuple[Indicator, Indicator]]
    ) -> None:
        register_bulk.add_indicators(self.job.session, new)
        for before, after in changed:
            register.add(self.job.session, after)
            register_bulk.log_changes(self.job.session, self._term_changes(before, after))

    def notes(self, entries: Sequence[Entry[Indicator]]) -> list[str]:
        return [note for entry in entries for note in table.notes(entry.after)]

    def judged_again(
        self, new: Sequence[Indicator], changed: Sequence[Indicator]
    ) -> frozenset[tuple[int, Period]]:
        return frozenset(
            (one.id, Period.last_ended(one.frequency, self.job.today)) for one in changed
        )

    def _words(self, name: str, value: Any) -> str:
        if name in ("owner", "deputy"):
            return self.job.emails.get(value, "")
        return table.written(value)

    def _term_changes(self, before: Indicator, after: Indicator) -> list[tuple[int, TermsChange]]:
        return [
            (
                after.id,
                TermsChange(
                    field=name,
                    old=table.written(old),
                    new=table.written(new),
                    effective_from=self._counts_from(name, new),
                    reason=self.reason,
                    approver=self.job.options.approval.approver or self.job.actor.name,
                    changed_at=self.job.now,
                ),
            )
            for name, old, new in table.differences(before, after)
        ]

    def _counts_from(self, name: str, new: Any) -> date:
        """The day asked for, else the month's first; a retirement says its own."""
        if name == "retired_from" and isinstance(new, date):
            return new
        month = Period.containing(Frequency.MONTHLY, self.job.today)
        return self.job.options.effective_from or month.start
