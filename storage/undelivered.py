"""What has not arrived, what is in doubt and who is out of reach, for whoever asks why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, func, or_, select
from sqlmodel import Session

from storage import deliveries, places
from storage.outcomes import Outcome
from storage.places import Scope
from storage.tables import DeliveryRow, PersonRow, PlaceRow

_DELIVERIES: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_PLACES: Table = PlaceRow.__table__  # type: ignore[attr-defined]
_PEOPLE: Table = PersonRow.__table__  # type: ignore[attr-defined]
SINCE = timedelta(days=31)  # how far back doubt is counted; our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """`waiting` counts cards still to be sent or edited, `attempts` what was tried for them so far.

    `refused` is what Teams refused for good. `in_doubt` may or may not have been shown and was left
    to the next reminder; `repeated` was sent again and says so; both of the last 31 days.
    `out_of_reach` are the names of people whose chat Teams refuses.
    """

    waiting: int
    oldest: datetime | None
    attempts: int
    refused: int
    in_doubt: int
    repeated: int
    out_of_reach: Sequence[str]
    has_board: bool
    throttled_until: datetime | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A purpose whose conversation no longer takes cards.

    `waiting` counts the cards never shown there, since the `oldest` of them, None if none waits.
    """

    purpose: str
    waiting: int
    oldest: datetime | None


def undelivered(session: Session, now: datetime) -> Undelivered:
    card = _DELIVERIES.c
    recent = card.wanted_at > now - SINCE
    waiting, oldest, attempts = (
        session.connection()
        .execute(
            select(func.count(), func.min(card.wanted_at), func.sum(card.attempts)).where(
                card.pending
            )
        )
        .one()
    )
    return Undelivered(
        waiting=waiting,
        oldest=oldest,
        attempts=attempts or 0,
        refused=_count(session, ~card.pending, card.outcome == Outcome.PERMANENT.value),
        in_doubt=_count(session, ~card.pending, card.outcome == Outcome.AMBIGUOUS.value, recent),
        repeated=_count(session, card.possible_repeat, recent),
        out_of_reach=_out_of_reach(session),
        has_board=places.for_purpose(session, places.BOARD) is not None,
        throttled_until=deliveries.throttled_until(session, now),
    )


def lost(session: Session, now: datetime) -> list[Lost]:
    """The purposes that had a conversation and have lost it.

    Steward was removed there; or Teams refused a card for good, and nothing has arrived since.
    """
    return [
        _lost(session, purpose, now)
        for purpose in (places.BOARD, places.CMT)
        if _is_removed(session, purpose) or _is_refused(session, purpose, now)
    ]


def _is_removed(session: Session, purpose: str) -> bool:
    place = _PLACES.c
    gone = select(func.count()).where(place.purpose == purpose, ~place.reachable)
    return bool(session.connection().execute(gone).scalar_one())


def _is_refused(session: Session, purpose: str, now: datetime) -> bool:
    card = _DELIVERIES.c
    refused = select(func.max(card.wanted_at)).where(
        *(card.purpose == purpose, card.shown == 0, ~card.pending),
        *(card.outcome == Outcome.PERMANENT.value, card.wanted_at > now - SINCE),
    )
    arrived = select(func.max(card.sent_at)).where(card.purpose == purpose)
    newest = session.connection().execute(refused).scalar_one()
    last = session.connection().execute(arrived).scalar_one()
    return newest is not None and (last is None or last < newest)


def _lost(session: Session, purpose: str, now: datetime) -> Lost:
    card = _DELIVERIES.c
    waits = or_(card.pending, card.outcome == Outcome.PERMANENT.value)
    counted = select(func.count(), func.min(card.wanted_at)).where(
        card.purpose == purpose, card.shown == 0, waits, card.wanted_at > now - SINCE
    )
    waiting, oldest = session.connection().execute(counted).one()
    return Lost(purpose, waiting, oldest)


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(_DELIVERIES).where(and_(*conditions))
    return int(session.connection().execute(counted).scalar_one())


def _out_of_reach(session: Session) -> list[str]:
    """Those who were met, and have no chat left that can be reached."""
    place, person = _PLACES.c, _PEOPLE.c
    chats = select(place.person_id).where(
        place.scope == Scope.PERSONAL.value, place.person_id.is_not(None)
    )
    names = (
        select(person.name)
        .where(person.id.in_(chats.where(~place.reachable)))
        .where(person.id.not_in(chats.where(place.reachable)))
        .order_by(person.name)
    )
    return list(session.connection().execute(names).scalars())
