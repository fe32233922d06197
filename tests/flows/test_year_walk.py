"""A year of a service plan by the clock: proposed, agreed, told four times, closed, printed."""

import pytest

from cycle.council import Council
from cycle.monitor.paper.views import PaperKind
from cycle.periods import Period
from cycle.plan.corporate_plan import PlanState
from features.papers.gather import gather
from features.papers.indicator_views import Wanted
from features.papers.prepare import PaperOrder, unkept
from features.tables.approval import Approval
from tests.fake_teams import FakeTeams, Killed, Seen
from tests.flows.test_plan_year_end import action, plan_state
from tests.flows.test_plans import ACTIONS, PLANS, PRIORITIES, Bring, at, bring, tells

__all__ = ["bring"]  # a fixture
YEAR = Period.parse("2027/28")
FIELDS = "priority,olive,2027-04-01,2028-03-31"
NEXT_ACTIONS = f"""{ACTIONS.splitlines()[0]}
HOU-B01,action,Housing,P1,Shorten the wait,{FIELDS},Nine in ten wait less than six weeks,,,,yes
HOU-B02,action,Housing,P1,Renew the lettings policy,{FIELDS},Nine in ten say it is clear,,,,yes
HOU-B03,action,Housing,P1,Open a second hostel,{FIELDS},Twenty more families have a room,,,,yes
"""
ON_TRACK = {"state": "On track", "words": "It goes well."}
DELAYED = {"state": "Delayed, with a recovery date", "words": "The builder left."}
QUARTERS: tuple[
    tuple[str, dict[str, str], dict[str, str]], ...
] = (  # the day on which it is asked, what is said of HOU-B02, and its recovery
    ("2027-07-07", DELAYED, {"recovery": "2027-12-15"}),
    ("2027-10-07", {**DELAYED, "words": "Another builder left."}, {"recovery": "2028-06-30"}),
    ("2028-01-10", {**ON_TRACK, "words": "A third builder came."}, {}),
    ("2028-04-07", {"state": "Off track", "words": "It rained all winter."}, {}),
)


@pytest.fixture
async def agreed(board: FakeTeams, bring: Bring) -> FakeTeams:
    """Next year's plan is asked for on 1 February 2027, proposed, and agreed in March."""
    bring("plans", PLANS)
    bring("priorities", PRIORITIES)
    bring("actions", NEXT_ACTIONS, Approval("CMT", "the year's plan", "CMT/26/09"))
    for who in ("olive", "raj", "dana", "chris"):
        await board.meets(who)
    board.now = at("2027-02-01")
    await board.ticks()
    assert [card for card in board.pushed("raj") if "propose the service plan" in card]
    await board.asks("raj", "propose the plan of Housing")
    await board.ticks()
    board.now = at("2027-03-09")
    asked = next(card for card in board.pushed("dana") if "Housing plan 2027/28" in card)
    await board.presses("dana", asked, "Agree", body="CMT", reference="CMT/27/04")
    return board


def reminders(teams: FakeTeams, who: str) -> list[Seen]:
    return [card for card in teams.pushed(who) if "Reminder" in card]


async def told_a_year(teams: FakeTeams) -> None:
    """Olive tells of each action in each quarter; HOU-B02 is delayed twice."""
    for number, (day, said, recovery) in enumerate(QUARTERS, start=1):
        teams.now = at(day)
        before = len(reminders(teams, "olive"))
        for _ in range(2):
            await teams.ticks()
        (card,) = reminders(teams, "olive")[before:]
        assert f"Progress of 3 actions · Q{number} 2027/28" in card
        for ref in ("HOU-B01", "HOU-B03"):
            words = f"It goes well in quarter {number}."
            await tells(teams, "olive", ref, state="On track", words=words)
        form = await teams.asks("olive", "update HOU-B02")
        if recovery and number == 1:  # the input for the day appears once the state is chosen
            form = await teams.presses("olive", form, "Send", **said)
        await teams.presses("olive", form, "Send", **said, **recovery)


