"""The tables of a paper: indicators by priority, figures that are missing, changes of the set."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cycle.monitor.paper.blocks import DataCell, DataColumn, DataTable, Tone
from cycle.monitor.paper.views import (
    ActionInPaper,
    ChangeView,
    IndicatorView,
    RestatementView,
    ReturnInPaper,
    RiskView,
)
from cycle.periods import day_words
from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.units import shown, shown_apart
from cycle.review.schemes import Band
from cycle.review.standing import Standing, counts
from cycle.review.trend import Change

NONE = "–"  # a cell is never empty
MARKS = {Band.RED: "◆", Band.AMBER: "▲", Band.GREEN: "●"}
TONES = {Band.RED: Tone.RED, Band.AMBER: Tone.AMBER, Band.GREEN: Tone.GREEN}
_BETTER = {
    Polarity.HIGHER: "Higher",
    Polarity.LOWER: "Lower",
    Polarity.RANGE: "In range",
    Polarity.NONE: "Neither",
}


def number_cell(indicator: Indicator, value: Decimal | None) -> DataCell:
    if value is None:
        return DataCell(NONE)
    return DataCell(shown(indicator, value), value)


def band_cell(standing: Standing) -> DataCell:
    """The colour's word with its shape, or the state in words."""
    if standing.band is not None:
        words = f"{MARKS[standing.band]} {standing.band}"
        return DataCell(words, tone=TONES[standing.band])
    return DataCell(state_words(standing))


def state_words(standing: Standing) -> str:
    """`Awaiting data`, `No target`, `Not rated`: the state, short enough for a cell."""
    words, _, rest = standing.label.partition(": ")
    return f"{words} ({rest})" if rest == "overdue" else words


def value_cell(view: IndicatorView) -> DataCell:
    """The value with (p) where it is provisional; `2 of 3 months` where it is not whole.

    Shown with as many decimals as it takes to see that the target was missed.
    """
    standing = view.standing
    if standing.value is None:
        return DataCell(view.parts or NONE)
    return given_cell(standing)


def given_cell(standing: Standing) -> DataCell:
    """A value that is there; with as many decimals as it takes to see that a target was missed."""
    if standing.value is None:
        return DataCell(NONE)
    mark = " (p)" if standing.is_provisional else ""
    text = shown(standing.indicator, standing.value)
    if standing.target is not None and standing.band in (Band.AMBER, Band.RED):
        text, _ = shown_apart(standing.indicator, standing.value, standing.target)
    return DataCell(text + mark, standing.value)


def target_cell(standing: Standing) -> DataCell:
    indicator = standing.indicator
    if indicator.range_low is not None and indicator.range_high is not None:
        low, high = shown(indicator, indicator.range_low), shown(indicator, indicator.range_high)
        return DataCell(f"{low} to {high}")
    return number_cell(indicator, standing.target)


def direction_cell(change: Change | None) -> DataCell:
    return DataCell(change.direction.value if change else NONE)


def indicators(name: str, views: Sequence[IndicatorView]) -> DataTable:
    """One row an indicator: what it is, value, target, colour, the two directions."""
    columns = (
        DataColumn("Indicator", 7),
        DataColumn("Better", 2),
        DataColumn("Value", 3, is_number=True),
        DataColumn("Target", 3, is_number=True),
        DataColumn("RAG", 3),
        DataColumn("Than last period", 3),
        DataColumn("Than last year", 3),
    )
    return DataTable(name, columns, tuple(_indicator_row(view) for view in views))


def _indicator_row(view: IndicatorView) -> tuple[DataCell, ...]:
    standing = view.standing
    return (
        DataCell(str(view.indicator)),
        DataCell(_BETTER[view.indicator.polarity]),
        value_cell(view),
        target_cell(standing),
        band_cell(standing),
        direction_cell(standing.short),
        direction_cell(standing.long),
    )


def counts_table(
    name: str, groups: Iterable[tuple[str, Sequence[IndicatorView]]], of_what: str = "Priority"
) -> DataTable:
    """How many of each colour in each group, and altogether; counted from the rows."""
    columns = (
        DataColumn(of_what, 6),
        *(DataColumn(word, 2, is_number=True) for word in ("Green", "Amber", "Red")),
        DataColumn("Awaiting data", 3, is_number=True),
        DataColumn("Not coloured", 3, is_number=True),
        DataColumn("All", 2, is_number=True),
    )
    rows = []
    everything: list[IndicatorView] = []
    for title, views in groups:
        rows.append((title, counts(view.standing for view in views)))
        everything += views
    if len(rows) != 1:
        rows.append(("All", counts(view.standing for view in everything)))
    return DataTable(
        name,
        columns,
        tuple(
            (
                DataCell(title),
                *(
                    DataCell(str(number), Decimal(number))
                    for number in (
                        found.green,
                        found.amber,
                        found.red,
                        found.awaiting,
                        found.total - found.green - found.amber - found.red - found.awaiting,
                        found.total,
                    )
                ),
            )
            for title, found in rows
        ),
    )


