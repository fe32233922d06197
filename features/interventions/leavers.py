"""IMPROVE, by the clock: what somebody who has left was to do goes to the deputy, or the manager.

The register keeps whoever has left, with nothing more than the right to look.
"""

from collections.abc import Mapping
from datetime import datetime

from cycle import acting
from cycle.council import Council
from cycle.improve.call_in import handed_to
from cycle.improve.intervening import reassigned
from cycle.people import Person
from storage import audit, call_ins, deliveries, interventions, owed, people, register
from storage.audit import CLOCK
from storage.call_ins import StoredCallIn
from storage.database import Session
from storage.interventions import StoredIntervention


def hand_over_from_leavers(session: Session, now: datetime, council: Council) -> int:
    """Give the live interventions of leavers to others. Returns how many."""
    live = interventions.live(session)
    known = people.everyone(session) if live else {}
    left = {own: one for own, one in known.items() if acting.may_only_look(one)}
    staying = {own: one for own, one in known.items() if own not in left}
    return sum(
        _handed(session, kept, leaver, staying, now)
        for kept in live
        for leaver in left.values()
        if leaver.id in _doers(kept)
    )


def hand_over_call_ins(session: Session, now: datetime, council: Council) -> int:
    """Have call-ins of leavers explained by others. Returns how many."""
    unexplained = call_ins.unexplained(session)
    known = people.everyone(session) if unexplained else {}
    left = [one for one in unexplained if acting.may_only_look(known[one.call_in.manager])]
    return sum(_explained_by_another(session, kept, known, now) for kept in left)


def _explained_by_another(
    session: Session, kept: StoredCallIn, known: Mapping[int, Person], now: datetime
) -> bool:
    """The deputy or the manager of whoever has left; else the team is told, once."""
    leaver = known[kept.call_in.manager]
    to = acting.heir(leaver, known)
    key = f"{owed.CALL_IN}:{kept.id}:from:{leaver.id}"
    if to is None:
        return bool(
            owed.to_person(
                session,
                None,
                deliveries.NewDelivery(key=key, kind=owed.CALL_IN, subject=str(kept.id), now=now),
            )
        )
    call_ins.change(session, kept, handed_to(kept.call_in, to))
    named = register.find_many(session, kept.call_in.indicators)
    audit.write(
        session,
        CLOCK,
        now,
        "call-in handed over",
        ", ".join(indicator.ref for indicator in named),
        old=leaver.name,
        new=known[to].name,
        reason="left",
    )
    owed.to_person(
        session,
        to,
        deliveries.NewDelivery(key=key, kind=owed.CALL_IN, subject=str(kept.id), now=now),
    )
    owed.changed(session, owed.CALL_IN, kept.id, now)
    return True


def _doers(kept: StoredIntervention) -> set[int | None]:
    proposal = kept.intervention.proposal
    steps = proposal.milestones if proposal else ()
    return {kept.intervention.owner, *(step.who for step in steps if step.done_on is None)}


def _handed(
    session: Session,
    kept: StoredIntervention,
    leaver: Person,
    staying: Mapping[int, Person],
    now: datetime,
) -> bool:
    fresh = interventions.find(session, kept.id) or kept  # two may have left at once
    to = acting.heir(leaver, staying)
    after = reassigned(fresh.intervention, leaver.id, to)
    if after is fresh.intervention:
        return False
    interventions.change(session, fresh, after, now)
    indicator = register.indicator(session, kept.indicator or 0)
    audit.write(
        session,
        CLOCK,
        now,
        "intervention handed over",
        indicator.ref if indicator else str(kept.id),
        old=leaver.name,
        new=staying[to].name if to else "the performance team",
        reason="left",
    )
    key = f"{owed.INTERVENTION}:{kept.id}:from:{leaver.id}"
    owed.to_person(
        session,
        to,
        deliveries.NewDelivery(key=key, kind=owed.INTERVENTION, subject=str(kept.id), now=now),
    )
    owed.intervention_changed(session, kept.id, now, concern=kept.concern)
    return True
