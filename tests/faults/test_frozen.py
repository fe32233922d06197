"""One of three servers stands still in the middle of sending, and goes on where it was.

`STEWARD_TEST_FROZEN=150 make faults ARGS="-k frozen"`: for longer than its lease of two minutes,
so that the others take over what it had claimed.
"""

import asyncio
import os
import re
import signal
from collections import defaultdict
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from storage.database import Database
from tests.crowd import MORNING, Crowd
from tests.far_teams import BOARD, FarTeams, serving, until
from tests.faults.day import REPEATED, is_reminder, still_to_send

FROZEN = float(os.environ.get("STEWARD_TEST_FROZEN", "5"))  # seconds
CROWD = Crowd(officers=20, each=5)

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


async def test_one_frozen_in_the_middle_of_sending_repeats_nothing_unmarked(
    postgres_address: str, teams: FarTeams
) -> None:
    teams.latency = 0.3  # seconds, so that something is always on its way
    CROWD.settle(postgres_address, teams.url)
    async with AsyncExitStack() as stack:
        starts = [stack.enter_async_context(serving(postgres_address, MORNING)) for _ in range(3)]
        frozen, *_ = await asyncio.gather(*starts)
        database = Database(postgres_address)
        database.run(lambda session: CROWD.come(session, MORNING + timedelta(seconds=1)))
        database.close()
        await until(lambda: len(teams.shown) >= 5, "the first cards")
        assert frozen.process is not None
        frozen.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(FROZEN)
        frozen.process.send_signal(signal.SIGCONT)

        async def is_all_sent() -> bool:
            return await asyncio.to_thread(still_to_send, postgres_address) == []

        await until(is_all_sent, "the last cards")

    cards = defaultdict(list)
    for card in teams.new(BOARD):
        if not card.is_group:
            cards[re.findall(r"KPI-\d{4}", card.words)[0]].append(card)
    assert sorted(cards) == CROWD.red_refs
    for same in cards.values():
        assert len([card for card in same if REPEATED not in card.words]) <= 1
    reminders = [card.conversation_id for card in teams.new("a:") if is_reminder(card)]
    assert len(reminders) == len(set(reminders))
