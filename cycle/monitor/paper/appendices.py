"""The end of a paper: how each indicator is measured, and all figures for the workbook."""

from collections.abc import Sequence
from decimal import Decimal

from cycle.monitor.paper import tables
from cycle.monitor.paper.blocks import Block, DataCell, DataColumn, DataTable, Paragraph, Section
from cycle.monitor.paper.cover import NOTHING
from cycle.monitor.paper.views import IndicatorView, PaperFacts
from cycle.review.quality import Principle, Quality, by_service, joined

_ASKED = {
    Principle.ACCURACY: "Is it right enough for its use, and are its counts given?",
    Principle.VALIDITY: "Does it follow its definition?",
    Principle.RELIABILITY: "Is it measured in the same way each time?",
    Principle.TIMELINESS: "Does it come soon after the event?",
    Principle.RELEVANCE: "Is it used?",
    Principle.COMPLETENESS: "Is every figure there?",
}


def appendices(facts: PaperFacts) -> tuple[Section, ...]:
    return (
        Section("Appendix A: definitions", _definitions((*facts.indicators, *facts.statistics))),
        Section("Appendix B: statistics", _statistics(facts.statistics)),
        Section("Appendix C: data quality", _data_quality(facts)),
    )


def _statistics(views: Sequence[IndicatorView]) -> tuple[Block, ...]:
    """Data that inform and judge nobody: never coloured."""
    if not views:
        return (Paragraph(NOTHING),)
    columns = (
        DataColumn("Statistic", 6),
        DataColumn("Service", 4),
        DataColumn("Value", 3, is_number=True),
        DataColumn("Than last period", 3),
        DataColumn("Than last year", 3),
    )
    rows = tuple(
        (
            DataCell(str(view.indicator)),
            DataCell(view.indicator.service or tables.NONE),
            tables.value_cell(view),
            tables.direction_cell(view.standing.short),
            tables.direction_cell(view.standing.long),
        )
        for view in views
    )
    words = "Statistics tell what services meet. Nobody is judged by them, so they have no colour."
    return Paragraph(words), DataTable("Statistics of the period", columns, rows)


def _data_quality(facts: PaperFacts) -> tuple[Block, ...]:
    """How figures came in, by service, and how many indicators each principle asks about."""
    qualities = facts.qualities
    if not qualities:
        return (Paragraph(NOTHING),)
    whole = joined(quality.rates for quality in qualities)
    words = (
        f"Of the figures due in the last 12 months, {whole.reporting_words} were given and "
        f"{whole.on_time_words} were given on time."
    )
    return Paragraph(words), _rates(qualities), _principles(qualities)


def _rates(qualities: Sequence[Quality]) -> DataTable:
    columns = (
        DataColumn("Service", 6),
        DataColumn("Figures due", 3, is_number=True),
        DataColumn("Given", 3, is_number=True),
        DataColumn("On time", 3, is_number=True),
        DataColumn("Corrected", 3, is_number=True),
    )
    rows = tuple(
        (
            DataCell(service or "No service named"),
            *(
                DataCell(str(number), Decimal(number))
                for number in (rates.expected, rates.given, rates.on_time, rates.restated)
            ),
        )
        for service, rates in by_service(qualities).items()
    )
    return DataTable("How figures came in, by service, the worst first", columns, rows)


def _principles(qualities: Sequence[Quality]) -> DataTable:
    columns = (
        DataColumn("Principle", 3),
        DataColumn("What is asked", 8),
        DataColumn("Indicators to look at", 3, is_number=True),
    )
    found = {
        principle: sum(bool(quality.of(principle)) for quality in qualities)
        for principle in Principle
    }
    rows = tuple(
        (
            DataCell(principle.value),
            DataCell(_ASKED[principle]),
            DataCell(str(number), Decimal(number)),
        )
        for principle, number in found.items()
    )
    return DataTable("The six principles of data quality", columns, rows)


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
