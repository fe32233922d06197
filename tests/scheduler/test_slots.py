"""Replicas of one database share Teams' fifty requests a second: reached together, never broken."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from cards.elements import Card, Text, card
from scheduler.delivery import Relay
from scheduler.pace import APART, OVERALL
from storage import deliveries, people, places, slots
from storage.database import Database, Session
from storage.deliveries import Delivery, Priority
from storage.outcomes import Attempt
from storage.places import Place
from tests.fake_teams import personal
from tests.scheduler.office import NOW, Line
from tests.scheduler.test_pace import most_in

pytestmark = pytest.mark.postgres
TOLERANCE = 3  # requests; what lies between the database's clock and ours, on a busy machine


@pytest.fixture
def database(postgresql_database: Database) -> Database:
    return postgresql_database


def reserved(database: Database, count: int) -> float:
    return database.run(lambda session: slots.reserve(session, count, APART))


def test_every_slot_is_given_once(database: Database) -> None:
    assert reserved(database, 50) == 0.0  # nobody is before us
    ahead = reserved(database, 50)
    assert 0.5 < ahead <= 1.01
    assert ahead + 0.5 < reserved(database, 1) <= 2.02  # also when others have died meanwhile


@pytest.mark.parametrize("moved", [timedelta(hours=-1), timedelta(hours=1)])
def test_a_database_clock_that_was_moved_holds_up_nothing(
    database: Database, moved: timedelta
) -> None:
    reserved(database, 50)
    with database.transaction() as session:
        session.connection().execute(
            text("UPDATE gates SET until = until + :moved"), {"moved": moved}
        )
    assert reserved(database, 50) == 0.0
    assert reserved(database, 50) > 0.5


class Timed(Line):
    """Notes when each request left."""

    def __init__(self) -> None:
        super().__init__()
        self.left: list[float] = []

    async def create(self, place: Place, card: Card) -> Attempt:
        self.left.append(asyncio.get_running_loop().time())
        return await super().create(place, card)


def crowd(session: Session, count: int) -> None:
    """Officers, each with a chat and a card owed."""
    names = [f"officer{number}" for number in range(count)]
    empty = dict.fromkeys(("roles", "services", "manager", "deputy"), "")
    people.add_many(
        session,
        [{"name": name, "email": name, "aad_object_id": name, **empty} for name in names],
    )
    ids = {one.name: one.id for one in people.everyone(session).values()}
    for name in names:
        places.note_seen(session, personal(name), ids[name], NOW)
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=name,
                kind="kind",
                subject=name,
                worth=Priority.REMINDER,
                now=NOW,
                person=ids[name],
            ),
        )


async def test_two_replicas_together_send_fifty_a_second_and_no_more(database: Database) -> None:
    count = 2 * OVERALL
    database.run(lambda session: crowd(session, count))
    messenger = Timed()

    def made(_session: Session, delivery: Delivery, _place: Place, _now: datetime) -> Card:
        return card(delivery.subject, Text(delivery.subject))

    relays = [Relay(database, messenger, {"kind": made}, lambda _: NOW) for _ in range(2)]
    ended = await asyncio.gather(*(relay.deliver() for relay in relays))
    assert [set(one) for one in ended] == [{"sent"}, {"sent"}]  # both took part
    assert len({one.cards[-1].summary for one in messenger.sent}) == count

    left = sorted(messenger.left)
    assert most_in(left, 1.0) <= OVERALL + TOLERANCE
    assert left[-1] - left[0] > (count - 1 - TOLERANCE) * APART.total_seconds()
