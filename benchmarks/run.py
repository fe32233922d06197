"""One whole run: the stacks started, compared and stopped, and what came of it as tables."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from benchmarks import bots, council, measures
from benchmarks.bots import Bot
from benchmarks.far_side import FarSide
from benchmarks.measures import STATUS, Case, Forms, Reminded, Speed

POSTGRES = "postgresql://postgres@127.0.0.1:5432"
PARTS = ("echo", "answers", "submits", "reminders", "import", "memory")
WITH_PEERS = frozenset({"echo", "answers"})
ECHOES = ("plain aiohttp", "Steward's edge", "Agents SDK", "Teams SDK", "botbuilder")


@dataclass(frozen=True, slots=True)
class Size:
    """How long and how large a run is."""

    name: str
    rounds: int
    seconds: float  # of one case in one round
    chats: tuple[tuple[int, float], ...]  # at once, latency of the connector in seconds
    registers: tuple[int, ...]  # indicators
    reminders: int
    imported: int  # figures
    submissions: int
    turns: int  # for the growth of memory


QUICK = Size("quick", 3, 0.6, ((16, 0.0), (64, 0.0), (16, 0.03)), (400, 4000), 300, 20_000, 600, 0)
FULL = Size(
    "full",
    3,
    1.0,
    tuple((chats, latency) for latency in (0.0, 0.03) for chats in (1, 16, 64)),
    (400, 4000, 40_000),
    2000,
    100_000,
    3000,
    0,
)

Cell = tuple[int, float]  # chats at once, latency


@dataclass(slots=True)
class Results:
    """Everything measured in one run; empty where a part was left out."""

    echo: dict[Cell, dict[str, Speed]]
    answers: dict[Cell, dict[str, Speed]]
    registers: dict[str, Speed]
    submits: dict[str, dict[str, Speed]]  # database: at once
    reminded: dict[int, Reminded] = field(default_factory=dict)  # by servers
    imported: tuple[int, float, float] = (0, 0.0, 0.0)  # rows, seconds, MB at most
    cold: float = 0.0
    loaded: float = 0.0  # MB
    grown: tuple[int, float] | None = None  # turns, MB


class Databases:
    """SQLite files in a folder of the run, and one PostgreSQL database that is dropped after it."""

    def __init__(self, folder: Path, service_url: str, stack: ExitStack) -> None:
        self._folder = folder
        self._service_url = service_url
        self._made: dict[str, str] = {}
        self._stack = stack

    def sqlite(self, size: int, use: str = "") -> str:
        url = f"sqlite:///{self._folder}/council-{size}{use}.sqlite"
        return self._filled(url, size)

    def postgres(self, size: int, use: str = "") -> str | None:
        """None where no server answers."""
        name = f"steward_benchmark_{size}{use}"
        try:
            _admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        except psycopg.OperationalError:
            return None
        self._stack.callback(_admin, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        return self._filled(f"{POSTGRES}/{name}", size)

    def _filled(self, url: str, size: int) -> str:
        if url not in self._made:
            _say(f"  a council of {size:,} indicators")
            council.fill(url, size, self._service_url)
            self._made[url] = url
        return url


def _admin(*statements: str) -> None:
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=3) as server:
        for statement in statements:
            server.execute(statement.encode())


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


class Run:
    def __init__(self, size: Size, folder: Path) -> None:
        self._size = size
        self._folder = folder
        self._far = FarSide()

    async def measured(self, parts: Collection[str]) -> Results:
        """These of PARTS, in the order in which a whole run takes them."""
        taken = (
            self._echoes,
            self._answers,
            self._submits,
            self._reminders,
            self._import,
            self._memory,
        )
        results = Results({}, {}, {}, {})
        with ExitStack() as stack:
            await self._far.open()
            stack.callback(self._far.close)
            self._databases = Databases(self._folder, self._far.url, stack)
            for part, measure in zip(PARTS, taken, strict=True):
                if part in parts:
                    await measure(results)
        return results

    async def _started(self, stack: ExitStack, name: str, command: list[str]) -> Bot:
        bot = await bots.started(name, command, self._folder / f"{name.replace(' ', '-')}.log")
        stack.callback(bot.stop)
        return bot

    async def _compare(self, cases: list[Case], cell: Cell) -> dict[str, Speed]:
        return await measures.compare(
            self._far,
            cases,
            at_once=cell[0],
            latency=cell[1],
            rounds=self._size.rounds,
            seconds=self._size.seconds,
        )

    async def _echoes(self, results: Results) -> None:
        _say("Echo: five stacks")
        with ExitStack() as stack:
            commands = [
                bots.plain(self._folder),
                self._steward("--edge", str(self._folder)),
                *(bots.peer(name) for name in ("agents", "teams", "botbuilder")),
            ]
            cases = [
                Case(name, await self._started(stack, name, command))
                for name, command in zip(ECHOES, commands, strict=True)
            ]
            for cell in self._size.chats:
                results.echo[cell] = await self._compare(cases, cell)
                _say(f"  {cell[0]} at once, {cell[1] * 1000:.0f} ms")

    def _steward(self, *more: str) -> list[str]:
        return bots.steward(self._far.url, *more)

    async def _answers(self, results: Results) -> None:
        """Real answers beside the Agents SDK's echo and plain aiohttp with the same cards."""
        _say("Answers: Steward whole")
        with ExitStack() as stack:
            first = self._size.registers[0]
            url = self._databases.sqlite(first)
            whole = await self._started(stack, "sqlite", self._steward("--database", url))
            await self._cards(whole, url)
            plain = await self._started(stack, "plain", bots.plain(self._folder))
            edge = await self._started(stack, "edge", self._steward("--edge", str(self._folder)))
            signed = await self._started(
                stack, "signed", self._steward("--edge", str(self._folder), "--signed")
            )
            agents = await self._started(stack, "agents", bots.peer("agents"))
            forgetful = await self._started(
                stack, "forgetful", self._steward("--database", url, "--forgetful")
            )
            both = await self._started(stack, "both", self._steward("--database", url, "--signed"))
            cases = [
                Case("plain: text", plain),
                Case("plain: status card", plain, STATUS),
                Case("plain: button", plain, button=True),
                Case("Agents SDK: text", agents),
                Case("edge: text", edge),
                Case("edge: text, signed", signed, signed=True),
                Case("edge: status card", edge, STATUS),
                Case("edge: button", edge, button=True),
                Case("help", whole, "help"),
                Case("status", whole, STATUS),
                Case("status, signed", both, STATUS, signed=True),
                Case("status, nothing remembered", forgetful, STATUS),
                Case("status of one", whole, "status of HOU-01"),
                Case("due", whole, "due"),
            ]
            if (other := self._databases.postgres(first)) is not None:
                bot = await self._started(stack, "postgres", self._steward("--database", other))
                cases.append(Case("status, PostgreSQL", bot, STATUS))
            for cell in self._size.chats:
                results.answers[cell] = await self._compare(cases, cell)
                _say(f"  {cell[0]} at once, {cell[1] * 1000:.0f} ms")
            await self._registers(results, stack, whole)

    async def _cards(self, bot: Bot, url: str) -> None:
        """What Steward answers, for the others to answer with: its status card and its receipt."""
        once = Case("status", bot, STATUS)
        await measures.compare(self._far, [once], at_once=1, rounds=1, seconds=0.2)
        (self._folder / "status.json").write_bytes(measures.card_of(self._far.last))
        receipt = await measures.receipt(self._far, bot, Forms(self._far, council.to_submit(url)))
        (self._folder / "receipt.json").write_bytes(receipt)

    async def _registers(self, results: Results, stack: ExitStack, first: Bot) -> None:
        _say("The same answer from larger registers")
        cases = [Case(f"{self._size.registers[0]:,}", first, STATUS)]
        for size in self._size.registers[1:]:
            command = self._steward("--database", self._databases.sqlite(size))
            bot = await self._started(stack, f"register-{size}", command)
            cases.append(Case(f"{size:,}", bot, STATUS))
            if size == max(self._size.registers) and (url := self._databases.postgres(size)):
                bot = await self._started(
                    stack, f"postgres-{size}", self._steward("--database", url)
                )
                cases.append(Case(f"{size:,}, PostgreSQL", bot, STATUS))
        results.registers = await self._compare(cases, (16, 0.0))

    async def _submits(self, results: Results) -> None:
        _say("Submitting")
        urls = {
            "SQLite": self._databases.sqlite(4000, "-submit"),
            "PostgreSQL": self._databases.postgres(4000, "_submit"),
        }
        alone = {
            "SQLite": self._databases.sqlite(4000, "-keep"),
            "PostgreSQL": self._databases.postgres(4000, "_keep"),
        }
        for name, url in urls.items():
            if url is None:
                continue
            with ExitStack() as stack:
                forms = Forms(self._far, council.to_submit(url))
                bot = await self._started(stack, f"submit-{name}", self._steward("--database", url))
                results.submits[name] = {
                    at: await measures.submitting(
                        self._far,
                        bot,
                        forms,
                        number,
                        self._size.submissions // 2,
                    )
                    for at, number in (("16 writers", 16), ("200 officers", 200))
                }
            if (kept := council.figures_given(url)) != self._size.submissions // 2 * 2:
                raise RuntimeError(f"{kept} of {self._size.submissions} figures were kept")
            if (other := alone[name]) is not None:
                results.submits[name]["the transaction alone, 16 writers"] = await measures.keeping(
                    other, 16, self._size.submissions
                )

    async def _reminders(self, results: Results) -> None:
        """One server on SQLite; and, where there is a PostgreSQL, two replicas on it."""
        urls = {
            1: self._databases.sqlite(100, "-remind"),
            2: self._databases.postgres(100, "_remind"),
        }
        for replicas, url in urls.items():
            if url is None:
                continue
            _say(f"{self._size.reminders:,} cards through Teams' limits, servers: {replicas}")
            with ExitStack() as stack:
                command = self._steward("--database", url, "--ticks")
                several = [
                    await self._started(stack, f"remind-{replicas}-{number}", command)
                    for number in range(replicas)
                ]
                results.reminded[replicas] = await measures.reminding(
                    self._far, several, url, self._size.reminders, 30 + self._size.reminders / 20
                )

    async def _import(self, results: Results) -> None:
        _say(f"Import of {self._size.imported:,} figures")
        path = self._folder / "figures.csv"
        url = self._databases.sqlite(4000, "-import")
        council.figures_file(path, self._size.imported)
        begun = time.perf_counter()
        measured = await asyncio.to_thread(_imported, url, path)
        most = measured / 1024
        results.imported = (self._size.imported, time.perf_counter() - begun, most)

    async def _memory(self, results: Results) -> None:
        _say("Cold start and memory")
        command = self._steward("--database", self._databases.sqlite(self._size.registers[0]))
        starts = []
        for _ in range(3):
            seconds, bot = await measures.first_answer(
                self._far, command, self._folder / "cold.log"
            )
            starts.append(seconds)
            results.loaded = bot.megabytes
            bot.stop()
        results.cold = sorted(starts)[1]
        if self._size.turns:
            _, bot = await measures.first_answer(self._far, command, self._folder / "cold.log")
            results.loaded, grown = await measures.growth(self._far, bot, self._size.turns)
            results.grown = (self._size.turns, grown)
            bot.stop()


def _imported(url: str, path: Path) -> int:
    """Run `steward import figures`; the most memory it took, in kilobytes."""
    ended = subprocess.run(
        [sys.executable, "-c", _IMPORT, str(path)],
        env={**os.environ, "STEWARD_DATABASE_URL": url, "PYTHONPATH": str(bots.HOUSE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return int(ended.stdout.split()[-1])


_IMPORT = """
import resource, sys
from bot.__main__ import main
assert main(["import", "figures", sys.argv[1]]) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
