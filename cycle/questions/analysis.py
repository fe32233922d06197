"""Questions that look along time or across indicators: trend, comparison, ranking, change."""

from dataclasses import dataclass

from cycle.periods import Period
from cycle.questions.filter import EVERYTHING, Filter
from cycle.questions.forms import joined, typed


@dataclass(frozen=True, slots=True)
class Trend:
    """How has this indicator moved? From `since` on, to `until`, where they were named."""

    ref: str
    since: Period | None = None
    until: Period | None = None

    def read_as(self) -> str:
        words = f"Trend of {self.ref}"
        if self.since and self.until:
            return f"{words}, between {self.since.words} and {self.until.words}"
        return f"{words}, since {self.since.words}" if self.since else words

    @property
    def text(self) -> str:
        if self.since and self.until:
            return f"trend of {self.ref} between {self.since} and {self.until}"
        return f"trend of {self.ref}" + (f" since {self.since}" if self.since else "")


@dataclass(frozen=True, slots=True)
class Compare:
    """These indicators beside each other, or in two periods; last year's where none is named."""

    filter: Filter
    periods: tuple[Period, ...] = ()
    together: bool = False  # the periods make one time, as the first half of a year

    def read_as(self) -> str:
        when = " and ".join(period.words for period in self.periods)
        head = "Status" if self.together else "Comparison"
        return f"{head}: {self.filter.words}" + (f", {when}" if when else "")

    @property
    def text(self) -> str:
        if self.together:
            half = 1 if self.periods[0].place == 1 else 2
            return f"status of {self.filter.text} H{half} {self.periods[0].financial_year}"
        return f"compare {self.filter.text} {' and '.join(map(str, self.periods))}".strip()


@dataclass(frozen=True, slots=True)
class Rank:
    """The best or worst of these, or of the services; by their distance from the target."""

    filter: Filter = EVERYTHING
    period: Period | None = None
    count: int = 5
    worst: bool = True
    of_services: bool = False
    by_movement: bool = False

    def read_as(self) -> str:
        if self.of_services:
            head = f"{'Worst' if self.worst else 'Best'} services"
        elif self.by_movement:
            head = f"Top {self.count} {'falls' if self.worst else 'improvements'}"
        else:
            head = f"{'Worst' if self.worst else 'Best'} {self.count}"
        subject = "" if self.filter.is_everything else f": {self.filter.words}"
        return joined(head + subject, self.period)

    @property
    def text(self) -> str:
        if self.of_services:
            return typed(f"{'worst' if self.worst else 'best'} services", self.period)
        what = "falls" if self.worst else "improvers"
        head = f"top {self.count} {what}" if self.by_movement else ""
        head = head or f"{'worst' if self.worst else 'best'} {self.count}"
        return typed(f"{head} of {self.filter.text}", self.period)


@dataclass(frozen=True, slots=True)
class Changed:
    """What got worse (or better, or both): since a period, in a period, or in the newest."""

    filter: Filter = EVERYTHING
    since: Period | None = None
    worse: bool | None = None
    period: Period | None = None

    def read_as(self) -> str:
        head = {True: "Got worse", False: "Got better", None: "What changed"}[self.worse]
        subject = "" if self.filter.is_everything else f": {self.filter.words}"
        since = f", since {self.since.words}" if self.since else ""
        return joined(head + subject + since, self.period)

    @property
    def text(self) -> str:
        head = {True: "what got worse", False: "what improved", None: "what changed"}[self.worse]
        since = f" since {self.since}" if self.since else ""
        return typed(f"{head} of {self.filter.text}{since}", self.period)
