"""What people ask of plans in chat: a priority, a service's plan, one action, their own."""

from collections.abc import Sequence
from datetime import date, timedelta

import cards.plans.views
from cards import replies
from cards.plans.views import ActionView, PriorityView
from cycle.people import Person, Role
from cycle.plan import line_of_sight
from cycle.plan.action import ActionState
from cycle.plan.action_progress import ActionStanding, Unsaid, count
from cycle.plan.action_quality import plan_questions
from cycle.plan.corporate_plan import CorporatePriority, Plan, PlanKind, PlanState
from cycle.plan.indicator import Indicator, Kind
from cycle.plan.line_of_sight import PlanRecords
from cycle.plan.plan_questions import (
    ActionAsked,
    ActionsAsked,
    CorporatePlanAsked,
    ExpectedOfMe,
    LineOfSight,
    PriorityAsked,
    ServicePlanAsked,
)
from cycle.plan.retirement import last_measured
from cycle.review.standing import Standing, counts
from features import button_refs, listing
from features.plans import frozen, naming
from features.turn import Answer, Visit
from storage import action_queue, actions, plans, records, register, risks
from storage.card_refs import About
from storage.database import Session


def corporate_plan(session: Session, visit: Visit, asked: CorporatePlanAsked) -> Answer:
    """The plan in force, else the newest, with each priority in short."""
    found = _corporate(session, visit.today)
    views = [_view(session, visit, one) for one in plans.all_priorities(session).values()]
    return Answer(card=cards.plans.views.corporate_plan(found, views))


def priority(session: Session, visit: Visit, asked: PriorityAsked) -> Answer:
    for one in plans.all_priorities(session).values():
        if one.title == asked.title:
            view = _view(session, visit, one)
            return Answer(card=cards.plans.views.priority_card(view, _sentence(view)))
    return Answer(card=replies.refusal("Not in the plan", f"There is no priority {asked.title}."))


def service_plan(session: Session, visit: Visit, asked: ServicePlanAsked) -> Answer:
    """This year's plan of the service; next year's where that is all there is."""
    day = visit.today - timedelta(days=365) if asked.is_last_year else visit.today
    found = plans.of_service(session, asked.service, day)
    if found is None and not asked.is_last_year:
        found = plans.of_service(session, asked.service, visit.today + timedelta(days=365))
    if found is None:
        words = f"{asked.service} has no service plan for that year."
        return Answer(card=replies.refusal("No service plan", words, asked.service))
    return show_plan(session, visit, found)


def show_plan(session: Session, visit: Visit, plan: Plan) -> Answer:
    """A service's plan as it stands; who may propose it finds the button there."""
    some = actions.of_plan(session, plan.id)
    standings = action_queue.standings(session, some, visit.today, visit.council)
    ref = None
    if plan.state is PlanState.DRAFT and may_propose(visit.person, plan):
        ref = button_refs.for_everybody(
            session,
            About.PLAN,
            visit.turn.place.conversation_id,
            visit.now,
            version=plan.version,
            words=["plan", str(plan.id)],
        )
    names = listing.names(session, (one.owner for one in some))
    questions = plan_questions(plan, some)
    return Answer(
        card=cards.plans.views.service_plan(
            plan,
            standings,
            names,
            ref,
            questions=questions,
            changes=frozen.change_sentences(session, plan, some),
        )
    )


def may_propose(person: Person, plan: Plan) -> bool:
    """A manager of the service, or the performance team."""
    is_head = person.is_a(Role.MANAGER) and plan.service in person.services
    return is_head or person.is_a(Role.PERFORMANCE)


def action(session: Session, visit: Visit, asked: ActionAsked) -> Answer:
    one = actions.by_ref(session, asked.ref)
    if one is None:
        return Answer(card=replies.refusal("Not in the plans", f"There is no {asked.ref}."))
    said = actions.updates(session, [one.id]).get(one.id, [])
    (standing,) = action_queue.standings(session, [one], visit.today, visit.council)
    view = ActionView(
        standing=standing,
        updates=list(reversed(said)),
        sight=line_of_sight.of_action(one, _records(session)),
        reached=naming.reached(session, one),
    )
    names = listing.names(session, (one.owner, one.deputy, *(each.given_by for each in said)))
    is_theirs = visit.person.id in (one.owner, one.deputy) and not one.state.is_over
    ref = None
    if is_theirs:
        ref = button_refs.for_everybody(
            session,
            About.PLAN,
            visit.turn.place.conversation_id,
            visit.now,
            words=["action", str(one.id)],
        )
    return Answer(card=cards.plans.views.action_card(view, names, ref))


