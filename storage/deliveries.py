"""The cards Steward owes people: each kept once, claimed by one sender at a time, and marked.

A delivery is one card in Teams and what it should show. Wanting it twice keeps it once; wanting it
to change makes `wanted` run ahead of `shown`, and the relay edits the card in place.
"""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import Row, Table, bindparam, case, func, or_, update
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, select

from storage import restored
from storage.database import insert_new
from storage.outcomes import Outcome
from storage.statements import Statement, among
from storage.tables import DeliveryRow, GateRow

_DELIVERIES: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_TABLE = _DELIVERIES.c
_THROTTLED = "throttled"

# What is given besides the parameters' names is set in the columns of those names.
_REFRESH = Statement(
    update(_DELIVERIES)
    .where(among(_TABLE.key, "these"), _TABLE.kind == bindparam("still"))
    .where(or_(_TABLE.activity_id != "", _TABLE.pending))
    .values(wanted=_TABLE.wanted + 1, pending=True, attempts=0)
)
_REFRESH_REMINDERS = Statement(
    update(_DELIVERIES)
    .where(_TABLE.kind == "reminder", among(_TABLE.person_id, "persons"))
    .where(or_(_TABLE.activity_id != "", _TABLE.pending))
    .values(
        wanted=_TABLE.wanted + 1,
        pending=True,
        attempts=0,
        not_after=case((_TABLE.activity_id != "", None), else_=_TABLE.not_after),
    )
)
_CLOSE_REMINDERS = Statement(
    update(_DELIVERIES)
    .where(_TABLE.kind == "reminder", among(_TABLE.person_id, "persons"))
    .where(_TABLE.day < bindparam("newest"))
    .values(
        kind="earlier reminder",
        wanted=_TABLE.wanted + 1,
        pending=_TABLE.activity_id != "",
        attempts=0,
        not_after=None,
    )
)
_TAKE_OVER = Statement(
    update(_DELIVERIES)
    .where(_TABLE.conversation_id == bindparam("there"), _TABLE.activity_id == bindparam("card"))
    .values(
        wanted=_TABLE.wanted + 1,
        shown=_TABLE.wanted + bindparam("ahead"),
        not_after=None,
        claim="",
        lease_until=None,
        leaving=False,
        outcome="",
        code="",
        attempts=0,
    )
)
_HELD = Statement(
    update(_DELIVERIES).where(_TABLE.id == bindparam("own"), _TABLE.claim == bindparam("held"))
)
_GATE = select(GateRow.until).where(col(GateRow.name) == _THROTTLED)
REMINDER = "reminder"  # the kind of delivery of which a person has one a day
EARLIER_REMINDER = "earlier reminder"  # what a reminder becomes once there is a newer one
CONCERN = "concern"  # the kind that shows an exception
NO_PLACE = "no conversation"  # the code of what waits until there is one
NO_THREAD = "no thread"  # the code of what its thread refused, so that it gets its own post
TOO_LARGE = "too large"  # the code of what was refused as too large, so that it is shortened
MISSING = "missing"  # the kind that tells the board of a second missing period


class Priority(IntEnum):
    """After an outage, what goes first. Source: our choice, decision 0005."""

    GROUP = -1  # the board's too, and before the cards that go in its thread
    BOARD = 0
    RECEIPT = 1
    REMINDER = 2
    NOTE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A claimed delivery: send `wanted`, then mark it with the same `claim`."""

    id: int
    key: str
    kind: str
    subject: str
    worth: int
    person: int | None
    purpose: str
    day: date | None
    wanted: int
    conversation_id: str
    activity_id: str
    possible_repeat: bool
    attempts: int
    not_after: datetime | None
    claim: str
    code: str
    wanted_at: datetime

    @property
    def is_for_board(self) -> bool:
        """Whether it is sent until it is there, for a missed red is worse than a duplicate."""
        return self.worth <= Priority.BOARD


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A card that is owed to a person or to the conversation of a purpose.

    `key` makes it owed once; `now` is when it became owed. With an `activity_id` the card stands in
    that message already, and is edited there. `not_after` is when it is given up unsent.
    """

    key: str
    kind: str
    subject: str
    now: datetime
    worth: Priority = Priority.RECEIPT
    person: int | None = None
    purpose: str = ""
    day: date | None = None
    not_after: datetime | None = None
    conversation_id: str = ""
    activity_id: str = ""


