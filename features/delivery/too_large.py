"""The performance team hears of a card that Teams refused as too large."""

from datetime import datetime

from cards.delivery import too_large
from cards.elements import Card
from cycle.council import Council
from storage import team_notes
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = team_notes.TOO_LARGE


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    kind, _, code = delivery.subject.partition(" ")
    return too_large(kind, code)
