"""Every duty of the clock alone: one that fails is logged and retried, and stops no other."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from cycle.periods import WorkingDays
from cycle.working_hours import is_working_time
from storage import sweeps
from storage.database import Busy, Database, Session

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """What one duty does in its own transaction. `run` returns how much of it is new."""

    name: str
    run: Callable[[Session, datetime], int]
    in_working_hours: bool


async def run_duties(
    database: Database, duties: Iterable[Duty], now: datetime, calendar: WorkingDays
) -> dict[str, int | None]:
    """Run each duty in a transaction of its own. How much of each is new; None where it failed.

    A duty that fails is written down under its name, so that `doctor` and `delivery` can name it,
    and it is tried again at the next run. Raises Busy where the database itself is busy.
    """
    is_open = is_working_time(now, calendar)
    failing = await _in_database(database, sweeps.failures)
    known = {failure.name for failure in failing}
    return {
        duty.name: await _run_alone(database, duty, now, failed_before=duty.name in known)
        for duty in duties
        if is_open or not duty.in_working_hours
    }


async def _run_alone(
    database: Database, duty: Duty, now: datetime, *, failed_before: bool
) -> int | None:
    """How much is new; None where the duty failed."""

    def work(session: Session) -> int:
        count = duty.run(session, now)
        if failed_before:
            sweeps.forget_failure(session, duty.name)
        return count

    def note(session: Session) -> None:
        sweeps.note_failure(session, duty.name, now, error_name)

    try:
        return await _in_database(database, work)
    except Busy:
        raise
    except Exception as error:  # the one boundary of a duty: the others must run
        log.exception("the duty %r failed; it will run again", duty.name)
        error_name = type(error).__name__
        await _in_database(database, note)
        return None


async def _in_database(database: Database, work: Callable[[Session], T]) -> T:
    return await asyncio.wrap_future(database.submit(work))
