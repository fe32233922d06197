"""What is measured, and how: every stack in turn, round after round, then the medians."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count, zip_longest
from pathlib import Path
from statistics import median, quantiles

from benchmarks import bots, council
from benchmarks.bots import Bot
from benchmarks.far_side import FarSide, Limits, load, pressed, said
from benchmarks.wire import Client, post
from bot.app import council_of
from bot.settings import Settings
from storage.database import Database

STATUS = "status of housing KPIs"
_TURN = count()


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians: turns a second, milliseconds, CPU seconds of the bot for 1,000 turns."""

    rate: float
    p50: float
    p99: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to time: a bot that is given something, by so many at once."""

    name: str
    bot: Bot
    words: str = "hello"
    button: bool = False
    signed: bool = False


async def compare(
    far: FarSide,
    cases: Sequence[Case],
    *,
    at_once: int,
    latency: float = 0.0,
    rounds: int,
    seconds: float,
) -> dict[str, Speed]:
    """Every case for a moment, then again, `rounds` times: drift of the machine meets all alike."""
    far.latency = latency
    found: dict[str, list[Speed]] = defaultdict(list)
    for _ in range(rounds):
        for case in cases:
            found[case.name].append(await _once(far, case, at_once, seconds))
    far.latency = 0.0
    return {name: _middle(speeds) for name, speeds in found.items()}


async def _once(far: FarSide, case: Case, at_once: int, seconds: float) -> Speed:
    before, begun = case.bot.cpu, next(_TURN)

    def say(person: int, turn: int) -> bytes:
        name = f"{begun}-{person}-{turn}"
        if case.button:
            return pressed(far.url, person, name, f"card-{name}", "submit", {"ask": "x", "v": 1})
        return said(far.url, person, name, case.words)

    ended = await load(
        far,
        case.bot.port,
        say,
        at_once=at_once,
        seconds=seconds,
        replies=not case.button,
        signed=case.signed,
    )
    if ended.faults:
        raise RuntimeError(f"{case.name}: {ended.faults} turns failed")
    cpu = (case.bot.cpu - before) / len(ended.waits) * 1000
    return Speed(ended.rate, ended.quantile(0.5), ended.quantile(0.99), cpu)


def _middle(speeds: Sequence[Speed]) -> Speed:
    return Speed(
        median(one.rate for one in speeds),
        median(one.p50 for one in speeds),
        median(one.p99 for one in speeds),
        median(one.cpu for one in speeds),
    )


class Forms:
    """Forms that officers can submit, each once: another officer each time, as on the last day."""

    def __init__(self, far: FarSide, asks: Sequence[Sequence[str]]) -> None:
        self._far = far
        self._left = iter(
            [
                (person, ask)
                for some in zip_longest(*asks)
                for person, ask in enumerate(some)
                if ask is not None
            ]
        )

    def press(self, _person: int, _turn: int) -> bytes:
        person, ask = next(self._left)
        given = {"ask": ask, "v": 0, "value": "82.5", "commentary": "As the season has it."}
        return pressed(self._far.url, person, f"p-{ask}", f"card-{ask}", "submit", given)


async def submitting(far: FarSide, bot: Bot, forms: Forms, at_once: int, most: int) -> Speed:
    before = bot.cpu
    ended = await load(
        far, bot.port, forms.press, at_once=at_once, seconds=600, replies=False, most=most
    )
    if ended.faults:
        raise RuntimeError(f"{ended.faults} submissions failed")
    cpu = (bot.cpu - before) / len(ended.waits) * 1000
    return Speed(ended.rate, ended.quantile(0.5), ended.quantile(0.99), cpu)


async def keeping(url: str, at_once: int, most: int) -> Speed:
    """The transaction alone: an indicator read, its figure kept with all that follows from it.

    No HTTP, no SDK, no card; in the database's own threads, as a sweep works.
    """
    database = Database(url)
    council_now = council_of(Settings(dev=True))
    left = iter(database.run(council.synthetic)[:most])
    waits: list[float] = []

    async def writer() -> None:
        for own in left:
            begun = time.perf_counter()
            work = partial(council.given, own=own, rules=council_now)
            await asyncio.wrap_future(database.submit(work))
            waits.append((time.perf_counter() - begun) * 1000)

    begun, before = time.perf_counter(), time.process_time()
    await asyncio.gather(*(writer() for _ in range(at_once)))
    seconds, cpu = time.perf_counter() - begun, time.process_time() - before
    database.close()
    cuts = quantiles(waits, n=100)
    return Speed(len(waits) / seconds, median(waits), cuts[98], cpu / len(waits) * 1000)


@dataclass(frozen=True, slots=True)
class Reminded:
    """`floor`: the fewest seconds in which Teams' limits let so many messages through."""

    count: int
    seconds: float
    floor: float
    refused: int
    repeats: int
    cpu: float
    megabytes: float


