"""How fast Steward may speak to Teams: every limit reached, none broken.

Source: Microsoft's rate limits for bots (October 2026, "for estimation only", may change).
"""

from collections import defaultdict, deque

# (requests, seconds) for the whole app in one tenant, counted when they leave; 1 % slower than
# allowed and not all at once, for what leaves evenly does not arrive so. Our choice, measured.
OVERALL = ((50, 1.01), (1, 0.01))
PER_CONVERSATION = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))


class Windows:
    """Sliding windows over one stream of sends."""

    def __init__(self, limits: tuple[tuple[int, float], ...]) -> None:
        self._limits = limits
        self._sent: deque[float] = deque(maxlen=max(count for count, _ in limits))

    def free_at(self, now: float) -> float:
        """The first instant, from now on, at which one more send breaks no limit."""
        free = now
        for count, seconds in self._limits:
            if len(self._sent) >= count:
                free = max(free, self._sent[-count] + seconds)
        return free

    def book(self, at: float) -> None:
        self._sent.append(at)

    def is_idle(self, now: float) -> bool:
        longest = max(seconds for _, seconds in self._limits)
        return not self._sent or self._sent[-1] + longest < now


class Pace:
    """Books a moment for each send to a conversation, and says when the next may leave at all.

    Instants are seconds of a monotonic clock.
    """

    def __init__(self) -> None:
        self._overall = Windows(OVERALL)
        self._conversations: defaultdict[str, Windows] = defaultdict(
            lambda: Windows(PER_CONVERSATION)
        )

    def book(self, conversation: str, now: float) -> float:
        """The moment from which the conversation may get this; it counts from then on."""
        windows = self._conversations[conversation]
        at = windows.free_at(now)
        windows.book(at)
        if len(self._conversations) > 5_000:
            self._forget_idle(now)
        return at

    def free_at(self, now: float) -> float:
        """The moment from which one more may leave, to whomever."""
        return self._overall.free_at(now)

    def left(self, at: float) -> None:
        """One has left, later than any before."""
        self._overall.book(at)

    def _forget_idle(self, now: float) -> None:
        for conversation in [key for key, seen in self._conversations.items() if seen.is_idle(now)]:
            del self._conversations[conversation]
