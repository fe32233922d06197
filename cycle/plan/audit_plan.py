"""The internal audit plan: which audits are planned for when, how far each is, what each concluded.

What an audit recommends is followed elsewhere, as an intervention
(`cycle.improve.recommendation`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cycle.periods import Frequency, Period, day_words


class AuditStatus(StrEnum):
    """How far an audit of the plan is."""

    PLANNED = "planned"
    IN_PROGRESS = "in progress"
    DRAFT_REPORT = "draft report"
    FINAL_REPORT = "final report"
    DEFERRED = "deferred"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected of it in this plan."""
        return self in (AuditStatus.FINAL_REPORT, AuditStatus.DEFERRED, AuditStatus.CANCELLED)


class AuditOpinion(StrEnum):
    """How sure the auditors are of what they audited: the four words that English councils use."""

    SUBSTANTIAL = "substantial"
    REASONABLE = "reasonable"
    LIMITED = "limited"
    NONE = "no assurance"

    @property
    def is_weak(self) -> bool:
        return self in (AuditOpinion.LIMITED, AuditOpinion.NONE)

    @property
    def words(self) -> str:
        """`limited assurance`, `no assurance`."""
        return self.value if self is AuditOpinion.NONE else f"{self.value} assurance"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAudit:
    """One audit. `planned` is the period in which it is to be reported, `reported_on` when it was.

    `opinion` is None until there is a report.
    """

    ref: str
    title: str
    planned: Period
    status: AuditStatus
    opinion: AuditOpinion | None = None
    reported_on: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether its period has ended without a final report, and it was not put off."""
        return not self.status.is_over and self.planned.end < today

    def state_words(self, today: date) -> str:
        """`final report, limited assurance`, `in progress, late: planned for Q1 2026/27`."""
        if self.is_late(today):
            return f"{self.status}, late: planned for {self.planned.short_words}"
        on = f" of {day_words(self.reported_on)}" if self.reported_on else ""
        said = f", {self.opinion.words}" if self.opinion else ""
        return f"{self.status}{on}{said}"


def audit_faults(audit: PlannedAudit) -> dict[str, str]:
    """What cannot be, by column."""
    faults = {}
    if audit.status is AuditStatus.FINAL_REPORT and audit.reported_on is None:
        faults["date"] = "is blank: a final report has the day of its report."
    if audit.status is AuditStatus.FINAL_REPORT and audit.opinion is None:
        faults["opinion"] = (
            "is blank: write substantial, reasonable, limited or no assurance for a final report."
        )
    if audit.opinion and not _is_reported(audit):
        faults["opinion"] = f"cannot stand beside the status {audit.status}: there is no report."
    return faults


def of_the_year(audits: Iterable[PlannedAudit], period: Period, today: date) -> list[PlannedAudit]:
    """Those of the financial year of the period: weak opinions first, then late ones, then by ref.

    One that was planned earlier and is late still belongs to the year.
    """
    year = Period.containing(Frequency.ANNUAL, period.end)
    shown = [
        audit
        for audit in audits
        if year.start <= audit.planned.start <= year.end
        or (audit.planned.start < year.start and audit.is_late(today))
    ]
    return sorted(shown, key=lambda audit: _gravest_first(audit, today))


def is_for_the_board(audit: PlannedAudit, month: Period, today: date) -> bool:
    """A weak opinion reported in the month, or an audit that is late."""
    reported = audit.reported_on
    is_new = reported is not None and month.start <= reported <= month.end
    is_weak = audit.opinion is not None and audit.opinion.is_weak
    return audit.is_late(today) or (is_new and is_weak)


def _is_reported(audit: PlannedAudit) -> bool:
    return audit.status in (AuditStatus.DRAFT_REPORT, AuditStatus.FINAL_REPORT)


def _gravest_first(audit: PlannedAudit, today: date) -> tuple[bool, bool, str]:
    is_weak = audit.opinion is not None and audit.opinion.is_weak
    return not is_weak, not audit.is_late(today), audit.ref
