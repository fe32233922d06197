"""Targets of single periods come in from a file; a year's profile of a total must then be whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from cycle.periods import Period
from cycle.plan import likeness, target_rows
from cycle.plan.cells import Cells
from cycle.plan.register import written
from cycle.plan.target import TermsChange
from cycle.plan.target_rows import COLUMNS, REQUIRED, ProfileStep
from cycle.review import import_doubts
from cycle.review.figure import Figure
from features.tables.engine import AuditLine, Entry, Fields, TableImport
from features.tables.rows import TableRow
from storage import figures, register_bulk


class TargetsTable(TableImport[ProfileStep, TableRow]):
    name, noun = "targets", "target"
    default_reason = "register import"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return COLUMNS

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return REQUIRED

    def read(self, rows: Sequence[Cells]) -> list[Entry[ProfileStep]]:
        steps = [
            step for row in rows if (step := target_rows.read_target(row, self.job.indicators))
        ]
        self.refuse_repeated_things((step.row, str(step)) for step in steps)
        self._ids = {step.indicator.id for step in steps}
        return [Entry(step.row, self._kept(step), step) for step in steps]

    def judge(self, entries: Sequence[Entry[ProfileStep]]) -> None:
        changes = register_bulk.changes(self.job.session, self._ids)
        steps = {entry.after.key: entry.after for entry in entries}
        self._warnings = target_rows.judge_profiles(steps.values(), self._profiles, changes)
        latest = self._latest(entries)
        for entry in entries:
            step = entry.after
            if question := import_doubts.target_doubt(
                step.indicator, step.target, latest.get(step.indicator.id, ())
            ):
                step.row.doubt("target", f"{step}: {question}")
            if question := likeness.far_day_doubt(step.period.end, self.job.today):
                step.row.doubt("period", f"{step}: {question}")

    def _latest(self, entries: Sequence[Entry[ProfileStep]]) -> dict[int, list[Figure]]:
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

    def notes(self, entries: Sequence[Entry[ProfileStep]]) -> list[str]:
        changed = [
            entry.after
            for entry in entries
            if entry.before is not None and entry.before.target != entry.after.target
        ]
        return [*self._warnings, *target_rows.changed_in_the_past(changed, self.job.today)]

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
        return after.indicator.id, TermsChange(
            field="profile",
            old=f"{after.period}: {written(before.target)}",
            new=f"{after.period}: {written(after.target)}",
            effective_from=after.period.start,
            reason=after.reason or self.reason,
            approver=self.job.options.approval.approver or self.job.actor.name,
            changed_at=self.job.now,
        )
