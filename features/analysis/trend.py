"""How one indicator moved: its chart and its figures, newest first."""

from collections.abc import Sequence

from cards import analysis
from cards.figures.figure import value_words
from cycle.periods import Period
from cycle.questions import question
from cycle.review.movement import movement
from cycle.review.standing import Standing
from features import listing
from features.turn import Answer, Visit
from storage import records, register
from storage.database import Session

USUAL = 13  # periods shown where no start is named: a year of months and the one before


def trend_of(session: Session, visit: Visit, asked: question.Trend) -> Answer:
    """From a period on, or the last year or so."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return listing.not_in_register(asked.ref)
    record = records.record(session, indicator)
    own = [period for period in record.series if period.frequency is indicator.frequency]
    periods = _within(own, asked.since, asked.until)
    history = [record.stand(period, visit.today, visit.council) for period in periods]
    chart = record.chart(upto=periods[-1]) if periods else None
    events = record.events_until(periods[-1]) if periods else ()
    card = analysis.trend(asked.read_as(), str(indicator), _moved(history), history, chart, events)
    return Answer(card=card)


def _within(periods: Sequence[Period], since: Period | None, until: Period | None) -> list[Period]:
    if since is None:
        return list(periods[-USUAL:])
    return [
        period
        for period in periods
        if period.end >= since.start and (until is None or period.start <= until.end)
    ]


def _moved(history: Sequence[Standing]) -> str:
    """`From 60.1% in April 2026 to 63.4% in August 2026: better.`"""
    known = [(one, one.value) for one in history if one.value is not None]
    if len(known) < 2:
        return "There are too few figures to see a trend."
    (first, before), (last, now) = known[0], known[-1]
    direction, _ = movement(last.indicator, before, now)
    return (
        f"From {value_words(first)} in {first.period.words} to {value_words(last)} in "
        f"{last.period.words}: {direction.value.lower()}."
    )
