"""Recommendations of audit and inspection come in from a file and are followed to the end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import __main__ as commands
from cycle.plan.cells import BadRows
from features import exports
from features.tables.difference import Difference
from papers import sheets
from storage import audit, interventions, people, register
from storage.audit import Actor
from storage.database import Database
from tests.fake_teams import FakeTeams
from tests.flows.test_improve_by_the_clock import _is_now
from tests.flows.test_improve_story import PROPOSAL, comes, gives, shown
from tests.flows.test_late_figures import at
from tests.flows.test_noise import succeeded
from tests.importing import bring_in

DANA = Actor(name="Dana Osei", came_from="steward import recommendations")
HEADER = "ref,source,recommendation,indicator,owner,asked_by,due,status,reason\n"
KEYS = "IA-26-07,audit,Check the keys every night,HOU-02,olive@wealdbrook.gov.uk,Dana Osei,"
ROW = f"{KEYS}2027-03-31,,\n"
LATER = "OF-3,inspection,Reply within ten days,ENV-03,Sam Lowe,Dana Osei,2027-06-30,open,\n"
NO_EFFECT = {name: value for name, value in PROPOSAL.items() if not name.startswith("effect")}

Bring = Callable[[str], Difference]


@pytest.fixture
def bring(teams: FakeTeams, tmp_path: Path) -> Bring:
    def bring(rows: str) -> Difference:
        path = tmp_path / "recommendations.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        sheet = sheets.read(path)
        return teams.app.database.run(
            lambda session: bring_in(
                "recommendations", session, sheet, DANA, teams.now, council=teams.app.council
            )
        )

    return bring


async def proposes(board: FakeTeams, **typed: str) -> None:
    """Olive is asked in her own chat, and proposes an action without an effect."""
    await board.ticks()
    asked = shown(board.pushed("olive"), "Internal audit asks for an intervention")
    form = await board.presses("olive", asked, "Propose the intervention")
    sent = await board.presses("olive", form, "Send to the board", **{**NO_EFFECT, **typed})
    assert "Proposed" in sent
    await board.ticks()


async def agrees(board: FakeTeams) -> None:
    proposal = shown(board.posted(), "Intervention proposed")
    assert "Agreed" in await board.presses("chris", proposal, "Agree")
    await board.ticks()


async def test_whoever_it_names_is_asked_and_the_board_agrees_and_closes(
    board: FakeTeams, bring: Bring
) -> None:
    await board.meets("olive")
    assert bring(ROW).words == "1 new, 0 changed, 0 unchanged"
    await board.ticks()
    asked = shown(board.pushed("olive"), "Internal audit asks for an intervention")
    assert "Recommendation IA-26-07 of internal audit, to be met by 31 March 2027" in asked
    assert "Check the keys every night" in asked
    assert "Followed up by Dana Osei" in asked
    assert "Please propose it by 26 October 2026" in asked
    await proposes(board)
    proposal = shown(board.posted(), "Internal audit asked:")
    assert "Recommendation IA-26-07 of internal audit" in proposal
    await agrees(board)
    await comes(board, "2026-10-20")
    running = await board.asks("chris", "interventions in housing")
    assert "▶ Running" in running
    assert "Recommendation IA-26-07 of internal audit, to be met by 31 March 2027" in running
    card = shown(board.posted(), "Pay rents on the first of the month.")
    closed = await board.presses("chris", card, "Close the intervention", words="Tested")
    assert "Closed by Chris Bell" in closed
    assert bring(ROW).words == "0 new, 0 changed, 1 unchanged"
    assert "There is no intervention." in await board.asks("chris", "interventions in housing")


async def test_what_is_late_names_its_source(board: FakeTeams, bring: Bring) -> None:
    await board.meets("olive")
    bring(ROW)
    await comes(board, "2026-10-29")  # three working days after the 26th: the manager hears
    late = await board.asks("chris", "overdue actions in housing")
    assert "A proposal: Check the keys every night" in late
    assert "recommendation IA-26-07 of internal audit" in late
    told = shown(board.pushed("raj"), "Overdue")
    assert "recommendation IA-26-07 of internal audit" in told


async def test_its_own_day_is_chased(board: FakeTeams, bring: Bring) -> None:
    await board.meets("olive")
    bring(ROW.replace("2027-03-31", "2026-12-07"))
    await proposes(board)
    await agrees(board)
    await comes(board, "2026-12-08")
    card = shown(board.pushed("olive"), "The recommendation IA-26-07 of internal audit")
    assert "is to be met by 7 December 2026" in card
    late = await board.asks("chris", "overdue actions")
    assert "What was recommended: Check the keys every night" in late


async def test_an_effect_that_is_promised_is_watched(board: FakeTeams, bring: Bring) -> None:
    await board.meets("olive")
    await gives(board, "70")
    bring(ROW)
    await proposes(board, effect_from="70", effect_to="80", effect_by="2026-12-31")
    await agrees(board)
    for day, value in (("2026-11-09", "69"), ("2026-12-09", "68"), ("2027-01-12", "66")):
        await comes(board, day)
        await gives(board, value)
        await board.ticks()
    outcome = shown(board.posted(), "✕ Not working")
    assert "recommendation IA-26-07 of internal audit" in outcome
    assert "Escalate to CMT" not in outcome
    seen = await board.presses(
        "chris", outcome, "Continue to a new day", words="Only now staffed", until="2027-04-30"
    )
    assert "Running" in seen


async def test_a_success_of_its_indicator_does_not_wait_for_it(
    board: FakeTeams, database: Database, bring: Bring
) -> None:
    await board.meets("olive")
    bring(ROW)
    database.run(lambda session: succeeded(session, ("HOU-02",), at("2026-10-12T10:00")))
    await comes(board, "2026-10-13")
    assert "HOU-02" in shown(board.pushed("olive"), "★ Success")
    await comes(board, "2026-10-19")  # the board's card of the week before
    assert "HOU-02" in shown(board.posted(), "★ Success")


async def test_it_is_closed_where_whoever_made_it_says_that_it_is_met(
    board: FakeTeams, bring: Bring
) -> None:
    await board.meets("olive")
    bring(ROW)
    await board.ticks()
    done = bring(f"{KEYS}2027-03-31,closed,Tested in May\n")
    assert done.words == (
        "0 new, 1 changed: IA-26-07 status open → closed, reason blank → Tested in May; 0 unchanged"
    )
    assert bring(f"{KEYS}2027-03-31,closed,Tested in May\n").unchanged == 1
    await board.ticks()
    card = shown(board.pushed("olive"), "Closed by internal audit")
    assert "Tested in May" in card
    history = await board.asks("chris", "history of HOU-02")
    assert "Recommendation IA-26-07 of internal audit met" in history
    assert "Check the keys every night" in history


async def test_what_the_file_changes_is_seen_on_the_same_card(
    board: FakeTeams, bring: Bring
) -> None:
    await board.meets("olive")
    await board.meets("meg")
    bring(ROW)
    await board.ticks()
    asked = shown(board.pushed("olive"), "Check the keys every night")
    changed = bring(ROW.replace("every night", "twice a day").replace("olive@", "meg@"))
    assert "owner olive@wealdbrook.gov.uk → meg@wealdbrook.gov.uk" in changed.words
    await board.ticks()
    edited = shown(board.pushed("olive"), "Check the keys twice a day")
    assert edited.activity_id == asked.activity_id
    mine = shown(board.pushed("meg"), "Check the keys twice a day")
    form = await board.presses("meg", mine, "Propose the intervention")
    assert "Internal audit asks:" in form
    assert "Propose the intervention" not in edited
    late = await board.presses("olive", asked, "Propose the intervention")
    assert "Only the person who was asked" in late.said


def test_the_same_file_twice_changes_nothing(teams: FakeTeams, bring: Bring) -> None:
    assert bring(ROW + LATER).words == "2 new, 0 changed, 0 unchanged"
    assert bring(ROW + LATER).words == "0 new, 0 changed, 2 unchanged"
    assert bring(LATER).words == "0 new, 0 changed, 1 unchanged"
    assert len(teams.app.database.run(interventions.live)) == 2
    rows = teams.app.database.run(lambda session: list(audit.rows(session)))
    assert [row.subject for row in rows if row.change == "recommendation added"] == [
        *("IA-26-07", "OF-3"),
    ]


def test_every_bad_row_is_named_and_nothing_is_kept(teams: FakeTeams, bring: Bring) -> None:
    bad = (
        ROW
        + LATER.replace("ENV-03", "ENV-99")
        + ROW
        + "X,peer,,HOU-02,Nobody,Vera Visitor,2026-10-01,,\n"
    )
    with pytest.raises(BadRows) as refused:
        bring(bad)
    assert str(refused.value).splitlines() == [
        "Line 3, indicator: there is no indicator “ENV-99” in the register.",
        "Line 4, ref: “IA-26-07” is on line 2 already.",
        "Line 5, source: “peer” is none of the choices: write audit or inspection.",
        "Line 5, recommendation: is blank: say what is recommended.",
        "Line 5, owner: nobody is known by the e-mail or exact name “Nobody”: import people first.",
        "Line 5, asked_by: “Vera Visitor” has left, or may only look: name somebody else.",
        "Line 5, due: 1 October 2026 is past: give the day to which it was put off.",
    ]
    assert teams.app.database.run(interventions.everything) == []


def test_what_was_closed_before_is_left_out_and_said(teams: FakeTeams, bring: Bring) -> None:
    found = bring(ROW + LATER.replace(",open,", ",closed,"))
    assert found.words == (
        "1 new, 0 changed, 0 unchanged\n"
        "Note: 1 closed recommendation left out, since nobody has followed it here."
    )


def test_it_goes_out_with_the_other_interventions(teams: FakeTeams, bring: Bring) -> None:
    bring(ROW)
    columns, rows = teams.app.database.run(exports.export_interventions)
    (one,) = [dict(zip(columns, row, strict=True)) for row in rows]
    assert (one["reference"], one["origin"], one["due"], one["ref"]) == (
        *("IA-26-07", "a recommendation of internal audit"),
        *(date(2027, 3, 31), "HOU-02"),
    )
    assert one["asked_by"] == "dana@wealdbrook.gov.uk"


async def test_it_is_handed_over_where_its_owner_leaves(board: FakeTeams, bring: Bring) -> None:
    await board.meets("raj")
    bring(ROW)
    board.app.database.run(lambda session: _is_now(session, "olive", "viewer"))
    await comes(board, "2026-10-20")
    assert "Check the keys every night" in shown(board.pushed("raj"), "Internal audit asks")
    with pytest.raises(BadRows, match="has left, or may only look"):
        bring(ROW)
    assert bring(ROW.replace("olive@", "raj@")).unchanged == 1


async def test_it_goes_on_where_its_indicator_is_retired(board: FakeTeams, bring: Bring) -> None:
    await board.meets("olive")
    bring(ROW)

    def retire(session) -> None:
        one = register.by_ref(session, "HOU-02")
        assert one is not None
        register.add(session, replace(one, retired_from=date(2026, 10, 1)))

    board.app.database.run(retire)
    assert bring(ROW).unchanged == 1
    await proposes(board)
    assert not [one for one in board.posted() if "no later figure will show" in one]


def test_the_command_takes_it_in_and_a_dry_run_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path / 'steward.sqlite'}")
    assert commands.main(["migrate"]) == 0
    far = datetime.now(UTC).year + 1
    tables = {
        "people": "name,email,roles\nOlive Marsh,o@x.uk,officer\nDana Osei,d@x.uk,performance\n",
        "indicators": "ref,title,kind,service,unit,polarity,frequency\n"
        "HOU-02,Homelessness prevented,KPI,Housing,%,higher,monthly\n",
        "recommendations": f"{HEADER}IA-1,audit,Check,HOU-02,o@x.uk,d@x.uk,{far}-03-31,,\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    for name in ("people", "indicators"):
        assert commands.main(["import", name, str(tmp_path / f"{name}.csv")]) == 0
    path = str(tmp_path / "recommendations.csv")
    capsys.readouterr()
    assert commands.main(["import", "recommendations", path, "--dry-run"]) == 0
    assert commands.main(["import", "recommendations", path]) == 0
    assert commands.main(["import", "recommendations", path]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Would be: 1 new, 0 changed, 0 unchanged",
        "1 new, 0 changed, 0 unchanged",
        "0 new, 0 changed, 1 unchanged",
    ]


def test_people_are_named_by_e_mail_or_name(teams: FakeTeams, bring: Bring) -> None:
    bring(LATER)
    (kept,) = teams.app.database.run(interventions.live)
    sam = teams.app.database.run(lambda session: people.by_email(session, "sam@wealdbrook.gov.uk"))
    assert sam is not None
    assert kept.intervention.owner == sam.id