def enqueue(session: Session, new: NewDelivery) -> bool:
    """Owe this card. Returns False if it is already owed.

    On the day of a restore it may have been sent already, by the database that was replaced.
    """
    now = new.now
    is_sent_perhaps = new.kind == REMINDER and restored.is_reminder_in_doubt(session, now)
    is_repeat = new.worth <= Priority.BOARD and restored.is_board_in_doubt(session, now)
    return insert_new(
        session,
        DeliveryRow,
        {
            "key": new.key,
            "kind": new.kind,
            "subject": new.subject,
            "worth": int(new.worth),
            "person_id": new.person,
            "purpose": new.purpose,
            "day": new.day,
            "wanted": 1,
            "shown": 0,
            "pending": not is_sent_perhaps,
            "conversation_id": new.conversation_id,
            "activity_id": new.activity_id,
            "earlier_activity_ids": "",
            "possible_repeat": is_repeat,
            "attempts": 0,
            "next_attempt_at": now,
            "not_after": new.not_after,
            "claim": "",
            "leaving": False,
            "outcome": Outcome.AMBIGUOUS.value if is_sent_perhaps else "",
            "code": restored.CODE if is_sent_perhaps else "",
            "wanted_at": now,
        },
    )


def has_newer(session: Session, delivery: Delivery) -> bool:
    """Whether a later card of this kind and subject stands, or is to stand, in the same place."""
    newer = select(_TABLE.id).where(
        *(_TABLE.kind == delivery.kind, _TABLE.subject == delivery.subject),
        *(_TABLE.purpose == delivery.purpose, _TABLE.id > delivery.id),
        *(_TABLE.person_id.is_not_distinct_from(delivery.person),),
        or_(_TABLE.activity_id != "", _TABLE.pending),
    )
    return session.connection().execute(newer.limit(1)).first() is not None


def enqueued_at(session: Session, key: str) -> datetime | None:
    """When this card was first owed; None if it never was."""
    wanted = select(_DELIVERIES.c.wanted_at).where(_DELIVERIES.c.key == key)
    return session.connection().execute(wanted).scalar_one_or_none()


def is_unsent(session: Session, key: str) -> bool:
    """Whether this card is owed and has not been shown yet."""
    wanted = select(_TABLE.id).where(
        _TABLE.key == key, _TABLE.pending, _TABLE.activity_id == "", _TABLE.leaving.is_(False)
    )
    return session.connection().execute(wanted).first() is not None


def refresh(session: Session, key: str, kind: str, now: datetime) -> None:
    """What this card shows has changed: edit it in place, if it still is a card of this kind.

    A card that was given up before it was ever shown stays given up.
    """
    _REFRESH.run(session, these=[key], still=kind, next_attempt_at=now)


def missing_key(when_due: date) -> str:
    return f"{MISSING}:{when_due}"


def reminder_key(person: int, day: date) -> str:
    """The business key of a person's one reminder of a day."""
    return f"{REMINDER}:{person}:{day}"


def reminded_since(session: Session, persons: Collection[int]) -> dict[int, date]:
    """The newest day of which each of these people has a reminder, or is to have one."""
    newest = (
        rows_of(_TABLE.person_id, func.max(_TABLE.day))
        .where(_TABLE.person_id.in_(list(persons)), _TABLE.day.is_not(None))
        .where(or_(_TABLE.activity_id != "", _TABLE.pending))
        .group_by(_TABLE.person_id)
    )
    return {row[0]: row[1] for row in session.connection().execute(newest)}


def refresh_reminders(session: Session, persons: Iterable[int | None], now: datetime) -> None:
    """A figure has come in: the newest reminder of each shows what is left, of whatever day it is.

    Also after the hour until which it might have been sent, since it is only edited.
    """
    known = {person for person in persons if person is not None}
    if known:
        _REFRESH_REMINDERS.run(session, persons=known, next_attempt_at=now)


