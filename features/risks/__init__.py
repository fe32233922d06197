"""Corporate risks: asked about when an indicator deteriorates, and linked to indicators."""

from cycle.questions import question
from features.feature import Feature, Sweep
from features.risks import answer, lists, unlinked
from storage import owed
from storage.card_refs import About

FEATURE = Feature(
    buttons={About.RISK: {"risk_answer": answer.record_answer}},
    questions={question.Risks: lists.risks_of, question.WithoutRisk: lists.kpis_without_risk},
    cards={owed.RISK: answer.paint, unlinked.KIND: unlinked.paint},
    sweeps=(Sweep("chase", "KPIs without a risk", unlinked.tell_team),),
)
