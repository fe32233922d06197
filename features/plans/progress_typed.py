"""What an owner typed into the form of progress, as an update of the action."""

from collections.abc import Sequence
from dataclasses import dataclass

from cycle.periods import Period
from cycle.plan.action import ActionState, PlanAction, with_steps_done
from cycle.plan.action_progress import ActionUpdate
from features import form_inputs
from features.turn import Visit


@dataclass(frozen=True, slots=True)
class Telling:
    """One action that somebody may tell of: for which period, as which of how many."""

    action: PlanAction
    period: Period
    place: tuple[int, int]
    before: Sequence[ActionUpdate]

    @property
    def newest(self) -> ActionUpdate | None:
        """What was said last for this very period."""
        said = [one for one in self.before if one.period == self.period]
        return said[-1] if said else None


def typed_update(visit: Visit, telling: Telling) -> ActionUpdate:
    written = form_inputs.words(visit, "state")
    state = next((one for one in ActionState if one.value == written), telling.action.state)
    newest = telling.newest
    return ActionUpdate(
        action=telling.action.id,
        period=telling.period,
        state=state,
        words=form_inputs.words(visit),
        next_steps=form_inputs.words(visit, "next_steps"),
        blocker=form_inputs.words(visit, "blocker"),
        recovery=form_inputs.day(visit, "recovery") if state is ActionState.DELAYED else None,
        success=form_inputs.words(visit, "success") if state is ActionState.COMPLETE else "",
        approver=form_inputs.words(visit, "approver") if state is ActionState.STOPPED else "",
        given_by=visit.person.id,
        given_at=visit.now,
        version=newest.version + 1 if newest else 1,
    )


def with_typed_steps(visit: Visit, action: PlanAction) -> PlanAction:
    """With the steps that were ticked; as they are where the form had none."""
    if "steps" not in form_inputs.inputs(visit):
        return action
    typed = form_inputs.words(visit, "steps").split(",")
    places = {int(part) for part in typed if part.strip().isdecimal() and len(part) < 4}
    return with_steps_done(action, places, visit.today)


def is_said(newest: ActionUpdate | None, update: ActionUpdate) -> bool:
    """Whether the same person has said exactly this already."""
    if newest is None:
        return False
    return all(
        getattr(newest, name) == getattr(update, name)
        for name in (
            *("given_by", "state", "words", "next_steps", "blocker", "recovery"),
            *("success", "approver"),
        )
    )
