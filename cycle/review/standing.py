"""Where an indicator stands for a period: its figure, its colour or why it has none, its age."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from cycle.periods import Period, WorkingDays
from cycle.plan.due import due
from cycle.plan.indicator import Indicator, Scheme
from cycle.plan.target import TermsChange, as_of, target_for, year_end
from cycle.plan.units import shown
from cycle.review import trend
from cycle.review.figure import Figure, FigureStatus
from cycle.review.rate import Rating, State, band_of
from cycle.review.schemes import Band
from cycle.review.sign_off import SignOff
from cycle.review.state import is_answered, promised, rate_value, unrated
from cycle.review.trend import Break, Change, Direction, value_of

_COMPARED = (Direction.BETTER, Direction.SAME, Direction.WORSE)


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator and period, as it is today, on the terms in force for that period.

    `target` is what the value was rated against. `days_overdue` is in working days, 0 unless the
    figure is owed and late. `previous_band` is the band of the period before, None where it had
    none or a break lies between. `sign_off` is None where nobody certifies the figure.
    """

    indicator: Indicator
    period: Period
    figure: Figure | None
    target: Decimal | None
    rating: Rating
    short: Change | None
    long: Change | None
    due: date
    days_overdue: int
    previous_band: Band | None = None
    sign_off: SignOff | None = None

    @property
    def band(self) -> Band | None:
        return self.rating.band

    @property
    def state(self) -> State | None:
        return self.rating.state

    @property
    def value(self) -> Decimal | None:
        """The period's own value; None when nothing is given or none is applicable."""
        return value_of(self.figure)

    @property
    def is_awaiting(self) -> bool:
        return self.state is not None and self.state.is_awaiting

    @property
    def is_provisional(self) -> bool:
        given = self.figure if self.value is not None else None
        return given is not None and given.status is FigureStatus.PROVISIONAL

    @property
    def label(self) -> str:
        """The band's word, or the state's words: never empty."""
        return str(self.band or self.state)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand where; bands and states add up to `total`. `provisional` is counted apart."""

    green: int = 0
    amber: int = 0
    red: int = 0
    not_yet_due: int = 0
    not_available_until: int = 0
    overdue: int = 0
    no_target: int = 0
    not_rated: int = 0
    not_applicable: int = 0
    provisional: int = 0

    @property
    def awaiting(self) -> int:
        return self.not_yet_due + self.not_available_until + self.overdue

    @property
    def total(self) -> int:
        rated = self.green + self.amber + self.red
        return rated + self.awaiting + self.no_target + self.not_rated + self.not_applicable


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a standing rests on: figures in force, breaks, targets of periods, changes of terms.

    `forecast` is the year end's, for the scheme of that name; without one, the value of an
    indicator that is not cumulative is itself the forecast.
    """

    series: Mapping[Period, Figure]
    profile: Mapping[Period, Decimal] = field(default_factory=dict)
    breaks: Sequence[Break] = ()
    changes: tuple[TermsChange, ...] = ()
    forecast: Decimal | None = None


def stand(
    indicator: Indicator, period: Period, evidence: Evidence, today: date, calendar: WorkingDays
) -> Standing:
    """Where the indicator stands for the period; `today` is London's date."""
    series, profile, breaks = evidence.series, evidence.profile, evidence.breaks
    terms = as_of(indicator, evidence.changes, period)
    figure = series.get(period)
    target = _target(terms, period, profile)
    when_due = due(terms, period, calendar)
    short = trend.short(terms, period, series, breaks)
    long = trend.long(terms, period, series, breaks)
    rating = unrated(terms, figure, when_due, today)
    if rating is None:
        rating = rate_value(terms, value_of(figure), target, long, evidence.forecast)
    return Standing(
        indicator=terms,
        period=period,
        figure=figure,
        target=target,
        rating=rating,
        short=_with_target_noted(short, indicator, target, evidence),
        long=_with_target_noted(long, indicator, target, evidence),
        due=when_due,
        days_overdue=_days_overdue(figure, when_due, today, calendar),
        previous_band=_band(indicator, period.previous, period, evidence),
    )


