"""Which exceptions share a post, and where the card of one goes until that post is there."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import concern_groups, deliveries, places
from storage.concern_groups import AGAIN, PATIENCE, Member
from storage.database import Database, Session
from storage.deliveries import Delivery, Priority
from storage.outcomes import Outcome
from storage.places import Place
from tests.fake_teams import BOARD, channel, group

MINUTE = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
NOW = MINUTE + timedelta(seconds=7)
LEASE = timedelta(minutes=2)
THREAD = f"{BOARD};messageid=p1"


@pytest.fixture(autouse=True)
def the_boards_channel(database: Database) -> None:
    database.run(lambda session: _chosen(session, channel()))


def _chosen(session: Session, place: Place) -> None:
    places.note_seen(session, place, None, NOW)
    places.choose(session, place.conversation_id, places.BOARD)


def raised(database: Database, *numbers: int, at: datetime = NOW, purpose: str = "board") -> None:
    def owe(session: Session) -> None:
        for number in numbers:
            deliveries.enqueue(
                session,
                deliveries.NewDelivery(
                    key=f"concern:{number}:{purpose}",
                    kind="concern",
                    subject=str(number),
                    worth=Priority.BOARD,
                    now=at,
                    purpose=purpose,
                ),
            )

    database.run(owe)


def gathered(database: Database, now: datetime = NOW) -> int:
    return database.run(lambda session: concern_groups.gather(session, now))


def claimed(database: Database, now: datetime = NOW) -> list[Delivery]:
    return database.run(lambda session: deliveries.claim(session, now, 50, LEASE))


def aims(database: Database, delivery: Delivery, now: datetime = NOW) -> Place | datetime:
    return database.run(lambda session: concern_groups.goes_to(session, delivery, channel(), now))


def members(database: Database) -> list[Member]:
    return list(database.run(lambda session: concern_groups.members(session, MINUTE)))


def sent(database: Database, delivery: Delivery, where: str, own: str) -> None:
    database.run(lambda session: deliveries.mark_sent(session, delivery, where, own, NOW))


@pytest.mark.parametrize(("count", "posts"), [(1, 0), (3, 0), (4, 1), (30, 1)])
def test_more_than_three_exceptions_of_a_minute_share_a_post(
    database: Database, count: int, posts: int
) -> None:
    raised(database, *range(count))
    assert gathered(database) == posts
    assert gathered(database) == 0  # wanted once, however often it is looked at
    kinds = [one.kind for one in claimed(database)]
    assert kinds == [concern_groups.KIND] * posts + ["concern"] * count, "the post goes first"


@pytest.mark.parametrize(("second", "posts"), [(59, 1), (60, 0)])
def test_only_what_came_in_the_same_minute_is_counted(
    database: Database, second: int, posts: int
) -> None:
    raised(database, 1, 2, 3)
    raised(database, 4, at=MINUTE + timedelta(seconds=second))
    assert gathered(database, MINUTE + timedelta(minutes=2)) == posts


def test_what_has_been_posted_in_the_minute_counts_and_is_known_to_be_apart(
    database: Database,
) -> None:
    raised(database, 1, 2, 3)
    gathered(database)
    for one in claimed(database):
        sent(database, one, f"{BOARD};messageid={one.id}", str(one.id))
    raised(database, 4)
    assert gathered(database) == 1
    assert members(database) == [Member(n, n < 4, n < 4) for n in (1, 2, 3, 4)]


def test_a_minute_whose_exceptions_are_all_posted_gets_no_post(database: Database) -> None:
    raised(database, 1, 2, 3, 4)
    for one in claimed(database):
        sent(database, one, f"{BOARD};messageid={one.id}", str(one.id))
    assert gathered(database) == 0


def test_what_was_withdrawn_unseen_is_not_counted(database: Database) -> None:
    raised(database, 1, 2, 3, 4)
    first = claimed(database)[0]
    database.run(lambda session: deliveries.give_up(session, first, "pointless", ""))
    assert gathered(database, NOW + LEASE) == 0


@pytest.mark.parametrize("purpose", ["escalations", ""])
def test_what_is_not_for_the_board_is_not_counted(database: Database, purpose: str) -> None:
    raised(database, 1, 2, 3)
    raised(database, 4, 5, purpose=purpose)
    assert gathered(database) == 0


def test_in_a_group_chat_there_are_no_threads_so_nothing_is_grouped(database: Database) -> None:
    database.run(lambda session: _chosen(session, group()))
    raised(database, 1, 2, 3, 4)
    assert gathered(database) == 0


def test_without_a_channel_nothing_is_grouped_until_there_is_one(database: Database) -> None:
    database.run(lambda session: places.out_of_reach(session, BOARD))
    raised(database, 1, 2, 3, 4)
    assert gathered(database) == 0
    database.run(lambda session: places.note_seen(session, channel(), None, NOW))
    assert gathered(database) == 1


def test_a_card_goes_in_the_thread_of_its_minute_as_soon_as_that_is_there(
    database: Database,
) -> None:
    raised(database, 1, 2, 3, 4)
    gathered(database)
    post, card, *_ = claimed(database)
    assert aims(database, post) == channel(), "the post itself waits for nothing"
    assert aims(database, card) == NOW + AGAIN
    sent(database, post, THREAD, "p1")
    assert aims(database, card) == channel("p1")


def test_a_card_waits_as_long_as_its_post_does_and_never_beyond_patience(
    database: Database,
) -> None:
    raised(database, 1, 2, 3, 4)
    gathered(database)
    post, card, *_ = claimed(database)
    until = NOW + timedelta(minutes=8)
    database.run(lambda session: deliveries.postpone(session, post, Outcome.NOT_SENT, "502", until))
    assert aims(database, card) == until
    assert aims(database, card, NOW + timedelta(minutes=14, seconds=58)) == NOW + PATIENCE
    assert aims(database, card, NOW + PATIENCE) == channel()


def test_a_card_whose_post_was_given_up_gets_its_own_at_once(database: Database) -> None:
    raised(database, 1, 2, 3, 4)
    gathered(database)
    post, card, *_ = claimed(database)
    database.run(lambda session: deliveries.give_up(session, post, Outcome.PERMANENT, "403"))
    assert aims(database, card) == channel()


def test_a_card_that_the_thread_refused_gets_a_post_of_its_own(database: Database) -> None:
    raised(database, 1, 2, 3, 4)
    gathered(database)
    post, card, *_ = claimed(database)
    sent(database, post, THREAD, "p1")
    code = deliveries.NO_THREAD
    database.run(lambda session: deliveries.postpone(session, card, Outcome.NOT_SENT, code, NOW))
    (again,) = claimed(database)
    assert aims(database, again) == channel()


def test_a_board_that_has_moved_gets_the_cards_where_it_is_now(database: Database) -> None:
    raised(database, 1, 2, 3, 4)
    gathered(database)
    post, card, *_ = claimed(database)
    sent(database, post, "19:old@thread.tacv2;messageid=p1", "p1")
    assert aims(database, card) == channel()


def test_an_exception_of_another_minute_has_its_own_post(database: Database) -> None:
    raised(database, 1, 2, 3, 4)
    raised(database, 5, at=MINUTE - timedelta(seconds=1))
    gathered(database)
    (alone,) = [one for one in claimed(database) if one.subject == "5"]
    assert aims(database, alone) == channel()


def test_a_card_that_changes_has_the_post_of_its_minute_edited(database: Database) -> None:
    raised(database, 1, 2, 3, 4)
    gathered(database)
    post, card, *_ = claimed(database)
    sent(database, post, THREAD, "p1")
    assert claimed(database) == []
    database.run(lambda session: concern_groups.refresh(session, card, NOW))
    (edited,) = claimed(database)
    assert (edited.key, edited.activity_id) == ("exceptions:2026-10-12T08:02Z", "p1")
