"""REVIEW, by the clock: the board's card of a concern, from the facts of the moment it is sent."""

from datetime import datetime

from cards.elements import Card
from cards.review import concern as cards
from cycle.council import Council
from cycle.periods import london_day
from storage import people
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place
from storage.plan import register
from storage.review import concerns, figures, records

KIND = "concern"


def card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The concern as it stands now; None where it surely ended before anybody was told of it."""
    concern = concerns.concern(session, int(delivery.subject))
    indicator = register.indicator(session, concern.indicator) if concern else None
    if concern is None or indicator is None:
        return None
    if not concern.is_open and not delivery.activity_id and not delivery.possible_repeat:
        return None
    today = london_day(now)
    record = records.record(session, indicator)
    standing = record.stand(concern.period, today, council)
    owner = people.person(session, indicator.owner) if indicator.owner else None
    versions = figures.versions(session, indicator.id, concern.period)
    return cards.concern(
        standing,
        concern.state,
        concern.sentence,
        history=[*record.history(concern.period, today, council), standing],
        chart=record.chart(upto=concern.period),
        events=record.events_until(concern.period),
        owner_name=owner.name if owner else "",
        replaced=versions[-2] if len(versions) > 1 else None,
        possible_repeat=delivery.possible_repeat,
    )
