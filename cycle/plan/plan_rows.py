"""The tables of plans, priorities and actions, read: each row whole, or every reason against it."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cycle.periods import day_words, parse_day
from cycle.plan.action import ActionKind, ActionStep, PlanAction, SuccessMeasure, Why
from cycle.plan.action_quality import action_faults
from cycle.plan.cells import Cells, quoted
from cycle.plan.corporate_plan import CorporatePriority, Plan, PlanKind, PlanState, plan_faults
from cycle.plan.directory import NotInDirectory
from cycle.plan.keys import lookup_key
from cycle.plan.register import read_ref

PLAN_REQUIRED = ("kind", "title", "starts", "ends")
PLAN_COLUMNS = (
    *("kind", "title", "service", "starts", "ends", "agreed_by", "agreed_on"),
    *("decision_reference", "follows"),
)
PRIORITY_REQUIRED = ("ref", "title", "plan")
PRIORITY_COLUMNS = (*PRIORITY_REQUIRED, "outcome", "portfolio_holder")
ACTION_REQUIRED = ("ref", "title", "service", "owner", "starts", "due", "success")
ACTION_COLUMNS = (
    *("ref", "kind", "service", "priority", "title", "why", "owner", "deputy", "starts", "due"),
    *("success", "success_indicator", "success_from", "success_to", "quality", "steps", "budget"),
)
MOST_STEPS = 12

_STEP = re.compile(r"(\S+) (.+)")

Find = Callable[[str], int]  # the id of the person meant; raises NotInDirectory


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReader:
    """What a row of actions may name: people, plans, priorities and indicators, and who has left.

    `priorities` and `indicators` are ids by title or reference in small letters; `known` are the
    actions by reference; `lookers` may only look, or have left.
    """

    find: Find
    plans: Collection[Plan]
    priorities: Mapping[str, int]
    indicators: Mapping[str, int]
    known: Mapping[str, PlanAction]
    lookers: Collection[int] = ()

    def read(self, row: Cells) -> tuple[PlanAction, tuple[str, ...]]:
        """The row's action, and what is asked of it though it can stand."""
        ref = read_ref(row)
        before = self.known.get(lookup_key(ref))
        starts, due = _day(row, "starts"), _day(row, "due")
        service = row.words("service", 100, required=True)
        kind = row.choice("kind", ActionKind, before.kind if before else ActionKind.ACTION)
        one = PlanAction(
            id=before.id if before else 0,
            ref=before.ref if before else ref,
            kind=kind,
            plan=self._plan(row, kind, service, starts),
            service=service,
            priority=self._priority(row),
            title=row.words("title", required=True),
            why=_why(row),
            owner=self._person(row, "owner"),
            deputy=self._person(row, "deputy"),
            starts=starts,
            due=due,
            success=self._success(row),
            steps=_steps(row),
            budget=row.number("budget", "£"),
        )
        if before is not None:
            one = replace(
                one,
                state=before.state,
                recovery=before.recovery,
                recovery_agreed_on=before.recovery_agreed_on,
                version=before.version,
                steps=_with_done(one.steps, before.steps) if row.has("steps") else before.steps,
            )
        return one, self._judge(row, one)

    def _judge(self, row: Cells, one: PlanAction) -> tuple[str, ...]:
        questions = []
        said = {fault.column for fault in row.faults}
        for fault in action_faults(one):
            if fault.is_question:
                questions.append(f"{one.ref}: the success measure {fault.words}")
            elif fault.column not in said:
                row.fault(fault.column, fault.words)
        return tuple(questions)

    def _plan(self, row: Cells, kind: ActionKind, service: str, starts: date) -> int:
        is_corporate = kind is ActionKind.CORPORATE_PROJECT
        wanted = PlanKind.CORPORATE if is_corporate else PlanKind.SERVICE
        for plan in self.plans:
            is_of = is_corporate or lookup_key(plan.service) == lookup_key(service)
            if plan.kind is wanted and is_of and plan.starts <= starts <= plan.ends:
                return plan.id
        what = "corporate plan" if is_corporate else f"service plan of {service}"
        when = day_words(starts)
        row.fault("starts", f"there is no {what} for {when}: import plans first.")
        return 0

    def _priority(self, row: Cells) -> int | None:
        text = row.words("priority", 100)
        if not text:
            return None
        found = self.priorities.get(lookup_key(text))
        if found is None:
            row.fault("priority", f"there is no priority {quoted(text)}: import priorities first.")
        return found

    def _person(self, row: Cells, column: str) -> int | None:
        text = row.words(column)
        if not text:
            return None
        try:
            found = self.find(text)
        except NotInDirectory as why:
            row.fault(column, f"{why}: import people first.")
            return None
        if found in self.lookers:
            row.fault(column, f"{quoted(text)} has left, or may only look: name somebody else.")
        return found

    def _success(self, row: Cells) -> SuccessMeasure:
        ref = row.words("success_indicator", 20)
        found = self.indicators.get(lookup_key(ref)) if ref else None
        if ref and found is None:
            row.fault("success_indicator", f"there is no indicator {quoted(ref)} in the register.")
        return SuccessMeasure(
            words=row.passage("success", 1000),
            indicator=found,
            start=row.number("success_from", "%£"),
            target=row.number("success_to", "%£"),
            is_quality=row.yes("quality", default=False),
        )


