"""A reminder offers what can be done: give what is open, ask to reopen what is closed."""

from storage.database import Database
from tests.fake_teams import FakeTeams, pressed
from tests.flows.test_late_figures import at
from tests.flows.test_reminders import hears

WHY = "The county sent its count late."


def titles(card) -> list[str]:
    """The titles of a card's buttons, those of its rows left out."""
    every = (action["title"] for action in _actions(card.content))
    return [title for title in every if not title.startswith("Open ")]


def _actions(node):
    if isinstance(node, dict):
        if str(node.get("type", "")).startswith("Action."):
            yield node
        for value in (value for name, value in node.items() if name != "fallback"):
            yield from _actions(value)
    elif isinstance(node, list):
        for value in node:
            yield from _actions(value)


async def test_a_closed_figure_is_asked_to_be_reopened_and_cannot_be_given(
    teams: FakeTeams,
) -> None:
    await teams.meets("sam")
    await teams.meets("dana")
    teams.now = at("2026-10-22T09:00")  # ENV-03 closed on the 19th
    await teams.ticks()
    (reminder,) = teams.pushed("sam")
    assert titles(reminder) == ["Ask to reopen", "Remind me tomorrow", "Not my indicator"]
    assert titles(await teams.asks("sam", "due")) == ["Ask to reopen"]

    form = await teams.presses("sam", reminder, "Ask to reopen")
    assert "Entry is closed for September 2026" in form
    asked = await teams.presses("sam", form, "Ask to reopen", reason=WHY)
    assert "The performance team is asked to open September 2026 again for ENV-03" in asked
    await teams.ticks(hours=0.1)
    assert any("Sam Lowe asks to open September 2026 again" in one for one in teams.pushed("dana"))


async def test_several_closed_figures_are_asked_for_on_one_form(teams: FakeTeams) -> None:
    await teams.meets("olive")
    await teams.meets("dana")
    teams.now = at("2026-10-20T09:00")
    due = await teams.asks("olive", "due")
    assert titles(due) == ["Give the figure", "Ask to reopen"]  # HOU-07 is open
    form = await teams.presses("olive", due, "Ask to reopen")
    assert "Entry is closed for 3 figures" in form
    again = await teams.presses(
        "olive", form, "Ask to reopen", which="HOU-02 2026-09,HOU-05 2026-09"
    )
    assert "Say why they come now." in again
    asked = await teams.presses("olive", again, "Ask to reopen", reason=WHY)
    assert "HOU-03" not in asked
    await teams.ticks(hours=0.1)
    requests = [one for one in teams.pushed("dana") if "asks to open" in one]
    assert len(requests) == 2


async def test_a_closed_figure_can_still_be_said_to_be_somebody_elses(teams: FakeTeams) -> None:
    await teams.meets("sam")
    teams.now = at("2026-10-22T09:00")
    await teams.ticks()
    (reminder,) = teams.pushed("sam")
    which = await teams.presses("sam", reminder, "Not my indicator")
    assert "ENV-03" in str(pressed(which, "Tell the performance team")) or "ENV-03" in which


async def test_a_figure_that_is_only_promised_is_not_in(teams: FakeTeams) -> None:
    await teams.meets("sam")
    teams.now = at("2026-10-12T09:00")
    await teams.ticks()
    form = await teams.asks("sam", "submit ENV-03")
    promise = {"status": "not available", "expected_on": "2026-10-19", "commentary": "County."}
    await teams.presses("sam", form, "Submit", **promise)
    await teams.ticks(hours=0.1)
    (reminder,) = teams.pushed("sam")
    assert "All your figures are in" not in reminder
    assert "Nothing is due from you now" in reminder
    assert "Promised for Monday 19 October" in reminder


async def test_managers_hear_on_the_next_day_when_day_three_passed_while_the_server_was_down(
    teams: FakeTeams,
) -> None:
    for who in ("sam", "chris"):
        await teams.meets(who)
    await hears(teams, "chris", ("2026-10-13", "09:00"))
    assert await hears(teams, "chris", ("2026-10-16", "09:00")) == ["2026-10-16"]  # not the 15th
    assert "4 working days overdue" in teams.pushed("chris")[-1]
    assert await hears(teams, "chris", ("2026-10-19", "09:00"), ("2026-10-20", "09:00")) == []


async def test_a_manager_who_heard_on_day_three_does_not_hear_again(teams: FakeTeams) -> None:
    for who in ("sam", "chris"):
        await teams.meets(who)
    october = [(f"2026-10-{day}", "09:00") for day in range(15, 31)]
    assert await hears(teams, "chris", *october) == ["2026-10-15"]


async def test_a_manager_whose_card_teams_did_not_take_hears_the_next_day(
    council: Database,
) -> None:
    teams = FakeTeams(council, at("2026-10-15T09:00"))  # nobody has met Steward
    await teams.ticks()
    assert teams.pushed("chris") == []
    teams.now = at("2026-10-15T18:00")
    await teams.ticks()
    await teams.meets("chris")
    assert await hears(teams, "chris", ("2026-10-16", "09:00")) == ["2026-10-16"]
