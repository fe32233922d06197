"""What can be asked in chat: each question as a value that says how it was read.

`cycle.review.grammar` makes them from what people type.
"""

from dataclasses import dataclass
from datetime import date

from cycle.periods import Period, day_words
from cycle.plan.indicator import Kind


@dataclass(frozen=True, slots=True)
class Filter:
    """Which indicators are asked about; a part that is None leaves nothing out."""

    service: str | None = None
    priority: str | None = None
    kind: Kind | None = None
    band: str | None = None  # Green, Amber or Red

    @property
    def words(self) -> str:
        """`Housing, KPIs, Red`; `All indicators` when nothing is left out."""
        parts = (self.service, self.priority, self.kind and _KINDS[self.kind], self.band)
        return ", ".join(part for part in parts if part) or "All indicators"

    @property
    def text(self) -> str:
        """The same as it may be typed after "status of": `Red KPIs in service Housing`."""
        kind = _KINDS[self.kind] if self.kind else "indicators"
        service = self.service and f"in service {self.service}"
        priority = self.priority and f"in priority {self.priority}"
        return " ".join(part for part in (self.band, kind, service, priority) if part)


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked here?"""

    def read_as(self) -> str:
        return "Help"


@dataclass(frozen=True, slots=True)
class Due:
    """What has the person who asks still to give?"""

    def read_as(self) -> str:
        return "Your figures that are due"


@dataclass(frozen=True, slots=True)
class Submit:
    """The form of one indicator; of its newest due period when `period` is None."""

    ref: str
    period: Period | None = None

    def read_as(self) -> str:
        return joined(f"Give figures for {self.ref}", self.period)


@dataclass(frozen=True, slots=True)
class Status:
    """How are these indicators doing? In each one's newest period when `period` is None."""

    filter: Filter = Filter()
    period: Period | None = None

    def read_as(self) -> str:
        return joined(self.filter.words, self.period)


@dataclass(frozen=True, slots=True)
class StatusOfOne:
    """How is this indicator doing?"""

    ref: str
    period: Period | None = None

    def read_as(self) -> str:
        return joined(self.ref, self.period)


@dataclass(frozen=True, slots=True)
class NotGiven:
    """Who has not submitted?"""

    filter: Filter = Filter()
    period: Period | None = None

    def read_as(self) -> str:
        return joined(f"Not submitted: {self.filter.words}", self.period)


@dataclass(frozen=True, slots=True)
class DataQuality:
    """How good is what came in?"""

    filter: Filter = Filter()
    period: Period | None = None

    def read_as(self) -> str:
        return joined(f"Data quality: {self.filter.words}", self.period)


@dataclass(frozen=True, slots=True)
class PostAlertsHere:
    """From now on, this channel gets the alerts of this purpose (`board`)."""

    purpose: str

    def read_as(self) -> str:
        return f"Post {self.purpose} alerts here"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Do Steward's cards arrive, and if not, why?"""

    def read_as(self) -> str:
        return "How cards are delivered"


@dataclass(frozen=True, slots=True)
class Reopen:
    """Open a locked period to entry again, for one indicator (`ref`) or one service."""

    ref: str | None
    service: str | None
    period: Period
    until: date
    reason: str

    def read_as(self) -> str:
        what = self.ref or self.service
        return f"Reopen {what}, {self.period.words}, until {day_words(self.until)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class MarkSeries:
    """Something happened to an indicator's series: a break from the period on, or a note in it."""

    ref: str
    period: Period
    is_break: bool
    words: str

    def read_as(self) -> str:
        what = "Break" if self.is_break else "Note"
        return f"{what} on {self.ref}, {self.period.words}: {self.words}"


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A break or a note was a mistake: it counts no more."""

    ref: str
    period: Period
    is_break: bool
    reason: str

    def read_as(self) -> str:
        what = "break" if self.is_break else "note"
        return f"Take back the {what} on {self.ref}, {self.period.words}: {self.reason}"


Question = (
    Help
    | Due
    | Submit
    | Status
    | StatusOfOne
    | NotGiven
    | DataQuality
    | PostAlertsHere
    | Delivery
    | Reopen
    | MarkSeries
    | TakeBack
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that may have been meant: `text`, typed in chat, asks exactly that."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Not understood for certain: what was heard, and up to three readings, nearest first."""

    heard: str
    readings: tuple[Reading, ...]


def joined(words: str, period: Period | None) -> str:
    """The words and, where one was named, the period's."""
    return words if period is None else f"{words}, {period.words}"


_KINDS = {Kind.KPI: "KPIs", Kind.PI: "PIs", Kind.STATISTIC: "Statistics"}
