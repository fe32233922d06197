"""Service plans over a year: imported, proposed, agreed, and told of each quarter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cycle.periods import LONDON, Frequency, Period
from cycle.plan.action import ActionState
from cycle.plan.action_progress import ActionUpdate
from cycle.plan.cells import BadRows
from cycle.plan.indicator import Aggregation, FiguresFrom, Indicator, Kind
from features.plans.exports import export_actions
from features.tables.approval import Approval
from papers import sheets
from storage import actions, audit, figures, people, plans, register
from storage.audit import Actor
from storage.database import Database
from tests.fake_teams import FakeTeams, Seen, group
from tests.importing import bring_in
from tests.wealdbrook import MONDAY

DANA = Actor(name="Dana Osei", came_from="steward import")
AGREED = ",CMT,2026-03-20,CMT/26/09"
PLANS = f"""kind,title,service,starts,ends,agreed_by,agreed_on,decision_reference
corporate,Corporate Plan 2024–2028,,2024-04-01,2028-03-31,Full Council,2024-02-21,FC/24/3
service,Housing plan 2026/27,Housing,2026-04-01,2027-03-31{AGREED}
service,Housing plan 2027/28,Housing,2027-04-01,2028-03-31,,,
"""
PRIORITIES = """ref,title,plan,outcome,portfolio_holder
P1,Homes and communities,Corporate Plan 2024–2028,Everyone has a decent home,Cllr Hall
"""
ACTIONS = """ref,kind,service,priority,title,why,owner,starts,due,success,success_indicator,success_from,success_to,quality
HOU-A01,action,Housing,P1,Shorten the wait,priority,olive,2026-04-01,2027-03-31,Fewer families wait,HOU-05,84,70,yes
HOU-A02,action,Housing,P1,Renew the lettings policy,priority,olive,2026-04-01,2027-03-31,Nine in ten say it is clear,,,,yes
HOU-A03,action,Housing,,One repairs line,efficiency,meg,2026-04-01,2026-12-31,Calls answered in 2 minutes,,,,yes
HOU-A04,action,Housing,P1,Lettings next year,priority,olive,2027-04-01,2028-03-31,Nine in ten say it is quick,,,,yes
"""  # noqa: E501

NO_APPROVAL = Approval()
Bring = Callable[..., str]


@pytest.fixture
def bring(council: Database, tmp_path: Path) -> Bring:
    """Import a table, in a transaction of its own; the words of what it changed."""

    def bring(
        what: str, text: str, approval: Approval = NO_APPROVAL, now: datetime = MONDAY
    ) -> str:
        path = tmp_path / "table.csv"
        named = text.replace(",olive,", ",Olive Marsh,").replace(",meg,", ",Meg Shaw,")
        path.write_text(named, "utf-8")
        sheet = sheets.read(path)
        return council.run(
            lambda session: bring_in(what, session, sheet, DANA, now, approval=approval)
        ).words

    return bring


@pytest.fixture
async def planned(board: FakeTeams, bring: Bring) -> FakeTeams:
    """Wealdbrook with its plans on 12 October 2026; everybody has met Steward."""
    bring("plans", PLANS)
    bring("priorities", PRIORITIES)
    bring("actions", ACTIONS, Approval("CMT", "the year's plan", "CMT/26/09"))
    for who in ("olive", "meg", "raj", "dana", "chris"):
        await board.meets(who)
    return board


def at(day: str, time: str = "09:30") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON).astimezone(UTC)


async def tells(teams: FakeTeams, who: str, ref: str, **typed: str) -> Seen:
    """Somebody opens an action's form, fills it in and sends it."""
    form = await teams.asks(who, f"update {ref}")
    return await teams.presses(who, form, "Send", **typed)


def updates(teams: FakeTeams, ref: str) -> list[ActionUpdate]:
    def found(session):
        action = actions.by_ref(session, ref)
        return actions.updates(session, [action.id]).get(action.id, [])

    return teams.app.database.run(found)


async def test_progress_is_asked_in_the_one_card_of_the_day_with_the_figures(planned: FakeTeams):
    planned.now = at("2026-10-14")
    for _ in range(2):
        await planned.ticks()
    cards = [card for card in planned.pushed("olive") if "Reminder" in card]
    assert len(cards) == 1
    assert "Progress of 2 actions · Q2 2026/27" in cards[0]
    assert "figure" in cards[0]


