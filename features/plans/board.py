"""What the board hears of actions: off track twice running, and later days to be agreed."""

from datetime import datetime

from cards import replies
from cards.elements import ButtonRef, Card
from cards.plans import progress
from cycle.council import Council
from cycle.improve.permissions import check_board
from cycle.periods import Period
from cycle.plan import action_progress
from cycle.plan.action import PlanAction
from cycle.refusals import Refused
from features import button_refs
from features.plans import naming
from features.turn import Answer, CardExpired, Visit
from storage import actions, audit, owed
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

OFF_TRACK = "off track twice"
RECOVERY = "recovery"


def agree_recovery(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Agree the later day*, by a member of the board."""
    action = actions.action(session, int(ref.words[1])) if len(ref.words) > 1 else None
    if action is None:
        raise CardExpired
    try:
        check_board(visit.person)
        after = action_progress.recovery_agreed(action, visit.today)
    except Refused as refusal:
        return Answer(card=replies.refusal("Not agreed", str(refusal)), stay=True)
    actions.change(session, action, after)
    audit.write(
        session, visit.actor, visit.now, "recovery agreed", action.ref, new=str(action.recovery)
    )
    owed.changed(session, RECOVERY, action.id, visit.now)
    return Answer(card=_recovery(session, after, None))


def off_track_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """To the board: off track for two periods running; nothing where that was put right."""
    own, _, written = delivery.subject.partition(":")
    action, period = actions.action(session, int(own)), Period.parse(written)
    if action is None:
        return None
    said = actions.updates(session, [action.id]).get(action.id, [])
    update = next((one for one in reversed(said) if one.period == period), None)
    if update is None:
        return None
    return progress.off_track_twice(
        action,
        update,
        naming.owner(session, action),
        naming.plan(session, action),
        naming.priority(session, action),
    )


def recovery_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """To the board: a recovery date later than the action's end, until it is agreed."""
    action = actions.action(session, int(delivery.subject))
    if action is None:
        return None
    ref = None
    if action.awaits_the_board:
        ref = button_refs.for_everybody(
            session, About.PLAN, place.conversation_id, now, words=[RECOVERY, str(action.id)]
        )
    return _recovery(session, action, ref)


def _recovery(session: Session, action: PlanAction, ref: ButtonRef | None) -> Card:
    said = actions.updates(session, [action.id]).get(action.id, [])
    words = said[-1].words if said else ""
    return progress.recovery_asked(action, naming.owner(session, action), words, ref)