async def closed(teams: FakeTeams) -> None:
    """Raj closes the year: one complete, one carried forward, one stopped."""
    teams.now = at("2028-04-18")
    await teams.ticks()
    card = next(
        card for card in teams.pushed("raj") if "Close the year: 3 actions are open" in card
    )
    form = await teams.presses("raj", card, "Begin")
    form = await teams.presses("raj", form, "Complete", words="93% wait less than six weeks")
    form = await teams.presses("raj", form, "Carry forward", words="It needs the summer")
    await teams.presses("raj", form, "Stop it", words="No money", approver="CMT, 11 April 2028")


async def test_a_plans_year_is_walked_and_the_achievement_paper_has_what_is_complete(
    agreed: FakeTeams,
):
    await told_a_year(agreed)
    asked = [card for card in agreed.posted() if "Recovery asked for" in card]
    assert len(asked) == 1  # the second day lies after its end, so the board agrees it
    await closed(agreed)
    assert plan_state(agreed, "Housing plan 2027/28") is PlanState.SUPERSEDED
    assert action(agreed, "HOU-B02-28").carried_from == action(agreed, "HOU-B02").id

    def paper(session):
        wanted = Wanted(kind=PaperKind.YEAR, period=YEAR, now=agreed.now, council=Council())
        order = PaperOrder(kind=PaperKind.YEAR, period=YEAR)
        return gather(session, unkept(order, agreed.now, None), wanted)

    facts = agreed.app.database.run(paper)
    complete = [(one.ref, one.success) for one in facts.actions if one.is_complete]
    assert complete == [("HOU-B01", "93% wait less than six weeks")]
    assert [one.ref for one in facts.actions] == ["HOU-B01", "HOU-B02", "HOU-B03"]


async def test_an_old_card_of_a_closed_year_says_where_it_stands_now(agreed: FakeTeams):
    agreed.now = at("2028-04-10")
    form = await agreed.asks("olive", "update HOU-B02")
    await agreed.ticks()
    await closed(agreed)
    late = await agreed.presses("olive", form, "Send", **ON_TRACK)
    assert "The year of Housing plan 2027/28 is closed" in late.said


async def test_two_replicas_ask_each_owner_once_and_the_next_stage_makes_good_what_was_killed(
    agreed: FakeTeams,
):
    agreed.now = at("2027-12-01")
    other = FakeTeams(agreed.app.database, agreed.now, agreed.messenger)
    await agreed.asks("dana", "review KPIs for 2028/29")
    agreed.messenger.killed, agreed.messenger.to = "before", "a:olive"
    with pytest.raises(Killed):
        await agreed.ticks()

    def asked(who: str) -> int:
        return len([card for card in agreed.pushed(who) if "KPI review · 2028/29" in card])

    for day, times in (("2027-12-01", (0, 1)), ("2027-12-15", (1, 2))):
        agreed.now = other.now = at(day, "11:30")
        for teams in (other, agreed, other):
            await teams.ticks()
        assert (asked("olive"), asked("sam")) == times


async def test_a_quarters_progress_on_eight_actions_takes_nine_presses(
    board: FakeTeams, bring: Bring
):
    header = ACTIONS.splitlines()[0]
    fields = "priority,olive,2026-04-01,2027-03-31,Nine in ten are content,,,,yes"
    rows = [f"HOU-C{place:02},action,Housing,P1,Action {place},{fields}" for place in range(8)]
    bring("plans", PLANS)
    bring("priorities", PRIORITIES)
    bring("actions", "\n".join([header, *rows]), Approval("CMT", "the plan", "CMT/26/09"))
    await board.meets("olive")
    board.now = at("2026-10-14")
    await board.ticks()
    card = next(card for card in board.pushed("olive") if "Progress of 8 actions" in card)
    card, presses = await board.presses("olive", card, "Give progress"), 1
    while "All your actions are told" not in card:
        button = "Send and next" if "8 of 8" not in card else "Send"
        typed = {"state": "On track", "words": f"Step {presses} was taken."}
        card, presses = await board.presses("olive", card, button, **typed), presses + 1
    assert presses == 9
