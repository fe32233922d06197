"""An officer gives a figure: form → the next form or the receipt, on the same card.

Each handler gathers, decides, keeps and shows, in that order. What the card carries is only the ask
and the version it was shown at; a version that has moved on is answered with what is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from cards import notices
from cards.figures.inputs import PREVENTION
from cycle.periods import day_words
from cycle.review.entry import LONGEST_REASON, FormFault, Submission
from cycle.review.figure import Figure
from cycle.review.submission import Judged
from features import forecasts
from features.figures import ask_to_reopen, figure_entry, open_form, run
from features.figures.later_periods import later_changes
from features.figures.open_form import FilledForm
from features.figures.record import record_figure
from features.figures.task import FigureTask, find_task, is_closed, refusal_card
from features.turn import Answer, CardExpired, Visit
from storage import acting, deliveries
from storage.card_refs import CardRef
from storage.database import Session
from storage.figures import AlreadyGiven


def submit(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Submit*: the next form or the receipt; or the same form again, with what to correct."""
    return _submitted(session, visit, ask, is_confirmed=False)


def confirm(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Yes, keep it*: the same, with nothing more asked back."""
    return _submitted(session, visit, ask, is_confirmed=True)


def _submitted(session: Session, visit: Visit, ask: CardRef, *, is_confirmed: bool) -> Answer:
    press = visit.turn.press
    task = find_task(session, ask)
    if press is None or task is None:
        raise CardExpired
    if press.version != task.version:
        return run.moved_on(session, visit, task, ask)
    if (refused := refusal_card(session, visit, task)) is not None:
        return Answer(card=refused, stay=True)  # what was typed stays to be copied
    if is_closed(session, visit, task):
        closed = notices.entry_closed(task.indicator, task.period, "The performance team")
        return Answer(card=closed, stay=True)

    judged = figure_entry.judge(session, visit, task, _typed(press.inputs, is_confirmed))
    foretold = forecasts.read_forecast(
        visit,
        task.record,
        task.period,
        press.inputs,
        judged.entry.value if judged.entry else None,
    )
    unexplained = _unexplained(task, press.inputs)
    if judged.entry is None or not judged.is_ready or foretold.fault or unexplained:
        wrong = [FormFault("forecast", foretold.fault)] if foretold.fault else []
        again = FilledForm(
            typed=dict(press.inputs),
            faults=[*judged.faults, *wrong, *unexplained],
            question=_asked_back(judged),
        )
        return open_form.form_of(session, visit, task, again)

    figure = figure_entry.figure_of(visit, task, judged.entry)
    if task.is_certified:
        prevention = press.inputs[PREVENTION].strip()
        figure = replace(figure, reason=f"{figure.reason} To prevent it: {prevention}")
    judging = task.record  # with the forecast, for the colour may be the year end's
    if foretold.forecast is not None:
        judging = replace(judging, forecasts=[*judging.forecasts, foretold.forecast])
    try:
        after = record_figure(session, judging, figure, visit.actor, visit.now, visit.council)
    except AlreadyGiven:
        return run.moved_on(session, visit, find_task(session, ask) or task, ask)
    reminded = acting.told_of(session, task.indicator, visit.now)
    deliveries.refresh_reminders(session, reminded, visit.now)
    asked = ask_for_the_promised_day(session, visit, task, figure)
    said = later_changes(task.record, after, task.period, visit.today, visit.council)
    if foretold.forecast is not None:
        said = (*said, forecasts.save(session, visit, task.record, foretold.forecast))
    return run.go_on(session, visit, replace(task, record=after), ask, (*asked, *said))


def _unexplained(task: FigureTask, inputs: Mapping[str, str]) -> list[FormFault]:
    """What a change of a certified figure lacks: its cause, or what prevents it from now on."""
    if not task.is_certified:
        return []
    asked = {
        "reason": "Say what caused the certified figure to be wrong.",
        PREVENTION: "Say what will keep it from happening again.",
    }
    missing = [
        FormFault(name, words) for name, words in asked.items() if not inputs.get(name, "").strip()
    ]
    is_long = len(inputs.get(PREVENTION, "")) > LONGEST_REASON
    too_long = FormFault(PREVENTION, f"At most {LONGEST_REASON:,} characters are kept of this.")
    return [*missing, *([too_long] if is_long else [])]


def ask_for_the_promised_day(
    session: Session, visit: Visit, task: FigureTask, figure: Figure
) -> Sequence[str]:
    """A day after entry closes: the performance team is asked to open the period for it."""
    closes = figure_entry.closes_on(session, visit, task)
    if figure.expected_on is None or closes is None or figure.expected_on <= closes:
        return ()
    reason = figure.commentary[:LONGEST_REASON]
    ask_to_reopen.request(session, visit, task.indicator, task.period, reason)
    day = day_words(figure.expected_on)
    return (f"The performance team is asked to open {task.period.words} again for {day}.",)


def _typed(inputs: Mapping[str, str], is_confirmed: bool) -> Submission:
    names = {field.name for field in fields(Submission)} - {"confirmed"}
    given = {name: text for name, text in inputs.items() if name in names}
    return Submission(**given, confirmed=is_confirmed)


def _asked_back(judged: Judged) -> str:
    """What was understood, then what is doubted; empty when nothing is."""
    if not judged.questions:
        return ""
    return " ".join([f"Understood as {judged.read_back}.", *judged.questions])
