"""An owner tells how an action goes: the form, what is kept of it, and what follows."""

from cards import replies
from cards.elements import Card
from cards.form_state import UNTOUCHED, FormState
from cards.plans import progress
from cards.plans.progress import ProgressForm
from cycle.periods import Period
from cycle.plan import action_progress
from cycle.plan.action import PlanAction
from cycle.plan.action_progress import ActionUpdate, SameWords
from cycle.plan.corporate_plan import PlanState
from cycle.plan.plan_questions import UpdateAction
from cycle.refusals import HasMovedOn, NotTheOwner, Refused
from features import button_refs, form_inputs
from features.plans import board, naming
from features.plans.progress_typed import Telling, is_said, typed_update, with_typed_steps
from features.turn import Answer, CardExpired, Visit
from storage import (
    action_queue,
    actions,
    audit,
    deliveries,
    owed,
    people,
    plans,
)
from storage.card_refs import About, CardRef
from storage.database import Session

TOLD = "progress told"  # the kind of delivery that a reminder becomes when its button is pressed


def begin(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Give progress* on the reminder, *All my actions* on a form: the first that is owed."""
    button_refs.mark_card_replaced(session, visit, TOLD, "")
    return _next(session, visit, told=0)


def asked_for(session: Session, visit: Visit, asked: UpdateAction) -> Answer:
    """`update HOU-A03`: its form, for the last period that ended."""
    action = actions.by_ref(session, asked.ref)
    if action is None:
        return Answer(card=replies.refusal("Not in the plans", f"There is no {asked.ref}."))
    return _open(session, visit, action)


def one(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Give progress* on an action's card."""
    action = actions.action(session, int(ref.words[1])) if len(ref.words) > 1 else None
    if action is None:
        raise CardExpired
    return _open(session, visit, action)


def send(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Send and next*: what was said is kept, and the next action asks."""
    return _send(session, visit, ref, is_confirmed=False)


def send_same(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Nothing has changed*: last quarter's words hold, and are kept as this quarter's."""
    return _send(session, visit, ref, is_confirmed=True)


def _send(session: Session, visit: Visit, ref: CardRef, *, is_confirmed: bool) -> Answer:
    telling = _telling(session, ref)
    if telling is None:
        raise CardExpired
    if refusal := _refused(session, visit, telling.action):
        return Answer(card=refusal, stay=True)
    update = typed_update(visit, telling)
    is_same = with_typed_steps(visit, telling.action) == telling.action
    if is_same and is_said(telling.newest, update):  # pressed twice, or sent again by Teams
        return _next(session, visit, told=telling.place[0])
    if form_inputs.seen(visit) != telling.action.version:
        return _form(
            session,
            visit,
            telling,
            FormState(typed=form_inputs.inputs(visit), notes=[str(HasMovedOn())]),
        )
    try:
        after = action_progress.given(
            telling.action, update, telling.before, visit.today, is_confirmed=is_confirmed
        )
    except SameWords as question:
        return _form(
            session, visit, telling, form_inputs.to_mend(visit, question), is_repeated=True
        )
    except Refused as fault:
        return _form(session, visit, telling, form_inputs.to_mend(visit, fault))

    _record(session, visit, telling, update, after)
    return _next(session, visit, told=telling.place[0])


def _record(
    session: Session, visit: Visit, telling: Telling, update: ActionUpdate, after: PlanAction
) -> None:
    """The update with all that follows from it: the audit, the board's cards, the reminder."""
    before = telling.newest
    actions.change(session, telling.action, after)
    ticked = with_typed_steps(visit, after)
    if ticked.steps != after.steps:
        actions.change_steps(session, after.id, ticked.steps)
    actions.record_update(session, update)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "progress corrected" if before else "progress told",
        f"{telling.action.ref} {telling.period}",
        old=f"{before.state}; {before.words}" if before else "",
        new=f"{update.state}; {update.words}",
        reason=update.approver,
    )
    said = [*telling.before, update]
    subject = f"{after.id}:{telling.period}"
    if action_progress.is_off_track_twice(telling.period, said):
        owed.to_board(session, f"{board.OFF_TRACK}:{subject}", board.OFF_TRACK, subject, visit.now)
    owed.changed(session, board.OFF_TRACK, subject, visit.now)
    if after.awaits_the_board:
        key = f"{board.RECOVERY}:{after.id}:{after.recovery}"
        owed.to_board(session, key, board.RECOVERY, str(after.id), visit.now)
    owed.changed(session, board.RECOVERY, after.id, visit.now)
    deliveries.refresh_reminders(session, [after.owner], visit.now)


def _open(session: Session, visit: Visit, action: PlanAction) -> Answer:
    if refusal := _refused(session, visit, action):
        return Answer(card=refusal)
    period = Period.last_ended(action.kind.frequency, visit.today)
    if action.starts > period.end:
        words = f"{action} has not begun in {period.words}: there is nothing to tell yet."
        return Answer(card=replies.refusal("Not yet", words, action.service))
    said = actions.updates(session, [action.id]).get(action.id, [])
    return _form(session, visit, Telling(action, period, (1, 1), said))


def _next(session: Session, visit: Visit, *, told: int) -> Answer:
    """The form of the next action that is owed; or that everything is told."""
    queue = action_queue.of_person(session, visit.person.id, visit.today, visit.council)
    if not queue:
        return _all_told(session, visit)
    action, period = queue[0].action, queue[0].period
    said = actions.updates(session, [action.id]).get(action.id, [])
    place = (told + 1, told + len(queue))
    return _form(session, visit, Telling(action, period, place, said))


def _all_told(session: Session, visit: Visit) -> Answer:
    mine = [
        one
        for one in actions.of_people(session, [visit.person.id])
        if visit.person.id in (one.owner, one.deputy)
    ]
    standings = action_queue.standings(session, mine, visit.today, visit.council)
    period = max((one.period for one in standings), default=None)
    if period is None:
        return Answer(card=replies.refusal("Nothing to tell", "No action in the plans is yours."))
    told = [(one.action, one.label) for one in standings if one.state is not None]
    return Answer(card=progress.all_told(period, told, action_progress.count(standings).words))


def _form(
    session: Session,
    visit: Visit,
    telling: Telling,
    state: FormState = UNTOUCHED,
    *,
    is_repeated: bool = False,
) -> Answer:
    action, period = telling.action, telling.period
    number, count = telling.place
    ref = button_refs.new_ref(
        session,
        visit,
        About.ACTION,
        version=action.version,
        words=[str(action.id), str(period), f"{number} {count}"],
    )
    form = ProgressForm(
        action=action,
        period=period,
        place=telling.place,
        before=action_progress.state_before(action, period, telling.before),
        last=telling.before[-1] if telling.before else None,
        reached=naming.reached(session, action),
        priority=naming.priority(session, action),
    )
    return Answer(card=progress.progress_form(form, ref, state, is_repeated=is_repeated))


def _telling(session: Session, ref: CardRef) -> Telling | None:
    if len(ref.words) != 3:
        return None
    action = actions.action(session, int(ref.words[0]))
    if action is None:
        return None
    number, _, count = ref.words[2].partition(" ")
    said = actions.updates(session, [action.id]).get(action.id, [])
    return Telling(action, Period.parse(ref.words[1]), (int(number), int(count)), said)


def _refused(session: Session, visit: Visit, action: PlanAction) -> Card | None:
    """Why this person may not tell of the action; None when they may. Judged at every press."""
    owner = people.person(session, action.owner) if action.owner else None
    try:
        action_progress.check_may_update(action, visit.person, owner)
    except NotTheOwner as refusal:
        heading = f"{action.ref} is {owner.name}'s" if owner else f"{action.ref} has no owner"
        return replies.refusal(heading, str(refusal), action.service)
    plan = plans.plan(session, action.plan)
    if plan is None or plan.state.is_open:
        words = "Its plan is not agreed yet: progress is told once it is."
        return replies.refusal("Not yet", words, action.service)
    if plan.state is not PlanState.AGREED:
        words = f"The year of {plan.title} is closed. {action.ref} is {action.state.lower()}."
        return replies.refusal("The year is closed", words, action.service)
    return None
