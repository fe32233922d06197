"""What a run found, as tables: the goals with their ratios first, the absolute figures after."""

import os
import platform
from collections.abc import Iterator, Mapping
from datetime import date

from benchmarks.bots import versions
from benchmarks.measures import Speed
from benchmarks.run import ECHOES, Cell, Results, Size


def table(results: Results, size: Size, today: date) -> str:
    return "\n".join(_lines(results, size, today)) + "\n"


def parts(results: Results) -> str:
    """What a run of some parts found: the goals it touches, and the speeds."""
    found = {
        **{f"echo, {_cell(cell)}": speeds for cell, speeds in results.echo.items()},
        **{_cell(cell): speeds for cell, speeds in results.answers.items()},
        "register": results.registers,
        **results.submits,
    }
    rows = [
        f"| {part}: {name} | {_row(speed)} |"
        for part, speeds in found.items()
        for name, speed in speeds.items()
    ]
    return "\n".join([*_goals(results), *rows, *_rest(results)]) + "\n"


def _lines(results: Results, size: Size, today: date) -> Iterator[str]:
    yield from _intro(size, today)
    yield _READING
    yield from ("", "## The goals", "")
    yield "| measure, ratio within one run | goal | measured | |"
    yield "|---|--:|--:|---|"
    yield from _goals(results)
    yield from ("", "## Echo", "")
    yield from _echo(results)
    yield from ("", "## Steward's answers", "")
    yield from _answers(results)
    yield from ("", "## The same answer from larger registers", "")
    yield (
        '"status of housing KPIs" shows the same rows, whatever else is in the register; '
        "16 chats at once."
    )
    yield ""
    yield "| indicators × 24 periods | turns/s | p50 ms | p99 ms | CPU s per 1,000 |"
    yield "|---|--:|--:|--:|--:|"
    yield from (f"| {name} | {_row(speed)} |" for name, speed in results.registers.items())
    yield from ("", "## Submitting a figure", "")
    yield "Read, judged, kept with its audit, concern and card owed, answered with the receipt. The"
    yield "transaction alone is the reading and keeping with all that follows, no HTTP and no card."
    yield ""
    yield "| database | at once | figures/s | p50 ms | p99 ms | CPU s per 1,000 |"
    yield "|---|---|--:|--:|--:|--:|"
    for name, by in results.submits.items():
        yield from (f"| {name} | {at} | {_row(speed)} |" for at, speed in by.items())
    yield from ("", "## The rest", "")
    yield from _rest(results)


def _intro(size: Size, today: date) -> Iterator[str]:
    peers = f"botbuilder {versions('botbuilder')}, Microsoft 365 Agents SDK {versions('agents')}"
    yield "# Speed, measured"
    yield ""
    yield (
        f"{today:%-d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"a {size.name} run of `make benchmark`: medians of {size.rounds} interleaved rounds. "
        f"Peers: plain aiohttp, {peers}, Teams SDK {versions('teams')}. "
        "Absolute figures drift by a third within an hour on a shared machine; compare ratios. "
        "A turn counts when its reply has reached the connector (a button: its answer). "
        "The people, the connector and all bots share the machine; nothing is encrypted."
    )


_READING = """
`make benchmark` takes about four minutes and prints this page; `ARGS="--full --write"` takes a
quarter of an hour and writes it; `--long` adds the memory over 100,000 turns. `--only reminders`
and its like measure a part alone. It needs the package index once, for the peers' environments,
and uses a PostgreSQL server on this machine where there is one, in databases of its own.

- *Edge* is Steward's adapter and handler with a card that stands ready: what the SDKs' echoes do.
- Everything else is Steward whole: who speaks, what the register and the figures say, judged,
  rendered, sent. *Status* is "status of housing KPIs", *status of one* "status of HOU-01".
- *Signed*: a real RS256 token is checked, and a bearer token is sent. A checked token is remembered
  for five minutes, and without tokens the SDK is asked anew each time: so "on" can be the faster.
- What was read of the register, and judged of the same figures, is remembered until it changes
  (decision 0028). *Nothing remembered* is the same answer without that: the first one after a
  change of the register, with the names by which questions are understood made anew too.
- Nobody's turns are limited here; served, a person has thirty in ten seconds.\
"""


