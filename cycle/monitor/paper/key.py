"""The key of a paper: every rule by which a colour or a direction was given, in plain words."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from cycle.monitor.paper.blocks import Block, BulletList, DataCell, DataColumn, DataTable, Tone
from cycle.monitor.paper.tables import MARKS
from cycle.monitor.paper.views import IndicatorView
from cycle.plan.indicator import Indicator, Polarity, Scheme, ToleranceUnit
from cycle.plan.units import points_shown
from cycle.review.schemes import Band, range_tolerances

_READ = (
    "Better, No change or Worse than last period: compared with the period before of the same "
    "length. A year-to-date total has no such comparison.",
    "Better, No change or Worse than last year: compared with the same period a year earlier.",
    "(p) marks a provisional figure: it counts as given, and is expected to change.",
    "Awaiting data: no figure has been given. A missing figure is never shown as zero.",
    "No target, Not rated: the figure is shown, and has no colour.",
    "2 of 3 months: the quarter is not whole, so it is not rated.",
)


def key(views: Sequence[IndicatorView]) -> tuple[Block, ...]:
    """The colours with the rules in force among these indicators, then how to read the rest."""
    rules: dict[str, list[str]] = {}
    for view in views:
        if view.indicator.is_rated:
            rules.setdefault(rule_words(view.indicator), []).append(view.indicator.ref)
    common = sorted(rules.items(), key=lambda each: (-len(each[1]), each[0]))
    columns = (DataColumn("Rule", 9), DataColumn("Used for", 4))
    rows = tuple(
        (DataCell(words), DataCell(_used_for(refs, is_first=place == 0 and len(refs) > 1)))
        for place, (words, refs) in enumerate(common)
    )
    return (
        _colours(),
        *((DataTable("Rules in force", columns, rows),) if rows else ()),
        BulletList(_READ),
    )


def rule_words(indicator: Indicator) -> str:
    """The rule of one indicator: `Green: target met. Amber: missed by up to 10% of the target.`"""
    reach = tolerance_words(indicator, indicator.tolerance)
    if indicator.scheme is Scheme.RANGE or indicator.polarity is Polarity.RANGE:
        below, above = range_tolerances(indicator)
        if below != above:
            reach = f"{reach} below it or {tolerance_words(indicator, above)} above it"
            return f"Green: inside the range. Amber: up to {reach}. Red: further outside."
        return f"Green: inside the range. Amber: up to {reach} outside it. Red: further outside."
    match indicator.scheme:
        case Scheme.WITHIN_BAND_GREEN:
            green = tolerance_words(indicator, indicator.green_tolerance)
            return f"Green: missed by up to {green}. Amber: by up to {reach}. Red: by more."
        case Scheme.FLOOR:
            return "Green: target met. Amber: missed, within the floor. Red: beyond the floor."
        case Scheme.TOLERANCE_AND_DIRECTION:
            return (
                f"Green: missed by up to {reach} at most. Amber: by more, and no worse than a year "
                "ago. Red: by more, and worse than a year ago."
            )
        case Scheme.TARGET_OR_IMPROVING:
            return "Green: target met. Amber: missed, and better than a year ago. Red: otherwise."
        case Scheme.FORECAST:
            return f"The forecast for the year end. {_met(indicator, reach)}"
        case _:
            return _met(indicator, reach)


def tolerance_words(indicator: Indicator, reach: Decimal) -> str:
    if indicator.tolerance_unit is ToleranceUnit.PERCENT:
        return f"{reach.normalize():f}% of the target"
    decimals = max(0, -int(reach.normalize().as_tuple().exponent))
    return points_shown(replace(indicator, decimals=decimals), reach)


def _met(indicator: Indicator, reach: str) -> str:
    if not indicator.tolerance:
        return "Green: target met. Red: target missed. There is no Amber."
    return f"Green: target met. Amber: missed by up to {reach}. Red: missed by more."


def _used_for(refs: Sequence[str], is_first: bool) -> str:
    if is_first and len(refs) > 8:
        return f"{len(refs)} indicators: all that are not named below"
    return ", ".join(refs)


def _colours() -> Block:
    columns = (DataColumn("Mark", 2), DataColumn("What it means", 9))
    meant = {
        Band.GREEN: "The target is met. Equal to the target is met.",
        Band.AMBER: "The target is missed by no more than the tolerance.",
        Band.RED: "The target is missed by more than the tolerance.",
    }
    tones = {Band.GREEN: Tone.GREEN, Band.AMBER: Tone.AMBER, Band.RED: Tone.RED}
    rows = tuple(
        (DataCell(f"{MARKS[band]} {band}", tone=tones[band]), DataCell(words))
        for band, words in meant.items()
    )
    return DataTable("What the colours mean", columns, rows)
