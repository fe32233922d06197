"""Which indicators or services do best and worst, and what changed since a period."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from cards import analysis
from cards.figures.figure import mark, value_words
from cycle.periods import Period
from cycle.plan.indicator import Kind
from cycle.questions import question
from cycle.questions.filter import Filter
from cycle.review.movement import gap, movement
from cycle.review.schemes import Band
from cycle.review.standing import Standing
from cycle.review.trend import Direction
from features import listing
from features.status.answers import standings_of
from features.turn import Answer, Visit
from storage import records
from storage.database import Session
from storage.records import Record

_WANTED: dict[bool | None, tuple[tuple[Direction, ...], str]] = {
    True: ((Direction.WORSE,), "None got worse."),
    False: ((Direction.BETTER,), "None got better."),
    None: ((Direction.WORSE, Direction.BETTER), "None changed."),
}
Moved = tuple[Decimal, Direction, Standing, Standing]  # size, direction, then and now


def rank(session: Session, visit: Visit, asked: question.Rank) -> Answer:
    """By distance from the target, or by how far they moved; services by their colours."""
    if asked.of_services:
        return _services(session, visit, asked)
    if asked.by_movement:
        return _by_movement(session, visit, asked)
    found = []
    for standing in standings_of(session, visit, asked.filter, asked.period)[0]:
        if standing.value is None or standing.band is None:
            continue
        missed = gap(standing.indicator, standing.value, standing.target)
        if missed is not None and (standing.band is not Band.GREEN) == asked.worst:
            found.append((missed, standing))
    found.sort(key=lambda each: (-each[0] if asked.worst else each[0], each[1].indicator.ref))
    rows = [(standing, _gap_words(missed)) for missed, standing in found[: asked.count]]
    nothing = "None is off its target." if asked.worst else "None meets its target."
    ref = listing.question_ref(session, visit, asked.text)
    return Answer(card=analysis.ranking("Ranking", asked.read_as(), rows, nothing, ref))


def _gap_words(missed: Decimal) -> str:
    per_cent = f"{abs(missed) * 100:.1f}%"
    return f"{per_cent} short of the target" if missed > 0 else f"{per_cent} beyond the target"


def _by_movement(session: Session, visit: Visit, asked: question.Rank) -> Answer:
    wanted = Direction.WORSE if asked.worst else Direction.BETTER
    moved = [
        one for one in _moves(session, visit, asked.filter, None, asked.period) if one[1] is wanted
    ]
    moved.sort(key=lambda one: -abs(one[0]))
    rows = [(now, _move_words(one)) for one in moved[: asked.count] for now in (one[3],)]
    ref = listing.question_ref(session, visit, asked.text)
    nothing = "None got worse." if asked.worst else "None got better."
    return Answer(card=analysis.ranking("Ranking", asked.read_as(), rows, nothing, ref))


def _services(session: Session, visit: Visit, asked: question.Rank) -> Answer:
    counts: dict[str, Counter[Band]] = {}
    for standing in standings_of(session, visit, asked.filter, asked.period)[0]:
        if standing.band is not None:
            counts.setdefault(standing.indicator.service, Counter())[standing.band] += 1
    rows = [
        (service, found[Band.RED], found[Band.AMBER], found[Band.GREEN])
        for service, found in counts.items()
    ]
    rows.sort(key=lambda row: (-row[1], -row[2], row[3], row[0]), reverse=not asked.worst)
    return Answer(card=analysis.services(asked.read_as(), rows, best=not asked.worst))


def changed(session: Session, visit: Visit, asked: question.Changed) -> Answer:
    """What got worse or better: since a period, in a period, or from one figure to the next."""
    wanted, nothing = _WANTED[asked.worse]
    moved = [
        one
        for one in _moves(session, visit, asked.filter, asked.since, asked.period)
        if one[1] in wanted
    ]
    moved.sort(key=lambda one: (one[1] is not Direction.WORSE, -abs(one[0]), one[3].indicator.ref))
    rows = [(one[3], _move_words(one)) for one in moved]
    start = listing.first_row(visit, rows, analysis.ROWS)
    ref = listing.question_ref(session, visit, asked.text, start)
    return Answer(card=analysis.ranking("What changed", asked.read_as(), rows, nothing, ref, start))


def _move_words(one: Moved) -> str:
    _, direction, then, now = one
    words = f"{direction.value}: {value_words(then)} in {then.period.short_words}"
    if then.band is not now.band and then.band and now.band:
        words += f", was {mark(then).words.partition(' ')[2]}"
    return words


def _moves(
    session: Session,
    visit: Visit,
    wanted: Filter,
    since: Period | None,
    period: Period | None,
) -> Iterator[Moved]:
    chosen = [one for one in listing.chosen(session, wanted) if one.kind is not Kind.STATISTIC]
    for record in records.records(session, chosen):
        pair = _pair(record, since, period)
        if pair is None:
            continue
        then, now = (record.stand(at, visit.today, visit.council) for at in pair)
        if then.value is None or now.value is None:
            continue
        if any(cut.parts(then.period, now.period) for cut in record.breaks):
            continue  # the figures before a break say nothing about those after it
        direction, size = movement(record.indicator, then.value, now.value)
        yield size, direction, then, now


def _pair(
    record: Record, since: Period | None, period: Period | None
) -> tuple[Period, Period] | None:
    """The two periods to compare: a running total only with the same one of last year."""
    frequency = record.indicator.frequency
    own = [at for at, figure in record.series.items() if at.frequency is frequency and figure.value]
    if not own:
        return None
    now = own[-1]
    if period is not None:
        now = Period.containing(frequency, period.end)
        if now.end > period.end:
            return None
    if record.indicator.cumulative:
        return now.same_last_year, now
    then = now.previous
    if since is not None:
        then = Period.containing(frequency, since.end)
        if not then < now:
            then = now.previous
    return then, now
