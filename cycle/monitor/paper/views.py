"""The facts a paper is written from, gathered once: what stands where, and what is done about it.

Plain values without a database. A part of Steward that is not in use hands over nothing, and its
section says "Nothing to report".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from cycle.improve.duties import Matter
from cycle.periods import Period, london_day
from cycle.plan.audit_plan import PlannedAudit
from cycle.plan.budget import BudgetLine
from cycle.plan.indicator import Indicator, Kind
from cycle.review.chart import Chart
from cycle.review.events import SeriesEvent
from cycle.review.quality import Quality
from cycle.review.schemes import Band
from cycle.review.standing import Standing


class PaperKind(StrEnum):
    """What papers there are, as they are typed."""

    QUARTERLY = "quarterly"
    BOARD = "board"
    CMT = "cmt"
    YEAR = "year"
    KPI_SET = "kpi-set"
    SERVICE_PLAN = "service-plan"
    RETURNS = "returns"

    @property
    def is_public(self) -> bool:
        """Whether it goes to a meeting that anyone may attend, or onto the council's site."""
        return self in (PaperKind.QUARTERLY, PaperKind.YEAR, PaperKind.KPI_SET)

    @property
    def has_results(self) -> bool:
        """Whether it tells how indicators did, so that commentary and actions are wanted."""
        return self not in (PaperKind.KPI_SET, PaperKind.SERVICE_PLAN, PaperKind.RETURNS)


class Body(StrEnum):
    """For whom a paper is written."""

    CABINET = "Cabinet"
    SCRUTINY = "Overview and Scrutiny"
    BOARD = "Performance Board"
    CMT = "Corporate Management Team"
    PUBLIC = "the public"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One dated step of an action. `who` is as the paper may name them."""

    what: str
    who: str
    due: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionEntry:
    """What is known and done about an indicator that is Red or deteriorating.

    `concern` is why it was raised, in a sentence; `effect` what is expected by when; `finding` what
    the figures say of it so far; `decision` what the board answered last.
    """

    concern: str = ""
    cause: str = ""
    action: str = ""
    stage: str = ""
    steps: tuple[StepView, ...] = ()
    effect: str = ""
    finding: str = ""
    decision: str = ""
    risks: tuple[str, ...] = ()
    is_deteriorating: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """One indicator in the period of the paper.

    `history` are the standings of the periods up to this one that have a value, oldest first.
    `parts` says of a period made from finer figures which are given: `2 of 3 months`; empty when
    all are. `red_running` counts the periods in a row that are Red, this one included. `chart` is
    that of the indicator's own figures, up to the end of the period. `owner` is as the paper may
    name who answers for it, `commentary_by` who wrote the commentary. `terms` are those of the
    register today, where the standing is of a longer period than the indicator's own. `forecast`
    says in a sentence where the year will end, and `forecast_band` in which colour.
    """

    standing: Standing
    history: tuple[Standing, ...] = ()
    parts: str = ""
    owner: str = ""
    commentary: str = ""
    commentary_by: str = ""
    chart: Chart | None = None
    events: tuple[SeriesEvent, ...] = ()
    red_running: int = 0
    matter: ExceptionEntry | None = None
    terms: Indicator | None = None
    forecast: str = ""
    forecast_band: Band | None = None

    @property
    def in_register(self) -> Indicator:
        """The indicator as the register has it, with its own target and frequency."""
        return self.terms or self.indicator

    @property
    def indicator(self) -> Indicator:
        return self.standing.indicator

    @property
    def is_exception(self) -> bool:
        """Red, or raised before the board and still open; a Statistic never is."""
        if self.indicator.kind is Kind.STATISTIC:
            return False
        return self.standing.band is Band.RED or self.matter is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatementView:
    """A figure that changed after it was first given, or after it was last published."""

    indicator: Indicator
    period: Period
    old: Decimal | None
    new: Decimal | None
    reason: str
    on: date
    was_published: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A change of the set of indicators, or of the terms of one."""

    indicator: Indicator
    what: str
    reason: str = ""
    approver: str = ""
    from_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessView:
    """Something that went well, and what was learnt from it; `learnt` is often empty."""

    indicator: Indicator
    sentence: str
    learnt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question that members asked. `answer` is empty while it is open. No member is named."""

    body: str
    meeting: date
    words: str
    about: str = ""
    answer: str = ""
    answered_on: date | None = None
    promised: date | None = None
    who: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionInPaper:
    """An action of a service plan, or a project, with its state in words.

    `is_late` is delayed or off track, `is_complete` done. `aim` is its success measure, `success`
    what came of it.
    """

    ref: str
    what: str
    service: str
    state: str
    due: date | None = None
    recovery: date | None = None
    note: str = ""
    aim: str = ""
    success: str = ""
    priority: str = ""
    is_late: bool = False
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskView:
    """A corporate risk and how its score moved in the period; `before` is None where it did not."""

    ref: str
    title: str
    score: int
    before: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnInPaper:
    """A statutory return of the period. `is_late` is not sent by its day."""

    name: str
    due: date
    state: str
    to: str = ""
    is_sent: bool = False
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterView:
    """Something that comes under one of the board's six duties (see `cycle.improve.duties`)."""

    matter: Matter
    about: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLine:
    """What a frozen paper said of one indicator: kept, whatever is restated later.

    `band` is the band's word or the state's; `rule` the sentence that was printed with it.
    """

    indicator: int
    ref: str
    period: Period
    version: int
    value: Decimal | None
    target: Decimal | None
    band: str
    rule: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """All that a paper is written from. `words` are what people wrote for it, by place.

    `last_lines` are those of the last frozen paper of the kind, `last_title` its name. `withheld`
    is how many indicators are left out because they are for officers only. `agreement` says, in the
    paper on the yearly set, how far that set is, or who agreed it, and
    `balance` what to look at in it as a whole.
    """

    kind: PaperKind
    period: Period
    council: str
    made_at: datetime
    body: Body = Body.CABINET
    meeting: date | None = None
    edition: int = 1
    is_draft: bool = True
    reason: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)
    implications: tuple[str, ...] = ()
    indicators: tuple[IndicatorView, ...] = ()
    yearly: tuple[Indicator, ...] = ()
    withheld: int = 0
    says_withheld: bool = False
    questions: tuple[QuestionView, ...] = ()
    successes: tuple[SuccessView, ...] = ()
    restatements: tuple[RestatementView, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    actions: tuple[ActionInPaper, ...] = ()
    risks: tuple[RiskView, ...] = ()
    returns: tuple[ReturnInPaper, ...] = ()
    budgets: tuple[BudgetLine, ...] = ()
    audits: tuple[PlannedAudit, ...] = ()
    statistics: tuple[IndicatorView, ...] = ()
    qualities: tuple[Quality, ...] = ()
    matters: tuple[MatterView, ...] = ()
    last_lines: tuple[PublishedLine, ...] = ()
    last_title: str = ""
    agreement: str = ""
    balance: tuple[str, ...] = ()

    @property
    def written_on(self) -> date:
        """The day, in London, from which the paper is written."""
        return london_day(self.made_at)

    @property
    def exceptions(self) -> tuple[IndicatorView, ...]:
        """Worst first: Red before others, the longest Red before the newer, then by reference."""
        found = [view for view in self.indicators if view.is_exception]
        return tuple(sorted(found, key=_worst_first))


def _worst_first(view: IndicatorView) -> tuple[int, int, int, str]:
    is_red = view.standing.band is Band.RED
    is_kpi = view.indicator.kind is Kind.KPI
    return 0 if is_red else 1, 0 if is_kpi else 1, -view.red_running, view.indicator.ref
