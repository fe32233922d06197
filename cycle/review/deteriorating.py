"""When a KPI or PI is deteriorating: by its band, by a run or by its chart.

All of it is our choice: the framework names the word and not the rule. How often each fires by luck
is measured in docs/rules.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cycle.council import Council, Deterioration
from cycle.periods import Period
from cycle.plan.indicator import Indicator, Kind
from cycle.plan.units import points_shown
from cycle.review import trend
from cycle.review.chart import Chart, ChartSettings, Variation, control_chart
from cycle.review.chartable import year_on_year
from cycle.review.figure import Figure
from cycle.review.signals import WIDTH
from cycle.review.standing import Standing
from cycle.review.trend import Break, Direction, value_of


class Trigger(StrEnum):
    """What the board must hear of. Red is no deterioration, but a concern all the same."""

    RED = "Red"
    BAND = "band worse"
    RUN = "run"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class DeteriorationSettings:
    """Which triggers are on, how many moves make a run, how many Red periods an exception."""

    band: bool = True
    run: bool = True
    run_length: int = 3
    chart: bool = True
    red_after: int = 1


DEFAULTS = DeteriorationSettings()


def deterioration_settings(indicator: Indicator, council: Council) -> DeteriorationSettings:
    """The indicator's own where the register gives them, else the council's (decision 0025)."""
    wanted = indicator.triggers or council.triggers
    return DeteriorationSettings(
        band=Deterioration.BAND in wanted,
        run=Deterioration.RUN in wanted,
        run_length=indicator.adverse_moves or council.adverse_moves,
        chart=Deterioration.CHART in wanted,
        red_after=council.red_after,
    )


@dataclass(frozen=True, slots=True)
class Sign:
    """One trigger that fired, and why.

    `is_listed_only` marks a worse band that is within usual variation, or of which too few points
    are known: unless it is Red it is listed, raises nothing and prompts no question about risk.
    """

    trigger: Trigger
    sentence: str
    is_listed_only: bool = False


def signs(
    standing: Standing,
    series: Mapping[Period, Figure],
    chart: Chart,
    breaks: Sequence[Break] = (),
    settings: DeteriorationSettings = DEFAULTS,
) -> tuple[Sign, ...]:
    """Which triggers fire for the period; empty for a Statistic and for a period without a value.

    `series` holds the figures in force, `chart` the indicator's chart up to the period.
    """
    indicator, period = standing.indicator, standing.period
    if indicator.kind is Kind.STATISTIC or value_of(series.get(period)) is None:
        return ()
    fired = [
        sign
        for wanted, sign in (
            (settings.run, _run(indicator, period, series, breaks, settings.run_length)),
            (settings.chart, _chart(period, chart)),
        )
        if wanted and sign
    ]
    if settings.band and (worse := _band(standing, chart, alone=not fired)):
        fired.insert(0, worse)
    return tuple(fired)


def _band(standing: Standing, chart: Chart, alone: bool) -> Sign | None:
    """A: the band is worse than the period's before."""
    band, previous = standing.band, standing.previous_band
    if band is None or previous is None or not band.is_worse_than(previous):
        return None
    changed = f"The band changed from {previous} to {band}"
    if not alone:
        return Sign(Trigger.BAND, changed)
    if chart.last is None or chart.last.period != standing.period:
        return Sign(Trigger.BAND, f"{changed}: not charted, so hard to tell", is_listed_only=True)
    if not chart.is_believed:
        return Sign(Trigger.BAND, f"{changed}: too few figures to tell", is_listed_only=True)
    if chart.variation is Variation.COMMON_CAUSE:
        return Sign(Trigger.BAND, f"{changed}, within usual variation", is_listed_only=True)
    return Sign(Trigger.BAND, changed)


def _run(
    indicator: Indicator,
    period: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break],
    length: int,
) -> Sign | None:
    """B: so many adverse moves in a row, together beyond noise."""
    if indicator.cumulative or indicator.seasonal:
        values = year_on_year(_values(indicator, period, series), breaks)
        moves = _moves(indicator, period, values, breaks, length)
        way = f"Further behind the same {indicator.frequency.each} last year"
    else:
        values = _values(indicator, period, series)
        moves = _plain_moves(indicator, period, series, breaks, length)
        way = "Worse"
    if moves is None:
        return None
    total = sum(moves, Decimal(0))
    settings = ChartSettings(screen=indicator.screen_outliers)
    chart = control_chart(list(values.items()), breaks=breaks, settings=settings, newest_only=True)
    segment = chart.points[-1].segment
    if segment.count >= indicator.minimum_points and segment.amr is not None:
        if total <= WIDTH * segment.amr:
            return None
    elif min(moves) < _one_step(indicator, series):
        return None
    since = period.later(-length).words
    size = points_shown(indicator, total)
    sentence = f"{way} {length} {indicator.frequency.several} running, by {size} since {since}"
    return Sign(Trigger.RUN, sentence)


def _chart(period: Period, chart: Chart) -> Sign | None:
    """C: the latest point is a special cause of concern."""
    if not _is_believed(period, chart) or chart.variation is not Variation.CONCERN:
        return None
    return Sign(Trigger.CHART, _capital(chart.words))


def _is_believed(period: Period, chart: Chart) -> bool:
    return chart.is_believed and chart.last is not None and chart.last.period == period


def _values(
    indicator: Indicator, period: Period, series: Mapping[Period, Figure]
) -> dict[Period, Decimal]:
    own = {p: value_of(f) for p, f in series.items() if p.frequency is indicator.frequency}
    return {p: v for p, v in own.items() if v is not None and not period < p}


def _plain_moves(
    indicator: Indicator,
    period: Period,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break],
    length: int,
) -> list[Decimal] | None:
    """The sizes of the last moves, or None unless every one of them is Worse."""
    sizes: list[Decimal] = []
    for back in range(length):
        at = period.later(-back)
        change = trend.short(indicator, at, series, breaks)
        if change is None or change.direction is not Direction.WORSE:
            return None
        if change.difference is None:
            return None
        sizes.append(_size(indicator, at, series, change.difference))
    return sizes


def _size(
    indicator: Indicator, at: Period, series: Mapping[Period, Figure], difference: Decimal
) -> Decimal:
    now, before = value_of(series.get(at)), value_of(series.get(at.previous))
    if now is None or before is None or not trend.has_range(indicator):
        return abs(difference)
    return trend.distance(indicator, now) - trend.distance(indicator, before)


def _moves(
    indicator: Indicator,
    period: Period,
    values: Mapping[Period, Decimal],
    breaks: Sequence[Break],
    length: int,
) -> list[Decimal] | None:
    way = trend.sign(indicator)
    sizes: list[Decimal] = []
    for back in range(length):
        at = period.later(-back)
        before = at.previous
        if at not in values or before not in values or any(c.parts(before, at) for c in breaks):
            return None
        worse_by = way * (values[before] - values[at])
        if worse_by <= 0:
            return None
        sizes.append(worse_by)
    return sizes


def _one_step(indicator: Indicator, series: Mapping[Period, Figure]) -> Decimal:
    """The least move that counts where the series is short, in points.

    Moves of less than one case are No change already, so with counts any adverse move is enough;
    without them it is one unit of the displayed decimals.
    """
    counted = indicator.counts_cases and any(f.denominator for f in series.values())
    if counted and not (indicator.cumulative or indicator.seasonal):
        return Decimal(0)
    return Decimal(1).scaleb(-indicator.decimals)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
