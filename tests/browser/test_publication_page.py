"""The published pages in a real browser: axe finds nothing, and a phone shows all of them."""

from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe

from cycle.monitor.paper.views import PaperFacts
from cycle.monitor.publication import Publication, PublishedIndicator
from papers.open_data import open_data, page_addresses
from papers.site import publish_files
from papers.style import PaperStyle
from tests.papers.paper_sample import MADE_AT, NASTY, by_hand

pytestmark = pytest.mark.browser

NARROW, WIDE = 320, 1200  # pixels
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


def published(facts: PaperFacts) -> Publication:
    """What the papers' sample council would publish."""
    addresses = page_addresses(view.indicator.ref for view in facts.indicators)
    return Publication(
        council=facts.council,
        on=facts.written_on,
        indicators=[
            PublishedIndicator(
                view=view,
                standings=view.history,
                address=addresses[view.indicator.ref],
                released={view.standing.period: NASTY},
            )
            for view in facts.indicators
        ],
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish_files(tmp_path, open_data(published(by_hand()), PaperStyle(made_at=MADE_AT)))
    return tmp_path


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_axe_finds_nothing_on_the_list_and_on_a_page(browser, site, width):
    page = await browser.new_page(viewport={"width": width, "height": 800})
    for path in (site / "index.html", *sorted((site / "indicators").iterdir())[:1]):
        await page.goto(path.as_uri())
        found = await Axe().run(page, options=RULES)
        assert [each["id"] for each in found.response["violations"]] == []
        assert await page.evaluate("document.documentElement.scrollWidth") == width
        assert await page.evaluate("document.scripts.length") == 0


async def test_the_list_leads_to_a_page_and_back(browser, site):
    page = await browser.new_page(viewport={"width": WIDE, "height": 800})
    await page.goto((site / "index.html").as_uri())
    await page.locator("tbody a").first.click()
    await page.get_by_role("link", name="All indicators").click()
    assert page.url == (site / "index.html").as_uri()
