"""How fast Steward may speak to Teams: every limit reached, none broken.

Source: Microsoft's rate limits for bots (October 2026, "for estimation only", may change).
"""

from collections import defaultdict, deque

OVERALL = ((50, 1.0),)  # (requests, seconds) for the whole app in one tenant
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
    """Books a moment for each send. Instants are seconds of a monotonic clock."""

    def __init__(self) -> None:
        self._overall = Windows(OVERALL)
        self._conversations: defaultdict[str, Windows] = defaultdict(
            lambda: Windows(PER_CONVERSATION)
        )

    def book(self, conversation: str, now: float) -> float:
        """The moment at which this send may leave; it counts from then on."""
        windows = self._conversations[conversation]
        at = max(self._overall.free_at(now), windows.free_at(now))
        self._overall.book(at)
        windows.book(at)
        if len(self._conversations) > 5_000:
            self._forget_idle(now)
        return at

    def _forget_idle(self, now: float) -> None:
        for conversation in [key for key, seen in self._conversations.items() if seen.is_idle(now)]:
            del self._conversations[conversation]
