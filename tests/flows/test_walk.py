"""A council is walked day by day, and each day is held to an independent model of the rules.

No two reminders a person a day, none out of hours, the ladder to the day, no red KPI without a
card, no card that contradicts what is kept, and one list of what is outstanding everywhere.
"""

from datetime import date

import pytest

from storage.database import Database
from tests.walk.checks import Checks
from tests.walk.council import made
from tests.walk.table import kinds, posts_of_board, table
from tests.walk.walk import Walk, days

OUTAGES = frozenset({date(2026, 10, 15), date(2026, 11, 12)})


async def walked(walk: Walk, last: date) -> list[str]:
    """What was wrong, after each day until the last one; a day with faults ends the walk."""
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


@pytest.mark.parametrize("seed", [3])
async def test_four_months_of_a_small_council_hold_to_the_rules(
    database: Database, seed: int
) -> None:
    walk = Walk(made(30, 12, seed, 4), database, date(2026, 10, 1), seed, OUTAGES)
    assert await walked(walk, date(2027, 1, 31)) == []
    assert max(one.total() for one in posts_of_board(walk.recorder.log).values()) <= 25
