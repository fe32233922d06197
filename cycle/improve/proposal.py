"""The intervention as its owner proposes it: cause, action, milestones and the effect expected.

Source: Performance Management Framework (September 2025), Improve: timely, informed decisions; the
form is our choice, after what scrutiny asks: what is being done, by whom, by when?
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

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


def faults(
    proposal: Proposal,
    indicator: Indicator | None,
    today: date,
    is_retired: bool = False,
    needs_effect: bool = True,
) -> tuple[Refused, ...]:
    """Everything wrong with the proposal, in the order of the form; empty where it can stand.

    `indicator` is the one that the effect names, None where it names none; `is_retired` is whether
    that indicator was retired.
    """
    found = (
        *_in_words(proposal),
        *_in_milestones(proposal, today),
        *_in_effect(proposal, indicator, today, is_retired, needs_effect),
    )
    by_name = {type(fault): fault for fault in found if fault is not None}
    return tuple(by_name.values())  # each once: two dates in the past are one sentence


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


def _in_words(proposal: Proposal) -> Iterator[Refused | None]:
    yield None if proposal.cause.strip() else NoCause()
    yield None if proposal.action.strip() else NoAction()
    for text in (proposal.cause, proposal.action, proposal.support):
        yield words_refused(text, may_be_empty=True)


def _in_milestones(proposal: Proposal, today: date) -> Iterator[Refused | None]:
    yield DateInThePast() if proposal.starts < today else None
    days = [milestone.due for milestone in proposal.milestones]
    if not days:
        yield NoMilestone()
        return
    yield TooManyMilestones() if len(days) > MOST_MILESTONES else None
    yield from (words_refused(milestone.what) for milestone in proposal.milestones)
    yield from (day_refused(day, today) for day in days)
    if days[-1] < max(days[0], proposal.starts):
        yield EndsBeforeItBegins()
    elif any(later < earlier for earlier, later in pairwise(days)):
        yield OutOfOrder()


def _in_effect(
    proposal: Proposal,
    indicator: Indicator | None,
    today: date,
    is_retired: bool,
    needs_effect: bool,
) -> Iterator[Refused | None]:
    effect = proposal.effect
    if effect is None or indicator is None:
        yield NoEffect() if needs_effect or effect is not None else None
        return
    yield IndicatorRetired() if is_retired else None
    yield day_refused(effect.by, today)
    yield EffectBeforeStart() if effect.by <= proposal.starts else None
    if any(effect.by < milestone.due for milestone in proposal.milestones):
        yield MilestoneAfterEffect()
    better = gain(indicator, effect.start, effect.target)
    if better is None:
        yield NotJudged()
    elif better <= 0:
        yield NoImprovement()
