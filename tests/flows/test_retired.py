"""An indicator is retired: nothing is asked of it any more, and what was given is still found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import doctor
from cycle.plan.cells import BadRows
from features.figures import exchange, record
from features.tables.difference import Difference
from papers import sheets
from storage import audit, interventions, register
from storage.audit import Actor
from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_board_answers import alert, answers
from tests.flows.test_improve_story import PROPOSAL, agreed, comes, gives, shown
from tests.importing import bring_in

__all__ = ["agreed", "alert"]

DANA = Actor(name="Dana Osei", came_from="steward import")
HEADER = "ref,title,kind,service,unit,polarity,frequency,retired_from\n"
TITLES = {
    "HOU-02": "Homelessness prevented,KPI,Housing,%,higher",
    "HOU-05": "Households in temporary accommodation,KPI,Housing,number,lower",
    "HOU-03": "Homelessness relieved,PI,Housing,%,higher",
    "HOU-07": "People sleeping rough,Statistic,Housing,number,none",
}

Retire = Callable[..., Difference]


@pytest.fixture
def retire(teams: FakeTeams, tmp_path: Path) -> Retire:
    """Import the register with this day of retirement (blank: in force again), as of the clock."""

    def retire(day: str, *refs: str, effective_from: date = date(2026, 10, 1)) -> Difference:
        rows = [f"{ref},{TITLES[ref]},monthly,{day}\n" for ref in refs or ("HOU-02",)]
        sheet = _sheet(tmp_path, HEADER + "".join(rows))

        def work(session):
            found = bring_in(
                "indicators", session, sheet, DANA, teams.now, effective_from=effective_from
            )
            record.reconsider_all(session, found.kept, teams.now, teams.app.council)
            return found

        return teams.app.database.run(work)

    return retire


def _sheet(folder: Path, text: str) -> sheets.Sheet:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return sheets.read(path)


def bring_figures(board: FakeTeams, folder: Path, text: str) -> Difference:
    sheet = _sheet(folder, text)
    return board.app.database.run(
        lambda session: bring_in(
            "figures", session, sheet, DANA, board.now, council=board.app.council
        )
    )


def owed_to_the_board(board: FakeTeams) -> list[Seen]:
    return [one for one in board.posted() if "no later figure will show the effect" in one]


async def test_nothing_is_due_or_missing_from_the_day_on(board: FakeTeams, retire: Retire) -> None:
    assert "HOU-02" in await board.asks("olive", "due")
    retire("2026-09-01")
    assert "HOU-02" not in await board.asks("olive", "due")
    assert "HOU-02" not in await board.asks("dana", "who hasn't submitted in housing")
    await board.meets("olive")
    await comes(board, "2026-10-13")
    assert "HOU-05" in shown(board.pushed("olive"), "overdue")
    assert not [one for one in board.pushed("olive") if "HOU-02" in one]


async def test_earlier_periods_stay_to_be_given(board: FakeTeams, retire: Retire) -> None:
    retire("2026-10-01")
    assert "HOU-02" in await board.asks("olive", "due")
    receipt = await gives(board, "70")
    assert "September 2026" in receipt
    assert "HOU-02" in await board.asks("chris", "status of housing KPIs")


async def test_it_stands_no_more_among_the_others(board: FakeTeams, retire: Retire) -> None:
    retire("2026-09-01")
    status = await board.asks("chris", "status of housing KPIs")
    assert "HOU-02" not in status
    assert "HOU-05" in status
    assert "HOU-02" in await board.asks("chris", "status of housing KPIs in 2026-08")
    assert "HOU-02" not in await board.asks("chris", "green KPIs in housing in 2026-09")
    assert "HOU-02" not in await board.asks("chris", "data quality of housing")


async def test_its_status_and_history_say_so_and_show_what_was(
    board: FakeTeams, retire: Retire
) -> None:
    retire("2026-09-01")
    one = await board.asks("chris", "status of homelessness prevented")
    assert "Retired from 1 September 2026" in one
    assert "71.0%" in one
    assert "HOU-02, August 2026" in one
    after = await board.asks("chris", "status of HOU-02 in September 2026")
    assert "no figure is wanted for September 2026 or later" in after
    assert "Its last period is August 2026" in after
    quarter = await board.asks("chris", "status of HOU-02 in Q2 2026/27")
    assert "Retired from 1 September 2026" in quarter
    assert "overdue" not in quarter
    history = await board.asks("chris", "history of HOU-02")
    assert "Retired from 1 September 2026" in history
    assert "from 1 September 2026 · unapproved" in history
    assert "Aug 2026: 71.0%" in history


async def test_a_retirement_that_is_to_come_is_told_and_changes_nothing_yet(
    board: FakeTeams, retire: Retire
) -> None:
    retire("2027-04-01")
    one = await board.asks("chris", "status of HOU-02")
    assert "To be retired from 1 April 2027" in one
    assert "HOU-02" in await board.asks("olive", "due")


async def test_a_figure_for_a_later_period_is_refused(
    board: FakeTeams, retire: Retire, tmp_path: Path
) -> None:
    form = await board.asks("olive", "submit HOU-02")
    retire("2026-09-01")
    says = "HOU-02 is retired from 1 September 2026: no figure is wanted for September 2026"
    assert says in await board.asks("olive", "submit HOU-02")
    typed = {"numerator": "55", "denominator": "100", "commentary": "So it is."}
    assert says in (await board.presses("olive", form, "Submit", **typed)).said
    with pytest.raises(BadRows) as bad:
        bring_figures(board, tmp_path, "ref,period,value\nHOU-02,2026-09,55\nHOU-05,2026-09,80\n")
    assert str(bad.value) == f"Line 2, period: {says} or later."
    reopened = await board.asks(
        "dana", "reopen HOU-02 2026-09 until 30 October 2026 because it is asked for"
    )
    assert "Nothing is measured for September 2026 there" in reopened


async def test_what_was_given_before_it_was_retired_in_hindsight_comes_in_again(
    board: FakeTeams, retire: Retire, tmp_path: Path
) -> None:
    retire("2026-08-01")
    columns, rows = board.app.database.run(exchange.export_figures)
    path = tmp_path / "out.csv"
    sheets.write(path, columns, rows)
    found = bring_figures(board, tmp_path, path.read_text(encoding="utf-8"))
    assert (found.new, found.changed) == (0, 0)
    august = await board.asks("chris", "status of HOU-02 in August 2026")
    assert "71.0%" in august


async def test_its_exception_ends_with_a_note(
    board: FakeTeams, alert: Seen, retire: Retire
) -> None:
    retire("2026-10-01")
    await board.ticks()
    await board.ticks()
    (card,) = board.posted()
    assert card.activity_id == alert.activity_id
    assert "Ended: the indicator was retired from 1 October 2026." in card
    late = await board.presses("chris", alert, "Acknowledge")
    assert "This is over" in late
    assert "HOU-02" not in await board.asks("chris", "open exceptions")
    assert "Exception ended by retirement" in await board.asks("chris", "history of HOU-02")
    rows = board.app.database.run(lambda session: list(audit.rows(session)))
    (row,) = [row for row in rows if row.change == "concern ended"]
    assert (row.who, row.reason) == ("Steward", "Retired from 1 October 2026")


async def test_no_exception_is_raised_for_what_is_retired_by_then(
    board: FakeTeams, retire: Retire
) -> None:
    retire("2026-10-01")
    assert "Red" in await gives(board, "40")
    await board.ticks()
    assert board.posted() == []


async def test_no_intervention_is_asked_for_on_it(
    board: FakeTeams, alert: Seen, retire: Retire
) -> None:
    retire("2026-10-13")
    await board.ticks()
    (card,) = board.posted()
    form = await board.presses("chris", card, "Ask for an intervention")
    board.now += timedelta(days=1)  # the day has come, and the clock has not looked yet
    seen = await board.presses("chris", form, "Ask for it", words="Win them back")
    assert "This indicator was retired: no new intervention can be measured by it." in seen
    assert board.app.database.run(interventions.everything) == []


async def test_no_effect_is_promised_by_it_but_another_may_show_it(
    board: FakeTeams, alert: Seen, retire: Retire
) -> None:
    await answers(board, alert, "Ask for an intervention", words="Win them back")
    await board.ticks()
    asked = shown(board.pushed("olive"), "asks for an intervention")
    form = await board.presses("olive", asked, "Propose the intervention")
    retire("2026-10-01")
    await board.ticks()
    (told,) = owed_to_the_board(board)
    assert "A proposal has to name another indicator, or the board closes this." in told

    refused = await board.presses("olive", form, "Send to the board", **PROPOSAL)
    assert "This indicator was retired: no new intervention can be measured by it." in refused
    typed = {"effect_indicator": "HOU-03", "effect_from": "40", "effect_to": "50"}
    seen = await board.presses("olive", refused, "Send to the board", **typed)
    assert "Proposed" in seen
    retire("2026-10-01", "HOU-03")
    await board.ticks()
    proposal = shown(board.posted(), "Intervention proposed")
    assert "This indicator was retired" in await board.presses("chris", proposal, "Agree")


async def test_the_one_measure_that_is_left_is_chosen(
    board: FakeTeams, alert: Seen, retire: Retire
) -> None:
    await answers(board, alert, "Ask for an intervention", words="Win them back")
    retire("2026-10-01", "HOU-02", "HOU-05", "HOU-07")
    await board.ticks()
    asked = shown(board.pushed("olive"), "asks for an intervention")
    form = await board.presses("olive", asked, "Propose the intervention")
    typed = {**PROPOSAL, "effect_from": "40", "effect_to": "50"}
    assert "Proposed" in await board.presses("olive", form, "Send to the board", **typed)
    (kept,) = board.app.database.run(interventions.live)
    assert kept.intervention.proposal is not None
    effect = kept.intervention.proposal.effect
    three = board.app.database.run(lambda session: register.by_ref(session, "HOU-03"))
    assert effect is not None
    assert three is not None
    assert effect.indicator == three.id


async def test_the_board_hears_once_that_nothing_will_show_the_effect(
    agreed: FakeTeams, retire: Retire
) -> None:
    board = agreed
    await comes(board, "2026-10-20")
    retire("2026-10-01")
    await comes(board, "2026-10-21")
    await comes(board, "2026-10-22")
    (told,) = owed_to_the_board(board)
    assert "HOU-02 Homelessness prevented is retired from 1 October 2026" in told
    assert "goes on until the board closes it" in told
    assert "Ended" not in shown(board.posted(), "Exception", "HOU-02")
    assert "HOU-02" in await board.asks("chris", "interventions in housing")

    closed = await board.presses("chris", told, "Close the intervention", words="No measure left")
    assert "Closed by Chris Bell" in closed
    await comes(board, "2026-10-23")
    assert owed_to_the_board(board) == []
    assert "Ended: the indicator was retired" in shown(board.posted(), "Ended ·", "HOU-02")


async def test_a_retirement_that_was_a_mistake_is_taken_back(
    board: FakeTeams, retire: Retire
) -> None:
    first = retire("2026-09-01")
    assert first.details == ("HOU-02 retired from blank → 2026-09-01",)
    assert retire("2026-09-01").unchanged == 1
    again = retire("")
    assert again.details == ("HOU-02 retired from 2026-09-01 → blank",)
    assert "HOU-02" in await board.asks("olive", "due")
    assert "Red" in await gives(board, "40")
    await board.ticks()
    assert "HOU-02" in shown(board.posted(), "Exception")
    history = await board.asks("chris", "history of HOU-02")
    assert "Retired no more" in history
    assert "History · Retired" not in history


def test_its_day_is_exported_and_kept_in_the_change_log(teams: FakeTeams, retire: Retire) -> None:
    retire("2026-09-01")
    database = teams.app.database
    columns, rows = database.run(exchange.export_indicators)
    found = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
    assert str(found["HOU-02"]["retired_from"]) == "2026-09-01"
    assert found["HOU-05"]["retired_from"] == ""
    own = database.run(lambda session: register.by_ref(session, "HOU-02")).id
    (change,) = database.run(lambda session: register.changes(session, [own]))[own]
    assert (change.field, change.new) == ("retired_from", "2026-09-01")
    assert change.effective_from == date(2026, 9, 1)


async def test_two_missing_are_not_told_of_what_is_retired(
    board: FakeTeams, retire: Retire
) -> None:
    retire("2026-10-01", *TITLES)
    await comes(board, "2026-11-16")
    assert not [one for one in board.posted() if "HOU-0" in one]


async def test_a_risk_that_only_a_retired_indicator_watches_is_told(
    board: FakeTeams, retire: Retire, tmp_path: Path
) -> None:
    header = "ref,title,owner,likelihood,impact,status,indicators\n"
    sheet = _sheet(tmp_path, f"{header}R-07,Homelessness rises,,3,4,open,HOU-02\n")
    board.app.database.run(lambda session: bring_in("risks", session, sheet, DANA, board.now))
    asked = await board.asks("dana", "KPIs without a risk")
    assert "HOU-02" not in asked
    assert "Risks that no indicator watches" not in asked
    retire("2026-10-01", "HOU-02", "HOU-05")
    asked = await board.asks("dana", "KPIs without a risk")
    assert "Risks that no indicator watches" in asked
    assert "R-07 Homelessness rises" in asked
    assert "HOU-05" not in asked
    await board.meets("dana")
    await board.ticks()
    assert "R-07" in shown(board.pushed("dana"), "Risks that no indicator watches")
    assert "Retired from 1 October 2026" in await board.asks("dana", "risks of HOU-02")


def test_the_doctor_asks_for_nothing_of_what_is_retired(teams: FakeTeams, retire: Retire) -> None:
    def told(day: date) -> list[str]:
        return teams.app.database.run(
            lambda session: doctor._register(session, register.all_indicators(session), day)
        )

    retire("2026-10-20", "HOU-07")
    teams.app.database.run(_without_owner)
    assert any("HOU-07" in line for line in told(date(2026, 10, 19)))
    assert told(date(2026, 10, 20)) == []


def _without_owner(session) -> None:
    one = register.by_ref(session, "HOU-07")
    assert one is not None
    register.add(session, replace(one, owner=None))