def missing(views: Sequence[IndicatorView]) -> DataTable | None:
    """What is awaited: who supplies it, and the day it was due."""
    awaiting = [view for view in views if view.standing.is_awaiting]
    if not awaiting:
        return None
    columns = (
        DataColumn("Indicator", 5),
        DataColumn("What is there", 3),
        DataColumn("Who supplies it", 3),
        DataColumn("When", 5),
    )
    rows = tuple(
        (
            DataCell(str(view.indicator)),
            DataCell(view.parts or "Nothing yet"),
            DataCell(view.owner or "No owner in the register"),
            DataCell(view.standing.rating.rule.partition(": ")[2] or view.standing.label),
        )
        for view in awaiting
    )
    return DataTable("Figures that are awaited", columns, rows)


def provisional(views: Sequence[IndicatorView]) -> DataTable | None:
    """Figures that are expected to change."""
    found = [view for view in views if view.standing.is_provisional]
    if not found:
        return None
    rows = []
    for view in found:
        figure = view.standing.figure
        expected = figure.expected_on if figure else None
        final = day_words(expected) if expected else "No day is given"
        rows.append((DataCell(str(view.indicator)), value_cell(view), DataCell(final)))
    columns = (
        DataColumn("Indicator", 6),
        DataColumn("Value", 3, is_number=True),
        DataColumn("Final figure expected", 4),
    )
    return DataTable("Provisional figures", columns, tuple(rows))


def restated(found: Sequence[RestatementView]) -> DataTable | None:
    if not found:
        return None
    columns = (
        DataColumn("Indicator", 5),
        DataColumn("Period", 3),
        DataColumn("Before", 2, is_number=True),
        DataColumn("Now", 2, is_number=True),
        DataColumn("Why", 5),
    )
    rows = tuple(
        (
            DataCell(str(one.indicator)),
            DataCell(one.period.short_words),
            number_cell(one.indicator, one.old),
            number_cell(one.indicator, one.new),
            DataCell(one.reason or "No reason is kept"),
        )
        for one in found
    )
    return DataTable("Figures that were restated", columns, rows)


def changes(found: Sequence[ChangeView]) -> DataTable | None:
    """What changed in the set of indicators or in the terms of one."""
    if not found:
        return None
    columns = (
        DataColumn("Indicator", 4),
        DataColumn("What changed", 5),
        DataColumn("From", 3),
        DataColumn("Why", 4),
        DataColumn("Approved by", 3),
    )
    rows = tuple(
        (
            DataCell(str(one.indicator)),
            DataCell(one.what),
            DataCell(day_words(one.from_day) if one.from_day else NONE),
            DataCell(one.reason or "No reason is kept"),
            DataCell(one.approver or "Unapproved"),
        )
        for one in found
    )
    return DataTable("Changes of the indicators", columns, rows)


def actions(name: str, found: Sequence[ActionInPaper]) -> DataTable | None:
    """Actions or projects that are late or off track, with the day of recovery."""
    if not found:
        return None
    columns = (
        DataColumn("Action", 6),
        DataColumn("Service", 3),
        DataColumn("State", 3),
        DataColumn("Due", 3),
        DataColumn("Recovery", 3),
        DataColumn("Note", 4),
    )
    rows = tuple(
        (
            DataCell(f"{one.ref} {one.what}".strip()),
            DataCell(one.service or NONE),
            DataCell(one.state),
            DataCell(day_words(one.due) if one.due else "No date"),
            DataCell(day_words(one.recovery) if one.recovery else NONE),
            DataCell(one.note or NONE),
        )
        for one in found
    )
    return DataTable(name, columns, rows)


def risks(found: Sequence[RiskView]) -> DataTable | None:
    """The corporate risks and how their scores moved, in words."""
    if not found:
        return None
    has_words = any(one.words for one in found)
    columns = (
        DataColumn("Risk", 6),
        DataColumn("Score", 2, is_number=True),
        DataColumn("Movement", 3),
        *((DataColumn("What its owner says", 6),) if has_words else ()),
    )
    rows = tuple(
        (
            DataCell(f"{one.ref} {one.title}"),
            DataCell(str(one.score), Decimal(one.score)),
            DataCell(_movement(one)),
            *((DataCell(one.words or NONE),) if has_words else ()),
        )
        for one in found
    )
    return DataTable("Corporate risks", columns, rows)


def _movement(risk: RiskView) -> str:
    if risk.before is None or risk.before == risk.score:
        return "No change"
    return f"{'Up' if risk.score > risk.before else 'Down'} from {risk.before}"


def returns(found: Sequence[ReturnInPaper]) -> DataTable | None:
    if not found:
        return None
    columns = (
        DataColumn("Return", 5),
        DataColumn("To", 3),
        DataColumn("Due", 3),
        DataColumn("State", 3),
    )
    rows = tuple(
        (
            DataCell(one.name),
            DataCell(one.to or NONE),
            DataCell(day_words(one.due)),
            DataCell(f"{one.state}, late" if one.is_late else one.state),
        )
        for one in found
    )
    return DataTable("Statutory returns", columns, rows)
