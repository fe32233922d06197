"""The owner proposes an intervention: cause, action, milestones, and the effect expected."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from cards.interventions.proposal import INPUTS, MILESTONES, form
from cycle.improve import intervening, permissions
from cycle.improve.intervention import Origin, Stage, Step
from cycle.improve.proposal import Effect, Milestone, NoMilestone, Proposal, proposal_faults
from cycle.plan.indicator import Indicator
from cycle.plan.units import rounded
from cycle.refusals import HasMovedOn, NoDate, Refused
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
    """The proposal cannot stand; `faults` say what to mend, a sentence for each input by its id."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(*faults.values())
        self.faults = dict(faults)


def open_form(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Propose the intervention*: the form, with what is known filled in."""
    found = course.view_of_ref(session, visit, ask)
    permissions.check_asked(visit.person, found.owner)
    if found.intervention.stage not in (Stage.ASKED, Stage.SENT_BACK):
        return course.show_current(session, visit, ask, str(HasMovedOn()))
    measures = _measures(session, found, visit.today)
    facts = found.facts(ask.id, found.intervention.propose_by)
    return Answer(card=form(facts, measures, _suggested(session, visit, found)))


def record_proposal(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Send to the board*: kept whole, or the form again with all that was typed."""
    found = course.view_of_ref(session, visit, ask)
    measures = _measures(session, found, visit.today)

    try:
        proposal, measured = _read(visit, found, measures)
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
        permissions.check_asked(visit.person, found.owner)
        if found.intervention.stage not in (Stage.ASKED, Stage.SENT_BACK):
            return course.show_current(session, visit, ask, str(HasMovedOn()))
        facts = found.facts(ask.id, found.intervention.propose_by)
        typed = form_inputs.inputs(visit)
        return Answer(card=form(facts, measures, typed=typed, faults=unclear.faults))
    except Refused as refusal:
        return course.show_current(session, visit, ask, str(refusal))

    interventions.change(session, found.kept, after, visit.now)
    minutes.add(
        session,
        minutes.Minute(
            what=Step.PROPOSE,
            by=visit.person.id,
            at=visit.now,
            words=proposal.action,
            concern=found.kept.concern,
            intervention=found.id,
        ),
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


def _read(
    visit: Visit, found: InterventionView, measures: Sequence[Indicator]
) -> tuple[Proposal, Indicator | None]:
    """The proposal as typed, and the indicator its effect names.

    Raises Unclear with every fault at once: what cannot be read, and what the rules say of the
    rest.
    """
    unread: dict[str, str] = {}
    by_ref = {one.ref: one for one in measures}
    measured = by_ref.get(form_inputs.words(visit, "effect_indicator"), found.indicator)
    starts = form_inputs.day(visit, "starts")
    if starts is None:
        unread["starts"] = "Say on which day it starts."
    milestones = _milestones(visit, unread)
    effect = _effect(visit, measured, unread)
    proposal = Proposal(
        cause=form_inputs.words(visit, "cause"),
        action=form_inputs.words(visit, "action"),
        starts=starts or visit.today,
        milestones=tuple(milestones.values()),
        effect=effect,
        support=form_inputs.words(visit, "support"),
    )
    names = measured if effect else None
    faults = {**_broken(visit, found, proposal, names, unread), **unread}
    if faults:
        raise Unclear({name: faults[name] for name in INPUTS if name in faults})
    return proposal, names


def _broken(
    visit: Visit,
    found: InterventionView,
    proposal: Proposal,
    measured: Indicator | None,
    unread: Mapping[str, str],
) -> dict[str, str]:
    """What the rules say of what could be read, by the form's inputs."""
    numbers = [n for n in range(1, MILESTONES + 1) if form_inputs.day(visit, f"milestone_{n}_due")]
    needs_effect = found.intervention.origin is Origin.CONCERN
    is_effect_unread = any(name.startswith("effect") for name in unread)
    wrong = proposal_faults(
        proposal,
        measured,
        visit.today,
        measured is not None and measured.is_retired(visit.today),
        needs_effect and not is_effect_unread,
    )
    is_unread = any(name.startswith("milestone") for name in unread)
    sentences: dict[str, list[str]] = {}
    for place, refusal in wrong:
        if not (is_unread and isinstance(refusal, NoMilestone)):
            sentences.setdefault(_input_of(place, numbers), []).append(str(refusal))
    return {name: " ".join(dict.fromkeys(said)) for name, said in sentences.items()}


def _input_of(place: str, numbers: Sequence[int]) -> str:
    """The form's input for a place in the proposal: a milestone left empty has no place there."""
    if not place.startswith("milestone_") or not numbers:
        return place
    _, number, *rest = place.split("_")
    return "_".join(["milestone", str(numbers[int(number) - 1]), *rest])


def _milestones(visit: Visit, unread: dict[str, str]) -> dict[int, Milestone]:
    """By their number in the form, without those left empty."""
    milestones = {}
    for number in range(1, MILESTONES + 1):
        what = form_inputs.words(visit, f"milestone_{number}")
        due = form_inputs.day(visit, f"milestone_{number}_due")
        if what and due is None:
            unread[f"milestone_{number}_due"] = str(NoDate())
        elif due is not None:
            milestones[number] = Milestone(what=what, due=due)
    return milestones


def _effect(visit: Visit, measured: Indicator, unread: dict[str, str]) -> Effect | None:
    names = ("effect_from", "effect_to", "effect_by")
    if not any(form_inputs.words(visit, name) for name in names):
        return None
    start = _number(visit, "effect_from", measured, unread)
    target = _number(visit, "effect_to", measured, unread)
    by = form_inputs.day(visit, "effect_by")
    if by is None:
        unread["effect_by"] = "Say by which day the effect is to show."
    if start is None or target is None or by is None:
        return None
    return Effect(indicator=measured.id, start=start, target=target, by=by)


def _number(visit: Visit, name: str, measured: Indicator, unread: dict[str, str]) -> Decimal | None:
    try:
        return reading.read(form_inputs.words(visit, name), measured.unit)
    except UnreadableValue:
        unit = "" if measured.unit == "number" else f", in {measured.unit}"
        unread[name] = f"Write a number{unit}."
        return None


def _measures(session: Session, found: InterventionView, today: date) -> list[Indicator]:
    """What the effect may be shown by: the indicator itself, or another of its service.

    A retired one cannot show any, and is named only where there is no other.
    """
    others = register.matching(session, services=[found.indicator.service])
    rated = [one for one in others if one.is_rated and one.id != found.indicator.id]
    able = [one for one in (found.indicator, *rated) if not one.is_retired(today)]
    return able[:MOST_MEASURES] or [found.indicator]


def _suggested(session: Session, visit: Visit, found: InterventionView) -> dict[str, str]:
    """Where the indicator stands, and its target where that is an improvement; from tomorrow."""
    record = records.record(session, found.indicator)
    given = [one for one in record.series.values() if one.value is not None]
    start = visit.council.calendar.after(visit.today, 1)
    suggested = {"starts": start.isoformat()}
    promises = found.intervention.origin is Origin.CONCERN  # else it need not, and says so itself
    if given and promises and not found.indicator.is_retired(visit.today):
        now = record.stand(given[-1].period, visit.today, visit.council)
        value = rounded(given[-1].value or Decimal(0), found.indicator.decimals)  # as it is shown
        suggested |= {"effect_from": f"{value:f}"}
        misses = now.rating.shortfall is not None and now.rating.shortfall > 0
        suggested |= {"effect_to": f"{now.target:f}"} if misses and now.target is not None else {}
    return suggested
