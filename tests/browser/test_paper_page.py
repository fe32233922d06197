"""The web page of a paper in a real browser: axe finds nothing, and a phone shows all of it."""

from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe

from cycle.monitor.paper.quarterly import quarterly
from papers.html import html
from papers.style import PaperStyle
from tests.papers.paper_sample import MADE_AT, NASTY, by_hand

pytestmark = pytest.mark.browser

NARROW, WIDE = 320, 1200  # pixels
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def address(tmp_path: Path) -> str:
    page = html(quarterly(by_hand(commentary=NASTY)), PaperStyle(made_at=MADE_AT))
    (tmp_path / "paper.html").write_text(page, "utf-8")
    return (tmp_path / "paper.html").as_uri()


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_axe_finds_nothing_against_wcag_at_aa(browser, address, width):
    page = await browser.new_page(viewport={"width": width, "height": 800})
    await page.goto(address)
    found = await Axe().run(page, options=RULES)
    assert [each["id"] for each in found.response["violations"]] == []
    assert len(found.response["passes"]) > 10


async def test_on_the_narrowest_phone_nothing_is_cut_off_and_nothing_runs(browser, address):
    page = await browser.new_page(viewport={"width": NARROW, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(address)
    assert await page.evaluate("document.documentElement.scrollWidth") == NARROW
    assert asked == [address]
    assert await page.evaluate("document.scripts.length") == 0
