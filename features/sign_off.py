"""Sign-off: the certifier certifies a figure or sends it back with a note, one after the other."""

from collections.abc import Sequence
from datetime import date, datetime

from cards import replies
from cards.elements import ButtonRef, Card
from cards.sign_off import (
    NOTE,
    SignOffView,
    awaiting,
    nothing_to_certify,
    put_right,
    sent_back_card,
    to_certify,
)
from cycle.acting import may_act
from cycle.council import Council
from cycle.periods import london_day
from cycle.plan.plan_questions import AwaitsCertification
from cycle.refusals import NothingSaid, NotNow, TooLong
from cycle.review.figure import Figure
from cycle.review.sign_off import (
    GaveItThemselves,
    NotYoursToCertify,
    SignOff,
    SignOffState,
    certified,
    is_reminded,
    sent_back,
)
from features import button_refs, form_inputs
from features.feature import Feature
from features.turn import Answer, CardExpired, Visit
from storage import acting, audit, card_refs, deliveries, owed, people, records, register, sign_offs
from storage.acting import Staff
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery, NewDelivery
from storage.places import Place
from storage.records import Record

SENT_BACK = "sent back"  # the kind of delivery that tells whoever gave the figure
PRESSED = "sign-off"  # the kind that a card becomes when it is pressed


def awaited_by(session: Session, person: int, now: datetime) -> list[SignOff]:
    """What this person is to certify now, the longest waiting first."""
    staff = acting.staff(session, now)
    waiting = sign_offs.awaiting(session)
    certifiers = _certifiers(session, waiting)
    return [one for one in waiting if staff.hearer(certifiers[one.indicator], None) == person]


def reminded_today(
    session: Session, staff: Staff, today: date, council: Council
) -> tuple[set[int | None], set[int | None]]:
    """(who hears today of figures to certify, everybody for whom some wait)."""
    waiting = sign_offs.awaiting(session)
    certifiers = _certifiers(session, waiting)
    hear: set[int | None] = set()
    owing: set[int | None] = set()
    for one in waiting:
        hearer = staff.hearer(certifiers[one.indicator], None)
        owing.add(hearer)
        if is_reminded(one, today, council.calendar):
            hear.add(hearer)
    return hear, owing


def labels(session: Session, waiting: Sequence[SignOff]) -> list[str]:
    """What these figures are called, for the reminder."""
    indicators = register.by_id(register.find_many(session, [one.indicator for one in waiting]))
    return [f"{indicators[one.indicator]} · {one.period.short_words}" for one in waiting]


def list_awaiting(session: Session, visit: Visit, asked: AwaitsCertification) -> Answer:
    """`what awaits my certification`, or everybody's."""
    waiting = sign_offs.awaiting(session)
    if asked.is_mine:
        waiting = awaited_by(session, visit.person.id, visit.now)
    certifiers = _certifiers(session, waiting)
    names = people.names(session, {own for own in certifiers.values() if own is not None})
    views = [
        SignOffView(
            standing=record.stand(one.period, visit.today, visit.council),
            sign_off=one,
            certifier="" if asked.is_mine else names.get(certifiers[one.indicator] or 0, ""),
        )
        for one in waiting
        if (record := _record(session, one)) is not None
    ]
    ref = button_refs.new_ref(session, visit, About.SIGN_OFF) if asked.is_mine else None
    return Answer(card=awaiting(asked.read_as(), views, ref))


