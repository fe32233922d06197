"""The year of a council of ordinary size, day by day: its first days, or the whole year.

`STEWARD_TEST_YEAR=whole make faults ARGS="-n 0 -s -k year"` walks it to its end: about half
an hour.
"""

import os
from datetime import date

import pytest

from storage import schema
from storage.database import Database
from tests.walk.council import made
from tests.walk.table import posts_of_board
from tests.walk.walk import Walk
from tests.walk.walked import OUTAGES, walked

pytestmark = pytest.mark.slow
MOST = 25  # posts a month in the board's channel
IS_WHOLE = os.environ.get("STEWARD_TEST_YEAR") == "whole"
LAST_DAY = date(2027, 9, 30) if IS_WHOLE else date(2026, 10, 14)


async def test_a_council_of_347_indicators_and_124_people_holds_to_the_rules() -> None:
    database = Database("sqlite://")
    schema.migrate(database)
    walk = Walk(made(347, 124, 7, 13), database, date(2026, 10, 1), 7, OUTAGES)
    assert await walked(walk, LAST_DAY) == []
    assert max(one.total() for one in posts_of_board(walk.recorder.log).values()) <= MOST
    database.close()
