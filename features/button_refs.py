"""The card in front of a person: the ask that its buttons carry, and who may paint it."""

from collections.abc import Sequence
from datetime import datetime

from cards.elements import ButtonRef
from cycle.periods import Period
from features.turn import Visit
from storage import card_refs, deliveries
from storage.card_refs import About
from storage.database import Session


def new_ref(
    session: Session,
    visit: Visit,
    about: About,
    *,
    version: int = 1,
    indicator: int | None = None,
    period: Period | None = None,
    words: Sequence[str] = (),
) -> ButtonRef:
    """What a card for this person in this conversation carries on its buttons."""
    kept = card_refs.save_card_ref(
        session,
        person=visit.person.id,
        conversation_id=visit.turn.place.conversation_id,
        about=about,
        now=visit.now,
        indicator=indicator,
        period=period,
        words=words,
    )
    return ButtonRef(kept, version)


def for_everybody(
    session: Session,
    about: About,
    conversation_id: str,
    now: datetime,
    *,
    version: int = 1,
    words: Sequence[str] = (),
) -> ButtonRef:
    """What a card carries that everybody in this conversation may press."""
    kept = card_refs.save_card_ref(
        session,
        person=None,
        conversation_id=conversation_id,
        about=about,
        now=now,
        words=words,
    )
    return ButtonRef(kept, version)


def mark_card_replaced(
    session: Session, visit: Visit, kind: str, subject: str, *, repaint: bool = False
) -> None:
    """The pressed card has become something else: nothing else may be painted over it.

    With `repaint` it is also painted so on the person's other devices.
    """
    if visit.turn.press is None:
        return
    conversation_id, activity_id = visit.turn.place.conversation_id, visit.turn.card_id
    now_shown = deliveries.NewDelivery(
        key=f"card:{conversation_id}:{activity_id}",
        kind=kind,
        subject=subject,
        now=visit.now,
        person=visit.person.id,
        conversation_id=conversation_id,
        activity_id=activity_id,
    )
    deliveries.take_over(session, now_shown, repaint=repaint)
