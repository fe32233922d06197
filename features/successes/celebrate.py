"""MONITOR, by the clock: a success is told to the board and the service on the next working day.

What was corrected on the same day is then not celebrated too soon; and while an intervention runs
on the indicator, the celebration waits until the board has closed it.
"""

from datetime import datetime

from cycle.council import Council
from cycle.improve.intervening import is_to_improve
from cycle.periods import london_day
from storage import interventions, owed, register, successes
from storage.database import Session
from storage.deliveries import Priority


def tell_of_successes(session: Session, now: datetime, council: Council) -> int:
    """Owe the cards of what has not been told yet. Returns how many successes."""
    today = london_day(now)
    found = (one for one in successes.untold(session) if london_day(one.at) < today)
    waiting = dict.fromkeys((one.indicator, one.period) for one in found)
    count = 0
    for indicator_id, period in waiting:
        indicator = register.indicator(session, indicator_id)
        on = interventions.on_indicators(session, [indicator_id])
        live = [kept for kept in on if kept.intervention.is_live]
        if indicator is None or any(
            is_to_improve(kept.intervention, kept.indicator, indicator_id) for kept in live
        ):
            continue
        subject, key = f"{indicator_id} {period}", f"{owed.SUCCESS}:{indicator_id}:{period}"
        owed.to_board(session, key, owed.SUCCESS, subject, now)
        owed.to_person(
            session, key, owed.SUCCESS, subject, now, indicator.owner, worth=Priority.NOTE
        )
        successes.mark_told(session, indicator_id, period, today)
        count += 1
    return count
