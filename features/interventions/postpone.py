"""The owner puts a milestone off, with a reason; beyond the day promised, the board is asked."""

from dataclasses import dataclass
from datetime import date

from cards.escaping import short
from cycle.improve import intervening
from cycle.improve.intervention import Step
from cycle.improve.proposal import Proposal
from cycle.improve.refusals import BeyondTheEnd, NotLater
from cycle.periods import day_words
from cycle.refusals import Refused
from features import form_inputs
from features.concerns.answer import TO_MEND
from features.interventions import course
from features.interventions.course import InterventionView
from features.turn import Answer, Visit
from storage import audit, interventions, minutes, owed
from storage.card_refs import CardRef
from storage.database import Session


@dataclass(frozen=True, slots=True)
class Later:
    """The milestone of this number, from 1, wanted by a later day, and why."""

    number: int
    until: date
    why: str


def move_milestone(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Move it*: kept, and shown to the board on its card."""
    found = course.view_of_ref(session, visit, ask)
    number = form_inputs.number(visit, "milestone") or 0
    until, why = form_inputs.day(visit, "until"), form_inputs.words(visit, "why")
    try:
        after = intervening.postponed(
            found.intervention,
            number - 1,
            until,
            why,
            visit.person,
            found.owner,
            form_inputs.seen(visit),
            visit.today,
        )
    except BeyondTheEnd:
        assert until is not None  # no day lies beyond the end
        return _ask_board(session, visit, ask, found, Later(number, until, why))
    except (*TO_MEND, NotLater) as fault:
        state = form_inputs.to_mend(visit, fault)
        return Answer(card=course.working(found, ask.id, state, is_moving=True))
    except Refused as refusal:
        return course.show_current(session, visit, ask, str(refusal))

    milestone = _plan(found).milestones[number - 1]
    interventions.change(session, found.kept, after, visit.now)
    minutes.add(
        session,
        minutes.Minute(
            what=Step.POSTPONE,
            by=visit.person.id,
            at=visit.now,
            words=f"{number} {short(milestone.what)}: {why}",
            until=until,
            concern=found.kept.concern,
            intervention=found.id,
        ),
    )
    audit.write(
        session,
        visit.actor,
        visit.now,
        "milestone moved",
        found.indicator.ref,
        old=f"{milestone.what}, by {milestone.due}",
        new=str(until),
        reason=why,
    )
    owed.intervention_changed(session, found.id, visit.now, concern=found.kept.concern)
    return course.show_current(
        session, visit, ask, f"✓ Milestone {number} is moved: the board sees it."
    )


def _ask_board(
    session: Session, visit: Visit, ask: CardRef, found: InterventionView, later: Later
) -> Answer:
    """Told as progress, in a new post to the board, which may ask for another proposal."""
    milestone = _plan(found).milestones[later.number - 1]
    after = intervening.told_progress(
        found.intervention, later.why, visit.person, found.owner, visit.today
    )
    until = day_words(later.until)
    words = (
        f"Asks to move milestone {later.number}, {short(milestone.what)}, to {until}, later than "
        f"{day_words(_plan(found).end)}, the day promised: {later.why}"
    )

    interventions.change(session, found.kept, after, visit.now)
    interventions.add_progress(session, found.id, words, visit.person.id, visit.now)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "later day asked of the board",
        found.indicator.ref,
        old=f"{milestone.what}, by {milestone.due}",
        new=str(later.until),
        reason=later.why,
    )
    owed.intervention_changed(session, found.id, visit.now)
    key = f"{owed.PROPOSAL}:{found.id}:{after.version}"
    owed.to_board(session, key, owed.PROPOSAL, str(found.id), visit.now)
    note = f"✓ {until} is later than the day promised, so the board has been asked."
    return course.show_current(session, visit, ask, note)


def _plan(found: InterventionView) -> Proposal:
    """The proposal, which is there and has the milestone: the rules have said so."""
    plan = found.intervention.proposal
    assert plan is not None
    return plan
