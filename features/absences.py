"""Away, with somebody who covers; and a pause in the reminders, until a day or an hour."""

from datetime import date, timedelta

from cards import replies
from cycle.acting import Absence
from cycle.periods import day_words, instant_words, london_instant
from cycle.plan import ownership
from cycle.questions import question
from cycle.working_hours import OPENS
from features.feature import Feature
from features.turn import Answer, Visit
from storage import absences, audit, people, register, snoozes
from storage.database import Session

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
    if cover is not None and (cannot := _cannot_give(session, visit, cover)):
        return Answer(card=replies.refusal("Somebody else must cover", cannot, "Away"))

    ends = london_instant(asked.until + timedelta(days=1), 0)
    absences.keep(session, Absence(visit.person.id, starts, ends, True, cover))
    until = day_words(asked.until)
    audit.write(session, visit.actor, visit.now, "away", visit.person.name, new=f"until {until}")
    name = people.names(session, [cover]).get(cover, "") if cover else ""
    who = (
        f"{name} covers: reminders of your figures go there."
        if name
        else "Nobody covers: the register names no deputy for you. Tell the performance team."
    )
    begins = f"from {day_words(starts)} " if starts > visit.today else ""
    words = f"You are away {begins}until {until}. {who} Type “I'm back” to end it sooner."
    return Answer(card=replies.refusal(f"Away until {until}", words, "Away"))


def _back(session: Session, visit: Visit) -> Answer:
    was_away = absences.end(session, visit.person.id)
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


def _cannot_give(session: Session, visit: Visit, cover: int) -> str:
    """Why this person cannot cover; empty where they may give every figure of the person's."""
    person = people.person(session, cover)
    if person is None:
        return ""
    mine = register.owned_by(session, [visit.person.id])
    others = [one.ref for one in mine if not ownership.may_give(person, one, visit.person)]
    if person.id == visit.person.id:
        return "You cannot cover for yourself. Name a colleague."
    if not others:
        return ""
    return (
        f"{person.name} may not give the figures of {', '.join(others)}. Ask the performance team "
        "to make them deputy in the register, or name your deputy."
    )


def pause(session: Session, visit: Visit, asked: question.Pause) -> Answer:
    """No reminders until then; that day they come again."""
    if asked.hour is not None:
        ends = london_instant(visit.today, asked.hour)
        if ends <= visit.now:
            ends = london_instant(visit.council.calendar.after(visit.today, 1), asked.hour)
    else:
        day = asked.until or visit.today + timedelta(days=1)
        ends = london_instant(day, OPENS)
    absences.keep(session, Absence(visit.person.id, visit.today, ends, False))
    snoozes.add(session, visit.person.id, ends.date())
    when = instant_words(ends)
    words = f"No reminders until {when}. What is due stays due: type “due” at any time."
    return Answer(card=replies.refusal("Reminders are paused", words, "Pause"))


FEATURE = Feature(questions={question.Away: away, question.Pause: pause})
