"""The cards that are owed: kept once, claimed by one, marked by who holds the claim."""

from datetime import UTC, datetime, timedelta

from storage import deliveries
from storage.database import Database
from storage.deliveries import Delivery, Priority
from storage.outcomes import Outcome

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
LEASE = timedelta(minutes=2)


def owe(database: Database, key: str = "concern:1", worth: Priority = Priority.BOARD) -> bool:
    return database.run(
        lambda session: deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=key, kind="concern", subject="1", worth=worth, now=NOW, purpose="board"
            ),
        )
    )


def claim(database: Database, now: datetime = NOW) -> list[Delivery]:
    return database.run(lambda session: deliveries.claim(session, now, 10, LEASE))


def test_a_card_wanted_twice_is_owed_once(database: Database) -> None:
    assert owe(database)
    assert not owe(database)
    assert len(claim(database)) == 1


def test_what_one_sender_has_claimed_no_other_gets(database: Database) -> None:
    owe(database)
    assert len(claim(database)) == 1
    assert claim(database) == []


def test_a_claim_whose_sender_died_before_sending_is_sent_cleanly(database: Database) -> None:
    owe(database)
    claim(database)

    (again,) = claim(database, NOW + LEASE)

    assert not again.possible_repeat


def test_a_board_card_that_was_leaving_when_its_sender_died_is_a_possible_repeat(
    database: Database,
) -> None:
    owe(database)
    (first,) = claim(database)
    database.run(lambda session: deliveries.mark_sending(session, first, NOW + LEASE))

    (again,) = claim(database, NOW + LEASE)

    assert again.possible_repeat


def test_a_reminder_that_was_leaving_when_its_sender_died_waits_for_the_next_stage(
    database: Database,
) -> None:
    owe(database, "reminder:1:2026-10-12", Priority.REMINDER)
    (first,) = claim(database)
    database.run(lambda session: deliveries.mark_sending(session, first, NOW + LEASE))

    assert claim(database, NOW + LEASE) == []


def test_a_sender_that_lost_its_claim_marks_nothing(database: Database) -> None:
    owe(database)
    (first,) = claim(database)
    (second,) = claim(database, NOW + LEASE)

    assert not database.run(
        lambda session: deliveries.mark_sending(session, first, NOW + 2 * LEASE)
    )
    database.run(lambda session: deliveries.give_up(session, first, "pointless", ""))
    database.run(lambda session: deliveries.mark_sent(session, second, "c", "a", NOW))

    assert claim(database, NOW + 2 * LEASE) == []
    assert database.run(deliveries.waiting) == []


def test_the_board_is_told_before_anybody_is_reminded(database: Database) -> None:
    owe(database, "reminder:1:2026-10-12", Priority.REMINDER)
    owe(database, "concern:7", Priority.BOARD)
    assert [delivery.key for delivery in claim(database)] == ["concern:7", "reminder:1:2026-10-12"]


def test_a_card_that_changes_while_it_is_sent_is_sent_again(database: Database) -> None:
    owe(database)
    (first,) = claim(database)
    database.run(lambda session: deliveries.refresh(session, first.key, "concern", NOW))
    database.run(lambda session: deliveries.mark_sent(session, first, "c", "a", NOW))

    (edit,) = claim(database)

    assert (edit.wanted, edit.activity_id) == (2, "a")


def test_nothing_is_claimed_while_teams_asks_everybody_to_wait(database: Database) -> None:
    owe(database)
    database.run(lambda session: deliveries.throttle(session, NOW + timedelta(seconds=30)))
    assert claim(database) == []
    assert len(claim(database, NOW + timedelta(seconds=30))) == 1


def test_a_form_being_filled_is_not_painted_over(database: Database) -> None:
    owe(database, "reminder:1:2026-10-12", Priority.REMINDER)
    (reminder,) = claim(database)
    database.run(lambda session: deliveries.mark_sent(session, reminder, "c", "a", NOW))

    form = deliveries.NewDelivery(
        key="card:c:a",
        kind="form",
        subject="x",
        now=NOW,
        person=1,
        conversation_id="c",
        activity_id="a",
    )
    database.run(lambda session: deliveries.take_over(session, form, repaint=False))
    database.run(lambda session: deliveries.refresh(session, reminder.key, "reminder", NOW))

    assert claim(database) == []


def test_what_was_refused_is_owed_again_once_the_person_is_back(database: Database) -> None:
    owe(database)
    (first,) = claim(database)
    database.run(
        lambda session: deliveries.give_up(session, first, Outcome.PERMANENT, "ConversationBlocked")
    )
    assert claim(database) == []
    database.run(lambda session: deliveries.hurry(session, "board", NOW))
    assert len(claim(database)) == 1
