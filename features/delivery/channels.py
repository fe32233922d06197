"""What the performance team arranges in chat: where board alerts and escalations go."""

from cards import notices, replies
from cards.elements import Card
from cycle.plan import ownership
from cycle.questions import question
from cycle.refusals import NotTheTeam
from features.turn import Answer, Visit
from storage import audit, deliveries, places
from storage.database import Session
from storage.places import Scope


def post_alerts_here(session: Session, visit: Visit, asked: question.PostAlertsHere) -> Answer:
    """From now on this channel gets the board's alerts; those that waited for one are sent."""
    if not ownership.may_run_the_register(visit.person):
        return _not_yours_to_arrange()
    if visit.turn.place.scope is Scope.PERSONAL:
        words = "Board alerts go to a channel or a group: ask this there, with @Steward before it."
        return Answer(card=replies.refusal("Not in a personal chat", words))

    here = visit.turn.place.conversation_id
    before = places.choose(session, here, asked.purpose)
    deliveries.hurry(session, asked.purpose, visit.now)
    audit.write(
        session, visit.actor, visit.now, "place chosen", asked.purpose, old=before, new=here
    )
    return Answer(card=notices.board_alerts_here(visit.council.name, visit.person.name))


def post_escalations_here(
    session: Session, visit: Visit, asked: question.PostEscalationsHere
) -> Answer:
    """From now on this chat or channel gets what is escalated; what waited for one is sent."""
    if not ownership.may_run_the_register(visit.person):
        return Answer(card=replies.refusal("For the performance team", str(NotTheTeam())))
    if visit.turn.place.scope is Scope.PERSONAL:
        words = "Escalations go to a channel or a group: ask this there, with @Steward before it."
        return Answer(card=replies.refusal("Not in a personal chat", words))
    here = visit.turn.place.conversation_id
    if places.purpose_of(session, here) == places.BOARD:
        words = "The board's alerts are posted here. Escalations go to another channel or group."
        return Answer(card=replies.refusal("This is the board's channel", words))

    before = places.choose(session, here, places.CMT)
    deliveries.hurry(session, places.CMT, visit.now)
    audit.write(session, visit.actor, visit.now, "place chosen", places.CMT, old=before, new=here)
    return Answer(card=_posted_here(visit))


def _posted_here(visit: Visit) -> Card:
    words = (
        "What the Performance Board escalates to the Corporate Management Team is posted here "
        f"from now on, and the monthly summary. Chosen by {visit.person.name}."
    )
    return replies.refusal("Escalations will be posted here", words, visit.council.name)


def _not_yours_to_arrange() -> Answer:
    words = "Only the performance team can choose where alerts go."
    return Answer(card=replies.refusal("For the performance team", words))
