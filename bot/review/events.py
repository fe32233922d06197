"""Breaks and notes, said in chat: what happened to a series is kept, drawn and never lost."""

from dataclasses import replace

from bot.review import keep
from bot.turn import Answer, Visit
from cards import replies
from cards.review import events as cards
from cycle.plan.indicator import Indicator
from cycle.review import events as rules
from cycle.review import question
from cycle.review.events import Event
from storage import audit, people
from storage.database import Session
from storage.plan import register
from storage.review import concerns, events, records

CHANGE_LOG = "change log"  # what the audit calls it


def marked(session: Session, visit: Visit, asked: question.MarkSeries) -> Answer:
    """A break parts the series from its period on; a note stands beside one period."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    owner = people.person(session, indicator.owner) if indicator.owner else None
    record = records.record(session, indicator)

    if not rules.may_mark(visit.person, indicator, owner):
        return _not_theirs(indicator, owner.name if owner else "")
    if why := rules.refused(
        indicator, asked.period, asked.words, asked.is_break, visit.today, record.events
    ):
        return Answer(card=replies.refusal("Not kept", why, indicator.service))
    event = Event(asked.period, asked.words, asked.is_break, visit.person.name, visit.now)
    happened = sorted([*record.events, event], key=lambda one: one.period)
    after = replace(record, events=happened, breaks=rules.breaks_among(happened))

    events.keep(
        session,
        indicator.id,
        event.period,
        event.words,
        is_break=event.is_break,
        author=event.author,
        now=visit.now,
    )
    what = "break" if event.is_break else "note"
    subject = f"{indicator.ref} {event.period}"
    audit.write(session, visit.actor, visit.now, CHANGE_LOG, subject, new=what, reason=event.words)
    if event.is_break or concerns.open_for(session, indicator.id):
        keep.reconsider(session, after, event.period, visit.now, visit.council)

    return Answer(card=cards.marked(indicator, event, after.chart()))


def _not_theirs(indicator: Indicator, owner: str) -> Answer:
    words = (
        f"{indicator} belongs to {owner or 'nobody yet'}. Only the owner, the deputy or the "
        "performance team can say what happened to its series."
    )
    return Answer(card=replies.refusal("This is not your indicator", words, indicator.service))
