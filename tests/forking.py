"""Starts Steward again and again cheaply: one process has imported it, and each start is its fork.

A start by `python -m bot` costs seconds on a busy machine, most of them for imports. What is forked
is a process of its own: it is killed, stopped and waited for like any other.
"""

import asyncio
import ctypes
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parent.parent
PR_SET_PDEATHSIG = 1  # Linux's prctl: what to be sent when the parent dies


class ForkedProcess:
    """One start: what `asyncio.subprocess.Process` offers, as far as tests need it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def returncode(self) -> int | None:
        return self._ended.result() if self._ended.done() else None

    def send_signal(self, which: signal.Signals) -> None:
        os.kill(self.pid, which)

    async def wait(self) -> int:
        return await asyncio.shield(self._ended)

    def end(self, returncode: int) -> None:
        self._ended.set_result(returncode)


class Forking:
    """`async with Forking(environment) as forking`; then `await forking.start(arguments, more)`."""

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        self._environment = environment or {}
        self._parent: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._started: asyncio.Queue[ForkedProcess] = asyncio.Queue()
        self._running: dict[int, ForkedProcess] = {}

    async def __aenter__(self) -> Self:
        self._parent = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.forking"),
            env=os.environ | {"PYTHONPATH": str(ROOT)} | self._environment,
            cwd=ROOT,
            stdin=PIPE,
            stdout=PIPE,
        )
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_exc: object) -> None:
        assert self._parent is not None
        for process in list(self._running.values()):
            process.send_signal(signal.SIGKILL)
        for process in list(self._running.values()):
            await process.wait()
        self._parent.kill()
        await self._parent.wait()
        assert self._reading is not None
        await self._reading

    async def start(self, arguments: list[str], environment: dict[str, str]) -> ForkedProcess:
        """Run `steward` with these arguments in a process of its own."""
        assert self._parent is not None
        assert self._parent.stdin is not None
        order = json.dumps({"arguments": arguments, "environment": environment})
        self._parent.stdin.write(order.encode() + b"\n")
        return await self._started.get()

    async def _read(self) -> None:
        assert self._parent is not None
        assert self._parent.stdout is not None
        while line := (await self._parent.stdout.readline()).decode().split():
            pid = int(line[1])
            if line[0] == "started":
                self._running[pid] = ForkedProcess(pid)
                self._started.put_nowait(self._running[pid])
            else:
                self._running.pop(pid).end(int(line[2]))


# ---------------------------------------------------------------- in the process that is forked


def serve_orders() -> None:
    """Fork for each line of standard input; say who has started, and who has ended and how."""
    from bot.__main__ import main  # imported once, for all that are forked

    signal.signal(signal.SIGCHLD, lambda *_: _tell_ended())
    for line in sys.stdin:
        order = json.loads(line)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # it has started before it ends
        pid = os.fork()
        if pid == 0:
            os._exit(_run(main, order))
        _tell(f"started {pid}")
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _run(main, order: dict) -> int:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # never outlives its test
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.environ.update(order["environment"])
    try:
        return int(main(order["arguments"]))
    except BaseException as error:  # noqa: BLE001 (a child must never return to the loop above)
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 70


def _tell_ended() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _tell(f"ended {pid} {os.waitstatus_to_exitcode(status)}")


def _tell(words: str) -> None:
    os.write(1, f"{words}\n".encode())


if __name__ == "__main__":
    serve_orders()
