"""The evidence beside the five SMART questions: what an indicator's last year says of it."""

from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from cycle.council import Council
from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.plan.smart_test import SmartEvidence, SmartFinding, smart_test
from cycle.review import quality
from cycle.review.benchmark import FEWEST, Comparable
from cycle.review.schemes import Band
from storage import (
    benchmarks,
    concern_answers,
    concerns,
    figures,
    interventions,
    records,
    register,
    risks,
)
from storage.database import Session
from storage.records import Record

YEAR = timedelta(days=365)


def smart_findings(
    session: Session, indicator: Indicator, today: date, council: Council
) -> tuple[SmartFinding, ...]:
    """The five questions with their evidence, each once."""
    return smart_test(indicator, smart_evidence(session, indicator, today, council))


def smart_evidence(
    session: Session, indicator: Indicator, today: date, council: Council
) -> SmartEvidence:
    record = records.record(session, indicator)
    versions = figures.history(session, [indicator.id]).get(indicator.id, {})
    rates = quality.rates(indicator, versions, today, council.calendar, record.changes)
    met, judged = _met(record, today, council)
    lower, upper = _limits(record)
    return SmartEvidence(
        reporting_rate=rates.reporting,
        on_time_rate=rates.punctuality,
        cases=_cases(record),
        restatements=rates.restated,
        met=met,
        judged=judged,
        lower=lower,
        upper=upper,
        decisions=_decisions(session, indicator, today),
        risks=len(risks.watched_by(session, indicator.id)),
        neighbours_median=_neighbours_median(session, indicator),
        same_definition=_same_definition(session, indicator, today),
    )


def _last_year(record: Record) -> list[Period]:
    own = [
        period
        for period, figure in record.series.items()
        if period.frequency is record.indicator.frequency and figure.value is not None
    ]
    return own[-(12 // record.indicator.frequency.months) :]


def _met(record: Record, today: date, council: Council) -> tuple[int, int]:
    """(Green, coloured) of the last 13 periods that have a figure."""
    periods = [period for period, figure in record.series.items() if figure.value is not None]
    bands = [record.stand(period, today, council).band for period in periods[-13:]]
    return bands.count(Band.GREEN), sum(band is not None for band in bands)


def _limits(record: Record) -> tuple[Decimal | None, Decimal | None]:
    """Within which a value varies by itself; None where the chart is of something else, or short.

    A total is charted by what each period added, a seasonal series by its differences.
    """
    if record.indicator.cumulative or record.indicator.seasonal:
        return None, None
    chart = record.chart()
    if chart.last is None or len(chart.points) < chart.minimum_points:
        return None, None
    return chart.last.segment.lower, chart.last.segment.upper


def _cases(record: Record) -> Decimal | None:
    """The middle number of cases of a period of the last year; None where none are counted."""
    if not record.indicator.counts_cases:
        return None
    counted = [
        figure.denominator
        for period in _last_year(record)
        if (figure := record.series[period]).denominator is not None
    ]
    return median(counted) if counted else None


def _decisions(session: Session, indicator: Indicator, today: date) -> int:
    """Answers of the board and interventions of the last year."""
    raised = [concern.id for concern in concerns.all_of(session, indicator.id)]
    answers = concern_answers.find_many(session, raised).values()
    days = [answer.answered_on for answer in answers]
    days += [
        stored.intervention.asked_on
        for stored in interventions.on_indicators(session, [indicator.id])
    ]
    return sum(day is not None and day >= today - YEAR for day in days)


def _neighbours_median(session: Session, indicator: Indicator) -> Decimal | None:
    """The middle of what others published for the newest period; None of fewer than five."""
    every = [
        each
        for each in benchmarks.all_benchmarks(session, indicator.id)
        if each.comparable is Comparable.YES
    ]
    newest = max((each.period for each in every), key=lambda period: period.end, default=None)
    values = [each.value for each in every if each.period == newest]
    return median(values) if len(values) >= FEWEST else None


def _same_definition(session: Session, indicator: Indicator, today: date) -> tuple[str, ...]:
    words = indicator.definition.casefold().split()
    if not words:
        return ()
    return tuple(
        other.ref
        for other in register.all_indicators(session)
        if other.id != indicator.id
        and not other.is_retired(today)
        and other.definition.casefold().split() == words
    )
