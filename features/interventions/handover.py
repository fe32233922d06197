"""The performance team names who takes over an intervention that nobody is left to do."""

from cycle.improve import intervening
from cycle.improve.intervention import Step
from cycle.improve.refusals import MayOnlyLook, NobodyNamed
from cycle.refusals import Refused
from features import form_inputs
from features.interventions import course
from features.turn import Answer, Visit
from storage import audit, deliveries, interventions, minutes, owed, people
from storage.card_refs import CardRef
from storage.database import Session


def name_successor(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Hand it over*: the first of the team to press names the one, who is told."""
    found = course.view_of_ref(session, visit, ask)
    who = form_inputs.number(visit, "who")
    to = people.person(session, who) if who is not None else None
    try:
        after = intervening.handed_to(found.intervention, to, visit.person, form_inputs.seen(visit))
    except (NobodyNamed, MayOnlyLook) as fault:
        return Answer(card=course.for_team(found, ask.id, form_inputs.to_mend(visit, fault)))
    except Refused as refusal:
        return course.show_current(session, visit, ask, str(refusal))
    assert to is not None  # refused above

    interventions.change(session, found.kept, after, visit.now)
    minutes.add(
        session,
        minutes.Minute(
            what=Step.HAND_OVER,
            by=visit.person.id,
            at=visit.now,
            who=to.id,
            concern=found.kept.concern,
            intervention=found.id,
        ),
    )
    audit.write(
        session,
        visit.actor,
        visit.now,
        "intervention handed over",
        found.indicator.ref,
        old="the performance team",
        new=to.name,
        reason="nobody was left",
    )
    key = f"{owed.INTERVENTION}:{found.id}:to:{after.version}"
    owed.to_person(
        session,
        to.id,
        deliveries.NewDelivery(
            key=key, kind=owed.INTERVENTION, subject=str(found.id), now=visit.now
        ),
    )
    owed.intervention_changed(session, found.id, visit.now, concern=found.kept.concern)
    return course.show_current(session, visit, ask, f"✓ {to.name} takes over, and is told.")
