"""The yearly paper on the set of KPIs: what is to be measured, against what, and what changes."""

from collections.abc import Sequence

from cycle.monitor.paper import tables
from cycle.monitor.paper.appendices import appendices, figures
from cycle.monitor.paper.blocks import (
    Block,
    BulletList,
    DataCell,
    DataColumn,
    DataTable,
    Paper,
    Paragraph,
    Section,
)
from cycle.monitor.paper.cover import NOTHING, cover_facts, implications, notice
from cycle.monitor.paper.key import rule_words
from cycle.monitor.paper.quarterly import groups
from cycle.monitor.paper.sentences import and_list, counted
from cycle.monitor.paper.views import IndicatorView, PaperFacts

WITHOUT = "Not named"
_WHY = (
    "KPIs are the few measures that matter most to senior managers and councillors. Each "
    "serves a priority of the Corporate Plan, can be influenced by the council, and has a "
    "portfolio holder. The set is agreed each year."
)


def kpi_set(facts: PaperFacts) -> Paper:
    """The set for the year of the paper, with the last result to judge each target by."""
    return Paper(
        title="Key performance indicators",
        subtitle=f"The set for {facts.period.words}",
        council=facts.council,
        facts=cover_facts(facts),
        front=(
            Section("Recommendations", (_recommended(facts),)),
            Section("Summary", (BulletList(_summary(facts)),)),
        ),
        sections=(
            Section(
                "Why these indicators",
                (Paragraph(facts.words.get("background") or _WHY),),
            ),
            Section("The set, by priority", (), _by_priority(facts.indicators)),
            Section("Changes since the last agreed set", _changes(facts)),
            Section(
                "What Overview and Scrutiny said",
                (Paragraph(facts.words.get("scrutiny") or NOTHING),),
            ),
            Section("Implications", (implications(facts),)),
            *appendices(facts),
        ),
        notice=notice(facts),
        data=(figures(facts.indicators),),
    )


def _recommended(facts: PaperFacts) -> Block:
    if written := facts.words.get("recommendation"):
        return BulletList(tuple(Paragraph(written).lines), is_numbered=True)
    count = counted(len(facts.indicators), "KPI")
    usual = (
        f"That the set of {count} for {facts.period.words} be agreed.",
        "That their targets and tolerances be agreed.",
    )
    return BulletList(usual, is_numbered=True)


def _summary(facts: PaperFacts) -> tuple[str, ...]:
    views = facts.indicators
    aimless = [view.indicator.ref for view in views if not _has_aim(view)]
    sentences = [
        *([facts.agreement] if facts.agreement else []),
        f"{counted(len(views), 'KPI')} under {counted(len(groups(views)), 'priority')}.",
        f"{counted(len(facts.changes), 'change')} since the last agreed set.",
    ]
    if aimless:
        have = "has" if len(aimless) == 1 else "have"
        sentences.append(f"{and_list(aimless)} {have} no target yet.")
    return (*sentences, *facts.balance)


def _has_aim(view: IndicatorView) -> bool:
    indicator = view.in_register
    return indicator.target is not None or indicator.range_low is not None


def _by_priority(views: Sequence[IndicatorView]) -> tuple[Section, ...]:
    return tuple(Section(title, (_table(title, group),)) for title, group in groups(views))


def _table(title: str, views: Sequence[IndicatorView]) -> DataTable:
    columns = (
        DataColumn("KPI", 5),
        DataColumn("Target", 3, is_number=True),
        DataColumn("Rule of the colours", 5),
        DataColumn("Last result", 3, is_number=True),
        DataColumn("RAG then", 3),
        DataColumn("Portfolio holder", 4),
    )
    rows = tuple(
        (
            DataCell(str(view.in_register)),
            tables.target_cell(view.standing)
            if view.in_register.range_low is not None
            else tables.number_cell(view.in_register, view.in_register.target),
            DataCell(rule_words(view.in_register)),
            tables.value_cell(view),
            tables.band_cell(view.standing),
            DataCell(view.in_register.portfolio_holder or WITHOUT),
        )
        for view in views
    )
    return DataTable(f"{title}: KPIs", columns, rows)


def _changes(facts: PaperFacts) -> tuple[Block, ...]:
    table = tables.changes(facts.changes)
    return (table,) if table is not None else (Paragraph(NOTHING),)
