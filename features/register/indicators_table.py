"""Indicators come in from a file, and changed terms count from a day; others stay as they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import cycle.plan.register
from cycle.periods import Frequency, Period
from cycle.plan import likeness
from cycle.plan.cells import Cells, quoted
from cycle.plan.control_test import QUESTION
from cycle.plan.indicator import Indicator, Kind
from cycle.plan.target import TermsChange
from cycle.review import import_doubts
from cycle.review.figure import Figure
from features.tables.approval import (
    APPROVAL_COLUMNS,
    Approval,
    is_giver,
    read_approval,
    unapproved_notes,
)
from features.tables.engine import Fields, TableEntry, TableImport, row_key
from features.tables.rows import ImportRow
from storage import figures, register, register_bulk


class IndicatorsTable(TableImport[Indicator, ImportRow]):
    """Every changed field is a line of the change log, with who agreed it, or unapproved."""

    name, noun = "indicators", "indicator"
    default_reason = "register import"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return (*cycle.plan.register.COLUMNS, *APPROVAL_COLUMNS)

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return cycle.plan.register.REQUIRED

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[Indicator]]:
        known = self.job.indicators
        profiled = register_bulk.profiled(self.job.session)
        entries = [
            TableEntry(
                row,
                known.get(row_key(row, ("ref",))),
                cycle.plan.register.read_indicator(row, known, self.job.find_person, profiled),
            )
            for row in rows
        ]
        self.refuse_repeated(rows, "ref")
        self._approvals = {
            entry.after.ref: self._approval(entry.cells, entry.after) for entry in entries
        }
        return entries

    def judge(self, entries: Sequence[TableEntry[Indicator]]) -> None:
        services = {one.service for one in self.job.indicators.values()}
        in_file = Counter(entry.after.service for entry in entries)
        names = _names([*(entry.after for entry in entries), *self.job.indicators.values()])
        latest = self._latest_counts(entries)
        profiles = self._profiles_of_totals(entries)
        counts_from = self.job.options.effective_from or self.job.today
        for entry in entries:
            row, one = entry.cells, entry.after
            question = import_doubts.profile_doubt(one, profiles.get(one.id, {}), counts_from)
            self._ask(row, "target", question)
            self._ask(row, "service", likeness.service_doubt(one.service, services, in_file))
            self._ask(row, "aliases", _alias_doubt(one, names))
            if entry.before is None:
                self._ask_twin(row, one)
            else:
                moved = import_doubts.moved_target_doubt(entry.before, one.target)
                self._ask(row, "target", moved)
            far = import_doubts.target_doubt(one, one.target, latest.get(one.id, ()))
            self._ask(row, "target", far)
            self._ask(row, "target", import_doubts.share_doubt(one))
            self._ask_of_people(entry)
            self._ask_control(entry)

    def _ask(self, row: Cells, column: str, question: str) -> None:
        if question:
            row.doubt(column, question)

    def _ask_twin(self, row: Cells, one: Indicator) -> None:
        """Of a new one: another that is written almost alike, or has the same title."""
        for twin in self._written_alike.get(likeness.as_read(one.ref), ()):
            question = f"{quoted(one.ref)} is like {twin.ref}, which is there already: another?"
            self._ask(row, "ref", question)
        if titled := self._titled.get((one.service, likeness.plain(one.title))):
            self._ask(row, "title", f"{titled.ref} has the same title: is it another measure?")

    @cached_property
    def _written_alike(self) -> Mapping[str, Sequence[Indicator]]:
        alike: dict[str, list[Indicator]] = {}
        for one in self.job.indicators.values():
            alike.setdefault(likeness.as_read(one.ref), []).append(one)
        return alike

    @cached_property
    def _titled(self) -> Mapping[tuple[str, str], Indicator]:
        known = self.job.indicators.values()
        return {(one.service, likeness.plain(one.title)): one for one in known}

    def _profiles_of_totals(
        self, entries: Sequence[TableEntry[Indicator]]
    ) -> Mapping[int, Mapping[Period, Decimal]]:
        """The targets per period of the totals whose target is another than before."""
        ids = {
            entry.after.id
            for entry in entries
            if entry.before is not None
            and entry.after.cumulative
            and entry.before.target != entry.after.target
        }
        return register_bulk.profiles(self.job.session, ids) if ids else {}

    def _ask_control(self, entry: TableEntry[Indicator]) -> None:
        """A KPI or PI that joins the register; the register's first import asks nothing."""
        one = entry.after
        is_new = entry.before is None and bool(self.job.indicators)
        if is_new and one.kind is not Kind.STATISTIC and one.control is None:
            self._ask(entry.cells, "control", f"{one.ref} has no answer: {QUESTION}")

    def _ask_of_people(self, entry: TableEntry[Indicator]) -> None:
        row, one = entry.cells, entry.after
        is_named_anew = entry.before is None or (entry.before.owner, entry.before.deputy) != (
            one.owner,
            one.deputy,
        )
        if is_named_anew and one.owner is not None and one.owner == one.deputy:
            row.fault("deputy", "is the owner, so nobody would stand in: name another, or nobody.")
        for column in cycle.plan.register.PEOPLE:
            person = getattr(one, column)
            is_new = entry.before is None or getattr(entry.before, column) != person
            if person is not None and is_new and self.job.may_only_look(person):
                name = quoted(self.job.everyone[person].name)
                row.doubt(
                    column, f"{name} may only look and is not asked for figures: name another?"
                )

    def _latest_counts(self, entries: Sequence[TableEntry[Indicator]]) -> dict[int, list[Figure]]:
        """The newest figures first, of the ratios whose unit or target is another than before."""
        ids = [
            entry.after.id
            for entry in entries
            if entry.before is not None
            and entry.after.asks_for_counts
            and (entry.before.unit, entry.before.target) != (entry.after.unit, entry.after.target)
        ]
        found: dict[int, list[Figure]] = {}
        for part in register_bulk.in_parts(ids):
            for own, series in figures.series_of(self.job.session, part).items():
                found[own] = [series[period] for period in sorted(series, reverse=True)]
        return found

    def _approval(self, row: Cells, indicator: Indicator) -> Approval:
        """Who agreed the row's changes: never one who gives the indicator's figures."""
        found = read_approval(row, self.job.options.approval)
        everyone = self.job.everyone
        givers = [everyone[own] for own in (indicator.owner, indicator.deputy) if own in everyone]
        if is_giver(found.approver, givers):
            row.fault("approver", f"{quoted(found.approver)} gives the figures of {indicator.ref}.")
        return found

    def subject(self, thing: Indicator) -> str:
        return thing.ref

    def described(self, thing: Indicator) -> str:
        return thing.title

    def differences(self, before: Indicator, after: Indicator) -> Fields:
        return [
            (name, self._words(name, old), self._words(name, new))
            for name, old, new in cycle.plan.register.differences(before, after)
        ]

    def record(
        self, new: Sequence[Indicator], changed: Sequence[tuple[Indicator, Indicator]]
    ) -> None:
        register_bulk.add_indicators(self.job.session, new)
        for before, after in changed:
            register.add(self.job.session, after)
            register_bulk.log_changes(self.job.session, self._term_changes(before, after))

    def notes(self, entries: Sequence[TableEntry[Indicator]]) -> list[str]:
        notes = [note for entry in entries for note in cycle.plan.register.notes(entry.after)]
        for entry in entries:
            typed = " ".join(entry.cells.raw("unit").split())
            if typed != entry.after.unit and entry.before != entry.after:
                read = f"the unit {quoted(typed)} is read as {entry.after.unit}"
                notes.append(f"{entry.after.ref}: {read}")
        unapproved = [
            entry.after.ref
            for entry in entries
            if entry.before is not None
            and cycle.plan.register.differences(entry.before, entry.after)
            and not self._approvals[entry.after.ref].approver
        ]
        return [*notes, *unapproved_notes(unapproved)]

    def judged_again(
        self, new: Sequence[Indicator], changed: Sequence[Indicator]
    ) -> frozenset[tuple[int, Period]]:
        return frozenset(
            (one.id, Period.last_ended(one.frequency, self.job.today)) for one in changed
        )

    def _words(self, name: str, value: Any) -> str:
        if name in cycle.plan.register.PEOPLE:
            return self.job.emails.get(value, "")
        return cycle.plan.register.written(value)

    def _term_changes(self, before: Indicator, after: Indicator) -> list[tuple[int, TermsChange]]:
        approval = self._approvals[after.ref]
        return [
            (
                after.id,
                TermsChange(
                    field=name,
                    old=cycle.plan.register.written(old),
                    new=cycle.plan.register.written(new),
                    effective_from=self._counts_from(name, new),
                    reason=approval.reason or self.reason,
                    approver=approval.approver,
                    decision_reference=approval.reference,
                    changed_at=self.job.now,
                ),
            )
            for name, old, new in cycle.plan.register.differences(before, after)
        ]

    def _counts_from(self, name: str, new: Any) -> date:
        """The day asked for, else the month's first; a retirement says its own."""
        if name == "retired_from" and isinstance(new, date):
            return new
        month = Period.containing(Frequency.MONTHLY, self.job.today)
        return self.job.options.effective_from or month.start


def _names(indicators: Iterable[Indicator]) -> Mapping[str, str]:
    """The references by what each indicator is known by, letters and figures alone."""
    known = list(indicators)
    return {likeness.squeezed(one.title): one.ref for one in known} | {
        likeness.squeezed(one.ref): one.ref for one in known
    }


def _alias_doubt(one: Indicator, names: Mapping[str, str]) -> str:
    """A name by which people ask for it must not be what another is known by."""
    for alias in one.aliases:
        owner = names.get(likeness.squeezed(alias), one.ref)
        if cycle.plan.register.key(owner) != cycle.plan.register.key(one.ref):
            what = "reference" if likeness.squeezed(alias) == likeness.squeezed(owner) else "title"
            return f"{quoted(alias)} is the {what} of another indicator: is it meant here?"
    return ""
