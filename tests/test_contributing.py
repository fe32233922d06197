"""The guide for newcomers is true: every file on its ways is there, and the ways are short."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
WAYS = GUIDE.partition("## Four ways")[2].partition("## How to add")[0].split("\n\n**")[1:]


def files(way: str) -> list[str]:
    return re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", way)


def test_there_are_four_ways() -> None:
    assert len(WAYS) == 4


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[:24])
def test_a_way_is_short_and_its_files_are_there(way: str) -> None:
    assert 3 < len(files(way)) <= 8
    assert [name for name in files(way) if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("name", re.findall(r"\]\(([^)]+\.md)\)", GUIDE))
def test_its_links_lead_somewhere(name: str) -> None:
    assert (ROOT / name).is_file()


def test_every_floor_is_on_the_map() -> None:
    floors = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    floors -= {"tests", "benchmarks", "tools"}
    assert {f"`{floor}/`" for floor in floors} <= set(re.findall(r"`\w+/`", GUIDE))
