"""Is an indicator SMART? The evidence laid beside each of the five questions, and what to look at.

Review's figures are handed in as evidence; this page only judges them. Source: Performance
Management Framework (September 2025), Plan; the limits are our choice (decision 0051).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cycle.periods import Frequency
from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.units import shown

SHORTEST_DEFINITION = 60  # characters
LOWEST_RATE = Decimal(80)  # per cent of figures given
FEWEST_CASES = 20  # a period: a percentage of fewer says little
MOST_RESTATEMENTS = 3  # in a year
ENOUGH_PERIODS = 12  # before "always met" or "never met" says something


class Smart(StrEnum):
    SPECIFIC = "Specific"
    MEASURABLE = "Measurable"
    ACHIEVABLE = "Achievable"
    RELEVANT = "Relevant"
    TIMELY = "Timely"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartEvidence:
    """What is known of an indicator's last year; None where nothing was due or nothing is known.

    Rates are per cent. `met` of `judged` periods had their target met. `upper` and `lower` are the
    limits within which it varies by itself. `decisions` counts answers of the board and
    interventions that used it. `same_definition` are other indicators of the same words.
    """

    reporting_rate: Decimal | None = None
    on_time_rate: Decimal | None = None
    cases: Decimal | None = None
    restatements: int = 0
    met: int = 0
    judged: int = 0
    lower: Decimal | None = None
    upper: Decimal | None = None
    neighbours_median: Decimal | None = None
    decisions: int = 0
    risks: int = 0
    same_definition: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SmartFinding:
    """One question's evidence in words, and what to look at; `flag` is empty where nothing is."""

    question: Smart
    evidence: str
    flag: str = ""


def smart_test(indicator: Indicator, evidence: SmartEvidence) -> tuple[SmartFinding, ...]:
    """All five questions in order, each once."""
    judges = (_specific, _measurable, _achievable, _relevant, _timely)
    return tuple(judge(indicator, evidence) for judge in judges)


def _specific(indicator: Indicator, evidence: SmartEvidence) -> SmartFinding:
    length = len(indicator.definition.strip())
    flag = ""
    if evidence.same_definition:
        flag = f"The same words define {', '.join(evidence.same_definition)}."
    elif length < SHORTEST_DEFINITION:
        flag = "The definition is short: what is counted, from where, divided by what?"
    words = indicator.definition.strip() or "No definition"
    return SmartFinding(Smart.SPECIFIC, words, flag)


def _measurable(_: Indicator, evidence: SmartEvidence) -> SmartFinding:
    parts = [
        f"{_percent(evidence.reporting_rate)} of figures given",
        f"{_percent(evidence.on_time_rate)} on time",
        f"restated {_times(evidence.restatements)}",
    ]
    if evidence.cases is not None:
        parts.append(f"about {evidence.cases:.0f} cases a period")
    flags = []
    if evidence.reporting_rate is not None and evidence.reporting_rate < LOWEST_RATE:
        flags.append("Figures are often missing.")
    if evidence.cases is not None and evidence.cases < FEWEST_CASES:
        flags.append("It rests on few cases: one more or less moves it.")
    if evidence.restatements >= MOST_RESTATEMENTS:
        flags.append("It was restated often: is the source sound?")
    return SmartFinding(Smart.MEASURABLE, ", ".join(parts), " ".join(flags))


def _achievable(indicator: Indicator, evidence: SmartEvidence) -> SmartFinding:
    if indicator.target is None:
        return SmartFinding(Smart.ACHIEVABLE, "No target", "Should it have a target?")
    target = shown(indicator, indicator.target)
    parts = [f"target {target}", f"met in {evidence.met} of {evidence.judged} periods"]
    if evidence.lower is not None and evidence.upper is not None:
        low, high = shown(indicator, evidence.lower), shown(indicator, evidence.upper)
        parts.append(f"varies by itself from {low} to {high}")
    if evidence.neighbours_median is not None:
        parts.append(f"neighbours' middle value {shown(indicator, evidence.neighbours_median)}")
    flags = " ".join(_achievable_flags(indicator, evidence, indicator.target))
    return SmartFinding(Smart.ACHIEVABLE, ", ".join(parts), flags)


def _achievable_flags(
    indicator: Indicator, evidence: SmartEvidence, target: Decimal
) -> Iterator[str]:
    if evidence.judged >= ENOUGH_PERIODS and evidence.met == evidence.judged:
        yield f"Met in all {evidence.judged} periods: is it ambitious?"
    if evidence.judged >= ENOUGH_PERIODS and evidence.met == 0:
        yield f"Not met in {evidence.judged} periods: is it realistic?"
    if _is_beyond(indicator, target, evidence):
        yield "The target lies beyond what the process gives today: what will change it?"
    median = evidence.neighbours_median
    if median is not None and _is_worse(indicator, target, median):
        yield "The target is worse than what half of the others reach."


def _relevant(indicator: Indicator, evidence: SmartEvidence) -> SmartFinding:
    priority = f"serves {indicator.priority}" if indicator.priority else "serves no priority"
    parts = [
        priority,
        f"watches {evidence.risks} {'risk' if evidence.risks == 1 else 'risks'}",
        f"informed {evidence.decisions} {'decision' if evidence.decisions == 1 else 'decisions'}",
    ]
    is_idle = not evidence.decisions and not evidence.risks
    flag = "No decision or risk used it this year: which would?" if is_idle else ""
    return SmartFinding(Smart.RELEVANT, ", ".join(parts), flag)


def _timely(indicator: Indicator, _: SmartEvidence) -> SmartFinding:
    words = f"{indicator.frequency}, due {indicator.due_working_days} working days after the period"
    is_seldom = indicator.frequency is Frequency.ANNUAL
    flag = "Once a year is too seldom to act on within the year." if is_seldom else ""
    return SmartFinding(Smart.TIMELY, words, flag)


def _is_beyond(indicator: Indicator, target: Decimal, evidence: SmartEvidence) -> bool:
    if indicator.polarity is Polarity.HIGHER:
        return evidence.upper is not None and target > evidence.upper
    return (
        indicator.polarity is Polarity.LOWER
        and evidence.lower is not None
        and target < evidence.lower
    )


def _is_worse(indicator: Indicator, target: Decimal, other: Decimal) -> bool:
    if indicator.polarity is Polarity.HIGHER:
        return target < other
    return indicator.polarity is Polarity.LOWER and target > other


def _percent(rate: Decimal | None) -> str:
    return "nothing due yet," if rate is None else f"{rate:.0f}%"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
