"""The story after the red figure, in the real Playground: an intervention that works, and its twin.

Asked, proposed, agreed, chased, working, closed, celebrated; or not working, escalated, continued,
and called in. Months pass by Steward's stopping and starting later.
"""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.demo import council
from papers import sheets
from tests.browser.demo_running import Running, running, shown
from tests.browser.playground_page import PlaygroundPage

pytestmark = pytest.mark.browser

REF = "HOU-02"
OLIVE, CHRIS, DANA, RAJ = "Olive Marsh", "Chris Bell", "Dana Osei", "Raj Patel"


@pytest.fixture
def one_indicator(tmp_path: Path) -> Path:
    """The sample council's tables with this KPI alone: nothing else is missed as months pass."""
    folder = tmp_path / "starter"
    folder.mkdir()
    for table in council.STARTER.glob("*.csv"):
        whole = sheets.read(table)
        rows = [row.cells for row in whole.rows if row.cells.get("ref", REF) == REF]
        sheets.write(folder / table.name, whole.columns, [list(each.values()) for each in rows])
    return folder


async def gives(
    page: PlaygroundPage, demo: Running, numerator: str, denominator: str, words: str
) -> None:
    """Olive gives the figure that is due, in her own chat."""
    await demo.sits(OLIVE)
    await page.chat("personal")
    await page.say(f"submit {REF}")
    form = await page.card_with("Numerator")
    await page.fill("Numerator", numerator, form)
    await page.fill("Denominator", denominator, form)
    await page.fill("Commentary", words, form)
    await page.press("Submit", form)
    await page.card_with(f"{numerator} of {denominator}")
    await demo.sweeps()


async def agreed(page: PlaygroundPage, demo: Running) -> None:
    """HOU-02 turns red; the board asks, Olive proposes, the board agrees."""
    await demo.later("2026-10-12")
    words = "Three landlords left the scheme. Olive Marsh meets the other nine by 30 October."
    await gives(page, demo, "31", "56", words)

    await demo.sits(CHRIS)
    await page.chat("board")
    card = await page.card_with("Three landlords left the scheme")
    await page.press("Ask for an intervention", card)
    form = await page.card_with("Who proposes it")
    await page.fill("What is wanted", "Win the landlords back, and keep them.", form)
    await page.press("Ask for it", form)
    await page.card_with("Olive Marsh is to propose it")

    await demo.sits(OLIVE)
    await page.chat("personal")
    asked = await page.card_with("The board asks for an intervention")
    await page.press("Propose the intervention", asked)
    form = await page.card_with("What is the cause?")
    await page.fill("What is the cause?", "Landlords leave, since their rents are paid late.", form)
    await page.fill("What will be done", "Rents go out on the first of the month.", form)
    await page.pick("It starts on", "2026-10-19", form)
    await page.fill("Milestone 1: what is reached", "Payments set up for all landlords", form)
    await page.pick("Milestone 1: by when", "2026-11-02", form)
    await page.fill("To, in %", "65", form)
    await page.pick("By when (required)", "2026-11-30", form)
    await page.press("Send to the board", form)
    await page.card_with("Proposed by Olive Marsh")

    await demo.sits(CHRIS)
    await page.chat("board")
    card = await page.card_with("To be decided by")
    await shown(page, "11-proposed", card, at_a_desk=False)
    await page.press("Agree", card)
    await page.card_with("Olive Marsh starts it on 19 October 2026")


async def test_it_works_is_closed_and_celebrated(
    browser: Browser, one_indicator: Path, tmp_path: Path
) -> None:
    async with running(tmp_path, one_indicator) as demo:
        page = await PlaygroundPage.opened(browser, demo.address)
        await agreed(page, demo)

        await demo.later("2026-10-26")  # five working days before the milestone
        await demo.sits(OLIVE)
        await page.chat("personal")
        card = await page.card_with("A milestone is due")
        await shown(page, "12-chased", card, at_a_desk=False)
        await page.press("Milestone 1 done", card)
        await page.card_with("done on 26 October 2026")

        await demo.later("2026-11-10")
        await gives(page, demo, "32", "56", "Payments are set up, and two landlords are back.")
        await demo.later("2026-12-09")
        await gives(page, demo, "37", "56", "Six landlords are back.")
        await demo.later("2027-01-12")
        await gives(page, demo, "39", "57", "All landlords are back.")
        await demo.sits(CHRIS)
        await page.chat("board")
        card = await page.card_with("close it, and celebrate?")
        await shown(page, "13-working", card, at_a_desk=False)
        await page.press("Close and celebrate", card)
        await page.card_with("Closed by Chris Bell, 12 January 2027")

        await demo.later("2027-01-13")
        await demo.sits(OLIVE)
        await page.chat("personal")
        card = await page.card_with("★ Success")
        await page.fill("What was learnt", "Landlords stay who are paid on the first.", card)
        await page.press("Share what was learnt", card)
        await page.card_with("Learnt by Olive Marsh")
        await demo.sits(CHRIS)
        await page.chat("board")
        await page.card_with("Closed: green for two periods running")
        card = await page.card_with("Landlords stay who are paid on the first.")
        await shown(page, "14-success", card, at_a_desk=False)


async def test_its_twin_does_not_work_is_escalated_continued_and_called_in(
    browser: Browser, one_indicator: Path, tmp_path: Path
) -> None:
    async with running(tmp_path, one_indicator) as demo:
        page = await PlaygroundPage.opened(browser, demo.address)
        await agreed(page, demo)
        await demo.sits(DANA)
        await page.chat("group")
        await page.say("@Steward post escalations here")
        await page.card_with("Corporate Management Team")

        await demo.later("2026-11-10")
        await gives(page, demo, "32", "57", "Fewer landlords have come back than we had hoped.")
        await demo.later("2026-12-09")
        await gives(page, demo, "33", "57", "Two landlords came back; rents are paid late still.")
        await demo.sits(CHRIS)
        await page.chat("board")
        card = await page.card_with("Is it working?")
        await shown(page, "15-not-working", card, at_a_desk=False)
        await page.fill("In a few words", "The payments team needs another officer.", card)
        await page.press("Escalate to CMT", card)
        await page.card_with("✓ Escalated to the Corporate Management Team.")

        await demo.sits(CHRIS)
        await page.chat("group")
        await page.card_with("The payments team needs another officer.")
        await page.chat("board")
        card = await page.card_with("Is it working?")
        await page.fill("In a few words", "Rents are paid on time from now on.", card)
        await page.pick("New day", "2027-03-31", card)
        await page.press("Continue to a new day", card)
        await page.card_with("from 55.4% to 65.0% by 31 March 2027")

        await demo.sits(RAJ)
        await page.chat("personal")
        await page.say("due")
        await page.card_with("Nothing is due")
        await demo.sits(DANA)
        await page.chat("group")
        await page.say(f"@Steward call in {REF}")
        form = await page.card_with("Record a call-in")
        await page.pick("Meeting on", "2027-01-19", form)
        await page.fill("What the committee asks", "Why do families wait so long?", form)
        await page.press("Record and ask", form)
        await page.card_with("Raj Patel: explanation asked for")

        await demo.sits(RAJ)
        await page.chat("personal")
        card = await page.card_with("Why do families wait so long?")
        await shown(page, "16-called-in", card, at_a_desk=False)
        await page.fill("How will it improve?", "A second officer pays rents from January.", card)
        await page.press("Send the explanation", card)
        await page.card_with("✓ Explained; it can be bettered until the meeting.")
