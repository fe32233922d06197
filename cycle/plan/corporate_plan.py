"""Plans and the priorities they set: the line from the corporate plan to a service's own plan.

```mermaid
stateDiagram-v2
    [*] --> draft : imported
    draft --> proposed : the head of service proposes it
    proposed --> draft : sent back, with a reason
    proposed --> agreed : agreed by a named body, with a reference
    agreed --> superseded : another plan follows it, or its year is closed
    superseded --> [*]
```

Source: Performance Management Framework (September 2025), Plan: the Corporate Plan sets priorities;
each service writes a yearly Service Plan, agreed towards the start of the financial year. The
states, and the days on which a plan that is not agreed is chased, are our choice (decision 0050).
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from cycle.periods import Frequency, Period, day_words
from cycle.refusals import NotNow, Refused, check, words_refused

LONGEST_YEARS = 8  # of a plan; our choice, it catches the mistyped year
PROPOSED_FROM = (2, 1)  # 1 February: services are asked for next year's plan
AGREED_BY = (4, 15)  # 15 April: a plan that is not agreed is told to CMT


class PlanKind(StrEnum):
    CORPORATE = "corporate"
    SERVICE = "service"


class PlanState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    SUPERSEDED = "superseded"

    @property
    def is_open(self) -> bool:
        """Whether its actions may still be changed by a plain import."""
        return self in (PlanState.DRAFT, PlanState.PROPOSED)


PLAN_TRANSITIONS: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.PROPOSED, PlanState.AGREED}),
    PlanState.PROPOSED: frozenset({PlanState.DRAFT, PlanState.AGREED}),
    PlanState.AGREED: frozenset({PlanState.SUPERSEDED}),
    PlanState.SUPERSEDED: frozenset(),
}


class NoBody(Refused):
    """Say which body agreed it: the portfolio holder, CMT or Cabinet, for instance."""


class NoReference(Refused):
    """Give the reference of the decision, such as CMT/27/03."""


class NoActions(Refused):
    """A service plan needs at least one action before it is proposed."""


class NotTheServicesOwn(Refused):
    """Only a manager of the service, or the performance team, proposes its plan."""


class NotYourPlan(Refused):
    """Whoever proposed a plan does not agree it as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A corporate plan, or the yearly plan of one service; `follows` is the plan before it.

    `proposed_by` is a person's id. `agreed_by` is the body that agreed it.
    """

    title: str
    kind: PlanKind
    starts: date
    ends: date
    service: str = ""
    state: PlanState = PlanState.DRAFT
    proposed_by: int | None = None
    proposed_on: date | None = None
    agreed_by: str = ""
    agreed_on: date | None = None
    decision_reference: str = ""
    follows: int | None = None
    returned: str = ""
    version: int = 1
    id: int = 0

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> Period:
        """The financial year in which it starts."""
        return Period.containing(Frequency.ANNUAL, self.starts)

    def is_in_force(self, today: date) -> bool:
        return self.state is PlanState.AGREED and self.starts <= today <= self.ends

    @property
    def state_words(self) -> str:
        """`Agreed by Cabinet on 16 March 2027 (CAB/27/14)`, or the plain state."""
        if self.state is not PlanState.AGREED or self.agreed_on is None:
            return self.state.capitalize()
        return f"Agreed by {self.agreed_by} on {day_words(self.agreed_on)} ({self.reference})"

    @property
    def reference(self) -> str:
        return self.decision_reference or "no reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorporatePriority:
    """What the corporate plan sets out to achieve: a title, the outcome in words, its holder."""

    plan: int
    ref: str
    title: str
    outcome: str = ""
    portfolio_holder: str = ""
    place: int = 0
    id: int = 0

    def __str__(self) -> str:
        return self.title


def plan_faults(plan: Plan) -> dict[str, str]:
    """What is wrong with a plan, by column; empty where it can stand."""
    faults: dict[str, str] = {}
    if plan.ends < plan.starts:
        begins, ends = day_words(plan.starts), day_words(plan.ends)
        faults["ends"] = f"the plan ends on {ends}, before it begins on {begins}."
    elif plan.ends.year - plan.starts.year > LONGEST_YEARS:
        faults["ends"] = f"{day_words(plan.ends)} is too far from the start: is the year mistyped?"
    if plan.kind is PlanKind.SERVICE and not plan.service:
        faults["service"] = "is blank: a service plan needs its service."
    if plan.kind is PlanKind.CORPORATE and plan.service:
        faults["service"] = "a corporate plan belongs to no service: leave the cell blank."
    return faults


def proposed(plan: Plan, by: int, actions: int, today: date) -> Plan:
    """The plan put forward to be agreed. Raises NotNow or NoActions."""
    if PlanState.PROPOSED not in PLAN_TRANSITIONS[plan.state]:
        raise NotNow
    if plan.kind is PlanKind.SERVICE and not actions:
        raise NoActions
    return _moved(plan, PlanState.PROPOSED, proposed_by=by, proposed_on=today, returned="")


def sent_back(plan: Plan, words: str) -> Plan:
    """The plan returned to its service, with the reason. Raises NotNow, NothingSaid or TooLong."""
    if plan.state is not PlanState.PROPOSED:
        raise NotNow
    check(words_refused(words))
    return _moved(plan, PlanState.DRAFT, returned=words)


def agreed(plan: Plan, by: int, body: str, reference: str, today: date) -> Plan:
    """The plan agreed by a body. `by` is who records it, never who proposed it.

    Raises NotNow, NotYourPlan, NoBody or NoReference.
    """
    if PlanState.AGREED not in PLAN_TRANSITIONS[plan.state]:
        raise NotNow
    if by == plan.proposed_by:
        raise NotYourPlan
    check(
        None if body.strip() else NoBody(),
        None if reference.strip() else NoReference(),
    )
    return _moved(
        plan,
        PlanState.AGREED,
        agreed_by=body.strip(),
        agreed_on=today,
        decision_reference=reference.strip(),
    )


def closed(plan: Plan) -> Plan:
    """The plan whose year is over and whose every action was answered for. Raises NotNow."""
    if plan.state is not PlanState.AGREED:
        raise NotNow
    return _moved(plan, PlanState.SUPERSEDED)


def reminder_due(plan_year: Period, today: date) -> str:
    """`propose` from 1 February before the year, `escalate` from 15 April in it; else empty.

    Asked for a year whose plan is not agreed. Source: our choice; days are settings (0050).
    """
    first = date(plan_year.start.year, *PROPOSED_FROM)
    last = date(plan_year.start.year, *AGREED_BY)
    if today < first:
        return ""
    return "propose" if today < last else "escalate"


def _moved(plan: Plan, state: PlanState, **changes: Any) -> Plan:
    return replace(plan, state=state, version=plan.version + 1, **changes)
