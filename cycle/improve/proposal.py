"""The intervention as its owner proposes it: cause, action, milestones and the effect expected.

Source: Performance Management Framework (September 2025), Improve: timely, informed decisions; the
form is our choice, after what scrutiny asks: what is being done, by whom, by when?
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from cycle.improve.refusals import IndicatorRetired
from cycle.plan.indicator import Indicator
from cycle.plan.units import shown
from cycle.refusals import DateInThePast, Refused, day_refused, words_refused
from cycle.review.trend import distance, has_range, sign

MOST_MILESTONES = 6  # as many as a card holds; our choice


class NoCause(Refused):
    """Say what the cause is."""


class NoAction(Refused):
    """Say what will be done about it."""


class NoMilestone(Refused):
    """Give at least one milestone, with its date."""


class TooManyMilestones(Refused):
    """Give at most six milestones."""


class OutOfOrder(Refused):
    """Give the milestones in the order of their dates."""


class EndsBeforeItBegins(Refused):
    """The milestones end before the intervention begins."""


class MilestoneAfterEffect(Refused):
    """A milestone falls after the day on which the effect is promised."""


class NoEffect(Refused):
    """Say what will change: which indicator, from what, to what, and by when."""


class EffectBeforeStart(Refused):
    """The effect is promised for a day before the intervention begins."""


class NoImprovement(Refused):
    """The effect promised is no improvement on where the indicator stands."""


class NotJudged(Refused):
    """This indicator knows no better or worse, so no effect can be promised by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One step of the action. `who` is the person to do it, None for the intervention's owner.

    `moved` is how often its owner has put it off.
    """

    what: str
    due: date
    who: int | None = None
    done_on: date | None = None
    moved: int = 0

    @property
    def moved_words(self) -> str:
        """`moved once`; nothing where it stands as it was agreed."""
        often = {1: "once", 2: "twice"}.get(self.moved, f"{self.moved} times")
        return f"moved {often}" if self.moved else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What will change: the indicator's id, from and to (in its own units), and by which day."""

    indicator: int
    start: Decimal
    target: Decimal
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the owner offers. `support` is help needed from elsewhere, empty for none.

    `effect` is None only for a recommendation of audit or inspection that no indicator measures.
    """

    cause: str
    action: str
    starts: date
    milestones: tuple[Milestone, ...]
    effect: Effect | None
    support: str = ""

    @property
    def end(self) -> date:
        """The day by which the effect is promised, else that of the last milestone."""
        return self.effect.by if self.effect else max(step.due for step in self.milestones)


class ProposalFault(NamedTuple):
    """What is wrong, and where: `cause`, `milestone_2` (what), `milestone_2_due`, `effect_to`, …"""

    place: str
    refusal: Refused


def proposal_faults(
    proposal: Proposal,
    indicator: Indicator | None,
    today: date,
    is_retired: bool = False,
    needs_effect: bool = True,
) -> tuple[ProposalFault, ...]:
    """Everything wrong with the proposal, in the order of the form; empty where it can stand.

    `indicator` is the one that the effect names, None where it names none; `is_retired` is whether
    that indicator was retired.
    """
    wrong = (
        *_in_words(proposal),
        *_in_milestones(proposal, today),
        *_in_effect(proposal, indicator, today, is_retired, needs_effect),
    )
    return tuple(ProposalFault(place, refusal) for place, refusal in wrong if refusal is not None)


def gain(indicator: Indicator, start: Decimal, value: Decimal) -> Decimal | None:
    """How much better the value is than the start, in points, negative when worse.

    None where the indicator knows no better. In a range, better is closer to it.
    """
    if has_range(indicator):
        return distance(indicator, start) - distance(indicator, value)
    way = sign(indicator)
    return way * (value - start) if way else None


def effect_words(indicator: Indicator, effect: Effect) -> str:
    """`from 71.0% to 85.0%`."""
    return f"from {shown(indicator, effect.start)} to {shown(indicator, effect.target)}"


def _in_words(proposal: Proposal) -> Iterator[tuple[str, Refused | None]]:
    yield "cause", None if proposal.cause.strip() else NoCause()
    yield "action", None if proposal.action.strip() else NoAction()
    for name, text in (
        ("cause", proposal.cause),
        ("action", proposal.action),
        ("support", proposal.support),
    ):
        yield name, words_refused(text, may_be_empty=True)


def _in_milestones(proposal: Proposal, today: date) -> Iterator[tuple[str, Refused | None]]:
    yield "starts", DateInThePast() if proposal.starts < today else None
    days = [milestone.due for milestone in proposal.milestones]
    if not days:
        yield "milestone_1", NoMilestone()
        return
    yield "milestone_1", TooManyMilestones() if len(days) > MOST_MILESTONES else None
    for place, milestone in enumerate(proposal.milestones, 1):
        yield f"milestone_{place}", words_refused(milestone.what)
        yield f"milestone_{place}_due", day_refused(milestone.due, today)
    if days[-1] < max(days[0], proposal.starts):
        yield f"milestone_{len(days)}_due", EndsBeforeItBegins()
    for place, (earlier, later) in enumerate(pairwise(days), 2):
        yield f"milestone_{place}_due", OutOfOrder() if later < earlier else None


def _in_effect(
    proposal: Proposal,
    indicator: Indicator | None,
    today: date,
    is_retired: bool,
    needs_effect: bool,
) -> Iterator[tuple[str, Refused | None]]:
    effect = proposal.effect
    if effect is None or indicator is None:
        yield "effect_from", NoEffect() if needs_effect or effect is not None else None
        return
    yield "effect_indicator", IndicatorRetired() if is_retired else None
    yield "effect_by", day_refused(effect.by, today)
    yield "effect_by", EffectBeforeStart() if effect.by <= proposal.starts else None
    for place, milestone in enumerate(proposal.milestones, 1):
        late = effect.by < milestone.due
        yield f"milestone_{place}_due", MilestoneAfterEffect() if late else None
    better = gain(indicator, effect.start, effect.target)
    if better is None:
        yield "effect_indicator", NotJudged()
    elif better <= 0:
        yield "effect_to", NoImprovement()
