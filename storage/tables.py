"""Every table Steward keeps, with the keys that let the database settle races.

Table models do not validate: what reaches them has been judged by the cycle. Values are exact
decimals kept as text, since SQLite knows no decimals; instants are UTC; days are dates in London.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Dialect,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    sql,
)
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


class Exact(TypeDecorator[Decimal]):
    """A decimal kept digit for digit."""

    impl = String(60)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class PersonRow(SQLModel, table=True):
    """`roles` and `services` are parted by semicolons. `teams_id` is learnt at first contact."""

    __tablename__ = "people"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    email: str = Field(unique=True)
    aad_object_id: str | None = Field(default=None, unique=True)
    teams_id: str | None = Field(default=None, unique=True)
    roles: str = ""
    services: str = ""
    manager_id: int | None = Field(default=None, foreign_key="people.id")
    deputy_id: int | None = Field(default=None, foreign_key="people.id")


class IndicatorRow(SQLModel, table=True):
    """The register as it stands now; what it was before is in `register_changes`."""

    __tablename__ = "indicators"
    __table_args__ = (Index("ix_indicators_service_kind", "service", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    title: str
    kind: str
    service: str
    priority: str = ""
    unit: str
    decimals: int
    polarity: str
    frequency: str
    aggregation: str
    cumulative: bool
    target: Decimal | None = Field(default=None, sa_type=Exact)
    tolerance: Decimal = Field(sa_type=Exact)
    tolerance_unit: str
    range_low: Decimal | None = Field(default=None, sa_type=Exact)
    range_high: Decimal | None = Field(default=None, sa_type=Exact)
    due_working_days: int
    owner: int | None = Field(default=None, foreign_key="people.id", index=True)
    deputy: int | None = Field(default=None, foreign_key="people.id", index=True)
    portfolio_holder: str = ""
    definition: str = Field(default="", sa_type=Text)
    source_of_target: str = Field(default="", sa_type=Text)
    scheme: str
    green_tolerance: Decimal = Field(sa_type=Exact)
    floor: Decimal | None = Field(default=None, sa_type=Exact)
    dead_band: Decimal = Field(sa_type=Exact)
    rolling: bool
    seasonal: bool
    screen_outliers: bool
    minimum_points: int
    aliases: str = ""
    proxy: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    adverse_moves: int | None = None
    triggers: str = Field(default="", sa_column_kwargs={"server_default": ""})
    retired_from: date | None = None
    officers_only: bool = Field(default=False, sa_column_kwargs={"server_default": sql.false()})
    figures_from: str = Field(default="given", sa_column_kwargs={"server_default": "given"})
    control: str = Field(default="", sa_column_kwargs={"server_default": ""})
    control_words: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    certifier: int | None = Field(default=None, foreign_key="people.id")
    tolerance_above: Decimal | None = Field(default=None, sa_type=Exact)
    baseline_points: int | None = None
    in_development: bool = Field(default=False, sa_column_kwargs={"server_default": sql.false()})
    numerator_label: str = Field(default="", sa_column_kwargs={"server_default": ""})
    denominator_label: str = Field(default="", sa_column_kwargs={"server_default": ""})


class RegisterChangeRow(SQLModel, table=True):
    """One field of one indicator, changed with effect from a day."""

    __tablename__ = "register_changes"
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    field: str
    old: str = Field(sa_type=Text)
    new: str = Field(sa_type=Text)
    effective_from: date
    reason: str = ""
    approver: str = ""
    changed_at: datetime
    decision_reference: str = Field(default="", sa_column_kwargs={"server_default": ""})


class TargetRow(SQLModel, table=True):
    """One step of an indicator's profile: the target for one period."""

    __tablename__ = "targets"
    __table_args__ = (UniqueConstraint("indicator_id", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id")
    period: str = Field(max_length=10)
    target: Decimal = Field(sa_type=Exact)


class FigureRow(SQLModel, table=True):
    """Append only. The unique key lets one of two who submit at once win, and the other know."""

    __tablename__ = "figures"
    __table_args__ = (UniqueConstraint("indicator_id", "period", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id")
    period: str = Field(max_length=10)
    version: int
    value: Decimal | None = Field(default=None, sa_type=Exact)
    numerator: Decimal | None = Field(default=None, sa_type=Exact)
    denominator: Decimal | None = Field(default=None, sa_type=Exact)
    commentary: str = Field(default="", sa_type=Text)
    status: str
    expected_on: date | None = None
    reason: str = Field(default="", sa_type=Text)
    given_by: int | None = Field(default=None, foreign_key="people.id")
    given_by_name: str = ""
    given_at: datetime


class SeriesEventRow(SQLModel, table=True):
    """A break in a series, or an annotation that breaks nothing; once taken back it counts no more.

    Who took it back, and why, is in `audit`.
    """

    __tablename__ = "series_events"
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    period: str = Field(max_length=10)
    is_break: bool
    words: str = Field(sa_type=Text)
    author: str
    at: datetime
    taken_back_at: datetime | None = None


class ReopeningRow(SQLModel, table=True):
    """Permission to enter one locked period of one indicator, to the end of a day."""

    __tablename__ = "reopenings"
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    period: str = Field(max_length=10)
    until: date
    granted_by: int | None = Field(default=None, foreign_key="people.id")
    reason: str = Field(default="", sa_type=Text)
    at: datetime


class ConcernRow(SQLModel, table=True):
    """`open_indicator_id` is unique while the concern is open: one open concern an indicator.

    From `answer` on: what the board says of it. `has_intervention` holds an ending, which is then
    written in `held`. One `version` counts every change, whoever makes it. `first_sentence` is why
    it was raised; what it became since then is in `concern_steps`.
    """

    __tablename__ = "concerns"
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    open_indicator_id: int | None = Field(default=None, unique=True)
    raised_for: str = Field(max_length=10)
    period: str = Field(max_length=10)
    state: str
    triggers: str
    sentence: str = Field(sa_type=Text)
    version: int = 1
    raised_at: datetime
    changed_at: datetime
    answer: str = Field(default="awaited", sa_column_kwargs={"server_default": "awaited"})
    answered_in: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    answered_on: date | None = None
    until: date | None = None
    question_on: date | None = None
    why: str = Field(default="raised", sa_column_kwargs={"server_default": "raised"})
    has_intervention: bool = Field(default=False, sa_column_kwargs={"server_default": sql.false()})
    held: str = Field(default="", sa_column_kwargs={"server_default": ""})
    first_sentence: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class ConcernStepRow(SQLModel, table=True):
    """Append only: what a raised concern became, for which period, why, by whose figure."""

    __tablename__ = "concern_steps"
    id: int | None = Field(default=None, primary_key=True)
    concern_id: int = Field(foreign_key="concerns.id", index=True)
    state: str
    period: str = Field(max_length=10)
    sentence: str = Field(sa_type=Text)
    by: str = ""
    at: datetime


class RecheckRow(SQLModel, table=True):
    """An indicator to be looked at once more, since what its figures say has changed."""

    __tablename__ = "rechecks"
    id: int | None = Field(default=None, primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id")
    period: str = Field(max_length=10)


class InterventionRow(SQLModel, table=True):
    """`live_concern_id` is unique while it lives: one live intervention a concern.

    From `cause` to `effect_by` is the proposal in force; `starts` is empty while there is none. A
    recommendation has a `reference`, each its own.
    """

    __tablename__ = "interventions"
    __table_args__ = (Index("ix_interventions_reference", "reference", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    concern_id: int | None = Field(default=None, foreign_key="concerns.id", index=True)
    live_concern_id: int | None = Field(default=None, unique=True)
    indicator_id: int | None = Field(default=None, foreign_key="indicators.id", index=True)
    origin: str
    stage: str = Field(index=True)
    version: int = 1
    what: str = Field(sa_type=Text)
    owner: int | None = Field(default=None, foreign_key="people.id", index=True)
    propose_by: date
    asked_by: int = Field(foreign_key="people.id")
    asked_on: date
    cause: str = Field(default="", sa_type=Text)
    action: str = Field(default="", sa_type=Text)
    starts: date | None = None
    support: str = Field(default="", sa_type=Text)
    effect_indicator_id: int | None = Field(default=None, foreign_key="indicators.id", index=True)
    effect_start: Decimal | None = Field(default=None, sa_type=Exact)
    effect_target: Decimal | None = Field(default=None, sa_type=Exact)
    effect_by: date | None = None
    proposed_by: int | None = Field(default=None, foreign_key="people.id")
    proposed_on: date | None = None
    returned: str = Field(default="", sa_type=Text)
    agreed_by: int | None = Field(default=None, foreign_key="people.id")
    agreed_on: date | None = None
    started_on: date | None = None
    progress_on: date | None = None
    closed_by: int | None = Field(default=None, foreign_key="people.id")
    closed_on: date | None = None
    reason: str = Field(default="", sa_type=Text)
    changed_at: datetime
    reference: str | None = None
    due: date | None = None


class MinuteRow(SQLModel, table=True):
    """Append only: what was said of a concern or decided of an intervention, with the words."""

    __tablename__ = "minutes"
    id: int | None = Field(default=None, primary_key=True)
    concern_id: int | None = Field(default=None, foreign_key="concerns.id", index=True)
    intervention_id: int | None = Field(default=None, foreign_key="interventions.id", index=True)
    kind: str
    words: str = Field(sa_type=Text)
    who: int | None = Field(default=None, foreign_key="people.id")
    until: date | None = None
    by: int = Field(foreign_key="people.id")
    at: datetime = Field(index=True)


class MilestoneRow(SQLModel, table=True):
    """One step of the proposal in force; `place` counts from 0."""

    __tablename__ = "milestones"
    __table_args__ = (UniqueConstraint("intervention_id", "place"),)
    id: int | None = Field(default=None, primary_key=True)
    intervention_id: int = Field(foreign_key="interventions.id")
    place: int
    what: str = Field(sa_type=Text)
    due: date
    who: int | None = Field(default=None, foreign_key="people.id")
    done_on: date | None = None
    moved: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class ProgressRow(SQLModel, table=True):
    """Append only: how an intervention goes, in words."""

    __tablename__ = "progress"
    id: int | None = Field(default=None, primary_key=True)
    intervention_id: int = Field(foreign_key="interventions.id", index=True)
    words: str = Field(sa_type=Text)
    by: int = Field(foreign_key="people.id")
    at: datetime


class FindingRow(SQLModel, table=True):
    """What the figure of a period says of an intervention, as it was last restated."""

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("intervention_id", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    intervention_id: int = Field(foreign_key="interventions.id")
    period: str = Field(max_length=10)
    progress: str
    sentence: str = Field(sa_type=Text)
    follows: str
    at: datetime


class SuccessRow(SQLModel, table=True):
    """Each success is said once. `told_on` is empty until it has been."""

    __tablename__ = "successes"
    __table_args__ = (UniqueConstraint("praise", "indicator_id", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    praise: str
    indicator_id: int = Field(foreign_key="indicators.id", index=True)
    period: str = Field(max_length=10)
    sentence: str = Field(sa_type=Text)
    learnt: str = Field(default="", sa_type=Text)
    learnt_by: int | None = Field(default=None, foreign_key="people.id")
    at: datetime
    told_on: date | None = None


class RiskRow(SQLModel, table=True):
    """The corporate risk register as it stands."""

    __tablename__ = "risks"
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    title: str
    owner: int | None = Field(default=None, foreign_key="people.id", index=True)
    likelihood: int
    impact: int
    status: str
    version: int = 1


class RiskIndicatorRow(SQLModel, table=True):
    """An indicator that watches a risk."""

    __tablename__ = "risk_indicators"
    risk_id: int = Field(foreign_key="risks.id", primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", primary_key=True, index=True)


class RiskAnswerRow(SQLModel, table=True):
    """Append only: how a risk's owner answered a deteriorating indicator."""

    __tablename__ = "risk_answers"
    __table_args__ = (UniqueConstraint("risk_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    risk_id: int = Field(foreign_key="risks.id")
    concern_id: int | None = Field(default=None, foreign_key="concerns.id", index=True)
    words: str = Field(sa_type=Text)
    score_before: int
    score: int
    by: int = Field(foreign_key="people.id")
    at: datetime
    version: int


class CallInRow(SQLModel, table=True):
    """Overview and Scrutiny asked a manager to explain."""

    __tablename__ = "call_ins"
    id: int | None = Field(default=None, primary_key=True)
    manager: int = Field(foreign_key="people.id", index=True)
    meeting: date
    words: str = Field(sa_type=Text)
    called_by: int = Field(foreign_key="people.id")
    called_on: date
    state: str
    version: int = 1
    explanation: str = Field(default="", sa_type=Text)
    explained_by: int | None = Field(default=None, foreign_key="people.id")
    explained_on: date | None = None
    outcome: str = Field(default="", sa_type=Text)


class CallInIndicatorRow(SQLModel, table=True):
    """An indicator that a call-in is about."""

    __tablename__ = "call_in_indicators"
    call_in_id: int = Field(foreign_key="call_ins.id", primary_key=True)
    indicator_id: int = Field(foreign_key="indicators.id", primary_key=True, index=True)


class PlaceRow(SQLModel, table=True):
    """A conversation that Steward knows; `purpose` is what is posted there, such as `board`."""

    __tablename__ = "places"
    conversation_id: str = Field(primary_key=True)
    scope: str
    service_url: str
    tenant_id: str = ""
    channel_id: str = ""
    team_id: str = ""
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    purpose: str = Field(default="", index=True)
    reachable: bool = True
    seen_at: datetime


class AskRow(SQLModel, table=True):
    """What a card with buttons was about. The card itself carries only this opaque id.

    `person_id` is empty for a card that everybody in the conversation may press.
    """

    __tablename__ = "asks"
    __table_args__ = (UniqueConstraint("key"),)
    id: str = Field(primary_key=True, max_length=32)
    key: str
    person_id: int | None = Field(default=None, foreign_key="people.id")
    conversation_id: str
    about: str
    indicator_id: int | None = Field(default=None, foreign_key="indicators.id")
    period: str | None = Field(default=None, max_length=10)
    words: str = Field(default="", sa_type=Text)
    at: datetime


class DeliveryRow(SQLModel, table=True):
    """One card in Teams and what it should show: sent while `shown` is behind `wanted`.

    `key` is the business key (`reminder:12:2026-10-12`): asked for twice, kept once. A claim is a
    token and the end of its lease; who marks the outcome must still hold the token. `leaving` is
    set just before the request goes out: a claim that died with it may or may not have been shown.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_pending", "pending", "next_attempt_at"),
        Index("ix_deliveries_card", "conversation_id", "activity_id"),
        Index("ix_deliveries_subject", "kind", "subject"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    subject: str
    worth: int
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    purpose: str = ""
    day: date | None = None
    wanted: int = 1
    shown: int = 0
    pending: bool = True
    conversation_id: str = ""
    activity_id: str = ""
    earlier_activity_ids: str = ""
    possible_repeat: bool = False
    attempts: int = 0
    next_attempt_at: datetime
    not_after: datetime | None = None
    claim: str = ""
    lease_until: datetime | None = None
    leaving: bool = False
    outcome: str = ""
    code: str = ""
    wanted_at: datetime
    sent_at: datetime | None = None


class LateAnswerRow(SQLModel, table=True):
    """An answer that Teams did not take in time, as JSON; deleted once it has been shown."""

    __tablename__ = "late_answers"
    key: str = Field(primary_key=True)
    summary: str
    content: str
    kept_at: datetime


class ReachRow(SQLModel, table=True):
    """Somebody who cannot be written to, with Teams' word for it; gone once a card arrives."""

    __tablename__ = "reach"
    person_id: int = Field(primary_key=True, foreign_key="people.id")
    code: str
    since: datetime


class SnoozeRow(SQLModel, table=True):
    """A person asked to be reminded again on this day."""

    __tablename__ = "snoozes"
    __table_args__ = (UniqueConstraint("person_id", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    day: date


class NoteRow(SQLModel, table=True):
    """Something a person told the performance team, such as "not my indicator"."""

    __tablename__ = "notes"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    indicator_id: int = Field(foreign_key="indicators.id")
    words: str = Field(sa_type=Text)
    at: datetime


class EditionRow(SQLModel, table=True):
    """A random word that every change of the thing replaces: what was read under it still holds."""

    __tablename__ = "editions"
    name: str = Field(primary_key=True)
    edition: str


class GateRow(SQLModel, table=True):
    """An instant before which something may not be done, such as sending while throttled."""

    __tablename__ = "gates"
    name: str = Field(primary_key=True)
    until: datetime


class SweepRow(SQLModel, table=True):
    """When each sweep last ran to its end, so that one which has stopped is noticed."""

    __tablename__ = "sweeps"
    name: str = Field(primary_key=True)
    ran_at: datetime
    words: str = Field(default="", sa_type=Text)


class DutyFailureRow(SQLModel, table=True):
    """A duty of the clock that fails now: since when, and how often in a row."""

    __tablename__ = "duty_failures"
    name: str = Field(primary_key=True)
    since: datetime
    last: datetime
    times: int
    error: str


class LastQuestionRow(SQLModel, table=True):
    """What a person asked last in a chat, as it may be typed again."""

    __tablename__ = "last_questions"
    person_id: int = Field(primary_key=True, foreign_key="people.id")
    conversation_id: str = Field(primary_key=True)
    text: str
    asked_at: datetime


class AliasRow(SQLModel, table=True):
    """A further name of an indicator, service or priority, given by the performance team."""

    __tablename__ = "aliases"
    words: str = Field(primary_key=True)
    sort: str
    key: str
    by: str
    at: datetime


class UnreadQuestionRow(SQLModel, table=True):
    """A question that was not understood: its words and how often, not whose."""

    __tablename__ = "unread_questions"
    words: str = Field(primary_key=True)
    times: int
    last: datetime


class AbsenceRow(SQLModel, table=True):
    """A person hears of nothing from a day until a moment; away, somebody else hears instead.

    `asked_back_on` is the first working day after it, once they were asked whether they are back.
    """

    __tablename__ = "absences"
    person_id: int = Field(primary_key=True, foreign_key="people.id")
    starts: date
    ends: datetime
    is_away: bool
    cover_id: int | None = Field(default=None, foreign_key="people.id")
    asked_back_on: date | None = None


class SubscriptionRow(SQLModel, table=True):
    """What a person asked to be told of: every weekday, or when it turns; and what is to be told.

    `wanted` is the filter as JSON; `seen` are references and `news` sentences, one a line.
    """

    __tablename__ = "subscriptions"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    wanted: str
    weekday: str
    seen: str
    news: str
    tell_on: date | None = None
    made_at: datetime


class ChatFileRow(SQLModel, table=True):
    """A workbook offered to a person in their chat, and where Teams wants it once they accept."""

    __tablename__ = "chat_files"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id")
    name: str
    content: bytes
    state: str = Field(index=True)
    upload_url: str = Field(sa_type=Text)
    content_url: str = Field(sa_type=Text)
    unique_id: str
    file_type: str
    at: datetime


class AuditRow(SQLModel, table=True):
    """Append only: who changed what, when, from where, from what to what, and why.

    Each entry carries the hash of the one before it (decision 0059). `figures` are the keys of the
    figures it records, with a digest of each one's numbers.
    """

    __tablename__ = "audit"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    person_id: int | None = None
    who: str
    came_from: str
    change: str
    subject: str = Field(index=True)
    old: str = Field(default="", sa_type=Text)
    new: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    figures: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    salt: str = Field(default="", sa_column_kwargs={"server_default": ""})
    digest: str = Field(default="", sa_column_kwargs={"server_default": ""})
    previous: str = Field(default="", sa_column_kwargs={"server_default": ""})
    hash: str = Field(default="", sa_column_kwargs={"server_default": ""})
    forgotten: bool = Field(default=False, sa_column_kwargs={"server_default": sql.false()})


class AuditHeadRow(SQLModel, table=True):
    """The newest entry's hash, in one row that whoever adds an entry locks."""

    __tablename__ = "audit_head"
    id: int = Field(primary_key=True)
    hash: str
