"""REVIEW, by the clock: remind the owners of what is outstanding, and copy in their managers.

A reminder is a delivery with the key of its person and day, so a second run adds nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from cards import alerts, reminders
from cards.alerts import Told
from cards.away import back_question
from cards.elements import ButtonRef, Card, Container, with_more
from cards.reminders import ProgressOwed, ReminderView
from cycle.acting import may_only_look
from cycle.council import Council
from cycle.periods import london_day
from cycle.review.outstanding import MANAGER_HEARS, Outstanding, is_managers_turn, stage_of
from cycle.working_hours import closing_time
from features import sign_off
from features.figures.task import line_words
from features.returns import steps
from storage import (
    absences,
    acting,
    action_queue,
    card_refs,
    deliveries,
    outstanding,
    people,
    snoozes,
    subscriptions,
)
from storage.acting import Staff
from storage.card_refs import About
from storage.database import Session
from storage.deliveries import Delivery, Priority
from storage.places import Place


def remind(session: Session, now: datetime, council: Council) -> int:
    """Owe a reminder to everyone for whom this is a day of the ladder. Returns how many are new.

    Runs in working hours only: what the server missed this morning is caught up this afternoon.
    """
    today = london_day(now)
    lines = outstanding.everything(session, today, council)
    staff = acting.staff(session, now)
    owing = {staff.hearer(line.indicator.owner, line.indicator.deputy) for line in lines}
    hear = {
        staff.hearer(line.indicator.owner, line.indicator.deputy) for line in lines if line.stage
    }
    progress = action_queue.everything(session, today, council)
    owing |= {staff.hearer(line.action.owner, line.action.deputy) for line in progress}
    hear |= {
        staff.hearer(line.action.owner, line.action.deputy)
        for line in progress
        if stage_of(line.overdue) is not None
    }
    of_returns = steps.reminded_today(session, staff, today, council)
    to_certify, awaited = sign_off.reminded_today(session, staff, today, council)
    hear |= of_returns | to_certify
    owing |= of_returns | awaited
    hear |= {person for person in snoozes.on(session, today) & owing if person not in staff.absent}
    hear |= _managers_to_copy(session, lines, staff, council)
    hear |= _asked_back(session, now)

    until = closing_time(today)
    new = [
        person
        for person in sorted(person for person in hear if person is not None)
        if deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=deliveries.reminder_key(person, today),
                kind=deliveries.REMINDER,
                subject=str(person),
                worth=Priority.REMINDER,
                now=now,
                person=person,
                day=today,
                not_after=until,
            ),
        )
    ]
    deliveries.close_earlier_reminders(session, new, today, now)
    return len(new)


def paint_earlier(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """A reminder of a day gone by, once there is a newer one; its news stay."""
    person, day = people.person(session, delivery.person or 0), delivery.day or london_day(now)
    told = _told(session, person.id, day) if person else []
    shown = reminders.see_newer(day)
    return with_more(shown, alerts.news(told)) if told else shown


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The reminder from the facts of this moment; None when nothing was ever left to remind of."""
    person = people.person(session, delivery.person or 0)
    if person is None:
        return None
    today = london_day(now)
    mine = outstanding.heard_of(session, person, now, council)
    reports = people.managed_by(session, person.id)
    team = [
        line
        for line in outstanding.owned(session, list(reports), today, council)
        if line.overdue >= MANAGER_HEARS
    ]
    progress = progress_owed(session, person.id, now, council)
    statutory = steps.owed_by(session, person.id, now, council)
    told = _told(session, person.id, delivery.day or today)
    to_certify = sign_off.labels(session, sign_off.awaited_by(session, person.id, now))
    view = ReminderView(
        person_name=person.name,
        today=today,
        lines=mine,
        team_lines=team,
        names=acting.owners_named(session, (line.indicator for line in team)),
        progress=progress,
        returns=statutory,
        to_certify=to_certify,
    )
    ask = card_refs.save_card_ref(
        session,
        person=person.id,
        conversation_id=place.conversation_id,
        about=About.REMINDER,
        now=now,
        words=row_words(view),
    )
    view = replace(view, above=_back_question(session, delivery, ButtonRef(ask)))
    if mine or team or progress is not None or statutory or to_certify:
        shown = reminders.reminder(view, ButtonRef(ask))
        return with_more(shown, alerts.news(told)) if told else shown
    if view.above is not None:
        shown = reminders.nothing_due(view)
        return with_more(shown, alerts.news(told)) if told else shown
    if told:
        return alerts.news_card(person.name, told)
    promised = outstanding.promised(session, [person.id], today, council)
    return reminders.all_given(person.name, promised, today) if delivery.activity_id else None


def row_words(view: ReminderView) -> list[str]:
    """What the rows of a reminder open when they are tapped."""
    return [line_words(line.indicator.id, line.period) for line in view.rows]


def _told(session: Session, person: int, today: date) -> list[Told]:
    """What the person asked to be told and today's card tells."""
    return [(one.filter.words, one.news) for one in subscriptions.told_on(session, person, today)]


def _asked_back(session: Session, now: datetime) -> set[int | None]:
    """Those who are asked today whether they are back: it is their first working day."""
    back = absences.returning(session, now)
    for absence in back:
        absences.mark_asked_back(session, absence.person, london_day(now))
    return {absence.person for absence in back}


def _back_question(session: Session, delivery: Delivery, ask: ButtonRef) -> Container | None:
    """On the card of the first working day, until it is answered."""
    absence = absences.find(session, delivery.person or 0)
    if absence is None or delivery.day is None or absence.asked_back_on != delivery.day:
        return None
    covers = people.person(session, absence.cover) if absence.cover else None
    until = london_day(absence.ends) - timedelta(days=1)
    return back_question(until, covers.name if covers else "", ask)


def progress_owed(
    session: Session, person: int, now: datetime, council: Council
) -> ProgressOwed | None:
    """What the person is to tell of their actions, for the card of the day; None for nothing."""
    owed = action_queue.heard_of(session, person, now, council)
    if not owed:
        return None
    worst = max(owed, key=lambda line: line.overdue)
    return ProgressOwed(
        actions=[line.action for line in owed],
        period=worst.period,
        due=worst.due,
        overdue=worst.overdue,
    )


def _managers_to_copy(
    session: Session, lines: Iterable[Outstanding], staff: Staff, council: Council
) -> set[int | None]:
    """Managers who have had no reminder since a figure of their team was three days overdue.

    A manager who is away is told by nobody else: their deputy gives no figures of the team.
    """
    late: dict[int, date] = {}
    for line in lines:
        owner = staff.everyone.get(line.indicator.owner or 0)
        manager = staff.everyone.get(owner.manager or 0) if owner else None
        if manager is None or manager.id in staff.absent or may_only_look(manager):
            continue
        if is_managers_turn(line):
            day = council.calendar.after(line.due, MANAGER_HEARS)
            late[manager.id] = max(day, late.get(manager.id, day))
    reached = deliveries.reminded_since(session, set(late))
    return {own for own, day in late.items() if reached.get(own, date.min) < day}
