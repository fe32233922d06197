"""What the performance team asks when somebody says that nothing arrived."""

from cards import replies
from cards.delivery import DeliveryView, delivery
from cycle.plan import ownership
from cycle.questions import question
from features.turn import Answer, Visit
from storage import sweeps
from storage.database import Session
from storage.places import Scope
from storage.undelivered import undelivered


def answer_question(session: Session, visit: Visit, asked: question.DeliveryReport) -> Answer:
    """What waits, what is in doubt, who is out of reach; names in the personal chat only."""
    if not ownership.may_run_the_register(visit.person):
        words = "Only the performance team can see how cards are delivered."
        return Answer(card=replies.refusal("For the performance team", words))
    found = undelivered(session, visit.now)
    runs = sweeps.last_runs(session)
    view = DeliveryView(
        waiting=found.waiting,
        oldest=found.oldest,
        attempts=found.attempts,
        refused=found.refused,
        in_doubt=found.in_doubt,
        repeated=found.repeated,
        out_of_reach=[(one.name, one.code, one.since) for one in found.out_of_reach],
        names_shown=visit.turn.place.scope is Scope.PERSONAL,
        has_board=found.has_board,
        throttled_until=found.throttled_until,
        failing=[(one.name, one.since) for one in sweeps.failures(session)],
        sweeps={name: (ran, sweeps.lateness(name, ran, visit.now)) for name, ran in runs.items()},
    )
    return Answer(card=delivery(visit.council.name, view))
