"""Where the year will end: what the owner says, and what the figures so far lead to by a rule.

A rule is named and used only where it fits; otherwise the reason is said and nothing is computed.
Source: Performance Management Framework (September 2025), duty (f) of the Performance Board; the
rules are our choice (decision 0054).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from cycle.periods import Frequency, Period
from cycle.plan.indicator import Aggregation, Indicator, Kind, Polarity, Scheme
from cycle.plan.target import periods_of, year_end
from cycle.plan.units import points_shown, shown
from cycle.refusals import NothingSaid, Refused, check, words_refused
from cycle.review.figure import Figure
from cycle.review.rate import band_of
from cycle.review.schemes import Band
from cycle.review.trend import Break, value_of

FEWEST_POINTS = 12  # periods before their average foretells the year's end


class NoValue(NothingSaid):
    """Give the value at which you expect the year to end."""


class BelowDelivered(Refused):
    """That is less than is delivered already, and a total does not fall: say why, or mend it."""


class HowSo(NothingSaid):
    """Nothing is delivered yet and the forecast meets the target: say how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEndForecast:
    """What an owner foretells for the end of a year, made with a period's figures in hand."""

    indicator: int
    year: Period
    made_for: Period
    value: Decimal
    words: str = ""
    given_by: int | None = None
    given_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class Computed:
    """What the figures so far lead to. `value` is None where no rule fits, and `rule` says why."""

    value: Decimal | None
    rule: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BackTest:
    """By how much the rule missed at the same point of earlier years, in points."""

    misses: tuple[tuple[Period, Decimal], ...]

    @property
    def average(self) -> Decimal | None:
        if not self.misses:
            return None
        return sum((abs(miss) for _, miss in self.misses), Decimal(0)) / len(self.misses)


def is_asked(indicator: Indicator, period: Period) -> bool:
    """Whether the form asks where the year will end: not with the year's last figure."""
    is_last = indicator.frequency is Frequency.ANNUAL or period == year_end(period)
    return may_be_forecast(indicator) and not is_last


def may_be_forecast(indicator: Indicator) -> bool:
    """Whether anybody is ever asked to foretell its year end."""
    is_total = indicator.cumulative and indicator.kind is Kind.KPI
    return indicator.is_rated and (indicator.scheme is Scheme.FORECAST or is_total)


def in_force(forecasts: Iterable[YearEndForecast], period: Period) -> YearEndForecast | None:
    """What was foretold last for the period's year, with this period's figure or an earlier one."""
    return newest(
        [one for one in forecasts if one.year.year == period.year and not period < one.made_for]
    )


def foretold_band(indicator: Indicator, value: Decimal, target: Decimal | None) -> Band | None:
    """The band that the year will end in, by the indicator's own scheme and year-end target."""
    return band_of(indicator, value, target)


def computed(
    indicator: Indicator,
    period: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break] = (),
) -> Computed:
    """The year end that the figures up to the period lead to."""
    value = value_of(series.get(period))
    if value is None:
        return Computed(None, "no figure is given for the period")
    if period == year_end(period):
        return Computed(value, "the year has ended")
    if indicator.cumulative:
        return _of_a_total(indicator, period, value, series, breaks)
    if indicator.rolling:
        return Computed(None, "it covers a rolling year, so it has no year end of its own")
    if indicator.seasonal:
        return _of_a_season(period, value, series, breaks)
    if indicator.aggregation is Aggregation.RATIO:
        return _of_a_share(indicator, period, series, breaks)
    return Computed(None, "no rule fits an indicator of this sort")


def back_test(
    indicator: Indicator,
    period: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break] = (),
    years: int = 2,
) -> BackTest:
    """What the same rule would have said at this point of the last years, against what came."""
    misses = []
    then = period
    for _ in range(years):
        then = then.same_last_year
        known = {when: figure for when, figure in series.items() if not then < when}
        foretold = computed(indicator, then, known, breaks).value
        came = value_of(series.get(year_end(then)))
        if foretold is not None and came is not None:
            misses.append((then, foretold - came))
    return BackTest(tuple(misses))


def back_test_words(indicator: Indicator, tested: BackTest) -> str:
    """`At this point of the last 2 years it missed by 0.4 percentage points.`"""
    average = tested.average
    if average is None:
        return "There is no earlier year to try it on."
    count = len(tested.misses)
    years = "last year" if count == 1 else f"the last {count} years"
    return f"At this point of {years} it missed by {points_shown(indicator, average)}."


