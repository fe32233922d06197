"""A change of terms names who agreed it; without that it counts and is shown as unapproved."""

import pytest

from cycle.plan.cells import BadRows, Doubted
from features.register.indicators_table import IndicatorsTable
from features.register.targets_table import TargetsTable
from features.tables.approval import Approval
from features.tables.engine import import_table
from features.tables.job import ImportJob, ImportOptions
from papers import sheets
from storage import register
from storage.audit import Actor
from tests.fake_teams import FakeTeams
from tests.wealdbrook import MONDAY

DANA = Actor(name="root", came_from="steward import")
HEAD = "ref,title,kind,service,unit,polarity,frequency,aggregation,target,tolerance,owner"
LINE = "HOU-02,Homelessness prevented,{kind},Housing,%,higher,monthly,ratio,{target},10,Olive Marsh"


@pytest.fixture
def bring(council, tmp_path):
    """Import a table with these options, in a transaction of its own."""

    def bring(table, text: str, approval: Approval = Approval(), **options):  # noqa: B008
        path = tmp_path / "table.csv"
        path.write_text(text, "utf-8")
        sheet = sheets.read(path)

        def work(session):
            chosen = ImportOptions(approval=approval, **options)
            job = ImportJob(session=session, actor=DANA, now=MONDAY, options=chosen)
            return import_table(table, sheet, job)

        return council.run(work)

    return bring


def indicators(target: str = "70", kind: str = "KPI", **more: str) -> str:
    head = ",".join([HEAD, *more])
    return f"{head}\n{','.join([LINE.format(target=target, kind=kind), *more.values()])}\n"


def changes(council):
    own = council.run(lambda session: register.by_ref(session, "HOU-02").id)
    return council.run(lambda session: register.changes(session, [own])).get(own, [])


def test_without_an_approver_a_change_is_unapproved_whoever_imports_it(bring, council):
    done = bring(IndicatorsTable, indicators())
    assert any("unapproved" in note for note in done.notes)
    (change,) = [one for one in changes(council) if one.field == "target"]
    assert change.is_unapproved
    assert change.approver == ""


def test_the_commands_options_name_who_agreed_why_and_by_which_decision(bring, council):
    bring(IndicatorsTable, indicators(), Approval("Cabinet", "agreed yearly", "CAB/26/14"))
    (change,) = [one for one in changes(council) if one.field == "target"]
    assert (change.approver, change.reason, change.decision_reference) == (
        "Cabinet",
        "agreed yearly",
        "CAB/26/14",
    )


def test_a_rows_own_columns_win_over_the_options(bring, council):
    text = indicators(approver="CMT", reference="CMT/26/2")
    bring(IndicatorsTable, text, Approval("Cabinet", "agreed yearly", "CAB/26/14"))
    (change,) = [one for one in changes(council) if one.field == "target"]
    assert (change.approver, change.reason, change.decision_reference) == (
        "CMT",
        "agreed yearly",
        "CMT/26/2",
    )


@pytest.mark.parametrize("who", ["Olive Marsh", "OLIVE@wealdbrook.gov.uk", "Meg Shaw"])
def test_whoever_gives_the_figures_never_approves_their_terms(bring, who):
    with pytest.raises(BadRows, match=r"Line 2, approver: .* gives the figures of HOU-02"):
        bring(IndicatorsTable, indicators(), Approval(who, "it is too hard", ""))
    with pytest.raises(BadRows, match="Line 2, approver"):
        bring(TargetsTable, "ref,period,target\nHOU-02,2026-10,71\n", Approval(who, "x", ""))


def test_a_changed_profile_names_who_agreed_it_too(bring, council):
    bring(TargetsTable, "ref,period,target\nHOU-02,2026-11,71\n")
    bring(TargetsTable, "ref,period,target,approver\nHOU-02,2026-11,72,Cabinet\n")
    done = bring(TargetsTable, "ref,period,target\nHOU-02,2026-11,73\n")
    assert any("unapproved" in note for note in done.notes)
    assert [one.approver for one in changes(council) if one.field == "profile"] == ["Cabinet", ""]


async def test_what_is_unapproved_is_listed_and_the_team_names_who_agreed(
    board: FakeTeams, bring, council
):
    bring(IndicatorsTable, indicators())
    seen = await board.asks("raj", "what is unapproved")
    assert "Target: 65 → 70, from 1 October 2026" in seen
    assert "Name who agreed it" not in seen

    form = await board.asks("dana", "what is unapproved?")
    refused = await board.presses("raj", form, "Name who agreed it", body="CMT", reference="1")
    assert "Only the performance team" in refused.said
    mend = await board.presses("dana", form, "Name who agreed it", body="CMT", reference="")
    assert "Give the reference of the decision" in mend
    own = await board.presses("dana", mend, "Name who agreed it", body="Olive Marsh", reference="1")
    assert "does not approve its terms" in own
    done = await board.presses("dana", own, "Name who agreed it", body="CMT", reference="CMT/26/9")
    assert "agreed by CMT, CMT/26/9" in done
    assert "Every change of terms has been agreed" in done
    assert not any(one.is_unapproved for one in changes(council))
    assert "CMT" in await board.asks("raj", "history of HOU-02")


def test_nobody_is_judged_by_what_they_can_hardly_influence(bring):
    with pytest.raises(BadRows, match="Line 2, control: a KPI fails the control test: record it"):
        bring(IndicatorsTable, indicators(control="hardly"))
    with pytest.raises(BadRows, match="Line 2, control_words"):
        bring(IndicatorsTable, indicators(control='"partly, with others"'))
    with pytest.raises(BadRows, match="Line 2, control: “somewhat” is none of the choices"):
        bring(IndicatorsTable, indicators(control="somewhat"))


def test_a_statistic_that_is_to_be_judged_is_asked_whether_it_can_be_controlled(bring, council):
    bring(IndicatorsTable, indicators(target="", kind="Statistic"))
    with pytest.raises(Doubted, match="HOU-02 was a Statistic"):
        bring(IndicatorsTable, indicators(kind="PI"))
    bring(IndicatorsTable, indicators(kind="PI", control="strongly"))
    kept = council.run(lambda session: register.by_ref(session, "HOU-02"))
    assert (kept.kind, kept.control) == ("PI", "strongly")
