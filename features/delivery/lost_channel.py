"""IMPROVE, by the clock: the performance team hears that a channel takes the board's cards no more.

One note a working day and purpose for as long as it is so; what waits is kept and sent later.
"""

from datetime import datetime

from cards.delivery import channel_lost
from cards.elements import Card
from cycle.council import Council
from cycle.periods import london_day
from cycle.working_hours import closing_time
from storage import team_notes, undelivered
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = "lost"


def tell_team(session: Session, now: datetime, council: Council) -> int:
    """Owe each of the team the day's note of each lost channel. Returns how many are new."""
    return sum(_tell_of(session, lost.purpose, now) for lost in undelivered.lost(session, now))


def _tell_of(session: Session, purpose: str, now: datetime) -> int:
    today = london_day(now)
    return team_notes.owe_each(
        session,
        KIND,
        purpose,
        now,
        lambda reader: f"{KIND}:{purpose}:{reader}:{today}",
        not_after=closing_time(today),
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """What waits for the channel; None where it has been found again."""
    for one in undelivered.lost(session, now):
        if one.purpose == delivery.subject:
            return channel_lost(one.purpose, one.waiting, one.oldest)
    return None
