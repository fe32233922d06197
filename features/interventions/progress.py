"""The owner says how the intervention goes, or that a milestone is reached."""

from cycle.improve import intervening
from cycle.refusals import Refused
from features import form_inputs
from features.concerns.answer import TO_MEND
from features.interventions import course
from features.turn import Answer, CardExpired, Visit
from storage import audit, interventions, owed
from storage.card_refs import CardRef
from storage.database import Session


def record_progress(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Tell progress*: in words, which are shown to the board."""
    found = course.view_of_ref(session, visit, ask)
    words = form_inputs.words(visit)
    try:
        after = intervening.told_progress(
            found.intervention, words, visit.person, found.owner, visit.today
        )
    except TO_MEND as fault:
        state = form_inputs.to_mend(visit, fault)
        return Answer(card=course.working(found, ask.id, state))
    except Refused as refusal:
        return course.show_current(session, visit, ask, str(refusal))

    interventions.change(session, found.kept, after, visit.now)
    interventions.add_progress(session, found.id, words, visit.person.id, visit.now)
    audit.write(session, visit.actor, visit.now, "progress told", found.indicator.ref, new=words)
    owed.intervention_changed(session, found.id, visit.now)
    return course.show_current(session, visit, ask, "✓ Kept: the board sees it on its card.")


def mark_milestone_done(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Milestone 2 done*: reached today."""
    found = course.view_of_ref(session, visit, ask)
    number = form_inputs.verb(visit).removeprefix("milestone_done_")
    if not number.isdigit():
        raise CardExpired
    place = int(number) - 1
    try:
        after = intervening.milestone_done(
            found.intervention, place, visit.person, found.owner, visit.today
        )
    except Refused as refusal:
        return course.show_current(session, visit, ask, str(refusal))

    interventions.change(session, found.kept, after, visit.now)
    proposal = after.proposal
    audit.write(
        session,
        visit.actor,
        visit.now,
        "milestone reached",
        found.indicator.ref,
        new=proposal.milestones[place].what if proposal else "",
    )
    owed.intervention_changed(session, found.id, visit.now)
    return course.show_current(session, visit, ask, f"✓ Milestone {number} is reached.")
