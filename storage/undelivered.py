"""What has not arrived, what is in doubt and who is out of reach, for whoever asks why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, func, or_, select
from sqlmodel import Session

from storage import deliveries, places, reach
from storage.outcomes import Outcome
from storage.reach import Unreachable
from storage.tables import DeliveryRow, PlaceRow

_DELIVERIES: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_PLACES: Table = PlaceRow.__table__  # type: ignore[attr-defined]
SINCE = timedelta(days=31)  # how far back doubt is counted; our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """`waiting` counts cards still to be sent or edited, `attempts` what was tried for them so far.

    `refused` counts, by Teams' code, what it refused for good. `in_doubt` may or may not have been
    shown and was left to the next reminder; `repeated` was sent again and says so; both of the last
    31 days. `out_of_reach` are the people whose chat Teams refuses.
    """

    waiting: int
    oldest: datetime | None
    attempts: int
    refused: Mapping[str, int]
    in_doubt: int
    repeated: int
    out_of_reach: Sequence[Unreachable]
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
        refused=_refused(session),
        in_doubt=_count(session, ~card.pending, card.outcome == Outcome.AMBIGUOUS.value, recent),
        repeated=_count(session, card.possible_repeat, recent),
        out_of_reach=reach.unreachable(session),
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


def _refused(session: Session) -> dict[str, int]:
    card = _DELIVERIES.c
    counted = select(card.code, func.count()).where(
        ~card.pending, card.outcome == Outcome.PERMANENT.value
    )
    rows = session.connection().execute(counted.group_by(card.code).order_by(card.code))
    return {str(code): int(count) for code, count in rows}
