"""How fast Steward may speak to Teams: every limit reached, none broken.

Source: Microsoft's rate limits for bots (October 2026, "for estimation only", may change).
"""

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import timedelta

# For the whole app in one tenant, fifty requests a second; ours is 1 % longer, and they leave not
# all at once, for what leaves evenly does not arrive so. Our choice, measured.
OVERALL, SECOND, GAP = 50, 1.01, 0.01
REPLIES = ((OVERALL // 2, SECOND),)  # so that many who talk never hold up for ever what is owed
APART = timedelta(seconds=SECOND) / OVERALL  # between the slots that replicas share
AT_ONCE = 10  # slots that a replica reserves: a fifth of a second, so that others soon get theirs
LATE = 0.01  # seconds after its moment for which a slot is good; later it could meet another's
# (requests, seconds)
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


@dataclass(slots=True)
class Request:
    """One that has left. `counts` is when it arrived, at the latest."""

    counts: float
    answered: bool = False


class Arrivals:
    """The limit of the whole app holds where requests arrive, and some are held up on their way.

    An answer that takes longer than the quickest of late says that its request may have arrived so
    much later; one that has not come yet, that it may be arriving now.
    """

    def __init__(self) -> None:
        self._sent: deque[Request] = deque(maxlen=2 * OVERALL)
        self._last = -GAP
        self._quickest = SECOND  # in which an answer came; forgotten slowly

    def free_at(self, now: float) -> float:
        """The first instant, from now on, at which one more keeps the limit."""
        long_ago = now - self._quickest
        counting = sorted(
            one.counts if one.answered else max(one.counts, long_ago) for one in self._sent
        )
        free = max(now, self._last + GAP)
        return max(free, counting[-OVERALL] + SECOND) if len(counting) >= OVERALL else free

    def left(self, at: float, *, answered: bool = False) -> Request:
        """One has left; `answered` where nobody will say when its answer came."""
        self._sent.append(request := Request(at, answered))
        self._last = at
        return request

    def answered(self, request: Request, now: float) -> None:
        took = now - request.counts
        self._quickest = min(took, self._quickest + (took - self._quickest) / 64)
        request.counts += took - self._quickest
        request.answered = True


class Pace:
    """Books a moment for each send to a conversation, and says when the next may leave at all.

    Instants are seconds of a monotonic clock.
    """

    def __init__(self) -> None:
        self._overall = Arrivals()
        self._replies = Windows(REPLIES)
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

    def left(self, at: float) -> Request:
        """One has left, later than any before."""
        return self._overall.left(at)

    def answered(self, request: Request, now: float) -> None:
        """Its answer has come."""
        self._overall.answered(request, now)

    def replied(self, now: float) -> bool:
        """An answer leaves, which waits for nobody; True where what is owed makes room for it."""
        if self._replies.free_at(now) > now:
            return False
        self._replies.book(now)
        self._overall.left(now, answered=True)
        return True

    def _forget_idle(self, now: float) -> None:
        for conversation in [key for key, seen in self._conversations.items() if seen.is_idle(now)]:
            del self._conversations[conversation]


class Slots:
    """The slots of the shared pace that are this replica's own: moments of its monotonic clock."""

    def __init__(self) -> None:
        self._own: deque[float] = deque()
        self._unbooked = 0

    def replied(self) -> None:
        """An answer has left without a slot; the next ones are reserved for it too."""
        self._unbooked = min(self._unbooked + 1, AT_ONCE)

    def wanted(self, waiting: int) -> int:
        """How many to reserve when so many wait."""
        return max(1, min(waiting, AT_ONCE)) + self._unbooked

    def given(self, first: float, count: int) -> None:
        """So many are ours from this moment on; answers that had none use them first."""
        apart = APART.total_seconds()
        used, self._unbooked = min(self._unbooked, count - 1), 0
        self._own.extend(first + apart * number for number in range(used, count))

    def next(self, now: float) -> float | None:
        """The moment of the next one, dropping those that were missed; None: reserve some."""
        while self._own:
            if (slot := self._own.popleft()) + LATE >= now:
                return slot
        return None
