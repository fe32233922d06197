"""How an action goes, quarter by quarter: what may be said of it, and what is counted from that.

An update belongs to one period (a quarter, a corporate project's month). Its state follows from the
one before the period, so a slip is put right in the same period. Who has said nothing for a period
is shown as "No update": never as on track.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from cycle.acting import may_act
from cycle.people import Person
from cycle.periods import Period, WorkingDays
from cycle.plan.action import ACTION_TRANSITIONS, LONGEST_RECOVERY, ActionState, PlanAction
from cycle.refusals import (
    DateInThePast,
    DateTooFar,
    NoDate,
    NothingSaid,
    NotNow,
    NotTheOwner,
    Refused,
    check,
    words_refused,
)

ASKED_ON = 5  # working days after the period ends; our choice, decision 0050
DUE_ON = 10  # and by when it is due


class NoRecoveryDate(NoDate):
    """Say by which day a delayed action will be on track again."""


class RecoveryTooFar(DateTooFar):
    """A recovery date lies at most twelve months ahead."""


class SuccessNotAnswered(NothingSaid):
    """Say what came of the success measure before the action is complete."""


class NoApprover(NothingSaid):
    """Say who agreed that it stops: a person or a body, and when."""


class SameWords(Refused):
    """These are last quarter's words. Say what has changed, or confirm that nothing has."""


