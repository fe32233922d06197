"""IMPROVE, by the clock: remind of what is owed, and tell managers and the board what is late.

Each reminder has the key of its day, each telling that of what is late: a second run adds nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards import lists
from cards.elements import ButtonRef, Card
from cycle.council import Council
from cycle.improve import chase, permissions
from cycle.improve.chase import DueStep, Owed
from cycle.people import Person
from cycle.periods import london_day
from cycle.plan.indicator import Indicator
from cycle.working_hours import closing_time, is_working_time
from features.concerns import show
from features.turn import Answer, CardExpired, Visit
from storage import (
    acting,
    audit,
    call_ins,
    concern_answers,
    deliveries,
    interventions,
    owed,
    people,
    register,
)
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery, Priority
from storage.interventions import StoredIntervention
from storage.places import Place

LATE = "late"  # the kind of delivery that tells of what is overdue
OUT_OF_HOURS = "Reminders go out in working hours, 9 to 5: press again on the next working day."


def remind(session: Session, now: datetime, council: Council) -> int:
    """Owe a reminder for everything whose day of the ladder this is. Returns how many are new."""
    today = london_day(now)
    live = [
        (kept, chase.chased(kept.intervention, today, council.calendar))
        for kept in interventions.live(session)
    ]
    known = people.everyone(session) if live else {}
    new = sum(_reminded(session, kept, due, now, today) for kept, found in live for due in found)
    new += sum(_told(session, kept, found, now, known) for kept, found in live)
    new += _questions(session, now, today, council)
    return new + _explanations(session, now, today, council)


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """All that is late in one intervention; None where it has been done meanwhile."""
    late = _late(session, int(delivery.subject), now, council)
    if late is None or (not late.steps and not delivery.activity_id):
        return None
    return _card(session, late, place.conversation_id, now)


def remind_them(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Remind them*: whoever is late gets today's reminder, unless they have had it."""
    late = _late(session, int(ask.words[0]), visit.now, visit.council)
    if late is None:
        raise CardExpired
    known = people.find_many(session, {due.whom for due in late.steps if due.whom})
    permissions.check_may_remind(visit.person, known.values())
    note = OUT_OF_HOURS
    if is_working_time(visit.now, visit.council.calendar):
        new = sum(
            _remind(session, owed.INTERVENTION, late.id, person, visit.now) for person in known
        )
        names = ", ".join(person.name for person in known.values())
        note = f"✓ {names} will be reminded." if new else f"{names} had a reminder today already."
        subject = late.indicator.ref
        audit.write(session, visit.actor, visit.now, "reminder asked for", subject, new=names)
    return Answer(card=_card(session, late, ask.conversation_id, visit.now, [note]))


@dataclass(frozen=True, slots=True)
class Late:
    """What is late in one intervention."""

    id: int
    indicator: Indicator
    steps: Sequence[DueStep]


def _late(session: Session, own: int, now: datetime, council: Council) -> Late | None:
    kept = interventions.find(session, own)
    indicator = register.indicator(session, kept.indicator or 0) if kept else None
    if kept is None or indicator is None:
        return None
    overdue = chase.overdue([kept.intervention], london_day(now), council.calendar)
    return Late(own, indicator, [due for _, due in overdue])


def _card(
    session: Session, late: Late, conversation_id: str, now: datetime, notes: Sequence[str] = ()
) -> Card:
    waiting = {due.whom for due in late.steps if due.whom}
    ask = None
    if waiting:
        key = show.ref_for_everybody(
            session, About.INTERVENTION, conversation_id, now, late.id, LATE
        )
        ask = ButtonRef(key)
    return lists.overdue_of(late.indicator, late.steps, people.names(session, waiting), ask, notes)


def _reminded(
    session: Session, kept: StoredIntervention, due: DueStep, now: datetime, today: date
) -> int:
    """The card of the intervention once more, from the facts of that moment."""
    if due.reminder is None or kept.intervention.asked_on == today:
        return 0
    if due.owed is Owed.DECISION:
        key = f"{owed.PROPOSAL}:{kept.id}:{today}"
        return owed.to_board(session, key, owed.PROPOSAL, str(kept.id), now)
    return _remind(session, owed.INTERVENTION, kept.id, due.whom, now)


def _remind(
    session: Session,
    kind: str,
    own: int,
    whom: int | None,
    now: datetime,
    deputy: int | None = None,
) -> int:
    """Today's reminder, by its own key; pointless once working hours are over.

    While `whom` is away it goes to whoever covers, and to nobody in a pause.
    """
    hears, today = acting.hearer(session, whom, deputy, now), london_day(now)
    if whom is not None and hears is None:
        return 0
    return owed.to_person(
        session,
        hears,
        deliveries.NewDelivery(
            key=f"{kind}:{own}:{today}",
            kind=kind,
            subject=str(own),
            now=now,
            worth=Priority.REMINDER,
            day=today,
            not_after=closing_time(today),
        ),
    )


def _told(
    session: Session,
    kept: StoredIntervention,
    found: Sequence[DueStep],
    now: datetime,
    known: Mapping[int, Person],
) -> int:
    """Managers hear when something is late, the board when it is very late.

    Told by the newest of what is late, so that of several on the same day there is one card.
    """
    new = 0
    late: dict[int, DueStep] = {}
    for due in found:  # the worst delay first, so the newest stays
        owner = known.get(due.whom or 0)
        if due.manager_hears and owner is not None and owner.manager is not None:
            late[owner.manager] = due
    for manager, due in late.items():
        new += owed.to_person(
            session,
            manager,
            deliveries.NewDelivery(key=_key(kept, due), kind=LATE, subject=str(kept.id), now=now),
        )
    if very_late := [due for due in found if due.board_hears]:
        key = f"{_key(kept, very_late[-1])}:board"
        new += owed.to_board(session, key, LATE, str(kept.id), now)
    return new


def _key(kept: StoredIntervention, due: DueStep) -> str:
    return f"{LATE}:{kept.id}:{due.owed.name}:{due.milestone}:{due.due}"


def _questions(session: Session, now: datetime, today: date, council: Council) -> int:
    """The board's questions that wait for a reply."""
    new = 0
    for concern_id, indicator_id, concern in concern_answers.answered(session):
        indicator = register.indicator(session, indicator_id) if concern.question_on else None
        owner = indicator.owner if indicator else None
        due = chase.reply_owed(concern, owner, today, council.calendar)
        if due is not None and due.reminder is not None and concern.question_on != today:
            deputy = indicator.deputy if indicator else None
            new += _remind(session, owed.QUESTION, concern_id, owner, now, deputy)
    return new


def _explanations(session: Session, now: datetime, today: date, council: Council) -> int:
    """What Overview and Scrutiny has called for and has not been told."""
    new = 0
    for kept in call_ins.unexplained(session):
        due = chase.explanation_owed(kept.call_in, today, council.calendar)
        if due is not None and due.reminder is not None and kept.call_in.called_on != today:
            new += _remind(session, owed.CALL_IN, kept.id, due.whom, now)
    return new
