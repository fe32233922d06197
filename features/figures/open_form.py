"""The form of one figure: opened by words or a button, or again with what is to be corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards import replies
from cards.figures.form import FigureForm, form
from cycle.periods import Period
from cycle.plan import due
from cycle.plan.indicator import Indicator
from cycle.questions import question
from cycle.review.entry import FormFault
from cycle.review.figure import Figure, FigureStatus
from features import button_refs, forecasts
from features.figures import ask_to_reopen
from features.figures.task import (
    FigureTask,
    find_task,
    is_closed,
    place_words,
    refusal_card,
    still_open,
    task_of,
)
from features.turn import Answer, CardExpired, Visit
from storage import outstanding, register
from storage.card_refs import About, CardRef
from storage.database import Session

FORM = "form"  # the kind of delivery that a pressed card becomes


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """What a form is shown with: what was `typed`, None where nothing was; what is to be corrected;
    what is asked back; what was kept just before.
    """

    typed: Mapping[str, str] | None = None
    faults: Sequence[FormFault] = ()
    question: str = ""
    kept: Sequence[str] = ()


EMPTY = FilledForm()


def open_form(session: Session, visit: Visit, asked: question.Submit) -> Answer:
    """`submit HOU-01`: the form of its newest outstanding period, or of the last one ended."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    period = asked.period or _newest_open(session, visit, indicator)
    return form_of(session, visit, task_of(session, indicator, period))


def open_form_with_figure(session: Session, visit: Visit, asked: question.GiveFigure) -> Answer:
    """`HOU-02 is 61.4%`: the form with the figure in it, to be confirmed; nothing is kept yet."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    period = asked.period or _newest_open(session, visit, indicator)
    typed = {"value": asked.value, "commentary": asked.commentary}
    if asked.out_of and indicator.asks_for_counts:
        typed = {
            "numerator": asked.value,
            "denominator": asked.out_of,
            "commentary": asked.commentary,
        }
    given = {name: words for name, words in typed.items() if words}
    task = task_of(session, indicator, period)
    return form_of(session, visit, task, FilledForm(typed=given))


def correct(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Correct this*: the form again, with the figure in force and room for the reason."""
    return form_of_ref(session, visit, ask)


def form_of_ref(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """The form of the figure that the card asked for."""
    task = find_task(session, ask)
    if task is None:
        raise CardExpired
    return form_of(session, visit, task)


def form_of(session: Session, visit: Visit, task: FigureTask, filled: FilledForm = EMPTY) -> Answer:
    """The form of one figure, unless this person may not give it or the period is closed."""
    if (refused := refusal_card(session, visit, task)) is not None:
        return Answer(card=refused, stay=True)
    if is_closed(session, visit, task):
        return ask_to_reopen.closed_card(session, visit, task)

    ask = button_refs.new_ref(
        session,
        visit,
        About.FIGURE,
        version=task.version,
        indicator=task.indicator.id,
        period=task.period,
        words=[place_words(task)],
    )
    button_refs.mark_card_replaced(session, visit, FORM, ask.id)
    return Answer(card=form(_view(visit, task, filled), ask))


def _view(visit: Visit, task: FigureTask, filled: FilledForm) -> FigureForm:
    record, period, council = task.record, task.period, visit.council
    figure = task.figure
    typed = _as_promised(figure, visit.today) if filled.typed is None else filled.typed
    return FigureForm(
        standing=record.stand(period, visit.today, council),
        today=visit.today,
        place=task.place,
        locks=due.locks(task.indicator, period, council.calendar, council.lock_working_days),
        history=record.history(period, visit.today, council),
        last_words=record.series.get(period.previous),
        typed=typed,
        faults=filled.faults,
        question=filled.question,
        correcting=figure is not None and figure.status is not FigureStatus.NOT_AVAILABLE,
        year_end=forecasts.question(record, period),
        kept=filled.kept,
    )


def _newest_open(session: Session, visit: Visit, indicator: Indicator) -> Period:
    lines = still_open(outstanding.of_indicators(session, [indicator], visit.today, visit.council))
    if lines:
        return lines[-1].period
    return Period.last_ended(indicator.frequency, visit.today)


def _as_promised(figure: Figure | None, today: date) -> dict[str, str]:
    """On the day for which the final value was promised the form offers to give it."""
    is_day = figure is not None and figure.expected_on is not None and figure.expected_on <= today
    return {"status": FigureStatus.FINAL, "expected_on": ""} if is_day else {}
