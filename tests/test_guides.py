"""The guides are true: commands run, tables are complete, links lead somewhere."""

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
from bot.imports import BY_NAME
from cycle.improve.intervention import Stage
from cycle.review.concern import ConcernState
from cycle.review.rate import State
from cycle.review.schemes import Band
from papers import sheets
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVER = (ROOT / "docs/setup/server.md").read_text(encoding="utf-8")
HOUSE = (ROOT / "docs/house.md").read_text(encoding="utf-8")
PERFORMANCE_TEAM = (ROOT / "docs/performance-team.md").read_text(encoding="utf-8")
GUIDES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (
        *(ROOT / "README.md", ROOT / "docs/officers.md", ROOT / "docs/board.md"),
        *(ROOT / "docs/demo.md", ROOT / "docs/performance-team.md", ROOT / "docs/house.md"),
        *sorted((ROOT / "docs/setup").glob("*.md")),
    )
}


def commands_of(text: str) -> list[str]:
    """Every line that a guide tells somebody to type on the server."""
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


COMMANDS = [line for text in GUIDES.values() for line in commands_of(text)]
BOT = {
    "APP_ID": "0f3c6c3e-5d2b-4c8e-9a51-7d0f4e2b1c66",
    "APP_PASSWORD": "secret",
    "TENANT_ID": council.TENANT_ID,
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """An empty folder with the tables in it, and the settings of a bot. Returns the free port."""
    for table in council.STARTER.glob("*.csv"):
        shutil.copy(table, tmp_path)
    port = _free_port()
    monkeypatch.chdir(tmp_path)
    for name, value in {**BOT, "PORT": str(port)}.items():
        monkeypatch.setenv(f"STEWARD_{name}", value)
    return port


@pytest.mark.process
@pytest.mark.parametrize("guide", [name for name, text in GUIDES.items() if "\nsteward " in text])
def test_the_commands_of_a_guide_work_one_after_the_other(guide: str, server: int) -> None:
    if "steward migrate" not in GUIDES[guide]:  # then an earlier guide has done it
        assert commands.main(["migrate"]) == 0
    for line in commands_of(GUIDES[guide]):
        if not line.startswith("steward "):
            continue
        words = line.split()[1:]
        if line == "steward serve":
            _serves([sys.executable, "-m", "bot", *words], server)
        else:
            # the doctor rightly says that no board channel is chosen yet
            assert commands.main(words) == (1 if line == "steward doctor" else 0), line


def test_the_make_targets_it_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {line.split()[1] for line in COMMANDS if line.startswith("make ")}
    assert {"demo", "test"} <= named
    assert named <= targets


def test_ci_runs_nothing_that_it_does_not_name() -> None:
    ran = re.findall(r"^(?:exec )?make ([a-z]+)$", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert ran == ["check", "faults"]
    assert [target for target in ran if f"`make {target}`" not in README] == []


def test_every_setting_is_in_its_table() -> None:
    assert set(re.findall(r"^\| .*`STEWARD_([A-Z_]+)`.* \|", SERVER, re.MULTILINE)) <= set(
        settings.NAMES
    )
    rows = "\n".join(line for line in SERVER.splitlines() if line.startswith("| `STEWARD_"))
    assert set(re.findall(r"STEWARD_([A-Z_]+)", rows)) == set(settings.NAMES)


@pytest.mark.parametrize("guide", GUIDES)
def test_no_guide_names_a_setting_that_is_not_there(guide: str) -> None:
    named = set(re.findall(r"STEWARD_([A-Z_]+)", GUIDES[guide])) - {"TEST_POSTGRES", "DOMAIN"}
    assert {name.removesuffix("_FILE") for name in named} <= set(settings.NAMES)


def test_every_table_has_its_columns_in_the_guide_of_the_performance_team() -> None:
    rows = re.findall(r"^\| (\w+) \| `(.+)\|$", PERFORMANCE_TEAM, re.MULTILINE)
    assert set(BY_NAME) <= {name for name, _ in rows}


@pytest.mark.parametrize("what", BY_NAME)
def test_every_import_has_a_template_that_can_be_read_again(what: str, tmp_path: Path) -> None:
    table = BY_NAME[what]
    for ending in ("csv", "xlsx"):
        path = tmp_path / f"{what}.{ending}"
        assert commands.main(["template", what, str(path)]) == commands.DONE
        assert set(sheets.read(path, table.required_columns()).columns) == set(table.columns())


@pytest.mark.parametrize("what", tuple(BY_NAME) + commands.EXPORTS)
def test_every_import_and_export_is_in_its_table(what: str) -> None:
    assert re.search(rf"steward (im|ex)port [^`]*\b{what}\b", SERVER)


@pytest.mark.parametrize("word", [*ConcernState, *Stage, *Band])
def test_every_state_of_a_concern_or_intervention_and_every_colour_is_in_a_picture(
    word: str,
) -> None:
    assert re.search(rf"\b{re.escape(word)}\b", _pictures(), re.IGNORECASE)


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_figure_is_in_a_picture(state: State) -> None:
    words = (
        state.value.replace(": Statistic", "")
        .replace(": data only", "")
        .replace(": in development", "")
        .replace(":", ",")
    )
    assert words in _pictures()


def test_every_room_in_the_picture_of_the_house_is_there() -> None:
    house = re.findall(r"```\n( bot/ .*?)```", HOUSE, re.DOTALL)[0]
    floors = re.split(r"^ (\w+)/", house, flags=re.MULTILINE)[1:]
    for floor, rooms in zip(floors[::2], floors[1::2], strict=True):
        there = {path.stem for path in (ROOT / floor).rglob("*") if "__" not in path.name}
        named = set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", rooms.partition(":")[2])))
        assert named <= there, (floor, named - there)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_of_a_guide_leads_to_a_file_and_a_heading_that_are_there(guide: str) -> None:
    for target, _, heading in re.findall(r"\]\(([^)#:]*)(#([\w-]+))?\)", GUIDES[guide]):
        path = (ROOT / guide).parent / target if target else ROOT / guide
        assert path.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {_anchor(text) for text in headings}, (target, heading)


def test_the_readme_is_one_page() -> None:
    assert len(README.splitlines()) <= 100


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


def _pictures() -> str:
    return "\n".join(re.findall(r"```mermaid\n(.*?)```", HOUSE, re.DOTALL))


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
        assert process.wait(timeout=PATIENCE) == 0


def _alive(port: int, process: "subprocess.Popen[bytes]") -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=9) as answer:
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
