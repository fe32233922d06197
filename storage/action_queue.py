"""Which actions' progress is owed today: of agreed plans, and not told so far."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from cycle.council import Council
from cycle.periods import Period, london_day
from cycle.plan import action_progress
from cycle.plan.action import PlanAction
from cycle.plan.action_progress import ActionStanding
from cycle.plan.corporate_plan import PlanState
from storage import acting, actions, people, plans


@dataclass(frozen=True, slots=True)
class OwedProgress:
    """Progress that was not told. `overdue` is in working days, negative before it is due."""

    action: PlanAction
    period: Period
    due: date
    overdue: int


def everything(session: Session, today: date, council: Council) -> list[OwedProgress]:
    return _owed(session, actions.all_actions(session), today, council)


def of_person(session: Session, person: int, today: date, council: Council) -> list[OwedProgress]:
    """What this person owns; where that is nothing, what they stand in for."""
    own = _owed(session, _owned_by(session, [person]), today, council)
    known = people.person(session, person)
    if own or known is None:
        return own
    owners = acting.owners_stood_in_for(session, known)
    others = {one.id: one for one in actions.of_people(session, [person])}
    others |= {one.id: one for one in _owned_by(session, list(owners))}
    return _owed(session, list(others.values()), today, council)


def heard_of(session: Session, person: int, now: datetime, council: Council) -> list[OwedProgress]:
    """What this person is reminded of: progress of their own actions, or of those they cover."""
    staff = acting.staff(session, now)
    theirs = [
        one for one in actions.all_actions(session) if staff.hearer(one.owner, one.deputy) == person
    ]
    return _owed(session, theirs, london_day(now), council)


def standings(
    session: Session,
    some: Collection[PlanAction],
    today: date,
    council: Council,
    period: Period | None = None,
) -> list[ActionStanding]:
    """Where these actions stand, for the last period that ended, or for the one named."""
    said = actions.updates(session, [one.id for one in some])
    return [
        action_progress.stand(
            one,
            period or Period.last_ended(one.kind.frequency, today),
            said.get(one.id, ()),
            today,
            council.calendar,
        )
        for one in some
    ]


def _owned_by(session: Session, owners: Collection[int]) -> list[PlanAction]:
    return [one for one in actions.of_people(session, owners) if one.owner in owners]


def _owed(
    session: Session, some: Iterable[PlanAction], today: date, council: Council
) -> list[OwedProgress]:
    """Of agreed plans only, in the order of their references."""
    agreed = {
        own for own, plan in plans.all_plans(session).items() if plan.state is PlanState.AGREED
    }
    wanted = [one for one in some if one.plan in agreed]
    said = actions.updates(session, [one.id for one in wanted])
    found = []
    for one in wanted:
        if not action_progress.is_owed(one, said.get(one.id, ()), today, council.calendar):
            continue
        period = action_progress.asked_for(one, today, council.calendar)
        assert period is not None  # nothing is owed for no period
        due = action_progress.due_on(period, council.calendar)
        found.append(OwedProgress(one, period, due, council.calendar.between(due, today)))
    return found
