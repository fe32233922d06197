"""Everything that happened to an indicator in one line of time: figures, concerns, decisions."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from cards import lists
from cards.lists import Moment
from cycle.periods import day_words, london_day
from cycle.plan import retirement
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown
from cycle.questions import question
from cycle.review.figure import Figure, FigureStatus
from features import listing
from features.concerns import show
from features.feature import Feature
from features.turn import Answer, Visit
from storage import concern_steps, concerns, figures, interventions, minutes, register, series
from storage.concerns import RaisedConcern
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
    """What happened, in no order of time; of one instant, causes before what they caused."""
    versions = figures.history(session, [indicator.id]).get(indicator.id, {})
    given = [figure for of_period in versions.values() for figure in of_period]
    raised = concerns.all_of(session, indicator.id)
    return [
        *_changes(session, indicator),
        *_figures(indicator, given),
        *_concerns(session, raised, given),
        *_said(session, indicator, raised),
    ]


def _figures(indicator: Indicator, given: Sequence[Figure]) -> Iterator[Moment]:
    for figure in given:
        what = "Figure" if figure.version == 1 else "Figure corrected"
        words = f"{figure.period.short_words}: {_value(indicator, figure)}"
        if figure.status is FigureStatus.NOT_AVAILABLE:
            what = "Not available yet"
            until = f"expected on {day_words(figure.expected_on)}" if figure.expected_on else ""
            parts = (until, figure.commentary)
            words = f"{figure.period.short_words}: {'; '.join(part for part in parts if part)}"
        if figure.reason:
            words = f"{words}; {figure.reason}"
        by = figure.given_by_name or ("an import" if figure.given_by is None else "")
        yield _moment(figure.given_at, what, words, by)


def _value(indicator: Indicator, figure: Figure) -> str:
    return figure.status.value if figure.value is None else shown(indicator, figure.value)


def _concerns(
    session: Session, raised: Sequence[RaisedConcern], given: Sequence[Figure]
) -> Iterator[Moment]:
    """Each step of each concern with the reason that it had then."""
    by = {figure.given_at: figure.given_by_name for figure in given}
    steps = concern_steps.of_concerns(session, [one.id for one in raised])
    for one in raised:
        words = f"{one.raised_for.short_words}: {one.first_sentence}".removesuffix(": ")
        yield _moment(one.raised_at, "Exception", words, by.get(one.raised_at, ""))
        for step in steps[one.id]:
            words = f"{step.period.short_words}: {step.sentence}".removesuffix(": ")
            yield _moment(step.at, f"Exception {step.state.value}", words, step.by)
        if not steps[one.id] and not one.is_open:  # from before the steps were kept
            yield _moment(one.changed_at, f"Exception {one.state.value}", "")


def _moment(at: datetime, what: str, words: str, by: str = "") -> Moment:
    return Moment(on=london_day(at), what=what, words=words, by=by, at=at)


def _said(
    session: Session, indicator: Indicator, raised: Sequence[RaisedConcern]
) -> Iterator[Moment]:
    taken_on = interventions.on_indicators(session, [indicator.id])
    said = minutes.of_matters(session, [one.id for one in raised], [kept.id for kept in taken_on])
    for minute, line in zip(said, show.minute_lines(session, said), strict=True):
        words = " ".join(part for part in (line.terms, line.words) if part)
        yield _moment(minute.at, line.heading, words, line.by)
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
            yield _moment(told.at, "Progress", told.words, by)


def _changes(session: Session, indicator: Indicator) -> Iterator[Moment]:
    for event in series.of_indicator(session, indicator.id):
        what = "Break" if event.is_break else "Note"
        words = f"{event.period.short_words}: {event.words}"
        yield _moment(event.at, what, words, event.author)
    for change in register.changes(session, [indicator.id]).get(indicator.id, ()):
        at, who = change.changed_at, change.approver or "unapproved"
        by = ": ".join(part for part in (who, change.reason) if part)
        if change.field == "retired_from":
            day = date.fromisoformat(change.new) if change.new else None
            words = f"from {day_words(day)}" if day else "asked for again"
            yield _moment(at, "Retired" if day else "Retired no more", words, by)
            continue
        words = f"from {change.old or 'nothing'} to {change.new or 'nothing'}"
        yield _moment(at, f"{change.field.capitalize()} changed", words, by)


FEATURE = Feature(questions={question.History: history_of})
