"""Actions as kept: what each service is to do, and what was said of each, period by period."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Row, Table, bindparam, delete, insert, or_, select, update
from sqlmodel import Session

from cycle.periods import Period
from cycle.plan.action import (
    ActionKind,
    ActionState,
    ActionStep,
    PlanAction,
    SuccessMeasure,
    Why,
)
from cycle.plan.action_progress import ActionUpdate
from storage import cache
from storage.cache import Topic
from storage.database import MovedOn, insert_new
from storage.plan_tables import ActionRow, ActionStepRow, ActionUpdateRow

_ACTIONS: Table = ActionRow.__table__  # type: ignore[attr-defined]
_STEPS: Table = ActionStepRow.__table__  # type: ignore[attr-defined]
_UPDATES: Table = ActionUpdateRow.__table__  # type: ignore[attr-defined]

_STEPS_OF = (
    select(_STEPS)
    .where(_STEPS.c.action_id.in_(bindparam("ids", expanding=True)))
    .order_by(_STEPS.c.action_id, _STEPS.c.place)
)
_UPDATES_OF = (
    select(_UPDATES)
    .where(_UPDATES.c.action_id.in_(bindparam("ids", expanding=True)))
    .order_by(_UPDATES.c.id)
)
_PLAIN = ("ref", "service", "title", "owner", "deputy", "starts", "due", "budget", "recovery")
_MORE = ("recovery_agreed_on", "carried_from", "version")


def action(session: Session, action_id: int) -> PlanAction | None:
    return next(iter(_whole(session, select(_ACTIONS).where(_ACTIONS.c.id == action_id))), None)


def by_ref(session: Session, ref: str) -> PlanAction | None:
    """The action with this reference; capitals make no difference."""
    found = (one for one in all_actions(session) if one.ref.casefold() == ref.casefold())
    return next(found, None)


def all_actions(session: Session) -> list[PlanAction]:
    """Every action and project, in the order of their references."""
    return _whole(session, select(_ACTIONS).order_by(_ACTIONS.c.ref))


def of_plan(session: Session, plan_id: int) -> list[PlanAction]:
    wanted = select(_ACTIONS).where(_ACTIONS.c.plan_id == plan_id)
    return _whole(session, wanted.order_by(_ACTIONS.c.ref))


def of_people(session: Session, people: Collection[int]) -> list[PlanAction]:
    """The actions that any of these people owns or is deputy of."""
    if not people:
        return []
    ids = list(people)
    mine = or_(_ACTIONS.c.owner.in_(ids), _ACTIONS.c.deputy.in_(ids))
    return _whole(session, select(_ACTIONS).where(mine).order_by(_ACTIONS.c.ref))


def keep(session: Session, new: PlanAction) -> int:
    """Add an action with its steps, or bring the one with its id up to date. Returns its id."""
    cache.invalidate(session, Topic.NAMES)
    own = new.id
    if own:
        session.connection().execute(
            update(_ACTIONS).where(_ACTIONS.c.id == own).values(**_columns(new))
        )
        session.connection().execute(delete(_STEPS).where(_STEPS.c.action_id == own))
    else:
        made = session.connection().execute(insert(_ACTIONS).values(**_columns(new)))
        own = int(made.inserted_primary_key[0])  # type: ignore[index]
    rows = [
        {
            "action_id": own,
            "place": place,
            "what": step.what,
            "due": step.due,
            "done_on": step.done_on,
            "moved": step.moved,
        }
        for place, step in enumerate(new.steps)
    ]
    if rows:
        session.connection().execute(insert(_STEPS), rows)
    return own


def change(session: Session, read: PlanAction, after: PlanAction) -> None:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    this = (_ACTIONS.c.id == read.id, _ACTIONS.c.version == read.version)
    changed = session.connection().execute(update(_ACTIONS).where(*this).values(**_columns(after)))
    if not changed.rowcount:
        raise MovedOn


def change_steps(session: Session, action_id: int, steps: Iterable[ActionStep]) -> None:
    """Write down which steps are done, by their place."""
    for place, step in enumerate(steps):
        session.connection().execute(
            update(_STEPS)
            .where(_STEPS.c.action_id == action_id, _STEPS.c.place == place)
            .values(done_on=step.done_on)
        )


def carried(session: Session) -> set[int]:
    """The actions that were carried forward into another year's plan."""
    wanted = select(_ACTIONS.c.carried_from).where(_ACTIONS.c.carried_from.is_not(None))
    return set(session.connection().execute(wanted).scalars())


def record_update(session: Session, new: ActionUpdate) -> None:
    """Keep one version of what was said. Raises MovedOn where somebody was first."""
    values = {
        "action_id": new.action,
        "period": str(new.period),
        "version": new.version,
        "state": new.state.value,
        "words": new.words,
        "next_steps": new.next_steps,
        "blocker": new.blocker,
        "recovery": new.recovery,
        "success": new.success,
        "approver": new.approver,
        "given_by": new.given_by,
        "given_at": new.given_at,
    }
    if not insert_new(session, ActionUpdateRow, values):
        raise MovedOn


def updates(session: Session, ids: Collection[int]) -> dict[int, list[ActionUpdate]]:
    """What was said of these actions, oldest first, by action."""
    found: dict[int, list[ActionUpdate]] = defaultdict(list)
    if ids:
        for row in session.connection().execute(_UPDATES_OF, {"ids": list(ids)}):
            found[row.action_id].append(_update(row))
    return found


def _whole(session: Session, wanted: Any) -> list[PlanAction]:
    rows = session.connection().execute(wanted).all()
    steps: dict[int, list[ActionStep]] = defaultdict(list)
    if rows:
        for row in session.connection().execute(_STEPS_OF, {"ids": [row.id for row in rows]}):
            steps[row.action_id].append(
                ActionStep(what=row.what, due=row.due, done_on=row.done_on, moved=row.moved)
            )
    return [_action(row, steps[row.id]) for row in rows]


def _columns(one: PlanAction) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in (*_PLAIN, *_MORE)},
        "kind": one.kind.value,
        "plan_id": one.plan,
        "priority_id": one.priority,
        "why": ";".join(one.why),
        "success": one.success.words,
        "success_indicator_id": one.success.indicator,
        "success_from": one.success.start,
        "success_to": one.success.target,
        "is_quality": one.success.is_quality,
        "state": one.state.value,
    }


def _action(row: Row[Any], steps: Iterable[ActionStep]) -> PlanAction:
    return PlanAction(
        **{name: getattr(row, name) for name in ("id", *_PLAIN, *_MORE)},
        kind=ActionKind(row.kind),
        plan=row.plan_id,
        priority=row.priority_id,
        why=tuple(Why(word) for word in row.why.split(";") if word),
        success=SuccessMeasure(
            words=row.success,
            indicator=row.success_indicator_id,
            start=row.success_from,
            target=row.success_to,
            is_quality=row.is_quality,
        ),
        state=ActionState(row.state),
        steps=tuple(steps),
    )


def _update(row: Row[Any]) -> ActionUpdate:
    return ActionUpdate(
        action=row.action_id,
        period=Period.parse(row.period),
        version=row.version,
        state=ActionState(row.state),
        words=row.words,
        next_steps=row.next_steps,
        blocker=row.blocker,
        recovery=row.recovery,
        success=row.success,
        approver=row.approver,
        given_by=row.given_by,
        given_at=row.given_at,
    )
