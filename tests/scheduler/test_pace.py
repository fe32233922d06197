"""Every limit of Teams is reached, and none is broken."""

from bisect import bisect_left
from itertools import pairwise

import pytest

from scheduler.pace import OVERALL, PER_CONVERSATION, Pace, Windows


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
        pace.left(now)
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
    (count, seconds), (_, gap) = OVERALL
    assert most_in(sent, seconds) == count
    assert min(later - one for one, later in pairwise(sent)) >= gap - 1e-9
    assert sent[-1] < 10.0  # fifty a second


def test_what_a_pause_has_held_up_is_made_up_for_without_breaking_the_limit() -> None:
    sent = left(100, pause_after=20, pause=0.3)
    assert most_in(sent, 1.0) == 50
    assert sent[-1] < 2.0


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
