"""IMPROVE, by the clock: the performance team hears once a month which KPIs watch no risk.

Not before the first risk is registered: a council that keeps its risks elsewhere is left alone.
"""

from datetime import datetime

from cards.elements import Card
from cards.improve import risk as cards
from cycle.council import Council
from cycle.improve.risk import without_risk
from cycle.periods import Frequency, Period, london_day
from cycle.plan.indicator import Indicator
from scheduler.improve.chase import is_time
from storage import deliveries
from storage.database import Session
from storage.deliveries import Delivery, Worth
from storage.improve import risks
from storage.places import Place
from storage.plan import notes, register

KIND = "unlinked"


def tell(session: Session, now: datetime, council: Council) -> int:
    """Owe each of the team the month's note, where there is a KPI to name. How many are new."""
    if not is_time(now, council) or not _unlinked(session):
        return 0
    month = Period.containing(Frequency.MONTHLY, london_day(now))
    return sum(
        deliveries.want(
            session,
            key=f"{KIND}:{reader.id}:{month}",
            kind=KIND,
            subject=str(month),
            worth=Worth.NOTE,
            now=now,
            person=reader.id,
        )
        for reader in notes.readers(session)
    )


def card(session: Session, delivery: Delivery, place: Place, now: datetime) -> Card | None:
    """The KPIs that watch no open risk now; None where each watches one by now."""
    found = _unlinked(session)
    return cards.without_risk(found) if found else None


def _unlinked(session: Session) -> list[Indicator]:
    known = risks.everything(session)
    return without_risk(register.all_indicators(session), known.values()) if known else []
