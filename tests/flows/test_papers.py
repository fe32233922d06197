"""Papers in chat: from the draft to the published report, and what members asked on the way."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pypdf
import pytest

from cycle.council import Council, PaperChoices
from cycle.monitor.paper.editions import PaperState
from cycle.monitor.paper.views import Body, PaperKind
from cycle.periods import Period
from cycle.plan.indicator import Indicator, Kind
from cycle.plan.statutory_return import ReturnFrequency, ReturnRound, StatutoryReturn
from cycle.plan.target import TermsChange
from cycle.review.forecast import YearEndForecast
from cycle.review.schemes import Band
from features.papers.prepare import PaperOrder, prepare
from storage import audit, figures, forecasts, papers, register, returns
from storage.database import Database, Session
from tests.fake_teams import FakeTeams, Seen
from tests.wealdbrook import MONDAY

Q1 = Period.parse("2026/27 Q1")
HOLDER = "A good spring. Two services did better than ever."


async def drafted(teams: FakeTeams) -> Seen:
    return await teams.asks("dana", "quarterly report Q1")


async def with_words(teams: FakeTeams) -> Seen:
    """The draft with the portfolio holder's words in it."""
    form = await teams.presses("dana", await drafted(teams), "Write the words")
    return await teams.presses("dana", form, "Save the words", words=HOLDER)


async def frozen(teams: FakeTeams) -> Seen:
    return await teams.presses("dana", await with_words(teams), "Freeze")


def editions(database: Database, period: Period = Q1) -> list[papers.Edition]:
    return [
        one for one in database.run(papers.everything)
        if (one.kind, one.period) == (PaperKind.QUARTERLY, period)
    ]  # fmt: skip


def texts(database: Database, edition: papers.Edition, ending: str = "pdf") -> str:
    (name,) = (
        file.name
        for file in database.run(lambda session: papers.files(session, edition.id))
        if file.name.endswith(ending)
    )
    content = database.run(lambda session: papers.content(session, edition.id, name))
    pages = pypdf.PdfReader(io.BytesIO(content or b"")).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def test_the_draft_says_what_it_will_say_and_what_is_missing(teams: FakeTeams) -> None:
    draft = await drafted(teams)
    assert "Quarterly report, Q1 2026/27" in draft
    assert "Of 3 KPIs" in draft
    assert "The portfolio holder’s words are not written." in draft


async def test_the_report_goes_from_draft_to_published_and_its_files_stay(
    board: FakeTeams, council: Database
) -> None:
    card = await frozen(board)
    assert "Frozen by Dana Osei, 12 October 2026 at 09:02." in card
    card = await board.presses("dana", card, "Publish")
    assert "● Published" in card
    await board.ticks()
    (edition,) = editions(council)
    assert edition.state is PaperState.PUBLISHED
    files = council.run(lambda session: papers.files(session, edition.id))
    assert [file.name.rpartition(".")[2] for file in files] == ["docx", "html", "pdf", "xlsx"]
    assert HOLDER in texts(council, edition)
    assert "Draft" not in texts(council, edition)
    posted = [seen for seen in board.posted() if "Quarterly report" in seen]
    assert len(posted) == 1
    assert HOLDER.split(".")[0] in posted[0]


async def test_without_the_portfolio_holders_words_nothing_is_published(teams: FakeTeams) -> None:
    card = await teams.presses("dana", await drafted(teams), "Freeze")
    card = await teams.presses("dana", card, "Publish")
    assert "The portfolio holder’s words are missing." in card


async def test_two_who_freeze_at_once_freeze_it_once(teams: FakeTeams, council: Database) -> None:
    draft = await with_words(teams)
    seen = await teams.both(
        teams.presses("dana", draft, "Freeze"), teams.presses("dana", draft, "Freeze")
    )
    assert sum("frozen already" in one for one in seen) == 1
    (edition,) = editions(council)
    lines = council.run(lambda session: papers.lines(session, edition.id))
    assert len(lines) == 3


