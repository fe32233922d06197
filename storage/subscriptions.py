"""What people asked to be told of, what they were told last, and on which day they are told."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from cycle.plan.indicator import Kind
from cycle.questions.filter import Filter
from storage.tables import SubscriptionRow


@dataclass(frozen=True, slots=True)
class Subscription:
    """Tell `person` of these indicators: every `weekday`, or where it is empty when one turns.

    `seen` are the references that were so when they were last told; `news` the lines that are
    still to be told, and `tell_on` the day whose card tells them; None while there is none.
    """

    id: int
    person: int
    filter: Filter
    weekday: str
    seen: tuple[str, ...]
    news: tuple[str, ...] = ()
    tell_on: date | None = None


def add(
    session: Session,
    person: int,
    wanted: Filter,
    weekday: str,
    seen: Collection[str],
    now: datetime,
) -> None:
    row = SubscriptionRow(
        person_id=person,
        wanted=json.dumps(asdict(wanted)),
        weekday=weekday,
        seen="\n".join(seen),
        news="",
        made_at=now,
    )
    session.add(row)
    session.flush()


def of_person(session: Session, person: int) -> list[Subscription]:
    """In the order in which they were asked for."""
    return [one for one in everything(session) if one.person == person]


def everything(session: Session) -> list[Subscription]:
    rows = session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.id)))
    return [_subscription(row) for row in rows]


def told_on(session: Session, person: int, day: date) -> list[Subscription]:
    """Those that the person's card of this day tells of."""
    return [one for one in of_person(session, person) if one.tell_on == day and one.news]


def note(session: Session, subscription: Subscription) -> None:
    """Keep what was seen, what is to be told, and when."""
    session.exec(
        update(SubscriptionRow)
        .where(col(SubscriptionRow.id) == subscription.id)
        .values(
            seen="\n".join(subscription.seen),
            news="\n".join(subscription.news),
            tell_on=subscription.tell_on,
        )
    )


def end(session: Session, ids: Collection[int]) -> None:
    session.exec(delete(SubscriptionRow).where(col(SubscriptionRow.id).in_(list(ids))))


def _subscription(row: SubscriptionRow) -> Subscription:
    return Subscription(
        row.id or 0,
        row.person_id,
        _filter(row.wanted),
        row.weekday,
        tuple(row.seen.split("\n")) if row.seen else (),
        tuple(row.news.split("\n")) if row.news else (),
        row.tell_on,
    )


def _filter(text: str) -> Filter:
    """A filter as it was kept: lists become tuples again, and a kind becomes one."""
    kept: dict[str, Any] = json.loads(text)
    kind = kept.pop("kind", None)
    several = {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    return Filter(**{**kept, **several}, kind=Kind(kind) if kind else None)
