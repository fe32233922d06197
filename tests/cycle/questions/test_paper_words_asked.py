"""What people type about papers, and what is not about papers at all."""

from datetime import date

import pytest

from cycle.monitor.paper.paper_questions import (
    MembersAsk,
    MembersQuestions,
    PaperList,
    PaperWanted,
    PublishPaper,
    WithdrawPaper,
)
from cycle.monitor.paper.views import Body, PaperKind
from cycle.periods import Period
from cycle.questions import chatter, paper_words
from cycle.questions.parse import understand
from tests.cycle.questions.language import Line, of_lines

TODAY = date(2026, 10, 12)
LANGUAGE = of_lines(
    Line("HOU-01", "Affordable homes", ("affordable housing",)),
    Line("PLN-01", "Major applications in time", (), "Planning"),
)


def asked(text: str):
    return understand(text, LANGUAGE, TODAY).question


def wanted(kind: PaperKind, period: str, body: Body, meeting: date | None = None) -> PaperWanted:
    return PaperWanted(kind=kind, period=Period.parse(period), body=body, meeting=meeting)


Q2 = wanted(PaperKind.QUARTERLY, "2026/27 Q2", Body.CABINET)
SCRUTINY = wanted(PaperKind.QUARTERLY, "2026/27 Q2", Body.SCRUTINY)


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("quarterly report Q2", Q2),
        ("Quarterly report", Q2),
        ("quarterly performance report 2026/27 Q1",
         wanted(PaperKind.QUARTERLY, "2026/27 Q1", Body.CABINET)),
        ("<at>Steward</at> quarterly report for cabinet Q2", Q2),
        ("what is missing for the quarterly report", Q2),
        ("what's missing for the quarterly report Q2?", Q2),
        ("cabinet paper", Q2),
        ("quarterly report for scrutiny", SCRUTINY),
        ("paper for scrutiny 3 December",
         wanted(PaperKind.QUARTERLY, "2026/27 Q2", Body.SCRUTINY, date(2026, 12, 3))),
        ("paper for scrutiny on 3rd December 2026",
         wanted(PaperKind.QUARTERLY, "2026/27 Q2", Body.SCRUTINY, date(2026, 12, 3))),
        ("paper for scrutiny 4 March",
         wanted(PaperKind.QUARTERLY, "2026/27 Q2", Body.SCRUTINY, date(2027, 3, 4))),
        ("board pack for September", wanted(PaperKind.BOARD, "2026-09", Body.BOARD)),
        ("board pack", wanted(PaperKind.BOARD, "2026-09", Body.BOARD)),
        ("show me the board pack 2026-08", wanted(PaperKind.BOARD, "2026-08", Body.BOARD)),
        ("cmt page", wanted(PaperKind.CMT, "2026-09", Body.CMT)),
        ("achievements 2025/26", wanted(PaperKind.YEAR, "2025/26", Body.PUBLIC)),
        ("kpi set paper", wanted(PaperKind.KPI_SET, "2027/28", Body.CABINET)),
        ("kpi set paper 2027/28", wanted(PaperKind.KPI_SET, "2027/28", Body.CABINET)),
        ("service plan results 2025/26",
         wanted(PaperKind.SERVICE_PLAN, "2025/26", Body.CABINET)),
        ("returns paper", wanted(PaperKind.RETURNS, "2026/27 Q2", Body.BOARD)),
        ("annual report", wanted(PaperKind.YEAR, "2025/26", Body.PUBLIC)),
    ],
)  # fmt: skip
def test_a_paper_is_asked_for_as_people_say_it(text, paper):
    assert asked(text) == paper


def test_a_paper_is_published_and_withdrawn_with_the_reason_as_typed():
    period = Period.parse("2026/27 Q2")
    assert asked("publish quarterly report Q2") == PublishPaper(
        kind=PaperKind.QUARTERLY, period=period, body=Body.CABINET
    )
    assert asked("withdraw quarterly report Q2 because HOU-02 was Wrong") == WithdrawPaper(
        kind=PaperKind.QUARTERLY, period=period, body=Body.CABINET, reason="HOU-02 was Wrong"
    )
    withdrawn = asked("withdraw the quarterly report Q2")
    assert isinstance(withdrawn, WithdrawPaper)
    assert withdrawn.reason == ""


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "question from scrutiny on HOU-01: Why so few homes? for 3 December",
            MembersAsk(body=Body.SCRUTINY, ref="HOU-01", words="Why so few homes?",
                       meeting=date(2026, 12, 3)),
        ),
        (
            "Question from Cabinet: When will the 3 December figures come",
            MembersAsk(body=Body.CABINET, ref=None,
                       words="When will the 3 December figures come"),
        ),
        (
            "question from O&S about parking: Why?",
            MembersAsk(body=Body.SCRUTINY, ref="PARKING", words="Why?"),
        ),
        ("questions of scrutiny", MembersQuestions(Body.SCRUTINY)),
        ("members' questions", MembersQuestions()),
        ("questions from members", MembersQuestions()),
        ("papers", PaperList()),
    ],
)  # fmt: skip
def test_what_members_asked_is_noted_and_listed(text, question):
    assert asked(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "", "status of housing", "red", "due", "HOU-01", "status of the board", "what is due",
        "quarterly", "report", "board pack for Q2", "publish", "withdraw the board",
        "question from scrutiny", "history of HOU-01", "decisions of the board in September",
        "a" * 5000, "quarterly report quarterly report",
    ],
)  # fmt: skip
def test_anything_else_is_left_to_the_others(text):
    assert paper_words.find(chatter.cleaned(text), LANGUAGE.vocabulary, TODAY) is None


def test_an_indicator_that_is_called_as_a_paper_is_meant_itself():
    called = of_lines(Line("PLN-09", "Quarterly report", (), "Planning"))
    assert paper_words.find("quarterly report", called.vocabulary, TODAY) is None