class NotThisState(Refused):
    """An action that is complete or stopped stays so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionUpdate:
    """What the owner said of one action for one period. Append only: `version` counts from 1.

    `words` say what was done, `next_steps` what comes next, `blocker` what stands in the way,
    `success` what came of the success measure, `approver` who agreed that it stops.
    """

    action: int
    period: Period
    state: ActionState
    words: str
    next_steps: str = ""
    blocker: str = ""
    recovery: date | None = None
    success: str = ""
    approver: str = ""
    given_by: int | None = None
    given_at: datetime
    version: int = 1


class Unsaid(StrEnum):
    """Why an action has no state for a period."""

    NOT_BEGUN = "Not due to start"
    NOT_ASKED = "Not asked yet"
    NO_UPDATE = "No update"


@dataclass(frozen=True, slots=True)
class ActionStanding:
    """One action in one period: its state, or the reason why there is none; never both."""

    action: PlanAction
    period: Period
    update: ActionUpdate | None
    state: ActionState | None
    unsaid: Unsaid | None

    @property
    def label(self) -> str:
        return str(self.state or self.unsaid)


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """How many actions stand where; states and reasons add up to `total`."""

    by_label: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_label.values())

    def of(self, *labels: ActionState | Unsaid) -> int:
        return sum(self.by_label.get(str(label), 0) for label in labels)

    @property
    def words(self) -> str:
        """`3 on track, 1 off track, 2 no update`, in the order of the states."""
        every = [*ActionState, *Unsaid]
        parts = [f"{self.of(one)} {_small(one)}" for one in every if self.of(one)]
        return ", ".join(parts) or "no actions"


def given(
    action: PlanAction,
    update: ActionUpdate,
    before: Sequence[ActionUpdate],
    today: date,
    *,
    is_confirmed: bool = False,
) -> PlanAction:
    """The action after the update. `before` are all its updates so far, oldest first.

    Raises NotThisState, NothingSaid, TooLong, NoRecoveryDate, DateInThePast, RecoveryTooFar,
    SuccessNotAnswered, NoApprover, or SameWords unless that was confirmed.
    """
    if update.state not in ACTION_TRANSITIONS[state_before(action, update.period, before)]:
        raise NotThisState
    check(
        words_refused(update.words),
        words_refused(update.next_steps, may_be_empty=True),
        words_refused(update.blocker, may_be_empty=True),
        _recovery_refused(update, today),
        _ending_refused(update),
    )
    if not is_confirmed and repeats(update, before):
        raise SameWords
    recovery = update.recovery if update.state is ActionState.DELAYED else None
    is_same = recovery == action.recovery
    return replace(
        action,
        state=update.state,
        recovery=recovery,
        recovery_agreed_on=action.recovery_agreed_on if is_same and recovery else None,
        version=action.version + 1,
    )


def state_before(
    action: PlanAction, period: Period, updates: Iterable[ActionUpdate]
) -> ActionState:
    """The state with which the action came into the period."""
    earlier = [one for one in updates if one.period < period]
    latest = max(earlier, key=lambda one: (one.period, one.version), default=None)
    return latest.state if latest else ActionState.NOT_STARTED


def repeats(update: ActionUpdate, before: Iterable[ActionUpdate]) -> bool:
    """Whether the words are those of an earlier period, spaces and capitals aside."""
    words = _plain(update.words)
    return any(_plain(one.words) == words for one in before if one.period != update.period)


def recovery_agreed(action: PlanAction, today: date) -> PlanAction:
    """The later day agreed by the board. Raises NotNow where none is waiting for it."""
    if not action.awaits_the_board:
        raise NotNow
    return replace(action, recovery_agreed_on=today, version=action.version + 1)


def check_may_update(action: PlanAction, person: Person, owner: Person | None) -> None:
    """Raises NotTheOwner unless the person owns the action, is its deputy, or stands in."""
    if not may_act(person, owner, action.deputy):
        raise NotTheOwner


def asked_on(period: Period, calendar: WorkingDays) -> date:
    """The day on which progress in the period is asked for: the fifth working day after it."""
    return calendar.after(period.end, ASKED_ON)


def due_on(period: Period, calendar: WorkingDays) -> date:
    """The day by which progress in the period is due: the tenth working day after it."""
    return calendar.after(period.end, DUE_ON)


def asked_for(action: PlanAction, today: date, calendar: WorkingDays) -> Period | None:
    """The period for which progress is to be given today; None where nothing is asked."""
    period = Period.last_ended(action.kind.frequency, today)
    is_wanted = action.starts <= period.end and today >= asked_on(period, calendar)
    return period if is_wanted else None


def is_owed(
    action: PlanAction, updates: Iterable[ActionUpdate], today: date, calendar: WorkingDays
) -> bool:
    """Whether its owner is to say today how it goes."""
    period = asked_for(action, today, calendar)
    if period is None or action.owner is None:
        return False
    updates = list(updates)
    is_said = any(one.period == period for one in updates)
    return not is_said and not state_before(action, period, updates).is_over


def stand(
    action: PlanAction,
    period: Period,
    updates: Iterable[ActionUpdate],
    today: date,
    calendar: WorkingDays,
) -> ActionStanding:
    """Where the action stands for the period: what was said for it, never what was said before.

    One that is over stays so without being asked again.
    """
    updates = list(updates)
    said = [one for one in updates if one.period == period]
    if said:
        newest = max(said, key=lambda one: one.version)
        return ActionStanding(action, period, newest, newest.state, None)
    before = state_before(action, period, updates)
    if before.is_over:
        return ActionStanding(action, period, None, before, None)
    if action.starts > period.end:
        return ActionStanding(action, period, None, None, Unsaid.NOT_BEGUN)
    is_asked = today >= asked_on(period, calendar)
    return ActionStanding(
        action, period, None, None, Unsaid.NO_UPDATE if is_asked else Unsaid.NOT_ASKED
    )


def count(standings: Iterable[ActionStanding]) -> ActionCounts:
    return ActionCounts(Counter(standing.label for standing in standings))


def rate(standings: Iterable[ActionStanding]) -> tuple[int, int]:
    """(on track or complete, all that count): the two counts of the indicator of service plans.

    Not counted: what is not due to start, and what was stopped with an approver. No update counts
    as not on track.
    """
    counts = count(standings)
    good = counts.of(ActionState.ON_TRACK, ActionState.COMPLETE)
    return good, counts.total - counts.of(Unsaid.NOT_BEGUN, ActionState.STOPPED)


def is_off_track_twice(period: Period, updates: Iterable[ActionUpdate]) -> bool:
    """Whether the action was off track in this period and in the one before: the board is told."""
    newest = {one.period: one.state for one in sorted(updates, key=lambda one: one.version)}
    off = ActionState.OFF_TRACK
    return newest.get(period) is off and newest.get(period.previous) is off


def _recovery_refused(update: ActionUpdate, today: date) -> Refused | None:
    if update.state is not ActionState.DELAYED:
        return None
    if update.recovery is None:
        return NoRecoveryDate()
    if update.recovery <= today:
        return DateInThePast()
    furthest = today + timedelta(days=LONGEST_RECOVERY)
    return RecoveryTooFar() if update.recovery > furthest else None


def _ending_refused(update: ActionUpdate) -> Refused | None:
    if update.state is ActionState.COMPLETE and not update.success.strip():
        return SuccessNotAnswered()
    if update.state is ActionState.STOPPED and not update.approver.strip():
        return NoApprover()
    return None


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _small(label: StrEnum) -> str:
    text = str(label).partition(",")[0]  # "delayed" is enough where many are counted
    return text[0].lower() + text[1:]
