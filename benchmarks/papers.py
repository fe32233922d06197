"""How long a paper of 400 indicators and 40 exceptions takes, and what it does to other work.

Run `python -m benchmarks.papers`. It prints one line for each measurement.
"""

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from cycle.council import Council
from cycle.monitor.paper.views import PaperKind
from cycle.periods import Period
from cycle.plan.indicator import Indicator, Kind
from cycle.review.figure import Figure
from features.papers.prepare import PaperOrder, prepare
from papers.formats import FORMATS
from papers.style import PaperStyle
from storage import figures, register, schema
from storage.database import Database, Session

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
INDICATORS, EXCEPTIONS, MONTHS = 400, 40, 24
AUGUST = Period.parse("2026-08")


def fill(session: Session) -> None:
    """400 KPIs and PIs with two years of months; 40 of them are Red in August."""
    for number in range(INDICATORS):
        register.add(
            session,
            Indicator(
                id=0,
                ref=f"KPI-{number:03}",
                title=f"Applications of kind {number} decided in time",
                kind=Kind.KPI if number % 4 == 0 else Kind.PI,
                service=f"Service {number % 12}",
                priority=f"Priority {number % 5}",
                target=Decimal(80),
                definition="Applications decided in the agreed time, of all that were decided.",
            ),
        )
    ids = [one.id for one in register.all_indicators(session)]
    every = [
        Figure(
            indicator=own,
            period=AUGUST.later(-back),
            value=Decimal(60 if back == 0 and place < EXCEPTIONS else 82 + (back * 7 + own) % 9),
            commentary="Two officers left in July. The manager hires two by December 2026.",
            given_at=NOW,
        )
        for place, own in enumerate(ids)
        for back in range(MONTHS)
    ]
    figures.keep_many(session, every)


def timed(name: str, work: Callable[[], object]) -> object:
    started, used = time.perf_counter(), time.process_time()
    result = work()
    size = f", {len(result):,} bytes" if isinstance(result, bytes) else ""
    print(
        f"{name}: {time.perf_counter() - started:.2f} s, {time.process_time() - used:.2f} s of "
        f"processor time, {_memory()} MB at most so far{size}"
    )
    return result


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def longest_stops(work: Callable[[], object]) -> tuple[float, float]:
    """(seconds the work took in a thread, longest time for which the loop did not run)."""
    longest, is_done = 0.0, asyncio.Event()

    async def tick() -> None:
        nonlocal longest
        before = time.perf_counter()
        while not is_done.is_set():
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now

    ticking = asyncio.create_task(tick())
    started = time.perf_counter()
    await asyncio.to_thread(work)
    is_done.set()
    await ticking
    return time.perf_counter() - started, longest


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'papers.sqlite'}")
        schema.migrate(database)
        database.run(fill)
        council = Council(name="Wealdbrook District Council")
        order = PaperOrder(kind=PaperKind.BOARD, period=AUGUST)
        print(f"{_memory()} MB before")

        def gathered() -> object:
            return database.run(lambda session: prepare(session, order, NOW, council))

        timed("gathered", gathered)
        prepared = database.run(lambda session: prepare(session, order, NOW, council))
        paper = prepared.paper(is_draft=True)
        style = PaperStyle(made_at=NOW)
        print(f"{len(prepared.facts.exceptions)} exceptions of {len(prepared.facts.indicators)}")
        for name in sys.argv[1:] or FORMATS:
            write = FORMATS[name]
            timed(name, lambda write=write: write(paper, style))  # type: ignore[misc]
        took, stop = asyncio.run(
            longest_stops(lambda: [write(paper, style) for write in FORMATS.values()])
        )
        print(f"all in a thread: {took:.2f} s, the loop stood still {stop * 1000:.0f} ms at most")
        database.close()


if __name__ == "__main__":
    main()