async def test_a_restatement_leaves_the_frozen_edition_and_is_told_in_the_next(
    teams: FakeTeams, council: Database
) -> None:
    await frozen(teams)
    await teams.ticks(hours=1)
    (first,) = editions(council)
    before = texts(council, first)
    figure = council.run(lambda session: papers.lines(session, first.id))
    assert {line.ref: str(line.value) for line in figure}["HOU-05"] == "81"
    council.run(_restate)

    card = await teams.asks("dana", "quarterly report Q1")
    reopened = await teams.presses(
        "dana", card, "Reopen as the next edition", reason="HOU-05 was restated."
    )
    assert "edition 2" in reopened
    words = "Three hotels were left out, and are counted from now on by Olive Marsh."
    form = await teams.presses("dana", reopened, "Write the words")
    reopened = await teams.presses(
        "dana", form, "Save the words", place="exception:HOU-05", words=words
    )
    second = await teams.presses("dana", reopened, "Freeze")
    assert "HOU-05: Red, was Green" in second
    await teams.ticks()
    newest, first_again = editions(council)
    assert texts(council, first_again) == before
    said = texts(council, newest)
    assert "81 100 Three hotels were left out." in said
    assert words in said
    assert "2: HOU-05 was restated." in said


async def test_figures_that_did_not_change_are_never_called_restated(
    teams: FakeTeams, council: Database
) -> None:
    """The report is about a quarter, the figures are monthly: both are the same value."""
    await frozen(teams)
    await teams.ticks(hours=1)
    order = PaperOrder(kind=PaperKind.QUARTERLY, period=Period.parse("2026/27 Q2"))
    facts = council.run(lambda session: prepare(session, order, teams.now, Council()).facts)
    assert facts.last_lines
    assert facts.restatements == ()
    council.run(_restate)
    facts = council.run(lambda session: prepare(session, order, teams.now, Council()).facts)
    assert [(one.indicator.ref, one.old, one.new) for one in facts.restatements] == [
        ("HOU-05", 81, 100)
    ]


def _restate(session: Session) -> None:
    indicator = register.by_ref(session, "HOU-05")
    assert indicator is not None
    june = Period.parse("2026-06")
    (old,) = figures.versions(session, indicator.id, june)
    new = replace(
        old, version=2, value=Decimal(100), reason="Three hotels were left out.", given_at=MONDAY
    )
    figures.add_version(session, new)


async def test_a_published_report_is_withdrawn_with_the_reason_everybody_sees(
    board: FakeTeams,
) -> None:
    await board.presses("dana", await frozen(board), "Publish")
    await board.ticks()
    card = await board.asks("dana", "withdraw quarterly report Q1")
    assert "Say why" in card
    card = await board.asks("dana", "withdraw quarterly report Q1 because HOU-02 was Wrong")
    assert "× Withdrawn" in card
    await board.ticks()
    (posted,) = (seen for seen in board.posted() if "Quarterly report" in seen)
    assert "Withdrawn: HOU-02 was Wrong" in posted


async def test_only_the_performance_team_starts_and_freezes(
    teams: FakeTeams, council: Database
) -> None:
    seen = await teams.asks("olive", "quarterly report Q1")
    assert "Freeze" not in seen
    assert editions(council) == []
    draft = await drafted(teams)
    refused = await teams.presses("olive", draft, "Freeze")
    assert "performance team" in refused.said
    (edition,) = editions(council)
    assert edition.state is PaperState.DRAFT


async def test_owners_are_asked_once_a_day_for_what_the_paper_needs(teams: FakeTeams) -> None:
    draft = await teams.asks("dana", "quarterly report Q2")
    asked = await teams.presses("dana", draft, "Ask for what is missing")
    assert "2 people are being asked." in asked
    again = await teams.presses("dana", asked, "Ask for what is missing")
    assert "Everybody has been asked today already." in again
    await teams.ticks()
    (card,) = (seen for seen in teams.pushed("olive") if "Wanted of you" in seen)
    assert "submit HOU-02" in card


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("quarterly report Q3 2026/27", "has not ended"),
        ("publish quarterly report Q1", "There is no quarterly report"),
        ("papers", "No paper has been started yet"),
        ("questions of scrutiny", "Members have asked nothing"),
    ],
)
async def test_what_is_not_there_yet_is_said(teams: FakeTeams, text: str, says: str) -> None:
    assert says in await teams.asks("dana", text)


async def test_a_question_of_members_is_answered_and_printed_until_it_is_closed(
    teams: FakeTeams, council: Database
) -> None:
    words = "question from cabinet on HOU-05: Why so many? for 18 November"
    recorded = await teams.asks("dana", words)
    assert "Why so many?" in recorded
    await teams.ticks()
    (card,) = (seen for seen in teams.pushed("olive") if "Question of members" in seen)
    answered = await teams.presses("olive", card, "Send the answer", words="Three hotels closed.")
    assert "Three hotels closed." in answered
    await frozen(teams)
    await teams.ticks()
    assert "Why so many?" in texts(council, editions(council)[0])
    assert "Three hotels closed. (The Housing service, 12 October 2026)" in texts(
        council, editions(council)[0]
    )
    listed = await teams.asks("dana", "questions of cabinet")
    assert "Answered: Three hotels closed." in listed
    again = await teams.asks("dana", words)
    await teams.presses("dana", again, "Close it")
    assert "nothing that is still open" in await teams.asks("dana", "questions of cabinet")


