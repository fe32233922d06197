"""The performance team closes a missing figure with a reason; then it is outstanding nowhere."""

import pytest

from storage import audit, figures, outstanding, register
from storage.database import Database
from tests.fake_teams import FakeTeams
from tests.flows.test_late_figures import at
from tests.wealdbrook import SEPTEMBER

WHY = "The old system was switched off, nobody counted <5 cases."


async def asked_everywhere(teams: FakeTeams) -> list[str]:
    """Where ENV-03 for September is called outstanding."""
    texts = {
        "chat": await teams.asks("dana", "who hasn't submitted in waste"),
        "month": await teams.asks("dana", "who hasn't submitted in waste in September 2026"),
        "due": await teams.asks("sam", "due"),
    }
    lines = teams.app.database.run(
        lambda session: outstanding.everything(session, teams.now.date(), teams.app.council)
    )
    found = [where for where, card in texts.items() if "ENV-03" in card]
    return found + ["reminders"] * any(line.indicator.ref == "ENV-03" for line in lines)


async def test_a_missing_figure_is_closed_by_typing_its_reason(teams: FakeTeams) -> None:
    teams.now = at("2026-10-22T09:00")
    for who in ("sam", "dana"):
        await teams.meets(who)
    await teams.ticks()
    (reminder,) = teams.pushed("sam")
    assert await asked_everywhere(teams) == ["chat", "month", "due", "reminders"]

    closed = await teams.asks("dana", f"close ENV-03 2026-09 because {WHY}")
    assert "September 2026 is closed without a figure" in closed
    assert WHY in closed
    assert await asked_everywhere(teams) == []
    await teams.ticks(hours=0.1)
    (reminder,) = teams.pushed("sam")
    assert "All your figures are in" in reminder
    status = await teams.asks("dana", "status of ENV-03 in September 2026")
    assert "Not applicable this period" in status
    assert WHY in status


async def test_without_a_reason_it_is_asked_for(teams: FakeTeams, database: Database) -> None:
    teams.now = at("2026-10-22T09:00")
    form = await teams.asks("dana", "close ENV-03 2026-09")
    again = await teams.presses("dana", form, "Close without a figure")
    assert "Say why no figure comes." in again
    closed = await teams.presses("dana", again, "Close without a figure", reason=WHY)
    assert "Closed by Dana Osei." in closed

    def versions(session) -> list[tuple[str, str]]:
        own = register.by_ref(session, "ENV-03")
        return [
            (one.status, one.commentary) for one in figures.versions(session, own.id, SEPTEMBER)
        ]

    assert database.run(versions) == [("not applicable", WHY)]
    rows = database.run(lambda session: list(audit.rows(session)))
    assert [row.who for row in rows if row.change == "closed without a figure"] == ["Dana Osei"]


async def test_one_of_several_is_closed_from_the_list_of_what_is_missing(teams: FakeTeams) -> None:
    teams.now = at("2026-10-22T09:00")
    listed = await teams.asks("dana", "who hasn't submitted")
    form = await teams.presses("dana", listed, "Close one without a figure")
    again = await teams.presses("dana", form, "Close without a figure", reason=WHY)
    assert "Choose a figure." in again
    assert WHY in str(again.content)
    closed = await teams.presses(
        "dana", again, "Close without a figure", which="HOU-03 2026-09", reason=WHY
    )
    assert "HOU-03" in closed
    assert "HOU-03" not in await teams.asks("dana", "who hasn't submitted")


@pytest.mark.parametrize("who", ["olive", "raj", "chris", "vera"])
async def test_nobody_else_closes_one(teams: FakeTeams, who: str) -> None:
    teams.now = at("2026-10-22T09:00")
    answer = await teams.asks(who, f"close HOU-05 2026-09 because {WHY}")
    assert "Only the performance team can close a missing figure." in answer
    listed = await teams.asks(who, "who hasn't submitted")
    assert "Close one without a figure" not in listed


async def test_what_is_given_or_not_over_is_not_closed(teams: FakeTeams) -> None:
    given = await teams.asks("dana", f"close HOU-05 2026-08 because {WHY}")
    assert "has an answer for August 2026 already" in given
    early = await teams.asks("dana", f"close HOU-05 2026-10 because {WHY}")
    assert "October 2026 has not ended yet" in early


async def test_a_figure_that_comes_after_all_is_kept_once_the_period_is_open(
    teams: FakeTeams,
) -> None:
    teams.now = at("2026-10-22T09:00")
    await teams.asks("dana", f"close HOU-05 2026-09 because {WHY}")
    await teams.asks("dana", "reopen HOU-05 2026-09 until 30 October 2026 because it came")
    form = await teams.asks("olive", "submit HOU-05 2026-09")
    receipt = await teams.presses(
        "olive", form, "Submit", value="86", commentary="It came.", reason="Counted by hand."
    )
    assert "Green" in receipt
