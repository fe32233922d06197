"""A call-in: Overview and Scrutiny asks a manager to explain how an indicator will improve.

```mermaid
stateDiagram-v2
    [*] --> asked : the performance team records it
    asked --> explained : the manager or their deputy explains
    explained --> explained : the manager betters it
    explained --> heard : the performance team, after the meeting
    asked --> heard : the performance team, after the meeting
    heard --> [*]
```

It does not hold up an executive decision, as the word means elsewhere. Members judge what falls
short: the tool names no standard. Source: Performance Management Framework (September 2025),
Call-in.

The days are our choice, so that the explanation can go out with the agenda. In England copies of
the agenda and of the reports are open to the public at least five clear days before the meeting
(Local Government Act 1972, section 100B(3), for committees by section 100E). The day on which they
go out and the day of the meeting do not count; of the others we count the working days, when the
offices are open to look at them.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cycle.improve import permissions
from cycle.improve.refusals import IsOver, NobodyNamed
from cycle.people import Person
from cycle.periods import WorkingDays
from cycle.refusals import HasMovedOn, Refused, check, day_refused, words_refused

CLEAR_DAYS = 5
PUT_IN = 2  # working days: one to put it into the paper, and the day on which that goes out
EXPLAIN_BEFORE = CLEAR_DAYS + PUT_IN + 1  # working days; the explanation is due before them all


class NoIndicator(Refused):
    """Name the indicator that is called in."""


class NotYetMet(Refused):
    """The committee has not met yet."""


class CallInState(StrEnum):
    """Where a call-in stands."""

    ASKED = "explanation asked for"
    EXPLAINED = "explained"
    HEARD = "heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallIn:
    """`manager` is the person asked; `words` what the committee wants to know."""

    indicators: tuple[int, ...]
    manager: int
    meeting: date
    words: str
    called_by: int
    called_on: date
    state: CallInState = CallInState.ASKED
    version: int = 1
    explanation: str = ""
    explained_by: int | None = None
    explained_on: date | None = None
    outcome: str = ""

    def due(self, calendar: WorkingDays) -> date:
        """By when the explanation is asked for; never before the day after the call.

        Called so late, it misses the agenda and may have to go out by itself.
        """
        return max(calendar.after(self.meeting, -EXPLAIN_BEFORE), calendar.after(self.called_on, 1))


def called_in(
    indicators: tuple[int, ...],
    manager: int | None,
    meeting: date | None,
    words: str,
    by: Person,
    today: date,
) -> CallIn:
    """The call-in as the performance team records it for the committee.

    Raises NotTheTeam, NoIndicator, NobodyNamed, NothingSaid, TooLong, NoDate, DateInThePast or
    DateTooFar.
    """
    permissions.check_team(by)
    if not indicators:
        raise NoIndicator
    if manager is None:
        raise NobodyNamed
    check(words_refused(words), day_refused(meeting, today))
    assert meeting is not None  # refused in the line above
    return CallIn(
        indicators=indicators,
        manager=manager,
        meeting=meeting,
        words=words,
        called_by=by.id,
        called_on=today,
    )


def explained(
    call_in: CallIn, words: str, by: Person, manager: Person | None, today: date
) -> CallIn:
    """With the manager's or their deputy's explanation; it may be bettered until it is heard.

    Raises NotTheOwner, IsOver, NothingSaid or TooLong.
    """
    permissions.check_asked(by, manager if manager and manager.id == call_in.manager else None)
    if call_in.state is CallInState.HEARD:
        raise IsOver
    check(words_refused(words))
    return replace(
        call_in,
        state=CallInState.EXPLAINED,
        explanation=words,
        explained_by=by.id,
        explained_on=today,
        version=call_in.version + 1,
    )


def handed_to(call_in: CallIn, manager: int) -> CallIn:
    """With whoever explains in the place of a manager who has left."""
    return replace(call_in, manager=manager, version=call_in.version + 1)


def heard(call_in: CallIn, outcome: str, by: Person, seen: int, today: date) -> CallIn:
    """With what the committee made of it, once it has met; kept for the paper.

    Raises NotTheTeam, IsOver, HasMovedOn, NotYetMet, NothingSaid or TooLong.
    """
    permissions.check_team(by)
    if call_in.state is CallInState.HEARD:
        raise IsOver
    if seen != call_in.version:
        raise HasMovedOn
    if today < call_in.meeting:
        raise NotYetMet
    check(words_refused(outcome))
    return replace(call_in, state=CallInState.HEARD, outcome=outcome, version=call_in.version + 1)
