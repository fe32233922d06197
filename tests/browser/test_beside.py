"""The Playground really runs beside a bot: it hears, keeps to this machine, and ends with us."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.demo import council, fetch, playground
from tests.patience import PATIENCE

pytestmark = pytest.mark.browser

HOUSE = Path(__file__).parents[2]
DEMO = """
import asyncio, os
from pathlib import Path
from bot.demo import playground

async def demo():
    folder = Path(os.environ["FOLDER"])
    async with playground.beside("http://127.0.0.1:9/", folder, port=0) as beside:
        print(beside.address, flush=True)
        await asyncio.Event().wait()

asyncio.run(demo())
"""


def answers(address: str) -> bool:
    host, port = address.removeprefix("http://").split(":")
    with socket.socket() as trial:
        return trial.connect_ex((host, int(port))) == 0


def falls_silent(address: str, seconds: float = PATIENCE) -> bool:
    latest = time.monotonic() + seconds
    while answers(address):
        if time.monotonic() > latest:
            return False
    return True


async def test_the_bot_hears_of_its_installation(tiny_bot, tmp_path):
    bot, address = tiny_bot
    async with playground.beside(address, tmp_path, port=0) as beside:
        await beside.install(council.PERSONAL_CHAT, council.BOARD_CHANNEL)
        await bot.has_heard(4)

    places = {seen["conversation"]["id"] for seen in bot.seen}
    assert places == {council.PERSONAL_CHAT, council.BOARD_CHANNEL}
    assert {seen["channelData"]["tenant"]["id"] for seen in bot.seen} == {council.TENANT_ID}
    assert {seen["from"]["aadObjectId"] for seen in bot.seen} == {council.people()[0].aad_object_id}


async def test_nobody_else_on_the_network_can_speak_as_the_council(tmp_path):
    async with playground.beside("http://127.0.0.1:9/", tmp_path, port=0) as beside:
        assert answers(beside.address)
        assert not answers(beside.address.replace("127.0.0.1", "127.0.0.2"))


async def test_a_playground_that_fails_at_once_says_why(tmp_path):
    command = tmp_path / f"playground-{fetch.VERSION}/node_modules/{fetch.PACKAGE}/cli.js"
    command.parent.mkdir(parents=True)
    command.write_text("console.error('no such configuration'); process.exit(1)")

    with pytest.raises(fetch.NoPlayground, match=r"(?s)did not start.*no such configuration"):
        async with playground.beside("http://127.0.0.1:9/", tmp_path, port=0, cache=tmp_path):
            pass


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_playground_ends_however_the_demo_ends(tmp_path, how):
    with subprocess.Popen(
        [sys.executable, "-c", DEMO],
        env=os.environ | {"FOLDER": str(tmp_path)},
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as demo:
        assert demo.stdout is not None
        address = next(line.strip() for line in demo.stdout if line.startswith("http"))
        assert answers(address)
        demo.send_signal(how)
    assert falls_silent(address)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_whole_demo_ends_in_a_word_however_it_is_asked_to(tmp_path, how):
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "bot", "demo", "--no-browser", "--data", str(tmp_path)),
            *("--port", str(_free_port()), "--playground-port", str(_free_port())),
        ],
        cwd=HOUSE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as demo:
        assert demo.stdout is not None
        assert demo.stderr is not None
        ready = next(line for line in demo.stdout if "Steward is ready" in line)
        address = ready.rpartition(" ")[2].strip()
        assert answers(address)
        demo.send_signal(how)
        said, errors = demo.communicate(timeout=PATIENCE)
    assert demo.returncode == 0
    assert said.endswith("The demo has ended.\n")
    assert errors == ""
    assert falls_silent(address)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
