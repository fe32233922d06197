"""The year of a service plan ends: closed action by action, and compared with the next."""

import pytest

from cycle.plan.action import ActionState
from cycle.plan.cells import BadRows
from cycle.plan.corporate_plan import PlanState
from features.tables.approval import Approval
from storage import actions, plans
from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_plans import ACTIONS, PLANS, Bring, at, bring, planned, tells

__all__ = ["bring", "planned"]  # fixtures
STEPS = "2026-09-30 Policy drafted; 2026-12-15 Policy adopted"


def plan_state(teams: FakeTeams, title: str = "Housing plan 2026/27") -> PlanState:
    every = teams.app.database.run(plans.all_plans).values()
    return next(plan.state for plan in every if plan.title == title)


def action(teams: FakeTeams, ref: str):
    return teams.app.database.run(lambda session: actions.by_ref(session, ref))


def year_end_cards(teams: FakeTeams, who: str) -> list[Seen]:
    return [card for card in teams.pushed(who) if "Close the year" in card]


async def begun(teams: FakeTeams) -> Seen:
    """Raj is asked on the tenth working day of April and begins."""
    teams.now = at("2027-04-16")
    for _ in range(2):
        await teams.ticks()
    (card,) = year_end_cards(teams, "raj")
    assert "3 actions are open" in card
    return await teams.presses("raj", card, "Begin")


async def test_a_manager_closes_the_year_action_by_action(planned: FakeTeams):
    form = await begun(planned)
    assert "1 of 3" in form
    assert "HOU-05 stood at 84 in August 2026, against 70: not reached yet." in form
    asked_back = await planned.presses("raj", form, "Complete")
    assert "Say it in a few words" in asked_back
    form = await planned.presses("raj", asked_back, "Complete", words="68 families at year end")
    form = await planned.presses("raj", form, "Carry forward", words="The consultation runs to May")
    refused = await planned.presses("raj", form, "Stop it", words="No money for it")
    assert "who agreed" in refused
    closed = await planned.presses(
        "raj", refused, "Stop it", words="No money for it", approver="CMT, 6 April"
    )
    assert "The year of Housing plan 2026/27 is closed" in closed
    assert "1 complete, 1 carried forward, 1 stopped" in closed
    assert plan_state(planned) is PlanState.SUPERSEDED
    assert action(planned, "HOU-A01").state is ActionState.COMPLETE
    carried = action(planned, "HOU-A02-27")
    assert carried.carried_from == action(planned, "HOU-A02").id
    assert "The year is closed" in await planned.asks("olive", "update HOU-A02")


async def test_a_press_that_teams_sends_twice_carries_forward_once(planned: FakeTeams):
    form = await begun(planned)
    for _ in range(2):
        await planned.presses("raj", form, "Carry forward", words="It goes on")
    every = planned.app.database.run(actions.all_actions)
    assert [one.ref for one in every if one.carried_from] == ["HOU-A01-27"]


async def test_nobody_else_closes_the_year_and_not_before_it_is_over(planned: FakeTeams):
    assert "is not over yet" in await planned.asks("raj", "close the year of Housing")
    planned.now = at("2027-04-02")
    assert "Only a manager of the service" in await planned.asks(
        "olive", "close the year of Housing"
    )
    assert "1 of 3" in await planned.asks("raj", "close the year of Housing")


async def test_what_joins_an_agreed_plan_names_who_agreed_it(planned: FakeTeams):
    shown = await planned.asks("raj", "propose the plan of Housing")
    assert "Proposed" in shown
    await planned.ticks()
    asked = next(card for card in planned.pushed("dana") if "Housing plan 2027/28" in card)
    await planned.presses("dana", asked, "Agree", body="CMT", reference="CMT/27/04")
    form = await begun(planned)
    refused = await planned.presses("raj", form, "Carry forward", words="It goes on")
    assert "say who agreed that this joins it" in refused
    await planned.presses(
        "raj", refused, "Carry forward", words="It goes on", approver="CMT, 6 April"
    )
    change = planned.app.database.run(plans.changes)[-1]
    assert (change.thing, change.approver) == ("HOU-A01-27", "CMT, 6 April")


async def test_a_plan_is_compared_with_last_years(planned: FakeTeams):
    form = await begun(planned)
    for words in ("Done", "Done", "Done"):
        form = await planned.presses("raj", form, "Carry forward", words=words)
    card = await planned.asks("raj", "compare with last year's plan of housing")
    assert "Last year: 3 carried forward. This year: 3 carried forward, 1 new." in card


async def test_steps_are_ticked_with_the_progress_and_stay_ticked(planned: FakeTeams, bring: Bring):
    header, first, *rest = ACTIONS.splitlines()
    text = "\n".join([f"{header},steps", f"{first},{STEPS}", *(f"{row}," for row in rest)])
    bring("actions", text, Approval("CMT", "steps", "CMT/26/09"))
    form = await planned.asks("olive", "update HOU-A01")
    assert "Policy drafted (30 September 2026)" in str(form.content)
    await planned.presses(
        "olive", form, "Send", state="On track", words="The draft is out.", steps="0"
    )
    done = [step.done_on for step in action(planned, "HOU-A01").steps]
    assert done == [planned.now.date(), None]
    assert "✓ Policy drafted" in await planned.asks("raj", "action HOU-A01")


async def test_managers_hear_of_actions_without_progress_once(planned: FakeTeams):
    def told() -> list[Seen]:
        return [card for card in planned.pushed("raj") if "No word on" in card]

    planned.now = at("2026-10-16")
    await planned.ticks()
    assert told() == []
    planned.now = at("2026-10-19")
    for _ in range(2):
        await planned.ticks()
    (card,) = told()
    assert "HOU-A01 Shorten the wait · Olive Marsh" in card
    await tells(planned, "olive", "HOU-A01", state="On track", words="Two leases were signed.")


def test_an_agreed_plan_is_changed_only_with_a_reason_and_an_approver(bring: Bring, council):
    bring("plans", PLANS)
    later = PLANS.replace("2026-04-01,2027-03-31", "2026-04-01,2027-04-30")
    with pytest.raises(BadRows, match="Housing plan 2026/27 is agreed and ends would change"):
        bring("plans", later)
    bring("plans", later, Approval("Cabinet", "a longer year", "CAB/26/40"))
    (change,) = council.run(plans.changes)
    assert (change.field, change.new, change.approver) == ("ends", "2027-04-30", "Cabinet")


async def test_what_was_changed_since_it_was_agreed_is_shown_on_the_plan(
    planned: FakeTeams, bring: Bring
):
    later = ACTIONS.replace("Renew the lettings policy", "Replace the lettings policy")
    bring("actions", later, Approval("Cabinet", "it was too old", "CAB/26/31"))
    card = await planned.asks("raj", "service plan of housing")
    changed = "HOU-A02, title: Renew the lettings policy → Replace the lettings policy"
    assert f"{changed}; it was too old (Cabinet)" in card
