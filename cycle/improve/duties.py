"""The Performance Board's six duties, and which heading each thing belongs under.

Source: Performance Management Framework (September 2025), the Performance Board's duties a to f.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")

NOTHING = "Nothing to report."


class BoardDuty(StrEnum):
    """A heading of a Board paper or digest, in the framework's order."""

    MANAGE = "a"
    CHALLENGE = "b"
    CELEBRATE = "c"
    ESCALATE = "d"
    RISK = "e"
    FORECAST = "f"

    @property
    def heading(self) -> str:
        return _HEADINGS[self]


_HEADINGS = {
    BoardDuty.MANAGE: "Manage performance",
    BoardDuty.CHALLENGE: "Challenge, hold to account and help",
    BoardDuty.CELEBRATE: "Celebrate success and share learning",
    BoardDuty.ESCALATE: "Recommend or escalate",
    BoardDuty.RISK: "Identify risks and agree actions",
    BoardDuty.FORECAST: "Look ahead",
}


class Matter(StrEnum):
    """Everything that may come before the board."""

    CONCERN = "a concern"
    WITH_SERVICES = "PIs that are with their services"
    MISSING = "a missing figure"
    PROJECT = "a project"
    FINANCE = "a budget beyond its tolerance"
    AUDIT_PLAN = "an audit of the plan"
    AUDIT = "a recommendation of audit or inspection"
    ACKNOWLEDGEMENT = "an acknowledgement"
    ACCEPTANCE = "an acceptance for now"
    INTERVENTION = "an intervention"
    QUESTION = "a question to an owner"
    SUPPORT = "corporate support"
    OVERDUE = "an overdue action"
    NOT_WORKING = "an intervention that does not work"
    SUCCESS = "a success"
    ESCALATION = "an escalation to the Corporate Management Team"
    REFERRAL = "a referral to Overview and Scrutiny"
    CALL_IN = "a call-in"
    RISK_PROMPT = "a risk that may be becoming real"
    RISK_SCORE = "a risk scored anew"
    WITHOUT_RISK = "a KPI without a risk"
    FORECAST = "a forecast"
    DETERIORATING = "an indicator that deteriorates before it is red"


DUTY: dict[Matter, BoardDuty] = {
    **dict.fromkeys(
        (
            Matter.CONCERN,
            Matter.WITH_SERVICES,
            Matter.MISSING,
            Matter.PROJECT,
            Matter.FINANCE,
            Matter.AUDIT_PLAN,
            Matter.AUDIT,
            Matter.ACKNOWLEDGEMENT,
            Matter.ACCEPTANCE,
            Matter.INTERVENTION,
        ),
        BoardDuty.MANAGE,
    ),
    **dict.fromkeys(
        (Matter.QUESTION, Matter.SUPPORT, Matter.OVERDUE, Matter.NOT_WORKING), BoardDuty.CHALLENGE
    ),
    Matter.SUCCESS: BoardDuty.CELEBRATE,
    **dict.fromkeys((Matter.ESCALATION, Matter.REFERRAL, Matter.CALL_IN), BoardDuty.ESCALATE),
    **dict.fromkeys((Matter.RISK_PROMPT, Matter.RISK_SCORE, Matter.WITHOUT_RISK), BoardDuty.RISK),
    **dict.fromkeys((Matter.FORECAST, Matter.DETERIORATING), BoardDuty.FORECAST),
}


def under_headings(things: Iterable[tuple[Matter, T]]) -> dict[BoardDuty, list[T]]:
    """The things under their duties, in order; every duty is there, an empty one says NOTHING."""
    found: dict[BoardDuty, list[T]] = {duty: [] for duty in BoardDuty}
    for matter, thing in things:
        found[DUTY[matter]].append(thing)
    return found
