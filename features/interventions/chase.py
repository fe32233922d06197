"""IMPROVE, by the clock: remind of what is owed, and tell managers and the board what is late.

Each reminder has the key of its day, each telling that of what is late: a second run adds nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from cards import lists
from cards.elements import Card
from cycle.council import Council
from cycle.improve import chase
from cycle.improve.chase import DueStep, Owed
from cycle.people import Person
from cycle.periods import london_day
from cycle.plan.indicator import Indicator
from cycle.working_hours import closing_time
from storage import (
    acting,
    call_ins,
    concern_answers,
    deliveries,
    interventions,
    owed,
    people,
    register,
)
from storage.database import Session
from storage.deliveries import Delivery, Priority
from storage.interventions import StoredIntervention
from storage.places import Place

LATE = "late"  # the kind of delivery that tells of what is overdue


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
    kept = interventions.find(session, int(delivery.subject))
    indicator = register.indicator(session, kept.indicator or 0) if kept else None
    if kept is None or indicator is None:
        return None
    late = chase.overdue([kept.intervention], london_day(now), council.calendar)
    if not late and not delivery.activity_id:
        return None
    rows: list[tuple[Indicator, DueStep]] = [(indicator, due) for _, due in late]
    names = people.names(session, {due.whom for _, due in late if due.whom})
    return lists.overdue_actions(str(indicator), rows, names=names)


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
