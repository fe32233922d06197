"""A success is celebrated, and the service says what others may learn from it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from cards.elements import ButtonRef, Card
from cards.form_state import UNTOUCHED, FormState
from cards.successes import Celebration, success, successes_of_week
from cycle.council import Council
from cycle.improve.intervention import Intervention
from cycle.monitor.success import NotTheirSuccess, Success
from cycle.periods import Period, london_day
from cycle.plan.indicator import Indicator
from cycle.plan.ownership import may_give
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
from storage.records import Record


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
    view = _view(session, indicator, Period.parse(period), london_day(now), council)
    return success(view, ask) if view else None


def paint_week(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The successes of a week, for the board.

    None where an exception has come on each of them, or the next week's card is due.
    """
    monday = date.fromisoformat(delivery.subject)
    if not delivery.activity_id and london_day(now) >= monday + timedelta(days=7):
        return None
    some = of_week(session, monday, only_quiet=not delivery.activity_id)
    rows = [
        (Success(one.praise, indicator, one.period, one.sentence), one.learnt)
        for indicator, one in some
    ]
    return successes_of_week(monday, rows) if rows else None


def record_learning(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Share what was learnt*: kept, and shown on the board's card too."""
    own, when = ask.words
    indicator, period = register.indicator(session, int(own)), Period.parse(when)
    if indicator is None:
        raise CardExpired
    owner = people.person(session, indicator.owner) if indicator.owner else None
    if not may_give(visit.person, indicator, owner):
        raise NotTheirSuccess
    words, asked = form_inputs.words(visit), ButtonRef(ask.id)
    if fault := words_refused(words):
        return _shown(session, visit, indicator, period, asked, form_inputs.to_mend(visit, fault))

    successes.add_learning(session, indicator.id, period, words, visit.person.id)
    subject = f"{indicator.ref} {period}"
    audit.write(session, visit.actor, visit.now, "learnt from a success", subject, new=words)
    owed.changed(session, owed.SUCCESS, f"{indicator.id} {period}", visit.now)
    for kept in successes.of_period(session, indicator.id, period):
        if kept.told_on is not None:
            week = monday_of(kept.told_on) + timedelta(days=7)
            owed.changed(session, owed.SUCCESSES, week, visit.now)
    return _shown(session, visit, indicator, period, asked)


def _shown(
    session: Session,
    visit: Visit,
    indicator: Indicator,
    period: Period,
    ask: ButtonRef,
    state: FormState = UNTOUCHED,
) -> Answer:
    view = _view(session, indicator, period, visit.today, visit.council)
    if view is None:
        raise CardExpired
    return Answer(card=success(view, ask, state))


def _view(
    session: Session, indicator: Indicator, period: Period, today: date, council: Council
) -> Celebration | None:
    kept = successes.of_period(session, indicator.id, period)
    if not kept:
        return None
    record = records.record(session, indicator)
    owner = people.person(session, indicator.owner) if indicator.owner else None
    words, by = _learnt(session, kept)
    intervention = _intervention(session, indicator, period)
    started = intervention.started_on if intervention else None
    before = _last_before(record, started or period.start)
    latest = _last_before(record, date.max)
    return Celebration(
        successes=[Success(one.praise, indicator, period, one.sentence) for one in kept],
        before=record.stand(before, today, council) if before else None,
        started=started,
        latest=record.stand(latest or period, today, council),
        history=[
            *record.history(period, today, council),
            record.stand(period, today, council),
        ],
        done=intervention.proposal.action if intervention and intervention.proposal else "",
        learnt=words,
        learnt_by=by,
        owner_name=owner.name if owner else "",
    )


def _last_before(record: Record, day: date) -> Period | None:
    """The newest period with a value that had ended before this day."""
    given = [one.period for one in record.series.values() if one.value is not None]
    return max((period for period in given if period.end < day), default=None)


def _intervention(session: Session, indicator: Indicator, period: Period) -> Intervention | None:
    """The last intervention that had started by then."""
    started = [
        kept.intervention
        for kept in interventions.on_indicators(session, [indicator.id])
        if kept.intervention.started_on and kept.intervention.started_on <= period.end
    ]
    return started[-1] if started else None


def _learnt(session: Session, kept: Sequence[successes.StoredSuccess]) -> tuple[str, str]:
    """What was learnt, and by whom; said once for all successes of the period."""
    said = next((one for one in kept if one.learnt), None)
    if said is None or said.learnt_by is None:
        return "", ""
    return said.learnt, people.names(session, [said.learnt_by]).get(said.learnt_by, "")
