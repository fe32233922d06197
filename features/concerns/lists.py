"""Answers in chat: which exceptions are open, and what the board decided."""

from datetime import timedelta

from cards import lists
from cycle.improve import questions
from cycle.improve.intervention import BY, Step
from cycle.improve.permissions import By
from cycle.periods import london_instant
from cycle.plan.indicator import Indicator
from features import listing
from features.concerns import show
from features.turn import Answer, Visit
from storage import concern_answers, concerns, interventions, minutes, register
from storage.database import Session


def open_exceptions(session: Session, visit: Visit, question: questions.OpenExceptions) -> Answer:
    """What the board has before it, and where each stands."""
    indicators = listing.of_service(session, question.service)
    rows = []
    for concern_id, indicator, since, concern in concern_answers.open_concerns(session):
        if indicator not in indicators:
            continue
        matter = show.concern_view(session, concern_id, visit.now, visit.council)
        if matter is not None:
            said = show.minute_lines(session, matter.minutes[-1:])
            rows.append(
                lists.Exceptional(
                    standing=matter.standing,
                    concern=concern,
                    last=said[-1] if said else None,
                    since=since,
                )
            )
    start = listing.first_row(visit, rows, lists.ROWS)
    names = listing.names(session, (row.standing.indicator.owner for row in rows))
    ref = listing.question_ref(session, visit, "open exceptions", question.service, start)
    return Answer(
        card=lists.open_exceptions(question.read_as(), rows, ref, names=names, start=start)
    )


def decisions(session: Session, visit: Visit, question: questions.Decisions) -> Answer:
    """What the board decided in a period, in its own words."""
    since = london_instant(question.period.start, 0)
    until = london_instant(question.period.end + timedelta(days=1), 0)
    said = [one for one in minutes.between(session, since, until) if _is_the_boards(one.what)]
    rows = [
        (indicator, line)
        for one, line in zip(said, show.minute_lines(session, said), strict=True)
        if (indicator := _about(session, one)) is not None
    ]
    start = listing.first_row(visit, rows, lists.ROWS)
    ref = listing.question_ref(session, visit, f"decisions of {question.period}", None, start)
    return Answer(card=lists.decisions(question.period.words, rows, ref, start=start))


def _is_the_boards(what: minutes.What) -> bool:
    """Whether the board has decided it, rather than an owner or the performance team."""
    return BY[what] is By.BOARD if isinstance(what, Step) else what is not None


def _about(session: Session, said: minutes.Minute) -> Indicator | None:
    concern = concerns.concern(session, said.concern) if said.concern else None
    kept = interventions.find(session, said.intervention) if said.intervention else None
    indicator = concern.indicator if concern else kept.indicator if kept else None
    return register.indicator(session, indicator) if indicator else None
