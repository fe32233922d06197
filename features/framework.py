"""When the framework itself is reviewed: the performance team is told, and anybody may ask."""

from datetime import datetime

from cards import framework
from cards.elements import Card
from cycle.council import Council
from cycle.periods import london_day
from cycle.plan import framework_review
from cycle.plan.plan_questions import FrameworkAsked
from features.feature import Feature, Sweep
from features.turn import Answer, Visit
from storage import deliveries, owed, register, suggestions
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = "framework review"


def asked(session: Session, visit: Visit, question: FrameworkAsked) -> Answer:
    """`framework`: the day of the review, the settings in force, what was changed since."""
    reviewed, council = visit.council.framework_reviewed, visit.council
    ids = [one.id for one in register.all_indicators(session)]
    since = [
        change
        for log in register.changes(session, ids).values()
        for change in log
        if london_day(change.changed_at) > reviewed.end
    ]
    return Answer(
        card=framework.framework(
            framework_review.review_words(reviewed, visit.today),
            council,
            changes=len(since),
            unapproved=sum(change.is_unapproved for change in since),
            waiting=len(suggestions.waiting(session)),
        )
    )


def remind(session: Session, now: datetime, council: Council) -> int:
    """The performance team hears at six, three and one months, once each. Returns how many."""
    stage = framework_review.reminder_stage(council.framework_reviewed, london_day(now))
    if stage is None:
        return 0
    subject = f"{council.framework_reviewed}:{stage}"
    return owed.to_person(
        session,
        None,
        deliveries.NewDelivery(key=f"{KIND}:{subject}", kind=KIND, subject=subject, now=now),
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    return framework.review_due(
        framework_review.review_words(council.framework_reviewed, london_day(now))
    )


FEATURE = Feature(
    questions={FrameworkAsked: asked},
    cards={KIND: paint},
    sweeps=(Sweep("chase", "framework review", remind),),
)
