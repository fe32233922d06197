"""The performance team hears each working day whom Steward cannot write to, and why."""

from datetime import datetime

from cards.delivery import people_unreachable
from cards.elements import Card
from cycle.council import Council
from cycle.periods import london_day
from cycle.working_hours import closing_time
from storage import reach, team_notes
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = "unreachable"


def tell_team(session: Session, now: datetime, council: Council) -> int:
    """Owe each of the team the day's note while anybody is out of reach. How many are new."""
    if not reach.unreachable(session):
        return 0
    today = london_day(now)
    return team_notes.owe_each(
        session,
        KIND,
        str(today),
        now,
        lambda reader: f"{KIND}:{reader}:{today}",
        not_after=closing_time(today),
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """Who is out of reach now; None where everybody can be reached again."""
    people = reach.unreachable(session)
    return people_unreachable([(one.name, one.code, one.since) for one in people])
