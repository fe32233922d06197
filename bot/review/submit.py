"""An officer gives a figure: reminder → form → receipt, each the same card, in ten seconds.

Each handler gathers, decides, keeps and shows, in that order. What the card carries is only the ask
and the version it was shown at; a version that has moved on is answered with what is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from bot.review import keep
from bot.review.rerated import rerated
from bot.turn import Answer, Visit
from cards import replies
from cards.elements import Ask as CardAsk
from cards.elements import Card
from cards.plan import notices
from cards.review import form as form_card
from cards.review import receipt as receipt_card
from cards.review import reminder as reminder_cards
from cycle.council import Council
from cycle.people import Person
from cycle.periods import Period, instant_words, london_day
from cycle.plan import due, ownership
from cycle.plan.indicator import Indicator, Kind
from cycle.review import outstanding as rules
from cycle.review import question, submission
from cycle.review.figure import Figure, Status
from cycle.review.outstanding import Outstanding
from cycle.review.submission import Judged, Submission
from storage import asks, deliveries, people
from storage.asks import About, Ask
from storage.database import Session
from storage.deliveries import Delivery, Worth
from storage.places import Place
from storage.plan import notes, register
from storage.review import concerns, figures, outstanding, records, snoozes
from storage.review.figures import AlreadyGiven
from storage.review.records import Record

FORM = "form"  # kinds of delivery: what a card in a personal chat may have become
RECEIPT = "receipt"
ANSWERED = "answered"

FIRST = (1, 1)


@dataclass(frozen=True, slots=True)
class Task:
    """One figure somebody may give: of which indicator, for which period, as which of how many."""

    record: Record
    period: Period
    place: tuple[int, int]
    owner: Person | None

    @property
    def indicator(self) -> Indicator:
        return self.record.indicator

    @property
    def figure(self) -> Figure | None:
        """The figure in force, if there is one."""
        return self.record.series.get(self.period)

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0


def asked_for(session: Session, visit: Visit, asked: question.Submit) -> Answer:
    """`submit HOU-01`: the form of its newest outstanding period, or of the last one ended."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    lines = outstanding.of_indicators(session, [indicator], visit.today, visit.council)
    latest = lines[-1].period if lines else None
    last = Period.last_ended(indicator.frequency, visit.today)
    return _form(session, visit, indicator, asked.period or latest or last, FIRST)


