"""Answering a concern: who may, whose answer stands, when the board is asked again, how it ends.

A concern has two coordinates. Its `state` is what the figures say (`cycle.review.concern`), its
`answer` what the board says; neither overwrites the other. They meet where a concern would end: it
stays open while an intervention runs, and never ends without a note.

Source: Performance Management Framework (September 2025), Improve; the days are our choice.
"""

from dataclasses import dataclass, replace
from datetime import date

from cycle.improve import permissions
from cycle.improve.answers import (
    ANSWERS,
    BOARD_MOVES,
    NAMES_A_DAY,
    NOT_BESIDE_ONE,
    BoardAnswer,
    Given,
    why_back,
)
from cycle.improve.permissions import By
from cycle.improve.refusals import (
    AlreadyAnswered,
    AlreadyIntervening,
    IndicatorRetired,
    IsOver,
    NothingAsked,
    StandsAlready,
)
from cycle.people import Person
from cycle.periods import WorkingDays
from cycle.plan import ownership
from cycle.plan.indicator import Indicator
from cycle.refusals import HasMovedOn, check, words_refused
from cycle.review.concern import GREENS_TO_CLOSE, ConcernState

STALE_AFTER = 20  # working days, about a month: the board has met since; our choice
NO_REPLY_AFTER = 10  # working days after which the board hears that no reply came; our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A concern as far as answering it goes.

    `version` counts every change and is compared when one is kept; `answered_in` is the version
    that the board's last answer made, 0 before. `until` is the day named with the answer.
    `question_on` is the day of a question that waits for its reply. `has_intervention` is whether
    one lives, `held` how the figures would have ended the concern had none lived. `why` says why
    the board is awaited.
    """

    state: ConcernState = ConcernState.RAISED
    answer: BoardAnswer = BoardAnswer.AWAITED
    version: int = 1
    answered_in: int = 0
    answered_on: date | None = None
    until: date | None = None
    question_on: date | None = None
    has_intervention: bool = False
    is_retired: bool = False
    held: ConcernState | None = None
    why: str = "raised"

    @property
    def by_figures(self) -> ConcernState:
        """Where the figures alone have brought it: what `next_state` is to go on from."""
        return self.held or self.state


def answered(concern: Concern, given: Given, by: Person, seen: int, today: date) -> Concern:
    """The concern after a board member's answer, pressed on a card that showed version `seen`.

    The first answer stands; a further one is given from a card that shows the first. `is_retired`
    of the concern is its indicator's. Raises NotOnTheBoard, IsOver, AlreadyAnswered, HasMovedOn,
    StandsAlready, AlreadyIntervening, IndicatorRetired, or what is wrong with the answer itself.
    """
    permissions.check_board(by)
    _check_seen(concern, seen)
    _check_move(concern, given.answer)
    given.check(today)
    is_question = given.answer is BoardAnswer.QUESTION_ASKED
    return replace(
        concern,
        answer=given.answer,
        version=concern.version + 1,
        answered_in=concern.version + 1,
        answered_on=today,
        until=given.until if given.answer in NAMES_A_DAY else None,
        question_on=today if is_question else concern.question_on,
        has_intervention=concern.has_intervention or given.answer is BoardAnswer.INTERVENTION_ASKED,
        why="",
    )


def open_answers(concern: Concern) -> tuple[BoardAnswer, ...]:
    """Which answers a board member may give now: the buttons of the card."""
    if not concern.state.is_open:
        return ()
    return tuple(answer for answer in ANSWERS if _refusal(concern, answer) is None)


def replied(
    concern: Concern, words: str, by: Person, indicator: Indicator, owner: Person | None
) -> Concern:
    """The concern after the owner's reply: the board is asked again, unless it has gone further.

    Raises NotYours, IsOver, NothingAsked, NothingSaid or TooLong.
    """
    if not ownership.may_give(by, indicator, owner):
        raise ownership.NotYours(str(ownership.NotYours.__doc__))
    if not concern.state.is_open:
        raise IsOver
    if concern.question_on is None:
        raise NothingAsked
    check(words_refused(words))
    if concern.answer is BoardAnswer.QUESTION_ASKED:
        return replace(_asked_again(concern, By.OWNER), question_on=None)
    return replace(concern, question_on=None, version=concern.version + 1)


def lapsed(concern: Concern, today: date, calendar: WorkingDays) -> Concern | None:
    """The concern as the clock leaves it when the board is to be asked again; None when it is not.

    An acknowledgement and an offer of support go stale, an acceptance ends with its day, a question
    without a reply comes back. An intervention, an escalation and a referral are in other hands:
    they are chased and listed, and do not lapse.
    """
    if not concern.state.is_open or concern.answered_on is None:
        return None
    age = calendar.between(concern.answered_on, today)
    match concern.answer:
        case BoardAnswer.ACKNOWLEDGED | BoardAnswer.SUPPORT_OFFERED:
            is_over = age >= STALE_AFTER
        case BoardAnswer.QUESTION_ASKED:
            is_over = age >= NO_REPLY_AFTER
        case BoardAnswer.ACCEPTED:
            is_over = concern.until is None or today > concern.until
        case _:
            is_over = False
    return _asked_again(concern, By.CLOCK) if is_over else None


def after_retirement(concern: Concern) -> Concern:
    """The concern once its indicator is retired: ended, unless an intervention lives.

    No later figure will end it, and nobody is to answer it any more. Left as it was where it is
    over, or held open.
    """
    if not concern.state.is_open or concern.has_intervention:
        return concern
    return replace(
        concern, state=ConcernState.RETIRED, held=None, version=concern.version + 1, why=""
    )


def after_the_intervention(concern: Concern) -> tuple[Concern, str]:
    """The concern once its intervention was closed, and the note: ended if held, or asked again."""
    after = replace(concern, has_intervention=False, version=concern.version + 1)
    if not concern.state.is_open:
        return after, ""
    if concern.held is not None:
        return replace(after, state=concern.held, held=None), _why_over(concern.held)
    if concern.answer is not BoardAnswer.INTERVENTION_ASKED:
        return after, ""
    after = replace(
        after, answer=BoardAnswer.AWAITED, until=None, why=why_back(concern.answer, By.BOARD)
    )
    return after, "The intervention was closed and the concern is still open: what now?"


def _check_seen(concern: Concern, seen: int) -> None:
    if not concern.state.is_open:
        raise IsOver
    if seen != concern.version:
        raise AlreadyAnswered if concern.answered_in > seen else HasMovedOn


def _check_move(concern: Concern, answer: BoardAnswer) -> None:
    if refusal := _refusal(concern, answer):
        raise refusal


def _refusal(concern: Concern, answer: BoardAnswer) -> type[Exception] | None:
    if concern.answer is answer:
        return StandsAlready
    if not any((move.before, move.after) == (concern.answer, answer) for move in BOARD_MOVES):
        return AlreadyAnswered
    if concern.has_intervention and answer in NOT_BESIDE_ONE:
        return AlreadyIntervening
    if concern.is_retired and answer is BoardAnswer.INTERVENTION_ASKED:
        return IndicatorRetired
    return None


def _asked_again(concern: Concern, by: By) -> Concern:
    """Back to the board, or to the intervention where one runs: it still stands as the answer."""
    return replace(
        concern,
        answer=BoardAnswer.INTERVENTION_ASKED if concern.has_intervention else BoardAnswer.AWAITED,
        until=None,
        why=why_back(concern.answer, by),
        version=concern.version + 1,
    )


def _why_over(state: ConcernState) -> str:
    if state is ConcernState.CLOSED:
        return f"Green for {GREENS_TO_CLOSE} periods in a row."
    return "A corrected figure leaves no cause for this concern."
