"""The table of targets, read: one step of a profile a row, and whether each profile can stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cycle.periods import Frequency, Period
from cycle.plan.cells import FIRST_YEAR, LAST_YEAR, Cells, quoted
from cycle.plan.indicator import Indicator, Kind, Polarity
from cycle.plan.period_cells import read_period_cell
from cycle.plan.register import SIGNS, key
from cycle.plan.target import TermsChange, as_of, periods_of, profile_faults, profile_warnings

REQUIRED = ("ref", "period", "target")
COLUMNS = (*REQUIRED, "reason")

_EXAMPLES = {
    Frequency.MONTHLY: "2026-09",
    Frequency.QUARTERLY: "2026/27 Q2",
    Frequency.FOUR_MONTHLY: "2026/27 T2",
    Frequency.HALF_YEARLY: "2026/27 H1",
    Frequency.ANNUAL: "2026/27",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileStep:
    """The target of one period. `reason` is why a total's target may fall: approved."""

    row: Cells
    indicator: Indicator
    period: Period
    target: Decimal
    reason: str = ""

    @property
    def key(self) -> tuple[int, Period]:
        return self.indicator.id, self.period

    def __str__(self) -> str:
        return f"{self.indicator.ref} {self.period}"


def read_target(row: Cells, known: Mapping[str, Indicator]) -> ProfileStep | None:
    """The row's target, or None where the row's faults say what to mend."""
    indicator = read_known(row, known)
    period = read_period(row, indicator)
    target = row.number("target", SIGNS.get(indicator.unit, "") if indicator else "%£")
    if not row.raw("target"):
        row.fault("target", "is blank: leave the row out, or give the target.")
    if indicator is not None and (why := _needs_none(indicator)):
        row.fault("ref", f"{indicator.ref} takes no target: {why}.")
    reason = row.words("reason", 500)
    if indicator is None or period is None or target is None or row.faults:
        return None
    return ProfileStep(row=row, indicator=indicator, period=period, target=target, reason=reason)


def read_known(row: Cells, known: Mapping[str, Indicator]) -> Indicator | None:
    """The indicator whose reference the row has; `known` is the register by `register.key`."""
    ref = row.raw("ref")
    indicator = known.get(key(ref))
    if not ref:
        row.fault("ref", "is blank, and must be given.")
    elif indicator is None:
        row.fault("ref", f"no indicator has the reference {quoted(ref)}: import indicators first.")
    return indicator


def read_period(row: Cells, indicator: Indicator | None) -> Period | None:
    """The row's period, or None where it is none, or not of the indicator's frequency."""
    text = row.raw("period")
    example = _EXAMPLES[indicator.frequency] if indicator else "2026-09, 2026/27 Q2 or 2026/27"
    period = read_period_cell(text, indicator.frequency if indicator else None)
    if period is None:
        said = f"{quoted(text)} is not a period" if text else "is blank"
        row.fault("period", f"{said}: write it as {example}.")
        return None
    if not FIRST_YEAR <= period.start.year <= LAST_YEAR:
        row.fault("period", f"{quoted(text)} is not of our time: is the year mistyped?")
        return None
    if indicator is not None and period.frequency is not indicator.frequency:
        row.fault("period", f"{indicator.ref} is {indicator.frequency}: write it as {example}.")
        return None
    return period


def judge_profiles(
    steps: Iterable[ProfileStep],
    profiles: Mapping[int, Mapping[Period, Decimal]],
    changes: Mapping[int, Collection[TermsChange]],
) -> list[str]:
    """Note in the rows why a year's profile of a total cannot stand; return what to look at again.

    A year is judged whole: what is kept already (`profiles`), with these steps over it.
    """
    warnings = []
    for (_, year), group in _by_year(steps).items():
        first, last = group[0], group[-1]
        year_end = periods_of(first.indicator.frequency, year)[-1]
        indicator = as_of(first.indicator, changes.get(first.indicator.id, ()), year_end)
        kept = profiles.get(indicator.id, {})
        profile = {period: target for period, target in kept.items() if period.year == year}
        profile |= {step.period: step.target for step in group}
        reason = next((step.reason for step in group if step.reason), "")
        if indicator.cumulative:
            for sentence in profile_faults(indicator, year, profile, reason):
                last.row.fault("target", f"{indicator.ref}: {sentence}")
            found = profile_warnings(indicator, year, profile)
            warnings += [f"{indicator.ref}: {sentence}" for sentence in found]
    return warnings


def changed_in_the_past(changed: Iterable[ProfileStep], today: date) -> list[str]:
    """What to look at again: targets changed for periods that are over, and perhaps reported."""
    return [
        f"{step}: the period has ended, so its band may change"
        for step in changed
        if step.period.end < today
    ]


def _by_year(steps: Iterable[ProfileStep]) -> dict[tuple[int, int], list[ProfileStep]]:
    groups: dict[tuple[int, int], list[ProfileStep]] = {}
    for step in steps:
        groups.setdefault((step.indicator.id, step.period.year), []).append(step)
    return groups


def _needs_none(indicator: Indicator) -> str:
    """Why a target would never be used, or nothing."""
    if indicator.kind is Kind.STATISTIC:
        return "it is a Statistic, used to judge nobody"
    if indicator.polarity is Polarity.RANGE:
        return "it is good inside a range"
    if indicator.polarity is Polarity.NONE:
        return "neither higher nor lower is better"
    return ""
