"""The receipt of a figure that was kept, and of one that somebody else gave first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cards.elements import ButtonRef, Card
from cards.figures.receipt import ReceiptView, receipt
from cycle.council import Council
from cycle.periods import london_day
from cycle.plan.indicator import Kind
from cycle.review.outstanding import is_locked
from cycle.review.sign_off import SignOffState
from features import button_refs
from features.figures.task import FigureTask, find_task, still_due, still_open
from features.turn import Answer, Visit
from storage import card_refs, concerns, figures, outstanding, people, register
from storage.card_refs import CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

RECEIPT = "receipt"  # the kind of delivery that a submitted form becomes


@dataclass(frozen=True, slots=True)
class ReceiptMoment:
    """When a receipt is shown, and how many figures are still due from the person then."""

    now: datetime
    council: Council
    left: int


def answer(
    session: Session, visit: Visit, task: FigureTask, ask: CardRef, said: Sequence[str] = ()
) -> Answer:
    """The receipt, here and on the person's other devices."""
    button_refs.mark_card_replaced(session, visit, RECEIPT, ask.id, repaint=True)
    moment = ReceiptMoment(visit.now, visit.council, len(still_due(session, visit)))
    return Answer(card=_card(session, task, ask.id, moment, said))


def paint_receipt(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The receipt once more, for the person's other devices, from what is kept."""
    ask = card_refs.find_card_ref(session, delivery.subject)
    person = people.person(session, ask.person) if ask and ask.person else None
    task = find_task(session, ask) if ask else None
    if ask is None or person is None or task is None or task.figure is None:
        return None
    queue = outstanding.of_person(session, person.id, london_day(now), council)
    moment = ReceiptMoment(now, council, len(still_open(queue)))
    return _card(session, task, ask.id, moment, ())


def who_is_told(session: Session, task: FigureTask) -> list[str]:
    """Who certifies this figure, and who hears of it, besides the officer."""
    certifies = _certifies(session, task)
    concern = concerns.open_for(session, task.indicator.id)
    if concern is None or concern.period != task.period:
        return certifies
    who = "The Performance Board" if task.indicator.kind is Kind.KPI else "The service's manager"
    return [f"{who} is shown this figure with your commentary.", *certifies]


def _certifies(session: Session, task: FigureTask) -> list[str]:
    sign_off = task.record.sign_off(task.period)
    if sign_off is None or sign_off.state is not SignOffState.SUBMITTED:
        return []
    certifier = people.person(session, task.indicator.certifier or 0)
    name = certifier.name if certifier else "The certifier"
    return [f"{name} is asked to certify it. Until then it is shown as not yet certified."]


def _card(
    session: Session, task: FigureTask, ask_id: str, moment: ReceiptMoment, said: Sequence[str]
) -> Card:
    today, council = london_day(moment.now), moment.council
    versions = []
    if task.version > 1:
        versions = figures.versions(session, task.indicator.id, task.period)
    number, _ = task.place
    reopened = register.reopened(session, [task.indicator.id], today)
    locked = is_locked(task.indicator, task.period, today, council, reopened)
    view = ReceiptView(
        standing=task.record.stand(task.period, today, council),
        replaced=versions[-2] if len(versions) > 1 else None,
        next_place=(number + 1, number + moment.left) if moment.left else None,
        notes=(*said, *who_is_told(session, task)),
        may_correct=not locked and not task.is_certified,
    )
    return receipt(view, ButtonRef(ask_id, task.version))
