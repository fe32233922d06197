"""Open data: what the council's site shows, and what never gets there."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cycle.council import Council
from features.publication import publication_files
from papers.cells import CannotWrite
from papers.open_data import page_addresses
from papers.site import LISTING, publish_files
from storage import figures, register
from storage.database import Database
from tests.fake_teams import FakeTeams
from tests.wealdbrook import MONDAY

NASTY = '<script>alert(1)</script> & "=HYPERLINK(1)" \u202eright to left'
RULES = Council(name="Wealdbrook & District")


def files(council: Database, now=MONDAY) -> dict[str, bytes]:
    return council.run(lambda session: publication_files(session, now, RULES))


def rows(found: dict[str, bytes], name: str = "data/figures.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found[name].decode("utf-8"), newline="")))


def say(council: Database, period: str, words: str, later: timedelta = timedelta()) -> None:
    """The period's figure of HOU-02 gets this commentary, in a version of its own."""

    def change(session):
        own = next(one for one in register.all_indicators(session) if one.ref == "HOU-02")
        series = figures.series_of(session, [own.id])[own.id]
        before = next(one for at, one in series.items() if str(at) == period)
        after = replace(before, version=before.version + 1, commentary=words)
        figures.add_version(session, replace(after, given_at=MONDAY - timedelta(days=1) + later))

    council.run(change)


async def published(teams: FakeTeams) -> None:
    """The quarterly report of the first quarter is out."""
    card = await teams.asks("dana", "quarterly report Q1")
    form = await teams.presses("dana", card, "Write the words")
    card = await teams.presses("dana", form, "Save the words", words="A good spring.")
    card = await teams.presses("dana", card, "Freeze")
    await teams.presses("dana", card, "Publish")


def test_every_public_kpi_has_a_page_that_the_list_leads_to(council: Database) -> None:
    found = files(council)
    pages = [name for name in found if name.startswith("indicators/")]
    links = _links(found["index.html"].decode())
    assert pages
    assert set(pages) <= set(links)
    assert {link for link in links if ".csv" in link or ".json" in link} <= set(found)
    for page in pages:
        assert "../index.html" in _links(found[page].decode())


def test_pis_and_what_is_for_officers_only_are_nowhere(council: Database) -> None:
    def hide(session):
        hidden = next(one for one in register.all_indicators(session) if one.ref == "HOU-02")
        register.add(session, replace(hidden, officers_only=True))

    before = files(council)
    assert b"HOU-02" in before["index.html"]
    council.run(hide)
    after = files(council)
    assert not [name for name, content in after.items() if b"HOU-02" in content]
    kinds = council.run(
        lambda session: {i.ref: i.kind.value for i in register.all_indicators(session)}
    )
    assert {kinds[row["ref"]] for row in rows(before)} == {"KPI"}


async def test_a_commentary_is_published_once_a_report_with_it_has_been(
    board: FakeTeams, council: Database
) -> None:
    say(council, "2026-06", "Two families were helped in time.")
    say(council, "2026-07", "July was quiet.")
    assert not any(row["commentary"] or row["told_in"] for row in rows(files(council)))
    await published(board)
    found = files(council)
    told = [row for row in rows(found) if row["told_in"]]
    assert {row["period"] for row in told} == {"2026-04", "2026-05", "2026-06"}
    assert {row["told_in"] for row in told} == {"Quarterly report, Q1 2026/27"}
    assert [row["commentary"] for row in rows(found) if row["commentary"]] == [
        "Two families were helped in time."
    ]
    page = found["indicators/HOU-02.html"].decode()
    assert "Two families were helped in time." in page
    assert "July was quiet." not in page


async def test_what_is_said_after_the_report_waits_for_the_next(
    board: FakeTeams, council: Database
) -> None:
    await published(board)
    say(council, "2026-06", "Said later.", later=timedelta(days=2))
    found = files(council)
    assert not [name for name, content in found.items() if b"Said later." in content]


async def test_what_a_withdrawn_report_told_is_not_published(
    board: FakeTeams, council: Database
) -> None:
    say(council, "2026-06", "Two families were helped in time.")
    await published(board)
    await board.asks("dana", "withdraw quarterly report Q1 because a table was wrong")
    assert not any(row["told_in"] for row in rows(files(council)))


def test_no_person_is_named(council: Database) -> None:
    whole = b"".join(files(council).values())
    for name in (b"Olive", b"Marsh", b"Meg Shaw", b"Raj", b"@wealdbrook"):
        assert name not in whole


def test_what_officers_typed_is_text_and_never_markup_or_formula(council: Database) -> None:
    def rename(session):
        own = next(one for one in register.all_indicators(session) if one.ref == "HOU-02")
        register.add(session, replace(own, title=NASTY, definition="=cmd|' /C calc'!A0"))

    council.run(rename)
    found = files(council)
    page = found["indicators/HOU-02.html"].decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    (row,) = [row for row in rows(found, "data/indicators.csv") if row["ref"] == "HOU-02"]
    assert row["definition"].startswith("'=cmd")


def test_the_description_names_every_column_of_every_file(council: Database) -> None:
    found = files(council)
    package = json.loads(found["datapackage.json"])
    for resource in package["resources"]:
        named = [field["name"] for field in resource["schema"]["fields"]]
        assert list(rows(found, resource["path"])[0]) == named
    assert package["licenses"][0]["name"] == "OGL-UK-3.0"


def test_a_missing_figure_is_blank_and_says_why(council: Database) -> None:
    awaited = [row for row in rows(files(council)) if row["period"] == "2026-09"]
    assert awaited
    assert {row["value"] for row in awaited} == {""}
    assert {row["state"].partition(" (")[0] for row in awaited} == {"Awaiting data"}


def test_the_same_council_on_the_same_day_gives_the_same_bytes(council: Database) -> None:
    assert files(council) == files(council, MONDAY + timedelta(hours=3))


def test_what_is_not_public_any_more_is_removed_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish_files(folder, {"index.html": b"a", "indicators/HOU-02.html": b"b"})
    (folder / "indicators" / "own.html").write_text("the council's own")
    assert publish_files(folder, {"index.html": b"c"}) == ["indicators/HOU-02.html"]
    assert not (folder / "indicators" / "HOU-02.html").exists()
    assert (folder / "indicators" / "own.html").exists()
    assert (folder / "index.html").read_bytes() == b"c"
    assert (folder / LISTING).read_text() == "index.html\n"


def test_a_folder_with_other_files_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the council's site")
    with pytest.raises(CannotWrite, match="holds other files"):
        publish_files(tmp_path, {"index.html": b"ours"})
    assert (tmp_path / "index.html").read_text() == "the council's site"


def test_a_listing_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside.html"
    folder.mkdir()
    outside.write_text("safe")
    (folder / LISTING).write_text(f"../outside.html\n{outside}\n")
    publish_files(folder, {"index.html": b"a"})
    assert outside.exists()


def test_two_references_never_share_a_page() -> None:
    addresses = page_addresses(["HOU/1", "HOU-1", "hou-1", "..", "Ä"])
    assert len({address.casefold() for address in addresses.values()}) == 5
    assert all("/../" not in address for address in addresses.values())


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name == "href"]


def _links(page: str) -> list[str]:
    parser = _Links()
    parser.feed(page)
    return parser.found
