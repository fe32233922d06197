"""All that it takes to judge an indicator: its figures, targets, breaks and changes, as kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

import cycle.review.standing
from cycle.council import Council
from cycle.periods import Frequency, Period
from cycle.plan.indicator import Indicator
from cycle.plan.target import TermsChange, as_of, target_for
from cycle.review import aggregate, chartable, forecast
from cycle.review.chart import Chart
from cycle.review.events import SeriesEvent, breaks_among
from cycle.review.figure import Figure
from cycle.review.forecast import YearEndForecast
from cycle.review.sign_off import SignOff, needs_sign_off
from cycle.review.standing import Evidence, Standing
from cycle.review.trend import Break
from storage import cache, figures, forecasts, register, sign_offs
from storage.cache import Topic
from storage.series import events_of_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`series` holds the figures in force, oldest period first; `profile` targets for periods.

    `events` are breaks and annotations, oldest first; so are `forecasts`.
    """

    indicator: Indicator
    series: Mapping[Period, Figure]
    profile: Mapping[Period, Decimal]
    breaks: Sequence[Break]
    changes: Sequence[TermsChange]
    events: Sequence[SeriesEvent] = ()
    forecasts: Sequence[YearEndForecast] = ()
    sign_offs: Mapping[Period, SignOff] = field(default_factory=dict)

    def stand(self, period: Period, today: date, council: Council) -> Standing:
        """Where the indicator stands for this period, seen from today."""
        found = cycle.review.standing.stand(
            self.indicator, period, self.evidence(period), today, council.calendar
        )
        sign_off = self.sign_off(period)
        return found if sign_off is None else replace(found, sign_off=sign_off)

    def evidence(self, period: Period) -> Evidence:
        """What the standing of this period rests on."""
        return Evidence(
            series=self.series,
            profile=self.profile,
            breaks=self.breaks,
            changes=tuple(self.changes),
            forecast=self.forecast_value(period),
        )

    def sign_off(self, period: Period) -> SignOff | None:
        """The sign-off of the figure in force; None where nobody certifies it."""
        found, figure = self.sign_offs.get(period), self.series.get(period)
        return found if found and figure and found.version == figure.version else None

    def forecast_value(self, period: Period) -> Decimal | None:
        """Where the year of the period will end, as was foretold by then; None for nothing."""
        found = forecast.in_force(self.forecasts, period)
        return found.value if found else None

    def history(
        self, before: Period, today: date, council: Council, count: int = 13
    ) -> list[Standing]:
        """The standings of the newest periods with a figure before this one, oldest first."""
        periods = [period for period in self.series if period < before]
        return [self.stand(period, today, council) for period in periods[-count:]]

    def target(self, period: Period) -> Decimal | None:
        """The target of one period, on the terms in force at the time."""
        return target_for(as_of(self.indicator, self.changes, period), period, self.profile)

    def targets(self) -> dict[Period, Decimal]:
        """The target of each period that has a figure, on the terms in force at the time."""
        found = {period: self.target(period) for period in self.series}
        return {period: target for period, target in found.items() if target is not None}

    def chart(self, upto: Period | None = None, frequency: Frequency | None = None) -> Chart:
        """The control chart, up to and with a period; of the indicator's own frequency.

        Periods of another frequency, from before it changed, make a chart of their own.
        """
        indicator = replace(self.indicator, frequency=frequency or self.indicator.frequency)
        return chartable.chart_of_series(indicator, self.series, self.targets(), self.breaks, upto)

    def coarser(self, frequency: Frequency) -> "Record":
        """The same indicator by quarter or year, made from its figures in its own way.

        A period with a part missing has no figure; nor has one without a common target a target.
        """
        own = [period for period in self.series if period.frequency is self.indicator.frequency]
        wholes = sorted({Period.containing(frequency, period.start) for period in own})
        series, targets = {}, {}
        for whole in wholes:
            if made := aggregate.aggregate(self.indicator, whole, self.series, self.breaks).figure:
                series[whole] = made
            parts = aggregate.parts_of(whole, self.indicator.frequency)
            known = {part: self.target(part) for part in parts}
            told = {part: target for part, target in known.items() if target is not None}
            target = aggregate.coarser_target(self.indicator, whole, told)
            if target is not None:
                targets[whole] = target
        return replace(
            self,
            indicator=replace(self.indicator, frequency=frequency, target=None),
            series=series,
            profile=targets,
            changes=[each for each in self.changes if each.field not in ("target", "frequency")],
        )

    def parts_given(self, whole: Period) -> str:
        """How many parts of a coarser period are there: `2 of 3 months`; empty when all are."""
        return aggregate.aggregate(self.indicator, whole, self.series).note

    def events_until(self, period: Period) -> list[SeriesEvent]:
        """What happened to the series up to and in this period, oldest first."""
        return [event for event in self.events if event.period.start <= period.end]

    def with_figure(self, figure: Figure) -> "Record":
        """The record as it is once this figure is in force."""
        series = {**self.series, figure.period: figure}
        ordered = dict(sorted(series.items(), key=lambda item: item[0].in_time))
        sign_offs = dict(self.sign_offs)
        if needs_sign_off(self.indicator, figure):
            sign_offs[figure.period] = SignOff(
                indicator=figure.indicator,
                period=figure.period,
                version=figure.version,
                at=figure.given_at,
            )
        return replace(self, series=ordered, sign_offs=sign_offs)


def record(session: Session, indicator: Indicator) -> Record:
    return records(session, [indicator])[0]


def records(
    session: Session, indicators: Sequence[Indicator], periods: Collection[Period] = ()
) -> list[Record]:
    """One record an indicator, in the same order; with only these periods' figures if any named."""
    ids = [indicator.id for indicator in indicators]
    series = figures.in_force(session, ids, periods) if periods else figures.series_of(session, ids)
    return around(session, indicators, series)


def standing(
    session: Session, record: Record, period: Period, today: date, council: Council
) -> Standing:
    """Where the indicator stands for a period, its own or a longer one made from its figures.

    Remembered while the register and the record's figures are the same: what is kept of a figure
    never changes. Not to be asked in a transaction that gives figures.
    """
    given = tuple((own, figure.version) for own, figure in record.series.items())
    signed = tuple((own, sign_off.words) for own, sign_off in record.sign_offs.items())

    def judged() -> Standing:
        is_own = period.frequency is record.indicator.frequency
        judging = record if is_own else record.coarser(period.frequency)
        return judging.stand(period, today, council)

    key = "standing", record.indicator.id, period, today, council, given, signed
    return cache.get(session, Topic.REGISTER, key, judged)


def around(
    session: Session,
    indicators: Sequence[Indicator],
    series: Mapping[int, Mapping[Period, Figure]],
) -> list[Record]:
    """The records of these indicators around figures in force that have been read already."""
    ids = [indicator.id for indicator in indicators]
    profiles = register.profiles(session, ids)
    happened = events_of_many(session, ids)
    changes = register.changes(session, ids)
    foretold = [one.id for one in indicators if forecast.may_be_forecast(one)]
    given = forecasts.of_indicators(session, foretold)
    signed = sign_offs.of_indicators(session, [one.id for one in indicators if one.certifier])
    return [
        Record(
            indicator=indicator,
            series=series.get(indicator.id, {}),
            profile=profiles.get(indicator.id, {}),
            breaks=breaks_among(happened.get(indicator.id, ())),
            changes=changes.get(indicator.id, ()),
            events=happened.get(indicator.id, ()),
            forecasts=given.get(indicator.id, ()),
            sign_offs=signed.get(indicator.id, {}),
        )
        for indicator in indicators
    ]
