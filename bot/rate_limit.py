"""Nobody can keep Steward busy alone: so many turns a person, then a short rest."""

from collections import deque
from datetime import datetime, timedelta

TURNS = 30  # of one person within SECONDS; our choice: ten times what a quick typist does
SECONDS = 10.0
REMEMBERED = 5_000  # people


class RateLimit:
    """A sliding window for each person; with `turns` None there is no limit. The instants given
    should not go back; if they do, the person starts afresh."""

    def __init__(self, turns: int | None = TURNS, seconds: float = SECONDS) -> None:
        self._turns = turns
        self._window = timedelta(seconds=seconds)
        self._taken: dict[str, deque[datetime]] = {}

    def takes(self, person: str, now: datetime) -> bool:
        """Count one turn of this person; False, and not counted, where it is one too many."""
        if self._turns is None:
            return True
        taken = self._taken.get(person)
        if taken is None or taken[-1] > now:
            taken = self._taken[person] = deque(maxlen=self._turns)
            self._forget_idle(now)
        if len(taken) == self._turns and now - taken[0] < self._window:
            return False
        taken.append(now)
        return True

    def _forget_idle(self, now: datetime) -> None:
        if len(self._taken) <= REMEMBERED:
            return
        idle = [
            one for one, taken in self._taken.items() if not taken or now - taken[-1] > self._window
        ]
        for person in idle or [next(iter(self._taken))]:
            del self._taken[person]
