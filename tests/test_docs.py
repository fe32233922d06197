"""What the documents promise is so: every threat has its test, and every library its version."""

import ast
import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`((?:tests/)?[\w/]+\.py)::(\w+)`", SECURITY)
ROWS = [line for line in SECURITY.splitlines() if line.startswith("| ") and "---" not in line]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_every_test_that_the_threat_model_names_is_there(file: str, name: str):
    path = ROOT / "tests" / file.removeprefix("tests/")
    named = {
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert name in named


def test_every_threat_has_a_test():
    threats = [row for row in ROWS if not row.startswith("| Threat")]
    assert len(threats) >= 20
    assert [row for row in threats if "::test_" not in row] == []


def test_every_library_that_runs_is_pinned():
    pinned = {
        canonicalize_name(line.partition("==")[0])
        for line in CONSTRAINTS.splitlines()
        if "==" in line
    }
    assert _needed("steward") - pinned - {"steward"} == set()


def test_no_pin_is_loose():
    lines = [line for line in CONSTRAINTS.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.match(r"^[\w.-]+==[\w.]+( ;.*)?$", line)] == []


def test_the_lock_names_every_library_in_the_pinned_version_with_its_hashes():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==(\S+)(.*?)(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    locked = {canonicalize_name(name): version for name, version, _ in entries}
    assert _needed("steward") - locked.keys() == {"steward"}
    assert [name for name, _, rest in entries if "--hash=sha256:" not in rest] == []
    pinned = dict(
        line.partition(" ;")[0].split("==") for line in CONSTRAINTS.splitlines() if "==" in line
    )
    others = {
        name
        for name, version in pinned.items()
        if locked.get(canonicalize_name(name), version) != version
    }
    assert others == set(), "run make lock"


def _needed(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """A library and all that it needs here, by their plain names."""
    own = canonicalize_name(name)
    if own in seen:
        return set()
    found: set[str] = {own}
    for text in metadata.requires(name) or []:
        wanted = Requirement(text)
        extras = [{"extra": extra} for extra in ("", *wanted.extras)]
        if wanted.marker is None or any(wanted.marker.evaluate(one) for one in extras[:1]):
            found |= _needed(wanted.name, seen | found)
    return found