async def test_only_who_is_named_answers_members(teams: FakeTeams) -> None:
    recorded = await teams.asks("dana", "question from scrutiny on HOU-05: Why? for 3 December")
    refused = await teams.presses("sam", recorded, "Send the answer", words="Because.")
    assert "Only whoever is named" in refused.said
    empty = await teams.presses("dana", recorded, "Send the answer", words=" ")
    assert "Type the answer first." in empty


async def test_a_question_about_no_indicator_goes_to_the_performance_team(
    teams: FakeTeams,
) -> None:
    await teams.asks("dana", "question from scrutiny: When is the next report?")
    await teams.ticks()
    assert any("When is the next report?" in seen for seen in teams.pushed("dana"))


async def test_words_that_are_too_long_come_back_with_what_was_typed(teams: FakeTeams) -> None:
    form = await teams.presses("dana", await drafted(teams), "Write the words")
    assert "Of 3 KPIs" in form  # what the figures say, to begin from
    seen = await teams.presses("dana", form, "Save the words", words="x" * 1501)
    assert "at most 1,500 fit here" in seen
    assert "x" * 1501 in seen


async def test_papers_are_listed_and_told_how_to_be_had(teams: FakeTeams) -> None:
    draft = await drafted(teams)
    assert "steward paper quarterly" in await teams.presses("dana", draft, "Get the files")
    assert "○ Draft · Quarterly report, Q1 2026/27" in await teams.asks("dana", "papers")


async def test_the_same_quarter_for_scrutiny_is_a_paper_of_its_own(
    teams: FakeTeams, council: Database
) -> None:
    await drafted(teams)
    await teams.asks("dana", "quarterly report for scrutiny Q1")
    assert {one.body for one in editions(council)} == {Body.CABINET, Body.SCRUTINY}


async def test_a_paper_that_cannot_be_printed_is_tried_again_and_stops_nothing_else(
    council: Database, caplog: pytest.LogCaptureFixture
) -> None:
    broken = FakeTeams(council, MONDAY, papers=PaperChoices(template="/nowhere/own.docx"))
    await frozen(broken)
    assert "0 papers printed" in await broken.ticks()
    assert "own.docx is not a Word file" in caplog.text
    mended = FakeTeams(council, MONDAY)
    assert "1 paper printed" in await mended.ticks()
    assert "0 papers printed" in await mended.ticks()


async def test_what_is_retired_or_no_kpi_any_more_is_named_in_the_next_report(
    teams: FakeTeams, council: Database
) -> None:
    await frozen(teams)
    await teams.ticks(hours=1)

    def change(session: Session) -> None:
        for ref, field, old, new in (
            ("HOU-02", "retired_from", "", "2026-08-01"),
            ("ENV-03", "kind", "KPI", "PI"),
            ("HOU-03", "target", "40", "45"),
        ):
            indicator = register.by_ref(session, ref)
            assert indicator is not None
            terms: dict[str, Any] = (
                {"retired_from": date(2026, 8, 1)} if field == "retired_from" else {}
            )
            terms |= {"kind": Kind.PI} if field == "kind" else {}
            register.add(session, replace(indicator, **terms))
            log = TermsChange(
                field=field, old=old, new=new, effective_from=date(2026, 8, 1),
                reason="Agreed by Cabinet.", approver="Cabinet", changed_at=teams.now,
            )  # fmt: skip
            register.log_change(session, indicator.id, log)
        register.add(session, Indicator(id=0, ref="HOU-20", title="Homes inspected"))
        audit.write(session, audit.CLOCK, teams.now, "indicator added", "HOU-20")

    council.run(change)
    order = PaperOrder(kind=PaperKind.QUARTERLY, period=Q1.next)
    now = teams.now
    prepared = council.run(lambda session: prepare(session, order, now, Council()))
    told = {one.indicator.ref: one.what for one in prepared.facts.changes}
    assert told == {
        "HOU-02": "Retired from: 2026-08-01",
        "ENV-03": "Kind: PI, was KPI",
        "HOU-20": "New",
    }  # the target of a PI is the service's own affair
    shown = {view.indicator.ref for view in prepared.facts.indicators}
    assert shown == {"HOU-05", "HOU-20"}


