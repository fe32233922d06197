"""Risks, concerns, interventions and decisions as tables for files."""

from collections.abc import Mapping
from datetime import UTC, datetime

from cycle.improve.proposal import Milestone
from cycle.improve.risk import Risk
from features.figures.exchange import Table
from features.risks.risks_table import RiskImportRow
from papers.sheets import Cell
from storage import concern_answers, concerns, interventions, minutes, people, register, risks
from storage.database import Session

CONCERNS = (
    *("ref", "raised_for", "period", "state", "triggers", "sentence", "raised_at", "answer"),
    *("answered_on", "until", "intervention"),
)
INTERVENTIONS = (
    *("number", "ref", "origin", "stage", "what", "owner", "asked_by", "asked_on", "propose_by"),
    *("cause", "action", "starts", "milestones", "effect_indicator", "effect_from", "effect_to"),
    *("effect_by", "support", "agreed_by", "agreed_on", "started_on", "closed_on", "reason"),
    *("reference", "due"),
)
DECISIONS = ("at", "ref", "decision", "words", "who", "until", "by")


def export_risks(session: Session) -> Table:
    """The risk register as an import reads it."""
    emails = _emails(session)
    refs = {one.id: one.ref for one in register.all_indicators(session)}
    known = risks.everything(session).values()
    return RiskImportRow.columns(), [list(_cells(risk, emails, refs).values()) for risk in known]


def export_concerns(session: Session) -> Table:
    """Every concern there has been, with what the board answered last."""
    refs = {one.id: one.ref for one in register.all_indicators(session)}
    rows: list[list[Cell]] = []
    for kept in concerns.everything(session):
        answer = concern_answers.concern(session, kept.id)
        assert answer is not None  # the same row
        rows.append(
            [
                refs.get(kept.indicator, ""),
                str(kept.raised_for),
                str(kept.period),
                kept.state.value,
                "; ".join(kept.triggers),
                kept.sentence,
                kept.raised_at.astimezone(UTC),
                answer.answer.value,
                answer.answered_on,
                answer.until,
                answer.has_intervention,
            ]
        )
    return CONCERNS, rows


def export_interventions(session: Session) -> Table:
    """Every intervention with the proposal in force; milestones on a line each."""
    emails = _emails(session)
    refs = {one.id: one.ref for one in register.all_indicators(session)}
    rows: list[list[Cell]] = []
    for kept in interventions.everything(session):
        one, plan = kept.intervention, kept.intervention.proposal
        effect = plan.effect if plan else None
        steps = plan.milestones if plan else ()
        rows.append(
            [
                kept.id,
                refs.get(kept.indicator or 0, ""),
                one.origin.value,
                one.stage.value,
                one.what,
                emails.get(one.owner or 0, ""),
                emails.get(one.asked_by, ""),
                one.asked_on,
                one.propose_by,
                plan.cause if plan else "",
                plan.action if plan else "",
                plan.starts if plan else None,
                "\n".join(f"{step.due}: {step.what}{_state(step)}" for step in steps),
                refs.get(effect.indicator, "") if effect else "",
                effect.start if effect else None,
                effect.target if effect else None,
                effect.by if effect else None,
                plan.support if plan else "",
                emails.get(one.agreed_by or 0, ""),
                one.agreed_on,
                one.started_on,
                one.closed_on,
                one.reason,
                one.reference,
                one.due,
            ]
        )
    return INTERVENTIONS, rows


def export_decisions(session: Session) -> Table:
    """What the board and owners have said and decided, oldest first."""
    emails = _emails(session)
    refs = {one.id: one.ref for one in register.all_indicators(session)}
    of_concern = {one.id: one.indicator for one in concerns.everything(session)}
    of_intervention = {one.id: one.indicator for one in interventions.everything(session)}
    always = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    rows: list[list[Cell]] = []
    for said in minutes.between(session, *always):
        own = of_concern.get(said.concern or 0) or of_intervention.get(said.intervention or 0)
        rows.append(
            [
                said.at.astimezone(UTC),
                refs.get(own or 0, ""),
                str(said.what or "replied"),
                said.words,
                emails.get(said.who or 0, ""),
                said.until,
                emails.get(said.by, ""),
            ]
        )
    return DECISIONS, rows


def _cells(risk: Risk, emails: Mapping[int, str], refs: Mapping[int, str]) -> dict[str, Cell]:
    linked = sorted(refs[one] for one in risk.indicators if one in refs)
    return {
        "ref": risk.ref,
        "title": risk.title,
        "owner": emails.get(risk.owner or 0, ""),
        "likelihood": int(risk.likelihood),
        "impact": int(risk.impact),
        "status": risk.status.value,
        "indicators": ";".join(linked),
    }


def _emails(session: Session) -> dict[int, str]:
    return {person.id: person.email for person in people.everyone(session).values()}


def _state(step: Milestone) -> str:
    done = f"done {step.done_on}" if step.done_on else ""
    words = ", ".join(part for part in (done, step.moved_words) if part)
    return f" ({words})" if words else ""
