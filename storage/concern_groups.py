"""Exceptions of one minute: one post in the board's channel, and each one's card in its thread.

Which minute an exception belongs to is read from when its card was wanted, so nothing is kept of
who is in a group, and whoever looks finds the same. Source: our choice, decision 0027.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Table, bindparam, or_, select
from sqlmodel import Session

from storage import deliveries, places
from storage.deliveries import Delivery, Priority
from storage.places import Place
from storage.statements import Statement
from storage.tables import DeliveryRow

KIND = "exceptions"  # the kind of delivery; its subject is the minute
ASKED_AGAIN = "asked again"  # the kind whose subject is a day and the concerns asked about again
MOST_APART = 3  # exceptions of one minute, each of which has its own post; our choice
PATIENCE = timedelta(minutes=15)  # how long cards wait for the post in whose thread they go
AGAIN = timedelta(seconds=5)  # after which they look again whether it is there

_DELIVERIES: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_TABLE = _DELIVERIES.c
_IS_BOARDS = (_TABLE.kind == deliveries.CONCERN, _TABLE.purpose == places.BOARD)
_DUE = Statement(
    select(_TABLE.wanted_at).where(
        *(_TABLE.pending, _TABLE.next_attempt_at <= bindparam("now")),
        *(*_IS_BOARDS, _TABLE.activity_id == ""),
    )
)
_OF_MINUTE = Statement(
    select(_TABLE.subject, _TABLE.activity_id, _TABLE.conversation_id)
    .where(*_IS_BOARDS, or_(_TABLE.activity_id != "", _TABLE.pending))
    .where(_TABLE.wanted_at >= bindparam("begins"), _TABLE.wanted_at < bindparam("ends"))
    .order_by(_TABLE.id)
)
_BY_KEY = Statement(select(_DELIVERIES).where(_TABLE.key == bindparam("this")))


@dataclass(frozen=True, slots=True)
class Member:
    """A concern of the group by its id. `is_apart` says that its card has a post of its own."""

    concern: int
    is_shown: bool
    is_apart: bool


def gather(session: Session, now: datetime) -> int:
    """Owe the board a post for each minute of too many exceptions of which one is due to be sent.

    In a channel only: elsewhere there are no threads. Returns how many are new.
    """
    due = {minute_of(row.wanted_at) for row in _DUE.all(session, now=now)}
    if not due:
        return 0
    place = places.for_purpose(session, places.BOARD)
    if place is None or not place.channel_id:
        return 0
    return sum(
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=_key(minute),
                kind=KIND,
                subject=minute.isoformat(),
                worth=Priority.GROUP,
                now=now,
                purpose=places.BOARD,
            ),
        )
        for minute in sorted(due)  # in one order, so that two who gather at once cannot deadlock
        if len(members(session, minute)) > MOST_APART
    )


def members(session: Session, minute: datetime) -> Sequence[Member]:
    """The concerns of this minute that the board sees or is to see, in the order they came."""
    post = _post(session, minute)
    thread = post.conversation_id if post is not None else ""
    found = {}
    ends = minute + timedelta(minutes=1)
    for subject, activity_id, conversation_id in _OF_MINUTE.all(session, begins=minute, ends=ends):
        is_shown = activity_id != ""
        is_apart = is_shown and conversation_id != thread
        found[subject] = Member(int(subject), is_shown, is_apart)
    return list(found.values())


def goes_to(session: Session, delivery: Delivery, place: Place, now: datetime) -> Place | datetime:
    """Where a card goes that was never sent: the place, or a thread in it; or when to look again.

    It waits for the post of its minute, until that is there, was given up or is long overdue.
    """
    if not _is_member(delivery) or delivery.activity_id or delivery.code == deliveries.NO_THREAD:
        return place
    post = _post(session, minute_of(delivery.wanted_at))
    if post is None:
        return place
    if post.activity_id:
        thread = place.within(post.conversation_id)
        return thread if thread.root == place else place  # the board may have moved meanwhile
    patience: datetime = post.wanted_at + PATIENCE
    if not post.pending or patience <= now:
        return place
    its_next: datetime = post.next_attempt_at
    return min(patience, max(its_next, now + AGAIN))


def refresh(session: Session, delivery: Delivery, now: datetime) -> None:
    """This card shows something else now: so does the post of its minute, where there is one."""
    if _is_member(delivery):
        deliveries.refresh(session, _key(minute_of(delivery.wanted_at)), KIND, now)
        for key in session.connection().execute(_asked_about(delivery.subject)).scalars().all():
            deliveries.refresh(session, key, ASKED_AGAIN, now)


def _asked_about(concern: str) -> Select[Any]:
    """The posts that ask the board about this concern again."""
    of_kind = _TABLE.kind == ASKED_AGAIN
    return select(_TABLE.key).where(of_kind, _TABLE.subject.like(f"%;{concern};%"))


def ask_again(session: Session, concerns: Sequence[int], day: date, now: datetime) -> bool:
    """Owe the board one post for these concerns, of which the answers have run out."""
    return deliveries.enqueue(
        session,
        deliveries.NewDelivery(
            key=f"{ASKED_AGAIN}:{day}:{concerns[0]}",
            kind=ASKED_AGAIN,
            subject=f"{day};{';'.join(map(str, concerns))};",
            worth=Priority.BOARD,
            now=now,
            purpose=places.BOARD,
        ),
    )


def is_asked_again(group: str) -> bool:
    """Whether this subject names concerns that are asked about again, rather than a minute."""
    return ";" in group


def asked_again(group: str) -> list[Member]:
    """The concerns of such a post: each has its own card in the channel."""
    _, *ids = group.strip(";").split(";")
    return [Member(int(own), is_shown=True, is_apart=True) for own in ids]


def day_of(group: str) -> datetime:
    """The day of such a post, as its first instant."""
    day = date.fromisoformat(group.partition(";")[0])
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def minute_of(instant: datetime) -> datetime:
    """The first instant of its minute."""
    return instant.astimezone(UTC).replace(second=0, microsecond=0)


def _is_member(delivery: Delivery) -> bool:
    return delivery.kind == deliveries.CONCERN and delivery.purpose == places.BOARD


def _post(session: Session, minute: datetime) -> Any | None:
    return _BY_KEY.first(session, this=_key(minute))


def _key(minute: datetime) -> str:
    return f"{KIND}:{minute:%Y-%m-%dT%H:%MZ}"
