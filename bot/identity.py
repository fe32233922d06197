"""Who is speaking: the person whom the register knows by the signed identity of the message."""

from datetime import datetime

from cycle.people import Person
from features.register import identity_linked
from features.turn import Sender
from storage import audit, deliveries, people, places, reach
from storage.audit import Actor
from storage.database import Session
from storage.places import Place, Scope


def identify(session: Session, sender: Sender, now: datetime) -> Person | None:
    """The person, or None for somebody whom the register does not know.

    By which name Teams knows the person here is remembered with it.

    Where the register has no identity yet, the e-mail from Teams' own roster links one, once.
    Never an e-mail from a message or a card.
    """
    person = people.by_identity(session, sender.aad_object_id, sender.teams_id)
    if person is None and sender.email and sender.aad_object_id:
        person = people.link(session, sender.email, sender.aad_object_id, sender.teams_id)
        if person is not None:
            actor = Actor(name=person.name, came_from="Teams", person=person.id)
            audit.write(session, actor, now, "identity linked", person.email)
            identity_linked.tell_team(session, person, now)
    return person


def met(session: Session, person: Person | None, place: Place, now: datetime) -> bool:
    """Remember where a person was met. True at the first contact there, or the first again.

    What was refused while the person could not be reached is then owed again; and so is, at any
    contact there, what was refused for the place of a purpose.
    """
    was_away = places.note_seen(session, place, person.id if person else None, now)
    if was_away:
        deliveries.look_again(session, now)
    if person is not None and was_away:
        deliveries.resume(session, now, person=person.id)
    is_chat = place.scope is Scope.PERSONAL
    if person is not None and was_away and is_chat:
        reach.mark_reached(session, person.id)
    if not is_chat and (purpose := places.purpose_of(session, place.conversation_id)):
        deliveries.resume(session, now, purpose=purpose)
    return was_away


def left(session: Session, place: Place, now: datetime) -> None:
    """Steward was removed there: nothing is sent until the next contact."""
    places.out_of_reach(session, place.conversation_id)
    if (person := places.person_of(session, place.conversation_id)) is not None:
        reach.mark_unreachable(session, person, reach.REMOVED, now)
