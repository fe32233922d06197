"""An action of a service plan: why it is done, who does it, by when, and how one will know.

```mermaid
stateDiagram-v2
    [*] --> not_started
    not_started --> on_track
    not_started --> delayed : with a recovery date
    not_started --> off_track
    on_track --> delayed : with a recovery date
    on_track --> off_track
    delayed --> on_track
    delayed --> off_track
    off_track --> on_track
    off_track --> delayed : with a recovery date
    on_track --> complete : the success measure is answered
    delayed --> complete : the success measure is answered
    off_track --> complete : the success measure is answered
    not_started --> complete : the success measure is answered
    not_started --> stopped : with a reason and an approver
    on_track --> stopped : with a reason and an approver
    delayed --> stopped : with a reason and an approver
    off_track --> stopped : with a reason and an approver
    complete --> [*]
    stopped --> [*]
```

Source: Performance Management Framework (September 2025), Plan: actions serve the priorities,
improve efficiency, or relate to projects, and carry a success measure, ideally of quality; progress
is recorded quarterly. The six words are those of South Kesteven's milestones (decision 0050).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cycle.periods import Frequency

LONGEST_RECOVERY = 366  # days ahead that an action may recover; our choice: twelve months


class ActionState(StrEnum):
    NOT_STARTED = "Not started"
    ON_TRACK = "On track"
    DELAYED = "Delayed, with a recovery date"
    OFF_TRACK = "Off track"
    COMPLETE = "Complete"
    STOPPED = "Stopped"

    @property
    def is_over(self) -> bool:
        return self in (ActionState.COMPLETE, ActionState.STOPPED)


_LIVE = frozenset(state for state in ActionState if not state.is_over)
_LATER = frozenset(ActionState) - {ActionState.NOT_STARTED}

ACTION_TRANSITIONS: dict[ActionState, frozenset[ActionState]] = {
    ActionState.NOT_STARTED: frozenset(ActionState),
    ActionState.ON_TRACK: _LATER,
    ActionState.DELAYED: _LATER,
    ActionState.OFF_TRACK: _LATER,
    ActionState.COMPLETE: frozenset({ActionState.COMPLETE}),
    ActionState.STOPPED: frozenset({ActionState.STOPPED}),
}


class ActionKind(StrEnum):
    ACTION = "action"
    CORPORATE_PROJECT = "corporate project"
    SERVICE_PROJECT = "service project"

    @property
    def is_project(self) -> bool:
        return self is not ActionKind.ACTION

    @property
    def frequency(self) -> Frequency:
        """How often its progress is asked: a corporate project's every month."""
        is_monthly = self is ActionKind.CORPORATE_PROJECT
        return Frequency.MONTHLY if is_monthly else Frequency.QUARTERLY


class Why(StrEnum):
    """What an action is for; it may be for more than one."""

    PRIORITY = "priority"
    EFFICIENCY = "efficiency"
    PROJECT = "project"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessMeasure:
    """How one will know that it worked: in words, and by an indicator's figures where one is named.

    `indicator` is an id. `is_quality` says that it measures how good the result is, not that
    something was done.
    """

    words: str
    indicator: int | None = None
    start: Decimal | None = None
    target: Decimal | None = None
    is_quality: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionStep:
    """One step of an action, and the day it was done. `moved` is how often it was put off."""

    what: str
    due: date
    done_on: date | None = None
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAction:
    """One action or project of a plan. `plan`, `priority`, `owner` and `deputy` are ids.

    `state` is the one given last, and `recovery` the day by which a delayed one is on track again;
    that day counts only once it is agreed where it lies after `due`. `carried_from` is the id
    of the action of last year's plan that it goes on with.
    """

    ref: str
    title: str
    plan: int
    service: str
    owner: int | None
    starts: date
    due: date
    success: SuccessMeasure
    kind: ActionKind = ActionKind.ACTION
    why: tuple[Why, ...] = ()
    priority: int | None = None
    deputy: int | None = None
    budget: Decimal | None = None
    steps: tuple[ActionStep, ...] = ()
    state: ActionState = ActionState.NOT_STARTED
    recovery: date | None = None
    recovery_agreed_on: date | None = None
    carried_from: int | None = None
    version: int = 1
    id: int = 0

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def awaits_the_board(self) -> bool:
        """Whether its recovery date lies after its end and the board has not agreed it yet."""
        is_delayed = self.state is ActionState.DELAYED and self.recovery is not None
        return is_delayed and self.recovery_agreed_on is None and self.is_late_recovery

    @property
    def is_late_recovery(self) -> bool:
        return self.recovery is not None and self.recovery > self.due


def with_steps_done(action: PlanAction, places: Collection[int], today: date) -> PlanAction:
    """The action with these steps done, by their place from 0, and the others not.

    A step that was done before keeps its day.
    """
    steps = tuple(
        replace(step, done_on=(step.done_on or today) if place in places else None)
        for place, step in enumerate(action.steps)
    )
    return replace(action, steps=steps)
