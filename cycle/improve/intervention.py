"""Where an intervention can stand, which steps lead on from there, and who may take them.

```mermaid
stateDiagram-v2
    [*] --> asked : a board member asks
    asked --> proposed : the owner proposes
    proposed --> sent_back : a board member sends it back
    sent_back --> proposed : the owner proposes again
    proposed --> agreed : a board member agrees
    agreed --> running : the clock, on the day it starts
    agreed --> sent_back : a board member wants another proposal
    running --> working : a figure shows it
    running --> not_working : a figure shows it
    running --> sent_back : a board member wants another proposal
    working --> not_working : a figure shows it
    working --> running : a figure, too early again
    working --> sent_back : a board member wants another proposal
    not_working --> working : a figure shows it
    not_working --> running : a board member continues it, to a new day
    not_working --> sent_back : a board member wants another proposal
    working --> closed : a board member closes
    not_working --> closed : a board member closes, with a reason
    asked --> closed : a board member closes, with a reason
    proposed --> closed : a board member closes, with a reason
    sent_back --> closed : a board member closes, with a reason
    agreed --> closed : a board member closes, with a reason
    running --> closed : a board member closes, with a reason
    closed --> [*]
```

An intervention is kept open until later figures show the effect or someone closes it with a reason;
where it has not worked, it continues. Source: Performance Management Framework (September 2025),
Improve and Monitor. That proposer and agreer are two people is our choice, and that a
recommendation is closed as well where whoever made it says that it is met
(`cycle.improve.recommendation.met`). Changes here belong in the README's diagram.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cycle.improve.permissions import By
from cycle.improve.proposal import Proposal


class Stage(StrEnum):
    """Where an intervention stands."""

    ASKED = "asked for"
    PROPOSED = "proposed"
    SENT_BACK = "sent back"
    AGREED = "agreed"
    RUNNING = "running"
    WORKING = "working"
    NOT_WORKING = "not working"
    CLOSED = "closed"

    @property
    def is_under_way(self) -> bool:
        """Whether it has started and goes on: its milestones and progress are chased."""
        return self in (Stage.RUNNING, Stage.WORKING, Stage.NOT_WORKING)


class Step(StrEnum):
    """What is done to an intervention."""

    PROPOSE = "proposes"
    SEND_BACK = "sends back"
    AGREE = "agrees"
    START = "starts it"
    SHOW_WORKING = "shows that it works"
    SHOW_NOT_WORKING = "shows that it does not work"
    SHOW_TOO_EARLY = "leaves it open"
    CONTINUE = "continues it"
    CLOSE = "closes it"
    HAND_OVER = "hands it over"
    POSTPONE = "moves a milestone"


BY: dict[Step, By] = {
    Step.PROPOSE: By.OWNER,
    Step.SEND_BACK: By.BOARD,
    Step.AGREE: By.BOARD,
    Step.START: By.CLOCK,
    Step.SHOW_WORKING: By.FIGURE,
    Step.SHOW_NOT_WORKING: By.FIGURE,
    Step.SHOW_TOO_EARLY: By.FIGURE,
    Step.CONTINUE: By.BOARD,
    Step.CLOSE: By.BOARD,
    Step.HAND_OVER: By.TEAM,
    Step.POSTPONE: By.OWNER,
}

MOVES: dict[tuple[Stage, Step], Stage] = {
    (Stage.ASKED, Step.PROPOSE): Stage.PROPOSED,
    (Stage.SENT_BACK, Step.PROPOSE): Stage.PROPOSED,
    (Stage.PROPOSED, Step.SEND_BACK): Stage.SENT_BACK,
    **{
        (stage, Step.SEND_BACK): Stage.SENT_BACK
        for stage in Stage
        if stage is Stage.AGREED or stage.is_under_way
    },
    (Stage.PROPOSED, Step.AGREE): Stage.AGREED,
    (Stage.AGREED, Step.START): Stage.RUNNING,
    (Stage.RUNNING, Step.SHOW_WORKING): Stage.WORKING,
    (Stage.WORKING, Step.SHOW_WORKING): Stage.WORKING,
    (Stage.NOT_WORKING, Step.SHOW_WORKING): Stage.WORKING,
    (Stage.RUNNING, Step.SHOW_NOT_WORKING): Stage.NOT_WORKING,
    (Stage.WORKING, Step.SHOW_NOT_WORKING): Stage.NOT_WORKING,
    (Stage.NOT_WORKING, Step.SHOW_NOT_WORKING): Stage.NOT_WORKING,
    (Stage.RUNNING, Step.SHOW_TOO_EARLY): Stage.RUNNING,
    (Stage.WORKING, Step.SHOW_TOO_EARLY): Stage.RUNNING,
    (Stage.NOT_WORKING, Step.SHOW_TOO_EARLY): Stage.NOT_WORKING,  # the board is still to say
    (Stage.NOT_WORKING, Step.CONTINUE): Stage.RUNNING,
    **{(stage, Step.CLOSE): Stage.CLOSED for stage in Stage if stage is not Stage.CLOSED},
    **{
        (stage, Step.POSTPONE): stage
        for stage in Stage
        if stage is Stage.AGREED or stage.is_under_way
    },
    **{(stage, Step.HAND_OVER): stage for stage in Stage if stage is not Stage.CLOSED},
}


class Origin(StrEnum):
    """What an intervention answers. Recommendations are followed in the same way."""

    CONCERN = "a concern"
    AUDIT = "a recommendation of internal audit"
    INSPECTION = "a recommendation of an inspection"


_ASKERS = {
    Origin.CONCERN: "the board",
    Origin.AUDIT: "internal audit",
    Origin.INSPECTION: "the inspection",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """A decision to improve an indicator: people by their ids, days in London.

    `what` the board wants of `owner`, who is to propose by `propose_by`; None is nobody, until the
    performance team names one. `returned` are the words
    with which it was last sent back, `reason` those with which it was closed. `started_on` is the
    first day of the proposal in force; `progress_on` the day progress was last told. A
    recommendation has the `reference` of its report, and a day by which it is `due`.
    """

    what: str
    owner: int | None
    propose_by: date
    asked_by: int
    asked_on: date
    origin: Origin = Origin.CONCERN
    stage: Stage = Stage.ASKED
    version: int = 1
    proposal: Proposal | None = None
    proposed_by: int | None = None
    proposed_on: date | None = None
    returned: str = ""
    agreed_by: int | None = None
    agreed_on: date | None = None
    started_on: date | None = None
    progress_on: date | None = None
    closed_by: int | None = None
    closed_on: date | None = None
    reason: str = ""
    reference: str = ""
    due: date | None = None

    @property
    def is_live(self) -> bool:
        return self.stage is not Stage.CLOSED

    @property
    def is_orphaned(self) -> bool:
        """Whether nobody is left to do it: the performance team names somebody."""
        return self.is_live and self.owner is None

    @property
    def source(self) -> str:
        """`recommendation IA-26-07 of internal audit`; empty where it answers a concern."""
        if self.origin is Origin.CONCERN:
            return ""
        words = self.origin.removeprefix("a ")
        return words.replace("recommendation", f"recommendation {self.reference}".rstrip(), 1)

    @property
    def asker(self) -> str:
        """Whose wish it is: the board's, or of whoever made the recommendation."""
        return _ASKERS[self.origin]
