"""A walk from its first day to its last, looked at each evening."""

from datetime import date

from tests.walk.checks import Checks
from tests.walk.table import kinds, table
from tests.walk.walk import Walk, days

OUTAGES = frozenset({date(2026, 10, 15), date(2026, 11, 12), date(2027, 2, 11)})


async def walked(walk: Walk, last: date) -> list[str]:
    """What was wrong on the first day on which anything was; nothing, and the table is printed."""
    checks = Checks(walk)
    await walk.begin()
    checks.looked_at = len(walk.recorder.log)
    for day in days(walk.today, last):
        walk.today = day
        morning = checks.before()
        await walk.day()
        if faults := [*walk.faults, *checks.after(morning)]:
            return faults
    print(f"\n{table(walk.recorder, walk.council)}\n{kinds(walk.recorder)}\n{dict(checks.counted)}")
    return []
