"""Data quality: the framework's six principles as checks, and the rates that they come down to.

Source: Performance Management Framework (September 2025), the data quality principles; the checks
and their numbers are our choice until the Performance Board decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from itertools import pairwise
from statistics import median

from cycle.periods import Period, WorkingDays, london_day
from cycle.plan.due import due
from cycle.plan.indicator import Indicator
from cycle.plan.target import TermsChange, as_of
from cycle.review.figure import Figure, FigureStatus
from cycle.review.state import is_not_applicable, promised
from cycle.review.trend import value_of

MONTHS = 12  # how far back the rates look
RESTATEMENTS = 3  # of one indicator in a year are a concern about its data

Versions = Mapping[Period, Sequence[Figure]]  # every version of each figure, oldest first


class Principle(StrEnum):
    """The framework's six."""

    ACCURACY = "Accuracy"
    VALIDITY = "Validity"
    RELIABILITY = "Reliability"
    TIMELINESS = "Timeliness"
    RELEVANCE = "Relevance"
    COMPLETENESS = "Completeness"


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """One thing to look at: a plain sentence. `weight` puts the worst first."""

    principle: Principle
    sentence: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How figures came in. `expected` counts periods whose due date has passed, less those agreed
    as not applicable; `given` those with a value, `on_time` by the due date.

    `not_available` counts what is promised for a later day: not given, and reported apart. `late`
    holds the working days by which each late figure was late. `restated` counts corrections of the
    year; the confirmation of a provisional value is none.
    """

    expected: int = 0
    given: int = 0
    on_time: int = 0
    not_available: int = 0
    late: tuple[int, ...] = ()
    restated: int = 0

    def __add__(self, other: "Rates") -> "Rates":
        return Rates(
            expected=self.expected + other.expected,
            given=self.given + other.given,
            on_time=self.on_time + other.on_time,
            not_available=self.not_available + other.not_available,
            late=self.late + other.late,
            restated=self.restated + other.restated,
        )

    @property
    def reporting(self) -> Decimal | None:
        """Per cent given of those expected, 0 to 100; None when nothing was due."""
        return _share(self.given, self.expected)

    @property
    def punctuality(self) -> Decimal | None:
        """Per cent given by the due date of those expected; None when nothing was due."""
        return _share(self.on_time, self.expected)

    @property
    def reporting_words(self) -> str:
        return _rate(self.given, self.expected)

    @property
    def on_time_words(self) -> str:
        return _rate(self.on_time, self.expected)

    @property
    def usual_delay(self) -> int | None:
        """The median of the late figures' working days, rounded up; None when none was late."""
        return -int(-median(self.late) // 1) if self.late else None


@dataclass(frozen=True, slots=True)
class Quality:
    """One indicator's rates and findings, worst first; `missing` is the periods in a row without
    a figure, up to the newest that is due.
    """

    indicator: Indicator
    rates: Rates
    missing: int = 0
    findings: tuple[QualityFinding, ...] = field(default=())

    def of(self, principle: Principle) -> list[str]:
        """The sentences of one principle."""
        return [one.sentence for one in self.findings if one.principle is principle]


def rates(
    indicator: Indicator,
    versions: Versions,
    today: date,
    calendar: WorkingDays,
    changes: Iterable[TermsChange] = (),
    only: Period | None = None,
) -> Rates:
    """The rates of the last 12 months, or of one period. A period is expected once it was due.

    Nothing is expected from before the first figure ever given: Steward cannot know more.
    """
    found = Rates()
    for period, when_due in due_periods(indicator, versions, today, calendar, changes, only):
        found += _one(versions.get(period, ()), when_due, today, calendar)
    in_year = [
        each
        for period, given in versions.items()
        if only is None or period == only
        for each in restatements(given)
        if only or (today - london_day(each.given_at)).days <= 365
    ]
    return found + Rates(restated=len(in_year))


def due_periods(
    indicator: Indicator,
    versions: Versions,
    today: date,
    calendar: WorkingDays,
    changes: Iterable[TermsChange] = (),
    only: Period | None = None,
) -> list[tuple[Period, date]]:
    """The periods of a year whose due date has passed, newest first, each with that date."""
    changes = tuple(changes)
    periods = _looked_at(indicator, versions, today, only)
    dated = [(each, due(as_of(indicator, changes, each), each, calendar)) for each in periods]
    passed = [(each, when_due) for each, when_due in dated if today > when_due]
    return passed[: max(1, MONTHS // indicator.frequency.months)]


def restatements(versions: Sequence[Figure]) -> list[Figure]:
    """The versions that replaced a given figure by another.

    Not counted: a value that was awaited, a provisional one confirmed.
    """
    found = []
    for before, after in pairwise(versions):
        awaited = before.status is FigureStatus.NOT_AVAILABLE
        confirmed = before.status is FigureStatus.PROVISIONAL
        if not (awaited or confirmed or _same(before, after)):
            found.append(after)
    return found


def joined(several: Iterable[Rates]) -> Rates:
    return sum(several, Rates())


def by_service(qualities: Collection[Quality]) -> dict[str, Rates]:
    """Each service's rates, the worst reporting and then the worst punctuality first."""
    services = sorted({one.indicator.service for one in qualities})
    found = {
        service: joined(one.rates for one in qualities if one.indicator.service == service)
        for service in services
    }
    return dict(sorted(found.items(), key=lambda item: worst_first(item[1])))


def worst_first(rates: Rates) -> tuple[Decimal, Decimal]:
    """Sorts rates: what is given least, then least on time, comes first; nothing due comes last."""
    best = Decimal(101)
    reporting, punctuality = rates.reporting, rates.punctuality
    return (
        best if reporting is None else reporting,
        best if punctuality is None else punctuality,
    )


def _looked_at(
    indicator: Indicator, versions: Versions, today: date, only: Period | None
) -> list[Period]:
    """Ended periods of the indicator's own frequency, newest first, more than a year of them."""
    last = Period.last_ended(indicator.frequency, today)
    if only is not None:
        is_own = only.frequency is indicator.frequency
        return [only] if is_own and indicator.is_measured(only) else []
    count = MONTHS // indicator.frequency.months + 12  # a due date may be months after the end
    own = [period.start for period in versions if period.frequency is indicator.frequency]
    first = min(own, default=last.start)
    periods = (last.later(-k) for k in range(count))
    return [each for each in periods if each.start >= first and indicator.is_measured(each)]


def _one(versions: Sequence[Figure], when_due: date, today: date, calendar: WorkingDays) -> Rates:
    now = versions[-1] if versions else None
    if is_not_applicable(now):
        return Rates()
    if value_of(now) is None:
        until = promised(now)
        return Rates(expected=1, not_available=int(until is not None and today <= until))
    first = next(each for each in versions if value_of(each) is not None)
    day = london_day(first.given_at)
    if day <= when_due:
        return Rates(expected=1, given=1, on_time=1)
    return Rates(expected=1, given=1, late=(max(1, calendar.between(when_due, day)),))


def _same(before: Figure, after: Figure) -> bool:
    return (before.value, before.status) == (after.value, after.status)


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(100) * part / whole if whole else None


def _rate(part: int, whole: int) -> str:
    """`96% (45 of 47)`, cut and not rounded, so that 100% means all; `nothing due` of none."""
    share = _share(part, whole)
    if share is None:
        return "nothing due"
    return f"{share.quantize(Decimal(1), ROUND_DOWN)}% ({part} of {whole})"
