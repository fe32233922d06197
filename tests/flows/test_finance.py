"""The board's missing matters: the money, the internal audit plan and projects, from file to paper.

Each comes in by a table, and stands under duty (a) of the digest and in the papers.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cycle.council import Council
from cycle.monitor.paper import as_text
from cycle.monitor.paper.views import PaperKind
from cycle.periods import LONDON, Period
from cycle.plan.cells import BadRows, Doubted
from features.papers.prepare import PaperOrder, prepare
from features.tables.approval import Approval
from papers import sheets
from storage.audit import Actor
from storage.database import Database
from tests.fake_teams import FakeTeams
from tests.importing import bring_in
from tests.wealdbrook import MONDAY

DANA = Actor(name="Dana Osei", came_from="steward import")
FINANCE = """service,period,budget,actual,forecast,words
Housing,2026/27 Q1,2400000,610000,2400000,
Housing,2026/27 Q2,2400000,1390000,2610000,More families in nightly paid rooms.
Planning,2026/27 Q2,-180000,-95000,-176000,
Leisure,2026/27 Q2,900000,450000,,
"""
AUDITS = """ref,title,planned,status,opinion,date
IA-01,Creditors,2026/27 Q1,final report,limited assurance,2026-09-14
IA-02,Payroll,2026/27 Q2,in progress,,
IA-03,Cyber security,2026/27 Q4,planned,,
"""
PLANS = """kind,title,service,starts,ends,agreed_by,agreed_on,decision_reference
corporate,Corporate Plan,,2024-04-01,2028-03-31,Full Council,2024-02-21,FC/24/3
service,Housing plan,Housing,2026-04-01,2027-03-31,CMT,2026-03-20,CMT/26/09
"""
PROJECTS = """ref,kind,service,title,why,owner,starts,due,success,quality
HOU-P01,corporate project,Housing,A hostel in Mill Lane,efficiency,Olive Marsh,2026-04-01,2027-03-31,Twelve rooms are let,no
"""  # noqa: E501

Bring = Callable[..., str]


@pytest.fixture
def bring(council: Database, tmp_path: Path) -> Bring:
    def bring(what: str, text: str, **options: object) -> str:
        path = tmp_path / "table.csv"
        path.write_text(text, "utf-8")
        sheet = sheets.read(path)
        return council.run(
            lambda session: bring_in(what, session, sheet, DANA, MONDAY, **options)
        ).words

    return bring


@pytest.fixture
def furnished(bring: Bring) -> Bring:
    bring("finance", FINANCE)
    bring("audit_plan", AUDITS)
    bring("plans", PLANS)
    bring("actions", PROJECTS, approval=Approval("CMT", "the year's plan", "CMT/26/09"))
    return bring


def written(council: Database, kind: PaperKind, period: str) -> str:
    """All that the paper says."""
    order = PaperOrder(kind=kind, period=Period.parse(period))
    paper = council.run(
        lambda session: prepare(session, order, MONDAY, Council()).paper(is_draft=True)
    )
    return as_text.to_text(paper)


async def test_the_boards_digest_names_what_is_beyond_tolerance_weak_late_or_not_told(
    board: FakeTeams, furnished: Bring
) -> None:
    board.now = datetime(2026, 10, 16, 9, 30, tzinfo=LONDON).astimezone(UTC)
    await board.ticks()
    (digest,) = [card for card in board.posted() if "Monthly digest, September 2026" in card]
    shown = await board.presses("chris", digest, "All 8 under (a)")
    assert "Q2 2026/27: budget £2,400,000, £210,000 over (8.8%). More families" in shown
    assert "Planning" not in shown
    assert "IA-01 Creditors" in shown
    assert "limited assurance" in shown
    assert "in progress, late: planned for Q2 2026/27" in shown
    assert "IA-03" not in shown
    assert "No update for Sep 2026, due 31 March 2027." in shown


def test_the_board_pack_and_the_quarterly_report_show_every_line(
    council: Database, furnished: Bring
) -> None:
    for kind, period in ((PaperKind.BOARD, "2026-09"), (PaperKind.QUARTERLY, "2026/27 Q2")):
        paper = written(council, kind, period)
        assert "The year-end forecasts of 2 services come to £214,000 over their budgets." in paper
        assert "1 service has no forecast." in paper
        assert "£4,000 over (2.2%)" in paper
        assert "Of 3 audits in the plan, 1 is reported and 1 is late." in paper
        assert "1 opinion is limited or no assurance." in paper


def test_the_page_for_the_top_team_names_what_is_not_on_track(
    council: Database, furnished: Bring
) -> None:
    page = written(council, PaperKind.CMT, "2026-09")
    assert "Projects, finance and audit" in page
    assert "£210,000 over (8.8%)" in page


def test_without_any_of_the_three_the_papers_have_nothing_to_report(council: Database) -> None:
    paper = written(council, PaperKind.QUARTERLY, "2026/27 Q2")
    finance = paper.partition('"Finance"')[2].partition('"Risk"')[0]
    assert finance.count("Nothing to report") == 2


def test_the_same_file_again_changes_nothing_and_a_new_forecast_is_named(furnished: Bring) -> None:
    assert furnished("finance", FINANCE) == "0 new, 0 changed, 4 unchanged"
    later = FINANCE.replace("2610000", "2500000").replace("2026/27 Q1", "2026-27 Q1")
    assert "Housing 2026/27 Q2 forecast 2610000 → 2500000" in furnished("finance", later)


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        ("finance", "service,period,budget,actual\nHousing,Q9,1,1\n", "is not a period"),
        ("finance", "service,period,budget,actual\nHousing,2026-09,,1\n", "budget of the whole"),
        ("finance", "service,period,budget,actual\nHousing,2026-09,1m,1\n", "is not a number"),
        (
            "finance",
            "service,period,budget,actual\nHousing,2026-09,1,1\nhousing,Sep-26,2,2\n",
            "is on line 2 already",
        ),
        ("audit_plan", "ref,title,planned,status\nIA-1,X,2026/27 Q1,final report\n", "day of its"),
        ("audit_plan", "ref,title,planned,opinion\nIA-1,X,2026/27 Q1,good\n", "substantial"),
        (
            "audit_plan",
            "ref,title,planned,status,opinion,date\nA,X,2026-09,final report,limited,2027-01-01\n",
            "is in the future",
        ),
    ],
)
def test_bad_rows_are_refused_with_what_to_write(bring: Bring, table, text, says) -> None:
    with pytest.raises(BadRows, match=says):
        bring(table, text)


def test_a_service_spelt_like_another_is_asked_about(bring: Bring) -> None:
    with pytest.raises(Doubted, match="is like"):
        bring("finance", "service,period,budget,actual\nHousin,2026-09,1,1\n", accepts_all=False)
