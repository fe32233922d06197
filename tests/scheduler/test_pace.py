"""Every limit of Teams is reached, and none is broken."""

from bisect import bisect_left
from itertools import pairwise

import pytest

from scheduler.pace import (
    APART,
    AT_ONCE,
    GAP,
    LATE,
    OVERALL,
    PER_CONVERSATION,
    SECOND,
    Pace,
    Slots,
    Windows,
)


def most_in(sent: list[float], seconds: float) -> int:
    """The most sends in any span of so many seconds, its end left out."""
    return max(
        bisect_left(sent, start + seconds - 1e-9) - bisect_left(sent, start) for start in sent
    )


def left(count: int, pause_after: int = -1, pause: float = 0.0) -> list[float]:
    """When so many leave that all want to leave at once, with one pause of the sender."""
    pace, now, sent = Pace(), 0.0, []
    for number in range(count):
        now = pace.free_at(now + (pause if number == pause_after else 0.0))
        pace.answered(pace.left(now), now + 0.03)
        sent.append(now)
    return sent


@pytest.mark.parametrize(
    ("already", "at"),
    [
        (0, 0.0),
        (6, 0.0),  # the seventh in this second
        (7, 1.0),  # the eighth must wait for the next
        (8, 2.0),  # and the ninth for the one after
    ],
)
def test_a_conversation_gets_as_many_as_it_may_and_the_next_one_waits(
    already: int, at: float
) -> None:
    pace = Pace()
    for _ in range(already):
        pace.book("board", 0.0)
    assert pace.book("board", 0.0) == at


@pytest.mark.parametrize(("count", "seconds"), PER_CONVERSATION)
def test_a_burst_to_one_conversation_keeps_every_window_and_fills_it(
    count: int, seconds: float
) -> None:
    pace = Pace()
    sent = [pace.book("board", 0.0) for _ in range(1_900)]
    assert sent == sorted(sent)
    assert most_in(sent, seconds) == count


def test_a_burst_to_many_people_is_bound_by_the_whole_app_alone() -> None:
    sent = left(500)
    assert most_in(sent, SECOND) == OVERALL
    assert min(later - one for one, later in pairwise(sent)) >= GAP - 1e-9
    assert sent[-1] < 10.0  # fifty a second


def test_what_a_pause_has_held_up_is_made_up_for_without_breaking_the_limit() -> None:
    sent = left(100, pause_after=20, pause=0.3)
    assert most_in(sent, 1.0) == 50
    assert sent[-1] < 2.0


@pytest.mark.parametrize(
    ("took", "counts"),
    [
        (0.03, 0.0),
        (0.02, 0.0),
        (0.53, 0.5),  # held up somewhere, perhaps before it arrived
    ],
)
def test_a_request_that_was_held_up_counts_from_when_it_may_have_arrived(
    took: float, counts: float
) -> None:
    pace = Pace()
    for number in range(100):  # what is usual, long ago
        pace.answered(pace.left(number - 1_000.0), number - 1_000.0 + 0.03)
    pace.answered(request := pace.left(0.0), took)
    assert request.counts == pytest.approx(counts, abs=0.01)


def test_requests_without_an_answer_may_be_arriving_now() -> None:
    pace = Pace()
    for number in range(100):
        pace.answered(pace.left(number - 1_000.0), number - 1_000.0 + 0.03)
    for number in range(OVERALL):
        pace.left(number * GAP)
    assert pace.free_at(3.0) > 3.9


def test_what_is_owed_makes_room_for_answers_but_never_more_than_half() -> None:
    pace = Pace()
    assert [pace.replied(number * GAP) for number in range(30)] == [True] * 25 + [False] * 5
    sent, now = [], 0.3
    while (now := pace.free_at(now)) < SECOND:
        pace.left(now)
        sent.append(now)
    assert len(sent) == OVERALL - 25


def test_the_slots_of_a_replica_lie_evenly_and_one_that_was_missed_is_lost() -> None:
    slots = Slots()
    assert slots.next(0.0) is None
    slots.given(5.0, 3)
    apart = APART.total_seconds()
    assert slots.next(4.0) == 5.0
    assert slots.next(5.0 + apart + LATE + 0.001) == 5.0 + 2 * apart
    assert slots.next(5.0) is None


def test_a_replica_reserves_few_slots_and_some_for_the_answers_that_had_none() -> None:
    slots = Slots()
    assert (slots.wanted(0), slots.wanted(3), slots.wanted(500)) == (1, 3, AT_ONCE)
    for _ in range(4):
        slots.replied()
    assert slots.wanted(3) == 7
    slots.given(5.0, 7)
    assert slots.next(5.0) == pytest.approx(5.0 + 4 * APART.total_seconds())
    assert slots.wanted(3) == 3


def test_one_slow_conversation_does_not_hold_up_the_others() -> None:
    pace = Pace()
    for _ in range(20):
        pace.book("board", 0.0)
    assert pace.book("olive", 0.0) == 0.0


def test_time_that_has_passed_is_forgotten() -> None:
    pace = Pace()
    for _ in range(8):
        pace.book("board", 0.0)
    assert pace.book("board", 10.0) == 10.0


@pytest.mark.parametrize(
    ("sent", "now", "idle"), [([], 0.0, True), ([0.0], 3_600.0, False), ([0.0], 3_600.1, True)]
)
def test_a_conversation_is_idle_once_its_longest_window_is_empty(
    sent: list[float], now: float, idle: bool
) -> None:
    windows = Windows(PER_CONVERSATION)
    for at in sent:
        windows.book(at)
    assert windows.is_idle(now) is idle


def test_conversations_that_are_idle_are_not_remembered_for_ever() -> None:
    pace = Pace()
    for number in range(6_000):
        pace.book(f"chat {number}", number * 10_000.0)
    assert len(pace._conversations) <= 5_001
