"""REVIEW, by the clock: remind the owners of what is outstanding, and copy in their managers.

A reminder is a delivery with the key of its person and day, so a second run adds nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from cards import reminders
from cards.elements import ButtonRef, Card
from cards.reminders import ProgressOwed
from cycle.council import Council
from cycle.people import Person
from cycle.periods import london_day
from cycle.review.outstanding import MANAGER_HEARS, Outstanding, is_managers_turn, stage_of
from cycle.working_hours import closing_time
from features.returns import steps
from storage import absences, action_queue, card_refs, deliveries, outstanding, people, snoozes
from storage.absences import Absence
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
    known = people.everyone(session)

    away = absences.at(session, now)
    hear = _owners_to_remind(lines) | _managers_to_copy(session, lines, known, away, council)
    owing = {line.indicator.owner for line in lines}
    progress = action_queue.everything(session, today, council)
    hear |= {
        line.action.owner
        for line in progress
        if line.action.owner is not None and stage_of(line.overdue) is not None
    }
    owing |= {line.action.owner for line in progress}
    of_returns = steps.reminded_today(session, today, council)
    hear |= of_returns
    owing |= of_returns
    hear |= snoozes.on(session, today) & owing
    hear = present(hear, away, known)

    until = closing_time(today)
    return sum(
        deliveries.enqueue(
            session,
            key=deliveries.reminder_key(person, today),
            kind=deliveries.REMINDER,
            subject=str(person),
            worth=Priority.REMINDER,
            now=now,
            person=person,
            day=today,
            not_after=until,
        )
        for person in sorted(hear)
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The reminder from the facts of this moment; None when nothing was ever left to remind of."""
    person = people.person(session, delivery.person or 0)
    if person is None:
        return None
    today = delivery.day or london_day(now)
    mine = outstanding.owned(session, [person.id, *_covered(session, person, now)], today, council)
    reports = people.managed_by(session, person.id)
    team = [
        line
        for line in outstanding.owned(session, list(reports), today, council)
        if line.overdue >= MANAGER_HEARS
    ]
    progress = progress_owed(session, person.id, today, council)
    statutory = steps.owed_by(session, person.id, today, council)
    if not mine and not team and progress is None and not statutory:
        promised = outstanding.promised(session, [person.id], today, council)
        return reminders.all_given(person.name, promised, today) if delivery.activity_id else None

    ask = card_refs.save_card_ref(
        session,
        person=person.id,
        conversation_id=place.conversation_id,
        about=About.REMINDER,
        now=now,
    )
    names = {one.id: one.name for one in reports.values()}
    return reminders.reminder(
        person.name,
        mine,
        ButtonRef(ask),
        today,
        team,
        names,
        progress=progress,
        returns=statutory,
    )


def present(hear: set[int], absent: Mapping[int, Absence], known: Mapping[int, Person]) -> set[int]:
    """Those who hear, with whoever covers in place of those who are away; nobody twice removed."""
    found = hear - absent.keys()
    for person in hear & absent.keys():
        cover = cover_of(absent[person], known.get(person))
        if cover is not None and cover not in absent:
            found.add(cover)
    return found


def cover_of(absence: Absence, person: Person | None) -> int | None:
    """Who hears in place of somebody away: whom they named, else the deputy; nobody in a pause."""
    if not absence.is_away:
        return None
    return absence.cover or (person.deputy if person else None)


def _covered(session: Session, person: Person, now: datetime) -> list[int]:
    """Those who are away and for whom this person covers."""
    away = absences.at(session, now)
    known = people.everyone(session) if away else {}
    return [own for own, absence in away.items() if cover_of(absence, known.get(own)) == person.id]


def progress_owed(
    session: Session, person: int, today: date, council: Council
) -> ProgressOwed | None:
    """What the person is to tell of their actions, for the card of the day; None for nothing."""
    owed = action_queue.owned(session, person, today, council)
    if not owed:
        return None
    worst = max(owed, key=lambda line: line.overdue)
    return ProgressOwed(
        actions=[line.action for line in owed],
        period=worst.period,
        due=worst.due,
        overdue=worst.overdue,
    )


def _owners_to_remind(lines: Iterable[Outstanding]) -> set[int]:
    return {line.indicator.owner for line in lines if line.stage and line.indicator.owner}


def _managers_to_copy(
    session: Session,
    lines: Iterable[Outstanding],
    known: dict[int, Person],
    away: Mapping[int, Absence],
    council: Council,
) -> set[int]:
    """Managers who have had no reminder since a figure of their team was three days overdue."""
    late: dict[int, date] = {}
    for line in lines:
        manager = _manager(line, known)
        if manager is not None and is_managers_turn(line):
            day = council.calendar.after(line.due, MANAGER_HEARS)
            late[manager] = max(day, late.get(manager, day))
    readers = {manager: present({manager}, away, known) for manager in late}
    reached = deliveries.reminded_since(session, set().union(*readers.values()))
    return {
        manager
        for manager, day in late.items()
        if not any(reached.get(reader, date.min) >= day for reader in readers[manager])
    }


def _manager(line: Outstanding, known: dict[int, Person]) -> int | None:
    owner = known.get(line.indicator.owner or 0)
    return owner.manager if owner else None
