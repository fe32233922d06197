"""What is done about each exception: cause, action, steps, effect, decision, and the risks."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from cycle.improve.answers import BoardAnswer
from cycle.improve.proposal import Milestone
from cycle.improve.risk import RiskStatus
from cycle.monitor.paper.views import ExceptionEntry, StepView
from cycle.periods import day_words, london_day
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown
from cycle.review.concern import ConcernState
from cycle.review.deteriorating import Trigger
from features.papers.indicator_views import Wanted
from storage import concern_answers, concerns, findings, interventions, minutes, people, risks
from storage.concerns import RaisedConcern
from storage.database import Session
from storage.interventions import StoredIntervention
from storage.minutes import Minute


def open_matters(
    session: Session, wanted: Wanted, indicators: Mapping[int, Indicator]
) -> dict[int, ExceptionEntry]:
    """By indicator, every concern that is open and was raised for the paper's period or earlier."""
    live = {kept.concern: kept for kept in interventions.live(session) if kept.concern}
    watched = _risks_by_indicator(session)
    names = _names(session, wanted, live)
    found = {}
    for concern_id, indicator_id, _, _ in concern_answers.open_concerns(session):
        raised = concerns.concern(session, concern_id)
        indicator = indicators.get(indicator_id)
        if raised is None or indicator is None or raised.raised_for.start > wanted.period.end:
            continue
        kept = live.get(concern_id)
        said = minutes.of_matters(session, [concern_id], [kept.id] if kept else [])
        found[indicator_id] = ExceptionEntry(
            concern=_why_raised(wanted, raised),
            decision=_decision(wanted, said),
            risks=tuple(watched.get(indicator_id, ())),
            is_deteriorating=any(trigger is not Trigger.RED for trigger in raised.triggers),
            **(_course(session, wanted, kept, indicators, names) if kept else {}),
        )
    return found


def _why_raised(wanted: Wanted, raised: RaisedConcern) -> str:
    """For officers with every trigger; for the public what was so, and when."""
    if raised.state is ConcernState.RECOVERING:
        when = raised.raised_for.words
        return f"It was raised for {when}, and stays here until it is Green twice running."
    if not wanted.is_public:
        return raised.sentence
    if Trigger.RED in raised.triggers:
        return f"It was Red in {raised.period.words}."
    return f"It got worse in {raised.period.words}, although it was not Red."


def _course(
    session: Session,
    wanted: Wanted,
    kept: StoredIntervention,
    indicators: Mapping[int, Indicator],
    names: Mapping[int, str],
) -> dict[str, Any]:
    """What the intervention's owner proposed, where it stands and what the figures say of it."""
    intervention, plan = kept.intervention, kept.intervention.proposal
    told = findings.of_intervention(session, kept.id)
    course: dict[str, Any] = {
        "stage": intervention.stage.value,
        "finding": told[-1].sentence if told else "",
    }
    if plan is None:
        return course | {"action": intervention.what}
    effect = plan.effect
    promised = indicators.get(effect.indicator) if effect else None
    return course | {
        "cause": plan.cause,
        "action": plan.action,
        "steps": tuple(_step(wanted, kept, step, names) for step in plan.milestones),
        "effect": (
            f"{promised} reaches {shown(promised, effect.target)} by {day_words(effect.by)}."
            if effect and promised
            else ""
        ),
    }


def _step(
    wanted: Wanted, kept: StoredIntervention, step: Milestone, names: Mapping[int, str]
) -> StepView:
    own = step.who or kept.intervention.owner or 0
    who = "The service" if wanted.is_public else names.get(own, "")
    return StepView(what=step.what, who=who, due=step.due, done_on=step.done_on)


def _names(
    session: Session, wanted: Wanted, live: Mapping[int, StoredIntervention]
) -> dict[int, str]:
    if wanted.is_public:
        return {}
    ids = {kept.intervention.owner for kept in live.values()}
    for kept in live.values():
        plan = kept.intervention.proposal
        ids |= {step.who for step in plan.milestones} if plan else set()
    return people.names(session, {own for own in ids if own is not None})


def _decision(wanted: Wanted, said: list[Minute]) -> str:
    """The board's last answer with its day; empty while it has given none.

    What a member of the board wrote with it is for officers: the public reads the answer itself.
    """
    answers = [one for one in said if isinstance(one.what, BoardAnswer)]
    if not answers:
        return ""
    last = answers[-1]
    words = f": {last.words}" if last.words and not wanted.is_public else ""
    until = f", until {day_words(last.until)}" if last.until else ""
    return f"{last.what} on {day_words(london_day(last.at))}{until}{words}"


def _risks_by_indicator(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for risk in risks.everything(session).values():
        if risk.status is not RiskStatus.CLOSED:
            for indicator in sorted(risk.indicators):
                found[indicator].append(f"{risk.ref} {risk.title}, score {risk.score}")
    return found
