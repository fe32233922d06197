"""One bad day at the council, from the first figure to what is left of it in the evening."""

import asyncio
import random
import re
import signal
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from cycle.review.figure import Figure
from storage import deliveries, soundness
from storage.database import Busy, Database, DatabaseError
from storage.undelivered import undelivered
from tests.crowd import MORNING, RED_EVERY, Crowd, typed
from tests.far_teams import BOARD, FarTeams, Officer, Shown, Steward, later, until
from tests.faults.power import Power

LEASE_AND_MORE = 3.0  # minutes by which each life begins later: a dead sender's lease is over
A_LIFE = (0, 20)  # answers, given and got, from being alive to being killed
A_MOMENT = (0.05, 1.5)  # seconds more, so that it dies in the middle of something
A_THOUGHT = (0.0, 2.0)  # seconds before the next figure is given
LIVES_AFTER = 3
REPEATED = "Possible repeat"


@dataclass
class Day:
    """One day at the council, on which the server dies often."""

    teams: FarTeams
    steward: Steward
    crowd: Crowd
    officers: list[Officer]
    chance: random.Random
    power: Power | None = None  # it fails at each kill, so that only what was synced is left
    kills: int = 0
    accepted: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return later(MORNING, LEASE_AND_MORE * self.kills)

    @property
    def is_all_given(self) -> bool:
        return len(self.accepted) == len(self.crowd.all_refs)

    @property
    def answers(self) -> int:
        """What Steward has answered, and Teams has answered to Steward."""
        return sum(officer.answers for officer in self.officers) + len(self.teams.shown)

    async def dies_again_and_again(self) -> None:
        """Until everything has been given, and cards have gone out for three lives more."""
        left = LIVES_AFTER
        while left:
            left -= self.is_all_given
            await self.lives()
            await self.dies()
            await self.steward.start(self.now)

    async def lives(self) -> None:
        """Counted in answers, for in seconds a busy machine would get no further in any life."""
        enough = self.answers + self.chance.randint(*A_LIFE)
        await until(lambda: self.answers >= enough or self.is_all_given, "answers")
        await asyncio.sleep(self.chance.uniform(*A_MOMENT))

    async def dies(self) -> None:
        await self.steward.stop(signal.SIGKILL)
        self.kills += 1
        if self.power:
            self.power.cut()

    async def all_give(self, refs: Callable[[int], list[str]]) -> None:
        """Every officer, by number, gives these figures."""
        async with asyncio.TaskGroup() as group:
            for number, officer in enumerate(self.officers):
                group.create_task(self.gives_all(officer, refs(number)))

    async def gives_all(self, officer: Officer, refs: list[str]) -> None:
        for ref in refs:
            await asyncio.sleep(self.chance.uniform(*A_THOUGHT))
            receipt = await officer.gives(ref, **typed(ref))
            assert "Figure kept" in receipt, receipt.words
            self.accepted[ref] = typed(ref)["value"]

    async def all_is_sent(self) -> None:
        address = self.steward.database_url

        async def is_sent() -> bool:
            return await asyncio.to_thread(still_to_send, address) == []

        try:
            await until(is_sent, "the last cards")
        except AssertionError as late:
            late.add_note(f"not delivered: {still_to_send(address)}")
            raise


@dataclass(frozen=True)
class Evening:
    """What is left of a day: what was kept, and what Teams was shown."""

    day: Day

    def is_whole(self) -> str:
        """Every figure once, every board card there, nothing twice unmarked, history unbroken.

        The day's numbers, in a line.
        """
        lost = self._no_figure_is_lost()
        posted, repeats = self._every_board_card_is_there()
        reminders = [card.conversation_id for card in self.day.teams.new("a:") if is_reminder(card)]
        assert len(reminders) == len(set(reminders)), "nobody is reminded twice on a day"
        address, crowd = self.day.steward.database_url, self.day.crowd
        twice = len(reminders) - len(set(reminders))
        return (
            f"{address.partition(':')[0]}: killed {self.day.kills}, "
            f"submitted {len(self.day.accepted)}, lost {lost}; "
            f"board cards {posted} of {len(crowd.all_refs) // RED_EVERY}, "
            f"repeated and marked {repeats}; "
            f"reminders {len(reminders)} of {crowd.officers}, in doubt {_given_up(address)}, "
            f"twice {twice}; calls to Teams {len(self.day.teams.shown)}"
        )

    def _no_figure_is_lost(self) -> int:
        address, accepted = self.day.steward.database_url, self.day.accepted
        kept = self.day.crowd.kept(address)
        lost = [ref for ref in accepted if not kept[ref]]
        assert len(accepted) == len(self.day.crowd.all_refs)
        assert lost == []
        assert {ref: _values(versions) for ref, versions in kept.items()} == {
            ref: [value] for ref, value in accepted.items()
        }
        assert [officer.faults for officer in self.day.officers if officer.faults] == []
        assert _broken(address) == []
        return len(lost)

    def _every_board_card_is_there(self) -> tuple[int, int]:
        """How many there are, and how many were repeated and say so."""
        cards = self.day.teams.new(BOARD)
        posts = [card for card in cards if card.is_group]
        posted = _by_ref(card for card in cards if not card.is_group)
        assert sorted(posted) == self.day.crowd.red_refs, "every board card is there"
        repeats = 0
        for same in [*posted.values(), *_by_minute(posts)]:
            unmarked = [card for card in same if REPEATED not in card.words]
            assert len(unmarked) <= 1, "each but the first says that it may be a repeat"
            repeats += len(same) - 1
        return len(posted), repeats


def is_reminder(card: Shown) -> bool:
    """An answer to what somebody typed is none, nor is one that Teams got late."""
    return not card.reply_to and "Give figures" in card.words


def _values(versions: Iterable[Figure]) -> list[str]:
    return [str(figure.value) for figure in versions]


def _by_minute(posts: Iterable[Shown]) -> list[list[Shown]]:
    """The posts for many exceptions, those of the same minute together."""
    found = defaultdict(list)
    for post in posts:
        found[re.findall(r"Performance Board · [^\"]+", post.words)[0]].append(post)
    return list(found.values())


def _by_ref(cards: Iterable[Shown]) -> dict[str, list[Shown]]:
    found = defaultdict(list)
    for card in cards:
        found[re.findall(r"KPI-\d{4}", card.words)[0]].append(card)
    return dict(found)


def _broken(address: str) -> list[str]:
    database = Database(address)
    found = [*database.run(soundness.rewritten)]
    found += database.run(soundness.damage) if database.is_sqlite else []
    database.close()
    return found


def _given_up(address: str) -> int:
    """Reminders that were perhaps shown: the next stage of the ladder covers them."""
    database = Database(address)
    found = database.run(lambda session: undelivered(session, MORNING).in_doubt)
    database.close()
    return found


def still_to_send(address: str) -> list[object]:
    """What is still to be sent; where the database cannot tell, its own words."""
    database = Database(address)
    try:
        return list(database.run(deliveries.waiting))
    except (Busy, DatabaseError) as error:
        return [error]
    finally:
        database.close()
