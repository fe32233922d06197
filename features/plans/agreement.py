"""A service's plan is proposed by its head, agreed by a named body or sent back, and asked for."""

from collections.abc import Sequence
from datetime import datetime

from cards import replies
from cards.elements import ButtonRef, Card
from cards.form_state import UNTOUCHED, FormState
from cards.plans import agreement
from cycle.council import Council
from cycle.people import Role
from cycle.periods import Frequency, Period, london_day
from cycle.plan import corporate_plan
from cycle.plan.action_quality import plan_questions
from cycle.plan.corporate_plan import Plan, PlanKind, PlanState
from cycle.plan.plan_questions import ProposePlan
from cycle.refusals import NotTheTeam, Refused
from features import button_refs, form_inputs, listing
from features.plans import answers
from features.turn import Answer, CardExpired, Visit
from storage import action_queue, actions, audit, deliveries, owed, people, plans
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

PROPOSED = "plan proposed"
PLAN_DUE = "plan due"


def propose_typed(session: Session, visit: Visit, asked: ProposePlan) -> Answer:
    """`propose the plan of Housing`: the newest draft of the service."""
    drafts = [
        one
        for one in plans.all_plans(session).values()
        if one.service == asked.service and one.state is PlanState.DRAFT
    ]
    if not drafts:
        words = f"{asked.service} has no plan that is still a draft."
        return Answer(card=replies.refusal("Nothing to propose", words, asked.service))
    return _propose(session, visit, drafts[0])


