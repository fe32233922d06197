"""A question that members asked in a meeting: answered by an owner, told until it is closed."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from cycle.monitor.paper.editions import LONGEST_WORDS, PaperRefused
from cycle.monitor.paper.views import Body


class QuestionState(StrEnum):
    """Where a members' question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberQuestion:
    """No member is named: the body and the day of its meeting are. `promised` is the day for the
    answer, as a rule that of the next meeting.
    """

    id: int = 0
    body: Body
    meeting: date
    words: str
    indicator: int | None = None
    owner: int | None = None
    promised: date | None = None
    state: QuestionState = QuestionState.OPEN
    version: int = 1
    asked_by: int
    asked_at: datetime
    answer: str = ""
    answered_by: int | None = None
    answered_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return self.state is QuestionState.CLOSED


def check_asked(question: MemberQuestion) -> None:
    """Raises PaperRefused with what to do, unless the question can be kept."""
    if not question.words.strip():
        raise PaperRefused(
            "Say what was asked, as in: question from scrutiny on HOU-01: why so few? for "
            "3 December."
        )
    if len(question.words) > LONGEST_WORDS:
        raise PaperRefused(
            f"That is {len(question.words):,} characters: at most {LONGEST_WORDS:,} are kept."
        )


def answered(question: MemberQuestion, words: str, by: int, now: datetime) -> MemberQuestion:
    """The question with its answer; a better answer replaces one until the question is closed."""
    if question.is_closed:
        raise PaperRefused("This question is closed already.")
    if not words.strip():
        raise PaperRefused("Type the answer first.")
    if len(words) > LONGEST_WORDS:
        raise PaperRefused(
            f"That is {len(words):,} characters: at most {LONGEST_WORDS:,} are kept."
        )
    return replace(
        question, answer=words, answered_by=by, answered_at=now, state=QuestionState.ANSWERED
    )


def closed(question: MemberQuestion) -> MemberQuestion:
    """The question once members are content: it is told in one more report, then no more."""
    if question.state is QuestionState.OPEN:
        raise PaperRefused("This question has no answer yet, so it stays open.")
    return replace(question, state=QuestionState.CLOSED)
