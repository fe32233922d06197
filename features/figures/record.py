"""A figure and what follows from it, kept together: the version, the audit row, the concern, the
cards that are now owed. Nothing is sent from here.
"""

from collections.abc import Collection
from datetime import date, datetime

from cycle.council import Council
from cycle.improve import reconsider
from cycle.improve.reconsider import ConcernOutcome, FigureFacts, OpenConcern
from cycle.periods import Period, london_day
from cycle.plan import due
from cycle.plan.indicator import Kind
from cycle.review.concern import Verdict, verdict
from cycle.review.deteriorating import Trigger, deterioration_settings
from cycle.review.figure import Figure
from cycle.review.outstanding import is_locked
from cycle.review.sign_off import needs_sign_off
from cycle.review.standing import Standing
from storage import (
    acting,
    audit,
    concern_steps,
    concerns,
    deliveries,
    figures,
    interventions,
    owed,
    places,
    rechecks,
    records,
    register,
    sign_offs,
)
from storage.audit import Actor
from storage.concerns import RaisedConcern
from storage.database import Session
from storage.deliveries import Priority
from storage.records import Record

CLOSED = "closed without a figure"  # what the audit calls it, and why such a version was made
AT_ONCE = 500  # records in memory while many figures are reconsidered


def record_figure(
    session: Session, record: Record, figure: Figure, actor: Actor, now: datetime, council: Council
) -> Record:
    """Keep one version of a figure. Returns the record with it; raises AlreadyGiven."""
    before = record.series.get(figure.period)

    figures.add_version(session, figure)
    if needs_sign_off(record.indicator, figure):
        sign_offs.submit(session, figure, now)

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
    reconsider_concern(session, after, figure.period, now, council)
    _no_longer_missing(session, record, figure.period, now, council)
    return after


def _what_happened(before: Figure | None, figure: Figure) -> str:
    """What the audit calls it."""
    if figure.value is None and figure.reason == CLOSED:
        return CLOSED
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


def reconsider_concern(
    session: Session, record: Record, changed: Period, now: datetime, council: Council
) -> RaisedConcern | None:
    """Raise, update or end the indicator's concern, as `cycle.improve.reconsider` decides.

    Returns the concern as it is now, None if there is none. What an import brings for a closed
    period is history and raises nothing, nor does a figure of a retired indicator.
    """
    rechecks.request(session, record.indicator.id, changed)
    today = london_day(now)
    read = concerns.open_for(session, record.indicator.id)
    facts = _facts(record, today, council)
    outcome = reconsider.reconsider(
        facts,
        OpenConcern(read.raised_for, read.by_figures, read.is_held) if read else None,
        may_raise=read is None and _may_raise(session, record, facts.latest, today, council),
    )
    if outcome is None:
        return None
    if read is None:
        return _raise(session, record, outcome, now)
    moved = _move(session, record, read, outcome, now)
    if (read.state, read.sentence) != (moved.state, moved.sentence):
        given_by = record.series[changed].given_by_name if changed in record.series else ""
        _add_step(session, moved, outcome, given_by, now)
    return moved


def _facts(record: Record, today: date, council: Council) -> FigureFacts:
    """Each period judged by what the indicator, or else the council, calls deteriorating."""

    def judge(standing: Standing) -> Verdict | None:
        settings = deterioration_settings(standing.indicator, council)
        return verdict(standing, record.series, record.breaks, settings=settings)

    return FigureFacts(record.series, lambda period: record.stand(period, today, council), judge)


def _may_raise(
    session: Session, record: Record, latest: Period | None, today: date, council: Council
) -> bool:
    if latest is None or record.indicator.is_retired(today):
        return False
    return not _is_history(session, record, latest, today, council)


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


def reconsider_all(
    session: Session, kept: Collection[tuple[int, Period]], now: datetime, council: Council
) -> None:
    """The same for every indicator of which figures have come in at once."""
    newest_kept = dict(sorted(kept, key=lambda key: key[1].start))  # the last one stays
    ids = list(newest_kept)
    for start in range(0, len(ids), AT_ONCE):
        some = register.find_many(session, ids[start : start + AT_ONCE])
        for record in records.records(session, some):
            reconsider_concern(session, record, newest_kept[record.indicator.id], now, council)


def _raise(
    session: Session, record: Record, outcome: ConcernOutcome, now: datetime
) -> RaisedConcern:
    triggers, sentence = _said(outcome)
    indicator = record.indicator.id
    raised = concerns.raise_for(session, indicator, outcome.period, triggers, sentence, now)
    _owe(session, record, raised, now)
    return raised


def _move(
    session: Session, record: Record, read: RaisedConcern, outcome: ConcernOutcome, now: datetime
) -> RaisedConcern:
    triggers, sentence = _said(outcome)
    moved = concerns.change(
        session,
        read,
        state=outcome.state,
        held=outcome.held,
        period=outcome.period,
        triggers=triggers or read.triggers,
        sentence=sentence or read.sentence,
        changed_at=now,
    )
    _owe(session, record, moved, now)
    if moved.is_held:  # an intervention's cards show the figure too
        for stored in interventions.of_concerns(session, [moved.id]):
            owed.intervention_changed(session, stored.id, now)
    return moved


def _said(outcome: ConcernOutcome) -> tuple[tuple[Trigger, ...], str]:
    return (outcome.verdict.triggers, outcome.verdict.sentence) if outcome.verdict else ((), "")


def _add_step(
    session: Session, concern: RaisedConcern, outcome: ConcernOutcome, by: str, now: datetime
) -> None:
    step = concern_steps.ConcernStep(
        concern=concern.id,
        state=concern.state,
        period=outcome.period,
        sentence=outcome.why,
        by=by,
        at=now,
    )
    concern_steps.add(session, step)


def _owe(session: Session, record: Record, concern: RaisedConcern, now: datetime) -> None:
    """The board's card for a KPI, the manager's for a PI: owed once, then edited in place."""
    if record.indicator.kind is Kind.KPI:
        _owe_one(session, f"{deliveries.CONCERN}:{concern.id}", concern, now, purpose=places.BOARD)
        return
    for manager in acting.managers_told(session, record.indicator):
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
        deliveries.NewDelivery(
            key=key,
            kind=deliveries.CONCERN,
            subject=str(concern.id),
            worth=Priority.BOARD,
            now=now,
            person=person,
            purpose=purpose,
        ),
    )
    if not is_new:  # every card that shows it: asked again, escalated, an earlier manager's
        owed.concern_changed(session, concern.id, now)
