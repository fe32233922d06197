"""The end of a paper: how each indicator is measured, and all figures for the workbook."""

from collections.abc import Sequence

from cycle.monitor.paper import tables
from cycle.monitor.paper.blocks import Block, DataCell, DataColumn, DataTable, Paragraph, Section
from cycle.monitor.paper.cover import NOTHING
from cycle.monitor.paper.views import IndicatorView, PaperFacts


def appendices(facts: PaperFacts) -> tuple[Section, ...]:
    return (Section("Appendix A: definitions", _definitions(facts.indicators)),)


def _definitions(views: Sequence[IndicatorView]) -> tuple[Block, ...]:
    if not views:
        return (Paragraph(NOTHING),)
    columns = (DataColumn("Indicator", 4), DataColumn("How it is measured", 8))
    rows = tuple(
        (
            DataCell(str(view.indicator)),
            DataCell(view.indicator.definition.strip() or "Not in the register"),
        )
        for view in views
    )
    return (DataTable("How each indicator is measured", columns, rows),)


def figures(views: Sequence[IndicatorView]) -> DataTable:
    """The figures behind the paper, for the workbook."""
    columns = tuple(
        DataColumn(title)
        for title in (
            *("Ref", "Indicator", "Kind", "Service", "Priority", "Unit", "Value", "Target", "RAG"),
            *("Rule", "Than last period", "Than last year", "Status"),
        )
    )
    return DataTable("All figures", columns, tuple(_figure_row(view) for view in views))


def _figure_row(view: IndicatorView) -> tuple[DataCell, ...]:
    standing, indicator = view.standing, view.indicator
    return (
        DataCell(indicator.ref),
        DataCell(indicator.title),
        DataCell(indicator.kind.value),
        DataCell(indicator.service or tables.NONE),
        DataCell(indicator.priority or tables.NONE),
        DataCell(indicator.unit),
        tables.value_cell(view),
        tables.target_cell(standing),
        tables.band_cell(standing),
        DataCell(standing.rating.rule),
        tables.direction_cell(standing.short),
        tables.direction_cell(standing.long),
        DataCell(standing.figure.status.value if standing.figure else "awaiting data"),
    )
