"""Targets of single periods come in from a file; a year's profile of a total must then be whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from cycle.periods import Period
from cycle.plan import likeness, target_rows
from cycle.plan.cells import Cells, quoted
from cycle.plan.register import written
from cycle.plan.target import TermsChange
from cycle.plan.target_rows import COLUMNS, REQUIRED, ProfileStep
from cycle.review import import_doubts
from cycle.review.figure import Figure
from features.tables.approval import (
    APPROVAL_COLUMNS,
    Approval,
    is_giver,
    read_approval,
    unapproved_notes,
)
from features.tables.engine import AuditLine, Fields, TableEntry, TableImport
from features.tables.rows import ImportRow
from storage import figures, register_bulk


class TargetsTable(TableImport[ProfileStep, ImportRow]):
    name, noun = "targets", "target"
    default_reason = "register import"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return (*COLUMNS, *(name for name in APPROVAL_COLUMNS if name not in COLUMNS))

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return REQUIRED

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[ProfileStep]]:
        steps = [
            step for row in rows if (step := target_rows.read_target(row, self.job.indicators))
        ]
        self.refuse_repeated_things((step.row, str(step)) for step in steps)
        self._ids = {step.indicator.id for step in steps}
        self._approvals = {step.key: self._approval(step) for step in steps}
        return [TableEntry(step.row, self._kept(step), step) for step in steps]

    def _approval(self, step: ProfileStep) -> Approval:
        """Who agreed the row's target: never one who gives the indicator's figures."""
        found = read_approval(step.row, self.job.options.approval)
        owners = (step.indicator.owner, step.indicator.deputy)
        givers = [self.job.everyone[own] for own in owners if own in self.job.everyone]
        if is_giver(found.approver, givers):
            said = f"{quoted(found.approver)} gives the figures of {step.indicator.ref}."
            step.row.fault("approver", said)
        return found

    def judge(self, entries: Sequence[TableEntry[ProfileStep]]) -> None:
        changes = register_bulk.changes(self.job.session, self._ids)
        steps = {entry.after.key: entry.after for entry in entries}
        self._warnings = target_rows.judge_profiles(steps.values(), self._profiles, changes)
        latest = self._latest(entries)
        for entry in entries:
            step = entry.after
            if (
                question := import_doubts.target_doubt(
                    step.indicator, step.target, latest.get(step.indicator.id, ())
                )
            ) or (question := import_doubts.moved_target_doubt(step.indicator, step.target)):
                step.row.doubt("target", f"{step}: {question}")
            if question := likeness.far_day_doubt(step.period.end, self.job.today):
                step.row.doubt("period", f"{step}: {question}")

    def _latest(self, entries: Sequence[TableEntry[ProfileStep]]) -> dict[int, list[Figure]]:
        """The newest figures first, of the indicators made from counts."""
        ids = {
            entry.after.indicator.id for entry in entries if entry.after.indicator.asks_for_counts
        }
        found: dict[int, list[Figure]] = {}
        for part in register_bulk.in_parts(ids):
            for own, series in figures.series_of(self.job.session, part).items():
                found[own] = [series[period] for period in sorted(series, reverse=True)]
        return found

    def subject(self, thing: ProfileStep) -> str:
        return str(thing)

    def differences(self, before: ProfileStep, after: ProfileStep) -> Fields:
        if before.target == after.target:
            return []
        return [("target", written(before.target), written(after.target))]

    def audit_added(self, thing: ProfileStep) -> AuditLine:
        why = thing.reason or self.reason
        return "target set", str(thing), "", written(thing.target), why

    def record(
        self, new: Sequence[ProfileStep], changed: Sequence[tuple[ProfileStep, ProfileStep]]
    ) -> None:
        register_bulk.keep_targets(
            self.job.session,
            {step.key: step.target for step in new},
            {after.key: after.target for _, after in changed},
        )
        log = [self._change(before, after) for before, after in changed]
        register_bulk.log_changes(self.job.session, log)

    def notes(self, entries: Sequence[TableEntry[ProfileStep]]) -> list[str]:
        changed = [
            entry.after
            for entry in entries
            if entry.before is not None and entry.before.target != entry.after.target
        ]
        refs = {one.indicator.ref for one in changed if not self._approvals[one.key].approver}
        said = unapproved_notes(sorted(refs))
        return [*self._warnings, *said, *target_rows.changed_in_the_past(changed, self.job.today)]

    def judged_again(
        self, new: Sequence[ProfileStep], changed: Sequence[ProfileStep]
    ) -> frozenset[tuple[int, Period]]:
        return frozenset(step.key for step in [*new, *changed])

    @cached_property
    def _profiles(self) -> Mapping[int, Mapping[Period, Decimal]]:
        return register_bulk.profiles(self.job.session, self._ids)

    def _kept(self, step: ProfileStep) -> ProfileStep | None:
        target = self._profiles.get(step.indicator.id, {}).get(step.period)
        return None if target is None else replace(step, target=target)

    def _change(self, before: ProfileStep, after: ProfileStep) -> tuple[int, TermsChange]:
        approval = self._approvals[after.key]
        return after.indicator.id, TermsChange(
            field="profile",
            old=f"{after.period}: {written(before.target)}",
            new=f"{after.period}: {written(after.target)}",
            effective_from=after.period.start,
            reason=approval.reason or self.reason,
            approver=approval.approver,
            decision_reference=approval.reference,
            changed_at=self.job.now,
        )
