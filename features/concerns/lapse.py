"""Once a week the board is asked again about answers that have run out, in one new post.

One exception comes with its whole card again; several are listed, and each card stays where it is.
"""

from collections.abc import Mapping
from datetime import date, datetime

from cycle.council import Council
from cycle.improve.answers import BoardAnswer
from cycle.improve.concern import lapsed
from cycle.periods import london_day
from cycle.working_hours import first_working_day_of_week
from storage import audit, concern_answers, concern_groups, owed, register
from storage.audit import CLOCK
from storage.database import Session


def ask_again(session: Session, now: datetime, council: Council) -> int:
    """Ask again where an answer has lapsed by the week's first working day. Returns how many."""
    monday = first_working_day_of_week(london_day(now), council.calendar)
    count = 0
    versions: dict[int, int] = {}
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
            versions[concern_id] = after.version
        count += 1
    _post(session, versions, monday, now)
    return count


def _post(session: Session, versions: Mapping[int, int], day: date, now: datetime) -> None:
    """The board's one post for the concerns that await it again, by their versions now."""
    if len(versions) > 1:
        concern_groups.ask_again(session, list(versions), day, now)
        return
    for concern_id, version in versions.items():
        key = f"{owed.CONCERN}:{concern_id}:{version}"
        owed.to_board(session, key, owed.CONCERN, str(concern_id), now)
