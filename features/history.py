"""Everything that happened to an indicator in one line of time: figures, concerns, decisions."""

from collections.abc import Iterator
from datetime import date

from cards import lists
from cards.lists import Moment
from cycle.periods import day_words, london_day
from cycle.plan import retirement
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown
from cycle.questions import question
from cycle.review.figure import Figure
from features import listing
from features.concerns import show
from features.feature import Feature
from features.turn import Answer, Visit
from storage import concerns, figures, interventions, minutes, register, series
from storage.database import Session


def history_of(session: Session, visit: Visit, asked: question.History) -> Answer:
    """Figures, exceptions, decisions and changes of one indicator, newest first."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return listing.not_in_register(asked.ref)
    rows = moments(session, indicator)
    start = listing.first_row(visit, rows, lists.ROWS)
    ref = listing.question_ref(session, visit, asked.text, start)
    retired = retirement.words(indicator, visit.today)
    return Answer(card=lists.history(indicator, rows, ref, start=start, retired=retired))


def moments(session: Session, indicator: Indicator) -> list[Moment]:
    """In no order: the card puts the newest first."""
    return [
        *_figures(session, indicator),
        *_concerns(session, indicator),
        *_said(session, indicator),
        *_changes(session, indicator),
    ]


def _figures(session: Session, indicator: Indicator) -> Iterator[Moment]:
    for versions in figures.history(session, [indicator.id]).get(indicator.id, {}).values():
        for figure in versions:
            what = "Figure" if figure.version == 1 else "Figure corrected"
            words = f"{figure.period.short_words}: {_value(indicator, figure)}"
            if figure.reason:
                words = f"{words}; {figure.reason}"
            yield Moment(
                on=london_day(figure.given_at), what=what, words=words, by=figure.given_by_name
            )


def _value(indicator: Indicator, figure: Figure) -> str:
    return figure.status.value if figure.value is None else shown(indicator, figure.value)


def _concerns(session: Session, indicator: Indicator) -> Iterator[Moment]:
    for one in concerns.all_of(session, indicator.id):
        yield Moment(on=london_day(one.raised_at), what="Exception", words=one.sentence)
        if not one.is_open:
            ended = f"Exception {one.state.value}"
            yield Moment(on=london_day(one.changed_at), what=ended, words="")


def _said(session: Session, indicator: Indicator) -> Iterator[Moment]:
    raised = [one.id for one in concerns.all_of(session, indicator.id)]
    taken_on = interventions.on_indicators(session, [indicator.id])
    said = minutes.of_matters(session, raised, [kept.id for kept in taken_on])
    for line in show.minute_lines(session, said):
        words = " ".join(part for part in (line.terms, line.words) if part)
        yield Moment(on=line.on, what=line.heading, words=words, by=line.by)
    names = show.names_in(session, taken_on)
    progress = interventions.progress_of_many(session, [kept.id for kept in taken_on])
    for kept in taken_on:
        one = kept.intervention
        if one.source and kept.indicator == indicator.id:
            what = one.source[:1].upper() + one.source[1:]
            yield Moment(on=one.asked_on, what=what, words=one.what)
            if one.closed_on and one.closed_by is None:
                yield Moment(on=one.closed_on, what=f"{what} met", words=one.reason)
        for told in progress.get(kept.id, ()):
            by = names.get(told.by, "")
            yield Moment(on=london_day(told.at), what="Progress", words=told.words, by=by)


def _changes(session: Session, indicator: Indicator) -> Iterator[Moment]:
    for event in series.of_indicator(session, indicator.id):
        what = "Break" if event.is_break else "Note"
        words = f"{event.period.short_words}: {event.words}"
        yield Moment(on=london_day(event.at), what=what, words=words, by=event.author)
    for change in register.changes(session, [indicator.id]).get(indicator.id, ()):
        on, by = london_day(change.changed_at), change.approver
        if change.field == "retired_from":
            day = date.fromisoformat(change.new) if change.new else None
            words = f"from {day_words(day)}" if day else "asked for again"
            yield Moment(on=on, what="Retired" if day else "Retired no more", words=words, by=by)
            continue
        yield Moment(
            on=on,
            what=f"{change.field.capitalize()} changed",
            words=f"from {change.old or 'nothing'} to {change.new or 'nothing'}",
            by=by,
        )


FEATURE = Feature(questions={question.History: history_of})