async def test_an_owner_tells_of_every_action_one_after_the_other(planned: FakeTeams):
    planned.now = at("2026-10-14")
    await planned.ticks()
    card = next(card for card in planned.pushed("olive") if "Progress of 2 actions" in card)
    first = await planned.presses("olive", card, "Give progress")
    assert "1 of 2" in first
    assert "HOU-05 stood at 84 in August 2026, against 70: not reached yet." in first
    assert "HOU-A01" in first
    second = await planned.presses(
        "olive", first, "Send and next", state="On track", words="Two leases were signed."
    )
    assert "2 of 2" in second
    done = await planned.presses(
        "olive", second, "Send", state="Off track", words="Nobody is free to write it."
    )
    assert "All your actions are told" in done
    assert [one.state for one in updates(planned, "HOU-A01")] == [ActionState.ON_TRACK]
    assert "HOU-A02 Renew the lettings policy · Off track" in done


async def test_a_press_that_teams_sends_twice_is_kept_once(planned: FakeTeams):
    form = await planned.asks("olive", "update HOU-A01")
    typed = {"state": "On track", "words": "Two leases were signed."}
    await planned.presses("olive", form, "Send", **typed)
    await planned.presses("olive", form, "Send", **typed)
    assert len(updates(planned, "HOU-A01")) == 1
    late = await planned.presses("olive", form, "Send", state="On track", words="Three leases.")
    assert "moved on" in late
    assert len(updates(planned, "HOU-A01")) == 1


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ({"state": "On track", "words": " "}, "Say it in a few words."),
        ({"state": "Delayed, with a recovery date", "words": "Late."}, "on track again"),
        ({"state": "Complete", "words": "Done."}, "success measure"),
        ({"state": "Stopped", "words": "No money."}, "who agreed"),
    ],
)
async def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    planned: FakeTeams, typed: dict[str, str], asks: str
):
    seen = await tells(planned, "olive", "HOU-A01", **typed)
    assert asks in seen
    assert typed["words"].strip() in seen
    assert updates(planned, "HOU-A01") == []


async def test_a_delayed_action_needs_a_day_and_beyond_its_end_the_board_agrees(
    planned: FakeTeams,
):
    typed = {"state": "Delayed, with a recovery date", "words": "The builder left."}
    form = await tells(planned, "olive", "HOU-A01", **typed)
    await planned.presses("olive", form, "Send", **typed, recovery="2027-06-30")
    await planned.ticks()
    asked = next(card for card in planned.posted() if "Recovery asked for" in card)
    assert "30 June 2027" in asked
    refused = await planned.presses("raj", asked, "Agree the later day")
    assert "Only members of the Performance Board" in refused.said
    agreed = await planned.presses("chris", asked, "Agree the later day")
    assert "✓ Agreed on 12 October 2026" in agreed
    assert "Delayed to 30 June 2027" in await planned.asks("raj", "action HOU-A01")


async def test_twice_off_track_goes_to_the_board_once(planned: FakeTeams):
    planned.now = at("2026-07-14")
    await tells(planned, "olive", "HOU-A02", state="Off track", words="Nobody is free.")
    await planned.ticks()
    assert not [card for card in planned.posted() if "Off track twice" in card]
    planned.now = at("2026-10-14")
    await tells(planned, "olive", "HOU-A02", state="Off track", words="Still nobody is free.")
    for _ in range(2):
        await planned.ticks()
    (card,) = [card for card in planned.posted() if "Off track twice" in card]
    assert "Still nobody is free." in card


async def test_last_quarters_words_are_asked_back_and_may_be_confirmed(planned: FakeTeams):
    planned.now = at("2026-07-14")
    await tells(planned, "olive", "HOU-A01", state="On track", words="Two leases were signed.")
    planned.now = at("2026-10-14")
    again = await tells(planned, "olive", "HOU-A01")  # sent as it was prefilled
    assert "These are last quarter's words" in again
    await planned.presses("olive", again, "Nothing has changed")
    assert len(updates(planned, "HOU-A01")) == 2


