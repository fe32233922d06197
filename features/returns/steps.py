"""The steps of a return: begun, explained, marked ready, certified by somebody else, accepted."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from cards import replies
from cards.elements import Card
from cards.returns import ReturnView, missed, return_card, return_list
from cycle.acting import may_only_look
from cycle.council import Council
from cycle.people import Person, Role
from cycle.periods import london_day
from cycle.plan import statutory_return
from cycle.plan.plan_questions import CertifiedReturns, ReturnAsked, ReturnsDue
from cycle.plan.statutory_return import ReturnRound, StatutoryReturn
from cycle.refusals import HasMovedOn, NotTheOwner, Refused
from features import button_refs, form_inputs, listing
from features.turn import Answer, CardExpired, Visit
from storage import acting, audit, deliveries, owed, people, returns
from storage.acting import Staff
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

MISSED = "return missed"
RETURN = "return"
AHEAD = 60  # calendar days that "returns due" looks ahead; our choice

Step = Callable[[StatutoryReturn, ReturnRound, Visit], ReturnRound]


def due(session: Session, visit: Visit, asked: ReturnsDue) -> Answer:
    """What is due within sixty days, or overdue."""
    rounds = [one for one in returns.unsent(session) if (one.due - visit.today).days <= AHEAD]
    return _listed(session, visit, asked.read_as(), rounds)


def certified_this_year(session: Session, visit: Visit, asked: CertifiedReturns) -> Answer:
    year = visit.today.year if visit.today.month >= 4 else visit.today.year - 1
    every = statutory_return.in_year(returns.all_rounds(session), year)
    return _listed(session, visit, asked.read_as(), [one for one in every if one.certified_on])


def one(session: Session, visit: Visit, asked: ReturnAsked) -> Answer:
    """`return CTB`: the round that is due next, else the last one."""
    found = [each for each in returns.all_returns(session).values() if each.ref == asked.ref]
    if not found:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    rounds = returns.rounds_of(session, found[0].id)
    if not rounds:
        words = f"{found[0]} has no day yet. {found[0].due_rule}".strip()
        return Answer(card=replies.refusal("No day yet", words, found[0].recipient))
    waiting = [each for each in rounds if not each.state.is_sent]
    return Answer(card=_card(session, visit, found[0], (waiting or rounds[-1:])[0]))


def open_first(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Returns* on the reminder: the one that is due first."""
    every = returns.all_returns(session)
    rounds = returns.unsent(session, [visit.person.id])
    if not rounds:
        return Answer(card=return_list("Returns due", [], {}))
    return Answer(card=_card(session, visit, every[rounds[0].return_id], rounds[0]))


def draft(session: Session, visit: Visit, ref: CardRef) -> Answer:
    def step(found: StatutoryReturn, rnd: ReturnRound, visit: Visit) -> ReturnRound:
        is_certifier = visit.person.id in (found.certifier, found.certifier_deputy)
        if not is_certifier:
            _check_may_prepare(session, visit, found)
        return statutory_return.drafted(rnd)

    return _step(session, visit, ref, step)


def validate(session: Session, visit: Visit, ref: CardRef) -> Answer:
    return _prepare(
        session, visit, ref, lambda rnd: statutory_return.validated(rnd, form_inputs.words(visit))
    )


def make_ready(session: Session, visit: Visit, ref: CardRef) -> Answer:
    return _prepare(
        session, visit, ref, lambda rnd: statutory_return.made_ready(rnd, visit.person.id)
    )


def certify(session: Session, visit: Visit, ref: CardRef) -> Answer:
    return _step(
        session,
        visit,
        ref,
        lambda found, rnd, visit: statutory_return.certified(
            found, rnd, visit.person.id, visit.today
        ),
    )


def accept(session: Session, visit: Visit, ref: CardRef) -> Answer:
    return _prepare(
        session, visit, ref, lambda rnd: statutory_return.accepted(rnd, form_inputs.words(visit))
    )


def refuse(session: Session, visit: Visit, ref: CardRef) -> Answer:
    return _prepare(
        session, visit, ref, lambda rnd: statutory_return.refused(rnd, form_inputs.words(visit))
    )


def revise(session: Session, visit: Visit, ref: CardRef) -> Answer:
    return _prepare(
        session, visit, ref, lambda rnd: statutory_return.revised(rnd, form_inputs.words(visit))
    )


def tell_missed(session: Session, now: datetime, council: Council) -> int:
    """CMT hears once of each return whose day has gone. Returns how many are new."""
    today = london_day(now)
    return sum(
        owed.to_management(session, f"{MISSED}:{one.id}:{one.due}", MISSED, str(one.id), now)
        for one in returns.unsent(session)
        if statutory_return.is_missed(one, today)
    )


def missed_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    rnd = returns.find_round(session, int(delivery.subject))
    found = returns.all_returns(session).get(rnd.return_id) if rnd else None
    if rnd is None or found is None:
        return None
    names = listing.names(session, [found.owner])
    view = view_of(found, rnd, london_day(now), council)
    return missed(view, names.get(found.owner or 0, "nobody yet"))


