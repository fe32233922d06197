"""Answers in chat: the risks of an indicator, and the KPIs that watch none."""

from cards import risks as cards
from cycle.improve import questions
from cycle.improve.risk import RiskStatus, unwatched, watched_by, without_risk
from cycle.plan import retirement
from features import listing
from features.turn import Answer, Visit
from storage import register, risks
from storage.database import Session


def risks_of(session: Session, visit: Visit, question: questions.Risks) -> Answer:
    """The open risks, worst first; or those that one indicator watches."""
    everything = risks.everything(session).values()
    indicator = register.by_ref(session, question.ref) if question.ref else None
    if question.ref and indicator is None:
        return listing.not_in_register(question.ref)
    still_open = [risk for risk in everything if risk.status is RiskStatus.OPEN]
    rows = (
        watched_by(indicator.id, everything)
        if indicator
        else sorted(still_open, key=lambda risk: -risk.score)
    )
    names = listing.names(session, (risk.owner for risk in rows))
    retired = retirement.words(indicator, visit.today) if indicator else ""
    about = " · ".join(part for part in (str(indicator or question.read_as()), retired) if part)
    return Answer(card=cards.risks_of(about, rows, names=names))


def kpis_without_risk(session: Session, visit: Visit, question: questions.WithoutRisk) -> Answer:
    """The KPIs that watch no open risk, and the open risks that no indicator watches."""
    indicators, known = register.all_indicators(session), risks.everything(session).values()
    alone = unwatched(known, indicators, visit.today)
    return Answer(card=cards.without_risk(without_risk(indicators, known, visit.today), alone))
