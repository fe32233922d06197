"""What the board must hear of, and how a concern goes on: raised, recovering, and how it ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cycle.periods import Period
from cycle.review.chart import Chart
from cycle.review.chartable import chart_of_series
from cycle.review.deteriorating import DEFAULTS, DeteriorationSettings, Sign, Trigger, signs
from cycle.review.figure import Figure
from cycle.review.schemes import Band
from cycle.review.standing import Standing
from cycle.review.trend import Break

FIRST_RED = "It is the first Red period; two running are an exception"
GREENS_TO_CLOSE = 2  # green periods running; our choice, the framework gives no number


class ConcernState(StrEnum):
    """Where a concern stands. Changes here belong in the README's diagram."""

    RAISED = "raised"
    RECOVERING = "recovering"
    CLOSED = "closed"
    WITHDRAWN = "no longer an exception"
    RETIRED = "ended by retirement"

    @property
    def is_open(self) -> bool:
        return self in (ConcernState.RAISED, ConcernState.RECOVERING)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why this is a concern: the triggers that fired, and one sentence for the board.

    `signs` carry each trigger's own sentence. `prompts_risk` is False where a worse band is all
    there is, within usual variation or with too few points to tell.
    """

    triggers: tuple[Trigger, ...]
    sentence: str
    signs: tuple[Sign, ...] = ()
    prompts_risk: bool = True

    @property
    def is_raised(self) -> bool:
        """Whether it is an exception; else it is listed, and nobody is told."""
        return self.prompts_risk

    @property
    def listed_words(self) -> str:
        """What is said of it where it is only listed."""
        return ". ".join(sign.sentence for sign in self.signs) or self.sentence.rstrip(".")


def verdict(
    standing: Standing,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break] = (),
    chart: Chart | None = None,
    settings: DeteriorationSettings = DEFAULTS,
) -> Verdict | None:
    """Whether the standing is a concern: Red, or deteriorating; None when it is neither.

    Never for a Statistic or an indicator agreed to be data only, nor for a period without a value.
    `chart` is the indicator's chart up to the period; without one it is drawn from the series.
    """
    indicator, value = standing.indicator, standing.value
    if value is None or not indicator.is_rated:
        return None
    if chart is None:
        upto = standing.period
        chart = chart_of_series(indicator, series, breaks=breaks, upto=upto, newest_only=True)
    fired = signs(standing, series, chart, breaks, settings)
    is_red = standing.band is Band.RED
    if not fired and not is_red:
        return None
    is_first_red = is_red and settings.red_after > 1 and standing.previous_band is not Band.RED
    triggers = ((Trigger.RED,) if is_red else ()) + tuple(sign.trigger for sign in fired)
    colour = [standing.rating.rule, *([FIRST_RED] if is_first_red else [])]
    worse = [sign.sentence for sign in fired]
    is_green = standing.band is Band.GREEN  # it is not raised for that
    said = [*worse, *colour] if is_green else [*colour, *worse]
    is_raised = is_red and not is_first_red
    is_raised = is_raised or any(not sign.is_listed_only for sign in fired)
    return Verdict(triggers, ". ".join(said) + ".", fired, is_raised)


def next_state(
    current: ConcernState | None,
    verdict: Verdict | None,
    greens_in_a_row: int,
    is_correction: bool,
) -> ConcernState | None:
    """Where the concern goes when a figure comes in; None while there has never been one.

    `greens_in_a_row` counts green periods up to this one (see `greens_running`); `is_correction`
    says that the figure corrects the very period for which the concern was raised. An open concern
    is updated, never raised anew; what is closed or withdrawn can only be raised.
    """
    if verdict is not None and verdict.is_raised:
        return ConcernState.RAISED
    if current is None or not current.is_open:
        return current
    if is_correction:
        return ConcernState.WITHDRAWN
    if greens_in_a_row >= GREENS_TO_CLOSE:
        return ConcernState.CLOSED
    return ConcernState.RECOVERING if greens_in_a_row else ConcernState.RAISED


def why_moved(state: ConcernState, verdict: Verdict | None, standing: Standing) -> str:
    """Why the figures brought a concern here, in a sentence that stays true."""
    if state is ConcernState.CLOSED:
        return f"Green for {GREENS_TO_CLOSE} periods running, up to {standing.period.words}."
    if state is ConcernState.WITHDRAWN:
        return "After a change in hindsight no figure gives cause for it."
    if state is ConcernState.RAISED and verdict is not None:
        return verdict.sentence
    return f"{standing.rating.rule}."


def greens_running(bands: Sequence[Band | None]) -> int:
    """How many green periods in a row end with the last of these; no band ends the row."""
    running = 0
    for band in reversed(bands):
        if band is not Band.GREEN:
            break
        running += 1
    return running