async def test_only_the_owner_or_deputy_tells_and_others_only_read(planned: FakeTeams):
    assert "HOU-A01 is Olive Marsh's" in await planned.asks("raj", "update HOU-A01")
    assert "Give progress" not in await planned.asks("raj", "action HOU-A01")
    assert "not agreed yet" in await planned.asks("olive", "update HOU-A04")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("corporate plan", "Everyone has a decent home"),
        ("priority homes", "0 of 0 KPIs are Red; 2 of 3 actions are not on track."),
        ("service plan of housing", "Agreed by CMT on 20 March 2026 (CMT/26/09)"),
        ("action hou-a01", "Fewer families wait"),
        ("my actions", "Your actions"),
        ("actions off track", "There is none."),
        ("actions without update", "HOU-A03"),
        ("projects", "There is none."),
        ("line of sight of HOU-05", "Shorten the wait"),
        ("line of sight of HOU-A01", "Corporate Plan 2024–2028"),
        ("what is expected of me", "HOU-A02"),
    ],
)
async def test_a_question_about_plans_is_answered(planned: FakeTeams, asked: str, says: str):
    assert says in await planned.asks("olive", asked)


async def test_next_years_plan_is_asked_for_proposed_and_agreed(planned: FakeTeams):
    planned.now = at("2027-01-29")
    await planned.ticks()
    assert not [card for card in planned.pushed("raj") if "propose the service plan" in card]
    planned.now = at("2027-02-01")
    for _ in range(2):
        await planned.ticks()
    (due,) = [card for card in planned.pushed("raj") if "propose the service plan" in card]
    assert "2027/28" in due

    refused = await planned.asks("olive", "propose the plan of Housing")
    assert "Only a manager of the service" in refused
    shown = await planned.asks("raj", "propose the plan of Housing")
    assert "Proposed" in shown
    await planned.ticks()
    asked = next(card for card in planned.pushed("dana") if "Housing plan 2027/28" in card)
    back = await planned.presses("dana", asked, "Agree", body="CMT", reference="")
    assert "Give the reference of the decision" in back
    agreed = await planned.presses("dana", back, "Agree", body="CMT", reference="CMT/27/04")
    assert "Agreed by CMT on 1 February 2027 (CMT/27/04)" in agreed


async def test_a_plan_sent_back_says_why_and_may_be_proposed_again(planned: FakeTeams):
    await planned.asks("raj", "propose the plan of Housing")
    await planned.ticks()
    asked = next(card for card in planned.pushed("dana") if "Housing plan 2027/28" in card)
    await planned.presses("dana", asked, "Send back", words="Say what tenants gain.")
    planned.now = at("2027-04-05")
    plan = await planned.asks("raj", "service plan of Housing")
    assert "Sent back: Say what tenants gain." in plan
    assert "Proposed" in await planned.presses("raj", plan, "Propose this plan")


async def test_a_plan_not_agreed_by_15_april_is_told_to_cmt_once(planned: FakeTeams):
    await planned.asks("dana", "post escalations here", group())

    def told() -> list[Seen]:
        seen = [one.seen for one in planned.messenger.sent]
        return [card for card in seen if "not agreed yet" in card]

    planned.now = at("2027-04-14")
    await planned.ticks()
    assert told() == []
    planned.now = at("2027-04-15")
    for _ in range(2):
        await planned.ticks()
    (card,) = told()
    assert "2027/28" in card


def test_what_is_wrong_with_an_action_is_named_by_line_and_column(bring: Bring, council: Database):
    bring("plans", PLANS)
    bring("priorities", PRIORITIES)
    header = ACTIONS.splitlines()[0]
    rows = [
        "HOU-A01,action,Housing,,No priority,,olive,2026-04-01,2027-03-31,Less waiting,,,,",
        "HOU-A02,action,Housing,P9,Unknown,priority,olive,2026-04-01,2027-03-31,Less,,,,",
        "HOU-A03,action,Housing,P1,Backwards,priority,olive,2026-06-01,2026-05-31,Less,,,,",
        "HOU-A04,action,Waste,P1,No plan,priority,olive,2026-04-01,2027-03-31,Less,,,,",
        "HOU-A05,action,Housing,P1,Visitor,priority,Vera Visitor,2026-04-01,2027-03-31,Less,,,,",
        "HOU-A06,action,Housing,P1,No measure,priority,olive,2026-04-01,2027-03-31,,,,,",
        "HOU-A07,action,Housing,P1,No owner,priority,,2026-04-01,2027-03-31,Less,,,,",
    ]
    with pytest.raises(BadRows) as bad:
        bring("actions", "\n".join([header, *rows]), Approval("CMT", "new", ""))
    said = str(bad.value).splitlines()
    assert [(line.split(",")[0], line.split(", ")[1].split(":")[0]) for line in said] == [
        ("Line 2", "priority"),
        ("Line 3", "priority"),
        ("Line 4", "due"),
        ("Line 5", "starts"),
        ("Line 6", "owner"),
        ("Line 7", "success"),
        ("Line 8", "owner"),
    ]


