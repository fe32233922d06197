"""One patience for all of a turn: what waits for Teams in it waits no longer than is left."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

TURN = 9.0  # seconds from the request to its answer; Teams itself gives up after 10 to 15
ROSTER = 4.0  # seconds of that for the roster, so that there is time to answer without it
_until: ContextVar[float] = ContextVar("until")


@contextmanager
def begin(seconds: float = TURN) -> Iterator[None]:
    """What runs in here, and what it starts, belongs to one turn."""
    token = _until.set(asyncio.get_running_loop().time() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


def left(most: float = TURN) -> float:
    """Seconds left of the turn, `most` at most; outside of a turn `most`."""
    until = _until.get(None)
    if until is None:
        return most
    return max(0.0, min(most, until - asyncio.get_running_loop().time()))
