"""What there is to celebrate: back to green, a real improvement, the longest green run.

Each is said once, with the figure that brings it. Source: Performance Management Framework
(September 2025), Improve: success acknowledged and shared; which successes is our choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.refusals import NotPermitted
from cycle.review.chart import Chart, Variation
from cycle.review.concern import greens_running
from cycle.review.schemes import Band
from cycle.review.standing import Standing

SHORTEST_RUN = 6  # green periods that are worth a word; our choice
SHORTEST_RECORD = 12  # rated periods of which a run can be the longest; our choice


class NotTheirSuccess(NotPermitted):
    """Only the owner or the deputy says what was learnt."""

    heading = "Not yours to say"


class Praise(StrEnum):
    """Why it is a success."""

    BACK_TO_GREEN = "back to green after an intervention"
    REAL_IMPROVEMENT = "a real improvement"
    LONGEST_GREEN_RUN = "the longest green run"


@dataclass(frozen=True, slots=True)
class Success:
    """One success of an indicator in a period, in a sentence for the board and the service."""

    praise: Praise
    indicator: Indicator
    period: Period
    sentence: str


def successes(
    standing: Standing,
    earlier: Sequence[Band | None],
    chart: Chart,
    chart_before: Chart,
    intervened: bool,
) -> tuple[Success, ...]:
    """What the standing of this period gives to celebrate, often nothing; never for a Statistic.

    Nor while the figure misses its target, which under some schemes may still be Green.

    `earlier` are the bands of the periods before, oldest first, None where there was none. `chart`
    is the indicator's chart up to this period, `chart_before` up to the one before. `intervened` is
    whether an intervention on the indicator had started by the end of the period.
    """
    if not standing.indicator.is_rated or standing.value is None or _misses_target(standing):
        return ()
    found = (
        (Praise.BACK_TO_GREEN, _back_to_green(standing, earlier) if intervened else ""),
        (Praise.REAL_IMPROVEMENT, _real_improvement(standing, chart, chart_before)),
        (Praise.LONGEST_GREEN_RUN, _longest_run(standing, earlier)),
    )
    return tuple(
        Success(praise, standing.indicator, standing.period, f"{standing.indicator}: {said}.")
        for praise, said in found
        if said
    )


def _misses_target(standing: Standing) -> bool:
    short = standing.rating.shortfall
    return short is not None and short > 0


def _back_to_green(standing: Standing, earlier: Sequence[Band | None]) -> str:
    before = next((band for band in reversed(earlier) if band is not None), None)
    if standing.band is not Band.GREEN or before in (None, Band.GREEN):
        return ""
    return f"Green again for {standing.period.words}, after an intervention; it was {before}"


def _real_improvement(standing: Standing, chart: Chart, before: Chart) -> str:
    """When the chart first says so: what follows belongs to the same one."""
    if not chart.is_believed or chart.last is None or chart.last.period != standing.period:
        return ""
    was_known = before.is_believed and before.variation is Variation.IMPROVEMENT
    is_real = chart.variation is Variation.IMPROVEMENT
    return chart.words if is_real and not was_known else ""


def _longest_run(standing: Standing, earlier: Sequence[Band | None]) -> str:
    """Longer than every run before it, on a record long enough and not green throughout."""
    rated = [band for band in earlier if band is not None]
    if standing.band is not Band.GREEN or len(rated) + 1 < SHORTEST_RECORD:
        return ""
    if all(band is Band.GREEN for band in rated):
        return ""
    running = greens_running(earlier) + 1
    before = earlier[: len(earlier) - running + 1]
    best = max((greens_running(before[: k + 1]) for k in range(len(before))), default=0)
    if running != max(best + 1, SHORTEST_RUN):
        return ""
    since = standing.period.later(1 - running).words
    return f"Green for {running} periods in a row, since {since}: its longest run on record"
