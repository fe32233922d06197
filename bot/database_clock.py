"""The clock of a replica: the database's own, so that a wrong one of the machine does no harm."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from storage import shared_clock
from storage.database import Session

log = logging.getLogger(__name__)


class DatabaseClock:
    """Read in the database by the relay, and between its readings carried on by this machine's.

    Leases, gates and all that replicas compare go by `read`; what a person does goes by the call,
    which is as right as the last reading. `shift` is for trying another day out.
    """

    def __init__(self, local: Callable[[], datetime]) -> None:
        self.shift = timedelta()
        self._local = local
        self._ahead = timedelta()  # the database's clock, of this machine's
        self._is_told = False

    def __call__(self) -> datetime:
        return self._local() + self._ahead + self.shift

    def read(self, session: Session) -> datetime:
        now = shared_clock.read(session)
        self._ahead = now - self._local()
        if abs(self._ahead) > shared_clock.APART and not self._is_told:
            self._is_told = True
            seconds = self._ahead.total_seconds()
            log.warning("the database's clock is %.0f seconds ahead of this machine's", seconds)
        return now + self.shift
