"""Whether an indicator's figures raise a concern, move it on or end it: one decision, from facts.

Source: Performance Management Framework (September 2025), Review and Improve.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cycle.periods import Period, newest
from cycle.review.concern import (
    GREENS_TO_CLOSE,
    ConcernState,
    Verdict,
    greens_running,
    next_state,
    why_moved,
)
from cycle.review.figure import Figure
from cycle.review.standing import Standing


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """An indicator's figures in force by period, and how to judge one: its standing and verdict."""

    series: Mapping[Period, Figure]
    stand: Callable[[Period], Standing]
    judge: Callable[[Standing], Verdict | None]

    @property
    def latest(self) -> Period | None:
        """The newest period with a value; None if no period has one."""
        return newest(period for period, figure in self.series.items() if figure.value is not None)


@dataclass(frozen=True, slots=True)
class OpenConcern:
    """An open concern as the figures see it.

    `by_figures` is where the figures alone have brought it; `has_intervention` is whether one runs.
    """

    raised_for: Period
    by_figures: ConcernState
    has_intervention: bool


@dataclass(frozen=True, slots=True)
class ConcernOutcome:
    """Where the concern goes, for which period, and why.

    `held` is how the figures would have ended a concern that an intervention keeps open, else None.
    """

    state: ConcernState
    held: ConcernState | None
    period: Period
    verdict: Verdict | None
    why: str


def reconsider(
    facts: FigureFacts, concern: OpenConcern | None, *, may_raise: bool
) -> ConcernOutcome | None:
    """What the figures make of the open concern, or whether they raise one; None if neither.

    The newest figure with a value counts until a newer one is given, however late it came. If no
    value is left from the period of the concern on, that period is judged again. `may_raise` is
    False for an indicator that is retired and for imported history: they raise nothing new.
    """
    if concern is None:
        return _raised(facts) if may_raise else None
    latest = facts.latest
    if latest is None or latest < concern.raised_for:
        latest = concern.raised_for
    standing = facts.stand(latest)
    verdict = facts.judge(standing)
    by_figures = next_state(
        concern.by_figures,
        verdict,
        _greens(facts, concern.raised_for, latest),
        is_correction=_is_undone(facts, concern, latest),
    )
    state, held = held_open(by_figures or concern.by_figures, concern.has_intervention)
    return ConcernOutcome(state, held, latest, verdict, why_moved(state, verdict, standing))


def _raised(facts: FigureFacts) -> ConcernOutcome | None:
    """A new concern, where the newest figure with a value gives cause for one."""
    if facts.latest is None:
        return None
    standing = facts.stand(facts.latest)
    verdict = facts.judge(standing)
    if verdict is None or not verdict.is_raised:
        return None
    why = why_moved(ConcernState.RAISED, verdict, standing)
    return ConcernOutcome(ConcernState.RAISED, None, facts.latest, verdict, why)


def held_open(
    by_figures: ConcernState, has_intervention: bool
) -> tuple[ConcernState, ConcernState | None]:
    """The state, and how it would have ended: a concern does not end while an intervention runs."""
    if has_intervention and not by_figures.is_open:
        return ConcernState.RECOVERING, by_figures
    return by_figures, None


def _greens(facts: FigureFacts, raised_for: Period, period: Period) -> int:
    """Green periods in a row up to this one, counted after the period of the concern."""
    periods = (period.later(-back) for back in reversed(range(GREENS_TO_CLOSE)))
    return greens_running([facts.stand(one).band for one in periods if raised_for < one])


def _is_undone(facts: FigureFacts, concern: OpenConcern, period: Period) -> bool:
    """Whether no period since the concern was raised gives cause for it any more.

    Only a change in hindsight does that: a correction, a target that is set late, a break.
    """
    since = (one for one in facts.series if not (one < concern.raised_for or period < one))
    verdicts = (facts.judge(facts.stand(one)) for one in since)
    return not any(verdict is not None and verdict.is_raised for verdict in verdicts)
