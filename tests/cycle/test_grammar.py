"""What people ask in chat, and how it is read. Today is 10 October 2026."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cycle.periods import Period
from cycle.plan.indicator import Kind
from cycle.plan.names import Register
from cycle.review.grammar import understand
from cycle.review.question import (
    Choices,
    DataQuality,
    Delivery,
    Due,
    Filter,
    Help,
    MarkSeries,
    NotGiven,
    PostAlertsHere,
    Reopen,
    Status,
    StatusOfOne,
    Submit,
    TakeBack,
)

TODAY = date(2026, 10, 10)


@dataclass(frozen=True)
class Line:
    ref: str
    title: str
    service: str = "Housing"
    priority: str = "Homes and communities"
    aliases: tuple[str, ...] = ()


LINES = [
    Line("HOU-01", "Affordable homes completed (year to date)"),
    Line("HOU-05", "Households in temporary accommodation"),
    Line("PLN-01", "Major planning applications decided in time", "Planning"),
    Line("ENV-01", "Household waste sent for recycling", "Waste and Recycling", "Clean and green"),
    Line("ENV-03", "Missed bin collections per 100,000", "Waste and Recycling", "Clean and green"),
    Line("ENV-09", "Green waste bins", "Waste and Recycling", "Clean and green"),
    Line("REV-01", "Council tax collected", "Revenues and Benefits", "Well-run council"),
    Line("REV-05", "Council tax support caseload", "Revenues and Benefits", "Well-run council"),
    Line("FIN-01", "Late payments", "Finance", "Well-run council"),
    Line("GOV-01", "Public questions answered", "Democratic Services", "Well-run council"),
]
REGISTER = Register.of(LINES)
HOUSING = Filter(service="Housing")
Q2 = Period.parse("2026/27 Q2")
APRIL = Period.parse("2026-04")


def asked(text, register=REGISTER):
    return understand(text, register, TODAY)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("", Help()),
        ("  ?! ", Help()),
        ("Help", Help()),
        ("due", Due()),
        ("What’s due?", Due()),
        ("my figures", Due()),
        ("give figures", Due()),
        ("submit HOU-01", Submit("HOU-01")),
        ("Submit hou 1 for Q2", Submit("HOU-01", Q2)),
        ("give figures for affordable homes", Submit("HOU-01")),
        ("status of housing KPIs", Status(Filter(service="Housing", kind=Kind.KPI))),
        ("<at>Steward</at> status of <b>housing</b> KPIs", asked("status of housing KPIs")),
        ("How are the KPIs doing?", Status(Filter(kind=Kind.KPI))),
        ("housing", Status(HOUSING)),
        ("How is housing doing", Status(HOUSING)),
        ("houshing KPIs", Status(Filter(service="Housing", kind=Kind.KPI))),
        ("waste KPIs", Status(Filter(service="Waste and Recycling", kind=Kind.KPI))),
        ("democratic services", Status(Filter(service="Democratic Services"))),
        (
            "red PIs in the democratic services team",
            Status(Filter("Democratic Services", None, Kind.PI, "Red")),
        ),
        ("status of service Democratic Services", Status(Filter(service="Democratic Services"))),
        ("status of the housing service", Status(HOUSING)),
        ("KPIs in planning that are amber", Status(Filter("Planning", None, Kind.KPI, "Amber"))),
        ("status of clean & green", Status(Filter(priority="Clean and green"))),
        ("KPIs in red", Status(Filter(kind=Kind.KPI, band="Red"))),
        ("amber PIs in planning", Status(Filter("Planning", None, Kind.PI, "Amber"))),
        ("red", Status(Filter(band="Red"))),
        ("What is red?", Status(Filter(band="Red"))),
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
        ("who hasnt submitted yet", NotGiven()),
        ("who has not given figures in housing", NotGiven(HOUSING)),
        ("missing", NotGiven()),
        (
            "overdue KPIs in waste for September",
            NotGiven(Filter("Waste and Recycling", None, Kind.KPI), Period.parse("2026-09")),
        ),
        ("post board alerts here", PostAlertsHere("board")),
        ("delivery", Delivery()),
        ("What's stuck?", Delivery()),
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
    ],
)
def test_a_question_is_understood(text, question):
    assert asked(text) == question


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("houshing repairs", ["status of service Housing"]),
        ("status of council tax", ["status of REV-01", "status of REV-05"]),
        ("submit council tax", ["submit REV-01", "submit REV-05"]),
        (
            "waste",
            ["status of ENV-01", "status of ENV-09", "status of service Waste and Recycling"],
        ),
        (
            "green waste",
            ["status of Green indicators in service Waste and Recycling", "status of ENV-09"],
        ),
        ("why is HOU-01 red", ["status of HOU-01"]),
        (
            "status of housing and planning",
            ["status of service Housing", "status of service Planning"],
        ),
        ("housing Q4 2025", ["status of housing 2025/26 Q4", "status of housing 2024/25 Q4"]),
        ("tell me a joke", ["help", "due", "status of KPIs"]),
        ("who submitted", ["help", "due", "status of KPIs"]),
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
    assert choices.heard == text
    assert [reading.text for reading in choices.readings][: len(readings)] == readings


@pytest.mark.parametrize(
    "text",
    [
        "council tax",
        "waste",
        "green waste",
        "housing Q4 2025",
        "accomodation Q2",
        "nonsense",
        "recycling",
    ],
)
def test_every_reading_offered_is_itself_understood(text):
    choices = asked(text)

    for reading in choices.readings if isinstance(choices, Choices) else ():
        assert not isinstance(asked(reading.text), Choices), reading


def test_a_service_named_as_a_priority_is_told_apart():
    register = Register.of([Line("X-1", "One thing", "Housing", "Housing")])
    texts = [reading.text for reading in asked("housing", register).readings]

    assert texts == ["status of priority Housing", "status of service Housing"] or texts == [
        "status of service Housing",
        "status of priority Housing",
    ]
    assert {asked(text, register) for text in texts} == {
        Status(Filter(service="Housing")),
        Status(Filter(priority="Housing")),
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

    assert answer.readings if isinstance(answer, Choices) else answer.read_as()
