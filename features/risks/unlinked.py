"""IMPROVE, by the clock: the performance team hears each month which KPIs and risks are unlinked.

Not before the first risk is registered: a council that keeps its risks elsewhere is left alone.
"""

from datetime import date, datetime

import cards.risks
from cards.elements import Card
from cycle.council import Council
from cycle.improve.risk import Risk, unwatched, without_risk
from cycle.periods import Frequency, Period, london_day
from cycle.plan.indicator import Indicator
from storage import register, risks, team_notes
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = "unlinked"


def tell_team(session: Session, now: datetime, council: Council) -> int:
    """Owe each of the team the month's note, where there is something to name. How many are new."""
    if not any(_unlinked(session, london_day(now))):
        return 0
    month = Period.containing(Frequency.MONTHLY, london_day(now))
    return team_notes.owe_each(
        session, KIND, str(month), now, lambda reader: f"{KIND}:{reader}:{month}"
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """What is unlinked now; None where everything is linked by now."""
    found, alone = _unlinked(session, london_day(now))
    return cards.risks.without_risk(found, alone) if found or alone else None


def _unlinked(session: Session, today: date) -> tuple[list[Indicator], list[Risk]]:
    """The KPIs that watch no open risk, and the open risks that no indicator watches."""
    known = risks.everything(session).values()
    indicators = register.all_indicators(session) if known else []
    return without_risk(indicators, known, today), unwatched(known, indicators, today)