def propose(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Propose this plan* on the plan's card."""
    plan = _plan(session, ref)
    if plan is None:
        raise CardExpired
    return _propose(session, visit, plan)


def agree(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Agree*, by the performance team, for the body that agreed it."""
    plan = _plan(session, ref)
    if plan is None:
        raise CardExpired
    body, reference = form_inputs.words(visit, "body"), form_inputs.words(visit, "reference")
    try:
        if not visit.person.is_a(Role.PERFORMANCE):
            raise NotTheTeam
        after = corporate_plan.agreed(plan, visit.person.id, body, reference, visit.today)
    except Refused as fault:
        return _refuse(session, visit, plan, ref, fault)
    _change(session, visit, plan, after, "plan agreed", f"{body}, {reference}")
    return Answer(card=_card(session, visit.now, visit.council, after, None))


def send_back(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Send back*, with the reason."""
    plan = _plan(session, ref)
    if plan is None:
        raise CardExpired
    words = form_inputs.words(visit)
    try:
        if not visit.person.is_a(Role.PERFORMANCE):
            raise NotTheTeam
        after = corporate_plan.sent_back(plan, words)
    except Refused as fault:
        return _refuse(session, visit, plan, ref, fault)
    _change(session, visit, plan, after, "plan sent back", words)
    return Answer(card=_card(session, visit.now, visit.council, after, None))


def proposed_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """To the performance team: agree the plan or send it back; edited in place afterwards."""
    plan = plans.plan(session, int(delivery.subject))
    if plan is None:
        return None
    ref = None
    if plan.state is PlanState.PROPOSED:
        ref = button_refs.for_everybody(
            session,
            About.PLAN,
            place.conversation_id,
            now,
            version=plan.version,
            words=["plan", str(plan.id)],
        )
    return _card(session, now, council, plan, ref)


def ask_for_plans(session: Session, now: datetime, council: Council) -> int:
    """From 1 February ask each service's managers for next year's plan; tell CMT from 15 April.

    Asked of the services that have a plan already. Returns how many cards are new.
    """
    today = london_day(now)
    year = Period.containing(Frequency.ANNUAL, today)
    every = [one for one in plans.all_plans(session).values() if one.kind is PlanKind.SERVICE]
    services = sorted({one.service for one in every})
    new = 0
    for wanted in (year, year.next):
        stage = corporate_plan.reminder_due(wanted, today)
        if not stage or (stage == "escalate" and wanted is not year):
            continue
        settled = {
            one.service
            for one in every
            if one.year == wanted and (one.state is not PlanState.DRAFT)
        }
        agreed = {
            one.service
            for one in every
            if one.year == wanted and one.state in (PlanState.AGREED, PlanState.SUPERSEDED)
        }
        for service in services:
            subject = f"{wanted}:{stage}:{service}"
            if stage == "propose" and service not in settled and wanted is not year:
                new += _ask_managers(session, service, subject, now)
            elif stage == "escalate" and service not in agreed:
                key = f"{PLAN_DUE}:{subject}"
                new += owed.to_management(session, key, PLAN_DUE, subject, now)
    return new


def plan_due_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    year, stage, service = delivery.subject.split(":", 2)
    return agreement.plan_due(service, year, stage == "escalate")


def _propose(session: Session, visit: Visit, plan: Plan) -> Answer:
    if not answers.may_propose(visit.person, plan):
        sentence = str(corporate_plan.NotTheServicesOwn())
        return Answer(card=replies.refusal("Not yours to propose", sentence), stay=True)
    some = actions.of_plan(session, plan.id)
    try:
        after = corporate_plan.proposed(plan, visit.person.id, len(some), visit.today)
    except Refused as refusal:
        return Answer(card=replies.refusal("Not proposed", str(refusal)), stay=True)
    _change(session, visit, plan, after, "plan proposed", "")
    key = f"{PROPOSED}:{plan.id}:{after.version}"
    for member in people.with_role(session, Role.PERFORMANCE):
        owed.to_person(
            session,
            member.id,
            deliveries.NewDelivery(key=key, kind=PROPOSED, subject=str(plan.id), now=visit.now),
        )
    return answers.show_plan(session, visit, after)


def _change(
    session: Session, visit: Visit, before: Plan, after: Plan, what: str, reason: str
) -> None:
    plans.change(session, before, after)
    audit.write(
        session,
        visit.actor,
        visit.now,
        what,
        before.title,
        old=before.state.value,
        new=after.state.value,
        reason=reason,
    )
    owed.changed(session, PROPOSED, before.id, visit.now)


def _ask_managers(session: Session, service: str, subject: str, now: datetime) -> int:
    """The service's managers; the performance team where it has none."""
    managers: Sequence[int | None] = [one.id for one in people.managers_of(session, service)] or [
        None
    ]
    key = f"{PLAN_DUE}:{subject}"
    return sum(
        owed.to_person(
            session, who, deliveries.NewDelivery(key=key, kind=PLAN_DUE, subject=subject, now=now)
        )
        for who in managers
    )


def _refuse(session: Session, visit: Visit, plan: Plan, ref: CardRef, fault: Refused) -> Answer:
    """What can be mended comes back in the form; anything else is said beside it."""
    if (
        isinstance(fault, NotTheTeam | corporate_plan.NotYourPlan)
        or plan.state is not PlanState.PROPOSED
    ):
        return Answer(card=replies.refusal("Not agreed", str(fault)), stay=True)
    again = ButtonRef(ref.id, plan.version)
    state = form_inputs.to_mend(visit, fault)
    return Answer(card=_card(session, visit.now, visit.council, plan, again, state))


def _card(
    session: Session,
    now: datetime,
    council: Council,
    plan: Plan,
    ref: ButtonRef | None,
    state: FormState = UNTOUCHED,
) -> Card:
    some = actions.of_plan(session, plan.id)
    standings = action_queue.standings(session, some, london_day(now), council)
    names = listing.names(session, [plan.proposed_by, *(one.owner for one in some)])
    questions = plan_questions(plan, some) if ref else ()
    return agreement.agree_plan(plan, standings, names, ref, state, questions)


def _plan(session: Session, ref: CardRef) -> Plan | None:
    if len(ref.words) != 2 or ref.words[0] != "plan":
        return None
    return plans.plan(session, int(ref.words[1]))
