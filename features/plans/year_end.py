"""Managers close the year of a service plan: each open action completes, goes on, or stops."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards import replies
from cards.plans.year_end import ClosingForm, closing_form, year_closed
from cycle.plan import action_progress, corporate_plan, year_end
from cycle.plan.action import ActionState, PlanAction
from cycle.plan.action_progress import ActionUpdate
from cycle.plan.corporate_plan import NotTheServicesOwn, Plan, PlanState
from cycle.plan.plan_questions import ClosePlan
from cycle.refusals import HasMovedOn, NothingSaid, Refused
from features import button_refs, form_inputs, listing
from features.plans import naming
from features.plans.answers import may_propose
from features.plans.year_end_due import YEAR_END, open_of_plan
from features.turn import Answer, CardExpired, Visit
from storage import actions, audit, owed, plans
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.plans import PlanChange

CLOSING = "plan being closed"  # the kind of delivery that the card becomes when it is pressed
_STATES = {"close_complete": ActionState.COMPLETE, "close_stop": ActionState.STOPPED}


@dataclass(frozen=True, slots=True)
class Closing:
    """One open action of a plan whose year is being closed."""

    plan: Plan
    action: PlanAction
    place: tuple[int, int]


def begin(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Begin*: the first action that is still open."""
    plan = plans.plan(session, int(ref.words[1])) if len(ref.words) == 2 else None
    if plan is None:
        raise CardExpired
    button_refs.mark_card_replaced(session, visit, CLOSING, "")
    return _start(session, visit, plan)


def close_typed(session: Session, visit: Visit, asked: ClosePlan) -> Answer:
    """`close the year of Housing`: the oldest plan of the service whose year is over."""
    agreed = [
        plan
        for plan in plans.all_plans(session).values()
        if plan.service == asked.service and plan.state is PlanState.AGREED
    ]
    if not agreed:
        words = f"{asked.service} has no agreed plan to close."
        return Answer(card=replies.refusal("Nothing to close", words, asked.service))
    return _start(session, visit, agreed[-1])


def answer(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Carry forward*, *Complete* or *Stop it*: recorded, and the next open action asks."""
    closing = _closing(session, ref)
    if closing is None:
        raise CardExpired
    plan, action = closing.plan, closing.action
    if action not in open_of_plan(session, plan):  # pressed twice, or settled by somebody else
        return _next(session, visit, plan, answered=closing.place[0])
    if form_inputs.seen(visit) != action.version:
        return _form(session, visit, closing, faults=[str(HasMovedOn())])
    try:
        _check(visit, plan)
        if not form_inputs.words(visit):
            raise NothingSaid
        if (state := _STATES.get(form_inputs.verb(visit))) is None:
            _carry(session, visit, plan, action)
        else:
            _end(session, visit, closing, state)
    except NotTheServicesOwn as refusal:
        return Answer(card=replies.refusal("Not yours to close", str(refusal)), stay=True)
    except Refused as fault:
        return _form(session, visit, closing, faults=[str(fault)])
    return _next(session, visit, plan, answered=closing.place[0])


def _start(session: Session, visit: Visit, plan: Plan) -> Answer:
    try:
        _check(visit, plan)
    except Refused as refusal:
        return Answer(card=replies.refusal("Not closed", str(refusal), str(plan)))
    return _next(session, visit, plan, answered=0)


def _check(visit: Visit, plan: Plan) -> None:
    if not may_propose(visit.person, plan):
        raise NotTheServicesOwn
    year_end.check_may_close(plan, visit.today)


def _carry(session: Session, visit: Visit, plan: Plan, action: PlanAction) -> None:
    following = _following(session, plan) or year_end.next_plan(plan)
    words, approver = form_inputs.words(visit), form_inputs.words(visit, "approver")
    year_end.check_approver(following, approver)
    if not following.id:
        following = replace(following, id=plans.keep(session, following))
    new = year_end.carried_forward(action, following)
    actions.keep(session, new)
    if following.state is PlanState.AGREED:
        change = PlanChange(new.ref, "action", "", new.title, words, approver, "")
        plans.log_changes(session, [change], visit.now)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "action carried forward",
        action.ref,
        new=f"{new.ref} in {following}",
        reason=words,
    )


def _end(session: Session, visit: Visit, closing: Closing, state: ActionState) -> None:
    action = closing.action
    period = year_end.last_period(action, closing.plan)
    said = actions.updates(session, [action.id]).get(action.id, [])
    of_period = [update for update in said if update.period == period]
    words = form_inputs.words(visit)
    update = ActionUpdate(
        action=action.id,
        period=period,
        state=state,
        words=words,
        success=words if state is ActionState.COMPLETE else "",
        approver=form_inputs.words(visit, "approver") if state is ActionState.STOPPED else "",
        given_by=visit.person.id,
        given_at=visit.now,
        version=len(of_period) + 1,
    )
    after = action_progress.given(action, update, said, visit.today, is_confirmed=True)
    actions.change(session, action, after)
    actions.record_update(session, update)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "action closed",
        action.ref,
        old=action.state.value,
        new=f"{state}; {words}",
        reason=update.approver,
    )


def _next(session: Session, visit: Visit, plan: Plan, *, answered: int) -> Answer:
    """The form of the next open action; when none is left, the year is closed."""
    waiting = open_of_plan(session, plan)
    if waiting:
        place = (answered + 1, answered + len(waiting))
        return _form(session, visit, Closing(plan, waiting[0], place), is_new=True)
    every = actions.of_plan(session, plan.id)
    words = year_end.closing_words(every, actions.carried(session))
    if plan.state is PlanState.AGREED:
        plans.change(session, plan, corporate_plan.closed(plan))
        audit.write(session, visit.actor, visit.now, "plan closed", plan.title, new=words)
        owed.changed(session, YEAR_END, plan.id, visit.now)
    return Answer(card=year_closed(plan, words, _following(session, plan)))


def _form(
    session: Session,
    visit: Visit,
    closing: Closing,
    *,
    faults: Sequence[str] = (),
    is_new: bool = False,
) -> Answer:
    plan, action = closing.plan, closing.action
    number, count = closing.place
    ref = button_refs.new_ref(
        session,
        visit,
        About.ACTION,
        version=action.version,
        words=[str(action.id), str(plan.id), f"{number} {count}"],
    )
    said = actions.updates(session, [action.id]).get(action.id, [])
    form = ClosingForm(
        plan=plan,
        action=action,
        place=closing.place,
        owner=listing.names(session, [action.owner]).get(action.owner or 0, "nobody"),
        said=said[-1].words if said else "",
        reached=naming.reached(session, action),
        following=_following(session, plan),
    )
    typed = None if is_new else form_inputs.inputs(visit)
    return Answer(card=closing_form(form, ref, typed=typed, faults=faults))


def _closing(session: Session, ref: CardRef) -> Closing | None:
    if len(ref.words) != 3 or not ref.words[1].isdigit():
        return None
    action, plan = (
        actions.action(session, int(ref.words[0])),
        plans.plan(session, int(ref.words[1])),
    )
    if action is None or plan is None:
        return None
    number, _, count = ref.words[2].partition(" ")
    return Closing(plan, action, (int(number), int(count)))


def _following(session: Session, plan: Plan) -> Plan | None:
    """The service's plan of the year after, in any state."""
    return plans.of_service(session, plan.service, plan.year.next.start)
