"""Breaks and notes, said in chat: each is kept, drawn, and never lost."""

from collections.abc import Sequence
from dataclasses import replace

from cards import replies
from cards.series import marked, taken_back
from cycle.plan.indicator import Indicator
from cycle.questions import question
from cycle.review import events
from cycle.review.events import SeriesEvent
from features.figures.record import reconsider_concern
from features.turn import Answer, Visit
from storage import audit, concerns, people, records, register, series
from storage.database import Session
from storage.records import Record

CHANGE_LOG = "change log"  # what the audit calls it


def mark_series(session: Session, visit: Visit, asked: question.MarkSeries) -> Answer:
    """A break parts the series from its period on; a note stands beside one period."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return _unknown(asked.ref)
    owner = people.person(session, indicator.owner) if indicator.owner else None
    record = records.record(session, indicator)

    if not events.may_mark(visit.person, indicator, owner):
        return _not_theirs(indicator, owner.name if owner else "")
    if why := events.refused(
        indicator, asked.period, asked.words, asked.is_break, visit.today, record.events
    ):
        return Answer(card=replies.refusal("Not kept", why, indicator.service))
    event = SeriesEvent(asked.period, asked.words, asked.is_break, visit.person.name, visit.now)
    happened = sorted([*record.events, event], key=lambda one: one.period)
    after = _with_events(record, happened)

    series.add(session, indicator.id, event)
    subject = f"{indicator.ref} {event.period}"
    audit.write(
        session, visit.actor, visit.now, CHANGE_LOG, subject, new=event.what, reason=event.words
    )
    _reconsider(session, visit, after, event)

    return Answer(card=marked(indicator, event, after.chart()))


def take_back(session: Session, visit: Visit, asked: question.TakeBack) -> Answer:
    """The newest break or note of the period counts no more; that it was there stays on record."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return _unknown(asked.ref)
    owner = people.person(session, indicator.owner) if indicator.owner else None
    record = records.record(session, indicator)
    event = events.newest(record.events, asked.period, asked.is_break)

    if not events.may_mark(visit.person, indicator, owner):
        return _not_theirs(indicator, owner.name if owner else "")
    if why := events.not_taken_back(indicator, asked.period, asked.is_break, asked.reason, event):
        return Answer(card=replies.refusal("Nothing taken back", why, indicator.service))
    assert event is not None  # or there was a reason against it
    after = _with_events(record, [one for one in record.events if one is not event])

    if not series.take_back(session, indicator.id, event, visit.now):
        words = f"Somebody else has just taken back that {event.what}."
        return Answer(card=replies.refusal("Nothing taken back", words, indicator.service))
    audit.write(
        session,
        visit.actor,
        visit.now,
        CHANGE_LOG,
        f"{indicator.ref} {event.period}",
        old=f"{event.what}: {event.words}",
        new="taken back",
        reason=asked.reason,
    )
    _reconsider(session, visit, after, event)

    return Answer(card=taken_back(indicator, event, asked.reason, after.chart()))


def _with_events(record: Record, happened: Sequence[SeriesEvent]) -> Record:
    return replace(record, events=happened, breaks=events.breaks_among(happened))


def _reconsider(session: Session, visit: Visit, after: Record, event: SeriesEvent) -> None:
    if event.is_break or concerns.open_for(session, after.indicator.id):
        reconsider_concern(session, after, event.period, visit.now, visit.council)


def _unknown(ref: str) -> Answer:
    return Answer(card=replies.refusal("Not in the register", f"There is no {ref}."))


def _not_theirs(indicator: Indicator, owner: str) -> Answer:
    words = (
        f"{indicator} belongs to {owner or 'nobody yet'}. Only the owner, the deputy or the "
        "performance team can say what happened to its series."
    )
    return Answer(card=replies.refusal("This is not your indicator", words, indicator.service))
