"""Is it working? Before and after an intervention compared, at each new figure, with the reason.

Source: Performance Management Framework (September 2025), Monitor: keep watching to see whether the
intervention worked. How that is told is our choice:

- a real shift by the control-chart rules, measured by what came before the start, settles it,
  unless the shift is older than the start;
- else the effect promised must be reached; where the chart knows what is usual, once is not
  enough before the day promised;
- on the figure for the day promised, what is not reached is not working;
- before that it is too early to tell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from cycle.improve.proposal import Effect, gain
from cycle.monitor import compare
from cycle.periods import Frequency, Period, WorkingDays, day_words, newest
from cycle.plan.due import due
from cycle.plan.indicator import Indicator
from cycle.plan.units import points_shown, shown, shown_apart
from cycle.review.figure import Figure
from cycle.review.trend import Break, Direction, value_of


class Progress(StrEnum):
    """What the figures say of an intervention."""

    WORKING = "working"
    TOO_EARLY = "too early to tell"
    NOT_WORKING = "not working"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the figures up to `period` say; `sentence` is the reason in full.

    `since` is the first period that counts as after: the chart is marked there. `is_reached` is
    whether the value is as good as the effect promised. `direction` compares the value with that at
    the start, None without a figure. `shift` is +1 for a real improvement, -1 for a real worsening,
    0 for usual variation, None where the chart cannot tell. `is_due` is whether the figure for the
    day promised has come.
    """

    progress: Progress
    since: Period
    period: Period | None
    sentence: str
    is_reached: bool = False
    direction: Direction | None = None
    shift: int | None = None
    is_due: bool = False


def is_it_working(
    indicator: Indicator,
    effect: Effect,
    started: date,
    series: Mapping[Period, Figure],
    today: date,
    breaks: Sequence[Break] = (),
) -> Finding:
    """What the newest figure says of an intervention that started on that day.

    `series` holds the figures in force of the indicator that the effect names. A year-to-date total
    is judged against the promise only with the figure for the promised day, and not beyond it:
    before, it is on its way, and after, another year has begun.
    """
    if effect.indicator != indicator.id:
        raise ValueError(f"The effect is not promised by {indicator.ref}.")
    since = first_after(indicator.frequency, started)
    proof = proof_of(indicator, effect, started)
    last = _judged(indicator, series, since, proof)
    if last is None:
        return _nothing_yet(indicator, effect, since, proof, today)
    if refusal := compare.incomparable(indicator, since, last, breaks):
        return Finding(
            progress=Progress.TOO_EARLY,
            since=since,
            period=last,
            sentence=f"{_TOO_EARLY}: {refusal}",
            direction=Direction.NOT_COMPARABLE,
        )
    return _finding(indicator, effect, _Span(since, last, proof), series, breaks)


def findings(
    indicator: Indicator,
    effect: Effect,
    started: date,
    series: Mapping[Period, Figure],
    today: date,
    breaks: Sequence[Break] = (),
) -> tuple[Finding, ...]:
    """What each figure since the start has said in its turn, oldest first, as restated since."""
    since = first_after(indicator.frequency, started)
    return tuple(
        is_it_working(indicator, effect, started, _up_to(series, period), today, breaks)
        for period in sorted(_given(indicator, series, since))
    )


def first_after(frequency: Frequency, started: date) -> Period:
    """The first period that counts as after: the one of the start, if half of it was still to run.

    Our choice: a whole period would hide a quarter's work, a last day would claim it.
    """
    of_start = Period.containing(frequency, started)
    halfway = of_start.start + (of_start.end - of_start.start) / 2
    return of_start if started <= halfway else of_start.next


def proof_of(indicator: Indicator, effect: Effect, started: date) -> Period:
    """The period whose figure is to show what was promised."""
    whole = _last_whole(indicator.frequency, effect.by)
    return max(whole, first_after(indicator.frequency, started))


def awaited(
    indicator: Indicator,
    effect: Effect,
    started: date,
    judged: Iterable[Period],
    today: date,
    calendar: WorkingDays,
) -> Period | None:
    """The period whose figure is overdue now that the promised day has passed; None otherwise.

    `judged` are the periods of which a figure has said something. A later one is as good.
    """
    proof = proof_of(indicator, effect, started)
    has_come = any(not period < proof for period in judged)
    is_late = today > max(effect.by, due(indicator, proof, calendar))
    return proof if is_late and not has_come else None


_TOO_EARLY = "Too early to tell"


class _Span(NamedTuple):
    """The first period that counts, the one that is judged, and the one that is to show it."""

    since: Period
    last: Period
    proof: Period


