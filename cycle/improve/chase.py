"""What is owed today in Improve, from whom, and who else must hear of it when it is late.

The same ladder as for figures (`cycle.review.outstanding`): before the day, on it, then weekly.
Source: our choice, decision 0014; the framework asks the Board to hold services to account.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cycle.improve.call_in import CallIn, CallInState
from cycle.improve.concern import Concern
from cycle.improve.intervention import Intervention, Stage
from cycle.periods import Frequency, Period, WorkingDays
from cycle.review.outstanding import EARLIEST, MANAGER_HEARS, WEEK, ReminderStage

REPLY_WITHIN = 5  # working days for the owner to reply to a question; our choice
DECIDE_WITHIN = 10  # working days for the board to agree or send back; our choice
BOARD_HEARS = 10  # working days overdue; our choice, two weeks after the manager could have acted


class Owed(StrEnum):
    """What is asked for."""

    PROPOSAL = "a proposal"
    DECISION = "the board's decision on the proposal"
    MILESTONE = "a milestone"
    PROGRESS = "a word on progress"
    RECOMMENDATION = "what was recommended"
    REPLY = "a reply to the board's question"
    EXPLANATION = "an explanation for Overview and Scrutiny"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueStep:
    """One thing owed. `overdue` is in working days, negative before the day.

    `whom` is a person's id; None is the board for a decision, else the performance team, since
    nobody is left. `milestone` is its place, from 0, for a milestone; `source` names the
    recommendation that the intervention follows, empty for a concern's.
    """

    owed: Owed
    whom: int | None
    due: date
    overdue: int
    what: str = ""
    milestone: int | None = None
    source: str = ""

    @property
    def reminder(self) -> ReminderStage | None:
        """The reminder that belongs to this very number of working days, if one does."""
        if self.overdue > MANAGER_HEARS and (self.overdue - MANAGER_HEARS) % WEEK == 0:
            return ReminderStage.WEEKLY
        return _DAYS.get(self.overdue)

    @property
    def manager_hears(self) -> bool:
        return self.owed is not Owed.DECISION and self.overdue >= MANAGER_HEARS

    @property
    def board_hears(self) -> bool:
        return self.overdue >= BOARD_HEARS


_DAYS = {
    EARLIEST: ReminderStage.FIVE_BEFORE,
    -1: ReminderStage.ONE_BEFORE,
    0: ReminderStage.TODAY,
    1: ReminderStage.ONE_OVER,
    MANAGER_HEARS: ReminderStage.THREE_OVER,
}


def chased(intervention: Intervention, today: date, calendar: WorkingDays) -> list[DueStep]:
    """What is owed whose first reminder has come, the worst delay first; nothing once closed.

    Progress is asked for monthly from the start, or from when it was last told, and not before its
    day. A milestone reached is progress told.
    """
    found = [
        DueStep(
            owed=o,
            whom=w,
            due=day,
            overdue=calendar.between(day, today),
            what=t,
            milestone=m,
            source=intervention.source,
        )
        for o, w, day, t, m in _owed(intervention, calendar)
    ]
    return sorted((one for one in found if _has_come(one)), key=lambda one: -one.overdue)


def reply_owed(
    concern: Concern, owner: int | None, today: date, calendar: WorkingDays
) -> DueStep | None:
    """The owner's reply to the board's question; None where none waits."""
    if concern.question_on is None or not concern.state.is_open:
        return None
    by = calendar.after(concern.question_on, REPLY_WITHIN)
    return DueStep(owed=Owed.REPLY, whom=owner, due=by, overdue=calendar.between(by, today))


def explanation_owed(call_in: CallIn, today: date, calendar: WorkingDays) -> DueStep | None:
    """The manager's explanation, also while the committee sits; None once it is given or heard."""
    if call_in.state is not CallInState.ASKED:
        return None
    by = call_in.due(calendar)
    return DueStep(
        owed=Owed.EXPLANATION,
        whom=call_in.manager,
        due=by,
        overdue=calendar.between(by, today),
        what=call_in.words,
    )


def overdue(
    interventions: Iterable[Intervention], today: date, calendar: WorkingDays
) -> list[tuple[Intervention, DueStep]]:
    """Everything late, the latest first: `overdue actions` in chat, and the board's digest."""
    late = [
        (one, due)
        for one in interventions
        for due in chased(one, today, calendar)
        if due.overdue > 0
    ]
    return sorted(late, key=lambda pair: -pair[1].overdue)


def month_after(day: date) -> date:
    """The same day of the next month, or that month's last."""
    month = Period.containing(Frequency.MONTHLY, day).next
    return month.start.replace(day=min(day.day, month.end.day))


_Line = tuple[Owed, int | None, date, str, int | None]


def _owed(intervention: Intervention, calendar: WorkingDays) -> Iterator[_Line]:
    stage, owner = intervention.stage, intervention.owner
    if stage in (Stage.ASKED, Stage.SENT_BACK):
        yield Owed.PROPOSAL, owner, intervention.propose_by, intervention.what, None
    elif stage is Stage.PROPOSED and intervention.proposed_on:
        by = calendar.after(intervention.proposed_on, DECIDE_WITHIN)
        yield Owed.DECISION, None, by, intervention.what, None
    elif stage is Stage.AGREED or stage.is_under_way:
        yield from _milestones(intervention)
    if stage.is_under_way and intervention.progress_on:
        asked_on = month_after(intervention.progress_on)
        if not calendar.is_working_day(asked_on):
            asked_on = calendar.after(asked_on, 1)
        yield Owed.PROGRESS, owner, asked_on, intervention.what, None


def _milestones(intervention: Intervention) -> Iterator[_Line]:
    milestones = intervention.proposal.milestones if intervention.proposal else ()
    waiting = [(place, one) for place, one in enumerate(milestones) if one.done_on is None]
    for place, milestone in waiting:
        who = milestone.who if milestone.who is not None else intervention.owner
        yield Owed.MILESTONE, who, milestone.due, milestone.what, place
    if intervention.due is not None and waiting:  # else it is not the owner who has it closed
        what = intervention.what
        yield Owed.RECOMMENDATION, intervention.owner, intervention.due, what, None


def _has_come(due: DueStep) -> bool:
    first = 0 if due.owed in (Owed.PROGRESS, Owed.DECISION) else EARLIEST
    return due.overdue >= first
