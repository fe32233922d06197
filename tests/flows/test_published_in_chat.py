"""Published failures that need the whole system: what a person sees in Teams. It is 12 October."""

from datetime import date

import pytest

from cycle.plan.indicator import Indicator, Kind
from cycle.plan.target import TermsChange
from storage import audit, figures, register
from storage.database import Database
from tests.cycle.made import figure, kpi, months
from tests.fake_teams import FakeTeams
from tests.recorded import kept
from tests.wealdbrook import MONDAY, SEPTEMBER, settled


@pytest.fixture
def teams(database: Database) -> FakeTeams:
    settled(database)
    return FakeTeams(database, MONDAY)


def indicator(database: Database, ref: str) -> Indicator:
    found = database.run(lambda session: register.by_ref(session, ref))
    assert found is not None
    return found


async def test_1_a_blank_is_awaiting_overdue_and_has_no_colour(teams):
    status = await teams.asks("raj", "status of HOU-05")
    assert "○ Awaiting data: overdue" in status
    assert "it was due on 7 October 2026" in status


async def test_3_and_23_an_old_figure_keeps_its_own_period_and_shows_its_age(teams):
    status = await teams.asks("raj", "status of HOU-05")
    assert "The last figure is 84, for August 2026, which ended 42 days ago." in status
    assert status.words.index("Awaiting data") < status.words.index("84")


async def test_5_a_running_total_that_stands_still_is_asked_about(teams, database):
    terms = {"unit": "number", "decimals": 0, "cumulative": True, "target": "180"}
    owner = indicator(database, "HOU-02").owner
    homes = kpi(ref="HOM-01", service="Housing", owner=owner, **terms)
    kept(database, homes, months("2026-04", "10 25 40 55 70").values())
    form = await teams.asks("olive", "submit HOM-01")
    answer = await teams.presses("olive", form, "Submit", value="70")
    assert "is the same as that for August 2026: is that right?" in answer


async def test_8_both_versions_of_a_restated_figure_are_kept_with_the_reason(teams, database):
    form = await teams.asks("olive", "submit HOU-05")
    receipt = await teams.presses("olive", form, "Submit", value="84")
    form = await teams.presses("olive", receipt, "Correct this")
    silent = await teams.presses("olive", form, "Submit", value="86", commentary="Two more.")
    assert "Say why the figure is corrected: both figures are kept." in silent
    await teams.presses(
        "olive", silent, "Submit", value="86", commentary="Two more.", reason="Two were late."
    )
    own = indicator(database, "HOU-05").id
    versions = database.run(lambda session: figures.versions(session, own, SEPTEMBER))
    assert [str(one.value) for one in versions] == ["84", "86"]
    assert versions[-1].reason == "Two were late."
    assert "2 versions" in await teams.asks("raj", "status of HOU-05")


def test_14_a_dropped_target_is_in_the_change_log_with_who_and_from_when(teams, database):
    rows = database.run(lambda session: register.changes(session, [indicator_id(session)]))
    assert rows == {}
    change = TermsChange(
        field="kind", old="KPI", new="Statistic", effective_from=date(2026, 9, 1),
        reason="made information only", approver="Cabinet", changed_at=MONDAY,
    )  # fmt: skip

    def dropped(session):
        own = indicator_id(session)
        register.log_change(session, own, change)
        return register.changes(session, [own])[own]

    assert database.run(dropped) == [change]


def indicator_id(session) -> int:
    found = register.by_ref(session, "HOU-02")
    assert found is not None
    return found.id


async def test_16_the_cases_behind_a_percentage_are_shown(teams, database):
    small = kpi(ref="PLN-01", service="Planning", target="60")
    kept(database, small, [figure("2026-09", "66.7", of="2/3")])
    assert "2 of 3" in await teams.asks("dana", "status of planning KPIs")
    status = await teams.asks("dana", "status of PLN-01")
    assert "2 of 3" in status
    assert "Not charted: the percentage usually rests on fewer than 20 cases." in status


async def test_21_no_cases_are_not_applicable_and_never_a_hundred(teams, database):
    form = await teams.asks("olive", "submit HOU-02")
    asked = await teams.presses("olive", form, "Submit", numerator="0", denominator="0")
    assert "Were there no cases at all in September 2026?" in asked
    receipt = await teams.presses("olive", asked, "Yes, keep it")
    assert "Not applicable" in receipt
    assert "100" not in receipt.words.replace("100,000", "")


async def test_25_counts_on_the_card_are_those_of_its_rows(teams, database):
    card = await teams.asks("raj", "status of housing in August 2026")
    assert "● 3" in card  # HOU-02, HOU-03, HOU-05 are green
    assert "1 not rated" in card  # the Statistic
    assert indicator(database, "HOU-07").kind is Kind.STATISTIC


async def test_27_a_year_to_date_total_never_improves_on_last_month(teams, database):
    terms = {"unit": "number", "decimals": 0, "cumulative": True, "target": "180"}
    owner = indicator(database, "HOU-02").owner
    homes = kpi(ref="HOM-01", service="Housing", owner=owner, **terms)
    kept(database, homes, months("2026-04", "10 25 40 55 70 90").values())
    status = await teams.asks("olive", "status of HOM-01")
    assert "on August 2026" not in status
    assert "what each month added to the total" in status


async def test_every_write_is_in_the_audit(teams, database):
    await teams.presses("olive", await teams.asks("olive", "submit HOU-05"), "Submit", value="84")
    rows = database.run(lambda session: list(audit.rows(session)))
    assert [(row.who, row.change, row.subject) for row in rows][-1] == (
        "Olive Marsh", "figure given", "HOU-05 2026-09",
    )  # fmt: skip
