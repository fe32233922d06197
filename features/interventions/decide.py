"""The board decides on an intervention: agree, send back, continue, close; the second sees why not.

Whether this person may, and whether the step is open, is judged at every press.
"""

from collections.abc import Callable
from datetime import date

from cards import replies
from cycle.improve import intervening
from cycle.improve.answers import BoardAnswer, Given
from cycle.improve.concern import after_the_intervention, answered
from cycle.improve.intervention import Intervention, Step
from cycle.refusals import HasMovedOn, NoDate, Refused
from features import form_inputs
from features.concerns.answer import TO_MEND
from features.interventions import course
from features.interventions.course import InterventionView
from features.turn import Answer, CardExpired, Visit
from storage import audit, concern_answers, interventions, minutes, owed
from storage.card_refs import CardRef
from storage.database import Session

_AUDITED = {
    Step.AGREE: "intervention agreed",
    Step.SEND_BACK: "intervention sent back",
    Step.CONTINUE: "intervention continued",
    Step.CLOSE: "intervention closed",
}


def agree(session: Session, visit: Visit, ask: CardRef) -> Answer:
    def step(found: InterventionView) -> Intervention:
        return intervening.agreed(
            found.intervention,
            visit.person,
            form_inputs.seen(visit),
            visit.today,
            is_retired=found.promises and found.measured.is_retired(visit.today),
        )

    return _stepped(session, visit, ask, Step.AGREE, step)


def send_back(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Send it back*, and *Ask for another proposal*: with what is missing, to a new day."""

    def step(found: InterventionView) -> Intervention:
        words, until = form_inputs.words(visit), _day(visit)
        return intervening.sent_back(
            found.intervention, words, until, visit.person, form_inputs.seen(visit), visit.today
        )

    return _stepped(session, visit, ask, Step.SEND_BACK, step)


def continue_on(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Continue to a new day*: it has not worked, and goes on."""

    def step(found: InterventionView) -> Intervention:
        words, until = form_inputs.words(visit), _day(visit)
        return intervening.continued(
            found.intervention, words, until, visit.person, form_inputs.seen(visit), visit.today
        )

    return _stepped(session, visit, ask, Step.CONTINUE, step)


def close(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Close*: the concern it answered ends too if the figures have ended it, or is asked again."""

    def step(found: InterventionView) -> Intervention:
        words = form_inputs.words(visit)
        return intervening.closed(
            found.intervention, words, visit.person, form_inputs.seen(visit), visit.today
        )

    return _stepped(session, visit, ask, Step.CLOSE, step)


def escalate(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Escalate to CMT* on an intervention that does not work: the concern is escalated."""
    found = course.view_of_ref(session, visit, ask)
    concern_id = found.kept.concern
    concern = concern_answers.concern(session, concern_id) if concern_id else None
    if concern is None or concern_id is None:
        raise CardExpired
    given = Given(answer=BoardAnswer.ESCALATED, words=form_inputs.words(visit))
    if form_inputs.seen(visit) != found.intervention.version:
        return course.show_current(session, visit, ask, str(HasMovedOn()))

    try:
        after = answered(concern, given, visit.person, concern.version, visit.today)
    except Refused as refusal:
        return _refused(session, visit, ask, refusal)

    concern_answers.change(session, concern_id, concern, after, visit.now)
    minutes.add(
        session,
        minutes.Minute(
            what=BoardAnswer.ESCALATED,
            by=visit.person.id,
            at=visit.now,
            words=given.words,
            concern=concern_id,
            intervention=found.id,
        ),
    )
    audit.write(
        session,
        visit.actor,
        visit.now,
        "concern answered",
        found.indicator.ref,
        old=concern.answer,
        new=given.answer,
        reason=given.words,
    )
    subject = str(concern_id)
    owed.concern_changed(session, concern_id, visit.now)
    owed.to_management(session, f"escalated:{concern_id}", owed.CONCERN, subject, visit.now)
    owed.changed(session, owed.OUTCOME, found.id, visit.now)
    return course.show_current(
        session, visit, ask, f"✓ {given.answer[:1].upper()}{given.answer[1:]}."
    )


def _stepped(
    session: Session,
    visit: Visit,
    ask: CardRef,
    step: Step,
    taken: Callable[[InterventionView], Intervention],
) -> Answer:
    found = course.view_of_ref(session, visit, ask)
    try:
        after = taken(found)
    except Refused as refusal:
        return _refused(session, visit, ask, refusal)

    interventions.change(session, found.kept, after, visit.now)
    minutes.add(
        session,
        minutes.Minute(
            what=step,
            by=visit.person.id,
            at=visit.now,
            words=form_inputs.words(visit) if step is not Step.AGREE else "",
            until=form_inputs.day(visit, "until")
            if step in (Step.SEND_BACK, Step.CONTINUE)
            else None,
            concern=found.kept.concern,
            intervention=found.id,
        ),
    )
    audit.write(
        session,
        visit.actor,
        visit.now,
        _AUDITED[step],
        found.indicator.ref,
        old=found.intervention.stage,
        new=after.stage,
        reason=form_inputs.words(visit) if step is not Step.AGREE else "",
    )
    _told(session, visit, found, after)
    return course.show_current(session, visit, ask)


def _told(session: Session, visit: Visit, found: InterventionView, after: Intervention) -> None:
    """The owner sees it, and so does everybody who sees the concern."""
    if found.kept.concern is not None and not after.is_live:
        _release(session, visit, found.kept.concern)
    owed.intervention_changed(session, found.id, visit.now, concern=found.kept.concern)


def _release(session: Session, visit: Visit, concern_id: int) -> None:
    """Nothing holds the concern any more."""
    concern = concern_answers.concern(session, concern_id)
    if concern is not None:
        after, _ = after_the_intervention(concern)
        sentence = "By its figures it was over; its intervention is closed now."
        ending = concern_answers.HowItEnded(by=visit.person.name, sentence=sentence)
        concern_answers.change(session, concern_id, concern, after, visit.now, ending)


def _refused(session: Session, visit: Visit, ask: CardRef, refusal: Refused) -> Answer:
    if isinstance(refusal, TO_MEND):
        return Answer(card=replies.refusal("Not kept", str(refusal)), stay=True)
    return course.show_current(session, visit, ask, str(refusal))


def _day(visit: Visit) -> date:
    """The day typed. Raises NoDate."""
    day = form_inputs.day(visit, "until")
    if day is None:
        raise NoDate
    return day
