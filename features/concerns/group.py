"""The board's one post for exceptions that came in one minute, and each of them in full from it."""

from collections.abc import Sequence
from datetime import datetime

from cards import replies
from cards.concerns import group
from cards.elements import ButtonRef, Card
from cards.lists import Exceptional
from cycle.council import Council
from cycle.periods import london_day
from features import form_inputs
from features.concerns import answer, show
from features.turn import Answer, Visit
from storage import (
    card_refs,
    concern_answers,
    concern_groups,
    concerns,
    minutes,
    people,
    records,
    register,
)
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
    found = concern_groups.members(session, minute)
    rows = _rows(session, found, now, council)
    if not delivery.activity_id and not delivery.possible_repeat:
        is_waited_for = any(one.concern in rows and not one.is_shown for one in found)
        if len(rows) <= concern_groups.MOST_APART or not is_waited_for:
            return None
    ask = show.ref_for_everybody(
        session, About.EXCEPTIONS, place.conversation_id, now, delivery.subject
    )
    return _card(session, ask, minute, found, rows, possible_repeat=delivery.possible_repeat)


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
    found = concern_groups.members(session, minute)
    rows = _rows(session, found, visit.now, visit.council)
    return Answer(card=_card(session, ask, minute, found, rows, faults=faults))


def _card(
    session: Session,
    ask: str,
    minute: datetime,
    found: Sequence[Member],
    rows: dict[int, Exceptional],
    *,
    possible_repeat: bool = False,
    faults: Sequence[str] = (),
) -> Card:
    owners = {row.standing.indicator.owner for row in rows.values()}
    return group.grouped(
        rows,
        ButtonRef(ask),
        at=minute,
        names=people.names(session, {one for one in owners if one is not None}),
        apart=sum(one.is_apart and one.concern in rows for one in found),
        possible_repeat=possible_repeat,
        faults=faults,
    )


def _rows(
    session: Session, found: Sequence[Member], now: datetime, council: Council
) -> dict[int, Exceptional]:
    """By concern; without what was over before the board saw it."""
    seen = {one.concern for one in found if one.is_shown}
    kept = [
        one
        for one in concerns.find_many(session, [one.concern for one in found])
        if one.is_open or one.id in seen
    ]
    answerable = concern_answers.find_many(session, [one.id for one in kept])
    known = register.find_many(session, [one.indicator for one in kept])
    record_of = {one.indicator.id: one for one in records.records(session, known)}
    said = {one.concern: one for one in minutes.of_matters(session, [one.id for one in kept])}
    last = dict(zip(said, show.minute_lines(session, list(said.values())), strict=True))
    return {
        one.id: Exceptional(
            standing=record_of[one.indicator].stand(one.period, london_day(now), council),
            concern=answerable[one.id],
            last=last.get(one.id),
        )
        for one in kept
        if one.indicator in record_of
    }