def read_plan(row: Cells, known: Mapping[str, Plan]) -> Plan:
    """The row's plan. One that names who agreed it, when and by which decision comes in agreed."""
    title = row.words("title", required=True)
    before = known.get(lookup_key(title))
    kind = row.choice("kind", PlanKind)
    plan = Plan(
        id=before.id if before else 0,
        title=before.title if before else title,
        kind=kind,
        service=row.words("service", 100),
        starts=_day(row, "starts"),
        ends=_day(row, "ends"),
        follows=_follows(row, known, title),
    )
    if before is not None:
        plan = replace(
            plan,
            state=before.state,
            proposed_by=before.proposed_by,
            proposed_on=before.proposed_on,
            agreed_by=before.agreed_by,
            agreed_on=before.agreed_on,
            decision_reference=before.decision_reference,
            returned=before.returned,
            version=before.version,
            follows=plan.follows if row.has("follows") else before.follows,
        )
    plan = _as_agreed(row, plan)
    if not row.faults:
        for column, words in plan_faults(plan).items():
            row.fault(column, words)
    return plan


def read_priority(
    row: Cells, plans: Mapping[str, Plan], known: Mapping[str, CorporatePriority], place: int
) -> CorporatePriority:
    """The row's priority of a corporate plan; `known` by reference in small letters."""
    ref = read_ref(row)
    before = known.get(lookup_key(ref))
    text = row.words("plan", required=True)
    plan = plans.get(lookup_key(text))
    if text and (plan is None or plan.kind is not PlanKind.CORPORATE):
        row.fault("plan", f"there is no corporate plan {quoted(text)}: import plans first.")
    title = row.words("title", 100, required=True)
    twin = next((one for one in known.values() if lookup_key(one.title) == lookup_key(title)), None)
    if twin is not None and lookup_key(twin.ref) != lookup_key(ref):
        row.fault("title", f"{quoted(title)} is the title of {twin.ref} already.")
    return CorporatePriority(
        id=before.id if before else 0,
        plan=plan.id if plan else 0,
        ref=before.ref if before else ref,
        title=title,
        outcome=row.passage("outcome", 1000),
        portfolio_holder=row.words("portfolio_holder"),
        place=place,
    )


def _as_agreed(row: Cells, plan: Plan) -> Plan:
    body = row.words("agreed_by")
    on, reference = row.day("agreed_on"), row.words("decision_reference")
    if not body and on is None and not reference:
        return plan
    if not (body and on and reference):
        row.fault("agreed_by", "give agreed_by, agreed_on and decision_reference together.")
        return plan
    if not plan.state.is_open and (body, on, reference) == (
        plan.agreed_by,
        plan.agreed_on,
        plan.decision_reference,
    ):
        return plan
    return replace(
        plan,
        state=PlanState.AGREED if plan.state.is_open else plan.state,
        agreed_by=body,
        agreed_on=on,
        decision_reference=reference,
    )


def _follows(row: Cells, known: Mapping[str, Plan], title: str) -> int | None:
    text = row.words("follows")
    if not text:
        return None
    found = known.get(lookup_key(text))
    if found is None or lookup_key(text) == lookup_key(title):
        row.fault("follows", f"there is no earlier plan {quoted(text)}.")
        return None
    return found.id


def _day(row: Cells, column: str) -> date:
    day = row.day(column)
    if day is None and not row.raw(column):
        row.fault(column, "is blank: write the day as 2026-04-01.")
    return day or date(2000, 1, 1)  # never kept: the row has a fault


def _why(row: Cells) -> tuple[Why, ...]:
    found = []
    for word in row.several("why"):
        if word.casefold() in tuple(Why):
            found.append(Why(word.casefold()))
        else:
            row.fault("why", f"{quoted(word)} is none of {', '.join(Why)}; separate by semicolons.")
    return tuple(found)


def _steps(row: Cells) -> tuple[ActionStep, ...]:
    """Steps as `2026-09-30 Policy drafted; 2026-12-15 Adopted`."""
    found = []
    for part in row.several("steps"):
        matched = _STEP.fullmatch(part)
        day = parse_day(matched[1]) if matched else None
        if matched is None or day is None:
            row.fault("steps", f"{quoted(part)}: write each as 2026-09-30 Policy drafted.")
            continue
        found.append(ActionStep(what=matched[2], due=day))
    if len(found) > MOST_STEPS:
        row.fault("steps", f"has {len(found)} steps; {MOST_STEPS} are the most.")
    return tuple(found)


def _with_done(
    steps: tuple[ActionStep, ...], before: tuple[ActionStep, ...]
) -> tuple[ActionStep, ...]:
    """The steps of the file, each done on the day it was known to be done."""
    done = {step.what: step.done_on for step in before}
    return tuple(replace(step, done_on=done.get(step.what)) for step in steps)


def written_steps(steps: Collection[ActionStep]) -> str:
    """The steps as the table writes them."""
    return "; ".join(f"{step.due.isoformat()} {step.what}" for step in steps)


def written_number(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
