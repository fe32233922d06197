"""What is wrong with an indicator's data, principle by principle, each in a plain sentence.

Nothing is refused here: these are things for its owner and the performance team to look at.
Source: Performance Management Framework (September 2025), the data quality principles; the numbers
are our choice until the Performance Board decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cycle.periods import Period, WorkingDays, day_words, london_day
from cycle.plan.indicator import Indicator, Kind
from cycle.plan.target import TermsChange
from cycle.review import commentary
from cycle.review.chartable import looks_seasonal
from cycle.review.doubt import doubts
from cycle.review.events import SeriesEvent
from cycle.review.figure import Figure, FigureStatus
from cycle.review.missing import MISSING_TO_BOARD, missing_running
from cycle.review.quality import (
    RESTATEMENTS,
    Principle,
    Quality,
    QualityFinding,
    Rates,
    Versions,
    due_periods,
    rates,
)
from cycle.review.schemes import Band
from cycle.review.standing import Standing
from cycle.review.state import is_answered, promised
from cycle.review.trend import Direction

YEAR = timedelta(days=365)
POOR = Decimal(75)  # per cent given on time, below which it is said; our choice
ENOUGH = 4  # periods before a rate is said of one indicator; our choice

_METHOD = {  # terms that say how a figure is made, in words
    "definition": "definition",
    "unit": "unit",
    "aggregation": "way of adding up",
    "cumulative": "counting from April",
    "frequency": "frequency",
}
_NEAR = timedelta(days=92)  # a break so near to a change of method is taken to be for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """All that is known of an indicator's data. `newest` is where it stands for the newest period
    with a value, None where there has been none.

    `seen_on` is the day on which somebody last asked for it, noted on it or changed its terms;
    `known_since` the day on which it entered the register. Each is None where that is not known.
    """

    indicator: Indicator
    versions: Versions
    newest: Standing | None
    events: Sequence[SeriesEvent] = ()
    changes: Sequence[TermsChange] = ()
    seen_on: date | None = None
    known_since: date | None = None

    @property
    def series(self) -> dict[Period, Figure]:
        """The figures in force."""
        return {period: given[-1] for period, given in self.versions.items() if given}


def quality(
    examined: Examined, today: date, calendar: WorkingDays, only: Period | None = None
) -> Quality:
    """The indicator's rates and everything found, worst first; of one period's rates if named."""
    indicator, series = examined.indicator, examined.series
    found = rates(indicator, examined.versions, today, calendar, examined.changes, only)
    passed = due_periods(indicator, examined.versions, today, calendar, examined.changes, only)
    missing = missing_running(indicator, passed[0][0], series, today, calendar) if passed else 0
    findings = [
        *_accuracy(examined, found),
        *_validity(indicator),
        *_season(examined),
        *_reliability(examined, today),
        *_timeliness(examined, found, passed, today, calendar),
        *_relevance(examined, today),
        *_completeness(examined, missing, passed),
    ]
    findings.sort(key=lambda finding: -finding.weight)
    return Quality(indicator, found, missing, tuple(findings))


def _accuracy(examined: Examined, found: Rates) -> Iterator[QualityFinding]:
    """Right enough for its use: the newest figure is doubted, contradicted, or often corrected."""
    newest = examined.newest
    if newest is not None and newest.figure is not None:
        when, series = newest.period, examined.series
        for sentence in doubts(newest.indicator, when, series):
            yield QualityFinding(Principle.ACCURACY, f"{when.short_words}: {sentence}", 60)
        before = series.get(when.previous)
        for sentence in commentary.queries(
            newest.indicator,
            newest.figure,
            newest.target,
            newest.short,
            newest.long,
            before.commentary if before else "",
        ):
            yield QualityFinding(Principle.ACCURACY, f"{when.short_words}: {sentence}", 65)
    if found.restated >= RESTATEMENTS:
        words = f"{found.restated} figures were corrected within a year"
        yield QualityFinding(Principle.ACCURACY, f"{words}: what makes the first ones wrong?", 50)


def _validity(indicator: Indicator) -> Iterator[QualityFinding]:
    """Rules and definitions applied; proxies judged."""
    if not indicator.definition.strip():
        words = "The register has no definition, so nobody can say what is counted."
        yield QualityFinding(Principle.VALIDITY, words, 35 if indicator.kind is Kind.KPI else 20)
    if indicator.proxy.strip():
        yield QualityFinding(Principle.VALIDITY, f"It is a proxy: {indicator.proxy.strip()}", 5)


def _reliability(examined: Examined, today: date) -> Iterator[QualityFinding]:
    """The same method across time: a change of method without a break is asked about."""
    breaks = [event.period.start for event in examined.events if event.is_break]
    for change in examined.changes:
        if change.field not in _METHOD or today - change.effective_from > YEAR:
            continue
        if any(abs(start - change.effective_from) <= _NEAR for start in breaks):
            continue
        what = f"The {_METHOD[change.field]} changed from {day_words(change.effective_from)}"
        words = f"{what} and no break is kept: are figures before and after comparable?"
        yield QualityFinding(Principle.RELIABILITY, words, 55)


def _season(examined: Examined) -> Iterator[QualityFinding]:
    """What follows the calendar is to be held against the year before."""
    if looks_seasonal(examined.indicator, examined.series):
        words = (
            "It seems to follow the seasons: each month is like the same month a year before. If "
            "so, put yes under seasonal in the register; it is then compared with a year earlier."
        )
        yield QualityFinding(Principle.VALIDITY, words, 28)


def _timeliness(
    examined: Examined,
    found: Rates,
    passed: Sequence[tuple[Period, date]],
    today: date,
    calendar: WorkingDays,
) -> Iterator[QualityFinding]:
    """Soon enough to act on."""
    share = found.punctuality
    if share is not None and found.expected >= ENOUGH and share < POOR:
        words = f"Only {found.on_time} of {found.expected} figures of the year were given on time"
        usual = found.usual_delay
        words += f"; late ones usually by {_days(usual)}." if usual else "."
        yield QualityFinding(Principle.TIMELINESS, words, 40)
    for period, when_due in passed[:1]:
        given = [each for each in examined.versions.get(period, ()) if each.value is not None]
        if given and (day := london_day(given[0].given_at)) > when_due:
            late = max(1, calendar.between(when_due, day))
            words = f"{period.words} was given {_days(late)} late."
            yield QualityFinding(Principle.TIMELINESS, words, 30)
    for figure in examined.series.values():
        until = figure.expected_on
        if figure.status is FigureStatus.PROVISIONAL and until is not None and until < today:
            words = (
                f"{figure.period.words} is still provisional: the confirmed value was promised for "
                f"{day_words(until)}."
            )
            yield QualityFinding(Principle.TIMELINESS, words, 45)


def _relevance(examined: Examined, today: date) -> Iterator[QualityFinding]:
    """Used: looked at or changed within a year, else due for its yearly review."""
    since = examined.seen_on or examined.known_since
    if since is not None and today - since > YEAR:
        words = (
            f"Nobody has asked for it, noted on it or changed it since {day_words(since)}: it is "
            "due for its yearly review. Which decision does it inform?"
        )
        yield QualityFinding(Principle.RELEVANCE, words, 25)


def _completeness(
    examined: Examined, missing: int, passed: Sequence[tuple[Period, date]]
) -> Iterator[QualityFinding]:
    """Nothing missing and nothing incomplete."""
    series = examined.series
    if missing >= MISSING_TO_BOARD:
        since = passed[0][0].later(1 - missing).words
        words = (
            f"No figure for {missing} periods running, since {since}: for the Performance Board."
        )
        yield QualityFinding(Principle.COMPLETENESS, words, 90 + missing)
    elif missing:
        yield _overdue(series.get(passed[0][0]), *passed[0])
    newest = examined.newest
    if newest is None or newest.figure is None:
        return
    when, figure = newest.period.words, newest.figure
    if newest.indicator.asks_for_counts and None in (figure.numerator, figure.denominator):
        words = f"{when} was given without its numerator and denominator."
        yield QualityFinding(Principle.COMPLETENESS, words, 38)
    is_worse = newest.short is not None and newest.short.direction is Direction.WORSE
    if not figure.commentary.strip() and (is_worse or newest.band in (Band.RED, Band.AMBER)):
        words = f"{when} is {newest.band if newest.band is not Band.GREEN else 'Worse'}"
        yield QualityFinding(Principle.COMPLETENESS, f"{words} and has no commentary.", 42)


def _overdue(figure: Figure | None, period: Period, when_due: date) -> QualityFinding:
    until = promised(figure)
    promise = f", and promised for {day_words(until)}" if until else ""
    words = f"No figure for {period.words}: it was due on {day_words(when_due)}{promise}."
    return QualityFinding(Principle.COMPLETENESS, words, 70 if until else 80)


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def newest_with_value(series: Mapping[Period, Figure]) -> Period | None:
    """The newest period that has a value."""
    valued = (p for p, f in series.items() if f.value is not None and is_answered(f))
    return max(valued, key=lambda period: (period.end, period.start), default=None)
