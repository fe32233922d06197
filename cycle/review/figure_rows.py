"""The table of figures, read: each row a figure for one indicator and period, or what to mend."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Context, Decimal

from cycle.periods import LONDON, Period, day_words, london_day
from cycle.plan.cells import FIRST_YEAR, LAST_YEAR, Cells, quoted, visible
from cycle.plan.indicator import Indicator
from cycle.plan.target_rows import read_known, read_period
from cycle.plan.units import rounded, shown_apart
from cycle.review.aggregate import ratio
from cycle.review.entry import LONGEST_COMMENTARY
from cycle.review.figure import Figure, FigureStatus
from cycle.review.reading import STATES, UnreadableValue, read, read_day

REQUIRED = ("ref", "period", "value")
COLUMNS = (
    *("ref", "period", "value", "numerator", "denominator", "commentary"),
    *("status", "submitted_by", "submitted_at", "expected_on"),
)
SPREADSHEET_DIGITS = 15  # as many as a number in a workbook has
DIGITS_KEPT = 60  # characters of a number, as the database keeps it

_EXACT = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,36})?")  # what Steward itself wrote, digit for digit
_STATUSES = "write “not applicable” or “not available” as the status"
_HAS_VALUE = (FigureStatus.FINAL, FigureStatus.PROVISIONAL)
_HALF = Decimal("0.5")

Who = Callable[[str], tuple[int | None, str]]


@dataclass(frozen=True, slots=True)
class FigureReader:
    """Reads rows into version 1 of their figures.

    `known` is the register by `register.key`; `who` gives a person's id (None for somebody outside
    the register) and name; `giver` has given the rows that name nobody.
    """

    known: Mapping[str, Indicator]
    who: Who
    giver: str
    now: datetime

    def figure(self, row: Cells) -> Figure | None:
        """The row's figure, or None where the row's faults say what to mend."""
        indicator = read_known(row, self.known)
        period = read_period(row, indicator)
        if period is not None:
            self._refuse_unended(row, period)
        status = row.choice("status", FigureStatus, FigureStatus.FINAL)
        commentary = row.passage("commentary", LONGEST_COMMENTARY)
        given_by, name = self._giver(row)
        given_at = self._given_at(row)
        expected_on = _expected_on(row, status)
        if indicator is None:
            return None
        status, value, numerator, denominator = _amounts(row, indicator, status)
        if period is None or row.faults:
            return None
        return Figure(
            indicator=indicator.id,
            period=period,
            value=value,
            numerator=numerator,
            denominator=denominator,
            commentary=commentary,
            status=status,
            expected_on=expected_on,
            given_by=given_by,
            given_by_name=name,
            given_at=given_at,
        )

    def _refuse_unended(self, row: Cells, period: Period) -> None:
        if period.end >= london_day(self.now):
            row.fault(
                "period", f"{period.words} has not ended: it ends on {day_words(period.end)}."
            )

    def _giver(self, row: Cells) -> tuple[int | None, str]:
        text = row.words("submitted_by")
        return self.who(text) if text else (None, self.giver)

    def _given_at(self, row: Cells) -> datetime:
        text = row.raw("submitted_at")
        if not text:
            return self.now
        at = _instant(text)
        if at is None or at.year < FIRST_YEAR:
            row.fault(
                "submitted_at",
                f"{quoted(text)} is no date: write 2026-10-12 or 2026-10-12T14:05 (London time).",
            )
        elif at > self.now:
            row.fault("submitted_at", f"{quoted(text)} is still to come.")
        return at or self.now


def same(one: Figure, other: Figure, with_day: bool = False) -> bool:
    """Whether both say the same: value, counts, words and status; `with_day`, the promised day."""
    return (
        is_same_number(one.value, other.value)
        and is_same_number(one.numerator, other.numerator)
        and is_same_number(one.denominator, other.denominator)
        and one.status is other.status
        and _plain(one.commentary) == _plain(other.commentary)
        and (not with_day or one.expected_on == other.expected_on)
    )


def is_same_number(read: Decimal | None, kept: Decimal | None) -> bool:
    """Whether a file's number is the kept one, or all of it that a spreadsheet could hold."""
    if read is None or kept is None or read == kept:
        return read == kept
    return len(kept.normalize().as_tuple().digits) > SPREADSHEET_DIGITS and read == Context(
        prec=SPREADSHEET_DIGITS
    ).plus(kept)


def differences(indicator: Indicator, one: Figure, other: Figure) -> list[tuple[str, str, str]]:
    """(column, one's, other's) for what differs, for people: a value is shown with its unit."""
    values = []
    if one.value is not None and other.value is not None and one.value != other.value:
        values = [("value", *shown_apart(indicator, one.value, other.value))]
    return values + [
        (name, _written(getattr(one, name)), _written(getattr(other, name)))
        for name in ("value", "numerator", "denominator", "status", "commentary", "expected_on")
        if getattr(one, name) != getattr(other, name) and not (values and name == "value")
    ]


