"""A board member answers a concern on its card: the first answer stands, everyone sees the same.

Whether this person may, and whether the answer is still open, is judged at every press.
"""

from datetime import timedelta

from cards import replies
from cards.concerns.answer import GIVES, OPENS, AnswerForm, answer_form
from cards.elements import ButtonRef
from cards.form_state import UNTOUCHED, FormState
from cards.person_fields import MOST_NAMED
from cycle.acting import may_only_look
from cycle.improve import concern, intervening, permissions, refusals
from cycle.improve.answers import BoardAnswer, Given
from cycle.refusals import DateInThePast, DateTooFar, NoDate, NothingSaid, Refused, TooLong
from features import form_inputs
from features.concerns import show
from features.concerns.show import ConcernView
from features.turn import Answer, CardExpired, Visit
from storage import acting, audit, concern_answers, deliveries, interventions, minutes, owed, people
from storage.card_refs import CardRef
from storage.database import Session

PROPOSE_WITHIN = 10  # working days, as filled in beforehand; our choice
TO_MEND = (
    *(NothingSaid, TooLong, refusals.NobodyNamed),
    *(NoDate, DateInThePast, DateTooFar),
)  # what is wrong with the form rather than with giving the answer at all


def open_form(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """The form of one answer, unless it cannot be given any more."""
    found = _matter(session, visit, ask)
    if found is None:
        raise CardExpired
    decision = OPENS[form_inputs.verb(visit)]
    try:
        concern.answered(
            found.concern,
            Given(answer=decision),
            visit.person,
            form_inputs.seen(visit),
            visit.today,
        )
    except TO_MEND:
        pass  # nothing is filled in yet
    except Refused as refusal:
        return _refused(session, visit, ask, found, refusal)
    return _form(session, visit, ask, found, decision)


def record_answer(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """The answer itself: kept once, with all that follows from it."""
    found = _matter(session, visit, ask)
    if found is None:
        raise CardExpired
    decision = GIVES[form_inputs.verb(visit)]
    given = Given(
        answer=decision,
        words=form_inputs.words(visit),
        who=_who(session, visit),
        until=form_inputs.day(visit, "until"),
    )

    try:
        after = concern.answered(
            found.concern, given, visit.person, form_inputs.seen(visit), visit.today
        )
    except TO_MEND as fault:
        return _form(session, visit, ask, found, decision, fault)
    except Refused as refusal:
        if _is_repeat(visit, found, given):
            return _stands(session, visit, ask)
        return _refused(session, visit, ask, found, refusal)

    concern_answers.change(session, found.id, found.concern, after, visit.now)
    minutes.add(
        session,
        minutes.Minute(
            what=decision,
            by=visit.person.id,
            at=visit.now,
            words=given.words,
            who=given.who,
            until=given.until,
            concern=found.id,
        ),
    )
    audit.write(
        session,
        visit.actor,
        visit.now,
        "concern answered",
        f"{found.indicator.ref} {found.raised.period}",
        old=found.concern.answer,
        new=decision,
        reason=given.words,
    )
    _owe(session, visit, found, given, after.version)
    return _stands(session, visit, ask)


def show_current(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Back*: the concern as it stands now."""
    return _stands(session, visit, ask)


def _owe(session: Session, visit: Visit, found: ConcernView, given: Given, version: int) -> None:
    """What follows from the answer, and the same card for everybody."""
    now, subject = visit.now, str(found.id)
    owed.concern_changed(session, found.id, now)
    match given.answer:
        case BoardAnswer.INTERVENTION_ASKED:
            asked = intervening.asked(given, visit.person, visit.today)
            kept = interventions.start(session, found.id, found.indicator.id, asked, now)
            key = f"{owed.INTERVENTION}:{kept.id}"
            owed.to_person(
                session,
                asked.owner,
                deliveries.NewDelivery(
                    key=key, kind=owed.INTERVENTION, subject=str(kept.id), now=now
                ),
            )
        case BoardAnswer.QUESTION_ASKED:
            key = f"{owed.QUESTION}:{found.id}:{version}"
            owner, deputy = found.indicator.owner, found.indicator.deputy
            whom = acting.receiver(session, owner, deputy, now)
            owed.to_person(
                session,
                whom,
                deliveries.NewDelivery(key=key, kind=owed.QUESTION, subject=subject, now=now),
            )
        case BoardAnswer.SUPPORT_OFFERED:
            key = f"{owed.SUPPORT}:{found.id}:{version}"
            owed.to_person(
                session,
                given.who,
                deliveries.NewDelivery(key=key, kind=owed.SUPPORT, subject=subject, now=now),
            )
        case BoardAnswer.ESCALATED:
            owed.to_management(session, f"escalated:{found.id}", owed.CONCERN, subject, now)
        case _:
            pass


def _stands(session: Session, visit: Visit, ask: CardRef, *notes: str) -> Answer:
    found = _matter(session, visit, ask)
    if found is None:
        raise CardExpired
    asked = ButtonRef(ask.id, found.concern.version)
    is_in_group = len(ask.words) > 1
    return Answer(card=show.concern_card(session, found, asked, notes, is_in_group=is_in_group))


def _refused(
    session: Session, visit: Visit, ask: CardRef, found: ConcernView, refusal: Refused
) -> Answer:
    """Who may not answer changes nothing; who comes too late sees where it stands now."""
    if isinstance(refusal, refusals.NotOnTheBoard):
        sentence = replies.refusal("For the Performance Board", str(refusal))
        return Answer(card=sentence, stay=True)
    return _stands(session, visit, ask, str(refusal))


def _is_repeat(visit: Visit, found: ConcernView, given: Given) -> bool:
    """Teams may send one press twice: whoever has just said this is not told that it stands."""
    last = found.minutes[-1] if found.minutes else None
    return (
        last is not None
        and found.concern.answered_in == found.concern.version
        and (last.what, last.words, last.by) == (given.answer, given.words, visit.person.id)
    )


def _form(
    session: Session,
    visit: Visit,
    ask: CardRef,
    found: ConcernView,
    decision: BoardAnswer,
    fault: Refused | None = None,
) -> Answer:
    everyone = people.everyone(session)
    asks = decision is BoardAnswer.INTERVENTION_ASKED
    last = show.minute_lines(session, found.minutes[-1:])
    offered = AnswerForm(
        answer=decision,
        people=permissions.may_be_named(everyone.values(), found.indicator.service)[:MOST_NAMED],
        suggested=found.owner if asks else None,
        until=visit.council.calendar.after(visit.today, PROPOSE_WITHIN) if asks else None,
        earliest=visit.today + timedelta(days=1),
        last=last[0] if last else None,
    )
    state = FormState(typed=form_inputs.inputs(visit), faults=[str(fault)]) if fault else UNTOUCHED
    seen = ButtonRef(ask.id, form_inputs.seen(visit))
    return Answer(card=answer_form(found.standing, offered, seen, state))


def _who(session: Session, visit: Visit) -> int | None:
    """The person named, if the register still knows them and they may do more than look."""
    number = form_inputs.number(visit, "who")
    named = people.person(session, number) if number is not None else None
    return named.id if named and not may_only_look(named) else None


def _matter(session: Session, visit: Visit, ask: CardRef) -> ConcernView | None:
    return show.concern_view(session, int(ask.words[0]), visit.now, visit.council)
