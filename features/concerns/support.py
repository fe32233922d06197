"""Whoever the board has named to help is told what blocks the indicator, and whose it is."""

from datetime import datetime

from cards.concerns import support
from cards.elements import Card
from cycle.council import Council
from cycle.improve.answers import BoardAnswer
from features.concerns import show
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The newest offer that names this person; None once the concern has ended untold."""
    found = show.concern_view(session, int(delivery.subject), now, council)
    if found is None or (not found.raised.is_open and not delivery.activity_id):
        return None
    offers = (
        said
        for said in reversed(found.minutes)
        if said.what is BoardAnswer.SUPPORT_OFFERED and said.who == delivery.person
    )
    offered = next(offers, None)
    if offered is None:
        return None
    (line,) = show.minute_lines(session, [offered])
    return support.support(found.standing, line, found.owner.name if found.owner else "")
