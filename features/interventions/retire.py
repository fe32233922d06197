"""IMPROVE, by the clock: what is open on an indicator that was retired ends, or the board is told.

An exception ends with its indicator, unless an intervention runs. An intervention goes on, and the
board hears once that no figure will show its effect.
"""

from collections.abc import Mapping
from datetime import datetime

from cycle.council import Council
from cycle.improve.concern import after_retirement
from cycle.improve.intervening import loses_its_measure
from cycle.periods import london_day
from cycle.plan import retirement
from cycle.plan.indicator import Indicator
from storage import audit, concern_answers, interventions, owed, register
from storage.audit import CLOCK
from storage.database import Session
from storage.interventions import StoredIntervention


def end_for_retired(session: Session, now: datetime, council: Council) -> int:
    """End the exceptions, and owe the board its cards. Returns how many of both are new."""
    retired = register.by_id(register.retired(session, london_day(now)))
    if not retired:
        return 0
    live = interventions.live(session)
    return _ended(session, retired, now) + sum(_told(session, one, retired, now) for one in live)


def _ended(session: Session, retired: Mapping[int, Indicator], now: datetime) -> int:
    count = 0
    for concern_id, indicator_id, _, concern in concern_answers.open_concerns(session):
        indicator = retired.get(indicator_id)
        after = after_retirement(concern)
        if indicator is None or after is concern:
            continue
        why = retirement.words(indicator, london_day(now))
        ending = concern_answers.HowItEnded(sentence=f"{why}.")
        concern_answers.change(session, concern_id, concern, after, now, ending)
        audit.write(
            session,
            CLOCK,
            now,
            "concern ended",
            indicator.ref,
            old=concern.state,
            new=after.state,
            reason=why,
        )
        owed.concern_changed(session, concern_id, now)
        count += 1
    return count


def _told(
    session: Session, kept: StoredIntervention, retired: Mapping[int, Indicator], now: datetime
) -> bool:
    one = kept.intervention
    if not loses_its_measure(one, kept.indicator, retired):
        return False
    effect = one.proposal.effect if one.proposal else None
    measure = retired[effect.indicator if effect else kept.indicator or 0]
    key = f"{owed.RETIRED}:{kept.id}:{measure.retired_from}"
    return owed.to_board(session, key, owed.RETIRED, str(kept.id), now)
