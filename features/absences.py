"""Away, with somebody who covers; and a pause in the reminders, until a day or an hour."""

from datetime import date, datetime, timedelta

from cards import replies
from cards.away import UNTIL, cover_over, still_away, you_cover
from cards.elements import ButtonRef, Card
from cycle.acting import Absence, may_act, may_only_look
from cycle.council import Council
from cycle.people import Person, Role
from cycle.periods import day_words, instant_words, london_day, london_instant
from cycle.questions import question
from cycle.working_hours import OPENS
from features import button_refs, form_inputs
from features.feature import Feature
from features.reminders import buttons
from features.turn import Answer, Visit
from storage import absences, audit, deliveries, owed, people, register, snoozes
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery, NewDelivery
from storage.places import Place

COVER = "cover"  # the kind of delivery that tells whoever covers
LONGEST = timedelta(days=366)  # our choice


def away(session: Session, visit: Visit, asked: question.Away) -> Answer:
    """Until the day named, reminders go to whoever covers; then they come back by themselves."""
    if asked.is_back:
        return _back(session, visit)
    if asked.until is None:
        words = "Until when? Type for example “I am away until 23 October, Meg covers”."
        return Answer(card=replies.refusal("Until when are you away?", words, "Away"))
    starts = asked.start or visit.today
    if refused := _refused(starts, asked.until, visit.today):
        return Answer(card=replies.refusal("That cannot be", refused, "Away"))
    named = people.named(session, asked.cover) if asked.cover else set()
    cover = next(iter(named)) if len(named) == 1 else visit.person.deputy
    if cover is not None and (cannot := _cannot_cover(session, visit, cover, starts, asked.until)):
        return Answer(card=replies.refusal("Somebody else must cover", cannot, "Away"))

    return _keep_away(session, visit, starts, asked.until, cover)


def _keep_away(
    session: Session, visit: Visit, starts: date, until: date, cover: int | None
) -> Answer:
    """Kept, told to whoever covers, and read back."""
    person = visit.person
    absences.keep(session, Absence(person.id, starts, _end_of(until), True, cover))
    owed.changed(session, COVER, person.id, visit.now)  # whoever covered until now
    last = day_words(until)
    audit.write(session, visit.actor, visit.now, "away", person.name, new=f"until {last}")
    covers = people.person(session, cover) if cover else None
    if covers is not None:
        key = f"{COVER}:{person.id}:{starts}:{until}"
        new = NewDelivery(key=key, kind=COVER, subject=str(person.id), now=visit.now)
        owed.to_person(session, covers.id, new)
    begins = f"from {day_words(starts)} " if starts > visit.today else ""
    words = f"You are away {begins}until {last}. {_who_covers(person, covers)} "
    words += "Type “I'm back” to end it sooner; on your first working day you are asked."
    return Answer(card=replies.refusal(f"Away until {last}", words, "Away"))


def _who_covers(person: Person, covers: Person | None) -> str:
    if covers is None:
        return (
            "You have no deputy of your own: the deputies of your indicators are reminded, where "
            "the register names them."
        )
    words = f"{covers.name} covers: reminders of your figures go there, and {covers.name} is told."
    if person.is_a(Role.BOARD) and not covers.is_a(Role.BOARD):
        words += f" {covers.name} is not on the board, so its answers wait for other members."
    return words


def _end_of(day: date) -> datetime:
    return london_instant(day + timedelta(days=1), 0)


