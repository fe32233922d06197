"""Taking an intervention on: asked for, proposed, agreed, run, continued, closed, handed over.

Each step returns the intervention as it is then, its version one higher, or raises the refusal. The
card's version is compared, so that of two who press at once the second sees where it stands.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from cycle.acting import may_only_look
from cycle.improve import permissions
from cycle.improve.answers import BoardAnswer, Given
from cycle.improve.intervention import BY, MOVES, Intervention, Origin, Stage, Step
from cycle.improve.permissions import By
from cycle.improve.proposal import Proposal, proposal_faults
from cycle.improve.refusals import (
    BeyondTheEnd,
    IndicatorRetired,
    IsOver,
    MayOnlyLook,
    NobodyNamed,
    NotLater,
    NotYourOwn,
)
from cycle.people import Person
from cycle.plan.indicator import Indicator
from cycle.refusals import HasMovedOn, NotNow, NotTheOwner, check, day_refused, words_refused


def asked(given: Given, by: Person, today: date, origin: Origin = Origin.CONCERN) -> Intervention:
    """The intervention that a board member's answer asks for.

    The answer itself is judged by `cycle.improve.concern.answered`; this checks the same parts.
    """
    permissions.check_board(by)
    asks = replace(given, answer=BoardAnswer.INTERVENTION_ASKED)
    asks.check(today)
    assert asks.until is not None  # checked in the line above
    return Intervention(
        what=asks.words,
        owner=asks.who,
        propose_by=asks.until,
        asked_by=by.id,
        asked_on=today,
        origin=origin,
    )


def proposed(
    intervention: Intervention,
    proposal: Proposal,
    by: Person,
    owner: Person | None,
    indicator: Indicator | None,
    seen: int,
    today: date,
    is_retired: bool = False,
) -> Intervention:
    """With the proposal of whoever was asked, or of their deputy. `owner` is that person.

    `indicator` is the one the effect names. Raises NotTheOwner, IsOver, HasMovedOn, NotNow, or the
    first fault of the proposal; `cycle.improve.proposal.proposal_faults` names them all.
    """
    _check_owner(intervention, by, owner)
    after = _moved(intervention, Step.PROPOSE, seen)
    needs_effect = intervention.origin is Origin.CONCERN
    wrong = proposal_faults(proposal, indicator, today, is_retired, needs_effect)
    check(*(fault.refusal for fault in wrong))
    return replace(after, proposal=proposal, proposed_by=by.id, proposed_on=today, returned="")


def sent_back(
    intervention: Intervention, words: str, until: date, by: Person, seen: int, today: date
) -> Intervention:
    """For another proposal by that day, saying what is missing."""
    permissions.check_board(by)
    after = _moved(intervention, Step.SEND_BACK, seen)
    check(words_refused(words), day_refused(until, today))
    return replace(after, returned=words, propose_by=until)


def agreed(
    intervention: Intervention, by: Person, seen: int, today: date, is_retired: bool = False
) -> Intervention:
    """Agreed by a board member who did not propose it. `is_retired` is the effect's indicator."""
    permissions.check_board(by)
    after = _moved(intervention, Step.AGREE, seen)
    if by.id == intervention.proposed_by:
        raise NotYourOwn
    if is_retired:
        raise IndicatorRetired
    return replace(after, agreed_by=by.id, agreed_on=today)


def started(intervention: Intervention, today: date) -> Intervention:
    """Running, by the clock; as it was while the day has not come. Nothing starts in the past."""
    if intervention.stage is not Stage.AGREED or intervention.proposal is None:
        return intervention
    first = max(intervention.proposal.starts, intervention.agreed_on or today)
    if today < first:
        return intervention
    after = _moved(intervention, Step.START, intervention.version)
    return replace(after, started_on=first, progress_on=first)


def is_to_improve(intervention: Intervention, about: int | None, indicator: int) -> bool:
    """Whether it is to improve this indicator: it answers its concern, or promises an effect on it.

    `about` is the indicator that it is filed under; a recommendation may stand there for want of a
    nearer one.
    """
    if intervention.origin is Origin.CONCERN and about == indicator:
        return True
    effect = intervention.proposal.effect if intervention.proposal else None
    return effect is not None and effect.indicator == indicator


def loses_its_measure(
    intervention: Intervention, indicator: int | None, retired: Collection[int]
) -> bool:
    """Whether what is to show the effect is retired, so that the board must say how it goes on.

    `indicator` is the one it is about, which is the measure while nothing is proposed yet.
    """
    if not intervention.is_live:
        return False
    proposal = intervention.proposal
    if proposal is None:  # and a recommendation needs no effect
        return intervention.origin is Origin.CONCERN and indicator in retired
    return proposal.effect is not None and proposal.effect.indicator in retired


def shown_by_a_figure(intervention: Intervention, step: Step) -> Intervention:
    """As a figure shows it: `step` is one of the three that a figure takes.

    Left as it was where it is not under way, or stands there already.
    """
    if BY[step] is not By.FIGURE:
        raise ValueError(f"A figure never {step}.")
    after = MOVES.get((intervention.stage, step))
    if after is None or after is intervention.stage:
        return intervention
    return _moved(intervention, step, intervention.version)