def computed_words(indicator: Indicator, found: Computed) -> str:
    """`Steward computes 96.1%: last year's path` or why it computes nothing."""
    if found.value is None:
        return f"Steward computes no forecast: {found.rule}."
    span = ""
    if found.low is not None and found.high is not None:
        span = f", from {shown(indicator, found.low)} to {shown(indicator, found.high)}"
    return f"Steward computes {shown(indicator, found.value)}{span}: {found.rule}."


def forecast_refused(
    indicator: Indicator,
    forecast: YearEndForecast,
    delivered: Decimal | None,
    foretold: Band | None,
) -> Refused | None:
    """Why a given forecast is asked back; None where it can stand. Words answer both questions."""
    check(words_refused(forecast.words, may_be_empty=True))
    is_said = bool(forecast.words.strip())
    counts_up = indicator.cumulative and indicator.polarity in (Polarity.HIGHER, Polarity.LOWER)
    is_total = counts_up and indicator.aggregation is not Aggregation.RATIO
    if is_total and delivered is not None and forecast.value < delivered and not is_said:
        return BelowDelivered()
    is_idle = delivered is None or delivered == 0
    if (
        foretold is Band.GREEN
        and indicator.polarity is Polarity.HIGHER
        and indicator.cumulative
        and is_idle
        and not is_said
    ):
        return HowSo()
    return None


def change_words(indicator: Indicator, now: YearEndForecast, before: YearEndForecast | None) -> str:
    """`it was 95.8% after June 2026`, printed beside the newest; empty for the first."""
    if before is None:
        return ""
    said = f"{shown(indicator, before.value)} after {before.made_for.words}"
    return f"unchanged from {said}" if before.value == now.value else f"it was {said}"


def _of_a_total(
    indicator: Indicator,
    period: Period,
    value: Decimal,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break],
) -> Computed:
    last, last_end = period.same_last_year, year_end(period.same_last_year)
    then, ended = value_of(series.get(last)), value_of(series.get(last_end))
    is_cut = any(cut.parts(last, period) or cut.parts(last, last_end) for cut in breaks)
    if then is not None and ended is not None and then > 0 and not is_cut:
        return Computed(value / (then / ended) if ended else value, "along last year's path")
    if indicator.aggregation is Aggregation.RATIO:
        return Computed(None, "a share of the year so far needs last year's path, which is missing")
    count = len(periods_of(period.frequency, period.year))
    return Computed(value * count / period.place, "at the pace of the year so far")


def _of_a_season(
    period: Period, value: Decimal, series: Mapping[Period, Figure], breaks: Sequence[Break]
) -> Computed:
    last, last_end = period.same_last_year, year_end(period.same_last_year)
    then, ended = value_of(series.get(last)), value_of(series.get(last_end))
    if then is None or ended is None or any(cut.parts(last, period) for cut in breaks):
        return Computed(None, "it is seasonal, and a whole year before this one is not known")
    return Computed(ended + (value - then), "as much above or below last year as now")


def _of_a_share(
    indicator: Indicator, period: Period, series: Mapping[Period, Figure], breaks: Sequence[Break]
) -> Computed:
    """The counts of the last twelve periods put together; the spread is that of single periods."""
    recent = [period.later(-back) for back in range(FEWEST_POINTS)]
    figures = [series[when] for when in recent if when in series]
    values = [one for figure in figures if (one := value_of(figure)) is not None]
    if len(values) < FEWEST_POINTS:
        return Computed(None, f"only {len(values)} of the last {FEWEST_POINTS} periods are known")
    if any(cut.parts(recent[-1], period) for cut in breaks):
        return Computed(None, "the series has a break within the last twelve periods")
    counted = [one for one in figures if one.numerator is not None and one.denominator]
    if len(counted) == len(figures):
        top = sum((one.numerator or Decimal(0) for one in counted), Decimal(0))
        bottom = sum((one.denominator or Decimal(0) for one in counted), Decimal(0))
        mean = indicator.multiplier * top / bottom
    else:
        mean = sum(values, Decimal(0)) / len(values)
    return Computed(mean, "the average of the last twelve periods", min(values), max(values))


def newest(forecasts: Collection[YearEndForecast]) -> YearEndForecast | None:
    """The forecast in force: of the latest period, its latest version."""
    return max(forecasts, key=lambda one: (one.made_for, one.version), default=None)
