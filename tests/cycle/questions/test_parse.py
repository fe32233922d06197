"""What people ask in chat, and how it is read. Today is 12 October 2026."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cycle.periods import Period
from cycle.plan.indicator import Kind
from cycle.questions.filter import Filter
from cycle.questions.parse import understand
from cycle.questions.question import (
    CallInForm,
    Choices,
    CloseMissing,
    DataQuality,
    Decisions,
    DeliveryReport,
    Due,
    Help,
    History,
    Interventions,
    MarkSeries,
    NotGiven,
    OpenExceptions,
    OverdueActions,
    PostAlertsHere,
    PostEscalationsHere,
    Reopen,
    Risks,
    Status,
    StatusOfOne,
    Submit,
    Successes,
    TakeBack,
    WithoutRisk,
)
from tests.cycle.questions.language import TODAY, Line, of_lines

LINES = [
    Line("HOU-01", "Affordable homes completed (year to date)"),
    Line("HOU-05", "Households in temporary accommodation"),
    Line("PLN-01", "Major planning applications decided in time", (), "Planning"),
    Line(
        "ENV-01", "Household waste sent for recycling", (), "Waste and Recycling", "Clean and green"
    ),
    Line(
        "ENV-03", "Missed bin collections per 100,000", (), "Waste and Recycling", "Clean and green"
    ),
    Line("ENV-09", "Green waste bins", (), "Waste and Recycling", "Clean and green"),
    Line("REV-01", "Council tax collected", (), "Revenues and Benefits", "Well-run council"),
    Line("REV-03", "Days to process a new benefit claim", (), "Revenues and Benefits"),
    Line("REV-04", "Days to process a change of circumstances", (), "Revenues and Benefits"),
    Line("REV-05", "Council tax support caseload", (), "Revenues and Benefits", "Well-run council"),
    Line("FIN-01", "Late payments", (), "Finance", "Well-run council"),
    Line("GOV-01", "Public questions answered", (), "Democratic Services", "Well-run council"),
]
LANGUAGE = of_lines(*LINES)
HOUSING = Filter(services=("Housing",))
Q2 = Period.parse("2026/27 Q2")
APRIL = Period.parse("2026-04")


def asked(text, language=LANGUAGE):
    return understand(text, language, TODAY).question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("", Help()),
        ("  ?! ", Help()),
        ("Help", Help()),
        ("due", Due()),
        ("What’s due?", Due()),
        ("my figures", Due()),
        ("what have I not given", Due()),
        ("what have I not submitted yet", Due()),
        ("give figures", Due()),
        ("submit HOU-01", Submit("HOU-01")),
        ("Submit hou 1 for Q2", Submit("HOU-01", Q2)),
        ("give figures for affordable homes", Submit("HOU-01")),
        ("status of housing KPIs", Status(Filter(services=("Housing",), kind=Kind.KPI))),
        ("<at>Steward</at> status of <b>housing</b> KPIs", asked("status of housing KPIs")),
        ("How are the KPIs doing?", Status(Filter(kind=Kind.KPI))),
        ("housing", Status(HOUSING)),
        ("How is housing doing", Status(HOUSING)),
        ("houshing KPIs", Status(Filter(services=("Housing",), kind=Kind.KPI))),
        ("waste KPIs", Status(Filter(services=("Waste and Recycling",), kind=Kind.KPI))),
        ("democratic services", Status(Filter(services=("Democratic Services",)))),
        (
            "red PIs in the democratic services team",
            Status(Filter(services=("Democratic Services",), kind=Kind.PI, bands=("Red",))),
        ),
        (
            "status of service Democratic Services",
            Status(Filter(services=("Democratic Services",))),
        ),
        ("status of the housing service", Status(HOUSING)),
        (
            "KPIs in planning that are amber",
            Status(Filter(services=("Planning",), kind=Kind.KPI, bands=("Amber",))),
        ),
        ("status of clean & green", Status(Filter(priorities=("Clean and green",)))),
        ("KPIs in red", Status(Filter(kind=Kind.KPI, bands=("Red",)))),
        (
            "amber PIs in planning",
            Status(Filter(services=("Planning",), kind=Kind.PI, bands=("Amber",))),
        ),
        ("red", Status(Filter(bands=("Red",)))),
        ("What is red?", Status(Filter(bands=("Red",)))),
        ("status", Status()),
        ("status of everything", Status()),
        ("last quarter", Status(Filter(), Q2)),
        ("status of housing in Q2 2025/26", Status(HOUSING, Period.parse("2025/26 Q2"))),
        ("HOU-01", StatusOfOne("HOU-01")),
        ("hou 1?", StatusOfOne("HOU-01")),
        ("status of HOU-01", StatusOfOne("HOU-01")),
        ("status of HOU-01 for October", StatusOfOne("HOU-01", Period.parse("2025-10"))),
        ("how did HOU-05 do last month", StatusOfOne("HOU-05", Period.parse("2026-09"))),
        ("status of missed bins", StatusOfOne("ENV-03")),
        ("late payments", StatusOfOne("FIN-01")),
        ("who hasn’t submitted?", NotGiven()),
        ("who hasn't submitted", NotGiven()),
        ("is everything submitted", NotGiven()),
        ("are all the figures in?", NotGiven()),
        ("who hasnt submitted yet", NotGiven()),
        ("who has not given figures in housing", NotGiven(HOUSING)),
        ("missing", NotGiven()),
        (
            "overdue KPIs in waste for September",
            NotGiven(
                Filter(services=("Waste and Recycling",), kind=Kind.KPI), Period.parse("2026-09")
            ),
        ),
        ("post board alerts here", PostAlertsHere("board")),
        ("delivery", DeliveryReport()),
        ("What's stuck?", DeliveryReport()),
        ("data quality", DataQuality()),
        ("Data quality of housing", DataQuality(HOUSING)),
        (
            "reopen HOU-01 2026-09 until 30 October 2026 because the contractor's Count was wrong",
            Reopen(
                "HOU-01",
                None,
                Period.parse("2026-09"),
                date(2026, 10, 30),
                "the contractor's Count was wrong",
            ),
        ),
        (
            "Reopen Housing Q2 until 2026-10-30 because of late returns",
            Reopen(None, "Housing", Q2, date(2026, 10, 30), "of late returns"),
        ),
        (
            "close HOU-01 2026-04 because the County never counted it",
            CloseMissing("HOU-01", APRIL, "the County never counted it"),
        ),
        ("please close the figure for hou 1 for April 2026", CloseMissing("HOU-01", APRIL)),
        (
            "break HOU-01 2026-04 because the Definition changed",
            MarkSeries("HOU-01", APRIL, True, "the Definition changed"),
        ),
        (
            "Break in hou 1 from April 2026: new case system",
            MarkSeries("HOU-01", APRIL, True, "new case system"),
        ),
        (
            "note on HOU-01 2026-04: a new partnership began: with Kent",
            MarkSeries("HOU-01", APRIL, False, "a new partnership began: with Kent"),
        ),
        (
            "note HOU-01, 2026-04, because the office moved",
            MarkSeries("HOU-01", APRIL, False, "the office moved"),
        ),
        (
            "take back break of HOU-01 2026-04 because it was the Wrong month",
            TakeBack("HOU-01", APRIL, True, "it was the Wrong month"),
        ),
        (
            "Take back the note on hou 1 April 2026: said twice",
            TakeBack("HOU-01", APRIL, False, "said twice"),
        ),
        ("open exceptions", OpenExceptions()),
        ("Show me the open exceptions in Housing?", OpenExceptions(HOUSING)),
        ("<at>Steward</at> interventions in housing", Interventions(HOUSING)),
        ("interventions", Interventions()),
        ("overdue actions", OverdueActions()),
        ("late actions in housing", OverdueActions(HOUSING)),
        ("successes", Successes()),
        ("history of HOU-01", History("HOU-01")),
        ("history of affordable homes", History("HOU-01")),
        ("risks of hou-01", Risks(Filter(refs=("HOU-01",)))),
        ("risks", Risks()),
        ("KPIs without a risk", WithoutRisk()),
        ("what did the board decide last month", Decisions(period=Period.parse("2026-09"))),
        ("What did the board decide?", Decisions()),
        ("decisions in August 2026", Decisions(period=Period.parse("2026-08"))),
        ("call in HOU-01", CallInForm("HOU-01")),
        ("call-in for HOU-01", CallInForm("HOU-01")),
        ("post escalations here", PostEscalationsHere()),
    ],
)
def test_a_question_is_understood(text, question):
    assert asked(text) == question


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("benefits", ["status of REV-03", "status of REV-04"]),
        ("submit benefits", ["submit REV-03", "submit REV-04"]),
        (
            "housing Q4 2025",
            [
                "status of indicators in service Housing 2025/26 Q4",
                "status of indicators in service Housing 2024/25 Q4",
            ],
        ),
        ("why", []),
        ("trend", []),
        ("reopen HOU-01", ["help"]),
        ("break HOU-01 because it moved", ["help"]),
        ("break housing 2026-04 because it moved", ["help"]),
        ("note on HOU-01 2026-04", ["help"]),
        ("take back break of HOU-01 because it moved", ["help"]),
        ("take back HOU-01 2026-04 because it moved", ["help"]),
        ("take back break of HOU-01 2026-04", ["help"]),
        ("reopen HOU-01 2026-09 until soon because of it", ["help"]),
    ],
)
def test_what_is_not_certain_comes_back_as_readings(text, readings):
    choices = asked(text)

    assert isinstance(choices, Choices)
    assert [reading.text for reading in choices.readings] == readings
    assert readings or choices.ask


def test_a_service_named_as_a_priority_is_told_apart():
    language = of_lines(Line("X-1", "One thing", (), "Housing", "Housing"))
    texts = {reading.text for reading in asked("housing", language).readings}

    assert {asked(text, language) for text in texts} == {
        Status(Filter(services=("Housing",))),
        Status(Filter(priorities=("Housing",))),
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("housing KPIs in red for Q2", "Housing, KPIs, Red, Q2 2026/27 (Jul–Sep 2026)"),
        ("status", "All indicators"),
        ("HOU-01 2026-09", "HOU-01, September 2026"),
        ("who hasn't submitted in housing", "Not submitted: Housing"),
    ],
)
def test_every_answer_can_say_how_the_question_was_read(text, words):
    assert asked(text).read_as() == words


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5000,
        "status of housing " * 300,
        "<" * 5000,
        "🏠" * 100,
        "\u202estatus of بيت",
        "<script>alert(1)</script>",
        "reopen " * 700,
        "break HOU-01 " * 200,
        "note : " * 400,
        "take back break " * 150,
        "q1 " * 1000,
    ],
)
def test_long_and_strange_text_has_an_answer(text):
    assert asked(text) is not None


_SCRAPS = st.sampled_from(
    [
        *("status", "of", "housing", "HOU-01", "Q4", "2025", "/", "red", "KPIs", "who", "hasn’t"),
        *(
            "submit",
            "reopen",
            "until",
            "because",
            "break",
            "note",
            "in",
            "may",
            "service",
            "priority",
            "<at>",
        ),
        *("</at>", "data", "quality"),
    ]
)


@given(st.text(max_size=60) | st.lists(_SCRAPS, max_size=8).map(" ".join))
@settings(max_examples=150, deadline=None, database=None)
def test_any_text_is_a_question_or_choices(text):
    answer = asked(text)

    assert (answer.readings or answer.ask) if isinstance(answer, Choices) else answer.read_as()
