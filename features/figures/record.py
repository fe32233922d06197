"""A figure and what follows from it, kept together: the version, the audit row, the concern, the
cards that are now owed. Nothing is sent from here.
"""

from collections.abc import Collection
from datetime import date, datetime

import cycle.review.concern
from cycle.council import Council
from cycle.periods import Period, london_day, newest
from cycle.plan import due
from cycle.plan.indicator import Kind
from cycle.review.concern import ConcernState, Verdict
from cycle.review.deteriorating import deterioration_settings
from cycle.review.figure import Figure
from cycle.review.outstanding import is_locked
from cycle.review.standing import Standing
from storage import (
    audit,
    concern_steps,
    concerns,
    deliveries,
    figures,
    interventions,
    owed,
    people,
    places,
    rechecks,
    records,
    register,
)
from storage.audit import Actor
from storage.concerns import RaisedConcern
from storage.database import Session
from storage.deliveries import Priority
from storage.records import Record

AT_ONCE = 500  # records in memory while many figures are reconsidered


def record_figure(
    session: Session, record: Record, figure: Figure, actor: Actor, now: datetime, council: Council
) -> Record:
    """Keep one version of a figure. Returns the record with it; raises AlreadyGiven."""
    before = record.series.get(figure.period)

    figures.add_version(session, figure)

    audit.write(
        session,
        actor,
        now,
        _what_happened(before, figure),
        f"{record.indicator.ref} {figure.period}",
        old=written(before) if before else "",
        new=written(figure),
        reason=figure.reason,
    )
    after = record.with_figure(figure)
    reconsider(session, after, figure.period, now, council)
    _no_longer_missing(session, record, figure.period, now, council)
    return after


def _what_happened(before: Figure | None, figure: Figure) -> str:
    """What the audit calls it."""
    if before is not None and before.is_given:
        return "figure corrected"
    return "figure given" if figure.is_given else "figure promised"


def _no_longer_missing(
    session: Session, record: Record, period: Period, now: datetime, council: Council
) -> None:
    """A late figure leaves the board's card of what was missing twice: its own, or the next's."""
    for late in (period, period.next):
        when_due = due.due(record.indicator, late, council.calendar)
        if london_day(now) <= when_due:
            return
        deliveries.refresh(session, deliveries.missing_key(when_due), deliveries.MISSING, now)


def written(figure: Figure) -> str:
    """A figure in the audit's one line: its value or its status, and its words."""
    value = figure.status.value if figure.value is None else format(figure.value, "f")
    return f"{value}; {figure.commentary}" if figure.commentary else value


def reconsider(
    session: Session, record: Record, changed: Period, now: datetime, council: Council
) -> RaisedConcern | None:
    """Raise, update or end the indicator's concern, by its newest figure that has a value.

    The newest figure given counts until a newer one is given, however late it came; but what an
    import brings for a period that was closed is history and raises nothing, nor does a figure of
    an indicator that is retired by today. A change in hindsight after which no period since the
    concern was raised gives cause for it withdraws it. Returns the concern as it is now, None
    where there has been none.
    """
    rechecks.request(session, record.indicator.id, changed)
    latest = newest(period for period, figure in record.series.items() if figure.value is not None)
    today = london_day(now)
    read = concerns.open_for(session, record.indicator.id)
    if read is None and (
        latest is None
        or record.indicator.is_retired(today)
        or _is_history(session, record, latest, today, council)
    ):
        return None
    is_gone = read is not None and (latest is None or latest < read.raised_for)
    period = read.raised_for if read is not None and is_gone else latest or changed
    standing = record.stand(period, today, council)
    verdict = _verdict(standing, record, council)
    since = read.raised_for if read else period
    bands = [
        record.stand(one, today, council).band
        for one in (
            period.later(-back) for back in reversed(range(cycle.review.concern.GREENS_TO_CLOSE))
        )
        if since < one
    ]
    state = cycle.review.concern.next_state(
        read.by_figures if read else None,
        verdict,
        cycle.review.concern.greens_running(bands),
        is_correction=read is not None and _is_undone(record, read, period, now, council),
    )
    if state is None:
        return None
    moved = _moved(session, record, read, state, verdict, period, now)
    if read is not None and (read.state, read.sentence) != (moved.state, moved.sentence):
        given_by = record.series[changed].given_by_name if changed in record.series else ""
        step = concern_steps.ConcernStep(
            concern=moved.id,
            state=moved.state,
            period=period,
            sentence=cycle.review.concern.why_moved(moved.state, verdict, standing),
            by=given_by,
            at=now,
        )
        concern_steps.add(session, step)
    return moved


