"""The relay: in order, worthiest first, one failure alone, and nothing by half."""

import asyncio
import time
from datetime import timedelta

import pytest

from scheduler.delivery import BATCH, LEASE, TRIES, Relay
from storage import deliveries, places
from storage.database import Database, Session
from storage.deliveries import Priority
from storage.outcomes import Attempt, Outcome
from tests.scheduler.office import NOW, Crowded, Office


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


async def test_one_conversation_gets_its_cards_in_the_order_in_which_they_were_owed(
    office: Office,
) -> None:
    for number in range(12):
        office.owes(f"{number:02}", "olive")
    assert await office.relay.deliver() == {"sent": 12}
    assert office.sent == [f"{number:02}" for number in range(12)]


async def test_the_board_is_told_first_then_receipts_reminders_and_notes(office: Office) -> None:
    for worth in reversed(Priority):
        office.owes(worth.name, "olive", worth)
    await office.relay.deliver()
    assert office.sent == ["GROUP", "BOARD", "RECEIPT", "REMINDER", "NOTE"]


async def test_a_burst_to_the_board_keeps_to_the_pace_of_a_conversation(office: Office) -> None:
    for number in range(20):
        office.owes(f"{number:02}")
    await office.relay.deliver()
    assert len(office.sent) == 20
    assert len(office.waited) >= 12  # seven in the first second, eight in any two


async def test_a_run_whose_time_is_up_begins_nothing_more_and_the_next_goes_on(
    office: Office,
) -> None:
    for number in range(BATCH + 5):
        office.owes(f"note {number}", "olive")
    assert await office.relay.deliver(seconds=0) == {}
    loop = asyncio.get_running_loop()
    ends = loop.time() + 0.05
    office.while_rendering = lambda _: time.sleep(max(0, ends - loop.time()))
    assert await office.relay.deliver(seconds=0.05) == {"sent": BATCH}
    assert await office.relay.deliver(seconds=60) == {"sent": 5}


async def test_one_card_that_cannot_be_made_does_not_stop_the_others(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.broken = {"bad"}
    office.owes("before", "olive")
    office.owes("bad", "olive")
    office.owes("after", "olive")
    office.owes("elsewhere", "meg")
    await office.relay.deliver()
    assert sorted(office.sent) == ["after", "before", "elsewhere"]
    assert office.waiting() == {"surely not sent": 1}
    assert "ValueError: bad" in caplog.text

    office.broken = set()
    assert await office.relay.deliver() == {}  # postponed, not at once again
    office.now += timedelta(minutes=10)
    await office.relay.deliver()
    assert office.sent[-1] == "bad"


@pytest.mark.parametrize(("worth", "waits"), [(Priority.NOTE, False), (Priority.BOARD, True)])
async def test_what_fails_for_ever_is_given_up_unless_it_is_the_boards(
    office: Office, worth: Priority, waits: bool
) -> None:
    office.broken = {"bad"}
    office.owes("bad", "olive", worth)
    for _ in range(TRIES + 1):
        await office.relay.deliver()
        office.now += timedelta(minutes=15)
    assert bool(office.waiting()) is waits


async def test_a_card_in_flight_when_its_mark_fails_waits_for_the_end_of_its_lease(
    office: Office,
) -> None:
    """Nothing says whether it was shown, so it is not sent at once again."""
    office.messenger.breaks = True
    office.owes("red", worth=Priority.BOARD)
    assert await office.relay.deliver() == {"in doubt": 1}
    assert await office.relay.deliver() == {}

    office.messenger.breaks = False
    office.now += LEASE + timedelta(seconds=1)
    assert await office.relay.deliver() == {"sent": 1}
    assert office.sent == ["red", "red"]


async def test_a_busy_database_does_not_have_a_card_sent_twice(database: Database) -> None:
    """The fourth hop marks, after those to claim, to find the place and to make the card."""
    office = Office(Crowded(database, {4, 5}))
    office.owes("red", worth=Priority.BOARD)
    assert await office.relay.deliver() == {"sent": 1}
    assert office.sent == ["red"]
    assert office.waiting() == {}


async def test_a_sender_whose_claim_was_taken_meanwhile_sends_nothing(office: Office) -> None:
    office.owes("red", worth=Priority.BOARD)

    def another_claims(session: Session) -> None:
        office.while_rendering = lambda _: None
        assert deliveries.claim(session, office.now + LEASE, 10, LEASE)

    office.while_rendering = another_claims
    assert await office.relay.deliver() == {"claim lost": 1}
    assert office.sent == []


async def test_the_rest_of_a_batch_is_put_back_once_teams_asks_to_wait(office: Office) -> None:
    for number in range(3):
        office.owes(str(number), "olive")
    office.messenger.outcomes = [Attempt(outcome=Outcome.THROTTLED, retry_after=30)]
    assert await office.relay.deliver() == {"throttled": 1, "put back": 2}
    assert office.sent == []
    office.now += timedelta(seconds=30)
    assert await office.relay.deliver() == {"sent": 3}
    assert sorted(office.sent) == ["0", "1", "2"]


async def test_a_chat_that_does_not_exist_yet_is_opened_and_remembered(office: Office) -> None:
    office.owes("hello", "sam")
    await office.relay.deliver()
    (hello,) = office.messenger.sent
    assert hello.conversation_id == "a:sam-entra"
    place = office.database.run(lambda session: places.of_person(session, office.people["sam"]))
    assert place is not None
    assert place.conversation_id == "a:sam-entra"


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (Outcome.AMBIGUOUS, "surely not sent"),  # opening shows nothing: it may be done again
        (Outcome.NOT_SENT, "surely not sent"),
        (Outcome.THROTTLED, "throttled"),
        (Outcome.PERMANENT, "permanent"),
    ],
)
async def test_a_chat_that_cannot_be_opened_has_an_outcome_like_a_card(
    office: Office, ended: Outcome, expected: str
) -> None:
    office.messenger.opening = Attempt(outcome=ended, code="x")
    office.owes("hello", "sam", worth=Priority.NOTE)
    assert await office.relay.deliver() == {expected: 1}
    assert office.sent == []


async def test_what_is_past_its_time_is_dropped_also_where_there_is_no_place(
    office: Office,
) -> None:
    office.database.run(lambda session: places.choose(session, "nowhere", places.BOARD))
    office.owes("late", not_after=NOW + timedelta(minutes=1))
    office.owes("too late", "olive", not_after=NOW - timedelta(minutes=1))
    assert await office.relay.deliver() == {"no conversation yet": 1, "pointless": 1}
    office.now += timedelta(hours=1)
    assert await office.relay.deliver() == {"pointless": 1}
    assert office.waiting() == {}


async def test_two_relays_side_by_side_send_each_card_once(office: Office) -> None:
    second = Relay(
        office.database, office.messenger, {"kind": office.card}, lambda _: NOW, office.sleep
    )
    for number in range(30):
        office.owes(f"{number:02}", "olive" if number % 2 else "meg")
    await asyncio.gather(office.relay.deliver(), second.deliver())
    assert sorted(office.sent) == [f"{number:02}" for number in range(30)]
