"""The owner proposes an intervention: cause, action, milestones, and the effect expected."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import cycle.improve.proposal
from cards import replies
from cards.elements import ButtonRef
from cards.interventions.proposal import MILESTONES, form
from cycle.improve import intervening, permissions
from cycle.improve.intervention import Origin, Stage, Step
from cycle.improve.proposal import Effect, Milestone, Proposal
from cycle.plan.indicator import Indicator
from cycle.plan.units import rounded
from cycle.refusals import HasMovedOn, NoDate, NotTheOwner, Refused
from cycle.review import reading
from cycle.review.reading import UnreadableValue
from features import form_inputs
from features.interventions import course
from features.interventions.course import InterventionView
from features.turn import Answer, Visit
from storage import audit, interventions, minutes, owed, records, register
from storage.card_refs import CardRef
from storage.database import Session

MOST_MEASURES = 30  # indicators to choose from; our choice


class Unclear(Exception):
    """What was typed cannot be read; `faults` say what to mend, a sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(*faults)
        self.faults = tuple(faults)


def open_form(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Propose the intervention*: the form, with what is known filled in."""
    found = course.view_of_ref(session, ask)
    if found is None:
        return Answer(card=replies.old_card(), stay=True)
    try:
        permissions.check_asked(visit.person, found.owner)
    except NotTheOwner as refusal:
        return _not_theirs(refusal)
    if found.intervention.stage not in (Stage.ASKED, Stage.SENT_BACK):
        return course.show_current(session, visit, ask, str(HasMovedOn()))
    return _form(session, visit, ask, found, _suggested(session, visit, found))


def record_proposal(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Send to the board*: kept whole, or the form again with all that was typed."""
    found = course.view_of_ref(session, ask)
    if found is None:
        return Answer(card=replies.old_card(), stay=True)
    inputs = form_inputs.inputs(visit)
    measures = _measures(session, found, visit.today)

    try:
        proposal, measured = _read(visit, found, measures)
        _check(visit, found, proposal, measured)
        after = intervening.proposed(
            found.intervention,
            proposal,
            visit.person,
            found.owner,
            measured,
            form_inputs.seen(visit),
            visit.today,
            is_retired=measured is not None and measured.is_retired(visit.today),
        )
    except Unclear as unclear:
        if found.intervention.stage not in (Stage.ASKED, Stage.SENT_BACK):
            return course.show_current(session, visit, ask, str(HasMovedOn()))
        return _form(session, visit, ask, found, inputs, unclear.faults)
    except NotTheOwner as refusal:
        return _not_theirs(refusal)
    except Refused as refusal:
        return course.show_current(session, visit, ask, str(refusal))

    interventions.change(session, found.kept, after, visit.now)
    minutes.add(
        session,
        Step.PROPOSE,
        visit.person.id,
        visit.now,
        words=proposal.action,
        concern=found.kept.concern,
        intervention=found.id,
    )
    audit.write(
        session,
        visit.actor,
        visit.now,
        "intervention proposed",
        found.indicator.ref,
        old=found.intervention.stage,
        new=after.stage,
        reason=proposal.action,
    )
    owed.intervention_changed(session, found.id, visit.now, concern=found.kept.concern)
    key = f"{owed.PROPOSAL}:{found.id}:{after.version}"
    owed.to_board(session, key, owed.PROPOSAL, str(found.id), visit.now)
    return course.show_current(session, visit, ask)


def _check(
    visit: Visit, found: InterventionView, proposal: Proposal, measured: Indicator | None
) -> None:
    """Every fault at once, rather than the first alone. Raises Unclear."""
    needs_effect = found.intervention.origin is Origin.CONCERN
    is_retired = measured is not None and measured.is_retired(visit.today)
    faults = cycle.improve.proposal.faults(
        proposal, measured, visit.today, is_retired, needs_effect
    )
    if faults:
        raise Unclear([str(fault) for fault in faults])


def _read(
    visit: Visit, found: InterventionView, measures: Sequence[Indicator]
) -> tuple[Proposal, Indicator | None]:
    """The proposal as typed, and the indicator its effect names. Raises Unclear."""
    faults: list[str] = []
    by_ref = {one.ref: one for one in measures}
    measured = by_ref.get(form_inputs.words(visit, "effect_indicator"), found.indicator)
    starts = form_inputs.day(visit, "starts")
    if starts is None:
        faults.append("Say on which day it starts.")
    milestones = _milestones(visit, faults)
    effect = _effect(visit, measured, faults)
    if faults or starts is None:
        raise Unclear(tuple(dict.fromkeys(faults)))
    proposal = Proposal(
        cause=form_inputs.words(visit, "cause"),
        action=form_inputs.words(visit, "action"),
        starts=starts,
        milestones=tuple(milestones),
        effect=effect,
        support=form_inputs.words(visit, "support"),
    )
    return proposal, measured if effect else None


def _milestones(visit: Visit, faults: list[str]) -> list[Milestone]:
    found = []
    for place in range(1, MILESTONES + 1):
        what = form_inputs.words(visit, f"milestone_{place}")
        due = form_inputs.day(visit, f"milestone_{place}_due")
        if what and due is None:
            faults.append(f"Milestone {place}: {_small(str(NoDate()))}")
        elif due is not None:
            found.append(Milestone(what=what, due=due))
    return found


def _effect(visit: Visit, measured: Indicator, faults: list[str]) -> Effect | None:
    names = ("effect_from", "effect_to", "effect_by")
    if not any(form_inputs.words(visit, name) for name in names):
        return None
    start = _number(visit, "effect_from", measured, faults)
    target = _number(visit, "effect_to", measured, faults)
    by = form_inputs.day(visit, "effect_by")
    if by is None:
        faults.append("Say by which day the effect is to show.")
    if start is None or target is None or by is None:
        return None
    return Effect(indicator=measured.id, start=start, target=target, by=by)


def _number(visit: Visit, name: str, measured: Indicator, faults: list[str]) -> Decimal | None:
    try:
        return reading.read(form_inputs.words(visit, name), measured.unit)
    except UnreadableValue:
        unit = "" if measured.unit == "number" else f", in {measured.unit}"
        label = name.removeprefix("effect_").capitalize()
        faults.append(f"{label}: write a number{unit}.")
        return None


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _form(
    session: Session,
    visit: Visit,
    ask: CardRef,
    found: InterventionView,
    given: Mapping[str, str],
    faults: Sequence[str] = (),
) -> Answer:
    one = found.intervention
    return Answer(
        card=form(
            one,
            found.indicator,
            ButtonRef(ask.id, one.version),
            overdue=visit.council.calendar.between(one.propose_by, visit.today),
            measures=_measures(session, found, visit.today),
            suggested=None if faults else given,
            typed=given if faults else None,
            faults=faults,
        )
    )


def _measures(session: Session, found: InterventionView, today: date) -> list[Indicator]:
    """What the effect may be shown by: the indicator itself, or another of its service.

    A retired one cannot show any, and is named only where there is no other.
    """
    others = register.matching(session, services=[found.indicator.service])
    rated = [one for one in others if one.is_rated and one.id != found.indicator.id]
    able = [one for one in (found.indicator, *rated) if not one.is_retired(today)]
    return able[:MOST_MEASURES] or [found.indicator]


def _suggested(session: Session, visit: Visit, found: InterventionView) -> dict[str, str]:
    """Where the indicator stands and its target; it starts on the next working day."""
    record = records.record(session, found.indicator)
    given = [one for one in record.series.values() if one.value is not None]
    start = visit.council.calendar.after(visit.today, 1)
    suggested = {"starts": start.isoformat()}
    promises = found.intervention.origin is Origin.CONCERN  # else it need not, and says so itself
    if given and promises and not found.indicator.is_retired(visit.today):
        now = record.stand(given[-1].period, visit.today, visit.council)
        value = rounded(given[-1].value or Decimal(0), found.indicator.decimals)  # as it is shown
        suggested |= {"effect_from": f"{value:f}"}
        suggested |= {"effect_to": f"{now.target:f}"} if now.target is not None else {}
    return suggested


def _not_theirs(refusal: Refused) -> Answer:
    return Answer(card=replies.refusal("Not yours to propose", str(refusal)), stay=True)
