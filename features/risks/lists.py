"""Answers in chat: the risks of an indicator, and the KPIs that watch none."""

import cards.risks
from cycle.improve.risk import RiskStatus, unwatched, watched_by, without_risk
from cycle.plan import retirement
from cycle.questions import question
from features import listing
from features.turn import Answer, Visit
from storage import register, risks
from storage.database import Session


def risks_of(session: Session, visit: Visit, asked: question.Risks) -> Answer:
    """The open risks, worst first; or those that one indicator watches."""
    everything = risks.everything(session).values()
    wanted = asked.filter
    indicator = register.by_ref(session, wanted.refs[0]) if len(wanted.refs) == 1 else None
    still_open = [risk for risk in everything if risk.status is RiskStatus.OPEN]
    rows = sorted(still_open, key=lambda risk: -risk.score)
    if indicator:
        rows = list(watched_by(indicator.id, everything))
    elif not wanted.is_everything:
        ids = {one.id for one in listing.chosen(session, wanted)}
        rows = [risk for risk in rows if ids & set(risk.indicators)]
    names = listing.names(session, (risk.owner for risk in rows))
    retired = retirement.words(indicator, visit.today) if indicator else ""
    about = " · ".join(part for part in (str(indicator or asked.read_as()), retired) if part)
    return Answer(card=cards.risks.risks_of(about, rows, names=names))


def kpis_without_risk(session: Session, visit: Visit, asked: question.WithoutRisk) -> Answer:
    """The KPIs that watch no open risk, and the open risks that no indicator watches."""
    indicators, known = register.all_indicators(session), risks.everything(session).values()
    alone = unwatched(known, indicators, visit.today)
    return Answer(
        card=cards.risks.without_risk(without_risk(indicators, known, visit.today), alone)
    )
