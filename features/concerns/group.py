"""The board's one post for exceptions that came in one minute, and each of them in full from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from cards import replies
from cards.concerns.group import GroupView, grouped
from cards.elements import ButtonRef, Card
from cycle.council import Council
from features import form_inputs
from features.concerns import answer, show
from features.turn import Answer, Visit
from storage import card_refs, concern_answers, concern_groups, people, register
from storage.card_refs import About, CardRef
from storage.concern_groups import Member
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The exceptions as they stand now.

    None where, before the post was there, so many were withdrawn that each has its own, or all have
    been posted without it.
    """
    minute = datetime.fromisoformat(delivery.subject)
    members = concern_groups.members(session, minute)
    view = _group_view(session, minute, members, now, council)
    if not delivery.activity_id and not delivery.possible_repeat:
        is_waited_for = any(one.concern in view.rows and not one.is_shown for one in members)
        if len(view.rows) <= concern_groups.MOST_APART or not is_waited_for:
            return None
    ask = show.ref_for_everybody(
        session, About.EXCEPTIONS, place.conversation_id, now, delivery.subject
    )
    return grouped(replace(view, possible_repeat=delivery.possible_repeat), ButtonRef(ask))


def show_one(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Show and answer*: the exception that was chosen, as on its own card."""
    minute = datetime.fromisoformat(ask.words[0])
    found = concern_groups.members(session, minute)
    which = form_inputs.number(visit, "which")
    if which not in {one.concern for one in found}:
        return _again(session, visit, minute, ["Choose an exception first."])
    own = show.ref_for_everybody(
        session, About.CONCERN, ask.conversation_id, visit.now, which, ask.words[0]
    )
    kept = card_refs.find_card_ref(session, own)
    return answer.show_current(session, visit, kept) if kept else Answer(card=replies.old_card())


def show_group(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Back to all exceptions*, from one of them."""
    if len(ask.words) < 2:
        return Answer(card=replies.old_card(), stay=True)
    return _again(session, visit, datetime.fromisoformat(ask.words[1]))


def _again(session: Session, visit: Visit, minute: datetime, faults: Sequence[str] = ()) -> Answer:
    where = visit.turn.place.root.conversation_id
    ask = show.ref_for_everybody(session, About.EXCEPTIONS, where, visit.now, minute.isoformat())
    members = concern_groups.members(session, minute)
    view = _group_view(session, minute, members, visit.now, visit.council)
    return Answer(card=grouped(replace(view, faults=faults), ButtonRef(ask)))


def _group_view(
    session: Session, minute: datetime, members: Sequence[Member], now: datetime, council: Council
) -> GroupView:
    """The group without what was over before the board saw it."""
    shown = {one.concern for one in members if one.is_shown}
    pairs = [
        (raised, concern)
        for raised, concern in concern_answers.find_with_answers(
            session, [one.concern for one in members]
        )
        if raised.is_open or raised.id in shown
    ]
    indicators = register.by_id(register.find_many(session, [one.indicator for one, _ in pairs]))
    views = show.concern_views(session, pairs, indicators, now, council)
    owners = {view.indicator.owner for view in views}
    rows = show.exceptional(session, views)
    return GroupView(
        rows=rows,
        at=minute,
        names=people.names(session, {one for one in owners if one is not None}),
        apart=sum(one.is_apart and one.concern in rows for one in members),
    )
