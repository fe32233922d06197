"""A closed period is asked for and opened in a press each; a day after it closes is not a trap."""

import pytest
from sqlmodel import select

from storage import figures, register
from storage.database import Database
from storage.tables import ReopeningRow
from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_late_figures import at
from tests.wealdbrook import SEPTEMBER

WHY = "The county sent the count late, <2 days ago."
PROMISE = {
    "status": "not available",
    "expected_on": "2026-10-30",
    "commentary": "The county counts.",
}


def one(cards: list[Seen], words: str) -> Seen:
    (found,) = [card for card in cards if words in card]
    return found


async def closed(teams: FakeTeams) -> Seen:
    teams.now = at("2026-10-22T09:00")  # entry closed on the 14th
    return await teams.asks("olive", "submit HOU-05 2026-09")


async def test_the_card_of_a_closed_period_asks_for_it_to_be_opened(
    teams: FakeTeams, database: Database
) -> None:
    await teams.meets("dana")
    card = await closed(teams)
    assert "Entry is closed for September 2026" in card
    again = await teams.presses("olive", card, "Ask to reopen")
    assert "Say why the figure comes now." in again
    asked = await teams.presses("olive", again, "Ask to reopen", reason=WHY)
    assert "The performance team is asked to open September 2026 again" in asked

    await teams.ticks(hours=0.1)
    request = one(teams.pushed("dana"), "Olive Marsh asks to open September 2026 again")
    assert WHY in request
    opened = await teams.presses("dana", request, "Open it until 29 October 2026")
    assert "September 2026 is open again for HOU-05" in opened

    def reopenings(session) -> list[tuple[str, str]]:
        return [(row.period, row.reason) for row in session.exec(select(ReopeningRow))]

    assert database.run(reopenings) == [("2026-09", WHY)]
    await teams.ticks(hours=0.1)
    granted = one(teams.pushed("olive"), "Please give the figure now.")
    form = await teams.presses("olive", granted, "Give the figure")
    receipt = await teams.presses("olive", form, "Submit", value="86", commentary="Two more came.")
    assert "Green" in receipt
    assert "Correct this" in receipt  # it is open: what is given can be corrected


async def test_of_two_who_open_it_one_does_and_both_see_it(teams: FakeTeams) -> None:
    await teams.meets("dana")
    asked = await teams.presses("olive", await closed(teams), "Ask to reopen", reason=WHY)
    assert "is asked" in asked
    await teams.ticks(hours=0.1)
    request = one(teams.pushed("dana"), "asks to open")
    await teams.presses("dana", request, "Open it until 29 October 2026")
    again = await teams.presses("dana", request, "Open it until 29 October 2026")
    assert "is open again" in again


@pytest.mark.parametrize("who", ["raj", "vera", "sam"])
async def test_only_who_may_give_the_figure_may_ask(teams: FakeTeams, who: str) -> None:
    teams.now = at("2026-10-22T09:00")
    answer = await teams.asks(who, "submit HOU-05 2026-09")
    assert "Ask to reopen" not in answer


async def test_a_day_after_entry_closes_is_asked_back_and_then_asked_for(
    teams: FakeTeams, database: Database
) -> None:
    await teams.meets("dana")
    form = await teams.asks("olive", "submit HOU-05")
    back = await teams.presses("olive", form, "Submit", **PROMISE)
    assert "Entry for September 2026 closes on 14 October 2026, before 30 October 2026." in back
    receipt = await teams.presses("olive", back, "Yes, keep it")
    assert "Noted: not available yet" in receipt
    assert "Figure kept" not in receipt
    assert "The performance team is asked to open September 2026 again for 30 October" in receipt

    await teams.ticks(hours=0.1)
    request = one(teams.pushed("dana"), "asks to open September 2026 again")
    await teams.presses("dana", request, "Open it until 6 November 2026")
    teams.now = at("2026-10-30T09:00")
    form = await teams.asks("olive", "submit HOU-05 2026-09")
    receipt = await teams.presses("olive", form, "Submit", value="86", commentary="It came.")
    assert "Green" in receipt

    def versions(session) -> list[str]:
        own = register.by_ref(session, "HOU-05")
        return [str(each.status) for each in figures.versions(session, own.id, SEPTEMBER)]

    assert database.run(versions) == ["not available", "final"]


async def test_a_day_before_entry_closes_is_kept_without_a_question(teams: FakeTeams) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    promise = {**PROMISE, "expected_on": "2026-10-14"}
    assert "Noted: not available yet" in await teams.presses("olive", form, "Submit", **promise)
