"""What is measured is reviewed in December, agreed by Cabinet in March, and holds from April."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from cycle.council import Council
from cycle.monitor.paper.views import PaperKind
from cycle.periods import LONDON, Period
from cycle.plan.indicator import Control, Kind
from cycle.plan.kpi_set import KpiSetState
from features.papers.gather import gather
from features.papers.indicator_views import Wanted
from features.papers.prepare import PaperOrder, unkept
from storage import kpi_sets, records, register
from tests.fake_teams import FakeTeams, Seen

YEAR = "2027/28"
COMMITTEE = "Overview and Scrutiny would rather see HOU-05 by type of household."


def at(day: str, time: str = "09:30") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON).astimezone(UTC)


def indicator(teams: FakeTeams, ref: str):
    return teams.app.database.run(lambda session: register.by_ref(session, ref))


def state(teams: FakeTeams) -> KpiSetState:
    return teams.app.database.run(lambda session: kpi_sets.of_year(session, YEAR)).state


@pytest.fixture
async def reviewed(board: FakeTeams) -> FakeTeams:
    """The review of next year's set is opened on 1 December 2026, and the owners are asked."""
    for who in ("olive", "meg", "raj", "dana", "sam"):
        await board.meets(who)
    board.now = at("2026-12-01")
    await board.asks("dana", f"review KPIs for {YEAR}")
    await board.ticks()
    return board


def review_cards(teams: FakeTeams, who: str) -> list[Seen]:
    return [card for card in teams.pushed(who) if "KPI review" in card]


async def olive_answers(teams: FakeTeams) -> Seen:
    """HOU-02 stays, HOU-03 ends, the target of HOU-05 becomes 80."""
    (card,) = review_cards(teams, "olive")
    form = await teams.presses("olive", card, "Begin")
    form = await teams.presses(
        "olive",
        form,
        "Send and next",
        control="partly, with others",
        control_words="With the county",
    )
    form = await teams.presses(
        "olive", form, "Send and next", kind="ended", reason="HOU-02 says the same"
    )
    return await teams.presses(
        "olive", form, "Send", control="strongly", target="80", reason="Met in every month"
    )


async def everybody_answers(teams: FakeTeams) -> None:
    await olive_answers(teams)
    (card,) = review_cards(teams, "sam")
    form = await teams.presses("sam", card, "Begin")
    await teams.presses("sam", form, "Send", control="fully")


async def agreed_by_cabinet(teams: FakeTeams) -> None:
    await everybody_answers(teams)
    card = await teams.presses(
        "dana", await teams.asks("dana", f"KPI set {YEAR}"), "Propose the set"
    )
    teams.now = at("2027-02-10")
    await teams.presses("dana", card, "Keep the comments", comment=COMMITTEE)
    teams.now = at("2027-03-17")
    said = f"agree KPI set {YEAR} by Cabinet on 16 March 2027 reference CAB/27/14"
    assert "Agreed by Cabinet on 16 March 2027 (CAB/27/14)" in await teams.asks("dana", said)


async def test_each_owner_is_asked_once_and_answers_for_each_indicator(reviewed: FakeTeams):
    await reviewed.ticks()
    (card,) = review_cards(reviewed, "olive")
    assert "3 indicators wait for you" in card
    form = await reviewed.presses("olive", card, "Begin")
    assert "1 of 3" in form
    assert "HOU-02 Homelessness prevented" in form
    assert "The definition is short" in form
    assert "Can those who are measured control it" in form
    again = await reviewed.presses("olive", form, "Send and next")
    assert "Answer the control test" in again
    done = await olive_answers(reviewed)
    assert "Your indicators are answered" in done
    assert "HOU-05: amended" in done


async def test_what_can_hardly_be_influenced_judges_nobody(reviewed: FakeTeams):
    (card,) = review_cards(reviewed, "sam")
    form = await reviewed.presses("sam", card, "Begin")
    refused = await reviewed.presses("sam", form, "Send", control="hardly")
    assert "make it a Statistic" in refused
    kept = await reviewed.presses(
        "sam", refused, "Send", control="hardly", kind="Statistic", reason="Residents decide"
    )
    assert "ENV-03: demoted" in kept


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ({"control": "partly, with others"}, "with whom it is shared"),
        ({"control": "fully", "target": "lots"}, "Target:"),
        ({"control": "fully", "target": "55"}, "needs its reason"),
        ({"control": "fully", "tolerance": "-5", "reason": "Stricter."}, "negative"),
    ],
)
async def test_what_is_missing_or_unreadable_is_asked_back_as_typed(
    reviewed: FakeTeams, typed: dict[str, str], asks: str
):
    (card,) = review_cards(reviewed, "sam")
    form = await reviewed.presses("sam", card, "Begin")
    again = await reviewed.presses("sam", form, "Send", **typed)
    assert asks in again
    assert all(words in again for words in typed.values())


async def test_a_press_that_teams_sends_twice_is_kept_once(reviewed: FakeTeams):
    (card,) = review_cards(reviewed, "sam")
    form = await reviewed.presses("sam", card, "Begin")
    first = await reviewed.presses("sam", form, "Send", control="fully")
    second = await reviewed.presses("sam", form, "Send", control="fully")
    assert "ENV-03: kept" in first
    assert "ENV-03: kept" in second


async def test_a_manager_may_answer_for_the_service_and_a_stranger_may_not(reviewed: FakeTeams):
    assert "HOU-03" in await reviewed.asks("raj", "KPI review of HOU-03")
    assert "Its owner or deputy" in await reviewed.asks("sam", "KPI review of HOU-03")
    assert "only KPIs and PIs" in await reviewed.asks("olive", "KPI review of HOU-07")


