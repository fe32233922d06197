"""The performance team closes a missing figure with a reason: it is not outstanding any more.

What is kept is a figure that is agreed as not applicable (decision 0076), with the reason.
"""

from cards import replies
from cards.elements import Card
from cards.figures import close_missing
from cycle.periods import Period
from cycle.plan import ownership
from cycle.questions import question
from cycle.review.entry import LONGEST_REASON
from cycle.review.figure import Figure, FigureStatus
from cycle.review.state import is_answered
from features import button_refs, form_inputs
from features.figures import record
from features.figures.task import FigureTask, find_task, no_such_figure_card, task_of
from features.turn import Answer, Visit
from storage import deliveries, outstanding, register
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.figures import AlreadyGiven

CLOSED = "closed missing"  # the kind of delivery that a pressed card has become


def close(session: Session, visit: Visit, asked: question.CloseMissing) -> Answer:
    """`close HOU-01 2026-08 because …`: closed at once, or with its form where no reason is."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    task = task_of(session, indicator, asked.period)
    if (refused := _refusal_card(visit, task)) is not None:
        return Answer(card=refused)
    if not asked.reason:
        return _form(session, visit, task)
    return _close(session, visit, task, asked.reason)


def choose(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Close one without a figure*, on the list of what was not submitted."""
    if not ownership.may_run_the_register(visit.person):
        return Answer(card=_not_theirs(), stay=True)
    return _choices(session, visit)


def close_pressed(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Close without a figure*, on either form."""
    task = find_task(session, ask) or _chosen(session, visit)
    if task is None:
        return _choices(session, visit, "Choose a figure.")
    if (refused := _refusal_card(visit, task)) is not None:
        return Answer(card=refused, stay=True)
    reason = form_inputs.words(visit, close_missing.REASON)
    fault = _fault(reason)
    if not fault:
        return _close(session, visit, task, reason)
    return _form(session, visit, task, fault) if ask.indicator else _choices(session, visit, fault)


def _close(session: Session, visit: Visit, task: FigureTask, reason: str) -> Answer:
    if fault := _fault(reason):
        return Answer(card=replies.refusal("Not closed", fault), stay=True)
    figure = Figure(
        indicator=task.indicator.id,
        period=task.period,
        version=task.version + 1,
        status=FigureStatus.NOT_APPLICABLE,
        commentary=reason,
        reason=record.CLOSED,
        given_by=visit.person.id,
        given_by_name=visit.person.name,
        given_at=visit.now,
    )
    try:
        record.record_figure(session, task.record, figure, visit.actor, visit.now, visit.council)
    except AlreadyGiven:
        words = f"A figure for {task.period.words} has just come in."
        return Answer(card=replies.refusal("Nothing to close", words), stay=True)
    reminded = (task.owner.id, task.owner.manager) if task.owner else ()
    deliveries.refresh_reminders(session, reminded, visit.now)
    button_refs.mark_card_replaced(session, visit, CLOSED, "")
    return Answer(card=close_missing.closed(task.indicator, task.period, reason, visit.person.name))


def _refusal_card(visit: Visit, task: FigureTask) -> Card | None:
    if not ownership.may_run_the_register(visit.person):
        return _not_theirs()
    if (refused := no_such_figure_card(visit, task)) is not None:
        return refused
    if is_answered(task.figure):
        words = f"{task.indicator} has an answer for {task.period.words} already."
        return replies.refusal("Nothing to close", words)
    return None


def _not_theirs() -> Card:
    words = "Only the performance team can close a missing figure."
    return replies.refusal("For the performance team", words)


def _fault(reason: str) -> str:
    if not reason:
        return "Say why no figure comes."
    if (over := len(reason) - LONGEST_REASON) > 0:
        return f"The reason is {over:,} characters too long: at most {LONGEST_REASON:,} are kept."
    return ""


def _form(session: Session, visit: Visit, task: FigureTask, fault: str = "") -> Answer:
    ref = button_refs.new_ref(
        session, visit, About.FIGURE, indicator=task.indicator.id, period=task.period
    )
    button_refs.mark_card_replaced(session, visit, CLOSED, ref.id)
    typed = form_inputs.words(visit, close_missing.REASON)
    faults = [fault] if fault else []
    return Answer(
        card=close_missing.close_one(task.indicator, task.period, ref, faults=faults, typed=typed)
    )


def _choices(session: Session, visit: Visit, fault: str = "") -> Answer:
    lines = outstanding.everything(session, visit.today, visit.council)
    late = [line for line in lines if line.overdue > 0]
    if not late:
        words = "No figure is overdue."
        return Answer(card=replies.refusal("Nothing to close", words), stay=True)
    ref = button_refs.new_ref(session, visit, About.FIGURE)
    button_refs.mark_card_replaced(session, visit, CLOSED, ref.id)
    typed = form_inputs.inputs(visit)
    return Answer(
        card=close_missing.close_some(late, ref, faults=[fault] if fault else [], typed=typed)
    )


def _chosen(session: Session, visit: Visit) -> FigureTask | None:
    """The figure chosen on the form, as `HOU-01 2026-08`."""
    ref, _, written = form_inputs.words(visit, close_missing.WHICH).rpartition(" ")
    indicator = register.by_ref(session, ref) if ref else None
    try:
        return task_of(session, indicator, Period.parse(written)) if indicator else None
    except ValueError:
        return None
