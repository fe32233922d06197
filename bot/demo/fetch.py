"""The Playground's program, fetched by npm once and kept in the user's cache."""

import asyncio
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from bot.demo import node

PACKAGE = "@microsoft/m365agentsplayground"
VERSION = "0.2.28"
# npm refuses any other content of that version.
INTEGRITY = "sha512-" + (
    "EevhYW8xtEATwNg5eiFqTgZT0P5gjfCsLBwBWESSrB6+0lr9Yi9R27HJwjNGUlT3JQlxoWMgnvEQunUuyI/+2Q=="
)
MEGABYTES = 4  # as fetched; 15 unpacked

Say = Callable[[str], None]


class NoPlayground(RuntimeError):
    """The Playground cannot be fetched or started; the message says why and what to do."""


def cache_folder() -> Path:
    """Where it is kept between demos: the user's cache."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "steward"


async def program(cache: Path, say: Say) -> Path:
    """The path of the Playground's command, fetched if it is not there; raises NoPlayground.

    Raises `node.NoNode` where npm is missing. Two demos may fetch at the same time.
    """
    kept = cache / f"playground-{VERSION}"
    command = kept / "node_modules" / PACKAGE / "cli.js"
    if not command.exists():
        npm = node.found().npm
        say(f"Fetching the Playground (once, about {MEGABYTES} MB)…")
        partial = cache / f"{kept.name}.{os.getpid()}.part"
        try:
            _ask_for_it(partial)
            await _npm_ci(npm, partial)
            if not command.exists():
                partial.rename(kept)
        except OSError as error:
            raise NoPlayground(f"The Playground cannot be kept in {cache}: {error}.") from error
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        say("The Playground is here.")
    return command


def _ask_for_it(folder: Path) -> None:
    wanted = {"dependencies": {PACKAGE: VERSION}}
    known = {f"node_modules/{PACKAGE}": {"version": VERSION, "integrity": INTEGRITY}}
    lock = {"lockfileVersion": 3, "requires": True, "packages": {"": wanted, **known}}
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"private": True, **wanted}))
    (folder / "package-lock.json").write_text(json.dumps(lock))


async def _npm_ci(npm: tuple[Path, ...], folder: Path) -> None:
    """Install what the lock file names, and run none of its scripts."""
    process = await asyncio.create_subprocess_exec(
        *(*map(str, npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts"),
        cwd=folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:  # we were asked to stop
            process.kill()
    if process.returncode:
        last = output.decode(errors="replace").strip().splitlines()[-8:]
        raise NoPlayground(
            "The Playground could not be fetched. Is this machine on the network, and may npm "
            "reach its registry? npm said:\n" + "\n".join(last)
        )
