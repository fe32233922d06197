"""Overview and Scrutiny calls a manager in: recorded, asked, explained, heard.

The performance team records it, and what the committee made of it; the manager explains.
"""

from collections.abc import Sequence
from datetime import date, datetime

from cards import replies
from cards.call_ins import CallInView, call_in_asked, call_in_card, call_in_form
from cards.elements import ButtonRef, Card
from cards.form_state import UNTOUCHED, FormState
from cards.handed_over import handed_over
from cycle import acting
from cycle.council import Council
from cycle.improve.call_in import CallIn, CallInState, called_in, explained, heard
from cycle.people import Person, Role
from cycle.periods import london_day
from cycle.plan.indicator import Indicator
from cycle.questions import question
from cycle.refusals import NotTheTeam, Refused
from features import form_inputs, listing
from features.concerns import show
from features.concerns.answer import TO_MEND
from features.feature import Feature
from features.turn import Answer, CardExpired, Visit
from storage import audit, call_ins, deliveries, owed, people, register
from storage.call_ins import StoredCallIn
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

NEW = "new"  # the first word of the ask of a call-in that is not recorded yet


def open_form(session: Session, visit: Visit, asked: question.CallInForm) -> Answer:
    """`call in HOU-01`: the form for what the committee asks."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return listing.not_in_register(asked.ref)
    return form_card(session, visit, indicator)


def form_card(session: Session, visit: Visit, indicator: Indicator) -> Answer:
    """`call in HOU-01`: the form, for the performance team."""
    if not visit.person.is_a(Role.PERFORMANCE):
        refusal = f"{indicator.ref}: {NotTheTeam()}"
        return Answer(card=replies.refusal(NotTheTeam.heading, refusal))
    here = visit.turn.place.conversation_id
    ask = show.ref_for_everybody(session, About.CALL_IN, here, visit.now, NEW, indicator.id)
    return Answer(card=_form(session, [indicator], ButtonRef(ask)))


def record_call_in(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Record and ask*: kept, and the manager is asked for the explanation."""
    if ask.words[0] != NEW:
        raise CardExpired
    indicators = register.find_many(session, [int(one) for one in ask.words[1:]])
    who = form_inputs.number(visit, "who")
    manager = people.person(session, who) if who is not None else None
    try:
        new = called_in(
            tuple(one.id for one in indicators),
            manager.id if manager and not acting.may_only_look(manager) else None,
            form_inputs.day(visit, "meeting"),
            form_inputs.words(visit),
            visit.person,
            visit.today,
        )
    except Refused as fault:
        state = form_inputs.to_mend(visit, fault)
        return Answer(card=_form(session, indicators, ButtonRef(ask.id), state))

    kept = call_ins.add(session, new)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "called in",
        ", ".join(one.ref for one in indicators),
        new=f"{manager.name if manager else ''}, {new.meeting}",
        reason=new.words,
    )
    key = f"{owed.CALL_IN}:{kept.id}"
    owed.to_person(
        session,
        new.manager,
        deliveries.NewDelivery(key=key, kind=owed.CALL_IN, subject=str(kept.id), now=visit.now),
    )
    here = visit.turn.place.conversation_id
    asked = show.ref_for_everybody(session, About.CALL_IN, here, visit.now, kept.id, "team")
    return Answer(card=_stands(_view(session, kept, visit.today, visit.council), asked))


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """To the manager: please explain; edited in place once it is explained or heard."""
    kept = call_ins.find(session, int(delivery.subject))
    if kept is None:
        return None
    manager = people.person(session, kept.call_in.manager)
    reader = people.person(session, delivery.person or 0)
    if reader is not None and not (manager and acting.may_act(reader, manager)):
        view = _view(session, kept, london_day(now), council)
        return _for_another(view, reader, manager)
    ask = show.ref_for_everybody(
        session, About.CALL_IN, place.conversation_id, now, kept.id, "manager"
    )
    return _asked(_view(session, kept, london_day(now), council), ask)


def _for_another(view: CallInView, reader: Person, manager: Person | None) -> Card:
    """For whoever explains it no more, or for the team where nobody is left to explain it."""
    is_orphaned = manager is None or acting.may_only_look(manager)
    if is_orphaned and reader.is_a(Role.PERFORMANCE):
        note = (
            f"{manager or 'The manager'} has left, and nobody stands in. Type “call in "
            f"{view.indicators[0].ref}” to name somebody else."
        )
        return _stands(view, "", FormState(notes=[note]))
    to = "the performance team" if manager is None or is_orphaned else manager.name
    about = ", ".join(indicator.ref for indicator in view.indicators)
    return handed_over("Call-in", f"Overview and Scrutiny asks about {about}", to)


