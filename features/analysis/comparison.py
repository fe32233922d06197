"""Indicators beside each other, in two periods or in their newest one."""

from cards import analysis
from cards.analysis import Compared
from cards.figures.figure import mark, value_words
from cycle.periods import Period
from cycle.plan.units import shown
from cycle.questions import question
from cycle.review.movement import movement
from cycle.review.standing import Standing
from features import listing
from features.turn import Answer, Visit
from storage import records
from storage.database import Session
from storage.records import Record


def compare(session: Session, visit: Visit, asked: question.Compare) -> Answer:
    """In the periods named; else the newest figure beside the same period last year."""
    rows = records.records(session, listing.chosen(session, asked.filter))
    if asked.periods:
        least = min(period.frequency.months for period in asked.periods)
        rows = [record for record in rows if record.indicator.frequency.months <= least] or rows
    made = [_row(record, asked.periods, visit) for record in rows]
    start = listing.first_row(visit, made, analysis.ROWS)
    ref = listing.question_ref(session, visit, asked.text, start)
    heads = [period.short_words for period in asked.periods] or ["Newest", "A year before"]
    kind = "Status" if asked.together else "Comparison"
    return Answer(card=analysis.comparison(kind, asked.read_as(), heads, made, ref, start))


def _row(record: Record, periods: tuple[Period, ...], visit: Visit) -> Compared:
    indicator = record.indicator
    is_named = bool(periods)
    if not is_named:
        own = [period for period in record.series if period.frequency is indicator.frequency]
        newest = own[-1] if own else Period.last_ended(indicator.frequency, visit.today)
        periods = (newest, newest.same_last_year)
    found = [_standing(record, period, visit) for period in periods]
    values = tuple(
        _words(one, period, is_named) for one, period in zip(found, periods, strict=True)
    )
    first, last = (found[0], found[-1]) if is_named else (found[-1], found[0])
    return Compared(str(indicator), values, _change(first, last))


def _standing(record: Record, period: Period, visit: Visit) -> Standing | None:
    """Where it stands in a period of its own, or a longer one made from its figures."""
    frequency = record.indicator.frequency
    if period.frequency.months < frequency.months:
        return None
    judging = record if period.frequency is frequency else record.coarser(period.frequency)
    return judging.stand(period, visit.today, visit.council)


def _words(standing: Standing | None, period: Period, is_named: bool) -> str:
    if standing is None:
        return "–"
    value = value_words(standing) or "–"
    band = mark(standing).words.partition(":")[0]
    return f"{value} {band}" if is_named else f"{value} {band}, {period.short_words}"


def _change(first: Standing | None, last: Standing | None) -> str:
    if first is None or last is None or first.value is None or last.value is None:
        return ""
    if first.period == last.period:
        return ""
    direction, _ = movement(last.indicator, first.value, last.value)
    difference = last.value - first.value
    if not difference:
        return "No change"
    way = "up" if difference > 0 else "down"
    return f"{direction.value}: {way} {shown(last.indicator, abs(difference))}"
