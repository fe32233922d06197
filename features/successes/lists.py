"""The answer in chat to what got better, and what was learnt from it."""

from datetime import timedelta

import cards.successes
from cycle.monitor.success import Success
from cycle.questions import question
from features import listing
from features.turn import Answer, Visit
from storage import successes
from storage.database import Session

LOOKS_BACK = timedelta(days=366)  # our choice


def recent_successes(session: Session, visit: Visit, asked: question.Successes) -> Answer:
    """The successes of the last year."""
    indicators = listing.chosen_by_id(session, asked.filter)
    rows = [
        (Success(one.praise, indicators[one.indicator], one.period, one.sentence), one.learnt)
        for one in successes.since(session, visit.now - LOOKS_BACK)
        if one.indicator in indicators
    ]
    return Answer(card=cards.successes.successes(asked.read_as(), rows))
