"""What the board may answer to a concern, and the table of moves between its answers.

```mermaid
stateDiagram-v2
    state "the board's answer" as board {
        [*] --> awaited : a figure raises the concern
        awaited --> answered : a board member answers, the first answer stands
        answered --> awaited : replied to, gone stale, ended, or the intervention closed
        state answered {
            acknowledged
            intervention_asked
            question_asked
            support_offered
            accepted
            escalated
            referred
        }
        note right of answered : from here a board member may answer further
    }
    state "what the figures say" as figures {
        [*] --> raised
        raised --> recovering : green, or held open by an intervention
        recovering --> raised : not green
        raised --> closed : two green periods, no intervention running
        recovering --> closed : two green periods, no intervention running
        raised --> withdrawn : figure corrected, no intervention running
        recovering --> withdrawn : figure corrected, no intervention running
        raised --> retired : the indicator is retired, no intervention running
        recovering --> retired : the indicator is retired, no intervention running
    }
```

Source: Performance Management Framework (September 2025), Improve, and the Board's duties a to f.
Changes here belong in the README's diagram.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cycle.improve.permissions import By
from cycle.improve.refusals import NobodyNamed
from cycle.refusals import check, day_refused, words_refused

LONGEST_ACCEPTANCE = 366  # days; our choice: what is accepted for longer is a matter for the target


class BoardAnswer(StrEnum):
    """What the board says of a concern; AWAITED while it has yet to say, or to say again."""

    AWAITED = "awaits the board's answer"
    ACKNOWLEDGED = "acknowledged"
    INTERVENTION_ASKED = "intervention asked for"
    QUESTION_ASKED = "question asked of the owner"
    SUPPORT_OFFERED = "corporate support offered"
    ACCEPTED = "accepted for now"
    ESCALATED = "escalated to the Corporate Management Team"
    REFERRED = "referred to Overview and Scrutiny"


ANSWERS = tuple(answer for answer in BoardAnswer if answer is not BoardAnswer.AWAITED)
NAMES_SOMEONE = (BoardAnswer.INTERVENTION_ASKED, BoardAnswer.SUPPORT_OFFERED)
NAMES_A_DAY = {
    BoardAnswer.INTERVENTION_ASKED: 366,
    BoardAnswer.ACCEPTED: LONGEST_ACCEPTANCE,
}  # days ahead
NOT_BESIDE_ONE = (BoardAnswer.ACKNOWLEDGED, BoardAnswer.INTERVENTION_ASKED, BoardAnswer.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow of the picture, who may follow it, and why it is followed."""

    before: BoardAnswer
    after: BoardAnswer
    by: By
    why: str


def _first() -> list[Transition]:
    return [Transition(BoardAnswer.AWAITED, after, By.BOARD, "answers first") for after in ANSWERS]


def _further() -> list[Transition]:
    """From every answer to every other; what is answered needs no acknowledgement any more."""
    return [
        Transition(before, after, By.BOARD, "answers further")
        for before in ANSWERS
        for after in ANSWERS
        if after not in (before, BoardAnswer.ACKNOWLEDGED)
    ]


def _back(to: BoardAnswer) -> list[Transition]:
    question, support = BoardAnswer.QUESTION_ASKED, BoardAnswer.SUPPORT_OFFERED
    return [
        Transition(question, to, By.OWNER, "the owner has replied"),
        Transition(question, to, By.CLOCK, "the owner has not replied"),
        Transition(support, to, By.CLOCK, "support was offered a month ago: has it helped?"),
    ]


BOARD_MOVES = (*_first(), *_further())
MOVES = (
    *BOARD_MOVES,
    *_back(BoardAnswer.AWAITED),
    *_back(BoardAnswer.INTERVENTION_ASKED),  # where one runs, it is the answer that still stands
    Transition(
        BoardAnswer.ACKNOWLEDGED,
        BoardAnswer.AWAITED,
        By.CLOCK,
        "the acknowledgement has gone stale",
    ),
    Transition(
        BoardAnswer.ACCEPTED,
        BoardAnswer.AWAITED,
        By.CLOCK,
        "the time it was accepted for has ended",
    ),
    Transition(
        BoardAnswer.INTERVENTION_ASKED, BoardAnswer.AWAITED, By.BOARD, "the intervention was closed"
    ),
)


def why_back(before: BoardAnswer, by: By) -> str:
    """Why the board is asked again, from this answer by this party."""
    return next(
        m.why for m in MOVES if (m.before, m.by, m.after) == (before, by, BoardAnswer.AWAITED)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer as the board gives it.

    `words` are the note (which may be empty), what is wanted, the question, the blocker or the
    reason. `who` is to propose the intervention, or to help. `until` is the day by which the
    intervention is to be proposed, or the last day of the acceptance.
    """

    answer: BoardAnswer
    words: str = ""
    who: int | None = None
    until: date | None = None

    def check(self, today: date) -> None:
        """Raises NothingSaid, TooLong, NobodyNamed, NoDate, DateInThePast or DateTooFar."""
        check(words_refused(self.words, may_be_empty=self.answer is BoardAnswer.ACKNOWLEDGED))
        if self.answer in NAMES_SOMEONE and self.who is None:
            raise NobodyNamed
        if self.answer in NAMES_A_DAY:
            check(day_refused(self.until, today, NAMES_A_DAY[self.answer]))
