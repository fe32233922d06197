"""A relay with real deliveries in a real database, whose messenger and hops may fail as told."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import TypeVar

from cards.elements import Card, Text, card
from scheduler.delivery import Relay
from storage import deliveries, people, places
from storage.database import Busy, Database, Session
from storage.deliveries import Delivery, Priority
from storage.outcomes import Attempt
from storage.places import Place
from tests.fake_teams import BOARD, Messenger, channel, personal
from tests.wealdbrook import PEOPLE

T = TypeVar("T")
NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)


class Line(Messenger):
    """A messenger that may also break after sending."""

    def __init__(self) -> None:
        super().__init__({})
        self.breaks = False

    async def create(self, place: Place, card: Card) -> Attempt:
        attempt = await super().create(place, card)
        if self.breaks:
            raise RuntimeError("after the card had left")
        return attempt


class Crowded(Database):
    """The same database, busy at the hops with these numbers, counted from 1."""

    def __init__(self, database: Database, busy_at: set[int]) -> None:
        self.__dict__.update(database.__dict__)
        self.busy_at = busy_at
        self.hops = 0

    def submit(self, work: Callable[[Session], T]) -> Future[T]:
        self.hops += 1
        if self.hops not in self.busy_at:
            return super().submit(work)
        refused: Future[T] = Future()
        refused.set_exception(Busy())
        return refused


class Office:
    """A relay over a real database, whose cards say their own subject."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOW
        self.messenger = Line()
        self.waited: list[float] = []
        self.broken: set[str] = set()
        self.while_rendering: Callable[[Session], object] = lambda _: None
        self.relay = Relay(
            database, self.messenger, {"kind": self.card}, lambda _: self.now, self.sleep
        )
        self.people = database.run(_known)

    def card(
        self, session: Session, delivery: Delivery, place: Place, now: datetime
    ) -> Card | None:
        if delivery.subject in self.broken:
            raise ValueError(delivery.subject)
        self.while_rendering(session)
        return card(delivery.subject, Text(delivery.subject))

    async def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.waited.append(seconds)
        await asyncio.sleep(0)

    def owes(
        self, subject: str, who: str = "", worth: Priority = Priority.NOTE, **more: object
    ) -> None:
        """To a person, or to the board when nobody is named."""
        self.database.run(
            lambda session: deliveries.enqueue(
                session,
                deliveries.NewDelivery(
                    key=subject,
                    kind="kind",
                    subject=subject,
                    worth=worth,
                    now=self.now,
                    person=self.people[who] if who else None,
                    purpose="" if who else places.BOARD,
                    **more,
                ),
            )
        )

    @property
    def sent(self) -> list[str]:
        return [one.cards[-1].summary for one in self.messenger.sent]

    def waiting(self) -> dict[str, int]:
        rows = self.database.run(deliveries.waiting)
        return {str(outcome): count for _, outcome, _code, count, _ in rows}


def _known(session: Session) -> dict[str, int]:
    rows = [
        {
            "name": name,
            "email": f"{first}@wealdbrook.gov.uk",
            "aad_object_id": f"{first}-entra",
            "roles": roles,
            "services": "",
            "manager": "",
            "deputy": "",
        }
        for name, first, roles, *_ in PEOPLE
    ]
    people.add_many(session, rows)
    ids = {one.email.partition("@")[0]: one.id for one in people.everyone(session).values()}
    for first in ("olive", "meg"):
        places.note_seen(session, personal(first), ids[first], NOW)
    places.note_seen(session, channel(), None, NOW)
    places.choose(session, BOARD, places.BOARD)
    return ids
