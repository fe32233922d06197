"""IMPROVE, by the clock: an intervention that was agreed starts on its day."""

from datetime import datetime

from cycle.council import Council
from cycle.improve.intervening import started
from cycle.periods import london_day
from storage import audit, interventions, owed, register
from storage.audit import CLOCK
from storage.database import Session


def start_due(session: Session, now: datetime, council: Council) -> int:
    """Start what is to start by today. Returns how many."""
    count = 0
    for kept in interventions.live(session):
        after = started(kept.intervention, london_day(now))
        if after is kept.intervention:
            continue
        interventions.change(session, kept, after, now)
        indicator = register.indicator(session, kept.indicator or 0)
        subject = indicator.ref if indicator else str(kept.id)
        audit.write(
            session,
            CLOCK,
            now,
            "intervention started",
            subject,
            old=kept.intervention.stage,
            new=after.stage,
        )
        owed.intervention_changed(session, kept.id, now, concern=kept.concern)
        count += 1
    return count
