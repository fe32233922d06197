"""The board's one post for exceptions that came in one minute, and each of them in full from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from cards.concerns.group import GroupView, grouped
from cards.elements import ButtonRef, Card
from cycle.council import Council
from features import form_inputs
from features.concerns import answer, show
from features.turn import Answer, CardExpired, Visit
from storage import acting, card_refs, concern_answers, concern_groups, register
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
    view = _group_view(session, delivery.subject, now, council)
    if not delivery.activity_id and not delivery.possible_repeat:
        is_waited_for = any(one.concern in view.rows and not one.is_shown for one in members)
        if len(view.rows) <= concern_groups.MOST_APART or not is_waited_for:
            return None
    ask = show.ref_for_everybody(
        session, About.EXCEPTIONS, place.conversation_id, now, delivery.subject
    )
    return grouped(replace(view, possible_repeat=delivery.possible_repeat), ButtonRef(ask))


def paint_asked_again(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The exceptions of which the answers have run out; None where none was open any more."""
    view = _group_view(session, delivery.subject, now, council)
    is_over = not any(row.concern.state.is_open for row in view.rows.values())
    if is_over and not delivery.activity_id and not delivery.possible_repeat:
        return None
    where = place.conversation_id
    ask = show.ref_for_everybody(session, About.EXCEPTIONS, where, now, delivery.subject)
    return grouped(replace(view, possible_repeat=delivery.possible_repeat), ButtonRef(ask))


def show_one(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Show and answer*: the exception that was chosen, as on its own card."""
    group = ask.words[0]
    which = form_inputs.number(visit, "which")
    if which is None or which not in {one.concern for one in _members(session, group)}:
        return _again(session, visit, group, ["Choose an exception first."])
    return _show(session, visit, ask, which)


def show_row(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """A row was tapped: its exception, by its place in the group."""
    number = int(form_inputs.verb(visit).removeprefix("group_row_"))
    members = _members(session, ask.words[0])
    if number > len(members):
        raise CardExpired
    return _show(session, visit, ask, members[number - 1].concern)


def _show(session: Session, visit: Visit, ask: CardRef, concern: int) -> Answer:
    own = show.ref_for_everybody(
        session, About.CONCERN, ask.conversation_id, visit.now, concern, ask.words[0]
    )
    kept = card_refs.find_card_ref(session, own)
    if kept is None:
        raise CardExpired
    return answer.show_current(session, visit, kept)


def show_group(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Back to all exceptions*, from one of them."""
    if len(ask.words) < 2:
        raise CardExpired
    return _again(session, visit, ask.words[1])


def _again(session: Session, visit: Visit, group: str, faults: Sequence[str] = ()) -> Answer:
    where = visit.turn.place.root.conversation_id
    ask = show.ref_for_everybody(session, About.EXCEPTIONS, where, visit.now, group)
    view = _group_view(session, group, visit.now, visit.council)
    return Answer(card=grouped(replace(view, faults=faults), ButtonRef(ask)))


def _members(session: Session, group: str) -> Sequence[Member]:
    """The concerns of a group, which is named by its minute, or by a day and the concerns."""
    if concern_groups.is_asked_again(group):
        return concern_groups.asked_again(group)
    return concern_groups.members(session, datetime.fromisoformat(group))


def _group_view(session: Session, group: str, now: datetime, council: Council) -> GroupView:
    """The group without what was over before the board saw it."""
    members = _members(session, group)
    is_again = concern_groups.is_asked_again(group)
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
    rows = show.exceptional(session, views)
    return GroupView(
        rows=rows,
        at=concern_groups.day_of(group) if is_again else datetime.fromisoformat(group),
        is_asked_again=is_again,
        names=acting.owners_named(session, (view.indicator for view in views)),
        numbers={one.concern: number for number, one in enumerate(members, 1)},
        apart=sum(one.is_apart and one.concern in rows for one in members),
    )
