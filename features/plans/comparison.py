"""A service's plan beside last year's: what was done, what goes on, what is new."""

from datetime import timedelta

from cards import replies
from cards.plans.year_end import compared_plans
from cycle.plan.plan_questions import ComparePlans
from cycle.plan.year_end import closing_words, compare_plans
from features.turn import Answer, Visit
from storage import actions, plans
from storage.database import Session


def compared(session: Session, visit: Visit, asked: ComparePlans) -> Answer:
    """`compare with last year's plan of housing`: what was done, what goes on, what is new."""
    after = plans.of_service(session, asked.service, visit.today)
    before = plans.of_service(session, asked.service, visit.today - timedelta(days=365))
    if after is None or before is None:
        words = f"{asked.service} has no two plans to compare."
        return Answer(card=replies.refusal("Nothing to compare", words, asked.service))
    last_year = actions.of_plan(session, before.id)
    comparison = compare_plans(last_year, actions.of_plan(session, after.id))
    said = closing_words(last_year, actions.carried(session))
    return Answer(card=compared_plans(after, before, comparison, said))