def record_explanation(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Send the explanation*; it may be bettered until the meeting."""
    kept = _kept(session, ask)
    words, manager = form_inputs.words(visit), people.person(session, kept.call_in.manager)
    try:
        after = explained(kept.call_in, words, visit.person, manager, visit.today)
    except TO_MEND as fault:
        view, state = (
            _view(session, kept, visit.today, visit.council),
            form_inputs.to_mend(visit, fault),
        )
        return Answer(card=_asked(view, ask.id, state))
    except Refused as refusal:
        view = _view(session, kept, visit.today, visit.council)
        return Answer(card=_stands(view, "", FormState(notes=[str(refusal)])))

    _keep(session, visit, kept, after, "call-in explained", words)
    again = call_ins.find(session, kept.id) or kept
    return Answer(card=_asked(_view(session, again, visit.today, visit.council), ask.id))


def record_outcome(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """What the committee made of it, after the meeting; kept for the paper."""
    kept = _kept(session, ask)
    words = form_inputs.words(visit)
    try:
        after = heard(kept.call_in, words, visit.person, form_inputs.seen(visit), visit.today)
    except Refused as fault:
        view, state = (
            _view(session, kept, visit.today, visit.council),
            form_inputs.to_mend(visit, fault),
        )
        return Answer(card=_stands(view, ask.id, state))

    _keep(session, visit, kept, after, "call-in heard", words)
    again = call_ins.find(session, kept.id) or kept
    return Answer(card=_stands(_view(session, again, visit.today, visit.council), ask.id))


def _keep(
    session: Session, visit: Visit, kept: StoredCallIn, after: CallIn, change: str, words: str
) -> None:
    call_ins.change(session, kept, after)
    indicators = register.find_many(session, kept.call_in.indicators)
    subject = ", ".join(one.ref for one in indicators)
    audit.write(session, visit.actor, visit.now, change, subject, new=words)
    owed.changed(session, owed.CALL_IN, kept.id, visit.now)


def _kept(session: Session, ask: CardRef) -> StoredCallIn:
    """Raises CardExpired where it is not recorded."""
    kept = call_ins.find(session, int(ask.words[0])) if ask.words[0] != NEW else None
    if kept is None:
        raise CardExpired
    return kept


def _form(
    session: Session,
    indicators: Sequence[Indicator],
    ask: ButtonRef,
    state: FormState = UNTOUCHED,
) -> Card:
    managers = people.with_role(session, Role.MANAGER)
    able = managers or list(people.everyone(session).values())
    return call_in_form(indicators, able, ask, _manager(session, indicators, managers), state)


def _manager(
    session: Session, indicators: Sequence[Indicator], managers: Sequence[Person]
) -> Person | None:
    """Whoever manages the first indicator's service."""
    service = indicators[0].service if indicators else ""
    return next((one for one in managers if service in one.services), None)


def _view(session: Session, kept: StoredCallIn, today: date, council: Council) -> CallInView:
    call_in = kept.call_in
    due = call_in.due(council.calendar)
    return CallInView(
        call_in=call_in,
        indicators=register.find_many(session, call_in.indicators),
        due=due,
        names=_names(session, call_in),
        overdue=council.calendar.between(due, today),
    )


def _asked(view: CallInView, ask_id: str, state: FormState = UNTOUCHED) -> Card:
    if view.call_in.state is CallInState.HEARD:
        return _stands(view, "")
    return call_in_asked(view, ButtonRef(ask_id, view.call_in.version), state)


def _stands(view: CallInView, ask_id: str, state: FormState = UNTOUCHED) -> Card:
    """Without an `ask_id` nothing can be noted."""
    ask = ButtonRef(ask_id, view.call_in.version) if ask_id else None
    return call_in_card(view, ask, state)


def _names(session: Session, call_in: CallIn) -> dict[int, str]:
    ids = (call_in.manager, call_in.called_by, call_in.explained_by)
    return people.names(session, {one for one in ids if one})


FEATURE = Feature(
    buttons={
        About.CALL_IN: {
            "call_in": record_call_in,
            "explain": record_explanation,
            "heard": record_outcome,
        }
    },
    questions={question.CallInForm: open_form},
    cards={owed.CALL_IN: paint},
)
