"""What the buttons of a reminder do: the next figure, tomorrow, not mine."""

from collections.abc import Sequence

from cards import reminders, replies
from cards.elements import ButtonRef, Card, row_number
from cards.reminders import ProgressOwed, ReminderView
from cycle.plan.indicator import Indicator
from cycle.questions import question
from cycle.review.outstanding import Outstanding
from features import button_refs
from features.figures import open_form, task
from features.reminders import collect, reopening
from features.reminders.collect import progress_owed
from features.turn import Answer, CardExpired, Visit
from storage import outstanding, register, snoozes, team_notes
from storage.card_refs import About, CardRef
from storage.database import Session

ANSWERED = "answered"  # the kind of delivery that a reminder becomes when it is answered


def give_figures(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Give figures* on a reminder: the form of what is most overdue. On a status: of that one."""
    if ask.indicator is not None and ask.period is not None:
        return open_form.form_of_ref(session, visit, ask)
    queue = task.still_due(session, visit)
    return _next_in(session, visit, queue, 0, len(queue))


def open_row(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """A row of a reminder or of what was given was tapped: the form of that figure."""
    press = visit.turn.press
    number = row_number(press.verb) if press else 0
    if not 0 < number <= len(ask.words):
        raise CardExpired
    wanted = task.find_line(session, ask.words[number - 1])
    if wanted is None:
        raise CardExpired
    return open_form.form_of(session, visit, wanted)


def show_next(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Next (2 of 3)* on a receipt."""
    place, _ = task.place_of(ask)
    queue = task.still_due(session, visit)
    return _next_in(session, visit, queue, 0, place + len(queue), place)


def skip(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Next indicator* on a form: this one stays outstanding."""
    place, count = task.place_of(ask)
    queue = task.still_due(session, visit)
    here = (
        index
        for index, line in enumerate(queue)
        if (line.indicator.id, line.period) == (ask.indicator, ask.period)
    )
    return _next_in(session, visit, queue, next(here, -1) + 1, count, place)


def show_list(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Back*: the list of what is due, as it is now."""
    lines = _owed(session, visit)
    if not lines:
        return _nothing_left(session, visit)
    button_refs.mark_card_replaced(session, visit, ANSWERED, ask.id)
    return Answer(card=_reminder(session, visit, lines))


def mark_answered(session: Session, visit: Visit, ask: CardRef) -> None:
    """The pressed reminder has become something else."""
    button_refs.mark_card_replaced(session, visit, ANSWERED, ask.id)


def remind_tomorrow(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Remind me tomorrow*: on the next working day."""
    day = visit.council.calendar.after(visit.today, 1)
    snoozes.add(session, visit.person.id, day)
    button_refs.mark_card_replaced(session, visit, ANSWERED, ask.id)
    view = _view(session, visit, _owed(session, visit))
    return Answer(card=reminders.put_off(view, day, _ref(session, visit, view)))


def ask_which_not_mine(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Not my indicator*: which one?"""
    button_refs.mark_card_replaced(session, visit, ANSWERED, ask.id)
    lines = _owed(session, visit)
    return Answer(
        card=reminders.not_mine(lines, button_refs.new_ref(session, visit, About.REMINDER))
    )


def tell_not_mine(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """The one chosen is told to the performance team, who run the register."""
    press = visit.turn.press
    chosen = press.inputs.get("indicator", "") if press else ""
    mine = [line for line in _owed(session, visit) if line.indicator.ref == chosen]
    if not mine:
        return ask_which_not_mine(session, visit, ask)
    indicator = mine[0].indicator
    _tell_team(session, visit, indicator)
    button_refs.mark_card_replaced(session, visit, ANSWERED, ask.id)
    return Answer(card=reminders.not_mine_told(indicator, "The performance team"))


def tell_not_mine_typed(session: Session, visit: Visit, asked: question.HandOver) -> Answer:
    """`not my indicator: HOU-06`: told to the performance team, whoever owns it."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    _tell_team(session, visit, indicator)
    return Answer(card=reminders.not_mine_told(indicator, "The performance team"))


def _tell_team(session: Session, visit: Visit, indicator: Indicator) -> None:
    """The performance team hears that an indicator may have the wrong owner."""
    note = team_notes.add(session, visit.person.id, indicator.id, "Not my indicator", visit.now)
    team_notes.owe_each(
        session, team_notes.KIND, str(note), visit.now, lambda reader: f"note:{note}:{reader}"
    )


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
        button_refs.mark_card_replaced(session, visit, ANSWERED, "")
        return Answer(card=_reminder(session, visit, queue))
    line = queue[index]
    place = (given + 1, max(count, given + 1))
    wanted = task.task_of(session, line.indicator, line.period, place, skipped=index)
    return open_form.form_of(session, visit, wanted)


def _nothing_left(session: Session, visit: Visit) -> Answer:
    """All is given; or what is missing is closed to entry, and can be asked for."""
    if closed := reopening.closed_lines(session, visit):
        return reopening.form(session, visit, closed)
    button_refs.mark_card_replaced(session, visit, ANSWERED, "")
    if _progress(session, visit) is not None:
        return Answer(card=_reminder(session, visit, ()))
    promised = outstanding.promised(session, [visit.person.id], visit.today, visit.council)
    return Answer(card=reminders.all_given(visit.person.name, promised, visit.today))


def _owed(session: Session, visit: Visit) -> list[Outstanding]:
    """All that a reminder names, closed to entry or not: the person's own, else as stand-in."""
    lines = outstanding.of_person(session, visit.person.id, visit.today, visit.council)
    own = [line for line in lines if line.indicator.owner == visit.person.id]
    return own or lines


def _reminder(session: Session, visit: Visit, lines: Sequence[Outstanding]) -> Card:
    """All that is due from the person now: figures, and the progress of actions."""
    view = _view(session, visit, lines)
    return reminders.reminder(view, _ref(session, visit, view))


def _view(session: Session, visit: Visit, lines: Sequence[Outstanding]) -> ReminderView:
    return ReminderView(
        person_name=visit.person.name,
        today=visit.today,
        lines=lines,
        progress=_progress(session, visit),
    )


def _ref(session: Session, visit: Visit, view: ReminderView) -> ButtonRef:
    return button_refs.new_ref(session, visit, About.REMINDER, words=collect.row_words(view))


def _progress(session: Session, visit: Visit) -> ProgressOwed | None:
    return progress_owed(session, visit.person.id, visit.now, visit.council)
