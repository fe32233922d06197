"""What the buttons of a reminder do: the next figure, tomorrow, not mine."""

from collections.abc import Sequence

from cards import notices
from cards import reminders as cards
from cycle.review.outstanding import Outstanding
from features import button_refs
from features.figures import submit, task
from features.turn import Answer, Visit
from storage import deliveries, outstanding, snoozes, team_notes
from storage.card_refs import About, Ask
from storage.database import Session
from storage.deliveries import Worth

ANSWERED = "answered"  # the kind of delivery that a reminder becomes when it is answered


def give(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Give figures* on a reminder: the form of what is most overdue. On a status: of that one."""
    if ask.indicator is not None and ask.period is not None:
        return submit.form_of(session, visit, ask)
    queue = task.queue(session, visit)
    return _next_in(session, visit, queue, 0, len(queue))


def following(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Next (2 of 3)* on a receipt."""
    place, _ = task.place_of(ask)
    queue = task.queue(session, visit)
    return _next_in(session, visit, queue, 0, place + len(queue), place)


def skipped(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Next indicator* on a form: this one stays outstanding."""
    place, count = task.place_of(ask)
    queue = task.queue(session, visit)
    here = (
        index
        for index, line in enumerate(queue)
        if (line.indicator.id, line.period) == (ask.indicator, ask.period)
    )
    return _next_in(session, visit, queue, next(here, -1) + 1, count, place)


def back(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Back*: the list of what is due, as it is now."""
    lines = task.queue(session, visit)
    if not lines:
        return _nothing_left(session, visit)
    button_refs.taken(session, visit, ANSWERED, ask.id)
    asked = button_refs.ask(session, visit, About.REMINDER)
    return Answer(card=cards.reminder(visit.person.name, lines, asked, visit.today))


def tomorrow(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Remind me tomorrow*: on the next working day."""
    day = visit.council.calendar.after(visit.today, 1)
    snoozes.keep(session, visit.person.id, day)
    button_refs.taken(session, visit, ANSWERED, ask.id)
    lines = task.queue(session, visit)
    asked = button_refs.ask(session, visit, About.REMINDER)
    return Answer(card=cards.put_off(lines, day, asked, visit.today))


def not_mine(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Not my indicator*: which one?"""
    button_refs.taken(session, visit, ANSWERED, ask.id)
    lines = task.queue(session, visit)
    return Answer(card=cards.not_mine(lines, button_refs.ask(session, visit, About.REMINDER)))


def not_mine_told(session: Session, visit: Visit, ask: Ask) -> Answer:
    """The one chosen is told to the performance team, who run the register."""
    press = visit.turn.press
    chosen = press.inputs.get("indicator", "") if press else ""
    mine = [line for line in task.queue(session, visit) if line.indicator.ref == chosen]
    if not mine:
        return not_mine(session, visit, ask)
    indicator = mine[0].indicator

    note = team_notes.keep(session, visit.person.id, indicator.id, "Not my indicator", visit.now)
    for one in team_notes.readers(session):
        deliveries.want(
            session,
            key=f"note:{note}:{one.id}",
            kind=team_notes.KIND,
            subject=str(note),
            worth=Worth.NOTE,
            now=visit.now,
            person=one.id,
        )
    button_refs.taken(session, visit, ANSWERED, ask.id)
    return Answer(card=cards.not_mine_told(indicator, "The performance team"))


def _next_in(
    session: Session,
    visit: Visit,
    queue: Sequence[Outstanding],
    index: int,
    count: int,
    given: int = 0,
) -> Answer:
    """The form at this index of the queue, after so many given; or that nothing is left."""
    if not queue:
        return _nothing_left(session, visit)
    if index >= len(queue):
        button_refs.taken(session, visit, ANSWERED, "")
        asked = button_refs.ask(session, visit, About.REMINDER)
        return Answer(card=cards.reminder(visit.person.name, queue, asked, visit.today))
    line = queue[index]
    place = (given + 1, max(count, given + 1))
    return submit.form(session, visit, line.indicator, line.period, place)


def _nothing_left(session: Session, visit: Visit) -> Answer:
    """All is given; or what is missing can be given no more, which is said and changes no card."""
    lines = outstanding.owned(session, [visit.person.id], visit.today, visit.council)
    if lines:
        indicator, period = lines[0].indicator, lines[0].period
        closed = notices.entry_closed(indicator, period, "The performance team")
        return Answer(card=closed, stay=True)
    button_refs.taken(session, visit, ANSWERED, "")
    return Answer(card=cards.all_given(visit.person.name, (), visit.today))
