"""The internal audit plan: what is late, what the board hears, what cannot be."""

from datetime import date

import pytest

from cycle.periods import Period
from cycle.plan.audit_plan import (
    AuditOpinion,
    AuditStatus,
    PlannedAudit,
    audit_faults,
    is_for_the_board,
    of_the_year,
)

TODAY = date(2026, 10, 12)
SEPTEMBER = Period.parse("2026-09")


def audit(
    status: AuditStatus,
    planned: str = "2026/27 Q2",
    opinion: AuditOpinion | None = None,
    on: date | None = None,
    ref: str = "IA-01",
) -> PlannedAudit:
    return PlannedAudit(
        ref=ref,
        title="Creditors",
        planned=Period.parse(planned),
        status=status,
        opinion=opinion,
        reported_on=on,
    )


@pytest.mark.parametrize(
    ("status", "planned", "late"),
    [
        (AuditStatus.PLANNED, "2026/27 Q2", True),
        (AuditStatus.DRAFT_REPORT, "2026/27 Q2", True),
        (AuditStatus.PLANNED, "2026/27 Q3", False),
        (AuditStatus.DEFERRED, "2026/27 Q1", False),
        (AuditStatus.CANCELLED, "2026/27 Q1", False),
        (AuditStatus.FINAL_REPORT, "2026/27 Q1", False),
    ],
)
def test_an_audit_is_late_when_its_period_ended_without_a_final_report(status, planned, late):
    assert audit(status, planned).is_late(TODAY) is late


@pytest.mark.parametrize(
    ("opinion", "on", "told"),
    [
        (AuditOpinion.LIMITED, date(2026, 9, 30), True),
        (AuditOpinion.NONE, date(2026, 9, 1), True),
        (AuditOpinion.REASONABLE, date(2026, 9, 30), False),
        (AuditOpinion.LIMITED, date(2026, 8, 31), False),  # told a month ago
    ],
)
def test_the_board_hears_of_a_weak_opinion_in_the_month_of_its_report(opinion, on, told):
    reported = audit(AuditStatus.FINAL_REPORT, opinion=opinion, on=on)
    assert is_for_the_board(reported, SEPTEMBER, TODAY) is told


def test_a_final_report_needs_its_day_and_opinion_and_no_other_status_has_one():
    assert set(audit_faults(audit(AuditStatus.FINAL_REPORT))) == {"date", "opinion"}
    early = audit(AuditStatus.PLANNED, opinion=AuditOpinion.LIMITED)
    assert "there is no report" in audit_faults(early)["opinion"]
    assert not audit_faults(audit(AuditStatus.DRAFT_REPORT, opinion=AuditOpinion.LIMITED))


def test_weak_opinions_come_first_then_late_audits_then_the_others():
    weak = audit(AuditStatus.FINAL_REPORT, "2026/27 Q1", AuditOpinion.LIMITED, TODAY, ref="IA-09")
    late = audit(AuditStatus.PLANNED, "2026/27 Q1", ref="IA-05")
    later = audit(AuditStatus.PLANNED, "2026/27 Q4", ref="IA-01")
    carried = audit(AuditStatus.IN_PROGRESS, "2025/26 Q4", ref="IA-06")
    done = audit(AuditStatus.FINAL_REPORT, "2025/26 Q4", AuditOpinion.REASONABLE, TODAY)
    shown = of_the_year([later, late, weak, carried, done], Period.parse("2026/27 Q2"), TODAY)
    assert [one.ref for one in shown] == ["IA-09", "IA-05", "IA-06", "IA-01"]
    assert weak.state_words(TODAY) == "final report of 12 October 2026, limited assurance"
    assert late.state_words(TODAY) == "planned, late: planned for Q1 2026/27"
