"""A success is celebrated, and the service says what others may learn from it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from cards import replies
from cards.elements import ButtonRef, Card
from cards.successes import success, successes_of_week
from cycle.council import Council
from cycle.monitor.success import Success
from cycle.periods import Period, london_day
from cycle.plan import ownership
from cycle.plan.indicator import Indicator
from cycle.refusals import words_refused
from features import form_inputs
from features.concerns import show
from features.successes.celebrate import monday_of, of_week
from features.turn import Answer, CardExpired, Visit
from storage import audit, interventions, owed, people, records, register, successes
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The success, for the board to read and for the service to add what it learnt."""
    own, period = delivery.subject.split(" ", 1)
    indicator = register.indicator(session, int(own))
    if indicator is None:
        return None
    ask = None
    if delivery.person is not None:
        conversation = place.conversation_id
        key = show.ref_for_everybody(session, About.SUCCESS, conversation, now, own, period)
        ask = ButtonRef(key)
    return _card(session, indicator, Period.parse(period), ask, now, council)


def paint_week(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The successes of a week, for the board; None where an exception has come on each of them."""
    monday = date.fromisoformat(delivery.subject)
    some = of_week(session, monday, only_quiet=not delivery.activity_id)
    rows = [
        (Success(one.praise, indicator, one.period, one.sentence), one.learnt)
        for indicator, one in some
    ]
    return successes_of_week(monday, rows) if rows else None


def record_learning(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Share what was learnt*: kept, and shown on the board's card too."""
    own, period = ask.words
    indicator = register.indicator(session, int(own))
    if indicator is None:
        raise CardExpired
    owner = people.person(session, indicator.owner) if indicator.owner else None
    if not ownership.may_give(visit.person, indicator, owner):
        words = "Only the owner or the deputy says what was learnt."
        return Answer(card=replies.refusal("Not yours to say", words), stay=True)
    words, when, asked = form_inputs.words(visit), Period.parse(period), ButtonRef(ask.id)
    if fault := words_refused(words):
        card = _card(
            session,
            indicator,
            when,
            asked,
            visit.now,
            visit.council,
            form_inputs.inputs(visit),
            [str(fault)],
        )
        return Answer(card=card or replies.old_card())

    successes.add_learning(session, indicator.id, when, words, visit.person.id)
    subject = f"{indicator.ref} {when}"
    audit.write(session, visit.actor, visit.now, "learnt from a success", subject, new=words)
    owed.changed(session, owed.SUCCESS, f"{indicator.id} {when}", visit.now)
    for kept in successes.of_period(session, indicator.id, when):
        if kept.told_on is not None:
            week = monday_of(kept.told_on) + timedelta(days=7)
            owed.changed(session, owed.SUCCESSES, week, visit.now)
    card = _card(session, indicator, when, asked, visit.now, visit.council)
    return Answer(card=card or replies.old_card())


def _card(
    session: Session,
    indicator: Indicator,
    period: Period,
    ask: ButtonRef | None,
    now: datetime,
    council: Council,
    given: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card | None:
    kept = successes.of_period(session, indicator.id, period)
    if not kept:
        return None
    today = london_day(now)
    record = records.record(session, indicator)
    standing = record.stand(period, today, council)
    owner = people.person(session, indicator.owner) if indicator.owner else None
    words, by = _learnt(session, kept)
    return success(
        [Success(one.praise, indicator, period, one.sentence) for one in kept],
        ask,
        standing=standing,
        history=[*record.history(period, today, council), standing],
        done=_done(session, indicator, period),
        learnt=words,
        learnt_by=by,
        owner_name=owner.name if owner else "",
        typed=given,
        faults=faults,
    )


def _done(session: Session, indicator: Indicator, period: Period) -> str:
    """The action of the last intervention that had started by then."""
    started = [
        kept.intervention
        for kept in interventions.on_indicators(session, [indicator.id])
        if kept.intervention.started_on and kept.intervention.started_on <= period.end
    ]
    last = started[-1].proposal if started else None
    return last.action if last else ""


def _learnt(session: Session, kept: Sequence[successes.StoredSuccess]) -> tuple[str, str]:
    """What was learnt, and by whom; said once for all successes of the period."""
    said = next((one for one in kept if one.learnt), None)
    if said is None or said.learnt_by is None:
        return "", ""
    return said.learnt, people.names(session, [said.learnt_by]).get(said.learnt_by, "")
