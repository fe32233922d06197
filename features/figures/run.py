"""After a figure was kept: the next form at once, or, after the last one, what was given in all.

A run is what *Give figures* on a reminder begins: "2 of 5". A figure given outside of one gets its
receipt.
"""

from collections.abc import Sequence
from datetime import date, datetime

from cards.elements import ButtonRef, Card
from cards.figures.all_done import AllDone, all_done
from cards.figures.receipt import kept_words
from cycle.council import Council
from cycle.people import Person
from cycle.periods import Frequency, Period, instant_words, london_day
from cycle.plan import due
from cycle.review.outstanding import Outstanding
from cycle.review.standing import Standing
from features import button_refs
from features.figures import open_form, receipts
from features.figures.open_form import FilledForm
from features.figures.task import FigureTask, line_words, still_due, task_of
from features.turn import Answer, CardExpired, Visit
from storage import acting, action_queue, card_refs, figures, people, records
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

DONE = "all done"  # the kind of delivery that the last form of a run becomes
LOOKS_BACK = 3  # periods of which a figure may have been given today; our choice


def go_on(
    session: Session, visit: Visit, task: FigureTask, ask: CardRef, said: Sequence[str] = ()
) -> Answer:
    """The next form of the run; after its last one all that was given; else the receipt."""
    number, count = task.place
    if count == 1:
        return receipts.answer(session, visit, task, ask, said)
    queue = still_due(session, visit)
    if number < count and task.skipped < len(queue):
        return _next_form(session, visit, task, queue[task.skipped], said)
    if not queue:
        return _all_done(session, visit)
    return receipts.answer(session, visit, task, ask, said)


def moved_on(session: Session, visit: Visit, task: FigureTask, ask: CardRef) -> Answer:
    """The version that was shown is not in force any more: show what is, and keep nothing."""
    figure = task.figure
    if figure is None:
        raise CardExpired
    if figure.given_by == visit.person.id:
        return go_on(session, visit, task, ask)  # the same press, sent twice
    words = (
        f"{figure.given_by_name or 'An import'} gave this figure on "
        f"{instant_words(figure.given_at)}. What you typed was not kept."
    )
    return receipts.answer(session, visit, task, ask, (words,))


def paint_done(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The same card for the person's other devices, on the day on which they gave (`subject`)."""
    person = people.person(session, delivery.person or 0)
    if person is None or delivery.subject != london_day(now).isoformat():
        return None
    view = _done(session, person, now, council)
    kept = card_refs.save_card_ref(
        session,
        person=person.id,
        conversation_id=place.conversation_id,
        about=About.REMINDER,
        now=now,
        words=_words(view.given),
    )
    return all_done(view, ButtonRef(kept))


def _next_form(
    session: Session, visit: Visit, task: FigureTask, line: Outstanding, said: Sequence[str]
) -> Answer:
    number, count = task.place
    standing = task.record.stand(task.period, visit.today, visit.council)
    kept = [f"✓ Kept: {kept_words(standing)}", *said, *receipts.who_is_told(session, task)]
    following = task_of(session, line.indicator, line.period, (number + 1, count), task.skipped)
    return open_form.form_of(session, visit, following, FilledForm(kept=[" ".join(kept)]))


def _all_done(session: Session, visit: Visit) -> Answer:
    view = _done(session, visit.person, visit.now, visit.council)
    ask = button_refs.new_ref(session, visit, About.REMINDER, words=_words(view.given))
    day = visit.today.isoformat()
    button_refs.mark_card_replaced(session, visit, DONE, day, repaint=True)
    return Answer(card=all_done(view, ask))


def _done(session: Session, person: Person, now: datetime, council: Council) -> AllDone:
    today = london_day(now)
    given = _given_today(session, person, today, council)
    return AllDone(
        given=given,
        today=today,
        next_due=_next_due(session, person, today, council),
        owes_progress=bool(action_queue.heard_of(session, person.id, now, council)),
    )


def _given_today(session: Session, person: Person, today: date, council: Council) -> list[Standing]:
    """Where the figures stand that this person gave today, by reference."""
    indicators = {one.id: one for one in acting.indicators_of(session, person)}
    periods = {
        Period.last_ended(frequency, today).later(-back)
        for frequency in Frequency
        for back in range(LOOKS_BACK)
    }
    newly_given = [
        (own, period)
        for own, series in figures.in_force(session, list(indicators), periods).items()
        for period, figure in series.items()
        if figure.given_by == person.id and london_day(figure.given_at) == today
    ]
    known = records.records(session, [indicators[own] for own in {own for own, _ in newly_given}])
    by_id = {record.indicator.id: record for record in known}
    found = [by_id[own].stand(period, today, council) for own, period in newly_given]
    return sorted(found, key=lambda one: (one.indicator.ref, one.period.start))


def _next_due(session: Session, person: Person, today: date, council: Council) -> date | None:
    """The first day on which a figure of a period that still runs is due from the person."""
    days = [
        due.due(one, Period.containing(one.frequency, today), council.calendar)
        for one in acting.indicators_of(session, person)
        if one.is_given and one.is_measured(Period.containing(one.frequency, today))
    ]
    return min(days, default=None)


def _words(given: Sequence[Standing]) -> list[str]:
    """What the rows open when they are tapped (see `line_words`)."""
    return [line_words(one.indicator.id, one.period) for one in given]
