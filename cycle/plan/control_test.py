"""The control test: whoever cannot control or strongly influence a number is not judged by it.

Source: Performance Management Framework (September 2025), Plan: it tells a PI from a Statistic.
Calls received is a Statistic; the average wait is not. The four answers are our choice (0051).
"""

from cycle.plan.indicator import Control, Kind

QUESTION = "Can those who are measured control it, or strongly influence it?"


def control_fault(kind: Kind, control: Control | None, words: str) -> str:
    """Why the kind cannot stand with this answer; empty where it can, or where none is given."""
    if control is None or kind is Kind.STATISTIC:
        return ""
    if control is Control.HARDLY:
        return f"a {kind} fails the control test: record it as a Statistic."
    if control is Control.PARTLY and not words.strip():
        return "say in control_words with whom it is shared, and how far it can be influenced."
    return ""


def asks_again(before: Kind, after: Kind) -> bool:
    """Whether the change of kind needs a new answer: a Statistic that is to be judged."""
    return before is Kind.STATISTIC and after is not Kind.STATISTIC


def control_words(control: Control | None, words: str) -> str:
    """`Why it may be judged: those who are measured strongly influence it.`"""
    if control is None:
        return "The control test has not been answered yet."
    shared = f" {words.strip()}" if words.strip() else ""
    match control:
        case Control.HARDLY:
            return f"Not judged: those who are measured can hardly influence it.{shared}"
        case Control.PARTLY:
            return f"Why it may be judged: it is partly in the service's hands.{shared}"
        case Control.FULLY:
            return f"Why it may be judged: those who are measured control it.{shared}"
        case Control.STRONGLY:
            return f"Why it may be judged: those who are measured strongly influence it.{shared}"
