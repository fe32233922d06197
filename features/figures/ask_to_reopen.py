"""An owner asks for a closed period to be opened again; the performance team opens it in a press.

The request is a note to the team with the period before its words; the reason becomes that of the
reopening.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cards import replies
from cards.elements import ButtonRef, Card
from cards.figures import reopening
from cycle.council import Council
from cycle.people import Person
from cycle.periods import Period, london_day
from cycle.plan import due, ownership
from cycle.plan.indicator import Indicator
from cycle.review.entry import LONGEST_REASON
from cycle.review.state import promised
from features import button_refs, form_inputs
from features.figures.task import FigureTask, find_task, is_closed, refusal_card
from features.turn import Answer, CardExpired, Visit
from storage import audit, card_refs, deliveries, figures, owed, people, register, team_notes
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery, Priority
from storage.places import Place

CLOSED = "closed"  # kinds of delivery: what a pressed card has become, and what is sent
REQUEST = "reopen request"
GRANTED = "reopened"
OPEN_FOR = 5  # working days; our choice


@dataclass(frozen=True, slots=True)
class ReopenRequest:
    """Who asked for which period, and why."""

    note: int
    indicator: Indicator
    period: Period
    by: Person
    reason: str


def closed_card(
    session: Session, visit: Visit, task: FigureTask, fault: str = "", typed: str = ""
) -> Answer:
    """Entry is closed, with *Ask to reopen*."""
    indicator, period, council = task.indicator, task.period, visit.council
    number, count = task.place
    ref = button_refs.new_ref(
        session,
        visit,
        About.FIGURE,
        indicator=indicator.id,
        period=period,
        words=[f"{number} {count}"],
    )
    button_refs.mark_card_replaced(session, visit, CLOSED, ref.id)
    locks = due.locks(indicator, period, council.calendar, council.lock_working_days)
    faults = [fault] if fault else []
    sign_off = task.record.sign_off(period)
    if task.is_certified and sign_off is not None:
        card = reopening.certified(indicator, period, sign_off, ref, faults=faults, typed=typed)
        return Answer(card=card)
    return Answer(card=reopening.closed(indicator, period, locks, ref, faults=faults, typed=typed))


def ask_team(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Ask to reopen*: the performance team gets it as one press."""
    task = find_task(session, ask)
    if task is None:
        raise CardExpired
    if (refused := refusal_card(session, visit, task)) is not None:
        return Answer(card=refused, stay=True)
    if not is_closed(session, visit, task):
        words = f"{task.period.words} is open: type “submit {task.indicator.ref} {task.period}”."
        return Answer(card=replies.refusal("Nothing to ask for", words), stay=True)
    reason = form_inputs.words(visit, reopening.REASON)
    if not reason:
        why = "what is wrong with the figure" if task.is_certified else "why the figure comes now"
        return closed_card(session, visit, task, f"Say {why}.")
    if (over := len(reason) - LONGEST_REASON) > 0:
        fault = f"The reason is {over:,} characters too long: at most {LONGEST_REASON:,} are kept."
        return closed_card(session, visit, task, fault, reason)

    request(session, visit, task.indicator, task.period, reason)
    button_refs.mark_card_replaced(session, visit, CLOSED, ask.id)
    return Answer(card=reopening.asked(task.indicator, task.period, reason))


def request(
    session: Session, visit: Visit, indicator: Indicator, period: Period, reason: str
) -> None:
    """Keep the request, and owe it to each of the performance team."""
    note = team_notes.add(session, visit.person.id, indicator.id, f"{period}: {reason}", visit.now)
    subject = f"{indicator.ref} {period}"
    audit.write(session, visit.actor, visit.now, "asked to reopen", subject, reason=reason)
    team_notes.owe_each(
        session, REQUEST, str(note), visit.now, lambda reader: f"{REQUEST}:{note}:{reader}"
    )


def open_again(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Open it until …*: the period is open again, and whoever asked hears it."""
    if not ownership.may_run_the_register(visit.person):
        words = "Only the performance team can open a closed period again."
        return Answer(card=replies.refusal("For the performance team", words), stay=True)
    asked = _find(session, int(ask.words[1]))
    if asked is None:
        raise CardExpired
    indicator, period = asked.indicator, asked.period
    if not _is_open(session, asked, visit.today):
        until = _until(session, asked, visit.today, visit.council)
        granted = register.Reopening(indicator.id, period, until, asked.reason)
        register.reopen(session, granted, visit.actor, visit.now)
        audit.write(
            session,
            visit.actor,
            visit.now,
            "reopened",
            f"{indicator.ref} {period}",
            new=until.isoformat(),
            reason=asked.reason,
        )
        owed.changed(session, REQUEST, asked.note, visit.now)
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=f"{GRANTED}:{asked.note}",
                kind=GRANTED,
                subject=str(asked.note),
                worth=Priority.RECEIPT,
                now=visit.now,
                person=asked.by.id,
            ),
        )
    return Answer(card=reopening.opened(indicator, period, asked.by.name, asked.reason))


def paint_request(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The request, for one of the performance team, as it stands now."""
    asked = _find(session, int(delivery.subject))
    if asked is None:
        return None
    today = london_day(now)
    if _is_open(session, asked, today):
        return reopening.opened(asked.indicator, asked.period, asked.by.name, asked.reason)
    until = _until(session, asked, today, council)
    ref = _ref(session, delivery, place, now, asked)
    return reopening.request(asked.indicator, asked.period, asked.by.name, asked.reason, until, ref)


def paint_granted(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """That the period is open, for whoever asked."""
    asked = _find(session, int(delivery.subject))
    if asked is None:
        return None
    ref = _ref(session, delivery, place, now, asked)
    return reopening.granted(asked.indicator, asked.period, ref)


def _ref(
    session: Session, delivery: Delivery, place: Place, now: datetime, asked: ReopenRequest
) -> ButtonRef:
    kept = card_refs.save_card_ref(
        session,
        person=delivery.person,
        conversation_id=place.conversation_id,
        about=About.FIGURE,
        now=now,
        indicator=asked.indicator.id,
        period=asked.period,
        words=["1 1", str(asked.note)],
    )
    return ButtonRef(kept, 1)


def _find(session: Session, note_id: int) -> ReopenRequest | None:
    note = team_notes.note(session, note_id)
    indicator = register.indicator(session, note.indicator) if note else None
    by = people.person(session, note.person) if note else None
    if note is None or indicator is None or by is None:
        return None
    period, _, reason = note.words.partition(": ")
    return ReopenRequest(note_id, indicator, Period.parse(period), by, reason)


def _is_open(session: Session, asked: ReopenRequest, today: date) -> bool:
    reopened = register.reopened(session, [asked.indicator.id], today)
    return (asked.indicator.id, asked.period) in reopened


def _until(session: Session, asked: ReopenRequest, today: date, council: Council) -> date:
    """A working week from today, or from the day for which the figure is promised."""
    versions = figures.versions(session, asked.indicator.id, asked.period)
    day = promised(versions[-1]) if versions else None
    return council.calendar.after(max(today, day or today), OPEN_FOR)
