"""IMPROVE, by the clock: what the board answered goes stale and is asked again, in a new post."""

from datetime import datetime

from cycle.council import Council
from cycle.improve import concern as rules
from cycle.improve.answers import BoardAnswer
from cycle.periods import london_day
from storage import audit, concern_answers, owed, register
from storage.audit import CLOCK
from storage.database import Session


def ask_again(session: Session, now: datetime, council: Council) -> int:
    """Ask again where an answer has lapsed. Returns how many."""
    count = 0
    for concern_id, indicator_id, concern in concern_answers.answered(session):
        after = rules.lapsed(concern, london_day(now), council.calendar)
        if after is None:
            continue
        concern_answers.change(session, concern_id, concern, after, now)
        indicator = register.indicator(session, indicator_id)
        audit.write(
            session,
            CLOCK,
            now,
            "concern asked again",
            indicator.ref if indicator else str(indicator_id),
            old=concern.answer,
            new=after.answer,
            reason=after.why,
        )
        owed.changed(session, owed.CONCERN, concern_id, now)
        if after.answer is BoardAnswer.AWAITED:
            key = f"{owed.CONCERN}:{concern_id}:{after.version}"
            owed.to_board(session, key, owed.CONCERN, str(concern_id), now)
        count += 1
    return count