def view_of(found: StatutoryReturn, rnd: ReturnRound, today: date, council: Council) -> ReturnView:
    calendar = council.calendar
    return ReturnView(
        statutory=found,
        round=rnd,
        left=statutory_return.days_left(rnd, today, calendar),
        send_by=statutory_return.send_by(rnd.due, calendar),
    )


def owed_by(session: Session, person: int, now: datetime, council: Council) -> list[ReturnView]:
    """What the person is reminded of: returns they own, and those that wait for their signature."""
    every, staff = returns.all_returns(session), acting.staff(session, now)
    views = [
        view_of(every[rnd.return_id], rnd, london_day(now), council)
        for rnd in returns.unsent(session)
        if person in _hearers(every[rnd.return_id], rnd, staff)
    ]
    return [view for view in views if view.left <= statutory_return.REMINDED_AT[0]]


def reminded_today(
    session: Session, staff: Staff, today: date, council: Council
) -> set[int | None]:
    """Who is reminded of a return today: its owner, and its certifier once it waits for them."""
    every = returns.all_returns(session)
    hear: set[int | None] = set()
    for rnd in returns.unsent(session):
        if statutory_return.is_reminded(rnd, today, council.calendar):
            hear |= _hearers(every[rnd.return_id], rnd, staff)
    return hear


def _hearers(found: StatutoryReturn, rnd: ReturnRound, staff: Staff) -> set[int | None]:
    """Whoever owns the return or stands in, and the certifier or their deputy once it waits."""
    hear = {staff.hearer(found.owner, found.deputy)}
    if statutory_return.awaits_certifier(rnd):
        hear.add(staff.hearer(found.certifier, found.certifier_deputy))
    return hear


def _prepare(
    session: Session, visit: Visit, ref: CardRef, step: Callable[[ReturnRound], ReturnRound]
) -> Answer:
    """A step of whoever prepares the return."""

    def prepared(found: StatutoryReturn, rnd: ReturnRound, visit: Visit) -> ReturnRound:
        _check_may_prepare(session, visit, found)
        return step(rnd)

    return _step(session, visit, ref, prepared)


def _check_may_prepare(session: Session, visit: Visit, found: StatutoryReturn) -> None:
    owner = people.person(session, found.owner) if found.owner else None
    statutory_return.check_may_prepare(found, visit.person, owner)


def _step(session: Session, visit: Visit, ref: CardRef, step: Step) -> Answer:
    rnd = returns.find_round(session, int(ref.words[1])) if len(ref.words) > 1 else None
    found = returns.all_returns(session).get(rnd.return_id) if rnd else None
    if rnd is None or found is None:
        raise CardExpired
    if form_inputs.seen(visit) != rnd.version:
        return Answer(card=_card(session, visit, found, rnd, notes=[str(HasMovedOn())]))
    try:
        if may_only_look(visit.person):
            raise NotTheOwner
        after = step(found, rnd, visit)
    except (
        NotTheOwner,
        statutory_return.NotTheCertifier,
        statutory_return.CertifierPrepared,
    ) as refusal:
        return Answer(card=replies.refusal("Not yours to do", str(refusal)), stay=True)
    except Refused as fault:
        return Answer(card=_card(session, visit, found, rnd, faults=[str(fault)]))
    returns.change_round(session, rnd, after)
    audit.write(
        session,
        visit.actor,
        visit.now,
        f"return {after.state}",
        f"{found.ref} {rnd.period}",
        old=rnd.state.value,
        new=after.state.value,
        reason=form_inputs.words(visit),
    )
    owed.changed(session, MISSED, rnd.id, visit.now)
    hear = [own for own in (found.owner, found.certifier) if own is not None]
    deliveries.refresh_reminders(session, hear, visit.now)
    again = returns.find_round(session, rnd.id) or after
    return Answer(card=_card(session, visit, found, again))


def _card(
    session: Session,
    visit: Visit,
    found: StatutoryReturn,
    rnd: ReturnRound,
    *,
    faults: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Card:
    named = (found.owner, found.certifier, found.certifier_deputy)
    names = listing.names(session, (*named, rnd.made_ready_by, rnd.certified_by))
    ref = None
    if _may_act(visit.person, found):
        ref = button_refs.for_everybody(
            session,
            About.PLAN,
            visit.turn.place.conversation_id,
            visit.now,
            version=rnd.version,
            words=[RETURN, str(rnd.id)],
        )
    typed = form_inputs.inputs(visit) if faults else None
    view = view_of(found, rnd, visit.today, visit.council)
    return return_card(view, names, ref, typed=typed, faults=faults, notes=notes)


def _may_act(person: Person, found: StatutoryReturn) -> bool:
    mine = (found.owner, found.deputy, found.certifier, found.certifier_deputy)
    return person.id in mine or person.is_a(Role.PERFORMANCE)


def _listed(session: Session, visit: Visit, heading: str, rounds: Sequence[ReturnRound]) -> Answer:
    every = returns.all_returns(session)
    views = [view_of(every[one.return_id], one, visit.today, visit.council) for one in rounds]
    names = listing.names(session, (view.statutory.owner for view in views))
    return Answer(card=return_list(heading, views, names))