def _is_history(
    session: Session, record: Record, period: Period, today: date, council: Council
) -> bool:
    """Whether an import brought it, its period is closed by now, and a newer one has ended.

    The day in the file does not count: a history that comes in at once was open once.
    """
    indicator, figure = record.indicator, record.series[period]
    if period == Period.last_ended(indicator.frequency, today) or figure.given_by is not None:
        return False
    reopened = register.reopened(session, [indicator.id], today)
    return is_locked(indicator, period, today, council, reopened)


def _is_undone(
    record: Record, read: RaisedConcern, latest: Period, now: datetime, council: Council
) -> bool:
    """Whether no period since the concern was raised gives cause for it any more.

    Only what is changed in hindsight does that: a correction, a target set late, a break.
    """
    since = [one for one in record.series if not (one < read.raised_for or latest < one)]
    standings = (record.stand(one, london_day(now), council) for one in since)
    found = (_verdict(one, record, council) for one in standings)
    return not any(verdict is not None and verdict.is_raised for verdict in found)


def _verdict(standing: Standing, record: Record, council: Council) -> Verdict | None:
    """By what the indicator or else the council calls deteriorating, on that period's terms."""
    settings = deterioration_settings(standing.indicator, council)
    return cycle.review.concern.verdict(standing, record.series, record.breaks, settings=settings)


def reconsider_all(
    session: Session, kept: Collection[tuple[int, Period]], now: datetime, council: Council
) -> None:
    """The same for every indicator of which figures have come in at once."""
    newest_kept = dict(sorted(kept, key=lambda key: key[1].start))  # the last one stays
    ids = list(newest_kept)
    for start in range(0, len(ids), AT_ONCE):
        some = register.find_many(session, ids[start : start + AT_ONCE])
        for record in records.records(session, some):
            reconsider(session, record, newest_kept[record.indicator.id], now, council)


def _moved(
    session: Session,
    record: Record,
    read: RaisedConcern | None,
    state: ConcernState,
    verdict: Verdict | None,
    period: Period,
    now: datetime,
) -> RaisedConcern:
    triggers = verdict.triggers if verdict else ()
    sentence = verdict.sentence if verdict else ""
    if read is None:
        raised = concerns.raise_for(session, record.indicator.id, period, triggers, sentence, now)
        _owe(session, record, raised, now)
        return raised
    moved = concerns.change(
        session,
        read,
        state=state,
        period=period,
        triggers=triggers or read.triggers,
        sentence=sentence or read.sentence,
        changed_at=now,
    )
    _owe(session, record, moved, now)
    if moved.is_held:  # an intervention's cards show the figure too
        for stored in interventions.of_concerns(session, [moved.id]):
            owed.intervention_changed(session, stored.id, now)
    return moved


def _owe(session: Session, record: Record, concern: RaisedConcern, now: datetime) -> None:
    """The board's card for a KPI, the manager's for a PI: owed once, then edited in place."""
    if record.indicator.kind is Kind.KPI:
        _owe_one(session, f"{deliveries.CONCERN}:{concern.id}", concern, now, purpose=places.BOARD)
        return
    for manager in _managers(session, record):
        key = f"{deliveries.CONCERN}:{concern.id}:{manager}"
        _owe_one(session, key, concern, now, person=manager)


def _owe_one(
    session: Session,
    key: str,
    concern: RaisedConcern,
    now: datetime,
    person: int | None = None,
    purpose: str = "",
) -> None:
    is_new = deliveries.enqueue(
        session,
        key=key,
        kind=deliveries.CONCERN,
        subject=str(concern.id),
        worth=Priority.BOARD,
        now=now,
        person=person,
        purpose=purpose,
    )
    if not is_new:  # every card that shows it: asked again, escalated, an earlier manager's
        owed.concern_changed(session, concern.id, now)


def _managers(session: Session, record: Record) -> set[int]:
    """Those who manage the service; where the register names none, the owner's own manager."""
    named = {person.id for person in people.managers_of(session, record.indicator.service)}
    if named or record.indicator.owner is None:
        return named
    owner = people.person(session, record.indicator.owner)
    return {owner.manager} if owner and owner.manager else set()