async def reminding(
    far: FarSide, several: Sequence[Bot], url: str, wanted: int, most_seconds: float
) -> Reminded:
    """Owe so many, and let the relays send them through 30 ms and Teams' limits.

    Counted from the first.
    """
    far.limits, far.latency = Limits(), 0.03
    far.forget()
    refused, before = far.refused, sum(bot.cpu for bot in several)
    far.wanted = wanted
    far.owed = set(council.owed(wanted))
    await asyncio.to_thread(owe, url, wanted, far.url)
    with suppress(TimeoutError):
        await asyncio.wait_for(far.enough.wait(), most_seconds)
    arrived = far.arrivals[:]
    far.limits, far.latency = None, 0.0
    return Reminded(
        count=len(arrived),
        seconds=arrived[-1] - arrived[0] if arrived else 0.0,
        floor=(len(arrived) - 1) / 50,
        refused=far.refused - refused,
        repeats=far.repeats,
        cpu=sum(bot.cpu for bot in several) - before,
        megabytes=max(bot.megabytes for bot in several),
    )


async def growth(far: FarSide, bot: Bot, turns: int) -> tuple[float, float]:
    """Megabytes after a tenth of the turns, and what the rest has added."""

    def say(person: int, turn: int) -> bytes:
        words = (STATUS, "help", "due", "status of HOU-01")[turn % 4]
        return said(far.url, person, f"g-{person}-{turn}-{turns}", words)

    await load(far, bot.port, say, at_once=16, seconds=3600, most=turns // 10)
    warm = bot.megabytes
    await load(far, bot.port, say, at_once=16, seconds=36000, most=turns - turns // 10)
    return warm, bot.megabytes - warm


async def first_answer(far: FarSide, command: Sequence[str], log: Path) -> tuple[float, Bot]:
    """Seconds from starting the process to its first answer, and the bot."""
    begun = time.perf_counter()
    bot = await bots.started("Steward", command, log)
    name = f"first-{next(_TURN)}"
    await load(
        far, bot.port, lambda p, t: said(far.url, p, name, "help"), at_once=1, seconds=60, most=1
    )
    return time.perf_counter() - begun, bot


def card_of(message: bytes) -> bytes:
    """The card in a message that was sent."""
    return json.dumps(json.loads(message)["attachments"][0]["content"]).encode()


async def receipt(far: FarSide, bot: Bot, forms: "Forms") -> bytes:
    """The card with which one submission is answered."""
    client = await Client.connected(bot.port)
    answer = await client.ask(post(bot.port, "/api/messages", forms.press(0, 0)))
    client.close()
    return json.dumps(json.loads(answer.body)["value"]).encode()


def owe(url: str, wanted: int, service_url: str) -> None:
    """People met once, to each of whom a reminder of a due figure is owed now."""
    database = Database(url)
    database.run(lambda session: council.owe(session, wanted, service_url))
    database.close()