Amounts = tuple[FigureStatus, Decimal | None, Decimal | None, Decimal | None]


def _amounts(row: Cells, indicator: Indicator, status: FigureStatus) -> Amounts:
    """Status, value, numerator and denominator: what was typed, and what follows from it."""
    typed = _number(row, "value", indicator.unit)
    numerator, denominator = _count(row, "numerator"), _count(row, "denominator")
    _refuse_odd_counts(row, indicator)
    if denominator == 0:
        if typed is not None or numerator:
            row.fault("denominator", "is 0, so there was nothing to count: leave the value blank.")
        return FigureStatus.NOT_APPLICABLE, None, numerator, denominator
    is_blank = not any(row.raw(column) for column in ("value", "numerator", "denominator"))
    if status not in _HAS_VALUE:
        if not is_blank:
            row.fault("status", f"a figure that is {status} has no value and no counts.")
        return status, None, None, None
    if numerator is None or denominator is None:
        if is_blank:
            row.fault("value", f"is blank: leave the row out, or {_STATUSES}; zero is 0.")
        return status, typed, None, None
    return status, _ratio(row, indicator, typed, numerator, denominator), numerator, denominator


def _ratio(
    row: Cells,
    indicator: Indicator,
    typed: Decimal | None,
    numerator: Decimal,
    denominator: Decimal,
) -> Decimal | None:
    """The value that the counts make, unrounded, which a typed one must agree with."""
    value = ratio(indicator, numerator, denominator)
    if value is not None and len(f"{value:f}") > DIGITS_KEPT:
        row.fault("numerator", "the counts make a number with too many digits.")
    elif typed is not None and value is not None and not agrees(typed, value):
        row.fault(
            "value",
            f"{quoted(row.raw('value'))} is not what the counts make, {about(typed, value)}: "
            "mend it, or leave the value blank.",
        )
    return value


def _refuse_odd_counts(row: Cells, indicator: Indicator) -> None:
    has_numerator, has_denominator = bool(row.raw("numerator")), bool(row.raw("denominator"))
    if has_numerator != has_denominator:
        row.fault("denominator" if has_numerator else "numerator", "is blank: give both counts.")
    elif has_numerator and not _takes_counts(indicator):
        row.fault("numerator", f"{indicator.ref} is not a share of anything: give only its value.")


def _takes_counts(indicator: Indicator) -> bool:
    return indicator.asks_for_counts or indicator.multiplier != 1


def agrees(typed: Decimal, value: Decimal) -> bool:
    """Whether the value, rounded to the decimals that were typed, is what was typed."""
    exponent = typed.as_tuple().exponent
    decimals = exponent if isinstance(exponent, int) else 0
    return abs(value - typed) <= _HALF.scaleb(max(decimals, -12))


def about(typed: Decimal, value: Decimal) -> str:
    """The value with one decimal more than was typed, thousands parted."""
    exponent = typed.as_tuple().exponent
    decimals = min(max(-exponent if isinstance(exponent, int) else 0, 0), 12) + 1
    return f"{rounded(value, decimals):,f}"


def _number(row: Cells, column: str, unit: str) -> Decimal | None:
    """The number in the cell, or None where it is blank or cannot be read."""
    text = row.raw(column)
    if not text:
        return None
    if _EXACT.fullmatch(text):
        number = Decimal(text)
        return number or number.copy_abs()
    try:
        return read(text, unit)
    except UnreadableValue as why:
        row.fault(column, str(why).replace(STATES, _STATUSES))
        return None


def _count(row: Cells, column: str) -> Decimal | None:
    count = _number(row, column, "GBP" if "£" in row.raw(column) else "number")
    if count is not None and count < 0:
        row.fault(column, f"{quoted(row.raw(column))} is negative: a count is 0 or more.")
    return count


def _expected_on(row: Cells, status: FigureStatus) -> date | None:
    text = row.raw("expected_on")
    if not text:
        return None
    if status not in (FigureStatus.PROVISIONAL, FigureStatus.NOT_AVAILABLE):
        row.fault("expected_on", f"goes with provisional or not available, and this is {status}.")
    try:
        day = read_day(text)
    except UnreadableValue as why:
        row.fault("expected_on", str(why))
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        row.fault("expected_on", f"{quoted(text)} is not of our time: is the year mistyped?")
    return day


def _instant(text: str) -> datetime | None:
    """The moment in UTC; London time where no zone is named, and noon where no time is."""
    try:
        if len(text) <= len("2026-10-12"):
            at = datetime.combine(date.fromisoformat(text), time(12), LONDON)
        else:
            at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _plain(text: str) -> str:
    return visible(text, keep="\n\t").strip()


def _written(value: Decimal | FigureStatus | str | date | None) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
