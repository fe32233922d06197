"""An officer gives a figure: form → receipt, on the same card, in ten seconds.

Each handler gathers, decides, keeps and shows, in that order. What the card carries is only the ask
and the version it was shown at; a version that has moved on is answered with what is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime

from cards import notices, replies
from cards.elements import ButtonRef, Card
from cards.figures import form, receipt
from cycle.council import Council
from cycle.periods import Period, day_words, instant_words, london_day
from cycle.plan import due
from cycle.plan.indicator import Indicator, Kind
from cycle.questions import question
from cycle.review import submission
from cycle.review.entry import LONGEST_REASON, Submission
from cycle.review.figure import Figure, FigureStatus
from cycle.review.outstanding import is_locked
from cycle.review.submission import Judged
from features import button_refs, forecasts
from features.figures import ask_to_reopen
from features.figures.later_periods import later_changes
from features.figures.record import record_figure
from features.figures.task import (
    FIRST,
    FigureTask,
    find_task,
    is_closed,
    refusal_card,
    still_due,
    still_open,
)
from features.turn import Answer, Visit
from storage import card_refs, concerns, deliveries, figures, outstanding, people, records, register
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.figures import AlreadyGiven
from storage.places import Place

FORM = "form"  # kinds of delivery: what a card in a personal chat may have become
RECEIPT = "receipt"


def open_form(session: Session, visit: Visit, asked: question.Submit) -> Answer:
    """`submit HOU-01`: the form of its newest outstanding period, or of the last one ended."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    lines = still_open(outstanding.of_indicators(session, [indicator], visit.today, visit.council))
    latest = lines[-1].period if lines else None
    last = Period.last_ended(indicator.frequency, visit.today)
    return form_of(session, visit, indicator, asked.period or latest or last, FIRST)


def open_form_with_figure(session: Session, visit: Visit, asked: question.GiveFigure) -> Answer:
    """`HOU-02 is 61.4%`: the form with the figure in it, to be confirmed; nothing is kept yet."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    lines = still_open(outstanding.of_indicators(session, [indicator], visit.today, visit.council))
    latest = lines[-1].period if lines else None
    period = asked.period or latest or Period.last_ended(indicator.frequency, visit.today)
    typed = {"value": asked.value, "commentary": asked.commentary}
    if asked.out_of and indicator.asks_for_counts:
        typed = {
            "numerator": asked.value,
            "denominator": asked.out_of,
            "commentary": asked.commentary,
        }
    given = {name: words for name, words in typed.items() if words}
    return form_of(session, visit, indicator, period, FIRST, typed=given)


def submit(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Submit*: the receipt; or the same form again, with what to mend and all that was typed."""
    return _submitted(session, visit, ask, is_confirmed=False)