def counts(standings: Iterable[Standing]) -> Counts:
    """Count from the rows, always: a total that was typed cannot be checked."""
    standings = tuple(standings)
    found = Counter(standing.label for standing in standings)
    return Counts(
        green=found[Band.GREEN],
        amber=found[Band.AMBER],
        red=found[Band.RED],
        not_yet_due=found[State.NOT_YET_DUE],
        not_available_until=found[State.NOT_AVAILABLE_UNTIL],
        overdue=found[State.OVERDUE],
        no_target=found[State.NO_TARGET],
        not_rated=_not_rated(found),
        not_applicable=found[State.NOT_APPLICABLE],
        provisional=sum(standing.is_provisional for standing in standings),
    )


@dataclass(frozen=True, slots=True)
class DirectionCounts:
    """How many went which way, against the period before; without one, against last year's.

    Up and down, where no way is better, count as not compared. Together they are all standings.
    """

    better: int = 0
    same: int = 0
    worse: int = 0
    uncompared: int = 0

    @property
    def words(self) -> str:
        """`3 better, 4 no change, 2 worse, 1 not compared`; empty where nothing was compared."""
        if not self.better + self.same + self.worse:
            return ""
        told = f"{self.better} better, {self.same} no change, {self.worse} worse"
        return told + (f", {self.uncompared} not compared" if self.uncompared else "")


def count_directions(standings: Iterable[Standing]) -> DirectionCounts:
    """Count from the rows, as the colours are."""
    directions = [_direction(standing) for standing in standings]
    found = Counter(directions)
    better, same, worse = (
        found[each] for each in (Direction.BETTER, Direction.SAME, Direction.WORSE)
    )
    return DirectionCounts(better, same, worse, len(directions) - better - same - worse)


def _direction(standing: Standing) -> Direction | None:
    """The short direction, or else the long one; None without a value."""
    if standing.value is None:
        return None
    for change in (standing.short, standing.long):
        if change is not None and change.direction in _COMPARED:
            return change.direction
    return None


def _not_rated(found: Mapping[str, int]) -> int:
    return found[State.NOT_RATED] + found[State.DATA_ONLY] + found[State.IN_DEVELOPMENT]


def _target(terms: Indicator, period: Period, profile: Mapping[Period, Decimal]) -> Decimal | None:
    rated = year_end(period) if terms.scheme is Scheme.FORECAST else period
    return target_for(terms, rated, profile)


def _days_overdue(figure: Figure | None, when_due: date, today: date, calendar: WorkingDays) -> int:
    if is_answered(figure):
        return 0
    owed = max(when_due, promised(figure) or when_due)
    return max(0, calendar.between(owed, today))


def _band(
    indicator: Indicator,
    earlier: Period,
    period: Period,
    evidence: Evidence,
) -> Band | None:
    value = value_of(evidence.series.get(earlier))
    if value is None or any(cut.parts(earlier, period) for cut in evidence.breaks):
        return None
    terms = as_of(indicator, evidence.changes, earlier)
    if terms.scheme is Scheme.FORECAST and terms.cumulative:
        return None
    long = trend.long(terms, earlier, evidence.series, evidence.breaks)
    target = _target(terms, earlier, evidence.profile)
    return band_of(terms, value, target, long.direction if long else None)


def _with_target_noted(
    change: Change | None,
    indicator: Indicator,
    target: Decimal | None,
    evidence: Evidence,
) -> Change | None:
    """The direction stays when the target was another, and says so."""
    if change is None or change.against is None or change.difference is None:
        return change
    then_terms = as_of(indicator, evidence.changes, change.against)
    then = _target(then_terms, change.against, evidence.profile)
    if then is None or target is None or then == target:
        return change
    return replace(change, note=f"{change.note}; the target then was {shown(then_terms, then)}")
