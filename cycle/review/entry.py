"""What an officer typed for one indicator and period, and what is to be kept of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from cycle.periods import Period
from cycle.review.figure import Figure, FigureStatus

LONGEST_COMMENTARY = 4000  # characters; our choice
LONGEST_REASON = 1000  # characters; our choice
CONFIRMED = "Confirmed"  # the reason of a restatement that does not count against the service
FURTHEST = timedelta(days=731)  # how far ahead a figure may be promised; our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What was typed, as it was typed. `confirmed` answers yes to "Is that right?"."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    commentary: str = ""
    status: str = FigureStatus.FINAL
    expected_on: str = ""
    reason: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class FormFault:
    """Something to mend: the name of the field of `Submission` (or `period`), and the sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be kept, in the fields of `Figure`; values exact, in the indicator's unit."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    commentary: str = ""
    status: FigureStatus = FigureStatus.FINAL
    expected_on: date | None = None
    reason: str = ""

    def figure(
        self,
        indicator: int,
        period: Period,
        given_at: datetime,
        *,
        version: int = 1,
        given_by: int | None = None,
        given_by_name: str = "",
    ) -> Figure:
        """The entry as this version of the figure, given by this person at this aware instant."""
        return Figure(
            indicator=indicator,
            period=period,
            version=version,
            value=self.value,
            numerator=self.numerator,
            denominator=self.denominator,
            commentary=self.commentary,
            status=self.status,
            expected_on=self.expected_on,
            reason=self.reason,
            given_by=given_by,
            given_by_name=given_by_name,
            given_at=given_at,
        )
