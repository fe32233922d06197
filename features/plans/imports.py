"""Plans, priorities and actions come in from a file: whole, or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cycle.acting import may_only_look
from cycle.periods import Frequency, Period
from cycle.plan import likeness, plan_rows
from cycle.plan.action import PlanAction
from cycle.plan.action_quality import plan_questions
from cycle.plan.cells import Cells
from cycle.plan.corporate_plan import CorporatePriority, Plan
from cycle.plan.keys import lookup_key
from cycle.plan.plan_rows import ActionReader
from cycle.plan.target import TermsChange
from features.plans import frozen
from features.plans.exports import ActionCells, titles
from features.tables.engine import TableEntry, TableImport
from features.tables.rows import ImportRow
from storage import actions, plans, register
from storage.plans import PlanChange


class PlansTable(TableImport[Plan, ImportRow]):
    """Known by title; those not in the file stay."""

    name, noun, default_reason = "plans", "plan", "plan import"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return tuple(plan_rows.PLAN_COLUMNS)

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return tuple(plan_rows.PLAN_REQUIRED)

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[Plan]]:
        known = {lookup_key(one.title): one for one in plans.all_plans(self.job.session).values()}
        read = [(row, plan_rows.read_plan(row, known)) for row in rows]
        self.refuse_repeated(rows, "title")
        return [
            TableEntry(row, known[lookup_key(plan.title)] if plan.id else None, plan)
            for row, plan in read
        ]

    def subject(self, thing: Plan) -> str:
        return thing.title

    def cells(self, thing: Plan) -> dict[str, str]:
        names = (
            *("service", "starts", "ends", "state", "agreed_by", "agreed_on"),
            *("decision_reference", "follows"),
        )
        return {name: str(getattr(thing, name) or "") for name in names}

    def described(self, thing: Plan) -> str:
        return thing.title

    def judge(self, entries: Sequence[TableEntry[Plan]]) -> None:
        services = {one.service for one in self.job.indicators.values()}
        in_file = Counter(entry.after.service for entry in entries)
        for entry in entries:
            service = entry.after.service
            if question := likeness.service_doubt(service, services, in_file):
                entry.cells.doubt("service", question)
            if entry.before is not None:
                frozen.refuse_change(entry, self.differences(entry.before, entry.after), self.job)

    def record(self, new: Sequence[Plan], changed: Sequence[tuple[Plan, Plan]]) -> None:
        for plan in [*new, *(after for _, after in changed)]:
            plans.keep(self.job.session, plan)
        fields = [(before, self.differences(before, after)) for before, after in changed]
        frozen.log_changes(fields, self.job)


class PrioritiesTable(TableImport[CorporatePriority, ImportRow]):
    """Known by reference. One that is renamed is renamed for its indicators too, from today on."""

    name, noun, default_reason = "priorities", "priority", "priority import"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return tuple(plan_rows.PRIORITY_COLUMNS)

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return tuple(plan_rows.PRIORITY_REQUIRED)

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[CorporatePriority]]:
        session = self.job.session
        by_title = {lookup_key(one.title): one for one in plans.all_plans(session).values()}
        known = {lookup_key(one.ref): one for one in plans.all_priorities(session).values()}
        read = [
            (row, plan_rows.read_priority(row, by_title, known, place))
            for place, row in enumerate(rows, start=1)
        ]
        self.refuse_repeated(rows, "ref")
        self.refuse_repeated(rows, "title")
        return [
            TableEntry(row, known[lookup_key(one.ref)] if one.id else None, one)
            for row, one in read
        ]

    def subject(self, thing: CorporatePriority) -> str:
        return thing.ref

    def cells(self, thing: CorporatePriority) -> dict[str, str]:
        names = ("title", "outcome", "portfolio_holder")
        return {name: getattr(thing, name) for name in names}

    def described(self, thing: CorporatePriority) -> str:
        return thing.ref

    def record(
        self,
        new: Sequence[CorporatePriority],
        changed: Sequence[tuple[CorporatePriority, CorporatePriority]],
    ) -> None:
        for one in new:
            plans.keep_priority(self.job.session, one)
        for before, after in changed:
            plans.keep_priority(self.job.session, after)
            if before.title != after.title:
                self._rename(before.title, after.title)

    def _rename(self, old: str, new: str) -> None:
        session, month = self.job.session, Period.containing(Frequency.MONTHLY, self.job.today)
        for indicator in register.matching(session, priorities=[old]):
            register.add(session, replace(indicator, priority=new))
            change = TermsChange(
                field="priority",
                old=old,
                new=new,
                effective_from=month.start,
                reason="the priority was renamed",
                approver=self.job.options.approval.approver.strip(),
                decision_reference=self.job.options.approval.reference.strip(),
                changed_at=self.job.now,
            )
            register.log_change(session, indicator.id, change)


class ActionsTable(TableImport[PlanAction, ImportRow]):
    """Known by reference. What belongs to an agreed plan needs a reason and an approver."""

    name, noun, default_reason = "actions", "action", "action import"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return tuple(plan_rows.ACTION_COLUMNS)

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return tuple(plan_rows.ACTION_REQUIRED)

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[PlanAction]]:
        session = self.job.session
        self._plans = plans.all_plans(session)
        priorities = plans.all_priorities(session)
        self._words = ActionCells(self.job.emails, titles(priorities), self.job.refs)
        self._questions: list[str] = []
        reader = ActionReader(
            find=self.job.find_person,
            plans=list(self._plans.values()),
            priorities={
                lookup_key(word): one.id
                for one in priorities.values()
                for word in (one.ref, one.title)
            },
            indicators={key: one.id for key, one in self.job.indicators.items()},
            known={lookup_key(one.ref): one for one in actions.all_actions(session)},
            lookers={one.id for one in self.job.everyone.values() if may_only_look(one)},
        )
        entries = []
        for row in rows:
            action, questions = reader.read(row)
            before = reader.known[lookup_key(action.ref)] if action.id else None
            entries.append(TableEntry(row, before, action))
            self._questions += questions
        self.refuse_repeated(rows, "ref")
        return entries

    def judge(self, entries: Sequence[TableEntry[PlanAction]]) -> None:
        if self.job.options.approval.is_whole or any(entry.cells.faults for entry in entries):
            return
        for entry in entries:
            plan = self._plans[entry.after.plan]
            is_touched = entry.before is None or self.differences(entry.before, entry.after)
            if is_touched and not plan.state.is_open:
                entry.cells.fault(
                    "ref",
                    f"{entry.after.ref} belongs to {plan.title}, which is agreed: import with "
                    "--reason and --approver.",
                )

    def subject(self, thing: PlanAction) -> str:
        return thing.ref

    def cells(self, thing: PlanAction) -> dict[str, str]:
        return self._words.of(thing)

    def described(self, thing: PlanAction) -> str:
        return thing.ref

    def record(
        self, new: Sequence[PlanAction], changed: Sequence[tuple[PlanAction, PlanAction]]
    ) -> None:
        session, given = self.job.session, self.job.options.approval
        for one in new:
            actions.keep(session, one)
        for _, after in changed:
            actions.keep(session, replace(after, version=after.version + 1))
        fields = [(one, [("action", "", one.title)]) for one in new]
        fields += [(after, self.differences(before, after)) for before, after in changed]
        lines = [
            PlanChange(one.ref, name, old, to, given.reason, given.approver, given.reference)
            for one, found in fields
            if not self._plans[one.plan].state.is_open
            for name, old, to in found
        ]
        plans.log_changes(session, lines, self.job.now)
        self._touched = {one.plan for one, _ in fields}

    def notes(self, entries: Sequence[TableEntry[PlanAction]]) -> list[str]:
        found = list(self._questions)
        for plan in self._touched:
            found += plan_questions(self._plans[plan], actions.of_plan(self.job.session, plan))
        return found