def _goals(results: Results) -> Iterator[str]:
    for chats, goal in ((16, 0.7), (64, 0.8)):
        if echo := results.echo.get((chats, 0.0)):
            ratio = echo["Steward's edge"].rate / echo["plain aiohttp"].rate
            yield _goal(f"text turn at the edge, against plain aiohttp, {chats} chats", goal, ratio)
    if answers := results.answers.get((16, 0.0)):
        status = answers["status"].rate
        named = 'full "status of housing KPIs"'
        yield _goal(
            f"{named} against the Agents SDK's bare echo",
            1.5,
            status / answers["Agents SDK: text"].rate,
        )
        yield _goal(
            f"{named} against plain aiohttp sending the same card",
            0.4,
            status / answers["plain: status card"].rate,
        )
        button = answers["edge: button"].rate / answers["plain: button"].rate
        yield _goal("button (Action.Execute) at the edge, against plain aiohttp", 0.6, button)
        yield _goal(
            "authentication on against off, text at the edge",
            0.85,
            answers["edge: text, signed"].rate / answers["edge: text"].rate,
        )
        yield _goal(
            f"authentication on against off, {named}",
            0.85,
            answers["status, signed"].rate / status,
        )
    if len(results.registers) > 1:
        own = {name: one for name, one in results.registers.items() if "Postgre" not in name}
        (small, first), *_, (large, last) = own.items()
        slower = first.rate / last.rate
        mark = "reached" if slower <= 1.3 else "**not reached**"
        yield f"| {named}, {large} indicators against {small} | ≤ 1.3 | {slower:.2f} | {mark} |"
    yield from _submit_goals(results)
    for servers, sent in results.reminded.items():
        over = sent.seconds / sent.floor if sent.floor else 0.0
        good = over <= 1.03 and not sent.refused and not sent.repeats
        yield (
            f"| {sent.count:,} reminders through 50/s{_by(servers)}: time against the limit's own "
            "floor "
            f"| ≤ 1.03, no 429, none twice "
            f"| {over:.3f}, {sent.refused} × 429, {sent.repeats} twice "
            f"| {'reached' if good else '**not reached**'} |"
        )
    if results.loaded:
        mark = "reached" if results.loaded <= 120 else "**not reached**"
        yield f"| memory with everything loaded | ≤ 120 MB | {results.loaded:.0f} MB | {mark} |"
    if results.grown:
        turns, grown = results.grown
        mark = "reached" if grown <= 2 else "**not reached**"
        yield f"| growth over {turns:,} turns | ≤ 2 MB | {grown:.1f} MB | {mark} |"


def _submit_goals(results: Results) -> Iterator[str]:
    for name, goal_rate in (("SQLite", 1200), ("PostgreSQL", 500)):
        kinds = {
            "submit transactions": "the transaction alone, 16 writers",
            "whole submissions": "16 writers",
        }
        for kind, at in kinds.items():
            if (one := results.submits.get(name, {}).get(at)) is None:
                continue
            mark = "reached" if one.rate >= goal_rate and one.p99 <= 25 else "**not reached**"
            yield (
                f"| {kind}, {name}, 16 at once | ≥ {goal_rate:,}/s, p99 ≤ 25 ms "
                f"| {one.rate:,.0f}/s, {one.p99:.0f} ms | {mark} |"
            )


def _by(servers: int) -> str:
    return f", {servers} servers on PostgreSQL" if servers > 1 else ""


def _goal(words: str, goal: float, ratio: float) -> str:
    mark = "reached" if ratio >= goal else "**not reached**"
    return f"| {words} | ≥ {goal} | {ratio:.2f} | {mark} |"


def _echo(results: Results) -> Iterator[str]:
    yield "| at once, connector's latency | stack | turns/s | p50 ms | p99 ms | CPU s per 1,000 |"
    yield "|---|---|--:|--:|--:|--:|"
    for cell, speeds in results.echo.items():
        yield from (f"| {_cell(cell)} | {name} | {_row(speeds[name])} |" for name in ECHOES)


def _answers(results: Results) -> Iterator[str]:
    yield "| at once, connector's latency | turn | turns/s | p50 ms | p99 ms | CPU s per 1,000 |"
    yield "|---|---|--:|--:|--:|--:|"
    for cell, speeds in results.answers.items():
        yield from _named(cell, speeds)


def _named(cell: Cell, speeds: Mapping[str, Speed]) -> Iterator[str]:
    yield from (f"| {_cell(cell)} | {name} | {_row(speed)} |" for name, speed in speeds.items())


def _cell(cell: Cell) -> str:
    return f"{cell[0]}, {cell[1] * 1000:.0f} ms"


def _row(speed: Speed) -> str:
    return f"{speed.rate:,.0f} | {speed.p50:.1f} | {speed.p99:.1f} | {speed.cpu:.2f}"


def _rest(results: Results) -> Iterator[str]:
    for servers, sent in results.reminded.items():
        yield (
            f"- {sent.count:,} reminders through a connector with 30 ms and Teams' limits"
            f"{_by(servers)}: "
            f"{sent.seconds:.1f} s (the limits' own floor is {sent.floor:.1f} s), "
            f"{sent.refused} answers of 429, {sent.repeats} sent twice, {sent.cpu:.1f} s CPU, "
            f"{sent.megabytes:.0f} MB."
        )
    rows, seconds, most = results.imported
    if rows:
        yield (
            f"- Import of {rows:,} figures by `steward import`: {seconds:.1f} s "
            f"({rows / seconds:,.0f} rows a second), {most:.0f} MB at most."
        )
    if results.loaded:
        yield f"- From starting the process to the first answered turn: {results.cold:.2f} s."
        yield f"- Memory with everything loaded: {results.loaded:.0f} MB."
