"""A figure: the value given for one indicator and period, its status, words, giver and time."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from cycle.periods import Period


class FigureStatus(StrEnum):
    """What a figure is. A value comes only with FINAL and PROVISIONAL."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    NOT_APPLICABLE = "not applicable"
    NOT_AVAILABLE = "not available"  # yet: with a reason and the date on which it is expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One version of one indicator's figure for one period. Versions count from 1.

    A figure is never changed: a correction is the next version, with the reason for it. The figure
    in force is the one with the highest version. `commentary` carries the reason too where the
    status is NOT_APPLICABLE or NOT_AVAILABLE. `expected_on` is the day on which a NOT_AVAILABLE or
    PROVISIONAL figure's final value is promised. `given_by` is a person's id, None for an import.
    """

    indicator: int
    period: Period
    version: int = 1
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    commentary: str = ""
    status: FigureStatus = FigureStatus.FINAL
    expected_on: date | None = None
    reason: str = ""
    given_by: int | None = None
    given_by_name: str = ""
    given_at: datetime

    @property
    def is_given(self) -> bool:
        """Whether the owner has answered for this period: a value, or an agreed not applicable."""
        return self.value is not None or self.status is FigureStatus.NOT_APPLICABLE
