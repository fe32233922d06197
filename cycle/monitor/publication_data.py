"""The publication as two tables for programs: every figure, and what each indicator measures."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from cycle.monitor.paper.key import rule_words
from cycle.monitor.paper.tables import state_words
from cycle.monitor.publication import Publication, PublishedIndicator
from cycle.review.standing import Standing

Value = str | Decimal | date | bool | None
Columns = Mapping[str, tuple[str, str]]  # by name: its type, and what it holds

FIGURE_COLUMNS: Columns = {
    "ref": ("string", "The indicator's reference"),
    "period": ("string", "A month 2026-09, a quarter 2026/27 Q2 or a year 2026/27"),
    "starts": ("date", "The first day of the period"),
    "ends": ("date", "The last day of the period"),
    "value": ("number", "The figure; blank where there is none, never zero instead"),
    "numerator": ("number", "What was counted, where the value is one count over another"),
    "denominator": ("number", "Out of how many"),
    "target": ("number", "The target of the period"),
    "colour": ("string", "Green, Amber or Red; blank where there is none"),
    "state": ("string", "Why there is no colour"),
    "rule": ("string", "The rule by which the colour was given"),
    "provisional": ("boolean", "Whether the value is expected to change"),
    "told_in": ("string", "The published report that told it first; blank where none has"),
    "commentary": ("string", "What the service said, once it was published"),
}
INDICATOR_COLUMNS: Columns = {
    "ref": ("string", "The indicator's reference"),
    "title": ("string", "Its title"),
    "service": ("string", "The service that answers for it"),
    "priority": ("string", "The priority of the Corporate Plan that it serves"),
    "unit": ("string", "The unit of its values"),
    "better": ("string", "Whether higher or lower values are better, or those in a range"),
    "measured": ("string", "How often it is measured"),
    "cumulative": ("boolean", "Whether values are totals of the year so far"),
    "definition": ("string", "What it measures, and how"),
    "source_of_target": ("string", "Where its target comes from"),
    "rule": ("string", "The rule of its colours"),
    "retired_from": ("date", "The day from which it is measured no more"),
}


def figures_table(publication: Publication) -> tuple[tuple[str, ...], list[list[Value]]]:
    """Columns and rows of the file with all figures, by reference and time."""
    rows = [
        _figure_row(one, standing) for one in publication.indicators for standing in one.standings
    ]
    return tuple(FIGURE_COLUMNS), rows


def indicators_table(publication: Publication) -> tuple[tuple[str, ...], list[list[Value]]]:
    """Columns and rows of the file with what each indicator measures."""
    rows: list[list[Value]] = [
        [
            one.indicator.ref,
            one.indicator.title,
            one.indicator.service,
            one.indicator.priority,
            one.indicator.unit,
            one.indicator.polarity.value,
            one.view.in_register.frequency.value,
            one.indicator.cumulative,
            one.indicator.definition,
            one.indicator.source_of_target,
            rule_words(one.indicator) if one.indicator.is_rated else "",
            one.indicator.retired_from,
        ]
        for one in publication.indicators
    ]
    return tuple(INDICATOR_COLUMNS), rows


def _figure_row(one: PublishedIndicator, standing: Standing) -> list[Value]:
    figure, period = standing.figure, standing.period
    has_value = standing.value is not None
    return [
        one.indicator.ref,
        str(period),
        period.start,
        period.end,
        standing.value,
        figure.numerator if figure and has_value else None,
        figure.denominator if figure and has_value else None,
        standing.target,
        standing.band.value if standing.band else "",
        "" if standing.band else state_words(standing),
        standing.rating.rule if standing.band else "",
        standing.is_provisional,
        one.released_in.get(period, ""),
        one.released.get(period, ""),
    ]
