"""The Microsoft 365 Agents Playground beside Steward: Teams' own cards in a browser, offline.

Its ways are not documented; what is relied on here was tried with the version in `fetch.py`.
"""

import asyncio
import contextlib
import json
import os
import re
import socket
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.demo import council, fetch, node
from bot.demo.fetch import NoPlayground, Say

USUAL_PORT = 56150
PATIENCE = 60.0  # seconds for it to start; 2 are usual, but a laptop may be busy
MANNERS = 3.0  # seconds to end by itself before it is made to
BESIDE = Path(__file__).parent / "beside.cjs"


@dataclass(frozen=True, slots=True)
class Playground:
    """A running Playground: `address` is the page to open, without a slash at the end."""

    address: str

    @property
    def service_url(self) -> str:
        """Where Steward speaks to it, as it speaks to Teams."""
        return f"{self.address}/_connector"

    async def install(self, *conversation_ids: str) -> None:
        """Add Steward to these chats or channels; it then hears of it as it would from Teams."""
        async with aiohttp.ClientSession(self.address) as session:
            for conversation_id in conversation_ids:
                path = f"/_debug/conversation/{conversation_id}/installation"
                async with session.post(path, json={}) as answer:
                    answer.raise_for_status()


@contextlib.asynccontextmanager
async def beside(
    bot_address: str,
    folder: Path,
    *,
    say: Say = print,
    port: int = USUAL_PORT,
    cache: Path | None = None,
) -> AsyncIterator[Playground]:
    """Run the Playground for the bot at this address until the block is left.

    `folder` holds its configuration and log; port 0 takes any free one; `cache` keeps the program,
    by default with the user's caches. Raises NoPlayground, or `node.NoNode`.
    """
    command = await fetch.program(cache or fetch.cache_folder(), say)
    port = free_port(port)
    process = await asyncio.create_subprocess_exec(
        *(str(node.found().node), "--require", str(BESIDE), str(command), "start"),
        *("--app-endpoint", bot_address, "--channel-id", "msteams", "--port", str(port)),
        *("--service-url", f"http://127.0.0.1:{port}/_connector", "--disable-telemetry"),
        env=_environment(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C is for Steward, which then stops it
    )
    try:
        playground = Playground(f"http://127.0.0.1:{await _port_taken(process)}")
        unheard = asyncio.create_task(_drain(process))
        await _answers(playground)
        yield playground
    finally:
        await _stopped(process)
    await unheard


def configured() -> dict[str, object]:
    """The Playground's configuration: the sample council's six people and where they meet."""
    first, *others = [
        {
            "id": person.teams_id,
            "name": person.name,
            "userPrincipleName": person.email,  # so spelt there
            "aadObjectId": person.aad_object_id,
            "givenName": person.name.partition(" ")[0],
            "surname": person.name.partition(" ")[2],
            "email": person.email,
        }
        for person in council.people()
    ]
    return {
        "version": "0.1.1",
        "tenantId": council.TENANT_ID,
        "bot": {"id": council.BOT_ID, "name": council.BOT_NAME},
        "currentUser": first,
        "users": others,
        "personalChat": {"id": council.PERSONAL_CHAT},
        "groupChat": {"id": council.GROUP_CHAT, "name": council.GROUP_CHAT_NAME},
        "team": {
            "id": council.TEAM,
            "name": council.TEAM_NAME,
            "aadGroupId": council.TEAM_GROUP_ID,
            "channels": [{"id": council.BOARD_CHANNEL, "name": council.BOARD_CHANNEL_NAME}],
        },
    }


def _environment(folder: Path) -> dict[str, str]:
    folder.mkdir(parents=True, exist_ok=True)
    configuration = folder / "playground.yml"
    configuration.write_text(json.dumps(configured(), indent=2))  # JSON is YAML too
    return os.environ | {
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(configuration),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
        "TEAMSAPPTESTER_BROWSER": "none",  # opened by us, when Steward is ready
    }


def free_port(port: int) -> int:
    """This port, or any free one for 0; raises NoPlayground where it is taken."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            raise NoPlayground(
                f"Port {port} is taken, perhaps by another demo. Stop that, or choose another "
                "port with --playground-port."
            ) from error
        return int(trial.getsockname()[1])


async def _port_taken(process: asyncio.subprocess.Process) -> int:
    """The port on which it listens; raises NoPlayground with its last words if it does not."""
    assert process.stdout is not None
    words: deque[str] = deque(maxlen=8)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            async for line in process.stdout:
                words.append(line.decode(errors="replace").rstrip())
                if match := re.search(r"Listening on (\d+)", words[-1]):
                    return int(match[1])
    raise NoPlayground("The Playground did not start. It said:\n" + "\n".join(words))


async def _answers(playground: Playground) -> None:
    async with aiohttp.ClientSession(playground.address) as session:
        for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2):
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with session.get("/_debug/ping", timeout=aiohttp.ClientTimeout(5)) as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(pause)
    raise NoPlayground(f"The Playground started but does not answer at {playground.address}.")


async def _drain(process: asyncio.subprocess.Process) -> None:
    """Read on, or it would stand still once the pipe is full. Its own log keeps the words."""
    assert process.stdout is not None
    while await process.stdout.read(65536):
        pass


async def _stopped(process: asyncio.subprocess.Process) -> None:
    """End it: politely by closing its input, then by asking, then by force."""
    assert process.stdin is not None
    process.stdin.close()
    for harder in (process.terminate, process.kill):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), timeout=MANNERS)
            return
        with contextlib.suppress(ProcessLookupError):
            harder()
    await process.wait()
