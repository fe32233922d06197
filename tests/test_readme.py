"""The README is true: its commands run, its settings are all of them, its pictures are drawn."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from bot import __main__ as commands
from bot import settings
from bot.demo import council
from cycle.improve.intervention import Stage
from cycle.review.concern import ConcernState
from cycle.review.rate import Band, State

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
BOT = {"APP_ID": "app", "APP_PASSWORD": "secret", "TENANT_ID": council.TENANT_ID}


@pytest.mark.process
def test_the_commands_of_setting_up_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in council.STARTER.glob("*.csv"):
        shutil.copy(table, tmp_path)
    port = _free_port()
    monkeypatch.chdir(tmp_path)
    for name, value in {**BOT, "PORT": str(port)}.items():
        monkeypatch.setenv(f"STEWARD_{name}", value)
    ran = 0
    for line in COMMANDS:
        if not line.startswith("steward "):
            continue
        words = line.split()[1:]
        if line == "steward serve":
            _serves([sys.executable, "-m", "bot", *words], port)
        else:
            # the doctor rightly says that no board channel is chosen yet
            assert commands.main(words) == (1 if line == "steward doctor" else 0), line
        ran += 1
    assert ran >= 7


def test_the_make_targets_it_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {line.split()[1] for line in COMMANDS if line.startswith("make ")}
    assert {"demo", "test"} == named
    assert named <= targets


def test_ci_runs_nothing_that_it_does_not_name() -> None:
    ran = re.findall(r"^(?:exec )?make ([a-z]+)$", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert ran == ["check", "faults"]
    assert [target for target in ran if f"`make {target}`" not in README] == []


def test_every_setting_is_in_its_table() -> None:
    named = set(re.findall(r"STEWARD_([A-Z_]+)", README)) - {"TEST_POSTGRES"}
    assert named == set(settings.NAMES)


@pytest.mark.parametrize("what", commands.IMPORTS + commands.EXPORTS)
def test_every_import_and_export_is_in_its_table(what: str) -> None:
    assert re.search(rf"steward (im|ex)port [^`]*\b{what}\b", README)


@pytest.mark.parametrize("word", [*ConcernState, *Stage, *Band])
def test_every_state_of_a_concern_or_intervention_and_every_colour_is_in_a_picture(
    word: str,
) -> None:
    assert re.search(rf"\b{re.escape(word)}\b", _pictures(), re.IGNORECASE)


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_figure_is_in_a_picture(state: State) -> None:
    words = state.value.replace(": Statistic", "").replace(": data only", "").replace(":", ",")
    assert words in _pictures()


def test_every_room_in_the_picture_of_the_house_is_there() -> None:
    house = re.findall(r"```\n( bot/ .*?)```", README, re.DOTALL)[0]
    floors = re.split(r"^ (\w+)/", house, flags=re.MULTILINE)[1:]
    for floor, rooms in zip(floors[::2], floors[1::2], strict=True):
        there = {path.stem for path in (ROOT / floor).rglob("*") if "__" not in path.name}
        named = set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", rooms.partition(":")[2])))
        assert named <= there, (floor, named - there)


def test_every_file_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def _pictures() -> str:
    return "\n".join(re.findall(r"```mermaid\n(.*?)```", README, re.DOTALL))


def _serves(words: list[str], port: int) -> None:
    """It starts, says that it is alive, and ends when it is asked to."""
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, env=environ, stderr=subprocess.PIPE) as process:
        try:
            is_alive = _alive(port, process)
        finally:
            process.terminate()
        assert process.stderr
        assert is_alive, process.stderr.read().decode()
        assert process.wait(timeout=10) == 0


def _alive(port: int, process: "subprocess.Popen[bytes]") -> bool:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            if process.poll() is not None:
                return False
            time.sleep(0.05)
    return False


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
