"""A row of a workbook sent in the chat, read as what the form of that figure would have asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from cycle.plan.indicator import Indicator
from cycle.review.entry import Entry, FormFault, Submission
from cycle.review.figure import Figure, FigureStatus
from cycle.review.figure_rows import about, agrees, same
from cycle.review.reading import UnreadableValue, read

REQUIRED = ("ref", "period")
GIVES = ("value", "numerator", "denominator", "commentary", "status", "expected_on")
TYPED = (*GIVES, "reason")
ASSUMED_REASON = "–"  # stands for a reason while it is asked whether anything differs at all


def submission(cells: Mapping[str, str]) -> Submission | None:
    """What the row gives; None where it was left free.

    A day without a value means *not available yet*, a day beside one *provisional*, unless the row
    has a status of its own.
    """
    typed = {name: cells.get(name, "") for name in TYPED}
    if not any(typed[name] for name in GIVES if name != "status"):
        return None
    if not typed["status"]:
        has_value = any(typed[name] for name in ("value", "numerator", "denominator"))
        until = FigureStatus.PROVISIONAL if has_value else FigureStatus.NOT_AVAILABLE
        typed["status"] = until if typed["expected_on"] else FigureStatus.FINAL
    return Submission(
        value=typed["value"],
        numerator=typed["numerator"],
        denominator=typed["denominator"],
        commentary=typed["commentary"],
        status=typed["status"],
        expected_on=typed["expected_on"],
        reason=typed["reason"],
    )


def with_assumed_reason(given: Submission) -> Submission:
    """The same, without the question why a figure is corrected."""
    return replace(given, reason=given.reason or ASSUMED_REASON)


def is_same(entry: Entry, figure: Figure) -> bool:
    """Whether the row says what is in force already."""
    return same(
        entry.figure(figure.indicator, figure.period, figure.given_at),
        figure,
        with_day=entry.expected_on is not None,
    )


def contradiction(
    indicator: Indicator, given: Submission, value: Decimal | None
) -> list[FormFault]:
    """A value in the row that is not what its counts make."""
    if not (indicator.asks_for_counts and given.value.strip()) or value is None:
        return []
    try:
        typed = read(given.value, indicator.unit)
    except UnreadableValue as why:
        return [FormFault("value", str(why))]
    if agrees(typed, value):
        return []
    sentence = (
        f"{given.value.strip()[:30]} is not what the counts make, {about(typed, value)}: correct "
        "one of them, or leave the value free."
    )
    return [FormFault("value", sentence)]


@dataclass(frozen=True, slots=True)
class RowCells:
    """Where in the sheet a field of a row stands."""

    line: int
    columns: tuple[str, ...]

    def name(self, column: str) -> str:
        """`D7`; where the sheet has no such column, `row 7`."""
        if column not in self.columns:
            return f"row {self.line}"
        place, letters = self.columns.index(column) + 1, ""
        while place:
            place, letter = divmod(place - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.line}"
