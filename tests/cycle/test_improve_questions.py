"""What people ask of Improve and Monitor in chat, and what is left to Review."""

from datetime import date
from typing import NamedTuple

import pytest

from cycle.improve.questions import (
    CallIn,
    Decisions,
    History,
    Interventions,
    OpenExceptions,
    OverdueActions,
    PostEscalationsHere,
    Risks,
    Successes,
    WithoutRisk,
    understand,
)
from cycle.periods import Period
from cycle.plan.names import Register

TODAY = date(2026, 10, 20)


class Line(NamedTuple):
    ref: str
    title: str
    aliases: tuple[str, ...] = ()
    service: str = "Housing"
    priority: str = ""


REGISTER = Register.of(
    [
        Line("HOU-01", "Homes let"),
        Line("ENV-03", "Missed bin collections", service="Waste"),
        Line("CUS-09", "History of complaints", service="Customer Services"),
    ]
)
SEPTEMBER = Period.parse("2026-09")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("open exceptions", OpenExceptions()),
        ("Show me the open exceptions in Housing?", OpenExceptions("Housing")),
        ("<at>Steward</at> interventions in housing", Interventions("Housing")),
        ("interventions", Interventions()),
        ("overdue actions", OverdueActions()),
        ("late actions in waste", OverdueActions("Waste")),
        ("successes", Successes()),
        ("history of HOU-01", History("HOU-01")),
        ("history of homes let", History("HOU-01")),
        ("risks of hou-01", Risks("HOU-01")),
        ("risks", Risks()),
        ("KPIs without a risk", WithoutRisk()),
        ("what did the board decide last month", Decisions(SEPTEMBER)),
        ("What did the board decide?", Decisions(SEPTEMBER)),
        ("decisions in August 2026", Decisions(Period.parse("2026-08"))),
        ("call in HOU-01", CallIn("HOU-01")),
        ("call-in for HOU-01", CallIn("HOU-01")),
        ("post escalations here", PostEscalationsHere()),
    ],
)
def test_what_is_asked_of_improve_is_understood(text, asked):
    assert understand(text, REGISTER, TODAY) == asked
    assert asked.read_as()


@pytest.mark.parametrize(
    "text",
    [
        *("", "help", "red", "status of housing KPIs", "who hasn't submitted", "overdue"),
        *("history of nothing known", "history of complaints", "risks of everything else"),
        *("interventions in Atlantis", "call in", "x" * 5000, "decisions in gibberish"),
    ],
)
def test_what_is_not_surely_meant_is_left_to_review(text):
    assert understand(text, REGISTER, TODAY) is None