def continued(
    intervention: Intervention, words: str, until: date, by: Person, seen: int, today: date
) -> Intervention:
    """Going on though it has not worked, with a new day for the effect and the reason why."""
    permissions.check_board(by)
    after = _moved(intervention, Step.CONTINUE, seen)
    check(words_refused(words), day_refused(until, today))
    proposal = intervention.proposal
    if proposal is not None and proposal.effect is not None:
        effect = replace(proposal.effect, by=until)
        after = replace(after, proposal=replace(proposal, effect=effect))
    return after


def closed(
    intervention: Intervention, words: str, by: Person, seen: int, today: date
) -> Intervention:
    """Closed by a board member; the reason may be left out only where it is shown to work."""
    permissions.check_board(by)
    after = _moved(intervention, Step.CLOSE, seen)
    check(words_refused(words, may_be_empty=intervention.stage is Stage.WORKING))
    return replace(after, closed_by=by.id, closed_on=today, reason=words)


def told_progress(
    intervention: Intervention, words: str, by: Person, owner: Person | None, today: date
) -> Intervention:
    """With the progress of today in words. Raises NotTheOwner, IsOver, NotNow or what is wrong."""
    _check_owner(intervention, by, owner)
    _check_going_on(intervention)
    check(words_refused(words))
    return replace(intervention, progress_on=today, version=intervention.version + 1)


def milestone_done(
    intervention: Intervention, place: int, by: Person, owner: Person | None, today: date
) -> Intervention:
    """With the milestone at this place, from 0, reached today, which is progress told as well.

    Whoever the milestone names may say so, or the owner. Raises NotTheOwner, IsOver or NotNow.
    """
    _check_going_on(intervention)
    proposal = intervention.proposal
    if proposal is None or place not in range(len(proposal.milestones)):
        raise NotNow
    milestone = proposal.milestones[place]
    if by.id != milestone.who:
        _check_owner(intervention, by, owner)
    if milestone.done_on is not None:
        raise NotNow
    milestones = list(proposal.milestones)
    milestones[place] = replace(milestone, done_on=today)
    return replace(
        intervention,
        proposal=replace(proposal, milestones=tuple(milestones)),
        progress_on=today,
        version=intervention.version + 1,
    )


def postponed(
    intervention: Intervention,
    place: int,
    until: date | None,
    words: str,
    by: Person,
    owner: Person | None,
    seen: int,
    today: date,
) -> Intervention:
    """With the milestone at this place, from 0, put off to a later day, for the reason in words.

    Its owner may do so as far as the end of the proposal: our choice, decision 0029. Raises
    NotTheOwner, IsOver, HasMovedOn, NotNow, what is wrong with the words or the day, NotLater, or
    last of all BeyondTheEnd.
    """
    _check_owner(intervention, by, owner)
    after = _moved(intervention, Step.POSTPONE, seen)
    proposal = intervention.proposal
    if proposal is None or place not in range(len(proposal.milestones)):
        raise NotNow
    milestone = proposal.milestones[place]
    if milestone.done_on is not None:
        raise NotNow
    check(words_refused(words), day_refused(until, today))
    assert until is not None  # refused in the line above
    if until <= milestone.due:
        raise NotLater
    if until > proposal.end:
        raise BeyondTheEnd
    milestones = list(proposal.milestones)
    milestones[place] = replace(milestone, due=until, moved=milestone.moved + 1)
    return replace(after, proposal=replace(proposal, milestones=tuple(milestones)))


def reassigned(intervention: Intervention, leaver: int, to: int | None) -> Intervention:
    """With everything the leaver was still to do given to another; None is the performance team.

    What was done stays with who did it. Left as it was where nothing was theirs.
    """
    proposal = intervention.proposal
    if not intervention.is_live:
        return intervention
    owner = to if intervention.owner == leaver else intervention.owner
    if proposal is not None:
        milestones = tuple(
            replace(one, who=to) if one.who == leaver and one.done_on is None else one
            for one in proposal.milestones
        )
        proposal = replace(proposal, milestones=milestones)
    if (owner, proposal) == (intervention.owner, intervention.proposal):
        return intervention
    return replace(intervention, owner=owner, proposal=proposal, version=intervention.version + 1)


def handed_to(intervention: Intervention, to: Person | None, by: Person, seen: int) -> Intervention:
    """With the owner whom the performance team names where nobody is left to do it.

    Raises NotTheTeam, IsOver, HasMovedOn, NotNow, NobodyNamed or MayOnlyLook.
    """
    permissions.check_team(by)
    after = _moved(intervention, Step.HAND_OVER, seen)
    if not intervention.is_orphaned:
        raise NotNow
    if to is None:
        raise NobodyNamed
    if may_only_look(to):
        raise MayOnlyLook
    return replace(after, owner=to.id)


def _check_owner(intervention: Intervention, by: Person, owner: Person | None) -> None:
    if owner is None or owner.id != intervention.owner:
        raise NotTheOwner
    permissions.check_asked(by, owner)


def _check_going_on(intervention: Intervention) -> None:
    if not intervention.is_live:
        raise IsOver
    if intervention.stage is not Stage.AGREED and not intervention.stage.is_under_way:
        raise NotNow


def _check_seen(intervention: Intervention, seen: int) -> None:
    if not intervention.is_live:
        raise IsOver
    if seen != intervention.version:
        raise HasMovedOn


def _moved(intervention: Intervention, step: Step, seen: int) -> Intervention:
    _check_seen(intervention, seen)
    after = MOVES.get((intervention.stage, step))
    if after is None:
        raise NotNow
    return replace(intervention, stage=after, version=intervention.version + 1)