UPLOAD = {
    "upload_url": "https://wealdbrook-my.sharepoint.com/personal/dana/upload",
    "content_url": "https://wealdbrook-my.sharepoint.com/personal/dana/report.pdf",
    "unique_id": "1150D938",
    "file_type": "pdf",
}


async def offered(teams: FakeTeams) -> list[Seen]:
    """What Dana is asked in her chat once she wants the files of the frozen paper."""
    card = await frozen(teams)
    await teams.ticks()
    asked = await teams.presses("dana", card, "Get the files")
    assert "4 files are coming to your own chat" in asked
    await teams.ticks()
    return [seen for seen in teams.pushed("dana") if "acceptContext" in seen.content]


async def answers(teams: FakeTeams, who: str, card: Seen, action: str) -> Seen:
    """What Teams sends when *Accept* or *Decline* of its own file card is pressed."""
    data = {**card.content[f"{action}Context"], **(UPLOAD if action == "accept" else {})}
    verb = f"file_{action}"
    return await teams.sends(who, card, {"action": {"verb": verb, "data": data}})


async def test_a_file_is_put_into_onedrive_with_consent_and_only_then(
    teams: FakeTeams, council: Database
) -> None:
    cards = await offered(teams)
    assert [card.content["sizeInBytes"] > 1_000 for card in cards] == [True] * 4
    assert teams.uploaded == {}
    await answers(teams, "dana", cards[2], "accept")
    await answers(teams, "dana", cards[0], "decline")
    await teams.ticks()
    assert list(teams.uploaded) == [UPLOAD["upload_url"]]
    (edition,) = editions(council)
    name = "quarterly-2026-27-Q1.pdf"
    kept = council.run(lambda session: papers.content(session, edition.id, name))
    assert teams.uploaded[UPLOAD["upload_url"]] == kept
    shown = [seen for seen in teams.pushed("dana") if seen.content.get("uniqueId") == "1150D938"]
    assert len(shown) == 1
    await answers(teams, "dana", cards[2], "accept")  # Teams sends a press again
    await teams.ticks()
    assert len(teams.uploaded) == 1


async def test_nobody_accepts_a_file_for_somebody_else(teams: FakeTeams) -> None:
    cards = await offered(teams)
    await answers(teams, "olive", cards[0], "accept")
    await teams.ticks()
    assert teams.uploaded == {}


async def test_a_file_that_onedrive_does_not_take_is_told_with_what_to_do(
    teams: FakeTeams,
) -> None:
    cards = await offered(teams)
    teams.takes_files = False
    await answers(teams, "dana", cards[0], "accept")
    await teams.ticks()
    assert any("could not be put into your OneDrive" in seen for seen in teams.pushed("dana"))


async def test_the_files_of_a_draft_are_had_by_command(teams: FakeTeams) -> None:
    told = await teams.presses("dana", await drafted(teams), "Get the files")
    assert "--draft" in told


async def test_forecasts_and_returns_are_in_the_papers_as_they_were_given(
    teams: FakeTeams, council: Database
) -> None:
    def given(session: Session) -> None:
        indicator = register.by_ref(session, "HOU-02")
        assert indicator is not None
        for month, value in (("2026-05", "66"), ("2026-08", "50")):
            forecast = YearEndForecast(
                indicator=indicator.id,
                year=Period.parse("2026/27"),
                made_for=Period.parse(month),
                value=Decimal(value),
                given_at=MONDAY,
            )
            forecasts.save_forecast(session, forecast)
        own = returns.save_return(
            session,
            StatutoryReturn(
                ref="RET-01",
                title="Homelessness statistics",
                recipient="the ministry",
                frequency=ReturnFrequency.QUARTERLY,
            ),
        )
        for due in (date(2026, 9, 30), date(2026, 12, 31)):
            rnd = ReturnRound(return_id=own, period=str(due), due=due)
            returns.save_round(session, rnd)

    council.run(given)
    page = PaperOrder(kind=PaperKind.CMT, period=Period.parse("2026-08"))
    facts = council.run(lambda session: prepare(session, page, MONDAY, Council())).facts
    (view,) = (one for one in facts.indicators if one.indicator.ref == "HOU-02")
    assert view.forecast == "The year ends at 50.0%; it was 66.0% after May 2026."
    assert view.forecast_band is Band.RED
    quarter = PaperOrder(kind=PaperKind.RETURNS, period=Q1.next)
    found = council.run(lambda session: prepare(session, quarter, MONDAY, Council())).facts.returns
    assert [(one.name, one.is_late) for one in found] == [("RET-01 Homelessness statistics", True)]