def open_first(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Certify* on the reminder or the list: the figure that waits longest."""
    button_refs.mark_card_replaced(session, visit, PRESSED, ref.id)
    return _next(session, visit, ())


def certify(session: Session, visit: Visit, ref: CardRef) -> Answer:
    return _decide(session, visit, ref, is_certified=True)


def send_back(session: Session, visit: Visit, ref: CardRef) -> Answer:
    return _decide(session, visit, ref, is_certified=False)


def paint_sent_back(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """For whoever gave the figure, until another one is given."""
    sign_off = sign_offs.find(session, int(delivery.subject))
    record = _record(session, sign_off) if sign_off else None
    figure = record.series.get(sign_off.period) if record and sign_off else None
    if sign_off is None or record is None or figure is None:
        return None
    standing = record.stand(sign_off.period, london_day(now), council)
    if figure.version != sign_off.version:
        return put_right(standing)
    kept = card_refs.save_card_ref(
        session,
        person=delivery.person,
        conversation_id=place.conversation_id,
        about=About.FIGURE,
        now=now,
        indicator=sign_off.indicator,
        period=sign_off.period,
        words=["1 1"],
    )
    return sent_back_card(standing, sign_off, ButtonRef(kept, figure.version))


def _decide(session: Session, visit: Visit, ref: CardRef, *, is_certified: bool) -> Answer:
    sign_off = sign_offs.find(session, int(ref.words[0])) if ref.words else None
    record = _record(session, sign_off) if sign_off else None
    figure = record.series.get(sign_off.period) if record and sign_off else None
    if sign_off is None or record is None or figure is None:
        raise CardExpired
    certifier = people.person(session, record.indicator.certifier or 0)
    note = form_inputs.words(visit, NOTE)
    try:
        after = (
            certified(sign_off, figure, visit.person, certifier, visit.now)
            if is_certified
            else sent_back(sign_off, figure, visit.person, certifier, visit.now, note)
        )
    except (NothingSaid, TooLong) as fault:
        return _form(session, visit, _view(visit, record, sign_off), faults=[str(fault)])
    except (NotYoursToCertify, GaveItThemselves) as refusal:
        return Answer(card=replies.refusal("Not yours to certify", str(refusal)), stay=True)
    except NotNow:
        return _next(session, visit, [_where_it_stands(record, sign_off, figure)])

    sign_offs.decide(session, sign_off, after)
    what = f"figure {after.state}"
    subject = f"{record.indicator.ref} {sign_off.period}"
    audit.write(session, visit.actor, visit.now, what, subject, new=after.state, reason=note)
    _tell(session, visit, record, after, figure)
    button_refs.mark_card_replaced(session, visit, PRESSED, ref.id)
    done = "certified" if is_certified else "sent back"
    return _next(session, visit, [f"✓ {record.indicator.ref}, {sign_off.period.words}: {done}."])


def _tell(session: Session, visit: Visit, record: Record, after: SignOff, figure: Figure) -> None:
    """Whoever gave it hears that it came back; every card that shows the figure is edited."""
    indicator = record.indicator
    if after.state is SignOffState.SENT_BACK:
        giver = people.person(session, figure.given_by) if figure.given_by else None
        owner = people.person(session, indicator.owner) if indicator.owner else None
        may_put_right = giver is not None and may_act(giver, owner, indicator.deputy)
        whom = (
            giver.id
            if giver is not None and may_put_right
            else acting.receiver(session, indicator.owner, indicator.deputy, visit.now)
        )
        key = f"{SENT_BACK}:{after.id}"
        new = NewDelivery(key=key, kind=SENT_BACK, subject=str(after.id), now=visit.now)
        owed.to_person(session, whom, new)
    deliveries.refresh_reminders(session, [visit.person.id], visit.now)
    owed.figure_changed(session, indicator.id, visit.now)


def _where_it_stands(record: Record, sign_off: SignOff, figure: Figure) -> str:
    newest = record.sign_off(sign_off.period)
    words = newest.words if newest and newest.version != sign_off.version else sign_off.words
    is_newer = figure.version != sign_off.version
    newer = " Another figure has been given since." if is_newer else ""
    return f"{record.indicator.ref}, {sign_off.period.words}: {words}.{newer}"


def _next(session: Session, visit: Visit, done: Sequence[str]) -> Answer:
    waiting = awaited_by(session, visit.person.id, visit.now)
    record = _record(session, waiting[0]) if waiting else None
    if record is None:
        return Answer(card=nothing_to_certify(done))
    return _form(session, visit, _view(visit, record, waiting[0], len(waiting)), notes=done)


def _view(visit: Visit, record: Record, sign_off: SignOff, count: int = 1) -> SignOffView:
    """The first of so many that wait."""
    standing = record.stand(sign_off.period, visit.today, visit.council)
    return SignOffView(standing=standing, sign_off=sign_off, place=(1, count))


def _form(
    session: Session,
    visit: Visit,
    view: SignOffView,
    *,
    notes: Sequence[str] = (),
    faults: Sequence[str] = (),
) -> Answer:
    sign_off = view.sign_off
    ref = button_refs.new_ref(
        session,
        visit,
        About.SIGN_OFF,
        version=sign_off.version,
        indicator=sign_off.indicator,
        period=sign_off.period,
        words=[str(sign_off.id)],
    )
    typed = form_inputs.inputs(visit) if faults else None
    return Answer(card=to_certify(view, ref, notes=notes, faults=faults, typed=typed))


def _record(session: Session, sign_off: SignOff) -> Record | None:
    indicator = register.indicator(session, sign_off.indicator)
    return records.record(session, indicator) if indicator else None


def _certifiers(session: Session, waiting: Sequence[SignOff]) -> dict[int, int | None]:
    found = register.find_many(session, {one.indicator for one in waiting}) if waiting else []
    return {indicator.id: indicator.certifier for indicator in found}


FEATURE = Feature(
    buttons={
        About.SIGN_OFF: {"open": open_first, "certify": certify, "send_back": send_back},
        About.REMINDER: {"sign_off": open_first},
    },
    questions={AwaitsCertification: list_awaiting},
    cards={SENT_BACK: paint_sent_back},
)