def confirm(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Yes, keep it*: the same, with nothing more asked back."""
    return _submitted(session, visit, ask, is_confirmed=True)


def correct(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Correct this*: the form again, with the figure in force and room for the reason."""
    return form_of_ref(session, visit, ask)


def paint_receipt(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The receipt once more, for the person's other devices, from what is kept."""
    ask = card_refs.find_card_ref(session, delivery.subject)
    person = people.person(session, ask.person) if ask and ask.person else None
    task = find_task(session, ask) if ask else None
    if ask is None or person is None or task is None or task.figure is None:
        return None
    today = london_day(now)
    queue = outstanding.of_person(session, person.id, today, council)
    return _receipt_card(session, task, ask.id, len(still_open(queue)), now, council, ())


def _submitted(session: Session, visit: Visit, ask: CardRef, *, is_confirmed: bool) -> Answer:
    press = visit.turn.press
    task = find_task(session, ask)
    if press is None or task is None:
        return Answer(card=replies.old_card(), stay=True)
    if press.version != task.version:
        return _moved_on(session, visit, task, ask)
    if (refused := refusal_card(session, visit, task)) is not None:
        return Answer(card=refused, stay=True)  # what was typed stays to be copied
    if is_closed(session, visit, task):
        closed = notices.entry_closed(task.indicator, task.period, "The performance team")
        return Answer(card=closed, stay=True)

    standing = task.record.stand(task.period, visit.today, visit.council)
    judged = submission.judge(
        standing.indicator,
        task.period,
        _typed(press.inputs, is_confirmed),
        target=standing.target,
        series=task.record.series,
        today=visit.today,
        breaks=task.record.breaks,
        closes=_closes(session, visit, task),
    )
    foretold = forecasts.read_forecast(
        visit,
        task.record,
        task.period,
        press.inputs,
        judged.entry.value if judged.entry else None,
    )
    if judged.entry is None or not judged.is_ready or foretold.fault:
        return form_of(
            session,
            visit,
            task.indicator,
            task.period,
            task.place,
            typed=dict(press.inputs),
            faults=[
                *(fault.sentence for fault in judged.faults),
                *([foretold.fault] if foretold.fault else []),
            ],
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
    judging = task.record  # with the forecast, for the colour may be the year end's
    if foretold.forecast is not None:
        judging = replace(judging, forecasts=[*judging.forecasts, foretold.forecast])
    try:
        after = record_figure(session, judging, figure, visit.actor, visit.now, visit.council)
    except AlreadyGiven:
        again = find_task(session, ask)
        return _moved_on(session, visit, again or task, ask)
    reminded = (task.owner.id, task.owner.manager) if task.owner else ()
    deliveries.refresh_reminders(session, reminded, visit.today, visit.now)
    asked = _ask_for_the_promised_day(session, visit, task, figure)
    said = later_changes(task.record, after, task.period, visit.today, visit.council)
    if foretold.forecast is not None:
        said = (*said, forecasts.save(session, visit, task.record, foretold.forecast))
    return _receipt(
        session,
        visit,
        FigureTask(after, task.period, task.place, task.owner),
        ask,
        (*asked, *said),
    )


def _closes(session: Session, visit: Visit, task: FigureTask) -> date | None:
    """The last day of entry; None where entry never closes or was opened again."""
    reopened = register.reopened(session, [task.indicator.id], visit.today)
    if (task.indicator.id, task.period) in reopened:
        return None
    calendar, days = visit.council.calendar, visit.council.lock_working_days
    return due.locks(task.indicator, task.period, calendar, days)


def _ask_for_the_promised_day(
    session: Session, visit: Visit, task: FigureTask, figure: Figure
) -> Sequence[str]:
    """A day after entry closes: the performance team is asked to open the period for it."""
    closes = _closes(session, visit, task)
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


def _moved_on(session: Session, visit: Visit, task: FigureTask, ask: CardRef) -> Answer:
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


def _receipt(
    session: Session, visit: Visit, task: FigureTask, ask: CardRef, said: Sequence[str]
) -> Answer:
    button_refs.mark_card_replaced(session, visit, RECEIPT, ask.id, repaint=True)
    left = len(still_due(session, visit))
    card = _receipt_card(session, task, ask.id, left, visit.now, visit.council, said)
    return Answer(card=card)


def _receipt_card(
    session: Session,
    task: FigureTask,
    ask_id: str,
    left: int,
    now: datetime,
    council: Council,
    said: Sequence[str],
) -> Card:
    today = london_day(now)
    is_again = task.version > 1
    versions = figures.versions(session, task.indicator.id, task.period) if is_again else []
    number, _ = task.place
    return receipt.receipt(
        task.record.stand(task.period, today, council),
        ButtonRef(ask_id, task.version),
        replaced=versions[-2] if len(versions) > 1 else None,
        next_place=(number + 1, number + left) if left else None,
        notes=(*said, *_told(session, task)),
        may_correct=not is_locked(
            task.indicator,
            task.period,
            today,
            council,
            register.reopened(session, [task.indicator.id], today),
        ),
    )


def _told(session: Session, task: FigureTask) -> list[str]:
    """Who hears of this figure besides the officer."""
    concern = concerns.open_for(session, task.indicator.id)
    if concern is None or concern.period != task.period:
        return []
    who = "The Performance Board" if task.indicator.kind is Kind.KPI else "The service's manager"
    return [f"{who} is shown this figure with your commentary."]


def form_of_ref(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """The form of the figure that the card asked for."""
    task = find_task(session, ask)
    if task is None:
        return Answer(card=replies.old_card(), stay=True)
    return form_of(session, visit, task.indicator, task.period, task.place)


def form_of(
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
    task = FigureTask(record, period, place, owner)
    if (refused := refusal_card(session, visit, task)) is not None:
        return Answer(card=refused, stay=True)
    if is_closed(session, visit, task):
        return ask_to_reopen.closed_card(session, visit, task)

    ask = button_refs.new_ref(
        session,
        visit,
        About.FIGURE,
        version=task.version,
        indicator=indicator.id,
        period=period,
        words=[f"{place[0]} {place[1]}"],
    )
    button_refs.mark_card_replaced(session, visit, FORM, ask.id)
    is_correction = task.figure is not None and task.figure.status is not FigureStatus.NOT_AVAILABLE
    last = record.series.get(period.previous)
    return Answer(
        card=form.form(
            record.stand(period, visit.today, visit.council),
            ask,
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
            year_end=forecasts.question(record, period),
        )
    )


def _as_promised(figure: Figure | None, today: date) -> dict[str, str]:
    """On the day for which the final value was promised the form offers to give it."""
    is_day = figure is not None and figure.expected_on is not None and figure.expected_on <= today
    return {"status": FigureStatus.FINAL, "expected_on": ""} if is_day else {}
