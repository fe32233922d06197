"""The stacks that are compared: each a process of its own, measured from outside."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.wire import Client

HERE = Path(__file__).parent
HOUSE = HERE.parent
VENVS = HOUSE / ".venv" / "peers"
PACKAGES = {
    "botbuilder": ("botbuilder-integration-aiohttp==4.17.1", "urllib3>=2"),
    "agents": ("microsoft-agents-hosting-aiohttp", "microsoft-agents-hosting-core"),
    "teams": ("microsoft-teams-apps",),
}
_TICKS = os.sysconf("SC_CLK_TCK")


def prepare() -> None:
    """Make each peer's environment, once."""
    for name, packages in PACKAGES.items():
        home = VENVS / name
        if (home / "ready").exists():
            continue
        print(f"Making the environment of {name} (once)…", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        install = [str(home / "bin/python"), "-m", "pip", "install", "-q", "-q"]
        subprocess.run([*install, "--disable-pip-version-check", *packages], check=True)
        (home / "ready").touch()


def versions(name: str) -> str:
    """What is installed there, the packages that were asked for."""
    wanted = [package.partition("=")[0].partition(">")[0] for package in PACKAGES[name]]
    code = f"import importlib.metadata as m; print(' '.join(map(m.version, {wanted!r})))"
    python = str(VENVS / name / "bin/python")
    asked = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    return asked.stdout.split()[0]


@dataclass(frozen=True, slots=True)
class Bot:
    """One running process on a port."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"
    ready_after: float  # seconds from start to the first accepted connection

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def megabytes(self) -> float:
        """Memory in RAM."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def started(name: str, command: Sequence[str], log: Path) -> Bot:
    """Start a bot: `{port}` in the command becomes its port. Raises TimeoutError."""
    port = free_port()
    begun = time.perf_counter()
    process = _launched([part.replace("{port}", str(port)) for part in command], log)
    async with asyncio.timeout(60):
        while True:
            try:
                (await Client.connected(port)).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise TimeoutError(f"{name} ended: {_said(log)}") from None
                await asyncio.sleep(0.01)
    return Bot(name, port, process, time.perf_counter() - begun)


def _launched(command: Sequence[str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("wb") as told:
        return subprocess.Popen(
            command,
            cwd=log.parent,
            env={**os.environ, "PYTHONPATH": str(HOUSE)},
            stdout=subprocess.DEVNULL,
            stderr=told,
        )


def _said(log: Path) -> str:
    return log.read_text()[-2000:]


def peer(name: str) -> list[str]:
    return [str(VENVS / name / "bin/python"), str(HERE / f"peers/{name}_echo.py"), "{port}"]


def plain(cards: Path) -> list[str]:
    return [sys.executable, str(HERE / "peers/plain_echo.py"), "{port}", str(cards)]


def steward(far: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.steward", "{port}", far, *more]
