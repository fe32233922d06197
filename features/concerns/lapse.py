"""Once a week the board is asked again about answers that have run out, in a new post.

Several of one week come in one minute, so they are grouped like new exceptions.
"""

from datetime import datetime

from cycle.council import Council
from cycle.improve.answers import BoardAnswer
from cycle.improve.concern import lapsed
from cycle.periods import london_day
from cycle.working_hours import first_working_day_of_week
from storage import audit, concern_answers, owed, register
from storage.audit import CLOCK
from storage.database import Session


def ask_again(session: Session, now: datetime, council: Council) -> int:
    """Ask again where an answer has lapsed by the week's first working day. Returns how many."""
    monday = first_working_day_of_week(london_day(now), council.calendar)
    count = 0
    for concern_id, indicator_id, concern in concern_answers.answered(session):
        after = lapsed(concern, monday, council.calendar)
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
        owed.concern_changed(session, concern_id, now)
        if after.answer is BoardAnswer.AWAITED:
            key = f"{owed.CONCERN}:{concern_id}:{after.version}"
            owed.to_board(session, key, owed.CONCERN, str(concern_id), now)
        count += 1
    return count
