"""Changes of terms that nobody is said to have agreed: listed, and named afterwards."""

from cards import approvals, replies
from cards.approvals import UnapprovedLine
from cycle.people import Role
from cycle.plan.corporate_plan import NoBody, NoReference
from cycle.plan.plan_questions import Unapproved
from cycle.refusals import NotTheTeam
from features import button_refs, form_inputs
from features.feature import Feature
from features.tables.approval import is_giver
from features.turn import Answer, Visit
from storage import audit, people, register
from storage.card_refs import About, CardRef
from storage.database import Session

APPROVE = "approve"


def listed(session: Session, visit: Visit, asked: Unapproved) -> Answer:
    """`what is unapproved`: for the performance team with the form that names who agreed."""
    return _answer(session, visit)


def approve(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Name who agreed it*, for all unapproved changes of one indicator."""
    if not visit.person.is_a(Role.PERFORMANCE):
        refusal = replies.refusal("For the performance team", str(NotTheTeam()))
        return Answer(card=refusal, stay=True)
    indicator = register.by_ref(session, form_inputs.words(visit, "which"))
    body, reference = form_inputs.words(visit, "body"), form_inputs.words(visit, "reference")
    if indicator is None:
        return _answer(session, visit)
    fault = _fault(session, body, reference, (indicator.owner, indicator.deputy))
    if fault:
        return _answer(session, visit, fault=fault)
    count = register.approve_changes(session, indicator.id, body, reference)
    if count:
        audit.write(
            session,
            visit.actor,
            visit.now,
            "changes approved",
            indicator.ref,
            new=f"{count}, agreed by {body}",
            reason=reference,
        )
    changes = "1 change" if count == 1 else f"{count} changes"
    return _answer(session, visit, done=f"{indicator.ref}: {changes} agreed by {body}, {reference}")


def _fault(
    session: Session, body: str, reference: str, givers: tuple[int | None, int | None]
) -> str:
    if not body:
        return str(NoBody())
    if not reference:
        return str(NoReference())
    known = people.everyone(session)
    if is_giver(body, [known[own] for own in givers if own in known]):
        return "Whoever gives the figures of an indicator does not approve its terms."
    return ""


def _answer(session: Session, visit: Visit, *, fault: str = "", done: str = "") -> Answer:
    found = register.unapproved(session)
    indicators = register.find_many(session, list(found))
    lines = [UnapprovedLine(one, found[one.id]) for one in indicators]
    ask = None
    if visit.person.is_a(Role.PERFORMANCE):
        ask = button_refs.for_everybody(
            session,
            About.PLAN,
            visit.turn.place.conversation_id,
            visit.now,
            words=[APPROVE, "0"],
        )
    typed = form_inputs.inputs(visit) if fault else None
    return Answer(
        card=approvals.unapproved(
            lines, ask, typed=typed, faults=[fault] if fault else (), done=done
        )
    )


FEATURE = Feature(
    buttons={About.PLAN: {"approve_changes": approve}}, questions={Unapproved: listed}
)
