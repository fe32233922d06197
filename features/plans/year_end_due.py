"""After 31 March the managers of each service are asked to close the year of its plan."""

from datetime import date, datetime

from cards.elements import Card
from cards.plans.year_end import year_end_due
from cycle.council import Council
from cycle.periods import london_day
from cycle.plan.action import PlanAction
from cycle.plan.corporate_plan import Plan, PlanState
from cycle.plan.year_end import open_actions
from features import button_refs
from storage import actions, owed, people, plans
from storage.card_refs import About
from storage.database import Session
from storage.deliveries import Delivery, NewDelivery
from storage.places import Place

YEAR_END = "plan year end"
ASKED_EVERY = 10  # working days after the plan's end; our choice
MOST_ASKED = 3  # times


def ask_managers(session: Session, now: datetime, council: Council) -> int:
    """Ask from the tenth working day after the year, every ten, three times. How many are new."""
    today = london_day(now)
    new = 0
    for plan in plans.all_plans(session).values():
        stage = _stage(plan, today, council)
        if plan.state is not PlanState.AGREED or not plan.service or not stage:
            continue
        managers: list[int | None] = [
            manager.id for manager in people.managers_of(session, plan.service)
        ]
        for person in managers or [None]:
            key = f"{YEAR_END}:{plan.id}:{stage}"
            new += owed.to_person(
                session, person, NewDelivery(key=key, kind=YEAR_END, subject=str(plan.id), now=now)
            )
    return new


def _stage(plan: Plan, today: date, council: Council) -> int:
    """1 for the first time its managers are asked, and so on; 0 where they are not asked."""
    if today <= plan.ends:
        return 0
    stage = council.calendar.between(plan.ends, today) // ASKED_EVERY
    return stage if stage <= MOST_ASKED else 0


def year_end_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    plan = plans.plan(session, int(delivery.subject))
    if plan is None:
        return None
    ref = None
    if plan.state is PlanState.AGREED:
        ref = button_refs.for_everybody(
            session, About.PLAN, place.conversation_id, now, words=["close", str(plan.id)]
        )
    return year_end_due(plan, len(open_of_plan(session, plan)), ref)


def open_of_plan(session: Session, plan: Plan) -> list[PlanAction]:
    """The actions that are still to be answered for."""
    return open_actions(actions.of_plan(session, plan.id), actions.carried(session))
