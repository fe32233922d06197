"""The ticking: each sweep at its interval, never two of the same at once, none the truth.

Whether a sweep has anything to do is decided from `now`, not from the tick, so a missed tick is
made good by the next one and the autumn hour sends nothing twice. The only file with apscheduler.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

ENDING = 5.0  # seconds for a sweep to end by itself; a container is killed after ten
Sweep = Callable[[], Awaitable[str]]


class Clock:
    """Runs each of `sweeps` (name → (seconds between, what to run)) until it is stopped."""

    def __init__(self, sweeps: Mapping[str, tuple[float, Sweep]]) -> None:
        self._sweeps = sweeps
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._running: dict[str, asyncio.Task[None]] = {}

    def start(self) -> None:
        """Tick from now on; starting twice is starting once."""
        if self._scheduler.running:
            return
        for name, (seconds, _) in self._sweeps.items():
            self._scheduler.add_job(
                self._tick,
                IntervalTrigger(seconds=seconds),
                args=[name],
                id=name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,  # a late tick is as good as any
            )
        self._scheduler.start()
        for name in self._sweeps:
            self.hurry(name)

    def hurry(self, name: str) -> None:
        """Run this sweep now, unless it is running; then once more when it has ended.

        Before the start and after the stop nothing runs.
        """
        if not self._scheduler.running:
            return
        task = self._running.get(name)
        if task is None or task.done():
            self._running[name] = asyncio.get_running_loop().create_task(self._run(name))
        else:
            task.add_done_callback(lambda _: self._again(name))

    async def _tick(self, name: str) -> None:
        """On the event loop: a plain function would be run in a thread of the scheduler's."""
        self.hurry(name)

    def _again(self, name: str) -> None:
        if self._running[name].done():
            self.hurry(name)

    async def _run(self, name: str) -> None:
        try:
            words = await self._sweeps[name][1]()
        except Exception:  # the one boundary of the clock: the next tick must come
            log.exception("the sweep %s failed; it will run again", name)
        else:
            log.debug("the sweep %s: %s", name, words)

    async def stop(self) -> None:
        """Tick no more, wait a little for what is running, and end the rest: it can be repeated."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if running := [task for task in self._running.values() if not task.done()]:
            _, too_slow = await asyncio.wait(running, timeout=ENDING)
            for task in too_slow:
                task.cancel()
            await asyncio.gather(*too_slow, return_exceptions=True)