def close_earlier_reminders(
    session: Session, persons: Collection[int], day: date, now: datetime
) -> None:
    """The reminders of earlier days point to the one of this day, and are edited no more."""
    if persons:
        _CLOSE_REMINDERS.run(session, persons=persons, newest=day, next_attempt_at=now)


def take_over(session: Session, new: NewDelivery, *, repaint: bool) -> None:
    """The card in the message that `new` names shows this now, by the person's own press.

    With `repaint` the relay also paints it for the person's other devices; without, it is a form
    being filled, and nothing may be painted over it. Whoever was about to edit it loses the claim.
    """
    if not new.activity_id:
        return
    changed = _TAKE_OVER.run(
        session,
        there=new.conversation_id,
        card=new.activity_id,
        ahead=0 if repaint else 1,
        kind=new.kind,
        subject=new.subject,
        pending=repaint,
        next_attempt_at=new.now,
    )
    if repaint and not changed:
        enqueue(session, new)


def claim(session: Session, now: datetime, limit: int, lease: timedelta) -> list[Delivery]:
    """Take up to `limit` deliveries that are due, worthiest first, for the length of the lease.

    Nothing is due while Teams has asked for a pause. Two who claim at once get different rows.
    """
    if throttled_until(session, now) is not None:
        return []
    due = (
        select(_TABLE.id, _TABLE.worth)
        .where(
            _TABLE.pending,
            _TABLE.next_attempt_at <= now,
            or_(_TABLE.lease_until.is_(None), _TABLE.lease_until <= now),
        )
        .order_by(_TABLE.worth, _TABLE.next_attempt_at, _TABLE.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # SQLite has no such thing and needs none: it ignores it
    )
    ids = [row[0] for row in session.exec(due)]
    if not ids:
        return []
    token = secrets.token_hex(8)
    session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.id).in_(ids))
        .values(claim=token, lease_until=now + lease, attempts=DeliveryRow.attempts + 1)
    )
    _settle_broken_off(session, token)
    claimed = select(*_TABLE).where(_TABLE.claim == token)
    ordered = claimed.order_by(_TABLE.worth, _TABLE.next_attempt_at, _TABLE.id)
    return [_delivery(row) for row in session.exec(ordered)]


def _settle_broken_off(session: Session, token: str) -> None:
    """A sender died while a new card was on its way, so perhaps it is shown already.

    A board card is sent again and says so; for any other the next reminder serves.
    """
    in_doubt = (
        col(DeliveryRow.claim) == token,
        col(DeliveryRow.leaving),
        col(DeliveryRow.activity_id) == "",
    )
    is_board = col(DeliveryRow.worth) <= int(Priority.BOARD)
    session.exec(
        update(DeliveryRow).where(*in_doubt, is_board).values(possible_repeat=True, leaving=False)
    )
    session.exec(
        update(DeliveryRow)
        .where(*in_doubt, ~is_board)
        .values(
            claim="",
            lease_until=None,
            leaving=False,
            pending=False,
            outcome=Outcome.AMBIGUOUS.value,
            code="interrupted",
        )
    )


def mark_sending(session: Session, delivery: Delivery, lease_until: datetime) -> bool:
    """Note that the request goes out now, and hold the claim until then.

    False if the claim was lost, to another sender or to the person's own press.
    """
    changed = _HELD.run(
        session, own=delivery.id, held=delivery.claim, leaving=True, lease_until=lease_until
    )
    return bool(changed)


def is_sending(session: Session, delivery: Delivery) -> bool:
    """Whether the request went out under this claim, and nobody knows yet how it ended."""
    left = select(DeliveryRow.leaving).where(
        col(DeliveryRow.id) == delivery.id, col(DeliveryRow.claim) == delivery.claim
    )
    return bool(session.exec(left).first())


def mark_sent(
    session: Session, delivery: Delivery, conversation_id: str, activity_id: str, now: datetime
) -> None:
    """Teams shows what was wanted. If more was wanted meanwhile, the card stays pending."""
    _mark(
        session,
        delivery,
        shown=delivery.wanted,
        pending=_TABLE.wanted > delivery.wanted,
        conversation_id=conversation_id,
        activity_id=activity_id,
        outcome=Outcome.SENT.value,
        code="",
        attempts=0,
        sent_at=now,
    )


