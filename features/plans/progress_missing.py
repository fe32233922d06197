"""A service's managers hear of actions of which nobody has said how they go, once each period."""

from datetime import datetime

from cards.elements import Card
from cards.plans.year_end import no_progress
from cycle.council import Council
from cycle.periods import Period, london_day
from features import listing
from storage import action_queue, deliveries, owed, people
from storage.action_queue import OwedProgress
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

NO_PROGRESS = "no progress"
HEARS_AFTER = 3  # working days after progress was due; as with figures


def tell_managers(session: Session, now: datetime, council: Council) -> int:
    """Tell the managers of each service, from three working days on. Returns how many are new."""
    late = [
        line
        for line in action_queue.everything(session, london_day(now), council)
        if line.overdue >= HEARS_AFTER
    ]
    new = 0
    for service, period in sorted({(line.action.service, str(line.period)) for line in late}):
        subject = f"{period}:{service}"
        for manager in people.managers_of(session, service):
            key = f"{NO_PROGRESS}:{subject}"
            new += owed.to_person(
                session,
                manager.id,
                deliveries.NewDelivery(key=key, kind=NO_PROGRESS, subject=subject, now=now),
            )
    return new


def no_progress_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """What is still unsaid at this moment; None once all of it has been said."""
    period, _, service = delivery.subject.partition(":")
    lines = [
        line
        for line in action_queue.everything(session, london_day(now), council)
        if line.action.service == service and line.period == Period.parse(period)
    ]
    return no_progress(Period.parse(period), _rows(session, lines), service) if lines else None


def _rows(session: Session, lines: list[OwedProgress]) -> list[tuple[str, str]]:
    names = listing.names(session, (line.action.owner for line in lines))
    return [(str(line.action), names.get(line.action.owner or 0, "nobody")) for line in lines]