def give(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Give figures* on a reminder: the form of what is most overdue. On a status: of that one."""
    if ask.indicator is not None and ask.period is not None:
        return _form_of(session, visit, ask)
    queue = _queue(session, visit)
    return _next_in(session, visit, queue, 0, len(queue))


def submitted(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Submit*: the receipt; or the same form again, with what to mend and all that was typed."""
    return _submitted(session, visit, ask, is_confirmed=False)


def confirmed(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Yes, keep it*: the same, with nothing more asked back."""
    return _submitted(session, visit, ask, is_confirmed=True)


def correct(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Correct this*: the form again, with the figure in force and room for the reason."""
    return _form_of(session, visit, ask)


def following(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Next (2 of 3)* on a receipt."""
    place, _ = _place_of(ask)
    queue = _queue(session, visit)
    return _next_in(session, visit, queue, 0, place + len(queue), place)


def skipped(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Next indicator* on a form: this one stays outstanding."""
    place, count = _place_of(ask)
    queue = _queue(session, visit)
    here = (
        index
        for index, line in enumerate(queue)
        if (line.indicator.id, line.period) == (ask.indicator, ask.period)
    )
    return _next_in(session, visit, queue, next(here, -1) + 1, count, place)


def back(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Back*: the list of what is due, as it is now."""
    lines = _queue(session, visit)
    if not lines:
        return _nothing_left(session, visit)
    _taken(session, visit, ANSWERED, ask.id)
    asked = _ask_for_list(session, visit)
    return Answer(card=reminder_cards.reminder(visit.person.name, lines, asked, visit.today))


def tomorrow(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Remind me tomorrow*: on the next working day."""
    day = visit.council.calendar.after(visit.today, 1)
    snoozes.keep(session, visit.person.id, day)
    _taken(session, visit, ANSWERED, ask.id)
    lines = _queue(session, visit)
    asked = _ask_for_list(session, visit)
    return Answer(card=reminder_cards.put_off(lines, day, asked, visit.today))


def not_mine(session: Session, visit: Visit, ask: Ask) -> Answer:
    """*Not my indicator*: which one?"""
    _taken(session, visit, ANSWERED, ask.id)
    lines = _queue(session, visit)
    return Answer(card=reminder_cards.not_mine(lines, _ask_for_list(session, visit)))


def not_mine_told(session: Session, visit: Visit, ask: Ask) -> Answer:
    """The one chosen is told to the performance team, who run the register."""
    press = visit.turn.press
    chosen = press.inputs.get("indicator", "") if press else ""
    mine = [line for line in _queue(session, visit) if line.indicator.ref == chosen]
    if not mine:
        return not_mine(session, visit, ask)
    indicator = mine[0].indicator

    note = notes.keep(session, visit.person.id, indicator.id, "Not my indicator", visit.now)
    for one in notes.readers(session):
        deliveries.want(
            session,
            key=f"note:{note}:{one.id}",
            kind=notes.KIND,
            subject=str(note),
            worth=Worth.NOTE,
            now=visit.now,
            person=one.id,
        )
    _taken(session, visit, ANSWERED, ask.id)
    return Answer(card=reminder_cards.not_mine_told(indicator, "The performance team"))


def repainted(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The receipt once more, for the person's other devices, from what is kept."""
    ask = asks.ask(session, delivery.subject)
    person = people.person(session, ask.person) if ask and ask.person else None
    task = _task(session, ask) if ask else None
    if ask is None or person is None or task is None or task.figure is None:
        return None
    today = london_day(now)
    queue = outstanding.of_person(session, person.id, today, council)
    return _receipt_card(session, task, ask.id, len(_open(queue)), now, council, ())


def _submitted(session: Session, visit: Visit, ask: Ask, *, is_confirmed: bool) -> Answer:
    press = visit.turn.press
    task = _task(session, ask)
    if press is None or task is None:
        return Answer(card=replies.old_card(), stay=True)
    if press.version != task.version:
        return _moved_on(session, visit, task, ask)
    if (refused := _refused(session, visit, task)) is not None:
        return Answer(card=refused, stay=True)  # what was typed stays to be copied

    standing = task.record.stand(task.period, visit.today, visit.council)
    judged = submission.judge(
        standing.indicator,
        task.period,
        _typed(press.inputs, is_confirmed),
        target=standing.target,
        series=task.record.series,
        today=visit.today,
        breaks=task.record.breaks,
    )
    if judged.entry is None or not judged.is_ready:
        return _form(
            session,
            visit,
            task.indicator,
            task.period,
            task.place,
            typed=dict(press.inputs),
            faults=[fault.sentence for fault in judged.faults],
            question=_asked_back(judged),
        )

    figure = judged.entry.figure(
        task.indicator.id,
        task.period,
        visit.now,
        version=task.version + 1,
        given_by=visit.person.id,
        given_by_name=visit.person.name,
    )
    try:
        after = keep.keep(session, task.record, figure, visit.actor, visit.now, visit.council)
    except AlreadyGiven:
        again = _task(session, ask)
        return _moved_on(session, visit, again or task, ask)
    for reminded in (task.owner.id, task.owner.manager) if task.owner else ():
        if reminded is not None:
            deliveries.refresh_reminder(session, reminded, visit.today, visit.now)
    said = rerated(task.record, after, task.period, visit.today, visit.council)
    return _receipt(session, visit, Task(after, task.period, task.place, task.owner), ask, said)


def _typed(inputs: Mapping[str, str], is_confirmed: bool) -> Submission:
    names = {field.name for field in fields(Submission)} - {"confirmed"}
    given = {name: text for name, text in inputs.items() if name in names}
    return Submission(**given, confirmed=is_confirmed)


def _asked_back(judged: Judged) -> str:
    """What was understood, then what is doubted; empty when nothing is."""
    if not judged.questions:
        return ""
    return " ".join([f"Understood as {judged.read_back}.", *judged.questions])


def _moved_on(session: Session, visit: Visit, task: Task, ask: Ask) -> Answer:
    """The version that was shown is not in force any more: show what is, and keep nothing."""
    figure = task.figure
    if figure is None:
        return Answer(card=replies.old_card(), stay=True)
    if figure.given_by == visit.person.id:
        return _receipt(session, visit, task, ask, ())
    words = (
        f"{figure.given_by_name or 'An import'} gave this figure on "
        f"{instant_words(figure.given_at)}. What you typed was not kept."
    )
    return _receipt(session, visit, task, ask, (words,))


def _receipt(session: Session, visit: Visit, task: Task, ask: Ask, said: Sequence[str]) -> Answer:
    _taken(session, visit, RECEIPT, ask.id, repaint=True)
    left = len(_queue(session, visit))
    card = _receipt_card(session, task, ask.id, left, visit.now, visit.council, said)
    return Answer(card=card)


def _receipt_card(
    session: Session,
    task: Task,
    ask_id: str,
    left: int,
    now: datetime,
    council: Council,
    said: Sequence[str],
) -> Card:
    today = london_day(now)
    versions = figures.versions(session, task.indicator.id, task.period)
    number, _ = task.place
    return receipt_card.receipt(
        task.record.stand(task.period, today, council),
        CardAsk(ask_id, task.version),
        replaced=versions[-2] if len(versions) > 1 else None,
        next_place=(number + 1, number + left) if left else None,
        notes=(*said, *_told(session, task)),
        may_correct=not rules.is_locked(task.indicator, task.period, today, council),
    )


def _told(session: Session, task: Task) -> list[str]:
    """Who hears of this figure besides the officer."""
    concern = concerns.open_for(session, task.indicator.id)
    if concern is None or concern.period != task.period:
        return []
    who = "The Performance Board" if task.indicator.kind is Kind.KPI else "The service's manager"
    return [f"{who} is shown this figure with your commentary."]


def _form_of(session: Session, visit: Visit, ask: Ask) -> Answer:
    task = _task(session, ask)
    if task is None:
        return Answer(card=replies.old_card(), stay=True)
    return _form(session, visit, task.indicator, task.period, task.place)


def _form(
    session: Session,
    visit: Visit,
    indicator: Indicator,
    period: Period,
    place: tuple[int, int],
    typed: dict[str, str] | None = None,
    faults: Sequence[str] = (),
    question: str = "",
) -> Answer:
    """The form of one figure, unless this person may not give it or the period is closed."""
    record = records.record(session, indicator)
    owner = people.person(session, indicator.owner) if indicator.owner else None
    task = Task(record, period, place, owner)
    if (refused := _refused(session, visit, task)) is not None:
        return Answer(card=refused, stay=True)

    ask = asks.keep(
        session,
        person=visit.person.id,
        conversation_id=visit.turn.place.conversation_id,
        about=About.FIGURE,
        now=visit.now,
        indicator=indicator.id,
        period=period,
        words=[f"{place[0]} {place[1]}"],
    )
    _taken(session, visit, FORM, ask)
    is_correction = task.figure is not None and task.figure.status is not Status.NOT_AVAILABLE
    last = record.series.get(period.previous)
    return Answer(
        card=form_card.form(
            record.stand(period, visit.today, visit.council),
            CardAsk(ask, task.version),
            visit.today,
            place=place,
            locks=due.locks(
                indicator, period, visit.council.calendar, visit.council.lock_working_days
            ),
            history=record.history(period, visit.today, visit.council),
            last_words=last,
            typed=_as_promised(task.figure, visit.today) if typed is None else typed,
            faults=faults,
            question=question,
            correcting=is_correction,
        )
    )


def _as_promised(figure: Figure | None, today: date) -> dict[str, str]:
    """On the day for which the final value was promised the form offers to give it."""
    is_day = figure is not None and figure.expected_on is not None and figure.expected_on <= today
    return {"status": Status.FINAL, "expected_on": ""} if is_day else {}


def _refused(session: Session, visit: Visit, task: Task) -> Card | None:
    """Why this person may not give this figure now; None when they may. Judged at every press."""
    indicator, period = task.indicator, task.period
    if not ownership.may_give(visit.person, indicator, task.owner):
        return notices.not_yours(indicator, task.owner.name if task.owner else "")
    if period.frequency is not indicator.frequency:
        words = f"{indicator} is {indicator.frequency}: it has no figure for {period.words}."
        return replies.refusal("No figure for that period", words, indicator.service)
    if period.end >= visit.today:
        words = f"{period.words} has not ended yet. Its figure can be given from the day after."
        return replies.refusal("Not yet", words, indicator.service)
    reopened = register.reopened(session, [indicator.id], visit.today)
    if rules.is_locked(indicator, period, visit.today, visit.council, reopened):
        return notices.entry_closed(indicator, period, "The performance team")
    return None


def _task(session: Session, ask: Ask) -> Task | None:
    if ask.indicator is None or ask.period is None:
        return None
    indicator = register.indicator(session, ask.indicator)
    if indicator is None:
        return None
    owner = people.person(session, indicator.owner) if indicator.owner else None
    return Task(records.record(session, indicator), ask.period, _place_of(ask), owner)


def _place_of(ask: Ask) -> tuple[int, int]:
    if ask.about is not About.FIGURE or not ask.words:
        return FIRST
    number, _, count = ask.words[0].partition(" ")
    return int(number), int(count)


def _queue(session: Session, visit: Visit) -> list[Outstanding]:
    """What the person can give now, worst delay first: their own, else what they stand in for."""
    lines = _open(outstanding.of_person(session, visit.person.id, visit.today, visit.council))
    own = [line for line in lines if line.indicator.owner == visit.person.id]
    return own or lines


def _open(lines: Sequence[Outstanding]) -> list[Outstanding]:
    return [line for line in lines if not line.is_locked]


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
        _taken(session, visit, ANSWERED, "")
        asked = _ask_for_list(session, visit)
        return Answer(card=reminder_cards.reminder(visit.person.name, queue, asked, visit.today))
    line = queue[index]
    place = (given + 1, max(count, given + 1))
    return _form(session, visit, line.indicator, line.period, place)


def _nothing_left(session: Session, visit: Visit) -> Answer:
    """All is given; or what is missing can be given no more, which is said and changes no card."""
    lines = outstanding.owned(session, [visit.person.id], visit.today, visit.council)
    if lines:
        indicator, period = lines[0].indicator, lines[0].period
        closed = notices.entry_closed(indicator, period, "The performance team")
        return Answer(card=closed, stay=True)
    _taken(session, visit, ANSWERED, "")
    return Answer(card=reminder_cards.all_given(visit.person.name, (), visit.today))


def _ask_for_list(session: Session, visit: Visit) -> CardAsk:
    ask = asks.keep(
        session,
        person=visit.person.id,
        conversation_id=visit.turn.place.conversation_id,
        about=About.REMINDER,
        now=visit.now,
    )
    return CardAsk(ask)


def _taken(
    session: Session, visit: Visit, kind: str, subject: str, *, repaint: bool = False
) -> None:
    """The pressed card has become something else: nothing may be painted over it."""
    if visit.turn.press is None:
        return
    deliveries.take_over(
        session,
        visit.turn.place.conversation_id,
        visit.turn.card_id,
        kind=kind,
        subject=subject,
        person=visit.person.id,
        now=visit.now,
        repaint=repaint,
    )
