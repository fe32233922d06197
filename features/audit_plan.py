"""The internal audit plan comes in from a file: what is audited when, and what it concluded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from cycle.plan.audit_plan import AuditOpinion, AuditStatus, PlannedAudit, audit_faults
from cycle.plan.cells import Cells
from cycle.plan.keys import lookup_key
from features.tables.engine import TableEntry, TableImport, row_key
from features.tables.rows import (
    AnyPeriod,
    Day,
    ImportRow,
    Ref,
    RequiredWords,
    cell,
    choice_cell,
)
from storage import planned_audits


def _opinion(cells: Cells, column: str) -> AuditOpinion | None:
    """The opinion, or None where the cell is blank; `limited assurance` is `limited`."""
    text = " ".join(cells.raw(column).split()).casefold()
    if not text:
        return None
    short = text if text == AuditOpinion.NONE else text.removesuffix(" assurance")
    for opinion in AuditOpinion:
        if short == opinion.value:
            return opinion
    return cells.choice(column, AuditOpinion)


class PlannedAuditImportRow(ImportRow):
    """`planned` is the period in which the report is due; `date` is the day of the report."""

    ref: Ref
    title: RequiredWords
    planned: AnyPeriod
    status: Annotated[AuditStatus, choice_cell(AuditStatus)] = AuditStatus.PLANNED
    opinion: Annotated[AuditOpinion | None, cell(_opinion)] = None
    date: Day = None


class AuditPlanTable(TableImport[PlannedAudit, PlannedAuditImportRow]):
    """Known by reference; those not in the file stay."""

    name, noun, model = "audit_plan", "audit", PlannedAuditImportRow

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[PlannedAudit]]:
        known = self.load()
        entries = []
        for cells in rows:
            row = PlannedAuditImportRow.read(cells, self.job)
            if row is not None and row.planned is not None:
                before = known.get(row_key(cells, PlannedAuditImportRow.key_columns))
                entries.append(TableEntry(cells, before, self.build(row, before)))
        self.refuse_repeated(rows, "ref")
        return entries

    def load(self) -> Mapping[str, PlannedAudit]:
        kept = planned_audits.all_audits(self.job.session)
        return {lookup_key(audit.ref): audit for audit in kept}

    def build(self, row: PlannedAuditImportRow, before: PlannedAudit | None) -> PlannedAudit:
        assert row.planned is not None  # `read` passes over the others
        audit = PlannedAudit(
            ref=before.ref if before else row.ref,
            title=row.title,
            planned=row.planned,
            status=row.status,
            opinion=row.opinion,
            reported_on=row.date,
        )
        if before is not None:
            audit = replace(
                audit,
                status=row.status if row.has("status") else before.status,
                opinion=row.opinion if row.has("opinion") else before.opinion,
                reported_on=row.date if row.has("date") else before.reported_on,
            )
        for column, words in audit_faults(audit).items():
            row.fault(column, words)
        if row.date and row.date > self.job.today:
            row.fault("date", "is in the future: write the day of the report once there is one.")
        return audit

    def subject(self, thing: PlannedAudit) -> str:
        return thing.ref

    def cells(self, thing: PlannedAudit) -> dict[str, str]:
        return {
            "title": thing.title,
            "planned": str(thing.planned),
            "status": thing.status.value,
            "opinion": thing.opinion.value if thing.opinion else "",
            "date": thing.reported_on.isoformat() if thing.reported_on else "",
        }

    def record(
        self, new: Sequence[PlannedAudit], changed: Sequence[tuple[PlannedAudit, PlannedAudit]]
    ) -> None:
        for audit in [*new, *(after for _, after in changed)]:
            planned_audits.save_audit(self.job.session, audit)
