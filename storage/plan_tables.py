"""The tables of plans: the corporate plan, its priorities, and each service's actions."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables import Exact


class PlanRow(SQLModel, table=True):
    """A plan; `version` counts every change of its state."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("title"), Index("ix_plans_service", "service", "starts"))
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    title: str
    service: str = ""
    starts: date
    ends: date
    state: str
    proposed_by: int | None = Field(default=None, foreign_key="people.id")
    proposed_on: date | None = None
    agreed_by: str = ""
    agreed_on: date | None = None
    decision_reference: str = ""
    follows: int | None = Field(default=None, foreign_key="plans.id")
    returned: str = Field(default="", sa_type=Text)
    version: int = 1


class CorporatePriorityRow(SQLModel, table=True):
    """A priority of the corporate plan; indicators name it by its title."""

    __tablename__ = "priorities"
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plans.id", index=True)
    ref: str = Field(unique=True)
    title: str = Field(unique=True)
    outcome: str = Field(default="", sa_type=Text)
    portfolio_holder: str = ""
    place: int = 0


class ActionRow(SQLModel, table=True):
    """An action or project as it stands; what was said of it is in `action_updates`."""

    __tablename__ = "actions"
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    kind: str
    plan_id: int = Field(foreign_key="plans.id", index=True)
    service: str
    priority_id: int | None = Field(default=None, foreign_key="priorities.id", index=True)
    title: str
    why: str = ""
    owner: int | None = Field(default=None, foreign_key="people.id", index=True)
    deputy: int | None = Field(default=None, foreign_key="people.id", index=True)
    starts: date
    due: date
    success: str = Field(default="", sa_type=Text)
    success_indicator_id: int | None = Field(default=None, foreign_key="indicators.id", index=True)
    success_from: Decimal | None = Field(default=None, sa_type=Exact)
    success_to: Decimal | None = Field(default=None, sa_type=Exact)
    is_quality: bool
    budget: Decimal | None = Field(default=None, sa_type=Exact)
    state: str
    recovery: date | None = None
    recovery_agreed_on: date | None = None
    carried_from: int | None = None
    version: int = 1


class ActionStepRow(SQLModel, table=True):
    """One step of an action; `place` counts from 0."""

    __tablename__ = "action_steps"
    __table_args__ = (UniqueConstraint("action_id", "place"),)
    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="actions.id")
    place: int
    what: str = Field(sa_type=Text)
    due: date
    done_on: date | None = None
    moved: int = 0


class ActionUpdateRow(SQLModel, table=True):
    """Append only. The unique key lets one of two who tell at once win, and the other know."""

    __tablename__ = "action_updates"
    __table_args__ = (UniqueConstraint("action_id", "period", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="actions.id")
    period: str = Field(max_length=10)
    version: int
    state: str
    words: str = Field(sa_type=Text)
    next_steps: str = Field(default="", sa_type=Text)
    blocker: str = Field(default="", sa_type=Text)
    recovery: date | None = None
    success: str = Field(default="", sa_type=Text)
    approver: str = ""
    given_by: int | None = Field(default=None, foreign_key="people.id")
    given_at: datetime


class PlanChangeRow(SQLModel, table=True):
    """Append only: what was changed of a plan or action after it was agreed, why, and by whom."""

    __tablename__ = "plan_changes"
    id: int | None = Field(default=None, primary_key=True)
    thing: str = Field(index=True)
    field: str
    old: str = Field(default="", sa_type=Text)
    new: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    approver: str = ""
    decision_reference: str = ""
    at: datetime


class ForecastRow(SQLModel, table=True):
    """Append only: where an owner says that a year will end, with a period's figure in hand."""

    __tablename__ = "forecasts"
    __table_args__ = (UniqueConstraint("indicator_id", "made_for", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    year: str = Field(max_length=10)
    made_for: str = Field(max_length=10)
    version: int
    value: Decimal = Field(sa_type=Exact)
    words: str = Field(default="", sa_type=Text)
    given_by: int | None = Field(default=None, foreign_key="people.id")
    given_at: datetime


class ReturnRow(SQLModel, table=True):
    """The register of returns to government, and of what the law wants published."""

    __tablename__ = "returns"
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    title: str
    recipient: str
    frequency: str
    basis: str
    due_rule: str = Field(default="", sa_type=Text)
    usual_due: str = ""
    applies_to: str = ""
    certified_by: str = ""
    owner: int | None = Field(default=None, foreign_key="people.id", index=True)
    deputy: int | None = Field(default=None, foreign_key="people.id")
    certifier: int | None = Field(default=None, foreign_key="people.id", index=True)
    certifier_deputy: int | None = Field(default=None, foreign_key="people.id")


class ReturnRoundRow(SQLModel, table=True):
    """One return for one period; `version` counts its steps."""

    __tablename__ = "return_rounds"
    __table_args__ = (UniqueConstraint("return_id", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    return_id: int = Field(foreign_key="returns.id")
    period: str = Field(max_length=30)
    due: date = Field(index=True)
    source: str = ""
    state: str
    changes: str = Field(default="", sa_type=Text)
    made_ready_by: int | None = Field(default=None, foreign_key="people.id")
    certified_by: int | None = Field(default=None, foreign_key="people.id")
    certified_on: date | None = None
    evidence: str = Field(default="", sa_type=Text)
    version: int = 1


class BudgetLineRow(SQLModel, table=True):
    """What one service may spend in a year, has spent up to a period, and expects to spend."""

    __tablename__ = "budget_lines"
    __table_args__ = (UniqueConstraint("service", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    service: str
    period: str = Field(max_length=10)
    budget: Decimal = Field(sa_type=Exact)
    actual: Decimal = Field(sa_type=Exact)
    forecast: Decimal | None = Field(default=None, sa_type=Exact)
    words: str = Field(default="", sa_type=Text)


class PlannedAuditRow(SQLModel, table=True):
    """One audit of the internal audit plan."""

    __tablename__ = "planned_audits"
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    title: str
    planned: str = Field(max_length=10)
    status: str
    opinion: str = ""
    reported_on: date | None = None


class SignOffRow(SQLModel, table=True):
    """What a certifier said of one version of a figure; `state` waits, or is what they decided."""

    __tablename__ = "sign_offs"
    __table_args__ = (UniqueConstraint("indicator_id", "period", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id")
    period: str = Field(max_length=10)
    version: int
    state: str = Field(index=True)
    at: datetime
    by: int | None = Field(default=None, foreign_key="people.id")
    by_name: str = ""
    note: str = Field(default="", sa_type=Text)
