"""A question that met a slow or refusing Teams: its answer comes afterwards, as it was."""

from datetime import datetime

from cards.elements import Card
from cycle.council import Council
from features.turn import Answer, Turn
from storage import late_answers
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = late_answers.KIND


def keep(session: Session, turn: Turn, answer: Answer) -> None:
    """Have the relay show the answer in the conversation of the question."""
    card = answer.card
    late_answers.keep(session, turn.place.conversation_id, card.summary, card.content, turn.now)


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    found = late_answers.find(session, delivery.subject)
    return None if found is None else Card(*found)


def forget_shown(session: Session, now: datetime, council: Council) -> int:
    """What has been shown is kept no longer. Nothing new comes of it."""
    late_answers.forget_shown(session)
    return 0
