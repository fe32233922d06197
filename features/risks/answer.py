"""A risk's owner says whether a deteriorating indicator means the risk is becoming real."""

from dataclasses import dataclass
from datetime import datetime

from cards.elements import ButtonRef, Card
from cards.form_state import UNTOUCHED, FormState
from cards.risks import prompted, risk_scored
from cycle.council import Council
from cycle.improve.risk import OffTheMatrix, Prompt, Risk, answered
from cycle.people import Person
from cycle.refusals import NothingSaid, Refused, TooLong
from features import form_inputs
from features.concerns import show
from features.turn import Answer, CardExpired, Visit
from storage import audit, owed, people, risks
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

TO_MEND = (NothingSaid, TooLong, OffTheMatrix)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskQuestion:
    """The question to a risk's owner, and the concern that raised it."""

    id: int
    risk: Risk
    owner: Person | None
    matter: show.ConcernView


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The question; once it is answered, what was said. None where the risk is gone."""
    own, concern = map(int, delivery.subject.split())
    found = _asked(session, own, concern, now, council)
    if found is None:
        return None
    ask = show.ref_for_everybody(session, About.RISK, place.conversation_id, now, own, concern)
    return _question(found, ButtonRef(ask, found.risk.version))


def record_answer(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Answer*: a new score or a note; the tool itself never scores a risk."""
    own, concern = map(int, ask.words)
    found = _asked(session, own, concern, visit.now, visit.council)
    if found is None:
        raise CardExpired
    before, words = found.risk, form_inputs.words(visit)

    try:
        after = answered(
            before, visit.person, found.owner, form_inputs.seen(visit), words, _score(visit, before)
        )
    except TO_MEND as fault:
        state = form_inputs.to_mend(visit, fault)
        return Answer(card=_question(found, ButtonRef(ask.id, before.version), state))
    except Refused as refusal:
        state = FormState(notes=[str(refusal)])
        return Answer(card=_question(found, ButtonRef(ask.id, before.version), state))

    risks.change(session, own, before, after)
    answer = risks.Answered(
        risk=own,
        words=words,
        score_before=before.score,
        score=after.score,
        by=visit.person.id,
        at=visit.now,
    )
    risks.add_answer(session, answer, concern, after.version)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "risk answered",
        before.ref,
        old=str(before.score),
        new=str(after.score),
        reason=words,
    )
    owed.concern_changed(session, concern, visit.now)
    names = people.names(session, [after.owner] if after.owner else [])
    return Answer(card=risk_scored(before, after, words, visit.person.name, names=names))


def _asked(
    session: Session, own: int, concern: int, now: datetime, council: Council
) -> RiskQuestion | None:
    risk, matter = risks.risk(session, own), show.concern_view(session, concern, now, council)
    if risk is None or matter is None:
        return None
    owner = people.person(session, risk.owner) if risk.owner else None
    return RiskQuestion(id=own, risk=risk, owner=owner, matter=matter)


def _question(found: RiskQuestion, ask: ButtonRef, state: FormState = UNTOUCHED) -> Card:
    indicator = found.matter.indicator
    sign = f"{indicator} is deteriorating: a possible sign of an underlying risk becoming real."
    prompt = Prompt(found.risk, f"{sign} {found.risk.words}")
    return prompted(prompt, ask, found.matter.standing, state)


def _score(visit: Visit, before: Risk) -> tuple[int, int] | None:
    """The score as typed, None where it stays; what is no number is off the matrix."""
    score = tuple(form_inputs.number(visit, name) or 0 for name in ("likelihood", "impact"))
    same = (before.likelihood, before.impact)
    return None if score == same else (score[0], score[1])
