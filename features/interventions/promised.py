"""MONITOR, by the clock: the promised day has passed, and the figure that shows it is overdue.

The board hears it once for each day promised; the comparison is made when the figure comes.
"""

from datetime import date, datetime

from cards.elements import Card
from cards.interventions.promised import PromisedView, promised
from cycle.council import Council
from cycle.improve.proposal import Effect
from cycle.monitor.working import awaited, proof_of
from cycle.periods import Period, london_day
from storage import deliveries, findings, interventions, owed, people, records, register
from storage.database import Session
from storage.deliveries import Delivery
from storage.interventions import StoredIntervention
from storage.places import Place


def tell_board(session: Session, now: datetime, council: Council) -> int:
    """Owe the board a card for each promised day that has passed in silence. How many are new."""
    today = london_day(now)
    passed = [
        (kept, effect)
        for kept in interventions.live(session)
        if (effect := _promise(kept)) is not None and effect.by < today
    ]
    return sum(
        owed.to_board(session, key, owed.PROMISED, str(kept.id), now)
        for kept, effect in passed
        if deliveries.enqueued_at(session, key := f"{owed.PROMISED}:{kept.id}:{effect.by}") is None
        and _awaited(session, kept, effect, today, council) is not None
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """What is awaited, and once it has come what it says; None if it came before it was told."""
    kept = interventions.find(session, int(delivery.subject))
    plan = kept.intervention.proposal if kept else None
    effect = plan.effect if plan else None
    indicator = register.indicator(session, effect.indicator) if effect else None
    started = kept.intervention.started_on if kept else None
    if kept is None or effect is None or indicator is None or started is None:
        return None
    today, by = london_day(now), date.fromisoformat(delivery.key.rpartition(":")[2])
    proof = proof_of(indicator, effect, started)
    standing = records.record(session, indicator).stand(proof, today, council)
    is_over = effect.by != by or _promise(kept) is None
    has_come = standing.value is not None or _awaited(session, kept, effect, today, council) is None
    if (is_over or has_come) and not delivery.activity_id:
        return None
    said = findings.of_intervention(session, kept.id)
    owner = people.person(session, indicator.owner) if indicator.owner else None
    return promised(
        PromisedView(
            intervention=kept.intervention,
            by=by,
            standing=standing,
            is_awaited=not is_over and not has_come,
            names=people.names(session, {own for own in (kept.intervention.owner,) if own}),
            owner_name=owner.name if owner else "",
            sentence=said[-1].sentence if said else "",
        )
    )


def _promise(kept: StoredIntervention) -> Effect | None:
    """The effect promised of an intervention that is under way."""
    one = kept.intervention
    return one.proposal.effect if one.proposal and one.stage.is_under_way else None


def _awaited(
    session: Session, kept: StoredIntervention, effect: Effect, today: date, council: Council
) -> Period | None:
    indicator = register.indicator(session, effect.indicator)
    started = kept.intervention.started_on
    if indicator is None or started is None:
        return None
    judged = [found.period for found in findings.of_intervention(session, kept.id)]
    return awaited(indicator, effect, started, judged, today, council.calendar)