def paint_cover(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """For whoever covers: until when; afterwards, that it is over."""
    person = people.person(session, int(delivery.subject))
    if person is None:
        return None
    absence = absences.find(session, person.id)
    if absence is None or absence.cover != delivery.person or absence.ends <= now:
        return cover_over(person.name) if delivery.activity_id else None
    return you_cover(person.name, absence.starts, _last_day(absence))


def _last_day(absence: Absence) -> date:
    return london_day(absence.ends) - timedelta(days=1)


def end_by_button(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*I'm back*: nothing more is asked, and what is due is shown."""
    _end(session, visit)
    return buttons.show_list(session, visit, ref)


def ask_until(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Still away*: until when?"""
    buttons.mark_answered(session, visit, ref)
    again = button_refs.new_ref(session, visit, About.REMINDER)
    week = visit.today + timedelta(days=7)
    return Answer(card=still_away(week, again))


def stay_away(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Still away* until that day, with the same cover."""
    until = form_inputs.day(visit, UNTIL)
    fault = _refused(visit.today, until, visit.today) if until else "Choose the last day."
    if until is None or fault:
        card = still_away(until or visit.today, ButtonRef(ref.id), (fault,))
        return Answer(card=card)
    before = absences.find(session, visit.person.id)
    cover = before.cover if before else visit.person.deputy
    buttons.mark_answered(session, visit, ref)
    return _keep_away(session, visit, visit.today, until, cover)


def _end(session: Session, visit: Visit) -> bool:
    was_away = absences.end(session, visit.person.id)
    owed.changed(session, COVER, visit.person.id, visit.now)
    deliveries.refresh_reminders(session, [visit.person.id], visit.now)
    return was_away


def _back(session: Session, visit: Visit) -> Answer:
    was_away = _end(session, visit)
    today = day_words(visit.today)
    words = (
        f"You are back: reminders come to you again from today, {today}. Type “due” to see them."
    )
    if not was_away:
        words = f"You were not away: reminders come to you as ever. Today is {today}."
    return Answer(card=replies.refusal("Welcome back", words, "Away"))


def _refused(starts: date, until: date, today: date) -> str:
    if until < today:
        return f"{day_words(until)} is past. Name the last day on which you are away."
    if until < starts:
        return f"You would be back on {day_words(until)} before you go. Name both days again."
    if until - today > LONGEST:
        return "That is more than a year. Ask the performance team for another owner instead."
    return ""


def _cannot_cover(session: Session, visit: Visit, cover: int, starts: date, until: date) -> str:
    """Why this person cannot cover; empty where they can."""
    person = people.person(session, cover)
    if person is None:
        return ""
    if person.id == visit.person.id:
        return "You cannot cover for yourself. Name a colleague."
    if may_only_look(person):
        return f"{person.name} has left, or may only look. Name somebody else."
    absence = absences.find(session, person.id)
    if absence is not None and absence.is_away and absence.overlaps(starts, _end_of(until)):
        return f"{person.name} is away until {day_words(_last_day(absence))}. Name somebody else."
    if others := _not_theirs(session, visit.person, person):
        return (
            f"{person.name} may not give the figures of {', '.join(others)}. Ask the performance "
            "team to make them deputy in the register, or name your deputy."
        )
    return ""


def _not_theirs(session: Session, person: Person, cover: Person) -> list[str]:
    """The references of what the person gives or certifies and the other may not."""
    everything = register.all_indicators(session)
    mine = [one for one in everything if person.id in (one.owner, one.certifier)]
    return [
        one.ref
        for one in mine
        if not (may_act(cover, person, one.deputy if one.owner == person.id else None))
    ]


def _too_far(day: date, today: date) -> str:
    if day - today <= LONGEST:
        return ""
    return f"{day_words(day)} is more than a year away. Is the year mistyped?"


def pause(session: Session, visit: Visit, asked: question.Pause) -> Answer:
    """No reminders until then; that day they come again."""
    if asked.hour is not None:
        ends = london_instant(visit.today, asked.hour)
        if ends <= visit.now:
            ends = london_instant(visit.council.calendar.after(visit.today, 1), asked.hour)
    else:
        day = asked.until or visit.today + timedelta(days=1)
        if fault := _too_far(day, visit.today):
            return Answer(card=replies.refusal("That cannot be", fault, "Pause"))
        ends = london_instant(day, OPENS)
    absences.keep(session, Absence(visit.person.id, visit.today, ends, False))
    snoozes.add(session, visit.person.id, ends.date())
    when = instant_words(ends)
    words = f"No reminders until {when}. What is due stays due: type “due” at any time."
    return Answer(card=replies.refusal("Reminders are paused", words, "Pause"))


FEATURE = Feature(
    buttons={
        About.REMINDER: {
            "back_again": end_by_button,
            "still_away": ask_until,
            "still_away_until": stay_away,
        }
    },
    questions={question.Away: away, question.Pause: pause},
    cards={COVER: paint_cover},
)
