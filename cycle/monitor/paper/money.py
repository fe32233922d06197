"""The money and the internal audit plan in papers: what was planned, and how far it is."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from cycle.monitor.paper.blocks import Block, DataCell, DataColumn, DataTable, Paragraph, Section
from cycle.monitor.paper.cover import NOTHING
from cycle.monitor.paper.sentences import counted
from cycle.monitor.paper.tables import NONE
from cycle.monitor.paper.views import PaperFacts
from cycle.plan.audit_plan import PlannedAudit
from cycle.plan.budget import BudgetLine, pounds


def finance(facts: PaperFacts) -> Section:
    """What finance wrote, what the lines add up to, and the lines, the largest variance first."""
    written = facts.words.get("finance")
    told: tuple[Block, ...] = (Paragraph(written),) if written else ()
    if facts.budgets:
        told = (*told, Paragraph(_adds_up(facts.budgets)), _budgets(facts.budgets))
    return Section("Finance", told or (Paragraph(NOTHING),))


def audit_plan(facts: PaperFacts) -> Section:
    """How far the plan is, then each audit: weak opinions first, then late ones."""
    if not facts.audits:
        return Section("Internal audit", (Paragraph(NOTHING),))
    today = facts.written_on
    return Section(
        "Internal audit", (Paragraph(_progress(facts.audits, today)), _audits(facts.audits, today))
    )


def _adds_up(lines: Sequence[BudgetLine]) -> str:
    """`The forecasts of 7 services come to £120,000 over their budgets; 1 service has none.`"""
    known = [line for line in lines if line.variance is not None]
    without = len(lines) - len(known)
    if not known:
        return "No service has a forecast for the year end."
    total = sum((line.variance or Decimal(0) for line in known), Decimal(0))
    side = "over" if total > 0 else "under"
    told = f"{pounds(abs(total))} {side} their budgets" if total else "their budgets exactly"
    have = "has" if without == 1 else "have"
    rest = f" {counted(without, 'service')} {have} no forecast." if without else ""
    return f"The year-end forecasts of {counted(len(known), 'service')} come to {told}.{rest}"


def _budgets(lines: Iterable[BudgetLine]) -> DataTable:
    columns = (
        DataColumn("Service", 4),
        DataColumn("Up to", 3),
        DataColumn("Budget of the year", 3, is_number=True),
        DataColumn("Spent so far", 3, is_number=True),
        DataColumn("Forecast at year end", 3, is_number=True),
        DataColumn("Variance", 4),
        DataColumn("Note", 5),
    )
    rows = tuple(
        (
            DataCell(line.service),
            DataCell(line.period.short_words),
            _amount(line.budget),
            _amount(line.actual),
            _amount(line.outturn),
            DataCell(line.variance_words),
            DataCell(line.words or NONE),
        )
        for line in lines
    )
    return DataTable("Budgets, the largest variance first", columns, rows)


def _amount(amount: Decimal | None) -> DataCell:
    return DataCell(NONE) if amount is None else DataCell(pounds(amount), amount)


def _progress(audits: Sequence[PlannedAudit], today: date) -> str:
    """`Of 6 audits planned for the year 2 are reported, 1 is late and 1 has a weak opinion.`"""
    reported = sum(audit.reported_on is not None for audit in audits)
    late = sum(audit.is_late(today) for audit in audits)
    weak = sum(audit.opinion is not None and audit.opinion.is_weak for audit in audits)
    return (
        f"Of {counted(len(audits), 'audit')} in the plan, {reported} "
        f"{_are(reported)} reported and {late} {_are(late)} late. "
        f"{counted(weak, 'opinion')} {_are(weak)} limited or no assurance."
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _audits(audits: Iterable[PlannedAudit], today: date) -> DataTable:
    columns = (
        DataColumn("Audit", 6),
        DataColumn("Planned for", 3),
        DataColumn("How far it is", 6),
    )
    rows = tuple(
        (
            DataCell(f"{audit.ref} {audit.title}"),
            DataCell(audit.planned.short_words),
            DataCell(audit.state_words(today)),
        )
        for audit in audits
    )
    return DataTable("The internal audit plan", columns, rows)