def postpone(
    session: Session,
    delivery: Delivery,
    outcome: Outcome,
    code: str,
    until: datetime,
    *,
    possible_repeat: bool = False,
) -> None:
    """Try again from this instant on."""
    _mark(
        session,
        delivery,
        next_attempt_at=until,
        outcome=outcome.value,
        code=code,
        possible_repeat=delivery.possible_repeat or possible_repeat,
    )


def release(session: Session, delivery: Delivery, until: datetime) -> None:
    """Nothing was tried: let anybody claim it again from this instant on."""
    _mark(session, delivery, next_attempt_at=until, attempts=delivery.attempts - 1)


def give_up(session: Session, delivery: Delivery, outcome: str, code: str) -> None:
    """Stop: refused for good, pointless by now, or covered by the next reminder."""
    _mark(session, delivery, pending=False, outcome=outcome, code=code)


def resume(session: Session, now: datetime, *, person: int | None = None, purpose: str = "") -> int:
    """Owe again what was refused while a person, or a purpose's conversation, was out of reach.

    Returns how many. What has been sent, was never tried or has had its day stays as it is.
    """
    changed = session.exec(
        update(DeliveryRow)
        .where(
            col(DeliveryRow.person_id) == person,
            col(DeliveryRow.purpose) == purpose,
            col(DeliveryRow.outcome) == Outcome.PERMANENT.value,
            or_(col(DeliveryRow.not_after).is_(None), col(DeliveryRow.not_after) > now),
        )
        .values(pending=True, next_attempt_at=now, outcome="", attempts=0)
    )
    return int(changed.rowcount)


def look_again(session: Session, now: datetime) -> int:
    """A place has become known: try what had none. Returns how many.

    Through one place a chat can be opened with anybody, so this is for all, not for one person.
    """
    changed = session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.pending), col(DeliveryRow.code) == NO_PLACE)
        .values(next_attempt_at=now)
    )
    return int(changed.rowcount)


def hurry(session: Session, purpose: str, now: datetime) -> int:
    """The conversation for this purpose has just been chosen: send what waits for it."""
    changed = session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.purpose) == purpose, col(DeliveryRow.shown) == 0)
        .where(col(DeliveryRow.wanted_at) > now - timedelta(days=31))
        .values(pending=True, next_attempt_at=now, attempts=0)
    )
    return int(changed.rowcount)


def throttle(session: Session, until: datetime) -> None:
    """Teams asked every sender of this bot to wait."""
    if not insert_new(session, GateRow, {"name": _THROTTLED, "until": until}):
        session.exec(
            update(GateRow)
            .where(col(GateRow.name) == _THROTTLED, col(GateRow.until) < until)
            .values(until=until)
        )


def throttled_until(session: Session, now: datetime) -> datetime | None:
    """The instant before which nothing may be sent, or None."""
    until = session.exec(_GATE).first()
    return until if until is not None and until > now else None


def waiting(session: Session) -> Sequence[tuple[Any, ...]]:
    """(kind, outcome, code, how many, the oldest `wanted_at`) of what is not delivered."""
    by = (_TABLE.kind, _TABLE.outcome, _TABLE.code)
    counted = (
        rows_of(*by, func.count(), func.min(_TABLE.wanted_at))
        .where(or_(_TABLE.pending, _TABLE.outcome == Outcome.PERMANENT.value))
        .group_by(*by)
        .order_by(*by)
    )
    return [tuple(row) for row in session.connection().execute(counted)]


def _mark(session: Session, delivery: Delivery, **values: Any) -> None:
    """Only who still holds the claim may mark: a lease that ran out belongs to another sender."""
    session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.id) == delivery.id, col(DeliveryRow.claim) == delivery.claim)
        .values(claim="", lease_until=None, leaving=False, **values)
    )


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        key=row.key,
        kind=row.kind,
        subject=row.subject,
        worth=row.worth,
        person=row.person_id,
        purpose=row.purpose,
        day=row.day,
        wanted=row.wanted,
        conversation_id=row.conversation_id,
        activity_id=row.activity_id,
        possible_repeat=row.possible_repeat,
        attempts=row.attempts,
        not_after=row.not_after,
        claim=row.claim,
        code=row.code,
        wanted_at=row.wanted_at,
    )
