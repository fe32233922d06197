"""In March the owners of returns confirm next year's days, one after the other."""

from collections.abc import Sequence
from datetime import date, datetime

from cards import replies
from cards.elements import Card
from cards.return_dates import date_form, dates_due
from cycle.council import Council
from cycle.people import Role
from cycle.periods import Frequency, Period, day_words, london_day
from cycle.plan.return_dates import DateToConfirm, confirmed_round, dates_to_confirm
from cycle.plan.statutory_return import asks_for_dates, send_by
from cycle.plan.year_questions import ConfirmReturnDates
from cycle.refusals import Refused
from features import button_refs, form_inputs
from features.turn import Answer, Visit
from storage import audit, owed, returns
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery, NewDelivery
from storage.places import Place

DATES = "return dates"
CONFIRMING = "return dates confirmed"  # the kind that the card becomes when it is pressed
AGAIN_FROM = 20  # of March: who has not confirmed is asked once more


def ask_owners(session: Session, now: datetime, council: Council) -> int:
    """Ask each owner on 1 March and on the 20th; the team for returns that nobody owns."""
    today = london_day(now)
    if not asks_for_dates(today):
        return 0
    year = _next_year(today)
    stage = 2 if today.day >= AGAIN_FROM else 1
    owners = {each.statutory.owner for each in _all(session, year)}
    key = f"{DATES}:{year}:{stage}"
    new = NewDelivery(key=key, kind=DATES, subject=str(year), now=now)
    return sum(owed.to_person(session, owner, new) for owner in owners)


def dates_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    if delivery.person is None:
        return None
    year = Period.parse(delivery.subject)
    count = len(_of_person(session, year, delivery.person))
    ref = None
    if count:
        ref = button_refs.for_everybody(
            session, About.PLAN, place.conversation_id, now, words=["dates", str(year), "0"]
        )
    return dates_due(year, count, ref)


def begin(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Begin*: the first date that is to be confirmed."""
    button_refs.mark_card_replaced(session, visit, CONFIRMING, "")
    return _next(session, visit, _year(ref, visit), skipped=0)


def confirm_typed(session: Session, visit: Visit, asked: ConfirmReturnDates) -> Answer:
    """`confirm return dates`: of next year, whatever the month."""
    return _next(session, visit, _next_year(visit.today), skipped=0)


def confirm(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Confirm*: the day is kept with where it was read, and the next one asks."""
    year, skipped = _year(ref, visit), _skipped(ref)
    asked = _asked(session, ref, year)
    if asked is None:  # confirmed meanwhile, or the card is of another year
        return _next(session, visit, year, skipped=skipped)
    if not _may_confirm(visit, asked):
        words = "Only its owner or deputy, or the performance team, confirms its dates."
        return Answer(card=replies.refusal("Not yours", words, str(asked.statutory)), stay=True)
    due, source = form_inputs.day(visit, "due"), form_inputs.words(visit, "source")
    try:
        rnd = confirmed_round(asked, form_inputs.words(visit, "period"), due, source, year)
    except Refused as fault:
        return _form(session, visit, year, asked, skipped, faults=[str(fault)])
    returns.save_round(session, rnd)
    last_day = send_by(rnd.due, visit.council.calendar)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "return date confirmed",
        f"{asked.statutory.ref} {rnd.period}",
        new=f"{day_words(rnd.due)}; to be sent by {day_words(last_day)}",
        reason=source,
    )
    owed.changed(session, DATES, year, visit.now)
    return _next(session, visit, year, skipped=skipped)


def skip(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Not known yet*: the next one asks; this one is asked again later."""
    return _next(session, visit, _year(ref, visit), skipped=_skipped(ref) + 1)


def _next(session: Session, visit: Visit, year: Period, *, skipped: int) -> Answer:
    waiting = _of_person(session, year, visit.person.id)
    if len(waiting) <= skipped:
        if not waiting:
            return Answer(card=dates_due(year, 0, None))
        words = f"{len(waiting)} left for later. Type “confirm return dates” when the letters came."
        return Answer(card=replies.refusal("Left for later", words, f"Returns · dates of {year}"))
    return _form(session, visit, year, waiting[skipped], skipped)


def _form(
    session: Session,
    visit: Visit,
    year: Period,
    asked: DateToConfirm,
    skipped: int,
    *,
    faults: Sequence[str] = (),
) -> Answer:
    ref = button_refs.for_everybody(
        session,
        About.PLAN,
        visit.turn.place.conversation_id,
        visit.now,
        words=["dates", str(year), str(skipped), str(asked.last.id)],
    )
    typed = form_inputs.inputs(visit) if faults else None
    return Answer(card=date_form(asked, ref, typed=typed, faults=faults))


def _all(session: Session, year: Period) -> list[DateToConfirm]:
    every = returns.all_returns(session).values()
    return dates_to_confirm(every, returns.all_rounds(session), year)


def _of_person(session: Session, year: Period, person: int) -> list[DateToConfirm]:
    """Those whose return they own; the performance team's are those that nobody owns."""
    is_team = person in {member.id for member in owed.team(session)}
    return [
        each
        for each in _all(session, year)
        if each.statutory.owner == person or (is_team and each.statutory.owner is None)
    ]


def _asked(session: Session, ref: CardRef, year: Period) -> DateToConfirm | None:
    own = ref.words[3] if len(ref.words) == 4 else ""
    return next((each for each in _all(session, year) if str(each.last.id) == own), None)


def _may_confirm(visit: Visit, asked: DateToConfirm) -> bool:
    mine = (asked.statutory.owner, asked.statutory.deputy)
    return visit.person.id in mine or visit.person.is_a(Role.PERFORMANCE)


def _year(ref: CardRef, visit: Visit) -> Period:
    return Period.parse(ref.words[1]) if len(ref.words) > 1 else _next_year(visit.today)


def _skipped(ref: CardRef) -> int:
    return int(ref.words[2]) if len(ref.words) > 2 else 0


def _next_year(today: date) -> Period:
    return Period.containing(Frequency.ANNUAL, today).next
