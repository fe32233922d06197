"""Is an action good enough? Each thing to mend is one sentence, said before the plan is agreed.

Source: Performance Management Framework (September 2025), Plan; the tests are our choice (0050).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cycle.periods import day_words
from cycle.plan.action import PlanAction, Why
from cycle.plan.corporate_plan import Plan

MOST_ACTIONS = 12  # in one service plan before it is asked whether all of them matter

# "Report written" says that something was done, not that anything is better for it.
_DONE = (
    r"written|published|held|drafted|produced|delivered|completed?|launched|adopted|reviewed|made|"
    r"updated|approved|established|set up|created|signed|implemented|undertaken|carried out|issued"
)
_ACTIVITY = re.compile(
    rf"(?:[\w'’-]+ ){{0,6}}(?:is |are |was |were |has been |have been |to be )?(?:{_DONE})"
    rf"(?: (?:by|on|in) .*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ActionFault:
    """What is wrong with an action, and in which column. A question may be answered "as meant"."""

    column: str
    words: str
    is_question: bool = False

    def __str__(self) -> str:
        return self.words


def action_faults(action: PlanAction) -> tuple[ActionFault, ...]:
    """Everything to mend, in the order of the table's columns; empty where it is good enough."""
    return tuple(_faults(action))


def plan_questions(plan: Plan, actions: Sequence[PlanAction]) -> tuple[str, ...]:
    """What to ask of a plan as a whole: too many actions, or none with a measure of quality."""
    found = []
    if len(actions) > MOST_ACTIONS:
        found.append(
            f"{plan.title} has {len(actions)} actions; more than {MOST_ACTIONS} are hard to keep "
            "in view. Do all of them matter this year?"
        )
    if actions and not any(action.success.is_quality for action in actions):
        found.append(f"{plan.title} has no success measure of quality. Could one be found?")
    return tuple(found)


def is_activity_only(words: str) -> bool:
    """Whether the success measure only says that something was done ("report written")."""
    plain = " ".join(words.split()).strip(" .!")
    return bool(plain) and bool(_ACTIVITY.fullmatch(plain))


def _faults(action: PlanAction) -> Iterable[ActionFault]:
    serves = action.priority is not None
    if Why.PRIORITY in action.why and not serves:
        yield ActionFault("priority", "is blank: name the priority that the action serves.")
    elif not serves and Why.EFFICIENCY not in action.why:
        yield ActionFault(
            "priority",
            "is blank: name the priority it serves, or write efficiency in the column why.",
        )
    if action.due < action.starts:
        begins, ends = day_words(action.starts), day_words(action.due)
        yield ActionFault("due", f"it ends on {ends}, before it begins on {begins}.")
    if action.owner is None:
        yield ActionFault("owner", "is blank: name the person who answers for it.")
    if action.deputy is not None and action.deputy == action.owner:
        yield ActionFault("deputy", "is the owner: name somebody else, or leave the cell blank.")
    if not action.success.words.strip():
        yield ActionFault("success", "is blank: how will you know that it worked?")
    elif action.success.indicator is None and is_activity_only(action.success.words):
        yield ActionFault(
            "success",
            "says only that something will be done: what will be better for it?",
            is_question=True,
        )
    yield from _measure_faults(action)
    for step in action.steps:
        if not action.starts <= step.due <= action.due:
            when = day_words(step.due)
            yield ActionFault("steps", f"“{step.what}” falls on {when}, outside the action.")


def _measure_faults(action: PlanAction) -> Iterable[ActionFault]:
    success = action.success
    if success.indicator is None:
        if success.start is not None or success.target is not None:
            yield ActionFault("success_indicator", "is blank, though a value is given for it.")
    elif success.target is None:
        yield ActionFault("success_to", "is blank: to what will the indicator change?")
    elif success.start == success.target:
        yield ActionFault("success_to", "is the same as success_from: nothing would change.")