def _finding(
    indicator: Indicator,
    effect: Effect,
    span: _Span,
    series: Mapping[Period, Figure],
    breaks: Sequence[Break],
) -> Finding:
    value = value_of(series[span.last])
    assert value is not None  # only periods with a value are judged
    is_due = not span.last < span.proof
    better = gain(indicator, effect.target, value)
    is_final = is_due or not indicator.cumulative
    is_reached = better is not None and better >= 0 and is_final
    shift = compare.shift(indicator, series, span.since, span.last, breaks)
    direction = compare.direction(indicator, effect, span.last, series, breaks)
    finding = Finding(
        progress=_progress(is_reached, shift, direction, is_due),
        since=span.since,
        period=span.last,
        sentence="",
        is_reached=is_reached,
        direction=direction,
        shift=shift,
        is_due=is_due,
    )
    return replace(finding, sentence=_sentence(indicator, effect, finding, value))


def _progress(
    is_reached: bool, shift: int | None, direction: Direction | None, is_due: bool
) -> Progress:
    if shift and not _is_older(shift, direction):
        return Progress.WORKING if shift > 0 else Progress.NOT_WORKING
    if is_reached and (is_due or shift is None):
        return Progress.WORKING
    return Progress.NOT_WORKING if is_due else Progress.TOO_EARLY


def _is_older(shift: int, direction: Direction | None) -> bool:
    """Whether the shift had come by the start: it is none of the intervention's doing.

    A measure that had fallen out of its limits is worse than usual still while it recovers.
    """
    if shift > 0:
        return direction in (Direction.SAME, Direction.WORSE)
    return direction in (Direction.SAME, Direction.BETTER)


def _nothing_yet(
    indicator: Indicator, effect: Effect, since: Period, proof: Period, today: date
) -> Finding:
    has_come = today > effect.by
    why = (
        f"{day_words(effect.by)} has passed, and the figure for {proof.words} has not come."
        if has_come
        else f"the first figure that can show it is that for {since.words}."
    )
    return Finding(
        progress=Progress.TOO_EARLY, since=since, period=None, sentence=f"{_TOO_EARLY}: {why}"
    )


def _sentence(indicator: Indicator, effect: Effect, finding: Finding, value: Decimal) -> str:
    assert finding.period is not None  # that of the value
    now, target = shown_apart(indicator, value, effect.target)
    promised = f"{target} was promised by {day_words(effect.by)}"
    shift, direction = finding.shift, finding.direction
    parts = (
        f"{now} for {finding.period.words}",
        _compared(indicator, effect, value, direction),
        f"{promised}, and is {'reached' if finding.is_reached else 'not reached'}",
        _OLDER[shift] if shift and _is_older(shift, direction) else _SHIFTS[shift],
    )
    return f"{str(finding.progress).capitalize()}: {'; '.join(part for part in parts if part)}."


_SHIFTS = {
    1: "a real improvement on what it did before",
    0: "within what it usually did before",
    -1: "a real worsening on what it did before",
    None: "the chart cannot tell",
}
_OLDER = {
    1: "better than usual before, as it was at the start",
    -1: "still worse than usual before",
}


def _compared(
    indicator: Indicator, effect: Effect, value: Decimal, direction: Direction | None
) -> str:
    if indicator.cumulative:
        against = "the same period last year"
        words = {Direction.BETTER: "better than", Direction.WORSE: "worse than"}
        return f"{words[direction]} {against}" if direction in words else ""
    start = shown(indicator, effect.start)
    size = points_shown(indicator, gain(indicator, effect.start, value) or Decimal(0))
    match direction:
        case Direction.BETTER:
            return f"{size} better than the {start} at the start"
        case Direction.WORSE:
            return f"{size} worse than the {start} at the start"
        case _:
            return f"no change on the {start} at the start"


def _judged(
    indicator: Indicator,
    series: Mapping[Period, Figure],
    since: Period,
    proof: Period,
) -> Period | None:
    """The newest period with a value, of those that count."""
    periods = _given(indicator, series, since)
    return newest(period for period in periods if not (indicator.cumulative and proof < period))


def _up_to(series: Mapping[Period, Figure], last: Period) -> dict[Period, Figure]:
    return {period: figure for period, figure in series.items() if not last < period}


def _given(
    indicator: Indicator, series: Mapping[Period, Figure], since: Period
) -> Iterator[Period]:
    for period, figure in series.items():
        is_own = period.frequency is indicator.frequency
        if is_own and not period < since and value_of(figure) is not None:
            yield period


def _last_whole(frequency: Frequency, day: date) -> Period:
    """The last period that has ended by the end of the day."""
    return Period.last_ended(frequency, day + timedelta(days=1))
