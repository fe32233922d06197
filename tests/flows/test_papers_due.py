"""A paper before its meeting: the team is reminded, looks at it, and is told of odd words."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cycle.periods import LONDON
from storage import papers
from storage.database import Database
from tests.fake_teams import FakeTeams, Seen

MEETING = date(2026, 11, 18)
HOLDER = "A good spring. Three KPIs are Red."


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:30").replace(tzinfo=LONDON).astimezone(UTC)


async def drafted(teams: FakeTeams, council: Database) -> Seen:
    """The draft of the first quarter's report, for a meeting in November."""
    await teams.meets("dana")
    draft = await teams.asks("dana", "quarterly report Q1")

    def plan_meeting(session):
        (edition,) = papers.everything(session)
        papers.change(session, edition, replace(edition, meeting=MEETING))

    council.run(plan_meeting)
    return draft


def due(teams: FakeTeams) -> list[Seen]:
    return [card for card in teams.pushed("dana") if "Paper due" in card]


def of_the_draft(teams: FakeTeams) -> list[Seen]:
    return [card for card in due(teams) if "Q1 2026/27" in card]


async def test_the_team_hears_once_at_each_stage_until_the_paper_is_frozen(
    board: FakeTeams, council: Database
) -> None:
    await drafted(board, council)
    for day, count in (("2026-11-03", 0), ("2026-11-04", 1), ("2026-11-05", 1), ("2026-11-11", 2)):
        board.now = at(day)
        await board.ticks()
        assert len(of_the_draft(board)) == count, day
    first, _ = of_the_draft(board)
    assert "Meeting of 18 November 2026" in first
    assert "The portfolio holder’s words are not written." in first
    draft = await board.asks("dana", "quarterly report Q1")
    await board.presses("dana", draft, "Freeze")
    board.now = at("2026-11-17")
    await board.ticks()
    assert len(of_the_draft(board)) == 2


async def test_a_quarter_without_a_report_is_told_once_where_papers_are_used(
    board: FakeTeams, council: Database
) -> None:
    await board.meets("dana")
    board.now = at("2026-10-28")
    await board.ticks()
    assert due(board) == []  # nobody has ever asked for a paper
    await drafted(board, council)
    for day in ("2026-10-29", "2026-10-30"):
        board.now = at(day)
        await board.ticks()
    (card,) = [card for card in due(board) if "not begun" in card]
    assert "Type “quarterly report 2026/27 Q2” to begin it." in card


async def test_the_preview_shows_the_first_page_and_leads_back(
    board: FakeTeams, council: Database
) -> None:
    draft = await drafted(board, council)
    page = await board.presses("dana", draft, "Preview")
    assert "Of 3 KPIs" in page
    assert "1. That the report be noted." in page
    assert "Appendix C: data quality" in page
    assert "What is missing" in await board.presses("dana", page, "Back to the draft")


async def test_words_that_the_figures_contradict_are_kept_and_asked_about(
    board: FakeTeams, council: Database
) -> None:
    form = await board.presses("dana", await drafted(board, council), "Write the words")
    kept = await board.presses("dana", form, "Save the words", words=HOLDER)
    assert "Look again: The words say “Three KPIs are Red”; the paper has" in kept
    (edition,) = council.run(papers.everything)
    words = council.run(lambda session: papers.words(session, edition.id))
    assert words["portfolio holder"].words == HOLDER
