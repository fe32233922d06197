"""MONITOR, by the clock: the board's card of what a figure says of an intervention."""

from datetime import datetime

from cards.elements import ButtonRef, Card
from cards.interventions.facts import InterventionFacts
from cards.interventions.outcome import OutcomeView, outcome
from cycle.council import Council
from cycle.improve.intervention import Intervention
from cycle.monitor.follow import Follows
from cycle.monitor.working import Finding, first_after
from cycle.periods import Frequency, Period, london_day
from storage import card_refs, findings, interventions, people, records, register
from storage.card_refs import About
from storage.database import Session
from storage.deliveries import Delivery
from storage.findings import Found
from storage.places import Place

CONTINUES_FOR = 3  # months, as filled in beforehand; our choice
CHARTED = 24  # figures before this one


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The finding of the period in the delivery's key; only the newest one asks for a decision."""
    period = Period.parse(delivery.key.rpartition(":")[2])
    kept = interventions.find(session, int(delivery.subject))
    one = kept.intervention if kept else None
    effect = one.proposal.effect if one and one.proposal else None
    said = findings.of_intervention(session, int(delivery.subject))
    until_then = [found for found in said if not period < found.period]
    indicator = register.indicator(session, effect.indicator) if effect else None
    if kept is None or one is None or indicator is None or not until_then:
        return None

    today = london_day(now)
    record = records.record(session, indicator)
    is_newest = said[-1].period == period and until_then[-1].follows is not Follows.NOTHING
    people_in_it = {own for own in (one.owner, one.asked_by, one.agreed_by) if own}
    month = Period.containing(Frequency.MONTHLY, today).later(CONTINUES_FOR)
    history = record.history(period, today, council, count=CHARTED)
    facts = InterventionFacts(
        intervention=one,
        indicator=indicator,
        names=people.names(session, people_in_it),
        ask=_ask(session, kept.id, one, place, now) if is_newest else None,
        until=month.end,
    )
    return outcome(
        OutcomeView(
            facts=facts,
            findings=[_finding(found, one, indicator.frequency) for found in until_then],
            follows=until_then[-1].follows,
            history=[*history, record.stand(period, today, council)],
        )
    )


def _ask(session: Session, own: int, one: Intervention, place: Place, now: datetime) -> ButtonRef:
    ask = card_refs.save_card_ref(
        session,
        person=None,
        conversation_id=place.conversation_id,
        about=About.INTERVENTION,
        now=now,
        words=[str(own), "board"],
    )
    return ButtonRef(ask, one.version)


def _finding(found: Found, one: Intervention, frequency: Frequency) -> Finding:
    assert one.started_on is not None  # nothing is found of what has not started
    return Finding(
        progress=found.progress,
        since=first_after(frequency, one.started_on),
        period=found.period,
        sentence=found.sentence,
    )