def test_what_is_agreed_is_changed_only_with_a_reason_and_an_approver(
    bring: Bring, council: Database
):
    bring("plans", PLANS)
    bring("priorities", PRIORITIES)
    with pytest.raises(BadRows, match="Line 2, ref: HOU-A01 belongs to Housing plan 2026/27"):
        bring("actions", ACTIONS, Approval())
    given = Approval("CMT", "the year's plan", "CMT/26/09")
    assert bring("actions", ACTIONS, given).startswith("4 new, 0 changed")
    assert bring("actions", ACTIONS, Approval()).startswith("0 new, 0 changed, 4 unchanged")
    later = ACTIONS.replace("Renew the lettings policy", "Replace the lettings policy")
    with pytest.raises(BadRows, match="HOU-A02"):
        bring("actions", later, Approval(reason="it was too old"))
    bring("actions", later, Approval("Cabinet", "it was too old", "CAB/26/31"))
    changed = council.run(plans.changes)[-1]
    assert (changed.thing, changed.field, changed.approver) == ("HOU-A02", "title", "Cabinet")


def test_what_is_exported_can_be_read_again(bring: Bring, council: Database, tmp_path: Path):
    bring("plans", PLANS)
    bring("priorities", PRIORITIES)
    bring("actions", ACTIONS, Approval("CMT", "new", ""))
    columns, rows = council.run(export_actions)
    sheets.write(tmp_path / "out.csv", columns[:-1], [row[:-1] for row in rows])
    again = bring("actions", (tmp_path / "out.csv").read_text("utf-8-sig"), Approval())
    assert again.startswith("0 new, 0 changed, 4 unchanged")


def test_a_priority_renamed_in_mid_year_is_renamed_for_its_indicators(
    bring: Bring, council: Database
):
    bring("plans", PLANS)
    bring("priorities", PRIORITIES)
    own = council.run(
        lambda session: register.add(
            session, Indicator(id=0, ref="HOU-88", title="Homes", priority="Homes and communities")
        )
    )
    bring("priorities", PRIORITIES.replace("Homes and communities", "Homes for all"))
    indicator = council.run(lambda session: register.indicator(session, own))
    log = council.run(lambda session: register.changes(session, [own]))[own]
    assert indicator.priority == "Homes for all"
    assert [(one.field, one.old, one.new) for one in log] == [
        ("priority", "Homes and communities", "Homes for all")
    ]


async def test_the_indicator_of_actions_on_track_is_counted_and_nobody_types_it(
    planned: FakeTeams,
):
    counted = Indicator(
        id=0,
        ref="GOV-02",
        title="Service plan actions on track or complete",
        kind=Kind.PI,
        service="Performance",
        frequency=Frequency.QUARTERLY,
        aggregation=Aggregation.RATIO,
        figures_from=FiguresFrom.ACTIONS,
    )
    database = planned.app.database

    def added(session):
        dana = people.by_email(session, "dana@wealdbrook.gov.uk")
        return register.add(session, replace(counted, owner=dana.id))

    own = database.run(added)
    assert "nobody types it" in await planned.asks("dana", "submit GOV-02 2026/27 Q2")
    await tells(planned, "olive", "HOU-A01", state="On track", words="Two leases were signed.")
    await tells(planned, "olive", "HOU-A02", state="Off track", words="Nobody is free.")

    def figure():
        found = database.run(lambda session: figures.series(session, own))
        return found.get(Period.parse("2026/27 Q2"))

    planned.now = at("2026-10-13")
    await planned.ticks()
    assert figure() is None
    planned.now = at("2026-10-14")  # the tenth working day
    for _ in range(2):
        await planned.ticks()
    first = figure()
    assert (first.numerator, first.denominator, first.version) == (1, 3, 1)
    await tells(planned, "meg", "HOU-A03", state="On track", words="The line is open.")
    await planned.ticks()
    again = figure()
    assert (again.numerator, again.denominator, again.version) == (2, 3, 2)


async def test_what_was_told_is_in_the_audit(planned: FakeTeams):
    await tells(planned, "olive", "HOU-A01", state="On track", words="Two leases were signed.")
    rows = planned.app.database.run(lambda session: list(audit.rows(session)))
    assert (rows[-1].change, rows[-1].subject) == ("progress told", "HOU-A01 2026/27 Q2")
    assert date(2026, 10, 12) == rows[-1].at.date()