def some_actions(session: Session, visit: Visit, asked: ActionsAsked) -> Answer:
    """A list of actions or projects of the plans in force, by their state."""
    live = {own for own, one in plans.all_plans(session).items() if one.state is PlanState.AGREED}
    wanted = [
        one
        for one in actions.all_actions(session)
        if one.plan in live
        and (one.kind.is_project or not asked.are_projects)
        and (asked.which != "mine" or visit.person.id in (one.owner, one.deputy))
    ]
    standings = action_queue.standings(session, wanted, visit.today, visit.council)
    rows = sorted(
        (one for one in standings if _is_wanted(one, asked.which)),
        key=lambda one: (_URGENCY.get(one.label, 9), one.action.ref),
    )
    start = listing.first_row(visit, rows, cards.plans.views.ROWS)
    text = visit.turn.text or _typed(asked)
    ref = button_refs.new_ref(session, visit, About.QUESTION, version=start, words=[text])
    names = listing.names(session, (one.action.owner for one in rows))
    return Answer(
        card=cards.plans.views.action_list(asked.read_as(), rows, names, ref, start=start)
    )


def sight(session: Session, visit: Visit, asked: LineOfSight) -> Answer:
    """From an indicator or an action up to the corporate plan."""
    found = _records(session)
    if (one := actions.by_ref(session, asked.ref)) is not None:
        line = line_of_sight.of_action(one, found)
        return Answer(card=cards.plans.views.line_of_sight(line, str(one)))
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return listing.not_in_register(asked.ref)
    line = line_of_sight.of_indicator(indicator, found)
    return Answer(card=cards.plans.views.line_of_sight(line, str(indicator)))


def expected(session: Session, visit: Visit, asked: ExpectedOfMe) -> Answer:
    """What the person who asks answers for, each with the priority it serves."""
    live = {own for own, one in plans.all_plans(session).items() if one.state is PlanState.AGREED}
    every = [one for one in actions.all_actions(session) if one.plan in live]
    mine, indicators = line_of_sight.expected_of(
        visit.person.id, register.all_indicators(session), every
    )
    measured = [one for one in indicators if not one.is_retired(visit.today)]
    titles = {own: one.title for own, one in plans.all_priorities(session).items()}
    sights = {one.ref: titles.get(one.priority or 0, "") for one in mine}
    sights |= {one.ref: one.priority for one in measured}
    standings = action_queue.standings(session, mine, visit.today, visit.council)
    figures = _standings(session, visit, measured)
    return Answer(card=cards.plans.views.expected(visit.person.name, standings, figures, sights))


def _corporate(session: Session, today: date) -> Plan | None:
    every = [one for one in plans.all_plans(session).values() if one.kind is PlanKind.CORPORATE]
    in_force = [one for one in every if one.is_in_force(today)]
    return next(iter(in_force or every), None)


def _view(session: Session, visit: Visit, one: CorporatePriority) -> PriorityView:
    kpis = register.matching(session, priorities=[one.title], kinds=[Kind.KPI])
    measured = [each for each in kpis if not each.is_retired(visit.today)]
    some = [each for each in actions.all_actions(session) if each.priority == one.id]
    known = {each.id for each in kpis}
    watched = [
        f"{risk.ref} {risk.title}"
        for risk in risks.everything(session).values()
        if risk.indicators & known
    ]
    order = {"Red": 0, "Amber": 1}
    return PriorityView(
        priority=one,
        standings=sorted(
            _standings(session, visit, measured), key=lambda each: order.get(each.label, 2)
        ),
        actions=action_queue.standings(session, some, visit.today, visit.council),
        risks=watched,
    )


def _standings(session: Session, visit: Visit, indicators: Sequence[Indicator]) -> list[Standing]:
    found = records.records(session, indicators)
    return [
        record.stand(last_measured(record.indicator, visit.today), visit.today, visit.council)
        for record in found
    ]


def _records(session: Session) -> PlanRecords:
    return PlanRecords(
        plans=plans.all_plans(session),
        priorities=plans.all_priorities(session),
        actions=tuple(actions.all_actions(session)),
    )


def _sentence(view: PriorityView) -> str:
    """`2 of 7 KPIs are Red; 3 of 9 actions are not on track.`"""
    found, done = counts(view.standings), count(view.actions)
    good = done.of(ActionState.ON_TRACK, ActionState.COMPLETE, Unsaid.NOT_BEGUN, Unsaid.NOT_ASKED)
    kpis = f"{found.red} of {found.total} KPIs are Red"
    return f"{kpis}; {done.total - good} of {done.total} actions are not on track."


def _is_wanted(one: ActionStanding, which: str) -> bool:
    wanted = {
        "delayed": ActionState.DELAYED.value,
        "off track": ActionState.OFF_TRACK.value,
        "no update": Unsaid.NO_UPDATE.value,
    }
    return which not in wanted or one.label == wanted[which]


def _typed(asked: ActionsAsked) -> str:
    what = "projects" if asked.are_projects else "actions"
    return {"all": what, "mine": f"my {what}", "off track": f"{what} off track"}.get(
        asked.which, f"delayed {what}" if asked.which == "delayed" else f"{what} without update"
    )


_URGENCY = {
    ActionState.OFF_TRACK.value: 0,
    Unsaid.NO_UPDATE.value: 1,
    ActionState.DELAYED.value: 2,
    ActionState.ON_TRACK.value: 3,
}
