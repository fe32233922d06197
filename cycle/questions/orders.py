"""What a person tells Steward to record: a figure, a break, a note, an opening, a place to post."""

from dataclasses import dataclass
from datetime import date

from cycle.periods import Period, day_words
from cycle.questions.forms import joined, typed


@dataclass(frozen=True, slots=True)
class GiveFigure:
    """A figure typed straight into the chat: its form is opened with it, nothing is kept yet."""

    ref: str
    value: str
    period: Period | None = None
    out_of: str = ""
    commentary: str = ""

    def read_as(self) -> str:
        value = f"{self.value} out of {self.out_of}" if self.out_of else self.value
        return joined(f"Figure {value} for {self.ref}", self.period)

    @property
    def text(self) -> str:
        value = f"{self.value} out of {self.out_of}" if self.out_of else self.value
        return typed(f"{self.ref} {self.period or ''}", None).strip() + f" is {value}"


@dataclass(frozen=True, slots=True)
class PostAlertsHere:
    """From now on, this channel gets the alerts of this purpose (`board`)."""

    purpose: str

    def read_as(self) -> str:
        return f"Post {self.purpose} alerts here"

    @property
    def text(self) -> str:
        return f"post {self.purpose} alerts here"


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

    @property
    def text(self) -> str:
        what = self.ref or self.service
        return f"reopen {what} {self.period} until {day_words(self.until)} because {self.reason}"


@dataclass(frozen=True, slots=True)
class CloseMissing:
    """No figure will come for this period: agreed with a reason. Without one it is asked for."""

    ref: str
    period: Period
    reason: str = ""

    def read_as(self) -> str:
        why = f": {self.reason}" if self.reason else ""
        return f"Close {self.ref}, {self.period.words}, without a figure{why}"

    @property
    def text(self) -> str:
        why = f" because {self.reason}" if self.reason else ""
        return f"close {self.ref} {self.period}{why}"


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

    @property
    def text(self) -> str:
        what = "break" if self.is_break else "note on"
        return f"{what} {self.ref} {self.period}: {self.words}"


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

    @property
    def text(self) -> str:
        what = "break" if self.is_break else "note"
        return f"take back {what} of {self.ref} {self.period} because {self.reason}"
