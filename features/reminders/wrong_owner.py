"""PLAN, by the clock: the performance team hears that an indicator may have the wrong owner."""

from datetime import datetime

from cards import notices
from cards.elements import Card
from cycle.council import Council
from storage import people, register, team_notes
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The note, for one of the performance team."""
    note = team_notes.note(session, int(delivery.subject))
    indicator = register.indicator(session, note.indicator) if note else None
    by = people.person(session, note.person) if note else None
    if note is None or indicator is None or by is None:
        return None
    return notices.not_my_indicator(indicator, by.name, note.at)
