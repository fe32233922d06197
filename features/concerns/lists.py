"""Answers in chat: which exceptions are open, and what the board decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from cards import lists
from cycle.improve.intervention import BY, Step
from cycle.improve.permissions import By
from cycle.periods import Frequency, Period, london_instant
from cycle.plan.indicator import Indicator
from cycle.questions import question
from features import listing
from features.concerns import show
from features.turn import Answer, Visit
from storage import acting, concern_answers, concerns, interventions, minutes, register
from storage.database import Session


def open_exceptions(session: Session, visit: Visit, asked: question.OpenExceptions) -> Answer:
    """What the board has before it, and where each stands."""
    indicators = listing.chosen_by_id(session, asked.filter)
    pairs = concern_answers.open_with_answers(session)
    views = show.concern_views(session, pairs, indicators, visit.now, visit.council)
    within = [view for view in views if asked.is_within(view.raised.raised_at.date())]
    rows = list(show.exceptional(session, within).values())
    start = listing.first_row(visit, rows, lists.ROWS)
    names = acting.owners_named(session, (row.standing.indicator for row in rows))
    page = lists.exceptions_in_order(rows)[start : start + lists.ROWS]
    refs = [row.standing.indicator.ref for row in page]
    ref = listing.page_ref(session, visit, asked.text, start, refs)
    return Answer(card=lists.open_exceptions(asked.read_as(), rows, ref, names=names, start=start))


def decisions(session: Session, visit: Visit, asked: question.Decisions) -> Answer:
    """What the board decided in a period, in its own words."""
    period = asked.period or Period.last_ended(Frequency.MONTHLY, visit.today)
    since = london_instant(period.start, 0)
    last = visit.today if asked.is_since else period.end
    until = london_instant(last + timedelta(days=1), 0)
    indicators = listing.chosen_by_id(session, asked.filter)
    said = [one for one in minutes.between(session, since, until) if _is_the_boards(one.what)]
    about = _indicators_of(session, said)
    rows = [
        (indicator, line)
        for indicator, line in zip(about, show.minute_lines(session, said), strict=True)
        if indicator is not None and indicator.id in indicators
    ]
    start = listing.first_row(visit, rows, lists.ROWS)
    read_as = replace(asked, period=period)
    page = lists.decisions_in_order(rows)[start : start + lists.ROWS]
    refs = [indicator.ref for indicator, _ in page]
    ref = listing.page_ref(session, visit, read_as.text, start, refs)
    return Answer(card=lists.decisions(read_as.read_as(), rows, ref, start=start))


def _is_the_boards(what: minutes.What) -> bool:
    """Whether the board has decided it, rather than an owner or the performance team."""
    return BY[what] is By.BOARD if isinstance(what, Step) else what is not None


def _indicators_of(session: Session, said: Sequence[minutes.Minute]) -> list[Indicator | None]:
    """What each was said about; None where its indicator is gone."""
    of_concern = {
        one.id: one.indicator
        for one in concerns.find_many(session, {one.concern for one in said if one.concern})
    }
    of_intervention = {
        own: stored.indicator
        for own, stored in interventions.find_many(
            session, {one.intervention for one in said if one.intervention}
        ).items()
    }
    ids = [
        of_concern.get(one.concern or 0) or of_intervention.get(one.intervention or 0)
        for one in said
    ]
    known = register.by_id(register.find_many(session, {own for own in ids if own}))
    return [known.get(own or 0) for own in ids]
