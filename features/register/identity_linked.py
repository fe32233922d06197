"""The performance team hears when Teams' roster first tells who somebody of the register is."""

from datetime import datetime

from cards import notices
from cards.elements import Card
from cycle.council import Council
from cycle.people import Person
from storage import people, team_notes
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = "linked"


def tell_team(session: Session, person: Person, now: datetime) -> None:
    """Owe each of the team a note of it; it is the moment to notice a stranger."""
    linked = person.id
    team_notes.owe_each(session, KIND, str(linked), now, lambda reader: f"{KIND}:{linked}:{reader}")


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    person = people.person(session, int(delivery.subject))
    return None if person is None else notices.identity_linked(person.name, person.email)
