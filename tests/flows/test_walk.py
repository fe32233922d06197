"""A council is walked day by day, and each day is held to an independent model of the rules.

No two reminders a person a day, none out of hours, the ladder to the day, no red KPI without a
card, no card that contradicts what is kept, and one list of what is outstanding everywhere. The
whole year of a council of ordinary size is in `tests/faults`.
"""

from datetime import date

import pytest

from storage.database import Database
from tests.walk.council import made
from tests.walk.table import posts_of_board
from tests.walk.walk import Walk
from tests.walk.walked import OUTAGES, walked

SEED = 6  # of which the dice bring red KPIs, questions, an intervention and a success


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_four_months_of_a_small_council_hold_to_the_rules(database: Database) -> None:
    walk = Walk(made(30, 12, SEED, 4), database, date(2026, 10, 1), SEED, OUTAGES)
    assert await walked(walk, date(2027, 1, 31)) == []
    assert max(one.total() for one in posts_of_board(walk.recorder.log).values()) <= 25
