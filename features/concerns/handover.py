"""IMPROVE, by the clock: another manager gets the open exceptions of a service, the last is told.

A manager is told of the exceptions of PIs; those of KPIs stand in the board's channel.
"""

from datetime import datetime

from cards.elements import Card
from cards.handed_over import handed_over
from cycle.council import Council
from cycle.plan.indicator import Indicator, Kind
from storage import acting, card_holders, concerns, deliveries, people, register
from storage.database import Session
from storage.deliveries import Delivery, Priority
from storage.places import Place

KIND = "exception handed over"  # what the card of the manager before becomes


def hand_over(session: Session, now: datetime, council: Council) -> int:
    """Owe each open exception of a PI to whoever manages its service now. Returns how many."""
    raised = concerns.all_open(session)
    found = register.find_many(session, [one.indicator for one in raised])
    indicators = {one.id: one for one in found if one.kind is not Kind.KPI}
    of_managers = [one for one in raised if one.indicator in indicators]
    told = card_holders.holders(session, deliveries.CONCERN, [one.id for one in of_managers])
    return sum(
        _hand_over(session, one.id, indicators[one.indicator], told.get(str(one.id), set()), now)
        for one in of_managers
    )


def _hand_over(
    session: Session, concern: int, indicator: Indicator, told: set[int], now: datetime
) -> int:
    managers = acting.managers_told(session, indicator)
    if not told or not managers:  # nobody was told yet, or nobody is there to tell
        return 0
    for before in told - managers:
        card_holders.change_kind(session, deliveries.CONCERN, concern, before, KIND, now)
    new = managers - told
    for manager in new:
        if card_holders.change_kind(session, KIND, concern, manager, deliveries.CONCERN, now):
            continue  # theirs again
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=f"{deliveries.CONCERN}:{concern}:{manager}",
                kind=deliveries.CONCERN,
                subject=str(concern),
                worth=Priority.BOARD,
                now=now,
                person=manager,
            ),
        )
    return len(new)


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """For the manager before: who has it now."""
    raised = concerns.concern(session, int(delivery.subject))
    indicator = register.indicator(session, raised.indicator) if raised else None
    if indicator is None:
        return None
    names = people.names(session, acting.managers_told(session, indicator))
    to = " and ".join(sorted(names.values())) or "the performance team"
    return handed_over(f"Exception · {indicator.service}", str(indicator), to)
