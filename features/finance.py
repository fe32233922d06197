"""The money of each service comes in from finance's own system, beside what it achieves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated

from cycle.periods import Period
from cycle.plan.budget import BudgetLine
from cycle.plan.cells import Cells
from cycle.plan.keys import lookup_key
from cycle.plan.likeness import service_doubt
from features.tables.engine import TableEntry, TableImport
from features.tables.rows import (
    AnyPeriod,
    ImportRow,
    Passage,
    RequiredWords,
    number_cell,
)
from storage import budget_lines

_NOUGHT = Decimal(0)


class BudgetRow(ImportRow):
    """Income is negative. `words` are printed in papers that the public reads."""

    key_columns = ("service", "period")

    service: RequiredWords
    period: AnyPeriod
    budget: Annotated[Decimal | None, number_cell("£", blank="write the budget of the whole year")]
    actual: Annotated[Decimal | None, number_cell("£", blank="write the year to date, 0 if none")]
    forecast: Annotated[Decimal | None, number_cell("£")] = None
    words: Passage = ""


class FinanceTable(TableImport[BudgetLine, BudgetRow]):
    """Known by service and period; those not in the file stay."""

    name, noun, model = "finance", "budget line", BudgetRow

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[BudgetLine]]:
        known = {_key(line.service, line.period): line for line in self._kept()}
        entries = []
        for count, cells in enumerate(rows, start=1):
            self.tell_progress(count, len(rows))
            row = BudgetRow.read(cells, self.job)
            if row is None or row.period is None:
                continue
            before = known.get(_key(row.service, row.period))
            entries.append(TableEntry(cells, before, self.build(row, before)))
        self.refuse_repeated_things(
            (entry.cells, _key(entry.after.service, entry.after.period)) for entry in entries
        )
        return entries

    def build(self, row: BudgetRow, before: BudgetLine | None) -> BudgetLine:
        assert row.period is not None  # `read` passes over the others
        line = BudgetLine(
            service=before.service if before else row.service,
            period=row.period,
            budget=row.budget or _NOUGHT,
            actual=row.actual or _NOUGHT,
            forecast=row.forecast,
            words=row.words,
        )
        if before is None:
            return line
        return replace(
            line,
            forecast=row.forecast if row.has("forecast") else before.forecast,
            words=row.words if row.has("words") else before.words,
        )

    def judge(self, entries: Sequence[TableEntry[BudgetLine]]) -> None:
        """Ask about a service that is spelt like another."""
        known = {one.service for one in self.job.indicators.values()}
        known |= {line.service for line in self._kept()}
        in_file = Counter(entry.after.service for entry in entries)
        for entry in entries:
            if question := service_doubt(entry.after.service, known, in_file):
                entry.cells.doubt("service", question)

    def subject(self, thing: BudgetLine) -> str:
        return f"{thing.service} {thing.period}"

    def cells(self, thing: BudgetLine) -> dict[str, str]:
        return {
            "budget": f"{thing.budget:f}",
            "actual": f"{thing.actual:f}",
            "forecast": "" if thing.forecast is None else f"{thing.forecast:f}",
            "words": thing.words,
        }

    def record(
        self, new: Sequence[BudgetLine], changed: Sequence[tuple[BudgetLine, BudgetLine]]
    ) -> None:
        for line in [*new, *(after for _, after in changed)]:
            budget_lines.save_line(self.job.session, line)

    def _kept(self) -> list[BudgetLine]:
        return budget_lines.all_lines(self.job.session)


def _key(service: str, period: Period) -> str:
    return f"{lookup_key(service)} {period}"