async def test_a_set_is_not_proposed_while_a_line_waits(reviewed: FakeTeams):
    await olive_answers(reviewed)
    card = await reviewed.asks("dana", "kpi set")
    assert "Not answered yet: Sam Lowe 1" in card
    refused = await reviewed.presses("dana", card, "Propose the set")
    assert "Some indicators of the set have no answer yet" in refused
    assert state(reviewed) is KpiSetState.REVIEW


async def test_only_the_performance_team_opens_and_takes_the_set_on(reviewed: FakeTeams):
    assert "Only the performance team" in await reviewed.asks("raj", "review KPIs for 2027/28")
    assert "Propose the set" not in await reviewed.asks("raj", f"KPI set {YEAR}")
    typed = f"agree KPI set {YEAR} by Cabinet on 1 December 2026 reference CAB/1"
    assert "Only the performance team" in await reviewed.asks("raj", typed)


async def test_the_old_target_rates_march_and_the_agreed_one_april(reviewed: FakeTeams):
    await agreed_by_cabinet(reviewed)
    assert indicator(reviewed, "HOU-05").target == Decimal(90)
    reviewed.now = at("2027-04-01")
    for _ in range(2):
        await reviewed.ticks()
    assert indicator(reviewed, "HOU-05").target == Decimal(80)
    assert state(reviewed) is KpiSetState.IN_FORCE
    record = reviewed.app.database.run(
        lambda session: records.record(session, register.by_ref(session, "HOU-05"))
    )
    assert record.target(Period.parse("2027-03")) == Decimal(90)
    assert record.target(Period.parse("2027-04")) == Decimal(80)
    (change,) = [one for one in record.changes if one.field == "target"]
    assert (change.approver, change.decision_reference) == ("Cabinet", "CAB/27/14")
    assert change.reason == "Met in every month"


async def test_the_control_answer_is_kept_and_an_ended_indicator_retires(reviewed: FakeTeams):
    await agreed_by_cabinet(reviewed)
    reviewed.now = at("2027-04-01")
    await reviewed.ticks()
    kept = indicator(reviewed, "HOU-02")
    assert (kept.control, kept.control_words) == (Control.PARTLY, "With the county")
    assert str(indicator(reviewed, "HOU-03").retired_from) == "2027-04-01"
    assert "2 kept, 1 amended, 1 ended" in await reviewed.asks("olive", "kpi set")


async def test_a_set_is_agreed_once(reviewed: FakeTeams):
    await agreed_by_cabinet(reviewed)
    again = f"agree KPI set {YEAR} by CMT on 17 March 2027 reference CMT/27/1"
    assert "is agreed already" in await reviewed.asks("dana", again)
    assert "Cabinet" in await reviewed.asks("dana", f"review KPIs for {YEAR}")


async def test_two_who_agree_at_once_agree_once(reviewed: FakeTeams):
    await everybody_answers(reviewed)
    card = await reviewed.presses("dana", await reviewed.asks("dana", "kpi set"), "Propose the set")
    card = await reviewed.presses("dana", card, "Keep the comments", comment="No comment.")
    typed = {"body": "Cabinet", "reference": "CAB/26/50", "agreed_on": "2026-12-01"}
    first, second = await reviewed.both(
        reviewed.presses("dana", card, "Record the agreement", **typed),
        reviewed.presses("dana", card, "Record the agreement", **typed | {"body": "CMT"}),
    )
    assert state(reviewed) is KpiSetState.AGREED
    assert "moved on" in first or "moved on" in second or "agreed already" in second


async def test_who_has_not_answered_is_asked_again_after_ten_working_days(reviewed: FakeTeams):
    await olive_answers(reviewed)
    reviewed.now = at("2026-12-15")
    await reviewed.ticks()
    assert (len(review_cards(reviewed, "sam")), len(review_cards(reviewed, "olive"))) == (2, 1)


async def test_the_paper_on_the_set_reads_the_agreement(reviewed: FakeTeams):
    await agreed_by_cabinet(reviewed)

    def paper(session):
        wanted = Wanted(
            kind=PaperKind.KPI_SET,
            period=Period.parse("2025/26"),
            now=reviewed.now,
            council=Council(),
            set_year=YEAR,
        )
        order = PaperOrder(kind=PaperKind.KPI_SET, period=Period.parse(YEAR))
        edition = unkept(order, reviewed.now, None)
        return gather(session, edition, wanted)

    facts = reviewed.app.database.run(paper)
    assert facts.agreement == "Agreed by Cabinet on 16 March 2027 (CAB/27/14)."
    assert facts.words["scrutiny"] == COMMITTEE
    assert facts.balance == ("75% of the indicators are KPIs, more than 30%.",)
    targets = {view.in_register.ref: view.in_register.target for view in facts.indicators}
    assert targets["HOU-05"] == Decimal(80)
    changes = {view.indicator.ref: (view.what, view.reason) for view in facts.changes}
    assert changes == {
        "HOU-03": ("Ended", "HOU-02 says the same"),
        "HOU-05": ("Amended. Target: 80, was 90", "Met in every month"),
    }


async def test_a_new_kpi_joins_the_review_that_is_open(reviewed: FakeTeams):
    def added(session):
        like = register.by_ref(session, "ENV-03")
        assert like is not None
        register.add(session, replace(like, id=0, ref="ENV-09", title="Fly-tips cleared"))

    reviewed.app.database.run(added)
    await reviewed.ticks()
    assert "ENV-09 Fly-tips cleared: new" in await reviewed.asks("dana", "kpi set")
    assert indicator(reviewed, "ENV-09").kind is Kind.KPI
