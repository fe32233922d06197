"""The served process as Teams meets it: over HTTP, with a connector that records the answers."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot import demo
from bot.demo import council
from bot.settings import Settings
from tests.fake_connector import Call, FakeConnector, happened, pressed, said
from tests.far_teams import until
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent.parent
pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


class Served:
    """A running `steward serve --dev`, spoken to as Teams speaks to a bot."""

    def __init__(
        self,
        ports: tuple[int, int],
        database_url: str,
        session: aiohttp.ClientSession,
        teams: FakeConnector,
    ) -> None:
        self.port, self.admin_port = ports
        self.database_url = database_url
        self.teams = teams
        self._session = session
        self._number = 0

    async def post(self, activity: dict[str, Any]) -> tuple[int, Any]:
        """Send an activity from Olive; the status and the body of the answer."""
        self._number += 1
        olive = council.people()[0]
        activity |= {
            "id": f"in-{self._number}",
            "serviceUrl": self.teams.url,
            "from": {"id": olive.teams_id, "name": olive.name, "aadObjectId": olive.aad_object_id},
            "channelData": {"tenant": {"id": council.TENANT_ID}},
        }
        address = f"http://127.0.0.1:{self.port}/api/messages"
        async with self._session.post(address, json=activity) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await answer.json() if is_json else await answer.text()

    async def get(self, path: str, port: int = 0) -> tuple[int, str]:
        async with self._session.get(f"http://127.0.0.1:{port or self.port}{path}") as answer:
            return answer.status, await answer.text()

    async def watch(self, path: str) -> tuple[int, str]:
        """The same on the port of whoever watches."""
        return await self.get(path, self.admin_port)

    async def sent(self, wanted: Callable[[Call], bool]) -> Call:
        """The first call to Teams that is as wanted, once it has come."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < deadline:
            for call in self.teams.calls:
                if wanted(call):
                    return call
            await asyncio.sleep(0.02)
        raise AssertionError(f"not among {[call.path for call in self.teams.calls]}")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    settings = Settings(dev=True, database_url=f"sqlite:///{folder / demo.FILE}")
    demo.fresh(settings, folder).close()
    async with (
        FakeConnector() as teams,
        aiohttp.ClientSession() as session,
        _process(settings.database_url, "2026-10-12T09:02") as ports,
    ):
        yield Served(ports, settings.database_url, session, teams)


async def test_a_figure_is_asked_for_given_and_told_over_http(served: Served) -> None:
    status, _ = await served.post(happened("installationUpdate", action="add"))
    assert status == 201

    reminder = await served.sent(lambda call: "3 figures are due" in str(call.body))
    give = _button(reminder.body, "Give figures")
    card_id = {"replyToId": "1"}
    status, answer = await served.post(pressed("give", give["data"], **card_id))
    assert (status, answer["statusCode"]) == (200, 200)
    form = answer["value"]
    assert "1 of 3" in str(form)

    typed = {"value": "112", "commentary": "Six families came at once; Olive moves them on by May."}
    data = _button(form, "Submit")["data"] | typed
    _, answer = await served.post(pressed("submit", data, **card_id))
    if "Is that right?" in str(answer):
        data = _button(answer["value"], "Yes, keep it")["data"] | typed
        _, answer = await served.post(pressed("confirm", data, **card_id))
    assert "✓ Kept" in str(answer["value"])

    _, again = await served.post(pressed("confirm", data, **card_id))
    assert again["value"] == answer["value"]

    await served.post(said("status of HOU-05"))
    one = await served.sent(lambda call: "Status · Housing" in str(call.body))
    assert "112" in str(one.body)


async def test_what_watches_over_it_is_answered(served: Served) -> None:
    assert await served.get("/healthz") == (200, "alive\n")
    status, metrics = await served.watch("/metrics")
    assert status == 200
    assert "steward_oldest_unsent_seconds" in metrics
    assert (await served.get("/api/messages"))[0] == 405

    async def is_ready() -> bool:
        return await served.watch("/readyz") == (200, "ready\n")

    await until(is_ready, "it is ready")


async def test_the_watchers_pages_are_on_the_admin_port_only(served: Served) -> None:
    assert (await served.get("/metrics"))[0] == 404
    assert (await served.get("/readyz"))[0] == 404
    assert await served.watch("/healthz") == (200, "alive\n")
    assert (await served.watch("/api/messages"))[0] == 404


async def test_a_port_that_is_taken_is_named(served: Served, tmp_path: Path) -> None:
    settings = Settings(dev=True, database_url=f"sqlite:///{tmp_path / demo.FILE}")
    demo.fresh(settings, tmp_path).close()
    for ports in ((served.port, _free_port()), (_free_port(), served.admin_port)):
        process = await _started(settings.database_url, ports, "2026-10-12T09:02")
        _, errors = await process.communicate()
        assert process.returncode == 1
        assert b"PORT to a free port." in errors
        assert b"Traceback" not in errors


async def test_a_second_server_on_one_sqlite_file_is_refused(served: Served) -> None:
    process = await _started(served.database_url, (_free_port(), _free_port()), "2026-10-12T09:02")
    _, errors = await process.communicate()
    assert process.returncode == 1
    assert b"Another Steward serves this SQLite file already" in errors


@asynccontextmanager
async def _process(database_url: str, at: str) -> AsyncIterator[tuple[int, int]]:
    ports = (_free_port(), _free_port())
    process = await _started(database_url, ports, at)
    try:
        await _alive(ports[0], process)
        yield ports
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()


async def _started(
    database_url: str, ports: tuple[int, int], at: str
) -> asyncio.subprocess.Process:
    environ = os.environ | {
        "PYTHONPATH": str(ROOT),
        "STEWARD_DATABASE_URL": database_url,
        "STEWARD_PORT": str(ports[0]),
        "STEWARD_ADMIN_PORT": str(ports[1]),
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve", "--dev", "--at", at),
        env=environ,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )


async def _alive(port: int, process: asyncio.subprocess.Process) -> None:
    async with aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)
    raise AssertionError("it ended before it was alive")


def _button(message: Any, title: str) -> Any:
    """The Action.Execute of this title, wherever it is in the message."""
    nodes = [message]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            if node.get("type") == "Action.Execute" and node.get("title") == title:
                return node
            nodes += node.values()
        elif isinstance(node, list):
            nodes += node
    raise AssertionError(f"no button {title!r}")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
